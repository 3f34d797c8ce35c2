"""What is held about somebody who is named as a contact."""

from __future__ import annotations

from django.db.models import QuerySet

from samspill.collaborations.models import Contact
from samspill.foundation.privacy.public import Person, PersonalRecord, record_of


def export_contacts(person: Person) -> tuple[PersonalRecord, ...]:
    """Return where somebody is named as a contact in the organisation."""
    return tuple(
        record_of(
            Contact,
            contact.pk,
            collaboration=contact.partner.collaboration.name,
            partner=contact.partner.name,
            role=contact.role,
            name=contact.name,
        )
        for contact in _contacts(person).select_related("partner__collaboration")
    )


def erase_contacts(person: Person) -> int:
    """Take the name away; the role stays without it."""
    return _contacts(person).update(name="")


def _contacts(person: Person) -> QuerySet[Contact]:
    if not person.name:
        return Contact.objects.none()
    return Contact.objects.filter(
        partner__collaboration__organisation=person.organisation_id, name=person.name
    )

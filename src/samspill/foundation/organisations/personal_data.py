"""What is held about somebody with a role in an organisation."""

from __future__ import annotations

from samspill.foundation.organisations.models import Membership
from samspill.foundation.privacy.public import Person, PersonalRecord, record_of


def export_memberships(person: Person) -> tuple[PersonalRecord, ...]:
    """Return the role that somebody has in the organisation."""
    memberships = Membership.objects.filter(
        account=person.account_id, organisation=person.organisation_id
    ).select_related("organisation")
    return tuple(
        record_of(
            Membership,
            membership.pk,
            organisation=membership.organisation.name,
            role=membership.role,
        )
        for membership in memberships
    )


def erase_memberships(person: Person) -> int:
    """Take the role away."""
    memberships = Membership.objects.filter(
        account=person.account_id, organisation=person.organisation_id
    )
    return memberships.delete()[0]

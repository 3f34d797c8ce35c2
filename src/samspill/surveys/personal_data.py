"""What is held about somebody who has been asked by name. Nothing is held about who answered."""

from __future__ import annotations

from uuid import UUID

from samspill.foundation.privacy.public import Person, PersonalRecord
from samspill.participation.public import erase_invitations, export_invitations
from samspill.surveys.models import SurveyRound


def export_asked(person: Person) -> tuple[PersonalRecord, ...]:
    """Return the invitations of somebody to rounds of the organisation."""
    return export_invitations(_codes(person), person.name) if person.name else ()


def erase_asked(person: Person) -> int:
    """Take somebody off the lists of who is asked in rounds of the organisation."""
    return erase_invitations(_codes(person), person.name) if person.name else 0


def _codes(person: Person) -> list[UUID]:
    return list(
        SurveyRound.objects.filter(
            collaboration__organisation=person.organisation_id, join_code__isnull=False
        ).values_list("join_code", flat=True)
    )

"""What is held about those on a roster: exported and erased by the name it is written under."""

from __future__ import annotations

from django.db.models import QuerySet

from samspill.foundation.privacy.public import Person, PersonalRecord, record_of
from samspill.meetings.models import Attendee

HELD = (
    "name",
    "partner",
    "sector",
    "role",
    "needs",
    "can_lead_table",
    "has_phone",
    "is_walk_in",
    "came",
    "together",
    "apart",
    "table",
    "leads_table",
)


def export_attendee(person: Person) -> tuple[PersonalRecord, ...]:
    return tuple(
        record_of(
            Attendee,
            attendee.pk,
            meeting=attendee.meeting.title,
            **{name: getattr(attendee, name) for name in HELD},
        )
        for attendee in _of(person).select_related("meeting")
    )


def erase_attendee(person: Person) -> int:
    erased, _by_model = _of(person).delete()
    return erased


def _of(person: Person) -> QuerySet[Attendee]:
    attendees = Attendee.objects.filter(meeting__organisation=person.organisation_id)
    return attendees.filter(name=person.name) if person.name else attendees.none()

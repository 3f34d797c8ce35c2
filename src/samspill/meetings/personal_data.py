"""What is held about people with a name: who owns, leads and helps, and who has promised what."""

from __future__ import annotations

from django.db.models import QuerySet

from samspill.foundation.privacy.public import NAMELESS, Person, PersonalRecord, record_of
from samspill.meetings.models import Attendee, Commitment, Leader, Meeting, MeetingState, TableMark


def export_owned(person: Person) -> tuple[PersonalRecord, ...]:
    return tuple(
        record_of(
            Meeting,
            meeting.pk,
            title=meeting.title,
            owner=meeting.owner,
            owner_role=meeting.owner_role,
            need=meeting.need,
        )
        for meeting in _owned(person)
    )


def erase_owner(person: Person) -> int:
    """Take name and role away; what the meeting came to is the collaboration's."""
    return _owned(person).update(owner=NAMELESS, owner_role="")


def export_led(person: Person) -> tuple[PersonalRecord, ...]:
    return tuple(
        record_of(
            Leader,
            leader.pk,
            meeting=leader.meeting.title,
            account=leader.account_id,
            part=leader.part,
            seen_at=leader.seen_at,
        )
        for leader in _led(person).select_related("meeting")
    )


def erase_leader(person: Person) -> int:
    erased, _by_model = _led(person).delete()
    return erased


def export_promised(person: Person) -> tuple[PersonalRecord, ...]:
    return tuple(
        record_of(
            Commitment,
            promise.pk,
            meeting=promise.meeting.title,
            title=promise.title,
            taken_by=promise.taken_by,
            due_on=promise.due_on,
        )
        for promise in _promised(person).select_related("meeting")
    )


def erase_promiser(person: Person) -> int:
    return _promised(person).update(taken_by=NAMELESS)


def export_pressed(person: Person) -> tuple[PersonalRecord, ...]:
    return tuple(
        record_of(MeetingState, state.pk, meeting=state.meeting.title, pressed_by=state.pressed_by)
        for state in _pressed(person).select_related("meeting")
    )


def erase_presser(person: Person) -> int:
    return _pressed(person).update(pressed_by="")


def export_helped(person: Person) -> tuple[PersonalRecord, ...]:
    return tuple(
        record_of(TableMark, mark.pk, kind=mark.kind, taken_by=mark.taken_by)
        for mark in _helped(person)
    )


def erase_helper(person: Person) -> int:
    return _helped(person).update(taken_by=NAMELESS)


def _owned(person: Person) -> QuerySet[Meeting]:
    meetings = Meeting.objects.filter(organisation=person.organisation_id)
    return meetings.filter(owner=person.name) if person.name else meetings.none()


def _led(person: Person) -> QuerySet[Leader]:
    leaders = Leader.objects.filter(meeting__organisation=person.organisation_id)
    return leaders.filter(account=person.account_id) if person.account_id else leaders.none()


def _promised(person: Person) -> QuerySet[Commitment]:
    promises = Commitment.objects.filter(meeting__organisation=person.organisation_id)
    return promises.filter(taken_by=person.name) if person.name else promises.none()


def _pressed(person: Person) -> QuerySet[MeetingState]:
    states = MeetingState.objects.filter(meeting__organisation=person.organisation_id)
    return states.filter(pressed_by=person.name) if person.name else states.none()


def _helped(person: Person) -> QuerySet[TableMark]:
    marks = TableMark.objects.filter(table__meeting__organisation=person.organisation_id)
    return marks.filter(taken_by=person.name) if person.name else marks.none()


# --- Those on a roster, by the name they are written under ---------------------------------

HELD_OF_ATTENDEES = (
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
            **{name: getattr(attendee, name) for name in HELD_OF_ATTENDEES},
        )
        for attendee in _attendees_of(person).select_related("meeting")
    )


def erase_attendee(person: Person) -> int:
    erased, _by_model = _attendees_of(person).delete()
    return erased


def _attendees_of(person: Person) -> QuerySet[Attendee]:
    attendees = Attendee.objects.filter(meeting__organisation=person.organisation_id)
    return attendees.filter(name=person.name) if person.name else attendees.none()

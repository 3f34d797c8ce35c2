"""Every write to who comes to a meeting and where they sit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

import numpy as np
from django.db import transaction
from django.utils import timezone

from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record, step, unaudited
from samspill.foundation.declarations.public import DutyName
from samspill.meetings.models import Attendance, Attendee, Meeting, Table
from samspill.meetings.planning_operations import take_turn, tell_phones
from samspill.meetings.roster_lines import NewAttendee
from samspill.science.seating import Rules, SeatingError, compose_tables, reseat

# So long after a meeting its names are kept, and so many can be seated in a meeting.
NAMES_STAY = timedelta(days=30)
MOST_PEOPLE = 300


class PeopleDuty(DutyName):
    """What the worker does for the people of meetings."""

    FORGET_NAMES = "forget names of meetings"


class TwiceError(Exception):
    """Somebody of this name and partner is on the roster already."""

    def __init__(self, name: str) -> None:
        super().__init__("somebody is on the roster already")
        self.name = name


class TooManyError(Exception):
    """More people than a meeting seats; `people` is how many there would be."""

    def __init__(self, people: int) -> None:
        super().__init__(f"a meeting seats {MOST_PEOPLE}; got {people}")
        self.people = people


class NotSeatedError(Exception):
    """The rules cannot be kept; `why` says which, `people` who."""

    def __init__(self, error: SeatingError, people: Sequence[Attendee]) -> None:
        super().__init__(str(error))
        self.why = error.why
        self.people = tuple(people[place] for place in error.people if place < len(people))


@transaction.atomic
def add_people(
    meeting: Meeting, new: Iterable[NewAttendee], *, is_walk_in: bool = False, by: Actor
) -> int:
    """Put people on the roster, all or none; those who walk in have come. Audited.

    Raises `TwiceError` for somebody who is there, and `TooManyError`.
    """
    take_turn(meeting)
    there = set(meeting.attendees.values_list("name", "partner"))
    people = list(new)
    for person in people:
        if (person.name, person.partner) in there:
            raise TwiceError(person.name)
    if len(there) + len(people) > MOST_PEOPLE:
        raise TooManyError(len(there) + len(people))
    came = Attendee.Came.CAME if is_walk_in else Attendee.Came.UNKNOWN
    Attendee.objects.bulk_create(
        Attendee(meeting=meeting, is_walk_in=is_walk_in, came=came, **vars(person))
        for person in people
    )
    record("add_people", meeting, by=by)
    return len(people)


@transaction.atomic
def change_attendee(attendee: Attendee, new: NewAttendee, *, by: Actor) -> Attendee:
    """Change what is known of somebody on the roster. Audited. Raises `TwiceError`."""
    take_turn(attendee.meeting)
    others = attendee.meeting.attendees.exclude(pk=attendee.pk)
    if others.filter(name=new.name, partner=new.partner).exists():
        raise TwiceError(new.name)
    for name, value in vars(new).items():
        setattr(attendee, name, value)
    if attendee.role == Attendee.Role.INTERPRETER:
        attendee.is_locked = attendee.leads_table = False
    attendee.save()
    record("change_attendee", attendee.meeting, by=by)
    return attendee


@transaction.atomic
def remove_attendee(attendee: Attendee, *, by: Actor) -> None:
    """Take somebody off the roster. Audited."""
    meeting = attendee.meeting
    take_turn(meeting)
    attendee.delete()
    record("remove_attendee", meeting, by=by)


@transaction.atomic
def note_arrival(attendee: Attendee, came: str, *, by: Actor) -> Attendee:
    """Note that somebody has come, did not, or is expected again. Audited. Nobody is moved."""
    take_turn(attendee.meeting)
    attendee.came = Attendee.Came(came)
    attendee.save(update_fields=["came"])
    record("note_arrival", attendee.meeting, by=by)
    return attendee


# --- Where they sit -------------------------------------------------------------------------------


@transaction.atomic
def propose_tables(meeting: Meeting, *, by: Actor) -> Meeting:
    """Seat everybody anew at tables that mix; those who are locked stay. Audited.

    Raises `NotSeatedError` where nobody is there, or the rules contradict each other.
    """
    turn = take_turn(meeting)
    people = _seated_people(meeting)
    try:
        seating = compose_tables(
            [_attributes(person) for person in people],
            rng=np.random.default_rng(len(people)),
            tables=_highest_locked(people),
            rules=_rules(people),
            leaders=[place for place, person in enumerate(people) if person.can_lead_table],
        )
    except SeatingError as error:
        raise NotSeatedError(error, people) from None
    _take_seats(meeting, people, seating.tables[0] + 1)
    tell_phones(turn)
    record("propose_tables", meeting, by=by)
    return meeting


@transaction.atomic
def reseat_people(meeting: Meeting, *, by: Actor) -> tuple[Attendee, ...]:
    """Give newcomers a place and fill up after no-shows, with the fewest moves. Audited.

    Returns those who had a table and got another. Raises `NotSeatedError`.
    """
    turn = take_turn(meeting)
    people = _seated_people(meeting)
    try:
        seating = reseat(
            [-1 if person.table is None else person.table - 1 for person in people],
            [_attributes(person) for person in people],
            came=[True] * len(people),
            rng=np.random.default_rng(len(people)),
            rules=_rules(people),
        )
    except SeatingError as error:
        raise NotSeatedError(error, people) from None
    _take_seats(meeting, people, seating.tables + 1)
    tell_phones(turn)
    record("reseat_people", meeting, by=by)
    return tuple(people[place] for place in seating.moved)


@transaction.atomic
def swap_seats(attendee: Attendee, other: Attendee, *, by: Actor) -> None:
    """Let two change places; whoever leads a table leads it still, by the one who sits there."""
    turn = take_turn(attendee.meeting)
    attendee.refresh_from_db()
    other.refresh_from_db()
    attendee.table, other.table = other.table, attendee.table
    Attendee.objects.bulk_update([attendee, other], ["table"])
    _name_leaders(attendee.meeting)
    tell_phones(turn)
    record("swap_seats", attendee.meeting, by=by)


@transaction.atomic
def move_to_table(attendee: Attendee, number: int, *, by: Actor) -> Attendee:
    """Move somebody to another table, also one more than is full: a leader may. Audited."""
    turn = take_turn(attendee.meeting)
    attendee.table = number
    attendee.save(update_fields=["table"])
    _lay(attendee.meeting)
    _name_leaders(attendee.meeting)
    tell_phones(turn)
    record("move_to_table", attendee.meeting, by=by)
    return attendee


@transaction.atomic
def lock_seat(attendee: Attendee, *, is_locked: bool, by: Actor) -> Attendee:
    """Hold somebody at the table where they sit, or let them go again. Audited."""
    take_turn(attendee.meeting)
    attendee.refresh_from_db()
    attendee.is_locked = is_locked and attendee.table is not None
    attendee.save(update_fields=["is_locked"])
    record("lock_seat", attendee.meeting, by=by)
    return attendee


@transaction.atomic
def let_lead_table(attendee: Attendee, *, by: Actor) -> Attendee:
    """Let somebody be the one who leads their table and follows up after. Audited."""
    take_turn(attendee.meeting)
    attendee.refresh_from_db()
    if attendee.table is not None:
        attendee.meeting.attendees.filter(table=attendee.table).update(leads_table=False)
        attendee.leads_table = True
        attendee.save(update_fields=["leads_table"])
    record("let_lead_table", attendee.meeting, by=by)
    return attendee


@unaudited("the promise to forget was made with the meeting, and an entry would remember")
@transaction.atomic
def forget_names_due() -> None:
    """Delete the names of meetings that were to be 30 days ago; counts stay. Done by the worker."""
    due = Meeting.objects.filter(
        planned_start__lt=timezone.now() - NAMES_STAY, attendees__isnull=False
    )
    for meeting in due.distinct():
        present = [person for person in meeting.attendees.all() if person.takes_seat]
        counts = Counter((person.partner, person.sector) for person in present)
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, partner=partner, sector=sector, people=people)
            for (partner, sector), people in counts.items()
        )
        meeting.attendees.all().delete()


# --- Steps of several -----------------------------------------------------------------------------


def _seated_people(meeting: Meeting) -> list[Attendee]:
    return [person for person in meeting.attendees.all() if person.takes_seat]


def _attributes(person: Attendee) -> tuple[str, str]:
    return person.partner, person.sector


def _highest_locked(people: Sequence[Attendee]) -> int:
    return max((person.table or 0 for person in people if person.is_locked), default=0)


def _rules(people: Sequence[Attendee]) -> Rules:
    return Rules(
        together=_groups([person.together for person in people]),
        apart=_groups([person.apart for person in people]),
        locked={
            place: person.table - 1
            for place, person in enumerate(people)
            if person.is_locked and person.table
        },
    )


def _groups(words: Sequence[str]) -> list[list[int]]:
    """Return those who have the same word, whatever its case."""
    groups: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        if word.strip():
            groups.setdefault(word.strip().casefold(), []).append(place)
    return list(groups.values())


@step
def _take_seats(meeting: Meeting, people: list[Attendee], tables: np.ndarray) -> None:
    for person, number in zip(people, tables, strict=True):
        person.table = int(number)
    Attendee.objects.bulk_update(people, ["table"])
    meeting.attendees.filter(came=Attendee.Came.NOT).update(table=None, leads_table=False)
    _lay(meeting)
    _name_leaders(meeting)


@step
def _lay(meeting: Meeting) -> None:
    """Let there be a table for everybody, and none without people before the meeting begins."""
    numbers = {person.table for person in meeting.attendees.all() if person.table is not None}
    there = set(meeting.tables.values_list("number", flat=True))
    Table.objects.bulk_create(
        Table(meeting=meeting, number=number) for number in sorted(numbers - there)
    )
    if meeting.is_planned and numbers:
        meeting.tables.exclude(number__in=numbers).delete()
    if numbers:
        meeting.table_count = max(numbers)
        meeting.save(update_fields=["table_count"])


@step
def _name_leaders(meeting: Meeting) -> None:
    """Let each table have one who leads it: the one who did, one who can, or the first."""
    people = _seated_people(meeting)
    for number in {person.table for person in people} - {None}:
        at_table = [person for person in people if person.table == number]
        leads = min(
            at_table, key=lambda each: (not each.leads_table, not each.can_lead_table, each.name)
        )
        for person in at_table:
            person.leads_table = person is leads
    Attendee.objects.bulk_update(people, ["leads_table"])

"""Rosters as tests need them."""

from __future__ import annotations

from samspill.foundation.access.public import Actor
from samspill.meetings import people_operations
from samspill.meetings.models import Attendee, Meeting
from samspill.meetings.roster_lines import NewAttendee
from samspill.meetings.tests import evenings

PARTNERS = ("Sundvoll", "Fjellnes", "Storøyna", "Lidal", "Nesdal", "Tverrelv")
SECTORS = ("politiker", "administrasjon", "næringsliv")


def lines(people: int) -> str:
    """Return so many people, as somebody would paste them."""
    return "\n".join(
        f"Person {number:02d}; {PARTNERS[number % 6]}; {SECTORS[number // 6 % 3]}"
        for number in range(people)
    )


def a_roster(by: Actor, people: int = 18) -> Meeting:
    meeting = evenings.a_meeting(by)
    new = [
        NewAttendee(
            name=f"Person {number:02d}",
            partner=PARTNERS[number % 6],
            sector=SECTORS[number // 6 % 3],
        )
        for number in range(people)
    ]
    people_operations.add_people(meeting, new, by=by)
    return meeting


def a_seated_roster(by: Actor, people: int = 18) -> Meeting:
    return people_operations.propose_tables(a_roster(by, people), by=by)


def an_attendee(by: Actor) -> Attendee:
    attendee = a_seated_roster(by).attendees.first()
    assert attendee is not None
    return attendee

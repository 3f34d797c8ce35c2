"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests import cast as people
from tests.contracts.house import Objects, Operations

from samspill.foundation.access.public import Actor
from samspill.meetings import closing_operations, leading_operations, people_operations
from samspill.meetings import planning_operations as planning
from samspill.meetings.closing_operations import NewCommitment
from samspill.meetings.leading_operations import Press, Pressed
from samspill.meetings.models import Attendee, Commitment, Meeting, MeetingState, Step
from samspill.meetings.own_steps import own_step
from samspill.meetings.roster_lines import NewAttendee
from samspill.meetings.tests import evenings, rosters
from samspill.toolbox.run_sheets import run_sheet


def a_step(by: Actor) -> Step:
    return evenings.a_meeting(by).steps.all()[4]


def a_filled_meeting(by: Actor) -> Meeting:
    meeting = evenings.a_led_meeting(by)
    for part in Commitment.Part.values:
        for side in Commitment.Side.values:
            Commitment.objects.create(meeting=meeting, part=part, side=side, reason="Ikke i dag.")
    return meeting


def _press(by: Actor) -> partial[MeetingState]:
    meeting = evenings.a_led_meeting(by)
    assert meeting.state.step_id is not None
    pressed = Pressed(act=Press.NEXT, on_step=meeting.state.step_id)
    return partial(leading_operations.press, meeting, pressed, by=by)


def _on_attendee(operation: Callable[[Attendee, Actor], object], by: Actor) -> Callable[[], object]:
    attendee = rosters.an_attendee(by)
    return lambda: operation(attendee, by)


A_REASON = NewCommitment(part="when_home", side="host", reason="Ikke i dag.")

OPERATIONS: Operations = {
    "plan_meeting": lambda by: partial(
        planning.plan_meeting,
        people.a_collaboration(by),
        run_sheet("trust_exercise"),
        evenings.new_meeting(),
        by=by,
    ),
    "change_meeting": lambda by: partial(
        planning.change_meeting, evenings.a_meeting(by), evenings.new_meeting(), by=by
    ),
    "discard_meeting": lambda by: partial(planning.discard_meeting, evenings.a_meeting(by), by=by),
    "send_information": lambda by: partial(
        planning.send_information, evenings.a_meeting(by), by=by
    ),
    "begin_meeting": lambda by: partial(planning.begin_meeting, evenings.a_meeting(by), by=by),
    "give_minutes": lambda by: partial(planning.give_minutes, a_step(by), 20, by=by),
    "lock_step": lambda by: partial(planning.lock_step, a_step(by), None, by=by),
    "move_step": lambda by: partial(planning.move_step, a_step(by), places=-1, by=by),
    "take_out_step": lambda by: partial(planning.take_out_step, a_step(by), by=by),
    "put_in_step": lambda by: partial(
        planning.put_in_step, a_step(by), own_step("Gå en tur", "", 10), by=by
    ),
    "prepare_step": lambda by: partial(planning.prepare_step, a_step(by), "Et punkt", by=by),
    "press": _press,
    "hand_over": lambda by: partial(
        leading_operations.hand_over, evenings.a_led_meeting(by), by.account_id, by=by
    ),
    "go_help": lambda by: partial(leading_operations.go_help, evenings.a_led_meeting(by), 1, by=by),
    "write_commitment": lambda by: partial(
        closing_operations.write_commitment, evenings.a_led_meeting(by), A_REASON, by=by
    ),
    **{
        name: partial(_on_attendee, operation)
        for name, operation in {
            "change_attendee": lambda who, by: people_operations.change_attendee(
                who, NewAttendee(name="Siri Lund"), by=by
            ),
            "remove_attendee": lambda who, by: people_operations.remove_attendee(who, by=by),
            "note_arrival": lambda who, by: people_operations.note_arrival(who, "came", by=by),
            "swap_seats": lambda who, by: people_operations.swap_seats(who, who, by=by),
            "move_to_table": lambda who, by: people_operations.move_to_table(who, 1, by=by),
            "lock_seat": lambda who, by: people_operations.lock_seat(who, is_locked=True, by=by),
            "let_lead_table": lambda who, by: people_operations.let_lead_table(who, by=by),
        }.items()
    },
    "add_people": lambda by: partial(
        people_operations.add_people, evenings.a_meeting(by), [NewAttendee(name="Siri")], by=by
    ),
    "propose_tables": lambda by: partial(
        people_operations.propose_tables, rosters.a_roster(by), by=by
    ),
    "reseat_people": lambda by: partial(
        people_operations.reseat_people, rosters.a_roster(by), by=by
    ),
    "close_meeting": lambda by: partial(
        closing_operations.close_meeting, a_filled_meeting(by), by=by
    ),
}

OBJECTS: Objects = {
    "access_meeting": lambda by: str(evenings.a_meeting(by).pk),
    "access_step": lambda by: str(a_step(by).pk),
    "find_meeting_by_address": lambda by: evenings.room_of(evenings.an_announced_meeting(by)),
    "find_room": lambda by: evenings.room_of(evenings.an_announced_meeting(by)),
    "meetings:live": lambda by: evenings.room_of(evenings.an_announced_meeting(by)),
    "access_attendee": lambda by: str(rosters.an_attendee(by).pk),
    "find_sheet": lambda _by: "trust_exercise",
}

"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

from functools import partial

from tests import cast as people
from tests.contracts.house import Objects, Operations

from samspill.foundation.access.public import Actor
from samspill.meetings import closing_operations, leading_operations
from samspill.meetings import planning_operations as planning
from samspill.meetings.closing_operations import NewCommitment
from samspill.meetings.leading_operations import Press, Pressed
from samspill.meetings.models import Commitment, Meeting, MeetingState, Step
from samspill.meetings.own_steps import own_step
from samspill.meetings.tests import evenings
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
    "find_sheet": lambda _by: "trust_exercise",
}

"""Every write to what a meeting closes with: six fields, and the closing itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from samspill.action_plans.public import NewAction, agree_in_meeting
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record, step
from samspill.meetings.models import Commitment, Meeting, StepRun
from samspill.meetings.planning_operations import MeetingGoneError, take_turn, tell_phones
from samspill.meetings.round_operations import close_rounds


class LackingError(Exception):
    """The meeting cannot be closed: these fields have neither a promise nor a reason."""

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        super().__init__(fields)
        self.fields = fields


@dataclass(frozen=True, kw_only=True)
class NewCommitment:
    """What is promised in one field, by somebody who has said yes; or the reason why nothing is."""

    part: str
    side: str
    title: str = ""
    taken_by: str = ""
    due_on: date | None = None
    must_ask_home: bool = False
    reason: str = ""


@transaction.atomic
def write_commitment(meeting: Meeting, new: NewCommitment, *, by: Actor) -> Commitment:
    """Write down what is promised in one field, or why nothing is. Facilitators may; audited.

    Written again it takes the place of what stood there. It is an action when the meeting closes.
    """
    turn = take_turn(meeting)
    if not meeting.is_led:
        raise MeetingGoneError
    said = {name: value for name, value in vars(new).items() if name not in ("part", "side")}
    commitment, _is_new = Commitment.objects.update_or_create(
        meeting=meeting, part=new.part, side=new.side, defaults=said
    )
    tell_phones(turn)
    record("write_commitment", meeting, by=by)
    return commitment


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Actor, now: datetime | None = None) -> Meeting:
    """Close a meeting that has a promise or a reason in each of the six fields. Audited.

    What is promised is an action from now on.

    Raises `LackingError` with the fields that have neither. Closed twice it is closed once.
    """
    turn = take_turn(meeting)
    if meeting.begun_at is None:
        raise MeetingGoneError
    if meeting.is_closed:
        return meeting
    lacking = fields_lacking(meeting)
    if lacking:
        raise LackingError(lacking)
    meeting.closed_at = now or timezone.now()
    meeting.save(update_fields=["closed_at"])
    StepRun.objects.filter(step__meeting=meeting, ended_at__isnull=True).update(
        ended_at=meeting.closed_at, outcome=StepRun.Outcome.DONE
    )
    close_rounds(meeting, by=by)
    _make_actions(meeting)
    tell_phones(turn)
    record("close_meeting", meeting, by=by)
    return meeting


@step
def fields_lacking(meeting: Meeting) -> list[tuple[str, str]]:
    """Return the fields of the closing that have neither a promise nor a reason, in their order."""
    written = {
        (each.part, each.side)
        for each in Commitment.objects.filter(meeting=meeting)
        if each.title or each.reason
    }
    every = [(part, side) for part in Commitment.Part.values for side in Commitment.Side.values]
    return [field for field in every if field not in written]


def _make_actions(meeting: Meeting) -> None:
    """Make an action of every promise; a group's meeting keeps its promises to itself."""
    if meeting.collaboration is None:
        return
    for each in Commitment.objects.filter(meeting=meeting).exclude(title=""):
        if each.due_on is not None:
            new = NewAction(title=each.title, owner=each.taken_by, due_on=each.due_on)
            each.action = agree_in_meeting(meeting.collaboration, new, now=meeting.closed_at)
            each.save(update_fields=["action"])

"""Every write to what a meeting closes with: six fields, and the closing itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from samspill.action_plans.public import NewAction, agree_in_meeting, say_no_action_in_meeting
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record, step
from samspill.meetings.models import Arrival, Commitment, Meeting, MeetingRound, Note, StepRun
from samspill.meetings.planning_operations import MeetingGoneError, take_turn, tell_phones
from samspill.meetings.round_operations import close_rounds
from samspill.participation.public import end_join_code
from samspill.toolbox.run_sheet_content import Notes, Rule

# So long the six figures lead to what was promised; the long address does until the follow-up.
CODE_STAYS = timedelta(days=2)


class LackingError(Exception):
    """The meeting cannot be closed: these fields have neither a promise nor a reason."""

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        super().__init__(fields)
        self.fields = fields


class HostFirstError(Exception):
    """The host has not written its own lines yet, and the method lets it begin."""


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
    Raises `HostFirstError` where the host has a field left and the method lets the host begin.
    """
    turn = take_turn(meeting)
    if not meeting.is_led:
        raise MeetingGoneError
    if new.side == Commitment.Side.PARTICIPANTS and waits_for_host(meeting):
        raise HostFirstError
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
    _forget(meeting)
    if meeting.join_code is not None:
        end_join_code(
            meeting.join_code,
            code_ends_at=meeting.closed_at + CODE_STAYS,
            address_ends_on=meeting.follow_up_on,
        )
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


@step
def waits_for_host(meeting: Meeting) -> bool:
    """Return whether the host has a field left, where its lines are written first."""
    is_host_first = any(Rule.HOST_FIRST in texts.rules for texts in meeting.sheet.steps)
    lacking = {side for _part, side in fields_lacking(meeting)}
    return is_host_first and Commitment.Side.HOST.value in lacking


def _forget(meeting: Meeting) -> None:
    """Forget phones, and the notes that were written to be forgotten."""
    forgotten = [
        each.pk
        for each in meeting.steps.all()
        if isinstance(each.texts.uses, Notes) and each.texts.uses.forgotten_at_closing
    ]
    Note.objects.filter(step__in=forgotten).delete()
    Arrival.objects.filter(meeting=meeting).delete()


def _make_actions(meeting: Meeting) -> None:
    """Make an action of every promise; a group's meeting keeps its promises to itself."""
    if meeting.collaboration is None:
        return
    for each in Commitment.objects.filter(meeting=meeting).exclude(title=""):
        if each.due_on is not None:
            new = NewAction(title=each.title, owner=each.taken_by, due_on=each.due_on)
            each.action = agree_in_meeting(meeting.collaboration, new, now=meeting.closed_at)
            each.save(update_fields=["action"])
    promised = Commitment.objects.filter(meeting=meeting, action__isnull=False).exists()
    reasons = Commitment.objects.filter(meeting=meeting).exclude(reason="")
    if not promised and reasons.exists():
        # What was asked in the meeting ends with the reason that the meeting gave.
        for asked in MeetingRound.objects.filter(meeting=meeting).select_related("survey_round"):
            say_no_action_in_meeting(asked.survey_round, reasons[0].reason, now=meeting.closed_at)

"""Every press on the console while a meeting is led. Two leaders never undo each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record, unaudited
from samspill.meetings.models import Leader, Meeting, MeetingState, Step, StepRun, TableMark
from samspill.meetings.planning_operations import LONGEST_STEP, take_turn, tell_phones
from samspill.meetings.round_operations import enter_step, leave_step

MINUTES_OF_A_PRESS = 5
SEEN_AGAIN_AFTER = timedelta(seconds=20)


class Press(StrEnum):
    """What a leader can press."""

    NEXT = "next"
    BACK = "back"
    SKIP = "skip"
    ADD_MINUTES = "add_minutes"
    SHORTEN = "shorten"
    SHOW_CODE = "show_code"
    SHOW_STEP = "show_step"
    BLANK = "blank"
    SHOW_AFTER = "show_after"


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """A press, and what the leader saw when it was made: the step, and how many minutes it had.

    `target` is the step that is made shorter, `minutes` what it is to have.
    """

    act: Press
    on_step: UUID
    on_minutes: int = 0
    target: UUID | None = None
    minutes: int = 0
    # How many the leader has confirmed are here, where an anonymous round opens.
    asked: int = 0


@transaction.atomic
def press(
    meeting: Meeting, pressed: Pressed, *, by: Actor, now: datetime | None = None
) -> MeetingState:
    """Do what a leader has pressed, once. Audited.

    Where the other leader pressed first and the step is another one by now, nothing is done: the
    state says who it was. So two presses of *Next* within the same second count once.
    """
    turn = take_turn(meeting)
    if meeting.is_led and turn.step_id == pressed.on_step:
        before = turn.step
        _PRESSES[pressed.act](turn, pressed, now or timezone.now())
        _follow_rounds(meeting, before, turn.step, pressed, by)
        turn.pressed_by = by.name
        tell_phones(turn)
    record("press", meeting, by=by)
    return turn


@unaudited("that a console is open is no change of the meeting")
@transaction.atomic
def stand_by(meeting: Meeting, *, by: Actor, now: datetime | None = None) -> Leader:
    """Note that somebody has the console open: the first leads, the others help."""
    moment = now or timezone.now()
    leader, is_new = Leader.objects.get_or_create(
        meeting=meeting,
        account_id=by.account_id,
        defaults={"part": Leader.Part.HELPS, "seen_at": moment},
    )
    if not is_new and moment - leader.seen_at > SEEN_AGAIN_AFTER:
        leader.seen_at = moment
        leader.save(update_fields=["seen_at"])
    return leader


@transaction.atomic
def hand_over(meeting: Meeting, to: UUID, *, by: Actor) -> None:
    """Let another leader be the one who leads; the others help. Audited."""
    turn = take_turn(meeting)
    leaders = Leader.objects.filter(meeting=meeting)
    if leaders.filter(account=to).exists():
        leaders.update(part=Leader.Part.HELPS)
        leaders.filter(account=to).update(part=Leader.Part.LEADS)
        tell_phones(turn)
    record("hand_over", meeting, by=by)


@transaction.atomic
def go_help(meeting: Meeting, table: int, *, by: Actor) -> None:
    """Say that one goes to a table that asks for help; who says it first goes. Audited."""
    turn = take_turn(meeting)
    asking = TableMark.objects.filter(
        table__meeting=meeting, table__number=table, kind=TableMark.Kind.HELP, taken_by=""
    )
    if asking.update(taken_by=by.name):
        tell_phones(turn)
    record("go_help", meeting, by=by)


def _follow_rounds(
    meeting: Meeting, before: Step | None, after: Step | None, pressed: Pressed, by: Actor
) -> None:
    """Close the round of a step that is left forward, and open that of the one that begins."""
    if before is None or after is None or before.pk == after.pk or pressed.act is Press.BACK:
        return
    leave_step(meeting, before, by=by)
    enter_step(meeting, after, asked=pressed.asked, by=by)


# --- What each press does -------------------------------------------------------------------------


def _next(turn: MeetingState, _pressed: Pressed, now: datetime) -> None:
    _leave(turn, StepRun.Outcome.DONE, 1, now)


def _skip(turn: MeetingState, _pressed: Pressed, now: datetime) -> None:
    _leave(turn, StepRun.Outcome.SKIPPED, 1, now)


def _back(turn: MeetingState, _pressed: Pressed, now: datetime) -> None:
    _leave(turn, StepRun.Outcome.LEFT, -1, now)


def _add_minutes(_turn: MeetingState, pressed: Pressed, _now: datetime) -> None:
    """Give five more than the leader saw: two who press at once give five, not ten."""
    wanted = min(pressed.on_minutes + MINUTES_OF_A_PRESS, LONGEST_STEP)
    if pressed.on_minutes > 0:
        Step.objects.filter(pk=pressed.on_step, minutes=pressed.on_minutes).update(minutes=wanted)


def _shorten(turn: MeetingState, pressed: Pressed, _now: datetime) -> None:
    """Make a step that is ahead shorter, never below the least it needs."""
    if pressed.target is None:
        return
    ahead = Step.objects.filter(meeting=turn.meeting_id, pk=pressed.target).first()
    if ahead is not None and 0 < pressed.minutes < ahead.minutes:
        ahead.minutes = max(pressed.minutes, ahead.texts.shortest)
        ahead.save(update_fields=["minutes"])


def _show_code(turn: MeetingState, _pressed: Pressed, _now: datetime) -> None:
    turn.wall, turn.is_blank = MeetingState.Wall.CODE, False


def _show_step(turn: MeetingState, _pressed: Pressed, _now: datetime) -> None:
    turn.wall, turn.is_blank = MeetingState.Wall.STEP, False


def _show_after(turn: MeetingState, _pressed: Pressed, _now: datetime) -> None:
    """Show what the sources say, once people have talked; nothing where the step has nothing."""
    if turn.step is not None and turn.step.texts.after_talk:
        turn.wall, turn.is_blank = MeetingState.Wall.AFTER, False


def _blank(turn: MeetingState, _pressed: Pressed, _now: datetime) -> None:
    turn.is_blank = True


_PRESSES = {
    Press.NEXT: _next,
    Press.SKIP: _skip,
    Press.BACK: _back,
    Press.ADD_MINUTES: _add_minutes,
    Press.SHORTEN: _shorten,
    Press.SHOW_CODE: _show_code,
    Press.SHOW_STEP: _show_step,
    Press.BLANK: _blank,
    Press.SHOW_AFTER: _show_after,
}


def _leave(turn: MeetingState, outcome: StepRun.Outcome, places: int, now: datetime) -> None:
    """End the run of the step that goes on, and begin one of the step beside it, where there is."""
    steps = list(Step.objects.filter(meeting=turn.meeting_id))
    place = next(index for index, each in enumerate(steps) if each.pk == turn.step_id) + places
    if not 0 <= place < len(steps):
        return
    StepRun.objects.filter(step=turn.step_id, ended_at__isnull=True).update(
        ended_at=now, outcome=outcome
    )
    StepRun.objects.create(step=steps[place], started_at=now)
    turn.step, turn.started_at = steps[place], now
    turn.wall, turn.is_blank = MeetingState.Wall.STEP, False

"""Every write to a meeting before it begins, and to its plan also after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor, lock
from samspill.foundation.audit.public import record, step, unaudited
from samspill.meetings.models import Leader, Meeting, MeetingState, Step, StepRun, Table
from samspill.meetings.revisions import REVISIONS
from samspill.participation.public import create_join_code
from samspill.people.public import Group
from samspill.toolbox.run_sheet_content import RunSheet, StepContent, StepKind

LONGEST_STEP = 240
FEWEST_MINUTES_OF_A_PAUSE = 5
PAUSES = (StepKind.PAUSE, StepKind.INFORMAL)


class MeetingGoneError(Exception):
    """The meeting is in another state than this needs: somebody began or closed it first."""


class NotReadyError(Exception):
    """Something is missing before the meeting can be sent or begun; `lacking` says what."""

    def __init__(self, *lacking: str) -> None:
        super().__init__(", ".join(lacking))
        self.lacking = lacking


class NotPossibleError(Exception):
    """The step cannot be changed so: it is the last, a pause, or over already."""


@dataclass(frozen=True, kw_only=True)
class NewMeeting:
    """What a facilitator decides about a meeting. Owner and need can come later, in a draft."""

    title: str
    purpose: str
    intended_use: str
    follow_up_on: date
    planned_start: datetime
    place: str
    place_kind: str = Meeting.PlaceKind.HOST
    legal_form: str = Meeting.LegalForm.SEMINAR
    mode: str = Meeting.Mode.NONE
    owner: str = ""
    owner_role: str = ""
    need: str = ""
    need_said_where: str = ""
    table_count: int = 1


@transaction.atomic
def plan_meeting(
    whose: Collaboration | Group,
    sheet: RunSheet,
    new: NewMeeting,
    *,
    by: Actor,
    is_simulated: bool = False,
) -> Meeting:
    """Plan a meeting of a collaboration or a group, from a run sheet whose texts are copied.

    Facilitators may, and members of the group; audited.
    """
    meeting = Meeting(
        organisation_id=whose.organisation_id,
        collaboration=whose if isinstance(whose, Collaboration) else None,
        group=whose if isinstance(whose, Group) else None,
        sheet_key=sheet.key,
        sheet_version=sheet.version,
        content=sheet.encode(),
        is_simulated=is_simulated,
        created_at=timezone.now(),
    )
    _take(meeting, new)
    meeting.save()
    Step.objects.bulk_create(
        Step(
            meeting=meeting,
            position=position,
            key=texts.key,
            content=texts.encode(),
            minutes=texts.minutes,
            planned_minutes=texts.minutes,
        )
        for position, texts in enumerate(sheet.steps)
    )
    MeetingState.objects.create(meeting=meeting)
    _lay_tables(meeting)
    Leader.objects.create(
        meeting=meeting, account_id=by.account_id, part=Leader.Part.LEADS, seen_at=timezone.now()
    )
    record("plan_meeting", meeting, by=by)
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, new: NewMeeting, *, by: Actor) -> Meeting:
    """Change what has been decided about a meeting. Audited; phones and wall follow."""
    turn = take_turn(meeting)
    _take(meeting, new)
    meeting.save()
    _lay_tables(meeting)
    tell_phones(turn)
    record("change_meeting", meeting, by=by)
    return meeting


@transaction.atomic
def discard_meeting(meeting: Meeting, *, by: Actor) -> None:
    """Delete a meeting that has not begun. Nothing has been written in it. Audited."""
    take_turn(meeting)
    if not meeting.is_planned:
        raise MeetingGoneError
    record("discard_meeting", meeting, by=by)
    meeting.delete()


@transaction.atomic
def send_information(meeting: Meeting, *, by: Actor, now: datetime | None = None) -> Meeting:
    """Note that the information beforehand has been sent; the code works from now on. Audited.

    Raises `NotReadyError` where the method demands an owner and a need that was said aloud.
    """
    turn = take_turn(meeting)
    check_ready(meeting)
    _give_code(meeting)
    meeting.invited_at = now or timezone.now()
    meeting.save(update_fields=["invited_at", "join_code"])
    tell_phones(turn)
    record("send_information", meeting, by=by)
    return meeting


@transaction.atomic
def begin_meeting(meeting: Meeting, *, by: Actor, now: datetime | None = None) -> Meeting:
    """Begin: the first step goes on, and the code lets people in. Audited.

    Begun by two leaders at once it begins once. Raises `NotReadyError` as `send_information` does.
    """
    turn = take_turn(meeting)
    if not meeting.is_planned:
        return meeting
    check_ready(meeting)
    _give_code(meeting)
    meeting.begun_at = now or timezone.now()
    meeting.save(update_fields=["begun_at", "join_code"])
    first = meeting.steps.all()[0]
    turn.step, turn.started_at, turn.pressed_by = first, meeting.begun_at, by.name
    StepRun.objects.create(step=first, started_at=meeting.begun_at)
    tell_phones(turn)
    record("begin_meeting", meeting, by=by)
    return meeting


# --- Steps of the plan ----------------------------------------------------------------------------


@transaction.atomic
def give_minutes(plan_step: Step, minutes: int, *, by: Actor) -> Step:
    """Give a step more or fewer minutes, from the least it needs to four hours. Audited."""
    turn = take_turn(plan_step.meeting)
    least = _least(plan_step.texts)
    plan_step.minutes = max(least, min(minutes, LONGEST_STEP))
    if plan_step.meeting.is_planned:
        plan_step.planned_minutes = plan_step.minutes
    plan_step.save(update_fields=["minutes", "planned_minutes"])
    tell_phones(turn)
    record("give_minutes", plan_step.meeting, by=by)
    return plan_step


@transaction.atomic
def lock_step(plan_step: Step, at: time | None, *, by: Actor) -> Step:
    """Lock a step to a time of the clock, or with None unlock it. Audited."""
    turn = take_turn(plan_step.meeting)
    plan_step.locked_at = at
    plan_step.save(update_fields=["locked_at"])
    tell_phones(turn)
    record("lock_step", plan_step.meeting, by=by)
    return plan_step


@transaction.atomic
def move_step(plan_step: Step, *, places: int, by: Actor) -> None:
    """Move a step up (-1) or down (1). The last one, in which people promise, stays last. Audited.

    Raises `NotPossibleError` where it cannot be moved, or has been gone through.
    """
    turn = take_turn(plan_step.meeting)
    steps = list(plan_step.meeting.steps.all())
    place = next(index for index, each in enumerate(steps) if each.pk == plan_step.pk)
    movable = range(_first_ahead(turn, steps), len(steps) - 1)
    if place not in movable or place + places not in movable:
        raise NotPossibleError
    steps.insert(place + places, steps.pop(place))
    _number(steps)
    tell_phones(turn)
    record("move_step", plan_step.meeting, by=by)


@transaction.atomic
def take_out_step(plan_step: Step, *, by: Actor) -> None:
    """Take a step out of the plan. Audited. A pause can be made short, and not taken out."""
    turn = take_turn(plan_step.meeting)
    steps = list(plan_step.meeting.steps.all())
    place = next(index for index, each in enumerate(steps) if each.pk == plan_step.pk)
    is_last = place == len(steps) - 1
    if is_last or place < _first_ahead(turn, steps) or plan_step.texts.kind in PAUSES:
        raise NotPossibleError
    meeting = plan_step.meeting
    steps.pop(place)
    plan_step.delete()
    _number(steps)
    tell_phones(turn)
    record("take_out_step", meeting, by=by)


@transaction.atomic
def put_in_step(after: Step, texts: StepContent, *, by: Actor) -> Step:
    """Put a step of one's own into the plan, after another. Audited."""
    turn = take_turn(after.meeting)
    steps = list(after.meeting.steps.all())
    place = next(index for index, each in enumerate(steps) if each.pk == after.pk) + 1
    if place == len(steps) or place < _first_ahead(turn, steps):
        raise NotPossibleError
    new = Step(
        meeting=after.meeting,
        position=len(steps),
        key=texts.key,
        content=texts.encode(),
        minutes=texts.minutes,
        planned_minutes=texts.minutes,
    )
    new.save()
    steps.insert(place, new)
    _number(steps)
    tell_phones(turn)
    record("put_in_step", after.meeting, by=by)
    return new


@transaction.atomic
def prepare_step(plan_step: Step, text: str, *, by: Actor) -> Step:
    """Write what the wall shows in a step, one line for each point. Audited."""
    turn = take_turn(plan_step.meeting)
    plan_step.prepared = text
    plan_step.save(update_fields=["prepared"])
    tell_phones(turn)
    record("prepare_step", plan_step.meeting, by=by)
    return plan_step


# --- What several operations do -------------------------------------------------------------------


@step
def take_turn(meeting: Meeting) -> MeetingState:
    """Lock the one row that every press changes, and read the meeting as it is now.

    Raises `MeetingGoneError` where the meeting is gone.
    """
    turn = MeetingState.objects.select_for_update().filter(meeting=meeting.pk).first()
    if turn is None or lock(meeting) is None:
        raise MeetingGoneError
    meeting.refresh_from_db(fields=["begun_at", "closed_at", "invited_at", "join_code"])
    meeting.state = turn
    return turn


@unaudited("a step of the operations that change what is shown")
def tell_phones(turn: MeetingState) -> None:
    """Count one more change, which phones, wall and console look for."""
    turn.revision += 1
    turn.save()
    transaction.on_commit(REVISIONS.read_again)


@step
def check_ready(meeting: Meeting) -> None:
    """Raise `NotReadyError` where the method demands an owner and a need, and one is missing."""
    if not meeting.sheet.demands_owner:
        return
    lacking = [name for name in ("owner", "need") if not getattr(meeting, name).strip()]
    if lacking:
        raise NotReadyError(*lacking)


def _take(meeting: Meeting, new: NewMeeting) -> None:
    for name, value in vars(new).items():
        setattr(meeting, name, value)


def _lay_tables(meeting: Meeting) -> None:
    """Let there be as many tables as are planned; one that is there already stays."""
    there = set(meeting.tables.values_list("number", flat=True))
    Table.objects.bulk_create(
        Table(meeting=meeting, number=number)
        for number in range(1, meeting.table_count + 1)
        if number not in there
    )


def _give_code(meeting: Meeting) -> None:
    if meeting.join_code is None:
        meeting.join_code = create_join_code(with_address=True)


def _least(texts: StepContent) -> int:
    return FEWEST_MINUTES_OF_A_PAUSE if texts.kind in PAUSES else texts.shortest


def _first_ahead(turn: MeetingState, steps: list[Step]) -> int:
    """Return the place of the first step that has not begun."""
    places = {each.pk: index for index, each in enumerate(steps)}
    return places[turn.step_id] + 1 if turn.step_id in places else 0


def _number(steps: list[Step]) -> None:
    for position, each in enumerate(steps):
        each.position = position
    Step.objects.bulk_update(steps, ["position"])

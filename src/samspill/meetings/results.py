"""Every read that a page about meetings needs; from one reading of the evening all is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor
from samspill.meetings.access import meetings_of
from samspill.meetings.models import (
    Arrival,
    Commitment,
    Leader,
    Meeting,
    MeetingRound,
    MeetingState,
    Note,
    Step,
    StepRun,
    Table,
    TableMark,
)
from samspill.meetings.timelines import TimedStep, Timeline, timeline
from samspill.people.public import Group
from samspill.surveys.public import SurveyRound, address_of, how_many, table_list
from samspill.toolbox.run_sheet_content import StepContent, Use


@dataclass(frozen=True, kw_only=True)
class PlannedStep:
    """A step of the plan, as it is stored, with its texts in every language."""

    key: UUID
    texts: StepContent
    minutes: int
    planned_minutes: int
    is_locked: bool
    prepared: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Evening:
    """A meeting as it stands at one moment: its plan, its one state, and the clock."""

    meeting: Meeting
    steps: tuple[PlannedStep, ...]
    timeline: Timeline
    now: datetime
    place: int | None
    revision: int
    room_revision: int
    is_blank: bool
    wall: str
    pressed_by: str

    @property
    def current(self) -> PlannedStep | None:
        """The step that goes on; None before the meeting begins."""
        return None if self.place is None else self.steps[self.place]

    @property
    def following(self) -> PlannedStep | None:
        after = 0 if self.place is None else self.place + 1
        return self.steps[after] if after < len(self.steps) else None

    @property
    def code(self) -> str:
        """The six figures that are shown."""
        return self.meeting.join_code.code if self.meeting.join_code else ""

    @property
    def address(self) -> str:
        """Where phones are, which cannot be guessed; empty while there is none."""
        return self.meeting.join_code.address if self.meeting.join_code else ""

    @property
    def seconds_left(self) -> int:
        """How long the step that goes on has left; nothing, once its time is over."""
        if self.current is None:
            return 0
        row = self.timeline.row_of(self.current.key)
        gone = (self.now - row.starts_at).total_seconds()
        return max(0, round(row.minutes * 60 - gone))


@dataclass(frozen=True)
class HandedIn:
    """A note as a table has handed it in: the text of each field, by its key."""

    key: UUID
    client_key: str
    step_key: str
    table: int
    fields: dict[str, str]
    is_late: bool

    @property
    def text(self) -> str:
        return " · ".join(self.fields.values())


@dataclass(frozen=True, kw_only=True)
class TableNow:
    """How far a table has come in the step that goes on. Seats are counted, nobody is named."""

    number: int
    seats: int | None
    phones: int
    notes: int
    has_read: bool
    asks_for_help: bool
    helped_by: str


@dataclass(frozen=True)
class MeetingSummary:
    """A meeting as lists show it."""

    key: UUID
    title: str
    collaboration: str
    collaboration_key: UUID | None
    planned_start: datetime
    place: str
    is_led: bool
    is_closed: bool
    is_simulated: bool


def read_evening(meeting: Meeting, *, now: datetime | None = None) -> Evening:
    """Read a meeting as it stands: three questions to the database, whoever looks."""
    moment = now or timezone.now()
    state: MeetingState = meeting.state
    rows = list(Step.objects.filter(meeting=meeting))
    runs: dict[UUID, StepRun] = {}
    for run in StepRun.objects.filter(step__meeting=meeting):
        runs[run.step_id] = run
    place = next((index for index, row in enumerate(rows) if row.pk == state.step_id), None)
    steps = tuple(
        PlannedStep(
            key=row.pk, texts=row.texts, minutes=row.minutes,
            planned_minutes=row.planned_minutes, is_locked=row.locked_at is not None,
            prepared=tuple(line for line in row.prepared.splitlines() if line.strip()),
        )
        for row in rows
    )  # fmt: skip
    return Evening(
        meeting=meeting,
        steps=steps,
        timeline=timeline(
            [_timed(row, step, runs.get(row.pk)) for row, step in zip(rows, steps, strict=True)],
            start=meeting.begun_at or meeting.planned_start,
            now=meeting.closed_at or moment,
            current=state.step_id,
            started_at=state.started_at,
            zone=timezone.get_default_timezone(),
        ),
        now=moment,
        place=place,
        revision=state.revision,
        room_revision=state.room_revision,
        is_blank=state.is_blank,
        wall=state.wall,
        pressed_by=state.pressed_by,
    )


def _timed(row: Step, step: PlannedStep, run: StepRun | None) -> TimedStep:
    return TimedStep(
        key=row.pk,
        kind=step.texts.kind.value,
        minutes=row.minutes,
        planned_minutes=row.planned_minutes,
        shortest=step.texts.shortest,
        locked_at=row.locked_at,
        started_at=run.started_at if run else None,
        ended_at=run.ended_at if run else None,
        is_skipped=run is not None and run.outcome == StepRun.Outcome.SKIPPED,
    )


def notes_of(
    meeting: Meeting, steps: Iterable[str], *, table: int | None = None
) -> tuple[HandedIn, ...]:
    """Return what has been handed in at these steps, table by table, and not taken back."""
    notes = Note.objects.filter(
        meeting=meeting, step__key__in=list(steps), state=Note.State.HANDED_IN
    ).select_related("step", "table")
    if table is not None:
        notes = notes.filter(table__number=table)
    return tuple(
        HandedIn(
            key=note.pk,
            client_key=note.client_key,
            step_key=note.step.key,
            table=note.table.number if note.table else 0,
            fields=dict(note.fields),
            is_late=note.is_late,
        )
        for note in notes
    )


def tables_now(meeting: Meeting, step_key: UUID | None) -> tuple[TableNow, ...]:
    """Return every table that somebody sits at, and how far it has come in a step."""
    phones: dict[UUID | int, int] = defaultdict(int)
    for table_id in Arrival.objects.filter(meeting=meeting).values_list("table", flat=True):
        phones[table_id or 0] += 1
    notes: dict[int, int] = defaultdict(int)
    handed_in = Note.objects.filter(step=step_key, state=Note.State.HANDED_IN)
    for table_id in handed_in.values_list("table", flat=True):
        notes[table_id] += 1
    marks = {
        (mark.table_id, mark.kind): mark
        for mark in TableMark.objects.filter(table__meeting=meeting, step=step_key)
    }
    every = Table.objects.filter(meeting=meeting)
    return tuple(
        TableNow(
            number=table.number,
            seats=table.seats,
            phones=phones[table.pk],
            notes=notes[table.pk],
            has_read=(table.pk, TableMark.Kind.READ) in marks,
            asks_for_help=(table.pk, TableMark.Kind.HELP) in marks,
            helped_by=marks[table.pk, TableMark.Kind.HELP].taken_by
            if (table.pk, TableMark.Kind.HELP) in marks
            else "",
        )
        for table in every
    )


@dataclass(frozen=True)
class RoundNow:
    """The round of a meeting: where phones find it, and one word of how many have answered."""

    key: UUID
    address: str
    is_open: bool
    is_open_table: bool
    is_closing: bool
    is_shown: bool
    said: str
    columns: dict[int, int]


def round_now(meeting: Meeting, instrument_key: str) -> RoundNow | None:
    """Return the round that steps with this instrument share; None before it is opened."""
    asked = (
        MeetingRound.objects.filter(meeting=meeting, instrument_key=instrument_key)
        .select_related("survey_round__join_code", "survey_round__collaboration")
        .first()
    )
    if asked is None:
        return None
    survey_round = asked.survey_round
    is_table = survey_round.is_open_table
    return RoundNow(
        key=survey_round.pk,
        address=address_of(survey_round),
        is_open=survey_round.is_open,
        is_open_table=is_table,
        is_closing=survey_round.closing_at is not None and survey_round.is_open,
        is_shown=survey_round.release_id is not None,
        said="" if is_table else how_many(survey_round),
        columns={each.number: each.people for each in table_list(survey_round)} if is_table else {},
    )


def meeting_of_round(survey_round: SurveyRound) -> Meeting | None:
    """Return the meeting that a round is a step of."""
    asked = (
        MeetingRound.objects.filter(survey_round=survey_round.pk)
        .select_related("meeting__join_code")
        .first()
    )
    return asked.meeting if asked else None


def people_here(meeting: Meeting) -> int:
    """Return how many are here as far as is known: what tables have said, or their phones."""
    seats = [table.seats or 0 for table in Table.objects.filter(meeting=meeting)]
    return max(sum(seats), Arrival.objects.filter(meeting=meeting).count())


def table_of_phone(phone: str) -> int | None:
    """Return the number of the table that a phone is at; None where it is at none."""
    numbers = Arrival.objects.filter(key=phone).values_list("table__number", flat=True)
    number: int | None = numbers.first() if phone else None
    return number


def phone_of(meeting: Meeting, phone: str) -> Arrival | None:
    """Return what is known of a phone: the table it is at."""
    return Arrival.objects.filter(meeting=meeting, key=phone).select_related("table").first()


def table_numbered(meeting: Meeting, number: int) -> Table | None:
    return Table.objects.filter(meeting=meeting, number=number).first()


def uses_of(evening: Evening) -> Use | None:
    """Return what the step that goes on uses."""
    return evening.current.texts.uses if evening.current else None


def step_keyed(meeting: Meeting, key: str) -> Step | None:
    """Return the step of a plan with the key that its sheet gave it."""
    if "\0" in key:  # which PostgreSQL refuses to look for
        return None
    return Step.objects.filter(meeting=meeting, key=key).first()


def leaders_of(meeting: Meeting) -> tuple[Leader, ...]:
    """Return who has the console open or had it, the one who leads first."""
    leaders = Leader.objects.filter(meeting=meeting).select_related("account")
    return tuple(sorted(leaders, key=lambda leader: (leader.part != "leads", leader.account.name)))


def commitments_of(meeting: Meeting) -> dict[tuple[str, str], Commitment]:
    """Return what has been written in the six fields of the closing, by part and side."""
    return {(each.part, each.side): each for each in Commitment.objects.filter(meeting=meeting)}


def meeting_list(
    actor: Actor, collaboration: Collaboration | None = None, *, group: Group | None = None
) -> tuple[MeetingSummary, ...]:
    """Return the meetings the actor may see, the newest first."""
    meetings = meetings_of(actor).order_by("-planned_start", "-created_at", "pk")
    if collaboration is not None:
        meetings = meetings.filter(collaboration=collaboration)
    if group is not None:
        meetings = meetings.filter(group=group)
    return tuple(
        MeetingSummary(
            key=meeting.pk,
            title=meeting.title,
            collaboration=str(meeting.collaboration or meeting.group),
            collaboration_key=meeting.collaboration_id,
            planned_start=meeting.planned_start,
            place=meeting.place,
            is_led=meeting.is_led,
            is_closed=meeting.is_closed,
            is_simulated=meeting.is_simulated,
        )
        for meeting in meetings
    )


def runs_of(meeting: Meeting) -> dict[UUID, list[StepRun]]:
    """Return how each step was gone through, in the order it happened."""
    runs: dict[UUID, list[StepRun]] = defaultdict(list)
    for run in StepRun.objects.filter(step__meeting=meeting):
        runs[run.step_id].append(run)
    return runs


def revision_by_address() -> dict[str, str]:
    """Return what phones ask for each second, of every meeting that has not closed."""
    states = MeetingState.objects.filter(
        meeting__join_code__isnull=False, meeting__closed_at__isnull=True
    ).values_list("meeting__join_code__long_address", "revision", "room_revision")
    return {address: f"{revision}.{room}" for address, revision, room in states if address}

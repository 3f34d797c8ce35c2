"""The console: what the leader says, what phones and wall show, how far it is, and the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.meetings.phone_page import PhoneView, phone
from samspill.meetings.results import (
    Evening,
    HandedIn,
    PlannedStep,
    RoundNow,
    TableNow,
    leaders_of,
    notes_of,
    people_here,
    round_now,
    tables_now,
)
from samspill.meetings.wall_page import WallView, wall
from samspill.meetings.wording import (
    ANONYMOUS,
    clock,
    countdown,
    joined,
    kind_name,
    minutes_said,
    question_of,
    say_of,
)
from samspill.toolbox.languages import in_language
from samspill.toolbox.run_sheet_content import (
    Closing,
    Notes,
    Round,
    RoundPhase,
    Rule,
    Seats,
    StepKind,
    Writer,
)


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """A step in the plan beside the console."""

    title: str
    time: str
    phase: str
    is_locked: bool


@dataclass(frozen=True, kw_only=True)
class OverTime:
    """How late or early it is, and a way out. The leaders alone see it."""

    sentence: str
    way_out: str = ""
    button: str = ""
    target: UUID | None = None
    minutes: int = 0


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """A table beside the console: how far it is, in words, and whether it asks for help."""

    number: int
    filled: tuple[bool, ...]
    sentence: str
    is_done: bool
    help_said: str
    can_go: bool


@dataclass(frozen=True, kw_only=True)
class Console:
    title: str
    place: str
    leaders: str
    time: str
    revision: str
    rows: tuple[PlanRow, ...]
    end: str
    over: OverTime | None
    step_key: UUID
    before: str
    step_title: str
    subtitle: str
    minutes: int
    minutes_said: str
    seconds_left: int
    countdown: str
    say: tuple[str, ...]
    watch_for: str
    if_stuck: str
    late: str
    no_phone: str
    phone: PhoneView
    wall: WallView
    room: str
    # Proposed where *Next* opens an anonymous round, which takes so many answers; None elsewhere.
    asks_how_many: int | None
    round_key: UUID | None
    # What the secretary has written in the step; None where tables write, or nobody.
    written: tuple[HandedIn, ...] | None
    has_after_talk: bool
    tables: tuple[TableRow, ...]
    next_title: str
    next_minutes: str
    unmet: str
    pressed: str
    is_first: bool
    is_closing: bool


def console(evening: Evening, language: str, *, me: str = "") -> Console:
    """Return what a leader sees; `me` is the name of the one who looks."""
    current = evening.current or evening.steps[0]
    texts = current.texts
    tables = tables_now(evening.meeting, current.key)
    asked = _round(evening, current)
    rows = tuple(_table_row(table, current, asked) for table in tables)
    following = evening.following
    return Console(
        title=evening.meeting.title,
        place=evening.meeting.place,
        leaders=_leaders(evening),
        time=clock(evening.now),
        revision=f"{evening.revision}.{evening.room_revision}",
        rows=tuple(_plan_row(evening, index, language) for index in range(len(evening.steps))),
        end=clock(evening.timeline.ends_at),
        over=_over(evening, language),
        step_key=current.key,
        before=_where(evening, language),
        step_title=in_language(texts.title, language),
        subtitle=_subtitle(evening, current, language),
        minutes=current.minutes,
        minutes_said=minutes_said(current.minutes),
        seconds_left=evening.seconds_left,
        countdown=countdown(evening.seconds_left),
        say=say_of(texts, evening.meeting.mode, language),
        watch_for=in_language(texts.watch_for, language),
        if_stuck=in_language(texts.if_stuck, language),
        late=in_language(texts.late, language),
        no_phone=in_language(texts.no_phone, language),
        phone=phone(evening, None, language),
        wall=wall(evening, language),
        room=_room(tables, current, rows, asked),
        asks_how_many=_asks_how_many(evening),
        round_key=asked.key if asked else None,
        written=_written(evening, current),
        has_after_talk=bool(texts.after_talk),
        tables=rows,
        next_title=in_language(following.texts.title, language) if following else "",
        next_minutes=minutes_said(following.minutes) if following else "",
        unmet=_unmet(current, rows),
        pressed=_pressed(evening, me),
        is_first=not evening.place,
        is_closing=isinstance(texts.uses, Closing),
    )


def _round(evening: Evening, step: PlannedStep) -> RoundNow | None:
    uses = step.texts.uses
    return round_now(evening.meeting, uses.instrument) if isinstance(uses, Round) else None


def _written(evening: Evening, step: PlannedStep) -> tuple[HandedIn, ...] | None:
    """Return what the secretary has written for the room in a step where that is who writes."""
    uses = step.texts.uses
    if not isinstance(uses, Notes) or uses.by is not Writer.SECRETARY:
        return None
    return notes_of(evening.meeting, [step.texts.key])


def _asks_how_many(evening: Evening) -> int | None:
    """Return how many seem to be here, where the next step opens an anonymous round."""
    following, meeting = evening.following, evening.meeting
    uses = following.texts.uses if following else None
    opens = isinstance(uses, Round) and uses.phase is RoundPhase.ANSWER
    if not opens or meeting.mode != ANONYMOUS or evening.current is None:
        return None
    return max(people_here(meeting), meeting.minimum_group_size)


def _subtitle(evening: Evening, step: PlannedStep, language: str) -> str:
    """Return what the wall asks, where that is not what the step is called."""
    question = question_of(step.texts, evening.meeting.mode, language)
    return "" if question == in_language(step.texts.title, language) else question


def _where(evening: Evening, language: str) -> str:
    """Say which step it is, of how many, and what people do in it."""
    place = evening.place or 0
    said = _("Step %(step)s of %(all)s") % {"step": place + 1, "all": len(evening.steps)}
    return f"{said}, {kind_name(evening.steps[place].texts, language).lower()}"


def _leaders(evening: Evening) -> str:
    said = [
        f"{leader.account.name} {leader.get_part_display()}"
        for leader in leaders_of(evening.meeting)
    ]
    return ", ".join(said)


def _plan_row(evening: Evening, index: int, language: str) -> PlanRow:
    step, row = evening.steps[index], evening.timeline.rows[index]
    return PlanRow(
        title=in_language(step.texts.title, language),
        time=clock(row.starts_at),
        phase=row.phase.value,
        is_locked=step.is_locked,
    )


def _over(evening: Evening, language: str) -> OverTime | None:
    """Say how late it is, and which step can give the time back."""
    line, by_key = evening.timeline, {step.key: step for step in evening.steps}
    if line.collision is None and line.over < 1:
        if line.over > -1:
            return None
        early = minutes_said(-line.over)
        return OverTime(sentence=_("%(minutes)s before the plan.") % {"minutes": early})
    too_much = minutes_said(line.passed_by)
    if line.collision is None:
        sentence = _("%(minutes)s over the plan.") % {"minutes": too_much}
    else:
        sentence = _("%(minutes)s over what is before “%(title)s”, which is locked.") % {
            "minutes": too_much,
            "title": in_language(by_key[line.collision].texts.title, language),
        }
    if line.way_out is None:
        return OverTime(
            sentence=sentence, way_out=_("No step can be shortened. Say what is left out.")
        )
    step = by_key[line.way_out.key]
    return OverTime(
        sentence=sentence,
        way_out=_("“%(title)s” can be %(minutes)s.")
        % {
            "title": in_language(step.texts.title, language),
            "minutes": minutes_said(line.way_out.minutes),
        },
        button=_("Shorten to %(minutes)s") % {"minutes": line.way_out.minutes},
        target=step.key,
        minutes=line.way_out.minutes,
    )


def _table_row(table: TableNow, current: PlannedStep, asked: RoundNow | None) -> TableRow:
    """Say how far a table is: what the step asks of it, against what it has done."""
    uses, seats = current.texts.uses, table.seats or 0
    if asked is not None and asked.is_open_table and Rule.LOCKED_UNTIL_READ in current.texts.rules:
        return _columns_row(table, asked)
    if isinstance(uses, Notes):
        is_done = table.notes > 0
        sentence = ngettext("%(count)s note", "%(count)s notes", table.notes) % {
            "count": table.notes
        }
    elif Rule.LOCKED_UNTIL_READ in current.texts.rules:
        is_done = table.has_read
        sentence = _("All have read") if table.has_read else _("Reads")
    elif isinstance(uses, Seats):
        is_done = seats > 0
        sentence = _seats_said(seats) if seats else _("Has not said how many")
    else:
        is_done = False
        sentence = _seats_said(seats) if seats else ""
    return TableRow(
        number=table.number,
        filled=tuple(is_done for _seat in range(seats)),
        sentence=sentence,
        is_done=is_done,
        help_said=_help_said(table),
        can_go=table.asks_for_help and not table.helped_by,
    )


def _columns_row(table: TableNow, asked: RoundNow) -> TableRow:
    """Say how many columns a table has written against how many sit there; never a score."""
    columns, seats = asked.columns.get(table.number, 0), table.seats or 0
    is_done = table.has_read or 0 < seats <= columns
    read = _("%(columns)s of %(seats)s") % {"columns": columns, "seats": seats or "?"}
    return TableRow(
        number=table.number,
        filled=tuple(place < columns for place in range(max(seats, columns))),
        sentence=_("All have read") if is_done else read,
        is_done=is_done,
        help_said=_help_said(table),
        can_go=table.asks_for_help and not table.helped_by,
    )


def _seats_said(seats: int) -> str:
    return ngettext("%(count)s sits there", "%(count)s sit there", seats) % {"count": seats}


def _help_said(table: TableNow) -> str:
    if not table.asks_for_help:
        return ""
    if table.helped_by:
        return _("Asks for help. %(name)s goes there.") % {"name": table.helped_by}
    return _("Asks for help.")


def _room(
    tables: Sequence[TableNow],
    current: PlannedStep,
    rows: Sequence[TableRow],
    asked: RoundNow | None,
) -> str:
    """Say in one sentence how far the room is."""
    if asked is not None and asked.said:
        closes = _("The round closes by itself in a minute.") if asked.is_closing else ""
        return f"{asked.said} {closes}".strip()
    if not _is_counted(current):
        phones = sum(table.phones for table in tables)
        return ngettext("%(count)s phone is here", "%(count)s phones are here", phones) % {
            "count": phones
        }
    done = sum(row.is_done for row in rows)
    return _("%(done)s of %(count)s tables are done") % {"done": done, "count": len(rows)}


def _is_counted(current: PlannedStep) -> bool:
    """Return whether a step asks something of each table."""
    texts = current.texts
    if isinstance(texts.uses, Notes) and texts.uses.by is Writer.SECRETARY:
        return False
    asks = isinstance(texts.uses, Notes | Seats) or Rule.LOCKED_UNTIL_READ in texts.rules
    return asks and texts.kind in (StepKind.TABLE_ROUND, StepKind.TABLE_TALK, StepKind.ALONE)


def _unmet(current: PlannedStep, rows: Sequence[TableRow]) -> str:
    """Say beside *Next* which rule is passed by pressing it. It shuts nothing."""
    waiting = [str(row.number) for row in rows if not row.is_done]
    if not waiting or not _is_counted(current):
        return ""
    return ngettext(
        "Table %(tables)s is not done", "Tables %(tables)s are not done", len(waiting)
    ) % {"tables": joined(waiting)}


def _pressed(evening: Evening, me: str) -> str:
    if not evening.pressed_by or evening.pressed_by == me:
        return ""
    return _("%(name)s pressed last.") % {"name": evening.pressed_by}

"""The plan of a meeting as it is drawn: height is time, and what each step lets people show."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.meetings.results import Evening, PlannedStep
from samspill.meetings.sheet_page import sources_said
from samspill.meetings.timelines import Row
from samspill.meetings.wording import (
    clock,
    day,
    joined,
    kind_name,
    lines_of,
    minutes_said,
    speaker_name,
    trust_names,
)
from samspill.toolbox.languages import in_language
from samspill.toolbox.run_sheet_content import Show, Shown, StepKind

# How the bar beside a step is drawn: at the tables filled, in plenary outlined, a pause dotted.
BARS = {
    StepKind.PAIRS: "filled",
    StepKind.TABLE_ROUND: "filled",
    StepKind.TABLE_TALK: "filled",
    StepKind.PAUSE: "dotted",
    StepKind.INFORMAL: "dotted",
}
LONGEST_PLENARY = 30


@dataclass(frozen=True, kw_only=True)
class ShownStep:
    """A step in the plan, as it is drawn. `height` is in fives of minutes, at most twelve."""

    key: UUID
    time: str
    title: str
    kind: str
    speaker: str
    say: tuple[str, ...]
    lets_show: tuple[tuple[str, bool], ...]
    lets_show_said: str
    minutes: int
    minutes_said: str
    bar: str
    height: int
    source: str
    is_locked: bool
    lock_time: datetime.time
    can_move_up: bool
    can_move_down: bool
    can_be_taken_out: bool
    is_prepared: bool
    prepared: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TrustCount:
    name: str
    steps: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All of the plan's page but the meeting itself."""

    span: str
    when: str
    minutes: str
    end: str
    steps: tuple[ShownStep, ...]
    trust_names: tuple[str, ...]
    trust: tuple[TrustCount, ...]
    warnings: tuple[str, ...]
    lacking: str


def plan(evening: Evening, language: str) -> Plan:
    """Return the plan of a meeting with everything drawn beside the clock."""
    line, meeting = evening.timeline, evening.meeting
    total = round((line.ends_at - line.rows[0].planned_start).total_seconds() / 60)
    counts = {
        name: sum(trust in step.texts.lets_show for step in evening.steps)
        for trust, name in trust_names().items()
    }
    return Plan(
        span=f"{clock(line.rows[0].planned_start)}–{clock(line.ends_at)}",
        when=day(meeting.planned_start),
        minutes=minutes_said(total),
        end=clock(line.ends_at),
        steps=tuple(_shown(evening, index, language) for index in range(len(evening.steps))),
        trust_names=tuple(trust_names().values()),
        trust=tuple(
            TrustCount(
                name=name.capitalize(),
                steps=ngettext("%(count)s step", "%(count)s steps", count) % {"count": count},
            )
            for name, count in counts.items()
        ),
        warnings=tuple(_warnings(evening, language)),
        lacking=lacking_said(evening),
    )


def lacking_said(evening: Evening) -> str:
    """Say what the method demands and is missing; empty when nothing is."""
    meeting = evening.meeting
    if not meeting.sheet.demands_owner:
        return ""
    lacking = [
        said
        for is_there, said in (
            (meeting.owner.strip(), _("who in the leadership owns the meeting")),
            (meeting.need.strip(), _("the need they have said aloud themselves")),
        )
        if not is_there
    ]
    if not lacking:
        return ""
    return _("Before it can be sent or begun, write %(lacking)s.") % {"lacking": joined(lacking)}


def _shown(evening: Evening, index: int, language: str) -> ShownStep:
    step: PlannedStep = evening.steps[index]
    row: Row = evening.timeline.rows[index]
    texts = step.texts
    shows = [(name, trust in texts.lets_show) for trust, name in trust_names().items()]
    first_ahead = 0 if evening.place is None else evening.place + 1
    last = len(evening.steps) - 1
    is_movable = first_ahead <= index < last
    return ShownStep(
        key=step.key,
        time=clock(row.starts_at),
        title=in_language(texts.title, language),
        kind=kind_name(texts, language),
        speaker=speaker_name(texts, evening.meeting.owner),
        say=lines_of(texts.say, language),
        lets_show=tuple(shows),
        lets_show_said=joined(name for name, is_shown in shows if is_shown),
        minutes=step.minutes,
        minutes_said=_("%(count)s min") % {"count": step.minutes},
        bar=BARS.get(texts.kind, "outlined"),
        height=min(12, max(1, round(step.minutes / 5))),
        source=sources_said(texts.sources, language),
        is_locked=step.is_locked,
        lock_time=row.starts_at.timetz().replace(tzinfo=None, second=0, microsecond=0),
        can_move_up=is_movable and index > first_ahead,
        can_move_down=is_movable and index < last - 1,
        is_prepared=isinstance(texts.uses, Show) and texts.uses.what is Shown.PREPARED,
        prepared=step.prepared,
        can_be_taken_out=is_movable and texts.kind not in (StepKind.PAUSE, StepKind.INFORMAL),
    )


def _warnings(evening: Evening, language: str) -> list[str]:
    """Say where the plan does not hold together: what is locked, long plenaries, the size."""
    line, steps = evening.timeline, {step.key: step for step in evening.steps}
    said = []
    if line.collision is not None:
        title = in_language(steps[line.collision].texts.title, language)
        said.append(
            _(
                "What is before “%(title)s” takes %(minutes)s too long. More time here must be "
                "taken from another step."
            )
            % {"title": title, "minutes": minutes_said(line.passed_by)}
        )
    for step in evening.steps:
        is_plenary = step.texts.kind in (StepKind.PLENARY, StepKind.WELCOME)
        if is_plenary and step.minutes > LONGEST_PLENARY:
            title = in_language(step.texts.title, language)
            said.append(_("“%(title)s” is more than half an hour in plenary.") % {"title": title})
    return said

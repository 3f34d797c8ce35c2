"""The clock of a meeting: when each step was planned, when it is expected, and what is too much.

Pure: it takes what is stored and the time, and asks for nothing. Time goes on in the room whatever
the server does, so that a restart and a closed lid change nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum
from uuid import UUID


class Phase(StrEnum):
    """Where a step stands."""

    DONE = "done"
    SKIPPED = "skipped"
    NOW = "now"
    AHEAD = "ahead"


# What may be made shorter when time is short, in this order. Never silence, a round or promises.
CUT_ORDER = ("plenary", "table_talk", "choose")


@dataclass(frozen=True, kw_only=True)
class TimedStep:
    """What the clock knows of a step."""

    key: UUID
    kind: str
    minutes: int
    planned_minutes: int
    shortest: int
    locked_at: time | None = None
    # The last time it was gone through, where it has been.
    started_at: datetime | None = None
    ended_at: datetime | None = None
    is_skipped: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """One step on the timeline, in the time zone of the room."""

    key: UUID
    phase: Phase
    planned_start: datetime
    starts_at: datetime
    minutes: int
    locked_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Shortening:
    """A step that can be made shorter so that what is locked, or the end, holds."""

    key: UUID
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """The whole evening. `over` is minutes after plan (below zero: before); leaders alone see it.

    `collision` is the first locked step, or None for the end, that the steps before it pass by
    `passed_by` minutes; `way_out` is the step that can give them.
    """

    rows: tuple[Row, ...]
    planned_end: datetime
    ends_at: datetime
    over: int
    collision: UUID | None = None
    passed_by: int = 0
    way_out: Shortening | None = None

    def row_of(self, key: UUID) -> Row:
        return next(row for row in self.rows if row.key == key)


def timeline(
    steps: Sequence[TimedStep],
    *,
    start: datetime,
    now: datetime,
    current: UUID | None,
    started_at: datetime | None,
    zone: tzinfo,
) -> Timeline:
    """Lay the steps on the clock; `current` is the step that goes on, since `started_at`.

    Counted in UTC: an hour in the room is an hour, also in the night when clocks are set back.
    """
    planned, planned_end = _planned(steps, start.astimezone(UTC), zone)
    place = next((index for index, step in enumerate(steps) if step.key == current), None)
    moment, begun = now.astimezone(UTC), (started_at or now).astimezone(UTC)
    rows: list[Row] = []
    clock, passed = start.astimezone(UTC), {}
    for index, step in enumerate(steps):
        phase = _phase(step, index, place)
        locked = _on_day(step.locked_at, planned[index], zone)
        if phase is Phase.AHEAD and locked is not None:
            passed[index] = _minutes(clock - locked)
        starts_at, clock = _laid(step, phase, clock, locked, begun, moment)
        rows.append(
            Row(
                key=step.key,
                phase=phase,
                planned_start=planned[index].astimezone(zone),
                starts_at=starts_at.astimezone(zone),
                minutes=step.minutes,
                locked_at=locked and locked.astimezone(zone),
            )
        )
    over = _minutes(clock - planned_end)
    if place is not None:
        passed[len(steps)] = over
    collision = next(((index, much) for index, much in passed.items() if much > 0), None)
    return Timeline(
        rows=tuple(rows),
        planned_end=planned_end.astimezone(zone),
        ends_at=clock.astimezone(zone),
        over=over,
        collision=steps[collision[0]].key if collision and collision[0] < len(steps) else None,
        passed_by=collision[1] if collision else 0,
        way_out=_way_out(steps, place, collision) if collision else None,
    )


def _laid(
    step: TimedStep,
    phase: Phase,
    clock: datetime,
    locked: datetime | None,
    begun: datetime,
    now: datetime,
) -> tuple[datetime, datetime]:
    """Return when a step begins and ends, where those before it end at `clock`."""
    length = timedelta(minutes=step.minutes)
    if phase in (Phase.DONE, Phase.SKIPPED):
        starts_at = (step.started_at or clock).astimezone(UTC)
        return starts_at, (step.ended_at or starts_at).astimezone(UTC)
    if phase is Phase.NOW:
        return begun, max(begun + length, now)
    # What is locked stands where it is, until that time has passed in the room.
    starts_at = clock if locked is None else max(locked, min(clock, now))
    return starts_at, starts_at + length


def _planned(
    steps: Sequence[TimedStep], start: datetime, zone: tzinfo
) -> tuple[list[datetime], datetime]:
    starts, clock = [], start
    for step in steps:
        locked = _on_day(step.locked_at, clock, zone)
        clock = locked if locked is not None and locked > clock else clock
        starts.append(clock)
        clock += timedelta(minutes=step.planned_minutes)
    return starts, clock


def _phase(step: TimedStep, index: int, place: int | None) -> Phase:
    if place is None or index > place:
        return Phase.AHEAD
    if index == place:
        return Phase.NOW
    return Phase.SKIPPED if step.is_skipped else Phase.DONE


def _on_day(locked: time | None, near: datetime, zone: tzinfo) -> datetime | None:
    """Return the locked time on the day that is nearest: an evening may go past midnight."""
    if locked is None:
        return None
    local = near.astimezone(zone)
    days = [datetime.combine(local.date() + timedelta(days=day), locked) for day in (-1, 0, 1)]
    moments = [moment.replace(tzinfo=zone).astimezone(UTC) for moment in days]
    return min(moments, key=lambda moment: abs(moment - near))


def _way_out(
    steps: Sequence[TimedStep], place: int | None, collision: tuple[int, int]
) -> Shortening | None:
    """Return the step between now and what is passed that can give the minutes, or most of them."""
    last, too_much = collision
    first = 0 if place is None else place + 1
    between = [step for step in steps[first:last] if step.locked_at is None]
    between = between or list(steps[first:last])
    best: Shortening | None = None
    most = 0
    for kind in CUT_ORDER:
        for step in between:
            spare = step.minutes - step.shortest
            given = min(spare, too_much)
            if step.kind == kind and given > most:
                best, most = Shortening(key=step.key, minutes=step.minutes - given), given
        if best is not None and most >= too_much:
            return best
    return best


def _minutes(span: timedelta) -> int:
    return round(span.total_seconds() / 60)

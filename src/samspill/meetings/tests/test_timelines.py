"""The clock of a meeting: what an overrun moves, what it does not, and what can be cut."""

from __future__ import annotations

import uuid
from dataclasses import fields
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from samspill.meetings.phone_page import PhoneView
from samspill.meetings.timelines import Phase, Shortening, TimedStep, Timeline, timeline
from samspill.meetings.wall_page import WallView

OSLO = ZoneInfo("Europe/Oslo")
SIX = datetime(2027, 1, 28, 18, 0, tzinfo=OSLO)


def steps(*planned: tuple[str, int, int], locked: dict[int, time] | None = None) -> list[TimedStep]:
    """Return steps by kind, minutes and least minutes; `locked` by their place."""
    return [
        TimedStep(
            key=uuid.UUID(int=place + 1),
            kind=kind,
            minutes=minutes,
            planned_minutes=minutes,
            shortest=shortest,
            locked_at=(locked or {}).get(place),
        )
        for place, (kind, minutes, shortest) in enumerate(planned)
    ]


EVENING = (
    ("welcome", 10, 5), ("plenary", 20, 10), ("table_talk", 30, 20), ("pause", 10, 5),
    ("alone", 15, 10), ("commit", 15, 10),
)  # fmt: skip


def lay(
    planned: list[TimedStep], *, now: datetime = SIX, place: int | None = None, since: int = 0
) -> Timeline:
    """Lay steps on the clock; the step at `place` has gone on since so many minutes past six."""
    return timeline(
        planned,
        start=SIX,
        now=now,
        current=None if place is None else planned[place].key,
        started_at=SIX + timedelta(minutes=since),
        zone=OSLO,
    )


def times(line: Timeline) -> list[str]:
    return [f"{row.starts_at:%H:%M}" for row in line.rows]


def test_a_plan_is_laid_from_its_start() -> None:
    line = lay(steps(*EVENING))
    assert times(line) == ["18:00", "18:10", "18:30", "19:00", "19:10", "19:25"]
    assert (f"{line.ends_at:%H:%M}", line.over, line.way_out) == ("19:40", 0, None)


def test_an_overrun_moves_what_follows_and_says_how_much() -> None:
    late = lay(steps(*EVENING), now=SIX + timedelta(minutes=14), place=0)
    assert times(late)[1:3] == ["18:14", "18:34"]
    assert (late.over, late.collision) == (4, None)
    # Cut first: plenary.
    assert late.way_out == Shortening(key=uuid.UUID(int=2), minutes=16)


def test_what_is_locked_stays_where_it_is() -> None:
    locked = {3: time(19, 0)}
    late = lay(steps(*EVENING, locked=locked), now=SIX + timedelta(minutes=17), place=0)
    assert times(late) == ["18:00", "18:17", "18:37", "19:00", "19:10", "19:25"]
    assert (late.over, late.passed_by, late.collision) == (0, 7, uuid.UUID(int=4))
    assert late.way_out == Shortening(key=uuid.UUID(int=2), minutes=13)


def test_a_lock_that_has_passed_in_the_room_no_longer_holds() -> None:
    locked = {3: time(19, 0)}
    now = SIX + timedelta(minutes=75)
    late = lay(steps(*EVENING, locked=locked), now=now, place=2, since=35)
    assert times(late)[3] == "19:15"


def test_silence_and_promises_are_never_cut() -> None:
    planned = steps(("welcome", 10, 5), ("alone", 15, 5), ("commit", 15, 5))
    late = lay(planned, now=SIX + timedelta(minutes=20), place=0)
    assert (late.over, late.way_out) == (10, None)


def test_early_is_told_too_and_back_counts_anew() -> None:
    early = lay(steps(*EVENING), now=SIX + timedelta(minutes=6), place=1, since=5)
    assert early.over == -5
    assert [row.phase for row in early.rows][:3] == [Phase.DONE, Phase.NOW, Phase.AHEAD]


def test_an_evening_goes_past_midnight() -> None:
    late = timeline(
        steps(("welcome", 60, 5), ("commit", 60, 10), locked={1: time(0, 30)}),
        start=datetime(2027, 1, 28, 23, 0, tzinfo=OSLO),
        now=datetime(2027, 1, 28, 23, 0, tzinfo=OSLO),
        current=None,
        started_at=None,
        zone=OSLO,
    )
    assert times(late) == ["23:00", "00:30"]


def test_the_night_the_clock_is_set_back() -> None:
    """An hour in the room is an hour, also when the clock on the wall repeats it."""
    start = datetime(2026, 10, 25, 0, 30, tzinfo=ZoneInfo("UTC"))
    line = timeline(
        steps(("welcome", 60, 5), ("commit", 30, 10)),
        start=start, now=start, current=None, started_at=None, zone=OSLO,
    )  # fmt: skip
    assert line.ends_at - start == timedelta(minutes=90)


def test_neither_wall_nor_phone_can_know_how_late_it_is() -> None:
    known = {field.name for view in (WallView, PhoneView) for field in fields(view)}
    assert not known & {"over", "way_out", "passed_by", "collision", "timeline"}

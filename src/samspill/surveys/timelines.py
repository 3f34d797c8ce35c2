"""Every time the same was asked, side by side: from releases, and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from samspill.collaborations.public import mergers_of
from samspill.foundation.ui.drawing import DistributionFigure
from samspill.readings.view_models import ItemReading, RoundReading, joined, read_release
from samspill.surveys.models import SurveyRound

# More than this is no row of small drawings any more; the newest are shown.
MOST_ROUNDS = 6


@dataclass(frozen=True)
class TimelineRound:
    """One time: when, how many answered, and who was new or gone since the time before."""

    key: UUID
    when: str
    count: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Moment:
    """How one statement was answered one of the times."""

    when: str
    finding: str
    middle: str
    figure: DistributionFigure


@dataclass(frozen=True)
class TimelineItem:
    text: str
    moments: tuple[Moment, ...]
    since: str


@dataclass(frozen=True)
class Timeline:
    rounds: tuple[TimelineRound, ...]
    items: tuple[TimelineItem, ...]
    since_when: str
    earlier_count: int


def has_others(survey_round: SurveyRound) -> bool:
    """Tell whether the same has been shown more than once, without reading what was shown."""
    return _same_wording(survey_round).count() > 1


def shown_rounds(survey_round: SurveyRound) -> tuple[SurveyRound, ...]:
    """Return the rounds with the same wording and mode that have been shown, oldest first."""
    return tuple(_same_wording(survey_round).select_related("release").order_by("closed_at"))


def _same_wording(survey_round: SurveyRound) -> QuerySet[SurveyRound]:
    return SurveyRound.objects.filter(
        collaboration=survey_round.collaboration_id,
        instrument_key=survey_round.instrument_key,
        instrument_version=survey_round.instrument_version,
        mode=survey_round.mode,
        state=SurveyRound.State.PUBLISHED,
    )


def timeline(survey_round: SurveyRound, language: str) -> Timeline:
    """Return every time the round's wording was asked, the newest at most six."""
    every = shown_rounds(survey_round)
    rounds = every[-MOST_ROUNDS:]
    readings = [read_release(one.release, language) for one in rounds if one.release is not None]
    names = [_when(one) for one in rounds]
    mergers = mergers_of(survey_round.collaboration)
    changes = [(), *(_partner_changes(a.partners, b.partners, mergers)
                     for a, b in pairwise(rounds))]  # fmt: skip
    return Timeline(
        rounds=tuple(
            TimelineRound(one.pk, name, reading.count, changed)
            for one, name, reading, changed in zip(rounds, names, readings, changes, strict=True)
        ),
        items=tuple(_items(names, readings)),
        since_when=readings[-1].since_when,
        earlier_count=len(every) - len(rounds),
    )


def _items(names: Sequence[str], readings: Sequence[RoundReading]) -> list[TimelineItem]:
    by_key = [{item.key: item for item in reading.items} for reading in readings]
    return [
        TimelineItem(
            text=item.text,
            moments=tuple(
                _moment(name, items[item.key], f"{item.key}-{place}")
                for place, (name, items) in enumerate(zip(names, by_key, strict=True))
                if item.key in items
            ),
            since=item.since,
        )
        for item in readings[-1].items
    ]


def _moment(when: str, item: ItemReading, key: str) -> Moment:
    figure = DistributionFigure(**{**item.small_figure.__dict__, "key": key})
    return Moment(when, item.finding, item.middle_short, figure)


def _when(survey_round: SurveyRound) -> str:
    closed = survey_round.closed_at or survey_round.created_at
    return format_date(timezone.localdate(closed), "F Y")


def _partner_changes(
    before: Sequence[dict[str, Any]],
    after: Sequence[dict[str, Any]],
    mergers: Mapping[UUID, UUID],
) -> tuple[str, ...]:
    """Say which partners were new, gone, renamed or merged; nothing where it is not known."""
    if not before or not after:
        return ()
    was = {one["key"]: one["name"] for one in before}
    now = {one["key"]: one["name"] for one in after}
    merged = {key: str(mergers.get(UUID(key), "")) for key in was if key not in now}
    said = []
    for key, name in now.items():
        parts = [was[one] for one, into in merged.items() if into == key]
        if parts:
            said.append(_("{parts} are now {name}.").format(parts=joined(parts), name=name))
        elif key in was and was[key] != name:
            said.append(_("{before} is now called {name}.").format(before=was[key], name=name))
    came_of_merger = set(merged.values())
    new = [name for key, name in now.items() if key not in was and key not in came_of_merger]
    gone = [name for key, name in was.items() if key not in now and merged.get(key) not in now]
    if new:
        said.append(_("New: {names}.").format(names=joined(new)))
    if gone:
        said.append(_("No longer with us: {names}.").format(names=joined(gone)))
    return tuple(said)

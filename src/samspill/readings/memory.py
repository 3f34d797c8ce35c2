"""What has been shown of a collaboration before, as the rule needs it: never forgotten.

A statement is the same when its wording and the ends of its scale are: neither a comma nor another
translation nor a new version of the instrument makes it another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from samspill.readings.figures import as_said, as_shown
from samspill.readings.reading import Grouping, Reading, StoredItem
from samspill.science.disclosure import ShownDistribution
from samspill.science.groups import UNSAID, differ_by_few
from samspill.science.reading_disclosure import EarlierDrawing
from samspill.toolbox.languages import LocalizedText
from samspill.toolbox.round_content import RoundContent, wording_of

# The wording of a statement, and the ends of its scale.
Identity: TypeAlias = tuple[str, tuple[int, int]]


@dataclass(frozen=True)
class Remembered:
    """The keys of all earlier releases of a collaboration, and what they show; oldest first."""

    releases: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True)
class LastTime:
    """The release that a round is compared with.

    `compared_on` is the day on which it is: a month of another year is named with its year.
    """

    release: UUID
    closed_on: date
    reading: Reading
    compared_on: date


def identities(asked: RoundContent | Reading) -> tuple[Identity, ...]:
    """Return for each statement what tells whether the same was asked another time."""
    if isinstance(asked, Reading):
        return tuple((item.wording, asked.scale_of(item).ends) for item in asked.items)
    return tuple((item.wording, asked.scale_of(item).ends) for item in asked.items)


def remembered_items(
    remembered: Remembered, asked: RoundContent, grouping: Grouping | None
) -> tuple[tuple[EarlierDrawing, ...], ...]:
    """Return what earlier releases have shown of each statement, the latest first.

    Groups are the same when all their names are.
    """
    before = [
        (identity, reading, item)
        for reading in reversed(remembered.readings)
        for identity, item in zip(identities(reading), reading.items, strict=True)
    ]
    return tuple(
        tuple(
            _earlier(item, reading, grouping)
            for identity, reading, item in before
            if identity == wanted
        )
        for wanted in identities(asked)
    )


def shown_last_time(
    last_time: LastTime | None, asked: RoundContent
) -> tuple[ShownDistribution | None, ...]:
    """Return what was shown of each statement last time; None of one that was not asked."""
    if last_time is None:
        return (None,) * len(asked.items)
    reading = last_time.reading
    before = {
        identity: as_shown(item.figures, reading.scale_of(item))
        for identity, item in zip(identities(reading), reading.items, strict=True)
    }
    return tuple(before.get(identity) for identity in identities(asked))


def has_other_groups(
    remembered: Remembered,
    names: Sequence[LocalizedText],
    asked: Sequence[Mapping[str, int]],
    *,
    minimum: int,
) -> bool:
    """Tell whether other groups of the same partners have been shown, that differ by too few.

    Where a release does not tell which partners its groups were, other names are other groups.
    """
    for reading in remembered.readings:
        before = reading.grouping
        if before is None or _have_same_names(before.names, names):
            continue
        if not before.asked or differ_by_few(asked, before.asked, minimum=minimum):
            return True
        # Politics and administration cut across the partners: how the same people lie is not known.
        if asked and not _partners_in(asked) & _partners_in(before.asked):
            return True
    return False


def _partners_in(groups: Sequence[Mapping[str, int]]) -> set[str]:
    return {partner for group in groups for partner in group}


def _have_same_names(before: Sequence[LocalizedText], names: Sequence[LocalizedText]) -> bool:
    return list(map(wording_of, before)) == list(map(wording_of, names))


def _earlier(item: StoredItem, reading: Reading, grouping: Grouping | None) -> EarlierDrawing:
    scale, before = reading.scale_of(item), reading.grouping
    units: Mapping[tuple[str, ...], ShownDistribution] = {}
    is_same = grouping and before and _have_same_names(before.names, grouping.names)
    if is_same and item.groups:
        units = {
            (str(place),): as_shown(group.figures, scale)
            for place, group in enumerate(item.groups.each)
            if group.figures.form != "hidden"
        }
        if together := item.groups.together:
            unsaid = (UNSAID,) if together.with_unsaid else ()
            unit = (*map(str, together.places), *unsaid)
            units = {**units, unit: as_shown(together.shown.figures, scale)}
    return EarlierDrawing(
        room=as_shown(item.figures, scale),
        units=units,
        repeats=item.repeats,
        dont_know=None if item.dont_know is None else as_said(item.dont_know),
    )

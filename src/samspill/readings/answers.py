"""What a reading is made of: counted answers, each statement on its own scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from samspill.readings.figures import response_scale
from samspill.science.distributions import Distribution, count_ratings
from samspill.science.groups import UNSAID
from samspill.toolbox.round_content import DONT_KNOW, RoundContent, ScaleContent
from samspill.toolbox.round_records import Counts, GroupCounts

Ratings: TypeAlias = Sequence[int | None]
Row: TypeAlias = tuple[Ratings, int | None]


@dataclass(frozen=True)
class CountedItem:
    """How some people answered one statement: on its scale, and how many answered "don't know".

    Those who answered "don't know" are among the missing of `ratings`.
    """

    ratings: Distribution
    dont_know: int = 0


@dataclass(frozen=True)
class Answers:
    """How many took part, and how each statement was answered.

    `groups` has, for each statement, the answers of each group by its place in the round's groups
    (as text), and of those who did not say; empty where no background was asked for.
    """

    people: int
    items: tuple[CountedItem, ...]
    groups: tuple[Mapping[str, CountedItem], ...] = ()


def count_answers(asked: RoundContent, rows: Sequence[Row], *, group_count: int = 0) -> Answers:
    """Count answers that were given one by one.

    Parameters
    ----------
    asked : what the round asks.
    rows : for each respondent the ratings (n_items; a point of the statement's scale, `DONT_KNOW`,
        or None for item nonresponse) and the place of the chosen group, None for not said.
    group_count : how many groups there were to choose among; 0 where none was asked for.
    """
    scales = [asked.scale_of(item) for item in asked.items]
    names = [*map(str, range(group_count)), UNSAID] if group_count else []
    by_group: Mapping[str, list[Ratings]] = {name: [] for name in names}
    for ratings, group in rows if group_count else ():
        by_group[UNSAID if group is None else str(group)].append(ratings)
    groups = {name: _counted(those, scales) for name, those in by_group.items()}
    return Answers(
        people=len(rows),
        items=_counted([ratings for ratings, _group in rows], scales),
        groups=tuple(_by_item(groups, len(scales))),
    )


def take_counts(asked: RoundContent, counted: Counts) -> Answers:
    """Return what open tables and imported files leave behind: counts alone."""
    scales = [asked.scale_of(item) for item in asked.items]
    groups = {group: _of_counts(counts, scales) for group, counts in counted.groups.items()}
    return Answers(
        people=counted.people,
        items=_of_counts(counted, scales),
        groups=tuple(_by_item(groups, len(scales))),
    )


def _by_item(
    groups: Mapping[str, tuple[CountedItem, ...]], n_items: int
) -> Iterator[Mapping[str, CountedItem]]:
    for place in range(n_items) if groups else ():
        yield {group: items[place] for group, items in groups.items()}


def _counted(
    everybody: Sequence[Ratings], scales: Sequence[ScaleContent]
) -> tuple[CountedItem, ...]:
    return tuple(
        _count_item([ratings[place] for ratings in everybody], scale)
        for place, scale in enumerate(scales)
    )


def _count_item(given: Ratings, scale: ScaleContent) -> CountedItem:
    points = _as_array([None if rating == DONT_KNOW else rating for rating in given])
    return CountedItem(
        ratings=count_ratings(points, scale=response_scale(scale)),
        dont_know=sum(rating == DONT_KNOW for rating in given),
    )


def _of_counts(counts: GroupCounts, scales: Sequence[ScaleContent]) -> tuple[CountedItem, ...]:
    return tuple(
        CountedItem(
            Distribution(response_scale(scale), points, missing=counts.people - sum(points)),
            dont_know,
        )
        for points, dont_know, scale in zip(counts.items, counts.dont_know, scales, strict=True)
    )


def _as_array(ratings: Ratings) -> npt.NDArray[np.float64]:
    return np.array([np.nan if rating is None else rating for rating in ratings], dtype=np.float64)

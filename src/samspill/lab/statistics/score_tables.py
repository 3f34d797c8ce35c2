"""A table of groups: the mean score of each, how sure it is, and how far its people agree.

Everything comes from counts that add up, so a file of any size is read piece by piece and the
table is the same however it was divided. What may not be shown of a group is decided here too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from samspill.lab.statistics.accumulation import Codes
from samspill.lab.statistics.agreement import within_group_agreement_index_of
from samspill.lab.statistics.agreement_beside_chance import index_by_chance
from samspill.lab.statistics.change import Estimate, mean_interval
from samspill.lab.statistics.intraclass import IntraclassCorrelation, intraclass_correlation_of
from samspill.lab.statistics.one_factor import FEWEST_ITEMS
from samspill.lab.statistics.reliability import (
    Omega,
    Reliability,
    cronbach_alpha_of,
    mcdonald_omega_of,
)
from samspill.lab.statistics.reliability_intervals import is_heaped_of
from samspill.lab.statistics.sufficient_statistics import GroupSums, Sums, stack
from samspill.lab.statistics.tallies import tally_counts
from samspill.science.confidence import LEVEL
from samspill.science.disclosure import FEWEST_OUTSIDE, hidden_groups
from samspill.science.scales import ResponseScale
from samspill.science.uncertainty import measured_as

Places: TypeAlias = npt.NDArray[np.int8]
Counts: TypeAlias = npt.NDArray[np.int64]

_Estimate = TypeVar("_Estimate", bound=Reliability)

# Under these neither alpha nor omega is worth its name: docs/methods/reliability.md.
FEWEST_FOR_RELIABILITY = 30


@dataclass(frozen=True, eq=False)
class ScaleCounts:
    """What a table of groups is computed from: whole numbers that add up.

    Only those who answered every item are counted.

    Attributes
    ----------
    scale : ResponseScale
        The points that could be chosen.
    sums : GroupSums
        Of the places on the scale, 0 for the lowest; their labels are the groups.
    answers : int array, shape (n_groups, n_items, n_points)
        How many chose each point of each item.
    scores : int array, shape (n_groups, n_items x (n_points - 1) + 1)
        How many have each sum of places.
    left_out : int
        How many answered something, but not every item.
    """

    scale: ResponseScale
    sums: GroupSums
    answers: Counts
    scores: Counts
    left_out: int

    @classmethod
    def from_places(
        cls, places: Places, codes: Codes, *, labels: tuple[str, ...], scale: ResponseScale
    ) -> ScaleCounts:
        """Count some people.

        Parameters
        ----------
        places : int8 array, shape (n_respondents, n_items)
            Where on the scale each answer stands, from 0, turned items turned; the place after
            the last is a missing answer.
        codes : int array, shape (n_respondents,)
            The group of each person, as a place among the labels.
        labels : tuple of str
            The groups; at least one, and some may be without people.
        scale : ResponseScale
            The points that could be chosen.

        Raises
        ------
        ValueError
            A place is not on the scale.
        """
        points, n_items = scale.points, places.shape[1]
        if len(places) and not 0 <= int(places.min()) <= int(places.max()) <= points:
            msg = f"Places run from 0 to {points}; got {places.min()} to {places.max()}."
            raise ValueError(msg)
        is_whole = (places < points).all(axis=1)
        left_out = int((places[~is_whole] < points).any(axis=1).sum())
        if not is_whole.all():
            places, codes = places[is_whole], codes[is_whole]
        width = n_items * (points - 1) + 1
        of_point, of_score = codes * points, codes * width
        groups = len(labels)
        answers = [
            np.bincount(of_point + places[:, item], minlength=groups * points)
            for item in range(n_items)
        ]
        scores = np.bincount(of_score + places.sum(axis=1), minlength=groups * width)
        return cls(
            scale,
            GroupSums.from_codes(places, codes, labels=labels, missing="listwise"),
            np.stack([counts.reshape(groups, points) for counts in answers], axis=1),
            scores.reshape(groups, width),
            left_out,
        )

    def __add__(self, other: ScaleCounts) -> ScaleCounts:
        """Add the counts of other people, group by group; nobody may be in both."""
        sums = self.sums + other.sums
        at = {label: row for row, label in enumerate(sums.labels)}
        answers = np.zeros((len(at), *self.answers.shape[1:]), dtype=np.int64)
        scores = np.zeros((len(at), *self.scores.shape[1:]), dtype=np.int64)
        for part in (self, other):
            rows = [at[label] for label in part.sums.labels]
            answers[rows] += part.answers
            scores[rows] += part.scores
        return replace(
            self,
            sums=sums,
            answers=answers,
            scores=scores,
            left_out=self.left_out + other.left_out,
        )

    def of(self, label: str) -> ScaleCounts:
        """Return one group alone. How many it left out is not known of a group."""
        row = self.sums.labels.index(label)
        return self._one(self.sums.of(row), [row], left_out=0)

    def together(self) -> ScaleCounts:
        """Return all the groups as one."""
        every = list(range(len(self.sums.labels)))
        return self._one(self.sums.together(), every, left_out=self.left_out)

    def _one(self, sums: Sums, places: list[int], *, left_out: int) -> ScaleCounts:
        return ScaleCounts(
            self.scale,
            stack({"": sums}),
            self.answers[places].sum(axis=0, keepdims=True),
            self.scores[places].sum(axis=0, keepdims=True),
            left_out,
        )

    @property
    def sizes(self) -> dict[str, int]:
        """How many answered every item, in each group."""
        return dict(zip(map(str, self.sums.labels), self.sums.n.tolist(), strict=True))

    @property
    def sides(self) -> Counts:
        """How many have a score on the low side, in the middle and on the high side.

        Shape (n_groups, 3). A score in the middle has the middle point nearest; on a scale
        without one, only a score exactly between the halves is in the middle.
        """
        n_items = self.answers.shape[1]
        # Twice the distance from the middle of the scale, times the number of items.
        apart = 2 * np.arange(self.scores.shape[1]) - n_items * (self.scale.points - 1)
        reach = n_items if self.scale.has_midpoint else 0
        parts = (apart < -reach, np.abs(apart) <= reach, apart > reach)
        return np.stack([self.scores[:, part].sum(axis=1) for part in parts], axis=1)


@dataclass(frozen=True)
class ScaleFigures:
    """What is known of one group, or of everybody, at full precision.

    Attributes
    ----------
    n, left_out : int
        Who answered every item, and who answered some of them.
    mean : Estimate
        Of the scores, a score being the mean of one person's answers to all items.
    alpha : Reliability or None
        None under 30 people or three items. The interval is NaN where it does not hold: answers
        heaped at one end of the scale.
    agreement, by_chance : float
        r_wg(j), and the r_wg(j) that 95 of 100 such groups do not pass who answer by chance, each
        person the same to every item. Both NaN where no yardstick is known: many people, two
        points.
    """

    n: int
    left_out: int
    mean: Estimate
    alpha: Reliability | None
    agreement: float
    by_chance: float


def withheld_groups(counts: ScaleCounts, *, minimum: int) -> frozenset[str]:
    """Return the groups that must be withheld when the total of them all is shown.

    Parameters
    ----------
    counts : ScaleCounts
        Groups that do not overlap and add up to the total.
    minimum : int
        The smallest group that is shown.

    Returns
    -------
    frozenset of str
        Those of `hidden_groups`; those that are nearly unanimous; and so many of the smallest
        others that what is left of the total without the shown groups might be shown itself. Every
        group where that cannot be.

    Raises
    ------
    ValueError
        `minimum` is under 5; the message names it.
    """
    sizes = counts.sizes
    sides = dict(zip(sizes, counts.sides, strict=True))
    alike = {name for name in sizes if is_nearly_unanimous(sides[name])}
    withheld = set(hidden_groups(sizes, minimum=minimum)) | alike
    others = sorted(set(sizes) - withheld, key=lambda name: (sizes[name], name))
    while any(sizes[name] for name in withheld) and not _hide_each_other(
        withheld, sizes, sides, minimum=minimum
    ):
        if not others:
            break
        withheld.add(others.pop(0))
    return frozenset(withheld)


def _hide_each_other(
    withheld: set[str], sizes: Mapping[str, int], sides: Mapping[str, Counts], *, minimum: int
) -> bool:
    people = [name for name in withheld if sizes[name]]
    together = np.sum([sides[name] for name in people], axis=0)
    large = sum(sizes[name] for name in people) >= minimum
    return len(people) > 1 and large and not is_nearly_unanimous(together)


def is_nearly_unanimous(sides: Counts) -> bool:
    """Return whether fewer than three people have a score outside one side of the scale."""
    return int(sides.sum() - sides.max()) < FEWEST_OUTSIDE


def scale_figures(counts: ScaleCounts, *, level: float = LEVEL) -> ScaleFigures:
    """Return the figures of one group, or of everybody; only for whoever may be shown.

    Parameters
    ----------
    counts : ScaleCounts
        Of one group, as `of` and `together` give it.
    level : float
        Of the intervals, and of what chance does not pass; between 0 and 1.

    Notes
    -----
    The interval of the mean is that of `mean_interval`, with one score for each person. Method
    pages: docs/methods/score-tables.md, docs/methods/change.md, docs/methods/reliability.md.
    """
    sums, scale = counts.sums.of(0), counts.scale
    agreement = within_group_agreement_index_of(sums, scale_points=scale.points)
    by_chance = index_by_chance(
        n=measured_as(sums.n), scale_points=scale.points, n_items=sums.n_items, level=level
    )
    alpha = None
    if _can_tell(sums):
        alpha = _without_doubtful_interval(
            cronbach_alpha_of(sums, level=level, heaped=is_heaped_of(counts.answers[0]))
        )
    return ScaleFigures(
        n=sums.n,
        left_out=counts.left_out,
        mean=_mean(counts, level=level),
        alpha=alpha,
        agreement=math.nan if math.isnan(by_chance) else agreement,
        by_chance=by_chance,
    )


def omega_of(counts: ScaleCounts, *, level: float = LEVEL) -> Omega | None:
    """Return omega of one group, or of everybody, under the same rules as alpha."""
    sums = counts.sums.of(0)
    if not _can_tell(sums):
        return None
    return _without_doubtful_interval(
        mcdonald_omega_of(sums, level=level, heaped=is_heaped_of(counts.answers[0]))
    )


def between_groups(counts: ScaleCounts, *, unsaid: str) -> IntraclassCorrelation | None:
    """Return ICC(1) and ICC(2) of the score; those who did not say their group are left out.

    None where nobody said it.
    """
    said = {
        label: counts.sums.of(row)
        for row, label in enumerate(counts.sums.labels)
        if label != unsaid
    }
    return intraclass_correlation_of(stack(said)) if said else None


def _can_tell(sums: Sums) -> bool:
    return sums.n >= FEWEST_FOR_RELIABILITY and sums.n_items >= FEWEST_ITEMS


def _without_doubtful_interval(estimate: _Estimate) -> _Estimate:
    """Leave the interval out where it does not hold as often as it says."""
    return replace(estimate, low=math.nan, high=math.nan) if estimate.doubt else estimate


def _mean(counts: ScaleCounts, *, level: float) -> Estimate:
    n_items = counts.answers.shape[1]
    given = {
        counts.scale.low + total / n_items: count
        for total, count in enumerate(counts.scores[0].tolist())
        if count
    }
    return mean_interval(tally_counts(given), scale=counts.scale, level=level)

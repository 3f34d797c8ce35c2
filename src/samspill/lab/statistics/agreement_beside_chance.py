"""How far a group agrees, beside what people who answer by chance would show.

Kept apart from the plain numbers of `samspill.lab.statistics.agreement`, so that a value of r_wg is
never shown without its yardstick by accident: what is shown comes from here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samspill.lab.statistics.agreement import (
    average_deviation,
    check_table,
    count_one,
    stepped_up,
    within_group_agreement_index_of,
)
from samspill.lab.statistics.sufficient_statistics import Sums
from samspill.science.chance_agreement import (
    FEWEST_RATERS,
    ChanceAgreement,
    Shape,
    answers_by_chance,
    chance_agreement,
)
from samspill.science.confidence import LEVEL, check_level
from samspill.science.distributions import (
    Spread,
    agreement_of,
    even_variance,
    mean,
    spread_of,
    variance,
)

# Burke & Dunlap (2002): people agree when the average deviation is at most A / 6.
DEVIATION_PARTS = 6


@dataclass(frozen=True)
class ChanceComparison:
    """A value of r_wg or r_wg(j) beside what people who answer by chance would show.

    Attributes
    ----------
    shape : {"even", "skewed"}
        How chance answers are spread.
    variance : float
        Of one such answer: the yardstick that `value` is measured with.
    value : float
        Agreement by that yardstick.
    critical : float
        Not passed by `level` of all groups that answer by chance: only a larger value tells
        agreement from chance.
    p : float
        Share of such groups that agree as much or more.
    """

    shape: Shape
    variance: float
    value: float
    critical: float
    p: float


@dataclass(frozen=True)
class ItemAgreement:
    """All that is said of how one group agrees about one item.

    Attributes
    ----------
    n, n_missing : int
        Answers, and people who left the item out.
    value : float
        r_wg against an even spread; NaN under two answers, and so are the rest.
    even, skewed : ChanceComparison
        The same beside chance: every point equally likely, or slightly heaped to one side.
    deviation_from_mean, deviation_from_median, standard_deviation : float
        In scale points.
    deviation_limit : float
        A / 6: an average deviation up to here is read as agreement.
    spread : {"gathered", "wide", "camps"} or None
        In one word; see `spread_of`. None under two answers.
    level : float
        Of the critical values.
    """

    n: int
    n_missing: int
    value: float
    even: ChanceComparison
    skewed: ChanceComparison
    deviation_from_mean: float
    deviation_from_median: float
    standard_deviation: float
    deviation_limit: float
    spread: Spread | None
    level: float


@dataclass(frozen=True)
class ScaleAgreement:
    """How one group agrees about several items together.

    Attributes
    ----------
    n, left_out : int
        People who answered every item, and those who did not and are left out.
    value : float
        r_wg(j) against an even spread; see `within_group_agreement_index`.
    mean_agreement : float
        The mean of r_wg over the items (Lindell's r*_wg(j)): does not grow with their number.
    even, skewed : ChanceComparison
        r_wg(j) beside chance, the items answered independently of each other.
    alike : ChanceComparison
        The same beside the hardest chance: evenly spread, and each person gives one and the
        same answer to every item. Real answers hang together somewhere between the two.
    average_deviation : float
        About the mean of each item, averaged; in scale points.
    level : float
        Of the critical values.
    """

    n: int
    left_out: int
    value: float
    mean_agreement: float
    even: ChanceComparison
    skewed: ChanceComparison
    alike: ChanceComparison
    average_deviation: float
    level: float


def read_agreement(
    ratings: npt.ArrayLike, *, scale_points: int, lowest: int = 1, level: float = LEVEL
) -> ItemAgreement:
    """All that is said of how one group agrees about one item, beside what chance would show.

    Parameters
    ----------
    ratings, scale_points, lowest
        As `within_group_agreement`.
    level : float
        Of the critical values, between 0 and 1.

    Raises
    ------
    ValueError
        As `within_group_agreement`, or `level` is not between 0 and 1.

    Examples
    --------
    >>> five = read_agreement([4, 4, 4, 5, 3], scale_points=5)
    >>> five.value, five.even.critical, round(five.even.p, 3)
    (0.75, 0.75, 0.059)
    """
    d = count_one(ratings, scale_points=scale_points, lowest=lowest)
    given = np.repeat(np.arange(d.scale.low, d.scale.high + 1), d.counts)
    spread = variance(d)
    points = d.scale.points
    return ItemAgreement(
        n=d.n,
        n_missing=d.missing,
        value=agreement_of(d),
        even=_beside(spread, (d.n, points, 1), n_items=1, shape="even", level=level),
        skewed=_beside(spread, (d.n, points, 1), n_items=1, shape="skewed", level=level),
        deviation_from_mean=float(np.abs(given - mean(d)).mean()) if d.n else math.nan,
        deviation_from_median=float(np.abs(given - np.median(given)).mean()) if d.n else math.nan,
        standard_deviation=math.sqrt(spread),
        deviation_limit=points / DEVIATION_PARTS,
        spread=spread_of(d) if d.n >= FEWEST_RATERS else None,
        level=level,
    )


def read_scale_agreement(
    ratings: npt.ArrayLike, *, scale_points: int, lowest: int = 1, level: float = LEVEL
) -> ScaleAgreement:
    """How one group agrees about several items together, beside what chance would show.

    Only those who answered every item are counted. Parameters and errors as
    `within_group_agreement_index` and `read_agreement`.

    Examples
    --------
    >>> table = read_scale_agreement([[4, 4, 5], [4, 3, 4], [5, 4, 4], [4, 4, 4]], scale_points=5)
    >>> round(table.value, 3), round(table.alike.critical, 3)
    (0.955, 0.955)
    """
    checked = check_table(ratings, scale_points=scale_points, lowest=lowest)
    sums = Sums.from_ratings(checked)
    n, n_items = sums.n, sums.n_items
    spread = float(np.diagonal(sums.covariances).mean())
    whole = checked[~np.isnan(checked).any(axis=1)]

    def beside(shape: Shape, *, items_by_chance: int = n_items) -> ChanceComparison:
        return _beside(
            spread,
            (n, scale_points, items_by_chance),
            n_items=n_items,
            shape=shape,
            level=level,
        )

    return ScaleAgreement(
        n=n,
        left_out=sums.left_out,
        value=within_group_agreement_index_of(sums, scale_points=scale_points),
        mean_agreement=1 - spread / even_variance(scale_points),
        even=beside("even"),
        skewed=beside("skewed"),
        alike=beside("even", items_by_chance=1),
        average_deviation=average_deviation(whole),
        level=level,
    )


def index_by_chance(*, n: int, scale_points: int, n_items: int, level: float = LEVEL) -> float:
    """Return the r_wg(j) that `level` of all groups of `n` do not pass who answer by chance.

    Chance is the hardest one, as `ScaleAgreement.alike`: even, and each person gives one and the
    same answer to every item. NaN under two people, and on two points with so many that it
    cannot be counted.

    Raises
    ------
    ValueError
        As `chance_agreement`, or `level` is not between 0 and 1.
    """
    check_level(level)
    if n < FEWEST_RATERS:
        return math.nan
    chance = chance_agreement(n=n, scale_points=scale_points)
    return _against(chance, chance.critical_spread(level), n_items)


def _beside(
    spread: float, drawn: tuple[int, int, int], *, n_items: int, shape: Shape, level: float
) -> ChanceComparison:
    """Put a variance beside that of `drawn` people, scale points and items by chance."""
    check_level(level)
    n, points, items_by_chance = drawn
    if n < FEWEST_RATERS:
        return ChanceComparison(
            shape, _variance_by_chance(points, shape), math.nan, math.nan, math.nan
        )
    chance = chance_agreement(n=n, scale_points=points, n_items=items_by_chance, shape=shape)
    return ChanceComparison(
        shape=shape,
        variance=chance.variance,
        value=_against(chance, spread, n_items),
        critical=_against(chance, chance.critical_spread(level), n_items),
        p=chance.p_of(spread),
    )


def _variance_by_chance(points: int, shape: Shape) -> float:
    """Return the variance of one answer drawn by chance."""
    weights, steps = answers_by_chance(points, shape=shape), np.arange(points)
    return float(weights @ (steps - weights @ steps) ** 2)


def _against(chance: ChanceAgreement, spread: float, n_items: int) -> float:
    return float(stepped_up(spread / chance.variance, n_items))

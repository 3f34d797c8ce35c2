"""Figures of science from what is shown alone, so that they tell nothing more than it does.

Whoever holds a file of answers wants the mean with its interval, agreement beside chance and the
groups compared. Computed from the answers, such figures can together be those of one table only.
Here each is computed from the tiles, or from the whole percentages where those are shown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from samspill.lab.statistics.change import Estimate, mean_interval
from samspill.lab.statistics.multiple_comparisons import GroupDifference, compare_every_pair
from samspill.lab.statistics.tallies import tally
from samspill.science.chance_agreement import chance_agreement
from samspill.science.confidence import LEVEL
from samspill.science.disclosure import ShownDistribution
from samspill.science.distributions import Distribution, agreement_of
from samspill.science.uncertainty import (
    ROUNDED_TENTHS,
    BesideChance,
    agreement_beside_chance,
    interval_of_middle,
    measured_as,
    stretch,
)

HALVES, TENTHS = 2, 10
# A middle with one decimal may be half a tenth from the mean of the percentages.
ROUNDED_MIDDLE = 0.05


@dataclass(frozen=True)
class SeenAgreement:
    """Agreement beside chance, as far as what is shown tells it.

    Attributes
    ----------
    value : float
        r_wg against an even spread. Rounded by whoever shows it: one decimal from tiles, two
        from whole percentages.
    mark : float
        r_wg that 95 % of as many people answering evenly by chance do not pass; from 30 people
        to 450 that of a smaller group (`measured_as`).
    told : {"beyond_chance", "like_habit", "like_chance", "further_than_chance"} or None
        What may be said; see `agreement_beside_chance`.
    """

    value: float
    mark: float
    told: BesideChance | None


def counted_as_seen(shown: ShownDistribution) -> Distribution | None:
    """Return the answers as what is shown would have them: as many, in the shares that are shown.

    Parameters
    ----------
    shown : ShownDistribution
        What may be shown of one group and one item.

    Returns
    -------
    Distribution or None
        Whole counts by largest remainder, ties to the lower point. None where the number of
        answers or the tiles are not shown.

    Examples
    --------
    >>> from samspill.science.disclosure import show_distribution
    >>> from samspill.science.scales import ResponseScale
    >>> answers = Distribution(ResponseScale(1, 5), (8, 8, 5, 5, 0), missing=0)
    >>> counted_as_seen(show_distribution(answers)).counts
    (8, 8, 5, 5, 0)
    """
    n, shares = shown.n, shown.percent or shown.tiles
    if n is None or not shares:
        return None
    whole = sum(shares)
    counts = [share * n // whole for share in shares]
    left = sorted(range(len(shares)), key=lambda point: (-(shares[point] * n % whole), point))
    for point in left[: n - sum(counts)]:
        counts[point] += 1
    return Distribution(shown.scale, tuple(counts), missing=0)


def seen_mean(shown: ShownDistribution, *, level: float = LEVEL) -> Estimate | None:
    """Return the middle that is shown with its interval, both from what is shown.

    Parameters
    ----------
    shown : ShownDistribution
        What may be shown of one group and one item.
    level : float
        Between 0 and 1.

    Returns
    -------
    Estimate or None
        Where tiles are shown that of `interval_of_middle`, outwards to halves; where whole
        percentages are, that of `mean_interval` for them, outwards to tenths. None where no middle
        is shown.

    Raises
    ------
    ValueError
        `level` is not between 0 and 1.
    """
    counted = counted_as_seen(shown)
    if shown.middle is None or counted is None:
        return None
    if shown.percent is None:
        interval = interval_of_middle(shown, level=level)
        if interval is None:
            return None
        return Estimate(shown.middle, interval.low, interval.high, level)
    counted_mean = mean_interval(counted, scale=shown.scale, level=level)
    low, high = _outwards(
        counted_mean.low - ROUNDED_MIDDLE, counted_mean.high + ROUNDED_MIDDLE, TENTHS
    )
    return Estimate(
        shown.middle, max(low, float(shown.scale.low)), min(high, float(shown.scale.high)), level
    )


def seen_agreement(shown: ShownDistribution, *, level: float = LEVEL) -> SeenAgreement | None:
    """Return agreement beside chance, from what is shown; None where no number of it may be.

    Parameters
    ----------
    shown : ShownDistribution
        What may be shown of one group and one item.
    level : float
        Of the mark, between 0 and 1.

    Raises
    ------
    ValueError
        `level` is not between 0 and 1.
    """
    counted = counted_as_seen(shown)
    if counted is None:
        return None
    verdict = agreement_beside_chance(shown, level=level)
    chance = chance_agreement(n=measured_as(counted.n), scale_points=shown.scale.points)
    mark = 1 - chance.critical_spread(level) / chance.variance
    return SeenAgreement(agreement_of(counted), mark, verdict)


def seen_differences(
    groups: Mapping[str, ShownDistribution], *, comparisons: int = 1, level: float = LEVEL
) -> tuple[GroupDifference, ...]:
    """Compare every pair of groups that are shown with a middle, from what is shown.

    Parameters
    ----------
    groups : mapping from group to ShownDistribution
        What is shown of each group for one item. Those without a middle are left out.
    comparisons : int
        How many items are compared in this way at once.
    level : float
        How often every interval holds, all together; between 0 and 1.

    Returns
    -------
    tuple of GroupDifference
        One for each pair: the difference of the middles, and the interval of `compare_every_pair`
        for the answers as seen, a tenth wider for the rounding of the middles and then outwards
        to halves, or to tenths where both groups are shown in percentages. None under two groups.

    Raises
    ------
    ValueError
        As `compare_every_pair`.

    Notes
    -----
    `chance` counts what is seen and not the rounding: the interval is what to go by.
    Method page: docs/methods/uncertainty.md.
    """
    seen = {name: drawing for name, drawing in groups.items() if drawing.middle is not None}
    if len(seen) < 2:
        return ()
    tallies = {
        name: tally(counted)
        for name, drawing in seen.items()
        if (counted := counted_as_seen(drawing)) is not None
    }
    return tuple(
        _as_shown(drawing, seen[drawing.first], seen[drawing.second])
        for drawing in compare_every_pair(tallies, comparisons=comparisons, level=level)
    )


def _as_shown(
    compared: GroupDifference, first: ShownDistribution, second: ShownDistribution
) -> GroupDifference:
    """Move a difference to that of the shown middles, and its ends outwards."""
    difference = compared.difference
    if difference.is_too_few:
        return compared
    value = round((second.middle or 0.0) - (first.middle or 0.0), 1)
    are_tiles = first.percent is None or second.percent is None
    rounding = ROUNDED_TENTHS * stretch(first.scale) if are_tiles else ROUNDED_MIDDLE
    half = (difference.high - difference.low) / 2 + 2 * rounding
    parts = HALVES if are_tiles else TENTHS
    low, high = _outwards(value - half, value + half, parts)
    return GroupDifference(
        compared.first,
        compared.second,
        Estimate(value, low, high, difference.level),
        compared.chance,
    )


def _outwards(low: float, high: float, parts: int) -> tuple[float, float]:
    """Move both ends outwards to whole parts; a rounding error is not another part."""
    return (
        math.floor(round(low * parts, 9)) / parts,
        math.ceil(round(high * parts, 9)) / parts,
    )

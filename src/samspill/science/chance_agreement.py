"""How much agreement chance alone would show in a group of this size, on this scale.

Exact: every way in which answers drawn by chance can fall is counted, not simulated.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import Literal, TypeAlias

import numpy as np

from samspill.science.arrays import Floats
from samspill.science.scales import FEWEST_POINTS, MOST_POINTS

Shape: TypeAlias = Literal["even", "skewed"]

# The slightly skewed answers of James, Demaree & Wolf (1984) on five points; variance 1.34.
SKEWED_FIVE = (0.05, 0.15, 0.20, 0.35, 0.25)
# The largest table of possible sums that is counted; beyond it the variance of so many answers
# is as good as normally distributed.
LARGEST_TABLE = 2**21
FEWEST_RATERS = 2
# What is left of rounding where nothing can fall; a chance this small is taken for none.
ROUNDING = 1e-14


@dataclass(frozen=True, eq=False)
class ChanceAgreement:
    """How the variance inside a group is distributed when people answer by chance.

    Attributes
    ----------
    variance : float
        Of one answer drawn by chance, in squared scale points: the yardstick of r_wg.
    mean, error : float
        Of the sample variance (averaged over items) in such groups. The error is NaN, and so is
        every p, on two points with more people than can be counted: no normal curve fits there.
    spreads, reached : float array
        The sample variances that can occur, and the chance of each or a smaller one. Empty
        where the group is too large to count them.
    """

    variance: float
    mean: float
    error: float
    spreads: Floats
    reached: Floats

    def p_of(self, spread: float) -> float:
        """Chance of a sample variance as small as this one, or smaller; 0 to 1."""
        if math.isnan(spread):
            return math.nan
        if not self.spreads.size:
            return NormalDist(self.mean, self.error).cdf(spread)
        # Half a step of rounding: the same variance computed otherwise is the same variance.
        n_reached = np.searchsorted(self.spreads, spread * (1 + 1e-9) + 1e-12)
        return float(self.reached[n_reached - 1]) if n_reached else 0.0

    def critical_spread(self, level: float) -> float:
        """Return the spread that must be undercut: smaller ones have a chance of 1 - level."""
        if not self.spreads.size:
            return NormalDist(self.mean, self.error).inv_cdf(1 - level)
        under = np.concatenate([[0.0], self.reached[:-1]])
        allowed = np.flatnonzero(under <= (1 - level) * (1 + 1e-12))
        return float(self.spreads[allowed[-1]])


@lru_cache(maxsize=64)
def chance_agreement(
    *, n: int, scale_points: int, n_items: int = 1, shape: Shape = "even"
) -> ChanceAgreement:
    """Distribution of the sample variance when `n` people answer by chance.

    Parameters
    ----------
    n : int
        People in the group, at least 2.
    scale_points : int
        Points on the response scale, 2 to 11.
    n_items : int
        Items whose variances are averaged; by chance, each answer is independent of the others.
    shape : {"even", "skewed"}
        Every point equally likely; or slightly heaped towards one end, as real answers are.

    Raises
    ------
    ValueError
        `n`, `scale_points` or `n_items` is too small or `shape` unknown; the message names it.

    Examples
    --------
    >>> by_chance = chance_agreement(n=5, scale_points=5)
    >>> 1 - by_chance.critical_spread(0.95) / by_chance.variance
    0.75
    """
    if n < FEWEST_RATERS or n_items < 1:
        msg = f"Chance needs at least 2 people and 1 item; got {n} and {n_items}."
        raise ValueError(msg)
    weights = answers_by_chance(scale_points, shape=shape)
    variance, fourth = _moments(weights)
    error = math.sqrt((fourth - variance**2 * (n - 3) / (n - 1)) / n / n_items)
    of_item = _count(weights, n)
    steps = (of_item.size - 1) * n_items + 1
    if not of_item.size or (n_items > 1 and steps > LARGEST_TABLE):
        if scale_points == FEWEST_POINTS:
            error = math.nan
        return ChanceAgreement(variance, variance, error, np.zeros(0), np.zeros(0))
    mass = of_item
    if n_items > 1:
        length = 1 << (steps - 1).bit_length()
        mass = np.fft.irfft(np.fft.rfft(of_item, length) ** n_items, length)[:steps]
    mass = np.clip(mass, 0.0, None)
    mass[0] = of_item[0] ** n_items
    possible = np.flatnonzero((mass > ROUNDING) | (np.arange(mass.size) == 0))
    reached = np.minimum(np.cumsum(mass[possible]) / mass.sum(), 1.0)
    reached[-1] = 1.0
    spreads = possible / (n * (n - 1) * n_items)
    return ChanceAgreement(variance, variance, error, spreads, reached)


def answers_by_chance(scale_points: int, *, shape: Shape = "even") -> Floats:
    """Return how likely each scale point is, lowest first.

    Skewed: the published shape for five points, drawn out or pressed together to other lengths
    (as steps over the whole scale, which for five points gives the published one back).
    """
    if not FEWEST_POINTS <= scale_points <= MOST_POINTS:
        msg = f"A scale has {FEWEST_POINTS} to {MOST_POINTS} points; got {scale_points}."
        raise ValueError(msg)
    if shape not in {"even", "skewed"}:
        msg = f"The shape of chance is 'even' or 'skewed'; got {shape!r}."
        raise ValueError(msg)
    if shape == "even":
        return np.full(scale_points, 1 / scale_points)
    below = np.concatenate([[0.0], np.cumsum(SKEWED_FIVE)])
    ends = np.arange(scale_points + 1) * 5 / scale_points
    return np.diff(np.interp(ends, np.arange(6), below))


def _moments(weights: Floats) -> tuple[float, float]:
    """Second and fourth moment about the mean."""
    points = np.arange(weights.size)
    away = points - weights @ points
    return float(weights @ away**2), float(weights @ away**4)


def _count(weights: Floats, n: int) -> Floats:
    """Chance of each value of n x sum of squares - square of sum, counted from 0.

    Empty where the table of all sums and sums of squares would be too large.
    """
    codes = np.arange(weights.size) - weights.size // 2
    squares = codes**2 if weights.size > FEWEST_POINTS else np.zeros(2, dtype=np.intp)
    rows, columns = n * (weights.size - 1) + 1, n * int(squares.max()) + 1
    if max(rows * columns, (rows - 1) ** 2 // 4 + 1) > LARGEST_TABLE:
        return np.zeros(0)
    single = np.zeros((rows, columns))
    single[codes - codes.min(), squares] = weights
    mass = np.fft.irfft2(np.fft.rfft2(single) ** n, s=(rows, columns))
    total = np.arange(rows)[:, None] + n * int(codes.min())
    # On two points (-1 and 0) the sum of squares is the sum with its sign turned.
    of_squares = np.arange(columns)[None, :] if weights.size > FEWEST_POINTS else -total
    spread = n * of_squares - total**2
    possible = spread >= 0
    counted: Floats = np.bincount(spread[possible], weights=mass[possible]).astype(np.float64)
    counted[0] = float(np.sum(weights**n))
    return counted

"""How large a difference is: in standard deviations, and as a chance."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from samspill.lab.statistics.change import (
    Estimate,
    around,
    quantile,
    too_few_to_tell,
    welch,
    why_too_few,
)
from samspill.lab.statistics.tallies import Answers, Tally, tally
from samspill.science.confidence import LEVEL, check_level

# With fewer the intervals hold far more often than they say: docs/methods/effects.md.
FEWEST_FOR_EFFECT = 12
FEWEST_FOR_EFFECT_TOGETHER = 40
FEWEST_FOR_CHANCE = 10
# How much of an answer each group is given, distributed as the other group.
LENT = 1 / 4


def effect_size(before: Answers, after: Answers, *, level: float = LEVEL) -> Estimate:
    """How many standard deviations two means lie apart (Hedges' g).

    Parameters
    ----------
    before, after : array-like, shape (n_respondents,), Distribution or Tally
        Answers of different people. NaN is missing.
    level : float
        Between 0 and 1.

    Returns
    -------
    Estimate
        Mean after minus mean before, in pooled standard deviations, with the exact correction
        for small samples. Too few to tell with fewer than 12 answers in a group or 40 in both,
        and where nearly everybody in a group answers the same.

    Raises
    ------
    ValueError
        An answer is infinite or not a number, or `level` is not between 0 and 1.

    Notes
    -----
    The interval takes the spread and the skewness of the answers as they are, not as a normal
    distribution would have them: the usual interval, from the noncentral t, holds only 76 % of
    the time where a small group varies more than a large one. A number without unit hides what
    it means: show the scale points first. Method page: docs/methods/effects.md.

    References
    ----------
    Hedges (1981), J. Educ. Stat. 6(2), 107-128.

    Examples
    --------
    >>> found = effect_size([2, 3, 3, 1, 2] * 4, [4, 3, 5, 4, 2] * 4)
    >>> round(found.value, 2)
    1.5
    """
    check_level(level)
    first, second = tally(before, name="before"), tally(after, name="after")
    why = why_too_few(first, second, fewest=FEWEST_FOR_EFFECT)
    if first.n + second.n < FEWEST_FOR_EFFECT_TOGETHER:
        why = "few_answers"
    if why:
        return too_few_to_tell(why, level)
    pooled, freedom = _pooled(first, second)
    difference = (second.mean - first.mean) / pooled
    shrink = _small_sample_correction(freedom)
    _, welch_freedom = welch(first, second)
    reach = quantile(welch_freedom, level) * math.sqrt(_variance(first, second, difference))
    return around(shrink * difference, shrink * reach, level)


def _small_sample_correction(freedom: float) -> float:
    """Return how much an effect size shrinks, so that it is right on average (exact)."""
    return math.exp(gammaln(freedom / 2) - gammaln((freedom - 1) / 2)) * math.sqrt(2 / freedom)


def _pooled(first: Tally, second: Tally) -> tuple[float, int]:
    freedom = first.n + second.n - 2
    shares = (
        math.sqrt((group.n - 1) / freedom) * group.standard_deviation for group in (first, second)
    )
    return math.hypot(*shares), freedom


def _variance(first: Tally, second: Tally, difference: float) -> float:
    """Variance of a standardised difference, by the delta method from four moments."""
    pooled, freedom = _pooled(first, second)
    of_mean = of_square = of_both = 0.0
    for sign, group in ((-1, first), (1, second)):
        variance, third, fourth = _central_moments(group, pooled)
        of_mean += (group.standard_deviation / pooled) ** 2 / group.n
        of_square += (fourth - variance**2) * group.n / freedom**2
        of_both += sign * third / freedom
    return max(0.0, of_mean + difference**2 * of_square / 4 - difference * of_both)


def _central_moments(group: Tally, unit: float) -> tuple[float, float, float]:
    values = (np.array(group.values) - group.mean) / unit
    shares = np.array(group.counts) / group.n
    return float(shares @ values**2), float(shares @ values**3), float(shares @ values**4)


def probability_of_superiority(
    before: Answers, after: Answers, *, level: float = LEVEL
) -> Estimate:
    """How likely one who answered after lies higher than one who answered before.

    Parameters
    ----------
    before, after : array-like, shape (n_respondents,), Distribution or Tally
        Answers of different people. NaN is missing. Only their order counts.
    level : float
        Between 0 and 1.

    Returns
    -------
    Estimate
        0 to 1; two who answer the same count as half. Too few to tell with fewer than 10 answers
        in a group, and where nearly everybody in a group answers the same.

    Raises
    ------
    ValueError
        An answer is infinite or not a number, or `level` is not between 0 and 1.

    Notes
    -----
    Interval of Brunner and Munzel, which holds with ties and unequal spread, after each group
    has been given a quarter of an answer distributed as the other group. Without that it holds
    only 81 % of the time where a small group varies more than a large one near the end of the
    scale. Takes no step between two points as larger than another.
    Method page: docs/methods/effects.md.

    References
    ----------
    Brunner & Munzel (2000), Biom. J. 42(1), 17-25.

    Examples
    --------
    >>> found = probability_of_superiority([2, 3, 3, 1, 2] * 2, [4, 3, 5, 4, 2] * 2)
    >>> round(found.value, 3)
    0.84
    """
    check_level(level)
    first, second = tally(before, name="before"), tally(after, name="after")
    why = why_too_few(first, second, fewest=FEWEST_FOR_CHANCE)
    if why:
        return too_few_to_tell(why, level)
    return _superiority(first, second, level)


def _superiority(first: Tally, second: Tally, level: float) -> Estimate:
    values = np.array(sorted({*first.values, *second.values}))
    weights = [_weights(group, values) for group in (first, second)]
    chance = _chance(*weights)
    lent = [
        own + LENT * other / other.sum()
        for own, other in (tuple(weights), tuple(reversed(weights)))
    ]
    middle = _chance(*lent)
    ranks = (1 - _places(lent[1]), _places(lent[0]))
    parts = [
        float(own @ (rank - middle) ** 2) / (own.sum() - 1) / own.sum()
        for own, rank in zip(lent, ranks, strict=True)
    ]
    error = sum(parts)
    shares = (part**2 / (own.sum() - 1) for part, own in zip(parts, lent, strict=True))
    reach = quantile(error**2 / sum(shares), level) * math.sqrt(error)
    low, high = max(0.0, middle - reach), min(1.0, middle + reach)
    return Estimate(chance, min(low, chance), max(high, chance), level)


def _weights(group: Tally, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    weights = np.zeros(values.size)
    weights[np.searchsorted(values, group.values)] = group.counts
    return weights


def _places(weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Share of the weight that lies under each value; what is equal counts as half."""
    places: npt.NDArray[np.float64] = (np.cumsum(weights) - weights / 2) / weights.sum()
    return places


def _chance(first: npt.NDArray[np.float64], second: npt.NDArray[np.float64]) -> float:
    # Summed from doubled whole numbers, so that no order of the answers changes the last digit.
    doubled = 2 * np.cumsum(first) - first
    return float(second @ doubled) / float(2 * first.sum() * second.sum())

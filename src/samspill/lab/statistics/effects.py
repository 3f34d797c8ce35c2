"""How large a difference is: in standard deviations, as a chance, and for one person."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln, ndtri

from samspill.lab.statistics.change import (
    Estimate,
    around,
    quantile,
    tally_differences,
    too_few_to_tell,
    welch,
    why_too_few,
)
from samspill.lab.statistics.tallies import Answers, Tally, check_answers, tally
from samspill.science.confidence import LEVEL, check_level

# With fewer the intervals hold far more often than they say: docs/methods/effects.md.
FEWEST_FOR_EFFECT = 12
FEWEST_FOR_EFFECT_TOGETHER = 40
FEWEST_FOR_CHANCE = 10
# How much of an answer each group is given, distributed as the other group.
LENT = 1 / 4
# In units of the last digit of a double, so that a move of exactly the limit counts as inside.
TIE = 1e-9


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
    shrink = small_sample_correction(freedom)
    _, welch_freedom = welch(first, second)
    reach = quantile(welch_freedom, level) * math.sqrt(_variance(first, second, difference))
    return around(shrink * difference, shrink * reach, level)


def small_sample_correction(freedom: float) -> float:
    """Return how much an effect size shrinks, so that it is right on average (exact)."""
    return math.exp(gammaln(freedom / 2) - gammaln((freedom - 1) / 2)) * math.sqrt(2 / freedom)


def _pooled(first: Tally, second: Tally) -> tuple[float, int]:
    freedom = first.n + second.n - 2
    shares = (math.sqrt((one.n - 1) / freedom) * one.standard_deviation for one in (first, second))
    return math.hypot(*shares), freedom


def _variance(first: Tally, second: Tally, difference: float) -> float:
    """Variance of a standardised difference, by the delta method from four moments."""
    pooled, freedom = _pooled(first, second)
    of_mean = of_square = of_both = 0.0
    for sign, one in ((-1, first), (1, second)):
        variance, third, fourth = _central_moments(one, pooled)
        of_mean += (one.standard_deviation / pooled) ** 2 / one.n
        of_square += (fourth - variance**2) * one.n / freedom**2
        of_both += sign * third / freedom
    return max(0.0, of_mean + difference**2 * of_square / 4 - difference * of_both)


def _central_moments(one: Tally, unit: float) -> tuple[float, float, float]:
    values = (np.array(one.values) - one.mean) / unit
    shares = np.array(one.counts) / one.n
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
    weights = [_weights(one, values) for one in (first, second)]
    chance = _chance(*weights)
    lent = [
        own + LENT * other / other.sum()
        for own, other in (tuple(weights), tuple(reversed(weights)))
    ]
    middle = _chance(*lent)
    places = (1 - _places(lent[1]), _places(lent[0]))
    parts = [
        float(own @ (place - middle) ** 2) / (own.sum() - 1) / own.sum()
        for own, place in zip(lent, places, strict=True)
    ]
    error = sum(parts)
    shares = (part**2 / (own.sum() - 1) for part, own in zip(parts, lent, strict=True))
    reach = quantile(error**2 / sum(shares), level) * math.sqrt(error)
    low, high = max(0.0, middle - reach), min(1.0, middle + reach)
    return Estimate(chance, min(low, chance), max(high, chance), level)


def _weights(one: Tally, values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    weights = np.zeros(values.size)
    weights[np.searchsorted(values, one.values)] = one.counts
    return weights


def _places(weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Share of the weight that lies under each value; what is equal counts as half."""
    places: npt.NDArray[np.float64] = (np.cumsum(weights) - weights / 2) / weights.sum()
    return places


def _chance(first: npt.NDArray[np.float64], second: npt.NDArray[np.float64]) -> float:
    # Summed from doubled whole numbers, so that no order of the answers changes the last digit.
    doubled = 2 * np.cumsum(first) - first
    return float(second @ doubled) / float(2 * first.sum() * second.sum())


@dataclass(frozen=True)
class ReliableChange:
    """How many have moved by more than an instrument's own inaccuracy.

    Attributes
    ----------
    smallest : float
        A person's move must be larger than this, in the unit of the scores.
    higher, lower, neither : int
        How many persons. No person is named.
    missing : int
        How many lack one of the two scores.
    """

    smallest: float
    higher: int
    lower: int
    neither: int
    missing: int


def reliable_change(
    before: npt.ArrayLike,
    after: npt.ArrayLike,
    *,
    reliability: float,
    standard_deviation: float | None = None,
    level: float = LEVEL,
) -> ReliableChange:
    """Count who has moved by more than the instrument's inaccuracy can explain.

    Parameters
    ----------
    before, after : array-like, shape (n_respondents,)
        Scores, one row for each person. NaN in one of the two leaves the person out.
    reliability : float
        Of the score, such as `reliability.cronbach_alpha`; 0 to 1.
    standard_deviation : float, optional
        Of scores in the population the reliability is from; else that of those before.
    level : float
        Between 0 and 1.

    Returns
    -------
    ReliableChange
        The smallest move that counts, and how many moved that far.

    Raises
    ------
    ValueError
        `reliability` is not between 0 and 1, the standard deviation is not above 0, the two
        differ in length, or fewer than two have both scores and no standard deviation is given.

    Notes
    -----
    Says nothing of whether the group has changed, and nothing of why. With a reliability under
    .80 only very large moves count; then do not use it. Method page: docs/methods/effects.md.

    References
    ----------
    Jacobson & Truax (1991), J. Consult. Clin. Psychol. 59(1), 12-19.

    Examples
    --------
    >>> reliable_change([2, 3, 4, 2], [4, 3, 4, 1], reliability=0.8, standard_deviation=0.8)
    ReliableChange(smallest=0.9916720516872983, higher=1, lower=1, neither=2, missing=0)
    """
    check_level(level)
    if not 0 <= reliability <= 1:
        msg = f"A reliability lies between 0 and 1; got {reliability}."
        raise ValueError(msg)
    moved = tally_differences(before, after)
    spread = _spread(before, after) if standard_deviation is None else standard_deviation
    if not 0 < spread < math.inf:
        msg = f"The standard deviation of the scores must be above 0; got {spread:g}."
        raise ValueError(msg)
    smallest = float(ndtri((1 + level) / 2)) * spread * math.sqrt(2 * (1 - reliability))
    limit = smallest * (1 + TIE)
    higher = sum(count for value, count in moved.pairs if value > limit)
    lower = sum(count for value, count in moved.pairs if value < -limit)
    return ReliableChange(smallest, higher, lower, moved.n - higher - lower, moved.missing)


def _spread(before: npt.ArrayLike, after: npt.ArrayLike) -> float:
    """Return the standard deviation before, of those who have both scores."""
    first, second = check_answers(before, name="before"), check_answers(after, name="after")
    both = tally(first[~np.isnan(first) & ~np.isnan(second)], name="before")
    if both.n < 2:
        msg = f"Two people or more must have both scores; got {both.n}. Or give the spread."
        raise ValueError(msg)
    return both.standard_deviation

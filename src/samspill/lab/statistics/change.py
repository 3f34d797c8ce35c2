"""Change: how far two groups, or two answers of the same people, lie apart, and how sure it is.

Every interval here was chosen by counting how often it holds for small groups on short scales.
Where none holds, the result is "too few to tell" and no number.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, stdtrit

from samspill.lab.statistics.tallies import Answers, Tally, check_answers, tally
from samspill.science.confidence import LEVEL, check_level
from samspill.science.scales import ResponseScale

TooFew: TypeAlias = Literal["few_answers", "too_alike"]

# Under these no interval that was tried holds for short scales: docs/methods/change.md.
FEWEST_IN_GROUP = 5
FEWEST_FOR_MEAN = 6
# How many must answer something else than the commonest answer, in groups of five and in larger
# ones: the answers of the rest say how much the group varies.
FEWEST_APART_OF_FIVE = 2
FEWEST_APART = 3
# What stands for the points that nobody happened to choose: a quarter of an answer at each.
PRIOR_AT_POINT = 0.25


@dataclass(frozen=True)
class Estimate:
    """A number and the interval around it, or too few to tell.

    Attributes
    ----------
    value, low, high : float
        `low <= value <= high`. All NaN where there are too few to tell.
    level : float
        How often such an interval holds what it is about.
    too_few : {"few_answers", "too_alike"} or None
        Why no interval holds: too few answered, or nearly everybody in a group answered the
        same, so that the answers say too little of how much they vary.
    """

    value: float
    low: float
    high: float
    level: float
    too_few: TooFew | None = None

    @property
    def is_too_few(self) -> bool:
        return self.too_few is not None


def mean_difference(before: Answers, after: Answers, *, level: float = LEVEL) -> Estimate:
    """How much higher the mean is in one group than in another, or after than before.

    Parameters
    ----------
    before, after : array-like, shape (n_respondents,), Distribution or Tally
        Answers of different people, or of people nobody has followed. NaN is missing.
    level : float
        Between 0 and 1.

    Returns
    -------
    Estimate
        Mean after minus mean before, in scale points. Too few to tell with fewer than 5 answers
        in a group, and where fewer than 3 in a group (2 in a group of 5) answer something
        else than the commonest answer.

    Raises
    ------
    ValueError
        An answer is infinite or not a number, or `level` is not between 0 and 1.

    Notes
    -----
    Welch's t. Takes the steps of the scale as equal. For pairs use `paired_difference`.
    Method page: docs/methods/change.md.

    References
    ----------
    Welch (1947), Biometrika 34, 28-35.

    Examples
    --------
    >>> found = mean_difference([2, 3, 3, 1, 2, 4], [4, 3, 5, 4, 2, 4])
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (1.17, -0.17, 2.51)
    """
    check_level(level)
    first, second = tally(before, name="before"), tally(after, name="after")
    why = why_too_few(first, second)
    if why:
        return too_few_to_tell(why, level)
    error, freedom = welch(first, second)
    return around(second.mean - first.mean, quantile(freedom, level) * error, level)


def paired_difference(
    before: npt.ArrayLike, after: npt.ArrayLike, *, level: float = LEVEL
) -> Estimate:
    """How much the same people have moved on average.

    Parameters
    ----------
    before, after : array-like, shape (n_respondents,)
        One row for each person. A person who lacks one of the two (NaN) is left out.
    level : float
        Between 0 and 1.

    Returns
    -------
    Estimate
        Mean of after minus before, in scale points. Too few to tell with fewer than 5 pairs,
        and where fewer than 3 (2 of 5) have moved by something else than the
        commonest move.

    Raises
    ------
    ValueError
        The two differ in length, an answer is infinite or not a number, or `level` is not
        between 0 and 1.

    Notes
    -----
    Student's t of the differences. Only for files whose owner has pairs: Samspill itself never
    knows who is who. Method page: docs/methods/change.md.

    References
    ----------
    Student (1908), Biometrika 6, 1-25.

    Examples
    --------
    >>> found = paired_difference([2, 3, 3, 1, 2, 4], [4, 3, 4, 2, 2, 4])
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (0.67, -0.19, 1.52)
    """
    check_level(level)
    differences = _tally_differences(before, after)
    why = why_too_few(differences)
    if why:
        return too_few_to_tell(why, level)
    error = differences.standard_deviation / math.sqrt(differences.n)
    return around(differences.mean, quantile(differences.n - 1, level) * error, level)


def _tally_differences(before: npt.ArrayLike, after: npt.ArrayLike) -> Tally:
    """Count how far each person has moved; a person who lacks one of the two is missing."""
    first, second = check_answers(before, name="before"), check_answers(after, name="after")
    if first.size != second.size:
        msg = f"Pairs need one answer before and one after; got {first.size} and {second.size}."
        raise ValueError(msg)
    return tally(second - first, name="the differences")


def mean_interval(answers: Answers, *, scale: ResponseScale, level: float = LEVEL) -> Estimate:
    """Mean of one group on a short scale, with an interval that stays on the scale.

    Parameters
    ----------
    answers : array-like, shape (n_respondents,), Distribution or Tally
        Answers on the scale, or scores between its ends. NaN is missing.
    scale : ResponseScale
        Its ends, and the points that stand for answers nobody happened to give.
    level : float
        Between 0 and 1.

    Returns
    -------
    Estimate
        In scale points. Too few to tell with fewer than 6 answers.

    Raises
    ------
    ValueError
        An answer lies outside the scale or is not a number, or `level` is not between 0 and 1.

    Notes
    -----
    A quarter of an answer is added at every point, and the mean is taken to follow the beta
    distribution over the scale with the mean and the variance that follow (those of a Dirichlet
    distribution, times n / (n - 1)). So it also holds where everybody answers the same.
    Method page: docs/methods/change.md.

    Examples
    --------
    >>> found = mean_interval([5, 5, 5, 4, 5, 5, 5, 5], scale=ResponseScale(1, 5))
    >>> round(found.low, 2), round(found.high, 2)
    (3.88, 4.97)
    """
    check_level(level)
    counted = tally(answers, name="answers")
    for value in counted.values[:1] + counted.values[-1:]:
        if not scale.low <= value <= scale.high:
            msg = f"{value:g} is not on the scale {scale.low} to {scale.high}."
            raise ValueError(msg)
    if counted.n < FEWEST_FOR_MEAN:
        return too_few_to_tell("few_answers", level)
    first, second = _beta(counted, scale)
    reach = scale.high - scale.low
    low, high = (
        scale.low + reach * float(betaincinv(first, second, chance))
        for chance in ((1 - level) / 2, (1 + level) / 2)
    )
    return Estimate(counted.mean, min(low, counted.mean), max(high, counted.mean), level)


def _beta(counted: Tally, scale: ResponseScale) -> tuple[float, float]:
    """Both parameters of the beta distribution of the mean, on the scale from 0 to 1."""
    points = np.arange(scale.low, scale.high + 1)
    values = (np.concatenate([counted.values, points]) - scale.low) / (scale.high - scale.low)
    weights = np.concatenate([counted.counts, np.full(points.size, PRIOR_AT_POINT)])
    total = float(weights.sum())
    mean = float(weights @ values) / total
    variance = (
        float(weights @ (values - mean) ** 2) / total / (total + 1) * counted.n / (counted.n - 1)
    )
    certainty = mean * (1 - mean) / variance - 1
    return mean * certainty, (1 - mean) * certainty


def why_too_few(*groups: Tally, fewest: int = FEWEST_IN_GROUP) -> TooFew | None:
    """Return why no interval for these groups would hold, or None where one does."""
    if any(group.n < fewest for group in groups):
        return "few_answers"
    return "too_alike" if any(_is_too_alike(group) for group in groups) else None


def _is_too_alike(group: Tally) -> bool:
    apart = group.n - max(group.counts)
    needed = FEWEST_APART if group.n > FEWEST_IN_GROUP else FEWEST_APART_OF_FIVE
    return apart < needed or group.standard_deviation == 0


def too_few_to_tell(why: TooFew, level: float) -> Estimate:
    return Estimate(math.nan, math.nan, math.nan, level, why)


def around(value: float, reach: float, level: float) -> Estimate:
    return Estimate(value, value - reach, value + reach, level)


def welch(first: Tally, second: Tally) -> tuple[float, float]:
    """Return the standard error of the difference of two means, and Welch's degrees of freedom."""
    parts = [group.standard_deviation / math.sqrt(group.n) for group in (first, second)]
    error = math.hypot(*parts)
    # From shares, which neither overflow nor vanish.
    shares = [
        (part / error) ** 4 / (group.n - 1)
        for part, group in zip(parts, (first, second), strict=True)
    ]
    return error, 1 / sum(shares)


def quantile(freedom: float, level: float) -> float:
    """Two-sided: outside plus or minus this lies 1 - `level` of Student's t."""
    return float(stdtrit(freedom, (1 + level) / 2))

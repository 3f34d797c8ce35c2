"""How sure a reliability is: by formula, or by leaving out one person at a time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import fdtri, stdtrit

from samspill.lab.statistics.accumulation import Missing, as_matrix, take_measure
from samspill.science.arrays import Numbers
from samspill.science.confidence import LEVEL, check_level

FEWEST_RESPONDENTS = 2
# Under these no interval that was tried holds: docs/methods/reliability.md.
FEWEST_FOR_FELDT = 5
FEWEST_FOR_JACKKNIFE = 8
FEWEST_FOR_OMEGA = 12
FEWEST_HEAPED = 1000
# Answers are heaped where more than this share of them stands at one end. With two points every
# answer stands at an end, so there it takes more.
HEAPED = 0.5
HEAPED_ON_TWO = 0.7
# What is left of rounding where nothing varies.
TINY = 1e-12


def feldt_interval(
    alpha: float, *, n: int, n_items: int, level: float = LEVEL
) -> tuple[float, float]:
    """Return the ends of Feldt's interval for alpha; NaN where alpha or n does not allow one.

    (1 - alpha) / (1 - estimate) follows F with n - 1 and (n - 1)(J - 1) degrees of freedom when
    items are normal and parallel.
    """
    freedom = n - 1.0
    within = freedom * (n_items - 1)
    outside = (1 - level) / 2
    low = 1 - (1 - alpha) * fdtri(freedom, within, 1 - outside)
    high = 1 - (1 - alpha) * fdtri(freedom, within, outside)
    return float(low), float(high)


def jackknife_interval(ratings: npt.ArrayLike, *, level: float = LEVEL) -> tuple[float, float]:
    """Return the ends of an interval for alpha that takes the answers as they are.

    Alpha is computed anew without each respondent in turn. The spread of log(1 - alpha) over
    these, times n - 1, is its standard error, and Student's t has n - 1 degrees of freedom.
    Listwise. NaN with fewer than three respondents, and where alpha is 1 or not defined with all
    of them or without one.

    Parameters
    ----------
    ratings : array-like, shape (n_respondents, n_items)
        At least two items, all pointing the same way. NaN is item nonresponse.
    level : float
        Between 0 and 1.

    Raises
    ------
    ValueError
        As `cronbach_alpha`; the message names the value.
    """
    check_level(level)
    matrix = as_matrix(ratings)
    take_measure(matrix)
    given = matrix.astype(np.float64)
    given = given[~np.isnan(given).any(axis=1)]
    n, n_items = given.shape
    if n <= FEWEST_RESPONDENTS:
        return np.nan, np.nan
    apart = given - given.mean(axis=0)
    own, whole = (apart**2).sum(axis=1), apart.sum(axis=1) ** 2
    left = n / (n - 1)
    # With everybody, and without each of them: what leaves no error, or no sum, has no logarithm.
    own_left = np.concatenate([[own.sum()], own.sum() - left * own])
    whole_left = np.concatenate([[whole.sum()], whole.sum() - left * whole])
    unsure = n_items * own_left - whole_left
    if not (whole_left > TINY * own.sum()).all() or not (unsure > TINY * own.sum()).all():
        return np.nan, np.nan
    logs = np.log(unsure / whole_left / (n_items - 1))
    without = logs[1:]
    error = np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum())
    reach = stdtrit(n - 1, (1 + level) / 2) * error
    return float(1 - np.exp(logs[0] + reach)), float(1 - np.exp(logs[0] - reach))


def is_heaped(ratings: Numbers, *, missing: Missing = "listwise") -> bool:
    """Return whether over half of the answers are the highest given to their item, or the lowest.

    Ratings as `as_matrix` gives them, and the rule for who is counted. Where only two different
    answers are given, more than 70 per cent must be alike.
    """
    if missing == "listwise" and ratings.dtype.kind == "f":
        ratings = ratings[~np.isnan(ratings).any(axis=1)]
    if not len(ratings):
        return False
    high, low = np.fmax.reduce(ratings), np.fmin.reduce(ratings)
    n = ratings.size - np.count_nonzero(ratings != ratings)  # noqa: PLR0124 - NaN
    at_ends = max(np.count_nonzero(ratings == high), np.count_nonzero(ratings == low))
    if at_ends <= HEAPED * n:
        return False
    on_two = np.count_nonzero((ratings == np.fmax.reduce(high)) | (ratings == np.fmin.reduce(low)))
    return bool(on_two < n or at_ends > HEAPED_ON_TWO * n)


def is_heaped_of(counts: npt.NDArray[np.int64]) -> bool:
    """As `is_heaped`, from how many chose each point of each item: shape (n_items, n_points)."""
    chosen = counts > 0
    answered = chosen.any(axis=1)
    if not answered.any():
        return False
    counts, chosen = counts[answered], chosen[answered]
    items, last = np.arange(len(counts)), counts.shape[1] - 1
    low, high = chosen.argmax(axis=1), last - chosen[:, ::-1].argmax(axis=1)
    n = int(counts.sum())
    at_ends = int(max(counts[items, high].sum(), counts[items, low].sum()))
    if at_ends <= HEAPED * n:
        return False
    on_two = int(counts[:, sorted({int(high.max()), int(low.min())})].sum())
    return on_two < n or at_ends > HEAPED_ON_TWO * n

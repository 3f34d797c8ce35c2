"""How much of the differences between people lies between their groups: ICC(1) and ICC(2)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from samspill.lab.statistics.accumulation import as_scores, group_codes
from samspill.lab.statistics.sufficient_statistics import GroupSums
from samspill.science.arrays import Floats

IntraclassMethod: TypeAlias = Literal["anova", "reml"]
IntraclassAbsent: TypeAlias = Literal["too_few_groups", "groups_of_one", "no_variation"]

FEWEST_GROUPS = 2
# Shares of variance between groups that are tried before the best is found exactly.
SMALL_SHARES = np.geomspace(1e-9, 0.5, 90)
TRIED_SHARES = np.concatenate([[0.0], SMALL_SHARES, 1 - SMALL_SHARES[-2::-1]])
# A spread below this part of the whole is the rounding of answers that are all alike.
NOTHING = 1e-13


@dataclass(frozen=True)
class IntraclassCorrelation:
    """How far people in one group answer alike, beside people in different groups.

    Attributes
    ----------
    icc1 : float
        Share of the variance of one person's score that lies between groups. By ANOVA it may be
        negative, at least -1 / (k - 1): people in a group are less alike than across groups.
        By REML at least 0. NaN where it is not defined: `absent` says why.
    icc2 : float
        Reliability of a group's mean for a group of the average size. Grows to 1 with the size
        of the groups, however small `icc1` is: it says nothing of agreement. By ANOVA without
        a lower bound.
    between, within : float
        Variance between groups and within them, in squared units of the score: infinite or 0
        where the squares are too large or small for a float. By ANOVA the first is (mean square
        between - mean square within) / k.
    method : {"anova", "reml"}
        How the two variances are estimated.
    n, n_groups, n_missing : int
        Scores and groups counted, and scores missing. A group without scores is not counted.
    mean_size : float
        k, the average number of scores in a group.
    absent : {"too_few_groups", "groups_of_one", "no_variation"} or None
        Why there is no value.
    """

    icc1: float
    icc2: float
    between: float
    within: float
    method: IntraclassMethod
    n: int
    n_groups: int
    n_missing: int
    mean_size: float
    absent: IntraclassAbsent | None = None


def intraclass_correlation(
    scores: npt.ArrayLike, groups: npt.ArrayLike, *, method: IntraclassMethod = "anova"
) -> IntraclassCorrelation:
    """ICC(1) and ICC(2) of a score, people in groups.

    Parameters
    ----------
    scores : array-like, shape (n_respondents,)
        One score for each person. NaN is missing and left out.
    groups : array-like, shape (n_respondents,)
        The group of each person: whole numbers or texts.
    method : {"anova", "reml"}
        ANOVA: from mean squares, with k the average group size (Bliese 2000); negative values
        are possible and shown. REML: restricted maximum likelihood of a random group effect,
        which weighs groups of different sizes properly and stops at 0.

    Returns
    -------
    IntraclassCorrelation
        ANOVA: ICC(1) = (MSB - MSW) / (MSB + (k - 1) MSW), ICC(2) = (MSB - MSW) / MSB.
        REML: ICC(1) = between / (between + within), ICC(2) = between / (between + within / k).

    Raises
    ------
    ValueError
        A score is infinite or not a number, somebody has no group, the arrays have different
        lengths or the method is unknown; the message names it.

    Notes
    -----
    Not for one group, and not a measure of agreement inside any of them. The two methods
    differ most where groups differ much in size.
    Method page: docs/methods/intraclass-correlation.md.

    References
    ----------
    Bliese (2000), in Klein & Kozlowski, Multilevel Theory, 349-381. Shrout & Fleiss (1979),
    Psychol. Bull. 86, 420-428.

    Examples
    --------
    >>> scores = [4, 4, 5, 4, 2, 3, 2, 2, 3, 4, 3, 4, 5, 4, 4, 5]
    >>> boards = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4]
    >>> icc = intraclass_correlation(scores, boards)
    >>> round(icc.icc1, 3), round(icc.icc2, 3)
    (0.765, 0.929)
    """
    _check_method(method)
    checked = as_scores(scores)
    labels, codes = group_codes(groups, n_respondents=checked.size)
    answered = ~np.isnan(checked)
    given, codes = checked[answered], codes[answered]
    # Counted from the lowest, about the overall mean, and in units of the largest distance: huge
    # scores, tiny ones, and those far from 0 then neither lose digits nor overflow.
    scale = _scale(given)
    away = given / scale
    if given.size:
        away -= away.min()
        away -= away.mean()
    size = np.bincount(codes, minlength=len(labels)).astype(np.float64)
    total = np.bincount(codes, weights=away, minlength=len(labels))
    mean = np.divide(total, size, out=np.zeros(size.shape), where=size > 0)
    within = float(np.sum((away - mean[codes]) ** 2))
    constant = not given.size or float(given.min()) == float(given.max())
    return _estimate(
        size[size > 0],
        np.zeros_like(mean[size > 0]) if constant else mean[size > 0],
        0.0 if constant else within,
        method=method,
        n_missing=int(checked.size - given.size),
        unit=scale,
    )


def intraclass_correlation_of(
    sums: GroupSums, *, method: IntraclassMethod = "anova"
) -> IntraclassCorrelation:
    """ICC(1) and ICC(2) of the scale score (mean of the items), from listwise sums.

    Raises
    ------
    ValueError
        The sums are pairwise, or the method is unknown.

    Examples
    --------
    >>> ratings = [[4, 5], [5, 5], [4, 4], [2, 1], [1, 2], [2, 3]]
    >>> sums = GroupSums.from_ratings(ratings, ["board"] * 3 + ["staff"] * 3)
    >>> round(intraclass_correlation_of(sums).icc1, 3)
    0.922
    """
    _check_method(method)
    if sums.missing != "listwise":
        msg = "A scale score needs every item; make the sums listwise."
        raise ValueError(msg)
    n = sums.n.astype(np.float64)
    filled = n > 0
    totals = np.diagonal(sums.totals, axis1=-2, axis2=-1).sum(axis=1)[filled]
    squares = sums.products.sum(axis=(-2, -1))[filled]
    size = n[filled]
    # n x squares - total^2 is exact for whole ratings, so groups that agree wholly give 0.
    within = float(np.sum((size * squares - totals**2) / size)) / sums.n_items**2
    mean = totals / size / sums.n_items
    middle = float(size @ mean) / max(float(size.sum()), 1.0)
    return _estimate(
        size,
        mean - middle,
        within,
        method=method,
        n_missing=int(sums.n_rows.sum() - sums.n.sum()),
        unit=1.0,
    )


def _estimate(
    size: Floats,
    mean: Floats,
    within: float,
    *,
    method: IntraclassMethod,
    n_missing: int,
    unit: float,
) -> IntraclassCorrelation:
    """Estimate from group sizes, group means about the overall mean, and squares within."""
    n_groups, n = size.size, float(size.sum())
    k = n / n_groups if n_groups else math.nan
    among = float(np.sum(size * mean**2))
    absent = _absent(n_groups, n, among=among, within=within)
    between_variance = within_variance = icc1 = icc2 = math.nan
    if absent is None:
        square_between = among / (n_groups - 1)
        square_within = within / (n - n_groups)
        if method == "reml":
            between_variance, within_variance = _restricted(size, mean, within)
            icc1 = between_variance / (between_variance + within_variance)
            icc2 = between_variance / (between_variance + within_variance / k)
        else:
            difference = square_between - square_within
            between_variance, within_variance = difference / k, square_within
            icc1 = difference / (square_between + (k - 1) * square_within)
            icc2 = difference / square_between if square_between else -math.inf
    return IntraclassCorrelation(
        icc1,
        icc2,
        between_variance * unit * unit,
        within_variance * unit * unit,
        method,
        int(n),
        n_groups,
        n_missing,
        k,
        absent,
    )


def _absent(n_groups: int, n: float, *, among: float, within: float) -> IntraclassAbsent | None:
    if n_groups < FEWEST_GROUPS:
        return "too_few_groups"
    if n <= n_groups:
        return "groups_of_one"
    return None if among + within > 0 else "no_variation"


def _restricted(size: Floats, mean: Floats, within: float) -> tuple[float, float]:
    """Variances between and within groups by restricted maximum likelihood.

    The likelihood depends on one share, between / (between + within); it is tried on a grid,
    and the best of them is followed to where the slope is 0.
    """
    if within <= NOTHING * float(np.sum(size * mean**2)):
        return float(np.sum((mean - mean.mean()) ** 2)) / (size.size - 1), 0.0
    tried = [_deviance(share, size, mean, within) for share in TRIED_SHARES]
    best = int(np.argmin(tried))
    # Where 0 is best, small shares fit as well: only rounding tells them apart.
    rounding = NOTHING * float(size.sum())
    if tried[0] <= tried[best] + rounding and _slope(0.0, size, mean, within) >= -rounding:
        best = 0
    # Imported late: it takes longer than all the rest of a short command, and ANOVA has no need.
    from scipy.optimize import brentq  # noqa: PLC0415

    share = float(TRIED_SHARES[best])
    low = float(TRIED_SHARES[max(best - 1, 0)])
    high = float(TRIED_SHARES[min(best + 1, TRIED_SHARES.size - 1)])
    if best and _slope(low, size, mean, within) < 0 < _slope(high, size, mean, within):
        share = brentq(_slope, low, high, args=(size, mean, within), xtol=1e-15, rtol=1e-14)
    ratio = share / (1 - share)
    within_variance = _squares(ratio, size, mean, within)[1] / (float(size.sum()) - 1)
    return ratio * within_variance, within_variance


def _squares(ratio: float, size: Floats, mean: Floats, within: float) -> tuple[Floats, float]:
    """Weights of the group means, and the squares that are left about their weighted mean."""
    weight = size / (1 + ratio * size)
    middle = float(weight @ mean) / float(weight.sum())
    return weight, within + float(weight @ (mean - middle) ** 2)


def _deviance(share: float, size: Floats, mean: Floats, within: float) -> float:
    ratio = share / (1 - share)
    weight, left = _squares(ratio, size, mean, within)
    freedom = float(size.sum()) - 1
    return (
        freedom * math.log(left)
        + float(np.log1p(ratio * size).sum())
        + math.log(float(weight.sum()))
    )


def _slope(share: float, size: Floats, mean: Floats, within: float) -> float:
    """Differentiate the deviance by between / within."""
    ratio = share / (1 - share)
    weight, left = _squares(ratio, size, mean, within)
    middle = float(weight @ mean) / float(weight.sum())
    freedom = float(size.sum()) - 1
    return (
        float(weight.sum())
        - float(weight @ weight) / float(weight.sum())
        - freedom * float(weight**2 @ (mean - middle) ** 2) / left
    )


def _scale(scores: Floats) -> float:
    """Return a power of two about as large as the scores' distance from each other."""
    if not scores.size:
        return 1.0
    reach = float(scores.max()) / 2 - float(scores.min()) / 2
    if reach == 0:
        return 1.0
    return math.ldexp(1.0, max(min(math.frexp(reach)[1], 1000), -1000))


def _check_method(method: str) -> None:
    if method not in {"anova", "reml"}:
        msg = f"The method is 'anova' or 'reml'; got {method!r}."
        raise ValueError(msg)

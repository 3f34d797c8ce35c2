"""How consistently several items measure one thing: alpha, omega, and each item's part in it.

Everything is computed from sums (`samspill.science.sums`), so it is the same whether the answers
come in one array or their sums from a database, several files or several machines.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.special import fdtri, stdtrit

from samspill.science.adding import Floats, Missing
from samspill.science.one_factor import FEWEST_ITEMS, OneFactor, fit_one_factor
from samspill.science.sums import GroupSums, Sums, scatter

Absent: TypeAlias = Literal["too_few", "no_variation", "no_factor"]

LEVEL = 0.95
FEWEST_RESPONDENTS = 2
# A sum of items that varies less than this, beside the items themselves, does not vary.
NOTHING = 1e-13
# An estimate this unsure of its own size has no interval.
LARGEST_ERROR = 10.0


@dataclass(frozen=True)
class Reliability:
    """An estimate of reliability with its interval.

    Attributes
    ----------
    value : float
        1 is no error of measurement. Below 0 where items pull against each other; shown as it
        is. NaN where it is not defined: `absent` says why.
    low, high : float
        The interval. NaN where there is none, also beside a value: omega at 1 or above, and
        omega that the answers hardly decide.
    level : float
        How often such an interval holds the truth, if what the method assumes is so.
    n, left_out : int
        Respondents counted, and those left out because they left items out.
    missing : {"listwise", "pairwise"}
        The rule for missing answers that was used.
    absent : {"too_few", "no_variation", "no_factor"} or None
        Why there is no value: too few respondents (two for alpha, more than there are items for
        omega), answers that do not vary, or answers that no single factor can have made.
    """

    value: float
    low: float
    high: float
    level: float
    n: int
    left_out: int
    missing: Missing
    absent: Absent | None = None


@dataclass(frozen=True, eq=False)
class Omega(Reliability):
    """McDonald's omega, with the factor it stands on.

    Attributes
    ----------
    factor : OneFactor or None
        Loadings and residual variances, in the order of the items.
    """

    factor: OneFactor | None = None


@dataclass(frozen=True, eq=False)
class GroupReliability:
    """Alpha of each of several groups: arrays of shape (n_groups,), in the order of `labels`."""

    labels: tuple[object, ...]
    value: Floats
    low: Floats
    high: Floats
    n: npt.NDArray[np.int64]
    level: float
    missing: Missing


@dataclass(frozen=True)
class ItemStatistics:
    """One item and its part in the scale.

    Attributes
    ----------
    n, n_missing : int
        Answers counted, and respondents who did not answer this item.
    mean, standard_deviation : float
        In scale points, of the answers counted.
    item_total : float
        Correlation with the sum of the other items. NaN where one of them does not vary.
    alpha_if_dropped : float
        Alpha of the other items. NaN with two items.
    """

    n: int
    n_missing: int
    mean: float
    standard_deviation: float
    item_total: float
    alpha_if_dropped: float


def cronbach_alpha(
    ratings: npt.ArrayLike, *, level: float = LEVEL, missing: Missing = "listwise"
) -> Reliability:
    """Cronbach's alpha with Feldt's interval.

    Parameters
    ----------
    ratings : array-like, shape (n_respondents, n_items)
        At least two items, all pointing the same way: reverse first. NaN is item nonresponse.
    level : float
        Of the interval, between 0 and 1.
    missing : {"listwise", "pairwise"}
        Listwise counts those who answered every item. Pairwise computes each covariance from
        those who answered both items; its interval takes the smallest such number as n.

    Returns
    -------
    Reliability
        `value` is J / (J - 1) x (1 - sum of item variances / variance of the sum).

    Raises
    ------
    ValueError
        Fewer than two items, a rating that is infinite or not a number, or a level that is not
        between 0 and 1; the message names it.

    Notes
    -----
    A lower bound to reliability when errors are independent; equal to it only when every item
    measures the same thing equally well. It grows with the number of items, and says nothing of
    whether they measure one thing. Not for fewer than about 30 respondents.
    Method page: docs/methods/reliability.md.

    References
    ----------
    Cronbach (1951), Psychometrika 16, 297-334. Feldt, Woodruff & Salih (1987), Appl. Psychol.
    Meas. 11, 93-103.

    Examples
    --------
    >>> alpha = cronbach_alpha([[1, 2, 1], [2, 2, 3], [3, 4, 3], [4, 4, 5], [5, 5, 4]])
    >>> f"{alpha.value:.3f} ({alpha.low:.3f} to {alpha.high:.3f})"
    '0.936 (0.679 to 0.993)'
    """
    return cronbach_alpha_of(Sums.from_ratings(ratings, missing=missing), level=level)


def cronbach_alpha_of(sums: Sums, *, level: float = LEVEL) -> Reliability:
    """Cronbach's alpha from sums; see `cronbach_alpha`."""
    check_level(level)
    _check_items(sums.n_items, at_least=2)
    n = _n_for_interval(sums)
    value = float(_alpha(_comparable(sums)))
    low, high = feldt_interval(value, n=n, n_items=sums.n_items, level=level)
    absent: Absent | None = None
    if math.isnan(value):
        absent = "too_few" if n < FEWEST_RESPONDENTS else "no_variation"
    return Reliability(
        value, float(low), float(high), level, sums.n, sums.left_out, sums.missing, absent
    )


def cronbach_alpha_of_groups(sums: GroupSums, *, level: float = LEVEL) -> GroupReliability:
    """Cronbach's alpha of every group, from sums; see `cronbach_alpha`."""
    check_level(level)
    _check_items(sums.n_items, at_least=2)
    n = sums.counts.min(axis=(-2, -1)).astype(np.int64)
    value = _alpha(_comparable(sums))
    low, high = feldt_interval(value, n=n, n_items=sums.n_items, level=level)
    return GroupReliability(sums.labels, value, low, high, sums.n, level, sums.missing)


def mcdonald_omega(ratings: npt.ArrayLike, *, level: float = LEVEL) -> Omega:
    """McDonald's omega of one factor, with an interval by the delta method.

    Parameters
    ----------
    ratings : array-like, shape (n_respondents, n_items)
        At least three items, all pointing the same way: reverse first. NaN is item nonresponse;
        only those who answered every item are counted.
    level : float
        Of the interval, between 0 and 1.

    Returns
    -------
    Omega
        `value` is (sum of loadings)^2 / ((sum of loadings)^2 + sum of residual variances): the
        share of the variance of the sum that one factor explains, by the model.

    Raises
    ------
    ValueError
        Fewer than three items, a rating that is infinite or not a number, or a level that is
        not between 0 and 1; the message names it.

    Notes
    -----
    There are several omegas. This is that of a one-factor model ("omega total" with one
    factor, omega_u of Flora), fitted by maximum likelihood to the covariances, with the fitted
    variance below the line; not omega hierarchical. The interval is normal theory on
    log(1 - omega), with t on n - J degrees of freedom.
    Method page: docs/methods/reliability.md.

    References
    ----------
    McDonald (1999), Test Theory. Flora (2020), Adv. Methods Pract. Psychol. Sci. 3, 484-501.

    Examples
    --------
    >>> omega = mcdonald_omega([[1, 2, 1], [2, 2, 3], [3, 4, 3], [4, 4, 5], [5, 5, 4]])
    >>> f"{omega.value:.3f}"
    '0.951'
    """
    return mcdonald_omega_of(Sums.from_ratings(ratings), level=level)


def mcdonald_omega_of(sums: Sums, *, level: float = LEVEL) -> Omega:
    """McDonald's omega from listwise sums; see `mcdonald_omega`.

    Raises
    ------
    ValueError
        As `mcdonald_omega`, and where the sums are pairwise: the likelihood needs whole rows.
    """
    check_level(level)
    _check_items(sums.n_items, at_least=FEWEST_ITEMS)
    if sums.missing != "listwise":
        msg = "Omega is fitted to those who answered every item; make the sums listwise."
        raise ValueError(msg)
    absent: Absent | None = None
    factor = None
    if sums.n <= sums.n_items:
        absent = "too_few"
    elif not np.all(np.diagonal(scatter(sums.counts, sums.totals, sums.products)) > 0):
        absent = "no_variation"
    else:
        factor = fit_one_factor(sums.covariances)
        absent = None if factor else "no_factor"
    if factor is None:
        nan = math.nan
        return Omega(nan, nan, nan, level, sums.n, sums.left_out, sums.missing, absent)
    value, error = _omega(factor, sums.n)
    reach = float(stdtrit(sums.n - sums.n_items, (1 + level) / 2)) * error
    low, high = 1 - (1 - value) * np.exp([reach, -reach])
    return Omega(
        value, float(low), float(high), level, sums.n, sums.left_out, sums.missing, None, factor
    )


def item_statistics(
    ratings: npt.ArrayLike, *, missing: Missing = "listwise"
) -> tuple[ItemStatistics, ...]:
    """Mean, spread, corrected item-total correlation and alpha if dropped, for each item.

    Parameters
    ----------
    ratings : array-like, shape (n_respondents, n_items)
        At least two items, all pointing the same way. NaN is item nonresponse.
    missing : {"listwise", "pairwise"}
        As `cronbach_alpha`; the means and spreads follow the same rule.

    Returns
    -------
    tuple of ItemStatistics
        In the order of the items.

    Raises
    ------
    ValueError
        As `cronbach_alpha`.

    Notes
    -----
    An item with a low or negative item-total correlation is read, not dropped: its wording may
    be turned the other way, or it may ask for something else.
    Method page: docs/methods/reliability.md.

    Examples
    --------
    >>> items = item_statistics([[1, 2, 1], [2, 2, 3], [3, 4, 3], [4, 4, 5], [5, 5, 4]])
    >>> [f"{item.item_total:.2f}" for item in items]
    ['0.97', '0.86', '0.80']
    """
    return item_statistics_of(Sums.from_ratings(ratings, missing=missing))


def item_statistics_of(sums: Sums) -> tuple[ItemStatistics, ...]:
    """Item statistics from sums; see `item_statistics`."""
    _check_items(sums.n_items, at_least=2)
    shared = _comparable(sums)
    own = np.diagonal(shared)
    with_rest = shared.sum(axis=1) - own
    rest = shared.sum() - 2 * shared.sum(axis=1) + own
    varies = (own > 0) & (rest > NOTHING * np.abs(shared).sum())
    item_total = np.full(sums.n_items, np.nan)
    item_total[varies] = with_rest[varies] / np.sqrt(own[varies] * rest[varies])
    spread = np.sqrt(np.diagonal(sums.covariances))
    others = [np.delete(np.arange(sums.n_items), item) for item in range(sums.n_items)]
    return tuple(
        ItemStatistics(
            n=int(sums.counts[item, item]),
            n_missing=sums.n_rows - int(sums.answered[item]),
            mean=float(sums.means[item]),
            standard_deviation=float(spread[item]),
            item_total=float(np.clip(item_total[item], -1, 1)),
            alpha_if_dropped=float(_alpha(shared[np.ix_(rest, rest)])),
        )
        for item, rest in enumerate(others)
    )


def feldt_interval(
    alpha: npt.ArrayLike, *, n: npt.ArrayLike, n_items: int, level: float = LEVEL
) -> tuple[Floats, Floats]:
    """Return the ends of Feldt's interval for alpha; NaN where alpha or n does not allow one.

    (1 - alpha) / (1 - estimate) follows F with n - 1 and (n - 1)(J - 1) degrees of freedom when
    items are normal and parallel.
    """
    value = np.asarray(alpha, dtype=np.float64)
    freedom = np.where(np.asarray(n) >= FEWEST_RESPONDENTS, np.asarray(n) - 1.0, np.nan)
    within = freedom * (n_items - 1)
    outside = (1 - level) / 2
    low = 1 - (1 - value) * fdtri(freedom, within, 1 - outside)
    high = 1 - (1 - value) * fdtri(freedom, within, outside)
    return np.asarray(low), np.asarray(high)


def check_level(level: float) -> None:
    """Refuse a level that is not between 0 and 1."""
    if not 0 < level < 1:
        msg = f"The level lies between 0 and 1, such as 0.95; got {level}."
        raise ValueError(msg)


def _check_items(n_items: int, *, at_least: int) -> None:
    if n_items < at_least:
        msg = f"This needs at least {at_least} items; got {n_items}."
        raise ValueError(msg)


def _n_for_interval(sums: Sums) -> int:
    return int(sums.counts.min())


def _comparable(sums: Sums | GroupSums) -> Floats:
    """Covariances up to a common factor: exact whole numbers where the ratings are whole.

    So a sum of items that does not vary is exactly 0, and not a rounding error.
    """
    pairs = sums.counts * (sums.counts - 1)
    most = pairs.max(axis=(-2, -1), keepdims=True)
    spread = scatter(sums.counts, sums.totals, sums.products)
    even: Floats = np.divide(most, pairs, out=np.full(pairs.shape, np.nan), where=pairs > 0)
    return spread * even


def _alpha(shared: Floats) -> Floats:
    """Alpha of one or several matrices of covariances; NaN where it is not defined."""
    n_items = shared.shape[-1]
    whole = shared.sum(axis=(-2, -1))
    own = np.trace(shared, axis1=-2, axis2=-1)
    varies = whole > NOTHING * np.abs(shared).sum(axis=(-2, -1))
    if n_items < FEWEST_RESPONDENTS:
        return np.full(whole.shape, np.nan)
    share = np.divide(own, whole, out=np.full(np.shape(whole), np.nan), where=varies)
    return np.asarray(n_items / (n_items - 1) * (1 - share))


def _omega(factor: OneFactor, n: int) -> tuple[float, float]:
    """Omega, and the standard error of log(1 - omega)."""
    explained = factor.loadings.sum() ** 2
    rest = factor.residuals.sum()
    value = float(explained / (explained + rest))
    # d log(1 - omega) = d log(rest) - d log(explained + rest)
    if rest <= 0:
        return value, math.nan
    n_items = factor.loadings.size
    slope = np.concatenate(
        [
            np.full(n_items, -2 * factor.loadings.sum() / (explained + rest)),
            np.full(n_items, 1 / rest - 1 / (explained + rest)),
        ]
    )
    variance = float(slope @ np.linalg.solve(factor.information, slope)) / n
    error = math.sqrt(variance) if variance > 0 else math.nan
    return value, error if error < LARGEST_ERROR else math.nan

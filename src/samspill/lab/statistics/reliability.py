"""How consistently several items measure one thing: alpha, omega, and each item's part in it.

Everything is computed from sums (`samspill.lab.statistics.sufficient_statistics`), so it is the
same whether the answers come in one array or their sums from a database, several files or several
machines.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from samspill.lab.statistics.accumulation import Missing, as_matrix
from samspill.lab.statistics.one_factor import (
    FEWEST_ITEMS,
    OneFactor,
    explained_share,
    fit_one_factor,
)
from samspill.lab.statistics.reliability_intervals import (
    FEWEST_FOR_FELDT,
    FEWEST_FOR_JACKKNIFE,
    FEWEST_FOR_OMEGA,
    FEWEST_HEAPED,
    FEWEST_RESPONDENTS,
    feldt_interval,
    is_heaped,
    jackknife_interval,
)
from samspill.lab.statistics.sufficient_statistics import Sums, scatter
from samspill.science.arrays import Floats
from samspill.science.confidence import LEVEL, check_level

# A sum of items that varies less than this, beside the items themselves, does not vary.
NOTHING = 1e-13

Absent: TypeAlias = Literal["too_few", "no_variation", "no_factor"]
IntervalMethod: TypeAlias = Literal["feldt", "jackknife"]
Doubt: TypeAlias = Literal["few_answers", "heaped"]


@dataclass(frozen=True)
class Reliability:
    """An estimate of reliability with its interval.

    Attributes
    ----------
    value : float
        1 is no error of measurement. Below 0 where items pull against each other; shown as it
        is. NaN where it is not defined: `absent` says why.
    low, high : float
        The interval. NaN where there is none, also beside a value: where `doubt` says why, for
        omega at 1 or above, and for omega that the answers hardly decide.
    level : float
        How often such an interval holds the truth, if what the method assumes is so.
    n, left_out : int
        Respondents counted, and those left out because they left items out.
    missing : {"listwise", "pairwise"}
        The rule for missing answers that was used.
    absent : {"too_few", "no_variation", "no_factor"} or None
        Why there is no value: too few respondents (two for alpha, more than there are items for
        omega), answers that do not vary, or answers that no single factor can have made.
    doubt : {"few_answers", "heaped"} or None
        Why there are too few to tell how sure the value is. Few answers: under 5 for Feldt's
        interval, 8 for the jackknife, 12 for omega. Heaped: more than half of the
        answers stand at one end of the scale. Under 1000 respondents no interval then holds as
        often as it says, and none is given; from 1000 the jackknife does, and the usual one,
        which is given where it is asked for, does not.
    """

    value: float
    low: float
    high: float
    level: float
    n: int
    left_out: int
    missing: Missing
    absent: Absent | None = None
    doubt: Doubt | None = None


@dataclass(frozen=True, eq=False)
class Omega(Reliability):
    """McDonald's omega, with the factor it stands on.

    Attributes
    ----------
    factor : OneFactor or None
        Loadings and residual variances, in the order of the items.
    """

    factor: OneFactor | None = None


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
    ratings: npt.ArrayLike,
    *,
    level: float = LEVEL,
    missing: Missing = "listwise",
    interval: IntervalMethod = "feldt",
) -> Reliability:
    """Cronbach's alpha with an interval, Feldt's unless another is asked for.

    Parameters
    ----------
    ratings : array-like, shape (n_respondents, n_items)
        At least two items, all pointing the same way: reverse first. NaN is item nonresponse.
    level : float
        Of the interval, between 0 and 1.
    missing : {"listwise", "pairwise"}
        Listwise counts those who answered every item. Pairwise computes each covariance from
        those who answered both items; its interval takes the smallest such number as n.
    interval : {"feldt", "jackknife"}
        Feldt's takes items as normal and parallel. The jackknife takes answers as they are; it
        needs 8 respondents and the listwise rule.

    Returns
    -------
    Reliability
        `value` is J / (J - 1) x (1 - sum of item variances / variance of the sum).

    Raises
    ------
    ValueError
        Fewer than two items, a rating that is infinite or not a number, a level that is not
        between 0 and 1, or an interval that is unknown or does not fit the rule for missing
        answers; the message names it.

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
    _check_interval(interval, missing)
    given = as_matrix(ratings)
    sums = Sums.from_ratings(given, missing=missing)
    alpha = cronbach_alpha_of(sums, level=level, heaped=is_heaped(given, missing=missing))
    if interval == "feldt" or alpha.absent:
        return alpha
    if sums.n < FEWEST_FOR_JACKKNIFE:
        return replace(alpha, low=math.nan, high=math.nan, doubt="few_answers")
    if alpha.doubt and sums.n < FEWEST_HEAPED:
        return alpha
    low, high = jackknife_interval(given, level=level)
    return replace(alpha, low=low, high=high, doubt=None)


def cronbach_alpha_of(sums: Sums, *, level: float = LEVEL, heaped: bool = False) -> Reliability:
    """Cronbach's alpha from sums, with Feldt's interval; see `cronbach_alpha`.

    Sums do not tell where on the scale the answers stand. Say it with `heaped`: whether more
    than half of them stand at one end.

    Examples
    --------
    >>> north, south = [[1, 2], [2, 3], [4, 3], [5, 5]], [[2, 2], [3, 4], [4, 4], [1, 2]]
    >>> sums = Sums.from_ratings(north) + Sums.from_ratings(south)
    >>> cronbach_alpha_of(sums) == cronbach_alpha(north + south)
    True
    """
    check_level(level)
    _check_items(sums.n_items, at_least=2)
    n = int(sums.counts.min())
    value = _alpha(_comparable(sums))
    absent: Absent | None = None
    if math.isnan(value):
        absent = "too_few" if n < FEWEST_RESPONDENTS else "no_variation"
    doubt = None if absent else _doubt(n, heaped=heaped)
    hidden = n < (FEWEST_HEAPED if heaped else FEWEST_FOR_FELDT)
    low, high = feldt_interval(
        math.nan if hidden else value, n=n, n_items=sums.n_items, level=level
    )
    return Reliability(value, low, high, level, sums.n, sums.left_out, sums.missing, absent, doubt)


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
    given = as_matrix(ratings)
    return mcdonald_omega_of(Sums.from_ratings(given), level=level, heaped=is_heaped(given))


def mcdonald_omega_of(sums: Sums, *, level: float = LEVEL, heaped: bool = False) -> Omega:
    """McDonald's omega from listwise sums; see `mcdonald_omega`, and `heaped` as for alpha.

    Raises
    ------
    ValueError
        As `mcdonald_omega`, and where the sums are pairwise: the likelihood needs whole rows.

    Examples
    --------
    >>> ratings = [[1, 2, 1], [2, 2, 3], [3, 4, 3], [4, 4, 5], [5, 5, 4]]
    >>> mcdonald_omega_of(Sums.from_ratings(ratings)).value == mcdonald_omega(ratings).value
    True
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
    value, error = explained_share(factor, sums.n)
    if sums.n < (FEWEST_HEAPED if heaped else FEWEST_FOR_OMEGA):
        error = math.nan
    reach = float(stdtrit(sums.n - sums.n_items, (1 + level) / 2)) * error
    low, high = (float(end) for end in 1 - (1 - value) * np.exp([reach, -reach]))
    doubt = _doubt(sums.n, heaped=heaped, fewest=FEWEST_FOR_OMEGA)
    return Omega(value, low, high, level, sums.n, sums.left_out, sums.missing, None, doubt, factor)


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
    sums = Sums.from_ratings(ratings, missing=missing)
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
            alpha_if_dropped=_alpha(shared[np.ix_(rest, rest)]),
        )
        for item, rest in enumerate(others)
    )


def _doubt(n: int, *, heaped: bool, fewest: int = FEWEST_FOR_FELDT) -> Doubt | None:
    if n < fewest:
        return "few_answers"
    return "heaped" if heaped else None


def _check_interval(interval: str, missing: Missing) -> None:
    if interval not in {"feldt", "jackknife"}:
        msg = f"The interval is 'feldt' or 'jackknife'; got {interval!r}."
        raise ValueError(msg)
    if interval == "jackknife" and missing != "listwise":
        msg = f"The jackknife leaves out whole rows; missing must be 'listwise', not {missing!r}."
        raise ValueError(msg)


def _check_items(n_items: int, *, at_least: int) -> None:
    if n_items < at_least:
        msg = f"This needs at least {at_least} items; got {n_items}."
        raise ValueError(msg)


def _comparable(sums: Sums) -> Floats:
    """Covariances up to a common factor: exact whole numbers where the ratings are whole.

    So a sum of items that does not vary is exactly 0, and not a rounding error.
    """
    pairs = sums.counts * (sums.counts - 1)
    most = pairs.max()
    spread = scatter(sums.counts, sums.totals, sums.products)
    even: Floats = np.divide(most, pairs, out=np.full(pairs.shape, np.nan), where=pairs > 0)
    return spread * even


def _alpha(shared: Floats) -> float:
    """Alpha of a matrix of covariances; NaN where it is not defined."""
    n_items, whole = len(shared), float(shared.sum())
    if n_items < FEWEST_RESPONDENTS or not whole > NOTHING * np.abs(shared).sum():
        return math.nan
    return n_items / (n_items - 1) * (1 - float(np.trace(shared)) / whole)

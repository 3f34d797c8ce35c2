"""How far the people in a group agree: r_wg and its kin.

What chance would show beside it: `samspill.lab.statistics.agreement_beside_chance`. From counts:
`samspill.science.distributions.agreement_of`.
"""

from __future__ import annotations

import math
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from samspill.lab.statistics.accumulation import Missing, as_matrix, take_measure
from samspill.lab.statistics.sufficient_statistics import Sums
from samspill.science.arrays import Floats
from samspill.science.chance_agreement import answers_by_chance
from samspill.science.distributions import (
    Distribution,
    agreement_of,
    count_ratings,
    even_variance,
)
from samspill.science.scales import Ratings, ResponseScale, check_ratings

About: TypeAlias = Literal["mean", "median"]


def within_group_agreement(ratings: npt.ArrayLike, *, scale_points: int, lowest: int = 1) -> float:
    """Agreement inside one group about one item (r_wg).

    1 means that every answer is the same; 0 means no more agreement than answers spread evenly
    over the scale would show; below 0 means less, which is what two camps look like.

    Parameters
    ----------
    ratings : array-like, shape (n_respondents,)
        Whole scale points from `lowest`. NaN is item nonresponse and is left out.
    scale_points : int
        Points on the response scale, 2 to 11.
    lowest : int
        The lowest point.

    Returns
    -------
    float
        1 - s^2 / ((A^2 - 1) / 12), A the number of scale points. At most 1; negative values are
        returned as they are. NaN when fewer than two answered.

    Raises
    ------
    ValueError
        A rating lies outside the scale or between two points; the message names it.

    Notes
    -----
    Below about ten answers chance alone often gives .70: `read_agreement` puts what chance shows
    beside it. Method page: docs/methods/agreement.md.

    References
    ----------
    James, Demaree & Wolf (1984), J. Appl. Psychol. 69(1), 85-98.

    Examples
    --------
    >>> round(within_group_agreement(np.array([3.0, 4, 4, 5]), scale_points=5), 3)
    0.667
    """
    return agreement_of(count_one(ratings, scale_points=scale_points, lowest=lowest))


def within_group_agreement_index(
    ratings: npt.ArrayLike,
    *,
    scale_points: int,
    lowest: int = 1,
    missing: Missing = "listwise",
) -> float:
    """Agreement inside one group about several items of one scale (r_wg(j)).

    Parameters
    ----------
    ratings : array-like, shape (n_respondents, n_items)
        Whole scale points from `lowest`. NaN is item nonresponse.
    scale_points : int
        Points on the response scale, 2 to 11.
    lowest : int
        The lowest point.
    missing : {"listwise", "pairwise"}
        Listwise counts those who answered every item; pairwise each item's own answers.

    Returns
    -------
    float
        J (1 - q) / (J (1 - q) + q), q the mean variance of the J items over (A^2 - 1) / 12. At
        most 1. Negative where q > 1, as it is; it falls without bound towards q = J / (J - 1)
        and is minus infinity from there on. NaN when fewer than two can be counted.

    Raises
    ------
    ValueError
        As `within_group_agreement`.

    Notes
    -----
    Grows with the number of items, also where people do not agree: five items that each show
    .40 give .77. Look at `read_scale_agreement` beside it. Where q > 1 only the sign means
    anything. Method page: docs/methods/agreement.md.

    References
    ----------
    James, Demaree & Wolf (1984), J. Appl. Psychol. 69(1), 85-98. Lindell, Brandt & Whitney
    (1999), Appl. Psychol. Meas. 23, 127-135.

    Examples
    --------
    >>> ratings = [[4, 4, 5], [4, 3, 4], [5, 4, 4], [4, 4, 4]]
    >>> round(within_group_agreement_index(ratings, scale_points=5), 3)
    0.955
    """
    checked = check_table(ratings, scale_points=scale_points, lowest=lowest)
    sums = Sums.from_ratings(checked, missing=missing)
    return within_group_agreement_index_of(sums, scale_points=scale_points)


def within_group_agreement_index_of(sums: Sums, *, scale_points: int) -> float:
    """Return r_wg(j) from sums; see `within_group_agreement_index`.

    Examples
    --------
    >>> sums = Sums.from_ratings([[4, 4, 5], [4, 3, 4], [5, 4, 4], [4, 4, 4]])
    >>> round(within_group_agreement_index_of(sums, scale_points=5), 3)
    0.955
    """
    spread = float(np.diagonal(sums.covariances).mean())
    return float(stepped_up(spread / even_variance(_points(scale_points)), sums.n_items))


def average_deviation(ratings: npt.ArrayLike, *, about: About = "mean") -> float:
    """Average deviation of the answers from their middle (AD); over several items, its mean.

    Parameters
    ----------
    ratings : array-like, shape (n_respondents,) or (n_respondents, n_items)
        NaN is item nonresponse: each item is computed from its own answers.
    about : {"mean", "median"}
        The middle that deviations are taken from.

    Returns
    -------
    float
        In scale points, 0 or more. NaN when an item has no answers.

    Raises
    ------
    ValueError
        A rating is infinite or not a number, an item runs over more than squares can hold (as
        `Sums`), or `about` is unknown; the message names it.

    Notes
    -----
    Read against A / 6 (.83 on five points). About the median one person far from the rest
    hardly shows; the standard deviation tells.

    References
    ----------
    Burke & Dunlap (2002), Organ. Res. Methods 5, 159-172.

    Examples
    --------
    >>> average_deviation([4, 4, 4, 4, 4, 1], about="median")
    0.5
    """
    if about not in {"mean", "median"}:
        msg = f"A deviation is about the 'mean' or the 'median'; got {about!r}."
        raise ValueError(msg)
    given = np.asanyarray(ratings)
    table = as_matrix(given[:, None] if given.ndim == 1 else given)
    about_origin: Floats = np.subtract(table, take_measure(table).origin)
    items = [column[~np.isnan(column)] for column in about_origin.T]
    if not all(item.size for item in items):
        return math.nan
    centre = np.mean if about == "mean" else np.median
    return float(np.mean([np.mean(np.abs(item - centre(item))) for item in items]))


def stepped_up(ratio: float | Floats, n_items: int) -> Floats:
    """Spearman-Brown's step from one item to several, on 1 - ratio."""
    above = n_items * (1 - np.asarray(ratio))
    below = above + ratio
    index: Floats = np.divide(above, below, out=np.full(np.shape(ratio), -np.inf), where=below > 0)
    return np.where(np.isnan(ratio), np.nan, index)


def count_one(ratings: npt.ArrayLike, *, scale_points: int, lowest: int) -> Distribution:
    return count_ratings(ratings, scale=_scale(scale_points, lowest))


def check_table(ratings: npt.ArrayLike, *, scale_points: int, lowest: int) -> Ratings:
    checked = check_ratings(ratings, _scale(scale_points, lowest))
    if checked.ndim != 2:
        msg = f"Ratings of several items have 2 axes (respondents, items); got {checked.ndim}."
        raise ValueError(msg)
    return checked


def _scale(scale_points: int, lowest: int) -> ResponseScale:
    return ResponseScale(lowest, lowest + _points(scale_points) - 1)


def _points(scale_points: int) -> int:
    answers_by_chance(scale_points)
    return scale_points

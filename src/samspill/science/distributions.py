"""How the answers to one item are distributed, and what can be computed from that.

Every number is computed from the counts, so a million answers cost what ten do.
"""

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from samspill.science.scales import ResponseScale, check_ratings

Spread: TypeAlias = Literal["gathered", "wide", "camps"]

# r_wg above .50 is at least moderate agreement, and below 0 the answers lie further apart
# than an even spread (LeBreton & Senter 2008; field.md section 3.2). Below 0 alone is not two
# camps: one heap and a few far away gives it, and so does an even spread by a hair. Camps
# need people on both sides, three of ten, and a valley between them: the centre holds at
# most half of its even share. The 30 % and the half are this product's own.
GATHERED_ABOVE = 0.5
CAMPS_BELOW = 0.0
CAMP_PERCENT = 30
VALLEY_DEPTH = 2


@dataclass(frozen=True)
class Distribution:
    """The answers of one group to one item: how many at each scale point, lowest first.

    `missing` is the number who answered something else but not this item.

    Raises
    ------
    ValueError
        The counts do not fit the scale, or one is negative; the message names it.
    """

    scale: ResponseScale
    counts: tuple[int, ...]
    missing: int

    def __post_init__(self) -> None:
        if len(self.counts) != self.scale.points:
            msg = (
                f"The scale {self.scale.low} to {self.scale.high} needs "
                f"{self.scale.points} counts; got {len(self.counts)}."
            )
            raise ValueError(msg)
        for count in (*self.counts, self.missing):
            if count < 0:
                msg = f"A count cannot be negative; got {count}."
                raise ValueError(msg)

    @property
    def n(self) -> int:
        """How many answered the item."""
        return sum(self.counts)

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Each scale point with how many chose it, lowest first."""
        return tuple(zip(range(self.scale.low, self.scale.high + 1), self.counts, strict=True))


def count_ratings(ratings: npt.ArrayLike, *, scale: ResponseScale) -> Distribution:
    """How many gave each rating.

    Parameters
    ----------
    ratings : array-like, shape (n_respondents,)
        Scale points. NaN is item nonresponse, counted as missing.
    scale : ResponseScale
        The points that may be chosen.

    Returns
    -------
    Distribution
        Whole counts, one for each scale point, lowest first.

    Raises
    ------
    ValueError
        As `check_ratings`, and when there is more than one item.

    Examples
    --------
    >>> count_ratings([1, 1, 5, float("nan")], scale=ResponseScale(1, 5)).counts
    (2, 0, 0, 0, 1)
    """
    checked = check_ratings(ratings, scale)
    if checked.ndim != 1:
        msg = f"One item at a time: ratings have 1 axis; got {checked.ndim}."
        raise ValueError(msg)
    answered = checked[~np.isnan(checked)].astype(np.int64) - scale.low
    counts = np.bincount(answered, minlength=scale.points)
    return Distribution(
        scale=scale,
        counts=tuple(int(count) for count in counts),
        missing=checked.size - answered.size,
    )


def _sums(d: Distribution) -> tuple[int, int, int]:
    """Count the answers, their sum and the sum of their squares, in exact whole numbers."""
    total = sum(count * point for point, count in d.pairs)
    squares = sum(count * point**2 for point, count in d.pairs)
    return d.n, total, squares


def mean(d: Distribution) -> float:
    """Arithmetic mean of the answers given: the middle of a reading.

    Parameters
    ----------
    d : Distribution
        Missing answers are left out.

    Returns
    -------
    float
        In scale points. NaN when nobody answered.

    Notes
    -----
    Says little where the answers form two camps: the mean then stands where few or
    no people do. Treats the steps between points as equal.
    Method page: docs/methods/distribution-middle-spread.md.

    Examples
    --------
    >>> mean(Distribution(ResponseScale(1, 5), (3, 0, 0, 0, 3), missing=0))
    3.0
    """
    n, total, _ = _sums(d)
    return total / n if n else math.nan


def variance(d: Distribution) -> float:
    """Sample variance (divided by n - 1) of the answers given.

    Parameters
    ----------
    d : Distribution
        Missing answers are left out.

    Returns
    -------
    float
        In squared scale points, 0 or more. NaN when fewer than two answered.

    Notes
    -----
    Summed in whole numbers, so no digits are lost however many answers there are.

    Examples
    --------
    >>> variance(Distribution(ResponseScale(1, 5), (3, 0, 0, 0, 3), missing=0))
    4.8
    """
    n, total, squares = _sums(d)
    return (n * squares - total**2) / (n * (n - 1)) if n > 1 else math.nan


def agreement_of(d: Distribution) -> float:
    """Agreement inside one group about one item (r_wg).

    1 means that every answer is the same; 0 means no more agreement than answers
    spread evenly over the scale would show; below 0 means less, which is what two
    camps look like.

    Parameters
    ----------
    d : Distribution
        Missing answers are left out.

    Returns
    -------
    float
        1 - s² / ((A² - 1) / 12), A the number of scale points. At most 1; negative
        values are returned as they are. NaN when fewer than two answered.

    Notes
    -----
    Below about ten answers chance alone often gives .70: the upper 5 % of purely
    random answers start at .75 with five people and at .51 with ten. An even spread
    is a generous yardstick, since real people use some points more than others.
    From ratings: `samspill.lab.within_group_agreement`.
    Method page: docs/methods/distribution-middle-spread.md.

    References
    ----------
    James, Demaree & Wolf (1984), J. Appl. Psychol. 69(1), 85-98.

    Examples
    --------
    >>> round(agreement_of(Distribution(ResponseScale(1, 5), (3, 0, 0, 0, 3), 0)), 2)
    -1.4
    """
    return 1 - variance(d) / even_variance(d.scale.points)


def even_variance(scale_points: int) -> float:
    """Return the variance of answers spread evenly over a scale."""
    return (scale_points**2 - 1) / 12


def spread_of(d: Distribution) -> Spread:
    """Return in one word how far apart answers lie.

    Gathered: r_wg above .50. Camps: r_wg below 0, at least 30 % on each outer side, and a
    valley between them. Wide: the rest, and where nobody or one answered.
    """
    agreement = agreement_of(d)
    if agreement > GATHERED_ABOVE:
        return "gathered"
    half = d.scale.points // 2
    has_sides = min(sum(d.counts[:half]), sum(d.counts[-half:])) * 100 >= CAMP_PERCENT * d.n
    return "camps" if agreement < CAMPS_BELOW and has_sides and _has_valley(d) else "wide"


def _has_valley(d: Distribution) -> bool:
    """Return whether few stand between the sides; two points have nothing between them."""
    outer = (d.scale.points - 1) // 2
    centre = d.counts[outer : d.scale.points - outer] if outer else ()
    return sum(centre) * d.scale.points * VALLEY_DEPTH <= d.n * len(centre)

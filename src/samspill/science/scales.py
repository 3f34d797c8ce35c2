"""Scales: which ratings are possible, how an item is reversed, and how items become a score."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from samspill.science.arrays import as_floats

FEWEST_POINTS = 2
MOST_POINTS = 11  # 0 to 10, the longest scale in the instruments of field.md section 3.1
# Answers far from 0 lose their last digits to it.
FURTHEST = 10**6

Ratings: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ResponseScale:
    """The points a person may choose among: every whole number from `low` to `high`.

    Raises
    ------
    ValueError
        The scale has fewer than 2 or more than 11 points, or an end is not a whole
        number or over a million; the message names it.
    """

    low: int
    high: int

    def __post_init__(self) -> None:
        for end in (self.low, self.high):
            if isinstance(end, bool) or not isinstance(end, int):
                msg = f"A scale runs between whole numbers; got {end!r}."
                raise ValueError(msg)
            if abs(end) > FURTHEST:
                msg = f"A scale runs between {-FURTHEST} and {FURTHEST} at most; got {end}."
                raise ValueError(msg)
        if not FEWEST_POINTS <= self.points <= MOST_POINTS:
            msg = (
                f"A scale has {FEWEST_POINTS} to {MOST_POINTS} points; "
                f"{self.low} to {self.high} has {self.points}."
            )
            raise ValueError(msg)

    @property
    def points(self) -> int:
        return self.high - self.low + 1

    @property
    def has_midpoint(self) -> bool:
        return self.points % 2 == 1


def check_ratings(ratings: npt.ArrayLike, scale: ResponseScale) -> Ratings:
    """Ratings as floats, every one of them known to be a point on the scale.

    Parameters
    ----------
    ratings : array-like, shape (n_respondents,) or (n_respondents, n_items)
        Scale points. NaN is item nonresponse and stays NaN.
    scale : ResponseScale
        The points that may be chosen.

    Returns
    -------
    float array, same shape
        A new array; the input is left as it was.

    Raises
    ------
    ValueError
        A rating is outside the scale, between two points, infinite or not a number;
        the message names the value and its row and column, counted from 0. Or the
        array has another number of axes.
    """
    checked = as_floats(ratings, "Ratings")
    if checked.ndim not in {1, 2}:
        msg = f"Ratings have 1 or 2 axes (respondents, items); got {checked.ndim}."
        raise ValueError(msg)
    answered = ~np.isnan(checked)
    on_scale = (checked >= scale.low) & (checked <= scale.high) & (checked == np.floor(checked))
    wrong = np.argwhere(answered & ~on_scale)
    if wrong.size:
        place = tuple(int(axis) for axis in wrong[0])
        column = f", column {place[1]}" if checked.ndim == 2 else ""
        msg = (
            f"Row {place[0]}{column}: {float(checked[place]):g} is not a point "
            f"on the scale {scale.low} to {scale.high}."
        )
        raise ValueError(msg)
    return checked


def reverse(ratings: npt.ArrayLike, scale: ResponseScale) -> Ratings:
    """Ratings turned around, so that an item worded the other way points the same way.

    Parameters
    ----------
    ratings : array-like, shape (n_respondents,) or (n_respondents, n_items)
        Scale points. NaN is item nonresponse and stays NaN.
    scale : ResponseScale
        The lowest point becomes the highest.

    Returns
    -------
    float array, same shape
        `low + high - rating`. Reversing twice gives the ratings back.

    Raises
    ------
    ValueError
        As `check_ratings`.

    Notes
    -----
    Reverse once, before anything is counted. An item is reversed because its wording
    is, never because its answers happen to be low.

    Examples
    --------
    >>> reverse([1, 2, 6], ResponseScale(1, 6)).tolist()
    [6.0, 5.0, 1.0]
    """
    return (scale.low + scale.high) - check_ratings(ratings, scale)


class ForbiddenUse(ValueError):  # noqa: N818  (reads as what it says)
    """The licence of an instrument does not allow what was asked; the message says what."""


@dataclass(frozen=True)
class Licence:
    """What the owner of an instrument lets others do with it."""

    name: str
    allows_scoring: bool
    allows_adaptation: bool


@dataclass(frozen=True)
class Scale:
    """Items that together say one thing, and how their ratings become one score.

    Attributes
    ----------
    items : tuple of str
        Keys, in the order of the columns of ratings.
    reversed_items : frozenset of str
        Those whose wording points the other way.
    licence : Licence
        Of the instrument they come from.
    is_adapted : bool
        Whether wording, items or response scale differ from what the owner has published.
    fewest_answered : int or None
        A person with fewer answers gets no score. None: at least half of the items.
    is_sum : bool
        The score is the sum of the items, else their mean.

    Raises
    ------
    ValueError
        No items, an item named twice, a reversed item that is not among them, or a rule for
        missing answers that no person or every person would meet; the message names it.
    """

    name: str
    items: tuple[str, ...]
    response_scale: ResponseScale
    licence: Licence
    reversed_items: frozenset[str] = frozenset()
    is_adapted: bool = False
    fewest_answered: int | None = None
    is_sum: bool = False

    def __post_init__(self) -> None:
        if not self.items:
            msg = f"The scale {self.name} has no items."
            raise ValueError(msg)
        for item in self.items:
            if self.items.count(item) > 1:
                msg = f"The scale {self.name} names {item} twice."
                raise ValueError(msg)
        for item in sorted(self.reversed_items - set(self.items)):
            msg = f"The reversed item {item} is not among the items of {self.name}."
            raise ValueError(msg)
        if not 1 <= self.needed <= len(self.items):
            msg = f"A score needs 1 to {len(self.items)} answers; got {self.fewest_answered}."
            raise ValueError(msg)

    @property
    def needed(self) -> int:
        """How many of the items a person must have answered to get a score."""
        if self.fewest_answered is None:
            return (len(self.items) + 1) // 2
        return self.fewest_answered


@dataclass(frozen=True)
class Scores:
    """One score for each person, and what the rule for missing answers did.

    Attributes
    ----------
    values : float array, shape (n_respondents,)
        NaN for a person who answered too few items.
    left_out : int
        How many persons that is.
    filled_in : int
        Missing answers of the others, for which the mean of their own answers stands.
    """

    values: Ratings
    left_out: int
    filled_in: int


def score_scale(ratings: npt.ArrayLike, scale: Scale) -> Scores:
    """Score each person on a scale.

    Parameters
    ----------
    ratings : array-like, shape (n_respondents, n_items)
        Scale points as they were answered, reversed items too. NaN is item nonresponse.
    scale : Scale
        Its items in the order of the columns.

    Returns
    -------
    Scores
        The mean of the items a person answered, from `low` to `high` of the response scale; for
        a sum, that mean times the number of items.

    Raises
    ------
    ForbiddenUse
        The licence does not allow scoring, or does not allow adaptation and this is adapted.
    ValueError
        As `check_ratings`, and when there is not one column for each item.

    Notes
    -----
    The mean of one's own answers favours nobody where items are alike. Where an item is much
    harder to agree with than the others, leaving it blank raises the score: then ask for all
    answers (`fewest_answered`). A score of one person is never shown.
    Method page: docs/methods/scores.md.

    Examples
    --------
    >>> free = Licence("CC BY 4.0", allows_scoring=True, allows_adaptation=True)
    >>> trust = Scale("trust", ("a", "b", "c"), ResponseScale(1, 5), free, frozenset({"c"}))
    >>> score_scale([[4, 5, 1], [3, float("nan"), 2], [2, float("nan"), float("nan")]], trust)
    Scores(values=array([4.66666667, 3.5       ,        nan]), left_out=1, filled_in=1)
    """
    _check_licence(scale)
    checked = check_ratings(ratings, scale.response_scale)
    if checked.ndim != 2 or checked.shape[1] != len(scale.items):
        msg = f"{scale.name} has {len(scale.items)} items, a column each; got {checked.shape}."
        raise ValueError(msg)
    turned = [item in scale.reversed_items for item in scale.items]
    checked[:, turned] = reverse(checked[:, turned], scale.response_scale)
    answered = (~np.isnan(checked)).sum(axis=1)
    is_scored = answered >= scale.needed
    values = np.full(len(checked), np.nan)
    values[is_scored] = np.nansum(checked[is_scored], axis=1) / answered[is_scored]
    if scale.is_sum:
        values *= len(scale.items)
    return Scores(
        values=values,
        left_out=int((~is_scored).sum()),
        filled_in=int((len(scale.items) - answered[is_scored]).sum()),
    )


def _check_licence(scale: Scale) -> None:
    if not scale.licence.allows_scoring:
        msg = f"{scale.name}: the licence {scale.licence.name} does not allow scoring."
        raise ForbiddenUse(msg)
    if scale.is_adapted and not scale.licence.allows_adaptation:
        msg = f"{scale.name} is adapted, and the licence {scale.licence.name} does not allow that."
        raise ForbiddenUse(msg)

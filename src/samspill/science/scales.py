"""Response scales: which ratings are possible."""

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
        position = tuple(int(axis) for axis in wrong[0])
        column = f", column {position[1]}" if checked.ndim == 2 else ""
        msg = (
            f"Row {position[0]}{column}: {float(checked[position]):g} is not a point "
            f"on the scale {scale.low} to {scale.high}."
        )
        raise ValueError(msg)
    return checked

"""Answers put together by value: the same whether they come one by one or already counted.

Everything about change is computed from a tally. So the order of the answers cannot matter,
and counts from several files add up to what their answers together would have given.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from samspill.science.arrays import as_floats
from samspill.science.distributions import Distribution

# Above this a difference of two answers may no longer be a number; nearer to 0 than this it has
# lost digits.
LARGEST = 1e300
SMALLEST = 1e-303
# Answers that differ by less than this share of their size differ only in how they were rounded.
ROUNDING = 1e-14


@dataclass(frozen=True)
class Tally:
    """Different answers, lowest first, and how many gave each.

    Attributes
    ----------
    values : tuple of float
        Different, finite, rising.
    counts : tuple of int
        At least 1 for each value.
    missing : int
        How many did not answer.
    """

    values: tuple[float, ...]
    counts: tuple[int, ...]
    missing: int = 0

    @cached_property
    def n(self) -> int:
        """How many answered."""
        return sum(self.counts)

    @property
    def pairs(self) -> tuple[tuple[float, int], ...]:
        """Each value with how many gave it, lowest first."""
        return tuple(zip(self.values, self.counts, strict=True))

    @cached_property
    def mean(self) -> float:
        """Arithmetic mean, in the unit of the answers; NaN when nobody answered."""
        if not self.n:
            return math.nan
        size = self._size
        return size * (math.fsum(value / size * count for value, count in self.pairs) / self.n)

    @cached_property
    def standard_deviation(self) -> float:
        """Square root of the sample variance (n - 1); NaN when fewer than two answered.

        0 where the answers differ by no more than rounding.
        """
        if self.n < 2:
            return math.nan
        size, mean = self._size, self.mean / self._size
        squares = math.fsum((value / size - mean) ** 2 * count for value, count in self.pairs)
        spread = math.sqrt(squares / (self.n - 1))
        return size * spread if spread > ROUNDING else 0.0

    @cached_property
    def _size(self) -> float:
        # Divided by the largest, squares neither overflow nor vanish.
        return max((abs(value) for value in self.values), default=0.0) or 1.0


Answers: TypeAlias = npt.ArrayLike | Distribution | Tally


def tally(answers: Answers, *, name: str = "answers") -> Tally:
    """Put answers together by value.

    Parameters
    ----------
    answers : array-like, shape (n_respondents,), Distribution or Tally
        Any numbers. NaN is a missing answer and is left out.
    name : str
        What the answers are called where something is wrong with them.

    Returns
    -------
    Tally
        The same for a `Distribution` as for the answers it was counted from.

    Raises
    ------
    ValueError
        An answer is infinite or larger than 1e300, is not a number, or there is more than one
        axis; the message names which answers, the place and the value.

    Examples
    --------
    >>> tally([3, float("nan"), 1, 3])
    Tally(values=(1.0, 3.0), counts=(1, 2), missing=1)
    """
    if isinstance(answers, Tally):
        return answers
    if isinstance(answers, Distribution):
        given = [pair for pair in answers.pairs if pair[1]]
        return _tally([point for point, _ in given], [count for _, count in given], answers.missing)
    checked = check_answers(answers, name=name)
    answered = checked[~np.isnan(checked)]
    values, counts = np.unique(answered, return_counts=True)
    return _tally(values.tolist(), counts.tolist(), checked.size - answered.size)


def tally_counts(counts: Mapping[float, int], *, missing: int = 0) -> Tally:
    """Make a tally of counts, such as the sums of several files.

    Parameters
    ----------
    counts : mapping from value to count
        Whole numbers, 0 or more, in any order.
    missing : int
        How many did not answer.

    Returns
    -------
    Tally
        Values nobody gave are left out.

    Raises
    ------
    ValueError
        A value is not finite, or a count is negative or not whole; the message names it.

    Examples
    --------
    >>> tally_counts({4: 2, 1: 3, 2: 0})
    Tally(values=(1.0, 4.0), counts=(3, 2), missing=0)
    """
    for value, count in (*counts.items(), ("missing", missing)):
        if isinstance(count, bool) or count != int(count) or count < 0:
            msg = f"A count is a whole number, 0 or more; got {count!r} for {value}."
            raise ValueError(msg)
    check_answers(list(counts), name="the values that were counted")
    given = sorted((float(value), int(count)) for value, count in counts.items() if count)
    return _tally([value for value, _ in given], [count for _, count in given], int(missing))


def check_answers(answers: npt.ArrayLike, *, name: str) -> npt.NDArray[np.float64]:
    """Return a copy as floats with one axis, every one of them finite or missing (NaN)."""
    checked = as_floats(answers, f"In {name}: answers")
    if checked.ndim != 1:
        msg = f"In {name}: one answer for each person, so 1 axis; got {checked.ndim}."
        raise ValueError(msg)
    size = np.abs(checked)
    wrong = np.flatnonzero((size > LARGEST) | ((size < SMALLEST) & (size > 0)))
    if wrong.size:
        row = int(wrong[0])
        what = "large" if size[row] > 1 else "small"
        msg = f"In {name}, row {row}: {float(checked[row])!r} is too {what} to count with."
        raise ValueError(msg)
    return checked


def _tally(values: list[float], counts: list[int], missing: int) -> Tally:
    return Tally(tuple(float(value) for value in values), tuple(counts), missing)

"""Arrays of ratings as they come in: numbers, with missing as NaN, and nothing else."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Numbers: TypeAlias = npt.NDArray[np.generic]
Floats: TypeAlias = npt.NDArray[np.float64]

# Whole numbers up to here are exact in double precision.
WHOLE_IN_DOUBLE = 2.0**53
# Kinds of arrays, by the letters of numpy: whole numbers, and what is none (complex, dates, times).
WHOLE = frozenset("iu")
NO_NUMBERS = frozenset("cMm")


def as_floats(values: npt.ArrayLike, name: str) -> Floats:
    """Return a copy as floats, missing (masked or NaN) as NaN, with every digit that was given.

    Raises
    ------
    ValueError
        Not numbers, or whole numbers with more digits than a float holds; the message says which.
    """
    numbers = as_numbers(values, name)
    if numbers.dtype.kind in WHOLE and numbers.size:
        for end in (int(numbers.min()), int(numbers.max())):
            if abs(end) > WHOLE_IN_DOUBLE:
                msg = f"{name}: {end} has more digits than can be counted with."
                raise ValueError(msg)
    return np.array(numbers, dtype=np.float64)


def as_numbers(values: npt.ArrayLike, name: str) -> Numbers:
    """Return numbers as they are where a float can hold them, else as floats; masked ones as NaN.

    Raises
    ------
    ValueError
        Not numbers; the message says what is given instead.
    """
    wanted = f"{name} must be numbers, with NaN for missing"
    try:
        array = np.asanyarray(values)
        if array.dtype.kind not in NO_NUMBERS:
            return _numbers(array)
    except (TypeError, ValueError, OverflowError) as fault:
        msg = f"{wanted}; {fault}."
        raise ValueError(msg) from fault
    msg = f"{wanted}; got {array.dtype}."
    raise ValueError(msg)


def _numbers(array: Numbers) -> Numbers:
    # What is too large for a double becomes infinite, and is named as such.
    with np.errstate(over="ignore"):
        if isinstance(array, np.ma.MaskedArray):
            return np.ma.filled(np.ma.asarray(array, dtype=np.float64), np.nan)
        if array.dtype != np.bool_ and np.can_cast(array.dtype, np.float64):
            return np.asarray(array)
        return np.asarray(array, dtype=np.float64)

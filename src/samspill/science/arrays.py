"""Arrays of ratings as they come in: numbers, with missing as NaN, and nothing else."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Numbers: TypeAlias = npt.NDArray[np.generic]
Floats: TypeAlias = npt.NDArray[np.float64]

# Whole numbers up to here are exact in double precision.
WHOLE_IN_DOUBLE = 2.0**53


def as_floats(values: npt.ArrayLike, name: str) -> Floats:
    """Return a copy as floats, missing (masked or NaN) as NaN, with every digit that was given.

    Raises
    ------
    ValueError
        Not numbers, or whole numbers with more digits than a float holds; the message says which.
    """
    numbers = as_numbers(values, name)
    if numbers.dtype.kind in "iu" and numbers.size:
        for end in (int(numbers.min()), int(numbers.max())):
            if abs(end) > WHOLE_IN_DOUBLE:
                msg = f"{name}: {end} has more digits than can be counted with."
                raise ValueError(msg)
    return np.array(numbers, dtype=np.float64)


def as_numbers(values: npt.ArrayLike, name: str) -> Numbers:
    if isinstance(values, np.ma.MaskedArray) and values.dtype.kind in "biuf":
        return np.ma.filled(values.astype(np.float64), np.nan)
    try:
        array = np.asarray(values)
        if array.dtype.kind in "cmM":
            msg = f"{name} must be numbers, with NaN for missing; got {array.dtype}."
            raise ValueError(msg)
        if array.dtype.kind in "iuf" and array.dtype.itemsize <= np.dtype(np.float64).itemsize:
            return array
        # What is too large for a double becomes infinite, and is named as such.
        with np.errstate(over="ignore"):
            return np.asarray(array, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as fault:
        if str(fault).startswith(name):
            raise
        msg = f"{name} must be numbers, with NaN for missing; {fault}."
        raise ValueError(msg) from fault

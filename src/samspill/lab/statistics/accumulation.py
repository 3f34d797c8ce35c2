"""One pass over the ratings: what comes in is checked, and added up group by group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from samspill.science.arrays import WHOLE_IN_DOUBLE, Floats, Numbers, as_floats, as_numbers

Missing: TypeAlias = Literal["listwise", "pairwise"]
Codes: TypeAlias = npt.NDArray[np.intp]

# Rows at a time: few enough to stay small beside the data, many enough that the groups in a
# block have rows worth multiplying.
BLOCK_ROWS = 2**17
# Whole numbers up to here are added as they are. Single precision holds whole numbers up to
# 2^24, so a block of ratings up to 11 is multiplied without losing a digit (2^17 x 11^2 < 2^24).
LARGEST_WHOLE = 2.0**20
LARGEST_SINGLE = 11
# A deviation must survive being squared and added up in double precision.
SMALLEST_SPREAD = 1e-140
LARGEST_SPREAD = 1e140
# Rows looked through at a time: they stay in the processor's own memory.
SCAN_ROWS = 2**14
# Products of this many steps or fewer are left to one thread: starting others costs more.
ONE_THREAD = 2**18
SIZE_OF_WIDE = 8
# So many labels can be sorted as 16-bit numbers, which is faster.
FEW_GROUPS = 2**15


@dataclass(frozen=True, eq=False)
class Measure:
    """How the ratings are added: whole ones as they are, others as deviations from `origin`."""

    origin: Floats
    is_whole: bool
    precision: type[np.float32 | np.float64]


@dataclass(frozen=True, eq=False)
class Added:
    """What one pass has added up, for each group.

    `moments` are the cross-products of a column of ones and the ratings (listwise), or of "has
    answered" and the ratings for each item (pairwise).
    """

    moments: Floats
    answered: Floats
    n: npt.NDArray[np.int64]

    def squares(self, missing: Missing) -> tuple[Floats, Floats, Floats]:
        """Return counts, totals and products, each (n_groups, n_items, n_items)."""
        n_items = self.answered.shape[-1]
        products = self.moments[:, -n_items:, -n_items:]
        if missing == "pairwise":
            counts = self.moments[:, :n_items, :n_items]
            return counts, self.moments[:, n_items:, :n_items], products
        counts = np.broadcast_to(self.moments[:, :1, :1], products.shape)
        return counts, np.broadcast_to(self.moments[:, 1:, :1], products.shape), products


def add_up(
    ratings: Numbers, codes: Codes, n_groups: int, *, missing: Missing, measure: Measure
) -> Added:
    """Add up ratings block by block; the result does not depend on the blocks.

    `ratings` as `as_matrix` and `measure` as `take_measure` give them.
    """
    n_items = ratings.shape[1]
    width = 2 * n_items if missing == "pairwise" else n_items + 1
    added = Added(
        np.zeros((n_groups, width, width)),
        np.zeros((n_groups, n_items)),
        np.zeros(n_groups, dtype=np.int64),
    )
    for start in range(0, ratings.shape[0], BLOCK_ROWS):
        block = ratings[start : start + BLOCK_ROWS]
        _add_block(
            added, block, codes[start : start + BLOCK_ROWS], missing=missing, measure=measure
        )
    return added


def _add_block(
    added: Added, block: Numbers, codes: Codes, *, missing: Missing, measure: Measure
) -> None:
    gaps = np.isnan(block) if block.dtype.kind == "f" else np.zeros(0, dtype=np.bool_)
    has_gaps = bool(gaps.any())
    everybody = np.bincount(codes, minlength=len(added.n))
    for item in range(block.shape[1]):
        some = np.bincount(codes[~gaps[:, item]], minlength=len(added.n)) if has_gaps else everybody
        added.answered[:, item] += some
    if has_gaps and missing == "listwise":
        complete = ~gaps.any(axis=1)
        block, codes, gaps = block[complete], codes[complete], gaps[:0]
        has_gaps = False
    counted = codes[~gaps.all(axis=1)] if has_gaps else codes
    added.n[:] += np.bincount(counted, minlength=len(added.n))
    if not codes.size:
        return
    order, starts = _runs(codes, len(added.n))
    columns = _columns(block, gaps, order, missing=missing, measure=measure)
    step = max(ONE_THREAD // columns.shape[1] ** 2, 1)
    groups = codes[starts] if order is None else codes[order[starts]]
    for group, first, last in zip(
        groups.tolist(), starts.tolist(), [*starts[1:].tolist(), codes.size], strict=True
    ):
        for start in range(first, last, step):
            run = columns[start : min(start + step, last)]
            added.moments[group] += run.T @ run


def _runs(codes: Codes, n_groups: int) -> tuple[Codes | None, Codes]:
    """Return the order that puts groups together, and where each group then starts."""
    if n_groups == 1:
        return None, np.zeros(1, dtype=np.intp)
    short = codes.astype(np.int16) if n_groups <= FEW_GROUPS else codes
    order = np.argsort(short, kind="stable")
    breaks = np.flatnonzero(np.diff(short[order])) + 1
    return order, np.concatenate([np.zeros(1, dtype=np.intp), breaks])


def _columns(
    block: Numbers,
    gaps: npt.NDArray[np.bool_],
    order: Codes | None,
    *,
    missing: Missing,
    measure: Measure,
) -> npt.NDArray[np.floating]:
    """Put what is multiplied side by side: ones or "has answered", and the ratings."""
    n_items = block.shape[1]
    n_extra = n_items if missing == "pairwise" else 1
    columns = np.empty((block.shape[0], n_extra + n_items), dtype=measure.precision)
    has_gaps = bool(gaps.any())
    columns[:, :n_extra] = 1.0
    if has_gaps:
        columns[:, :n_extra] = ~gaps if order is None else ~gaps[order]
    columns[:, n_extra:] = block if order is None else block[order]
    if not measure.is_whole:
        columns[:, n_extra:] -= measure.origin
    if has_gaps:
        columns[np.isnan(columns)] = 0.0
    return columns


def take_measure(ratings: Numbers) -> Measure:
    """Find out whether ratings are finite, whole, and of a size that can be squared.

    Raises
    ------
    ValueError
        A rating is infinite, or an item varies by so much or so little that squares cannot be
        held; the message names it.
    """
    largest = 0.0
    is_whole = True
    for start in range(0, ratings.shape[0], SCAN_ROWS):
        block = ratings[start : start + SCAN_ROWS]
        high, low = float(np.fmax.reduce(block, axis=None)), float(np.fmin.reduce(block, axis=None))
        if np.isinf(high) or np.isinf(low):
            row, item = np.argwhere(np.isinf(block))[0]
            msg = f"Row {start + row}, column {item}: {block[row, item]} is not a rating."
            raise ValueError(msg)
        largest = max(largest, high, -low) if high == high else largest  # noqa: PLR0124 - NaN
        if block.dtype.kind == "f" and is_whole:
            is_whole = not np.any((block != np.rint(block)) & (block == block))  # noqa: PLR0124
    if is_whole and largest <= LARGEST_WHOLE:
        single = largest <= LARGEST_SINGLE
        origin = np.zeros(ratings.shape[1])
        return Measure(origin, is_whole=True, precision=np.float32 if single else np.float64)
    if ratings.dtype.kind in "iu" and largest > WHOLE_IN_DOUBLE:
        msg = f"A rating of {largest:.3g} has more digits than can be counted with."
        raise ValueError(msg)
    origin = np.array([_origin(ratings[:, item], item) for item in range(ratings.shape[1])])
    return Measure(origin, is_whole=False, precision=np.float64)


def _origin(ratings: Numbers, item: int) -> float:
    """Return the mean of one item; where all are alike exactly that, so that nothing varies."""
    given = ratings[~np.isnan(ratings)].astype(np.float64)
    if not given.size:
        return 0.0
    low, high = float(given.min()), float(given.max())
    if low == high:
        return low
    spread = high / 2 - low / 2
    if not SMALLEST_SPREAD <= spread <= LARGEST_SPREAD:
        msg = (
            f"Column {item} runs from {low:g} to {high:g}: squares of that cannot be held. "
            "Use another unit."
        )
        raise ValueError(msg)
    return low + float(np.mean(given - low))


def as_matrix(ratings: npt.ArrayLike) -> Numbers:
    """Ratings as numbers in two axes; small whole types are kept, nothing is copied needlessly.

    Raises
    ------
    ValueError
        Not numbers, not two axes, or no items.
    """
    matrix = as_numbers(ratings, "Ratings")
    if matrix.ndim != 2:
        msg = f"Ratings have 2 axes (respondents, items); got {matrix.ndim}."
        raise ValueError(msg)
    if not matrix.shape[1]:
        msg = "Ratings need at least one item; got none."
        raise ValueError(msg)
    return matrix


def as_scores(scores: npt.ArrayLike) -> Floats:
    """Scores of one item or scale as floats in one axis.

    Raises
    ------
    ValueError
        Not numbers, not one axis, or infinite; the message names the place.
    """
    checked = as_floats(scores, "Scores")
    if checked.ndim != 1:
        msg = f"Scores have 1 axis (respondents); got {checked.ndim}."
        raise ValueError(msg)
    infinite = np.flatnonzero(np.isinf(checked))
    if infinite.size:
        msg = f"Row {infinite[0]}: {checked[infinite[0]]:g} is not a score."
        raise ValueError(msg)
    return checked


def group_codes(groups: npt.ArrayLike, *, n_respondents: int) -> tuple[tuple[object, ...], Codes]:
    """Give each group a number from 0, in the order of their labels.

    Raises
    ------
    ValueError
        Another number of respondents, or somebody without a group; the message names the row.
    """
    if isinstance(groups, np.ma.MaskedArray) and np.ma.getmaskarray(groups).any():
        msg = f"Row {np.flatnonzero(np.ma.getmaskarray(groups))[0]} has no group."
        raise ValueError(msg)
    given = np.asarray(groups)
    if given.shape != (n_respondents,):
        msg = f"Groups need one label for each of {n_respondents} respondents; got {given.shape}."
        raise ValueError(msg)
    if given.dtype.kind == "f" and np.isnan(given).any():
        msg = f"Row {np.flatnonzero(np.isnan(given))[0]} has no group."
        raise ValueError(msg)
    if given.dtype.kind == "O":
        return _object_codes(given)
    if given.dtype.kind in "iu" and given.size:
        low, high = int(given.min()), int(given.max())
        if high - low <= max(2 * given.size, BLOCK_ROWS):
            # Wide enough for the difference: of 8-bit labels, and of those past the largest intp.
            steps = (given if given.itemsize == SIZE_OF_WIDE else given.astype(np.int64)) - low
            steps = steps.astype(np.intp)
            present = np.bincount(steps) > 0
            labels = tuple(low + step for step in np.flatnonzero(present).tolist())
            return labels, (np.cumsum(present) - 1)[steps]
    labels_found, codes = np.unique(given, return_inverse=True)
    return tuple(labels_found.tolist()), codes.astype(np.intp)


def _object_codes(groups: npt.NDArray[np.object_]) -> tuple[tuple[object, ...], Codes]:
    numbers: dict[object, int] = {}
    codes = np.empty(groups.size, dtype=np.intp)
    for row, label in enumerate(groups.tolist()):
        if label is None or label != label:  # noqa: PLR0124 - only NaN differs from itself
            msg = f"Row {row} has no group."
            raise ValueError(msg)
        codes[row] = numbers.setdefault(label, len(numbers))
    order = sorted(numbers, key=lambda label: (str(type(label)), label))
    ranks = np.empty(len(order), dtype=np.intp)
    ranks[[numbers[label] for label in order]] = np.arange(len(order))
    return tuple(order), ranks[codes]

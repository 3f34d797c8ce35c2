"""Searching among all tables that fit: ends that are proved, and tables that are whole."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from scipy import sparse
from scipy.optimize import OptimizeResult, milp

from samspill.lab.protection import table_equations
from samspill.lab.protection.cubes import Axis, Cube, PublishedTable
from samspill.lab.protection.table_equations import (
    System,
    _rises,
    _rounded,
    _whole,
    piece_of,
    raise_many,
    reach,
    system_of,
)

NOBODY = np.empty(0, dtype=np.int64)


def system(
    matrix: list[list[float]],
    right: list[float],
    truth: list[float],
    rises: list[list[float]] | None = None,
) -> System:
    up = np.array(rises, dtype=float) if rises else np.zeros((0, len(truth)))
    return System(
        sparse.csr_array(np.array(matrix, dtype=float)),
        np.array(right, dtype=float),
        sparse.csr_array(up),
        NOBODY,
        NOBODY,
        np.array(truth, dtype=float),
    )


SEVEN = system([[1, 1]], [7], [3, 4])
# Twice the first and the second are three: the first is no half person.
THREE = system([[2, 1]], [3], [1, 1])
# The second is not lower than the first.
RISEN = system([[1, 1]], [7], [3, 4], [[-1, 1]])
# What is left of the third when the first is as high as can be is no whole number either.
CHAIN = system([[2, 1, 0], [0, 2, 1]], [3, 5], [1, 1, 3], [[0, -1, 1]])
# No whole table has the first above the second; and one of two must be nobody.
TIGHT = system([[0, 2, 1]], [3], [1, 1, 1], [[-1, 1, 0]])
EITHER = system([[2, 1, 0, 0], [0, 0, 1, 1]], [3, 1], [1, 1, 1, 0])


@pytest.mark.parametrize(
    ("given", "cell", "sign", "end"),
    [
        (SEVEN, 0, 1.0, 7),
        (SEVEN, 0, -1.0, 0),
        (SEVEN, 1, 1.0, 7),
        (THREE, 0, 1.0, 1),
        (THREE, 0, -1.0, 0),
        (THREE, 1, 1.0, 3),
        (THREE, 1, -1.0, 1),
        (RISEN, 0, 1.0, 3),
        (RISEN, 0, -1.0, 0),
        (RISEN, 1, 1.0, 7),
        (RISEN, 1, -1.0, 4),
        (TIGHT, 0, 1.0, 1),
        (EITHER, 0, 1.0, 1),
        (CHAIN, 0, 1.0, 1),
        (CHAIN, 0, -1.0, 1),
        (CHAIN, 2, 1.0, 3),
        (CHAIN, 2, -1.0, 3),
    ],
)
def test_an_end_is_that_of_whole_tables(given: System, cell: int, sign: float, end: float) -> None:
    """Against every table of up to eight people."""
    grid = np.array(np.meshgrid(*[np.arange(9)] * given.truth.size)).reshape(given.truth.size, -1).T
    fits = (grid @ given.matrix.toarray().T == given.right).all(axis=1)
    fits &= (grid @ given.rises.toarray().T >= 0).all(axis=1)
    values = grid[fits, cell]
    assert end == (values.max() if sign > 0 else values.min())
    result, table = reach(given, cell, sign=sign)
    assert result == end
    assert table is not None
    assert table.tolist() in grid[fits].tolist()
    assert table[cell] == end


def test_what_nothing_binds_has_no_end() -> None:
    free = system([[0, 1]], [2], [4, 2])
    result, table = reach(free, 0, sign=1.0)
    assert (result, table) == (np.inf, None)
    low, other = reach(free, 0, sign=-1.0)
    assert low == 0
    assert other is not None
    assert other.tolist() == [0, 2]


@pytest.mark.parametrize(
    ("weights", "minimum", "expected"),
    [([1.0, 0.5], 5, (5, 2)), ([0.5, 1.0], 5, (2, 5)), ([1.0, 0.5], 3, None)],
)
def test_as_many_as_may_be_are_raised_and_the_weightier_first(
    weights: list[float], minimum: int, expected: tuple[int, int] | None
) -> None:
    cells = np.array([0, 1])
    result = raise_many(SEVEN, cells, weights=np.array(weights), minimum=minimum)
    assert result is not None
    assert result.sum() == 7
    if expected:
        at = int(np.argmax(weights))
        assert result[at] >= minimum
    else:
        assert (result >= minimum).all()


def test_one_is_raised_to_the_least_though_it_takes_everybody() -> None:
    five = system([[1, 1]], [5], [2, 3])
    result = raise_many(five, np.array([0, 1]), weights=np.array([1.0, 0.5]), minimum=5)
    assert result is not None
    assert result.tolist() == [5, 0]


def test_no_search_takes_longer_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, float]] = []

    def solved(*given: Any, **how: Any) -> Any:
        asked.append(how["options"])
        return milp(*given, **how)

    monkeypatch.setattr(table_equations, "milp", solved)
    raise_many(THREE, np.array([0]), weights=np.ones(1), minimum=2)
    reach(THREE, 0, sign=1.0)
    assert asked == [
        {"time_limit": table_equations.PATIENCE, "mip_rel_gap": 0.01},
        {"time_limit": table_equations.PATIENCE},
    ]
    asked.clear()
    reach(SEVEN, 0, sign=1.0)
    assert asked == [], "the linear program was enough"


def test_a_table_that_raises_is_whole_and_has_risen() -> None:
    one = np.array([0])
    result = raise_many(THREE, one, weights=np.ones(1), minimum=2)
    assert result is not None
    assert result.tolist() == [1, 1]
    risen = raise_many(RISEN, one, weights=np.ones(1), minimum=6)
    assert risen is not None
    assert risen.tolist() == [3, 4]
    assert raise_many(system([[2]], [3], [1]), one, weights=np.ones(1), minimum=2) is None


@pytest.mark.parametrize(
    ("x", "table"),
    [
        ([3.0000001, 3.9999999, 12.0], [3, 4]),
        ([3.4, 3.6, 0.0], [3, 4]),
        ([4.0, 3.0, 0.0], None),
        ([3.0, 3.0, 0.0], None),
        ([-1.0, 8.0, 0.0], None),
        (None, None),
    ],
)
def test_a_table_is_believed_only_where_it_is_whole_and_fits(
    x: list[float] | None, table: list[int] | None
) -> None:
    result = _whole(RISEN, OptimizeResult(x=None if x is None else np.array(x)))
    assert (None if result is None else result.tolist()) == table


@pytest.mark.parametrize(
    ("value", "sign", "rounded"),
    [(3.5, 1.0, 3), (3.9999999, 1.0, 4), (3.5, -1.0, 4), (3.0000001, -1.0, 3), (-0.0, 1.0, 0)],
)
def test_an_end_is_rounded_towards_what_is_possible(
    value: float, sign: float, rounded: int
) -> None:
    assert _rounded(value, sign=sign) == rounded


def test_no_unknown_falls_where_that_is_known() -> None:
    variable = np.array([[0, -1, 3, 4], [1, 2, 3, 5]])
    rises = _rises(variable, only_joined=True)
    assert rises.toarray().tolist() == [[-1, 1, 0, 0, 0, 0], [0, 0, 0, 0, -1, 1]]
    assert _rises(variable, only_joined=False).shape == (0, 6)
    assert _rises(np.full((1, 4), -1), only_joined=True).shape == (0, 0)


CUBE = Cube((Axis.flat("place", ["a", "b"]), Axis.flat("answer", ["no", "yes"])))


def table(
    hidden: list[int], counts: npt.NDArray[np.int64], *told: tuple[int, ...]
) -> PublishedTable:
    values = counts.copy()
    values[hidden] = -1
    return PublishedTable(
        CUBE, values, tuple((cells, int(counts[list(cells)].sum())) for cells in told)
    )


def test_rounds_are_one_system_in_which_the_truth_fits() -> None:
    leaves = [("a", "no"), ("a", "yes"), ("b", "no"), ("b", "yes")]
    before = CUBE.count(zip(leaves, (2, 5, 6, 7), strict=True))
    after = CUBE.count(zip(leaves, (2, 5, 7, 7), strict=True))
    nobody = CUBE.count(zip(leaves, (0, 5, 6, 7), strict=True))
    empty = system_of([table([1, 4], nobody)], [nobody], same=[], only_joined=False)
    assert empty.variable[:5].tolist() == [-1, 0, -1, -1, 1]
    assert empty.known[0] == 0
    hidden = [0, 1, 3, 4]
    same = CUBE.unit_of_cells() == 0
    result = system_of(
        [table(hidden, before), table(hidden, after, (3, 4))],
        [before, after],
        same=[same],
        only_joined=True,
    )
    assert result.variable.dtype == result.known.dtype == np.int64
    # Part a is one unknown for both rounds; of part b, and of what is shown, each has its own.
    assert result.variable.tolist() == [0, 1, -1, 2, 3, *[-1] * 4, 0, 1, -1, 4, 5, *[-1] * 4]
    assert result.truth.tolist() == [2, 5, 6, 7, 7, 7]
    np.testing.assert_array_equal(result.matrix @ result.truth, result.right)
    assert (np.diff(result.matrix.indptr) > 0).all()
    assert 14 in result.right.tolist(), "what is told of two cells together"
    shown = result.known >= 0
    np.testing.assert_array_equal(result.known[shown], np.concatenate([before, after])[shown])
    assert (result.known[result.variable >= 0] == -1).all()
    assert result.rises.toarray().tolist() == [[0, 0, -1, 0, 1, 0], [0, 0, 0, -1, 0, 1]]


def test_a_piece_has_the_sums_of_its_own_unknowns_alone() -> None:
    whole = system(
        [[1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 1]],
        [7, 9, 5],
        [3, 4, 4, 5],
        [[-1, 1, 0, 0], [0, 0, -1, 1]],
    )
    piece = piece_of(whole, np.array([2, 3]))
    assert piece.matrix.toarray().tolist() == [[1, 1], [0, 1]]
    assert piece.right.tolist() == [9, 5]
    assert piece.rises.toarray().tolist() == [[-1, 1]]
    assert piece.truth.tolist() == [4, 5]
    assert piece.variable.size == piece.known.size == 0
    assert piece.variable.dtype == piece.known.dtype == np.int64

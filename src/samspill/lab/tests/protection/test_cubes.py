"""Tables with totals: what is counted, and which sums bind it."""

from __future__ import annotations

import numpy as np
import pytest

from samspill.lab.protection.cubes import TOTAL, Axis, Cube, PublishedTable, members_of

PLACE = Axis.nested("place", {"a": "north", "b": "north", "c": "south"})
ANSWER = Axis.flat("answer", ["yes", "no"])
CUBE = Cube((PLACE, ANSWER))


def test_an_axis_is_its_leaves_and_then_its_sums() -> None:
    place = Axis.nested("place", {"a": "north", "b": "north", "c": "south"})
    answer = Axis.flat("answer", ["yes", "no"])
    assert (place.name, answer.name) == ("place", "answer")
    assert place.leaves == ("a", "b", "c")
    assert place.nodes == ("a", "b", "c", "north", "south", TOTAL)
    assert place.sums == (("north", ("a", "b")), ("south", ("c",)), (TOTAL, ("north", "south")))
    assert answer.nodes == ("yes", "no", TOTAL)
    assert answer.sums == ((TOTAL, ("yes", "no")),)


def test_everybody_is_counted_in_every_cell_they_are_part_of() -> None:
    """Also where one cell stands in several rows."""
    rows = [(("a", "yes"), 2), (("b", "no"), 3), (("a", "yes"), 4), (("c", "no"), 0)]
    counts = CUBE.count(iter(rows))
    assert counts.dtype == np.int64
    told = dict(zip(CUBE.labels(), counts.tolist(), strict=True))
    assert told["a", "yes"] == told["north", "yes"] == told[TOTAL, "yes"] == 6
    assert told["north", TOTAL] == told[TOTAL, TOTAL] == 9
    assert told["south", TOTAL] == told["a", "no"] == 0
    np.testing.assert_array_equal(CUBE.relations @ counts, 0)
    assert CUBE.relations.shape == (3 * 3 + 6 * 1, 18)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ((("a", "yes"), -1), r"^-1 people: give 0 or more\.$"),
        ((("x", "yes"), 1), r'^"x" is not on the axis place\. Add it there\.$'),
        ((("a", "perhaps"), 1), r'^"perhaps" is not on the axis answer\. Add it there\.$'),
        ((("north", "yes"), 1), r'^"north" is not on the axis place\. Add it there\.$'),
        ((("a",), 1), "shorter"),
        ((("a", "yes", "b"), 1), "longer|shorter"),
    ],
)
def test_a_row_that_is_no_cell_is_named(row: tuple[tuple[str, ...], int], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        CUBE.count([row])


def test_cells_belong_to_a_node_of_the_first_axis() -> None:
    assert CUBE.n_cells == 18
    units = CUBE.unit_of_cells()
    assert units.tolist() == [0] * 3 + [1] * 3 + [2] * 3 + [3] * 3 + [4] * 3 + [5] * 3
    assert units.dtype == np.int64


def test_what_is_told_together_is_a_row_with_ones() -> None:
    result = members_of([(0, 2), (3,)], 5)
    assert result.toarray().tolist() == [[1, 0, 1, 0, 0], [0, 0, 0, 1, 0]]
    nothing = members_of([], 5)
    assert nothing.shape == (0, 5)
    table = PublishedTable(CUBE, np.array([-1, 0, 4] * 6), told=(((0, 3), 7),))
    assert table.hidden.tolist() == [True, False, False] * 6
    assert table.sums.toarray().nonzero()[1].tolist() == [0, 3]

"""Neighbours told together: what must be so of any table, and of a few that are known."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspill.lab.protection.cell_suppression import (
    COST_OF_A_TOTAL,
    Group,
    choose_hidden,
    costs,
    neighbours,
    room_for_rises,
    total_cell,
    upper_cells,
)
from samspill.lab.protection.cubes import Axis, Counts, Cube, PublishedTable
from samspill.lab.protection.table_audit import audit_tables
from samspill.lab.protection.table_protection import ProtectedTable, protect_table

MINIMUM = 3
PLACES = {"a": "east", "b": "east", "c": "east", "d": "west", "e": "west"}
CUBE = Cube((Axis.nested("place", PLACES), Axis.flat("age", ["young", "middle", "old"])))


def _count(inner: Counts) -> Counts:
    leaves = product(*(axis.leaves for axis in CUBE.axes))
    return CUBE.count(
        (labels, int(people)) for labels, people in zip(leaves, inner.ravel(), strict=True)
    )


def _protect(counts: Counts, ordered: tuple[str, ...] = ("age",)) -> ProtectedTable:
    return protect_table(CUBE, counts, minimum=MINIMUM, ordered=ordered)


tables = st.lists(st.integers(0, 12), min_size=15, max_size=15).map(
    lambda people: _count(np.array(people).reshape(5, 3))
)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(tables)
def test_what_is_told_adds_up_and_gives_nobody_away(counts: Counts) -> None:
    if counts[-1] < MINIMUM:
        return
    table = _protect(counts)
    published = table.published
    if not table.audit.is_safe:
        # Too few people to protect by any choice: it says so, and is not shown.
        assert (table.audit.exact | table.audit.surely_small | table.audit.undecided).any()
        return
    again = audit_tables([published], [counts], minimum=MINIMUM)
    assert (int(again.exact.sum()), int(again.surely_small.sum())) == (0, 0)
    shown = ~published.hidden
    assert (published.values[shown] == counts[shown]).all()
    assert (counts[shown] >= MINIMUM).all()
    for cells, people in published.told:
        assert published.hidden[list(cells)].all()
        assert MINIMUM <= people == counts[list(cells)].sum()
    for one, other in combinations(table.merged, 2):
        assert not set(one[0]) & set(other[0])
    merged = sum(len(cells) for cells, _ in table.merged)
    alone = int(published.hidden.sum()) - merged
    assert table.numbers_lost == alone + merged - len(table.merged)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(tables, st.randoms(use_true_random=False))
def test_the_order_in_which_rows_are_counted_does_not_matter(counts: Counts, dice: object) -> None:
    leaves = [
        (labels, int(counts[place]))
        for place, labels in enumerate(CUBE.labels())
        if all(one in axis.leaves for one, axis in zip(labels, CUBE.axes, strict=True))
    ]
    dice.shuffle(leaves)  # type: ignore[attr-defined]
    other = CUBE.count(leaves)
    first, second = _protect(counts).published, _protect(other).published
    assert (first.values == second.values).all()
    assert first.told == second.told


def test_a_small_answer_is_told_with_its_neighbour_and_less_is_lost() -> None:
    inner = np.array([[1, 9, 20], [8, 11, 24], [9, 10, 30], [7, 2, 9], [8, 12, 11]])
    counts = _count(inner)
    apart, together = _protect(counts, ordered=()), _protect(counts)
    assert together.audit.is_safe
    assert together.published.told
    assert together.numbers_lost <= apart.numbers_lost
    ages = CUBE.axes[1].nodes
    for cells, _people in together.published.told:
        labels = [CUBE.labels()[cell] for cell in cells]
        if len({place for place, _age in labels}) == 1:
            places = sorted(ages.index(age) for _place, age in labels)
            assert places == list(range(places[0], places[0] + len(places)))
        else:
            assert len({age for _place, age in labels}) == 1
            assert len({PLACES[place] for place, _age in labels}) == 1


def test_neighbours_are_next_to_each_other_or_of_one_family() -> None:
    cells = {tuple(CUBE.labels()[cell] for cell in group) for group in neighbours(CUBE, ["age"])}
    assert (("a", "young"), ("a", "middle")) in cells
    assert (("a", "young"), ("b", "young")) in cells
    # Not next to each other; not of one family; and what is the whole is there already.
    assert (("a", "young"), ("a", "old")) not in cells
    assert (("c", "young"), ("d", "young")) not in cells
    assert (("d", "young"), ("e", "young")) not in cells
    assert (("a", "young"), ("a", "middle"), ("a", "old")) not in cells
    flat = Cube((Axis.flat("place", ["a", "b", "c"]), Axis.flat("answer", ["no", "so-so", "yes"])))
    assert neighbours(flat, []) == ()


def test_an_order_within_families_does_not_cross_them() -> None:
    parents = {"20": "young", "30": "young", "35": "young", "40": "old", "50": "old", "60": "old"}
    cube = Cube((Axis.nested("age", parents),))
    named = {tuple(cube.labels()[cell][0] for cell in group) for group in neighbours(cube, ["age"])}
    assert named == {("20", "30"), ("30", "35"), ("40", "50"), ("50", "60")}


def test_the_attack_uses_what_is_told() -> None:
    counts = _count(np.full((5, 3), 6) - np.eye(5, 3, dtype=np.int64) * 5)
    hidden = np.ones(CUBE.n_cells, dtype=bool)
    hidden[-1] = False
    place = {labels: cell for cell, labels in enumerate(CUBE.labels())}
    young, middle, old = (place["a", age] for age in ("young", "middle", "old"))
    sums = (((young, middle), 7), ((middle, old), 12), ((young, old), 7))
    values = np.where(hidden, -1, counts)
    quiet = audit_tables([PublishedTable(CUBE, values)], [counts], minimum=MINIMUM)
    assert not quiet.exact.any()
    told = audit_tables([PublishedTable(CUBE, values, sums)], [counts], minimum=MINIMUM)
    assert told.exact[told.targets == young].all()
    wrong = PublishedTable(CUBE, values, (((young, middle), 8),))
    assert not audit_tables([wrong], [counts], minimum=MINIMUM).truth_fits


@pytest.mark.parametrize("seed", [0])
def test_neighbours_are_told_in_a_table_of_several_axes_too(seed: int) -> None:
    generator = np.random.default_rng(seed)
    roles, bands = ["leader", "employee"], ["b1", "b2", "b3", "b4", "b5"]
    cube = Cube((Axis.nested("place", PLACES), Axis.flat("role", roles), Axis.flat("band", bands)))
    people = generator.poisson(np.array([3.0, 9.0])[None, :, None], (5, 2, 5))
    leaves = product(*(axis.leaves for axis in cube.axes))
    counts = cube.count(
        (labels, int(number)) for labels, number in zip(leaves, people.ravel(), strict=True)
    )
    together = protect_table(cube, counts, minimum=MINIMUM, ordered=["band"])
    assert together.audit.is_safe
    assert together.published.told
    hidden, sums = together.published.hidden.sum(), len(together.merged)
    assert together.numbers_lost == hidden - sums


# --- The choice by itself, before anything is repaired ------------------------------------------

LINE = Cube((Axis.flat("age", ["a", "b", "c", "d"]),))
SQUARE = Cube((Axis.flat("age", ["young", "old"]), Axis.flat("role", ["a", "b", "c"])))


def _choose(
    cube: Cube, inner: list[int], groups: list[Group], stays: tuple[int, ...] = ()
) -> tuple[set[str], tuple[Group, ...]] | None:
    """Return what is hidden for the sake of those with fewer than three, and what is told."""
    leaves = list(product(*(axis.leaves for axis in cube.axes)))
    counts = cube.count(zip(leaves, inner, strict=True))
    names = ["/".join(labels) for labels in cube.labels()]
    small = np.flatnonzero((counts > 0) & (counts < MINIMUM))
    kept = np.isin(names, ["/".join(leaves[place]) for place in stays])
    chosen = choose_hidden(cube, counts, small, groups=groups, stays=kept, minimum=MINIMUM)
    if chosen is None:
        return None
    hidden, told = chosen
    return {names[place] for place in np.flatnonzero(hidden)}, told


def _chosen(cube: Cube, inner: list[int], *, stays: tuple[int, ...] = ()) -> set[str] | None:
    """Return which cells are hidden where there are no neighbours."""
    chosen = _choose(cube, inner, [], stays)
    assert chosen is None or chosen[1] == ()
    return chosen and chosen[0]


def test_one_small_cell_takes_the_cheapest_other_with_it() -> None:
    assert _chosen(LINE, [1, 5, 9, 20]) == {"a", "b"}
    assert _chosen(LINE, [20, 9, 5, 1]) == {"c", "d"}


def test_a_cell_with_too_few_to_fall_gives_no_room() -> None:
    """One of one is hidden with another of one: neither can hold three more of the other's."""
    assert _chosen(LINE, [1, 1, 9, 20]) == {"a", "b", "c"}


def test_what_must_stay_stays_whatever_it_costs() -> None:
    assert _chosen(LINE, [1, 5, 9, 20], stays=(1,)) == {"a", "c"}
    assert _chosen(LINE, [1, 5, 9, 20], stays=(1, 2)) == {"a", "d"}
    assert _chosen(LINE, [1, 5, 9, 20], stays=(0,)) is None


def test_in_two_directions_four_cells_are_hidden_and_no_total() -> None:
    """Its row and its column alone would give it away by the corner between them."""
    hidden = _chosen(SQUARE, [1, 9, 20, 8, 11, 24])
    assert hidden == {"young/a", "young/b", "old/a", "old/b"}
    assert _chosen(SQUARE, [1, 9, 20, 8, 11, 24], stays=(4,)) == {
        *("young/a", "young/c", "old/a", "old/c")
    }


def _cell(cube: Cube, name: str) -> int:
    return ["/".join(labels) for labels in cube.labels()].index(name)


def test_neighbours_that_reach_the_minimum_are_told_and_each_once() -> None:
    a, b, c = (_cell(LINE, name) for name in "abc")
    assert _choose(LINE, [1, 5, 9, 20], [(a, b)]) == ({"a", "b"}, ((a, b),))
    assert _choose(LINE, [1, 2, 9, 20], [(a, b)]) == ({"a", "b"}, ((a, b),))
    assert _choose(LINE, [1, 1, 9, 20], [(a, b)]) == ({"a", "b", "c"}, ())
    chosen = _choose(LINE, [1, 5, 9, 20], [(a, b), (a, b, c)])
    assert chosen is not None
    assert len(chosen[1]) == 1


def test_a_sum_is_not_told_that_would_have_to_be_less_in_another_table() -> None:
    """One rises by two, so the other two together must fall: to tell their sum gives it away."""
    b, c = _cell(LINE, "b"), _cell(LINE, "c")
    assert _choose(LINE, [1, 1, 9, 20], [(b, c)]) == ({"a", "b", "c"}, ())


@pytest.mark.parametrize("told", [("young/a", "old/c"), ("young/c", "old/a")])
def test_nor_are_two_that_rise_or_fall_together(told: tuple[str, str]) -> None:
    """Two opposite corners rise where the other two fall: what a row and a column leave open."""
    group = _cell(SQUARE, told[0]), _cell(SQUARE, told[1])
    corners = {"young/a", "young/c", "old/a", "old/c"}
    assert _choose(SQUARE, [1, 9, 20, 8, 11, 2], [group]) == (corners, ())
    along = _cell(SQUARE, "old/a"), _cell(SQUARE, "old/c")
    assert _choose(SQUARE, [1, 9, 20, 8, 11, 2], [along]) == (corners, (along,))


def test_what_the_solver_is_told_beforehand_of_the_room_in_a_sum() -> None:
    """The others can give two at most, what they have at least; a sum can rise as far."""
    counts = LINE.count(zip([(name,) for name in "abcd"], [1, 5, 1, 20], strict=True))
    order = [_cell(LINE, name) for name in "abcd"] + [len(counts) - 1]
    small = np.array([order[0], order[2]])
    room, need = room_for_rises(LINE.relations, counts, small, minimum=MINIMUM)
    assert need.tolist() == [2.0, 2.0]
    assert room[:, order].tolist() == [[0.0, 2.0, 1.0, 2.0, 2.0], [1.0, 2.0, 0.0, 2.0, 2.0]]
    inner = [1, 9, 20, 8, 11, 24]
    leaves = product(*(axis.leaves for axis in SQUARE.axes))
    counts = SQUARE.count(zip(leaves, inner, strict=True))
    corner = np.array([_cell(SQUARE, "young/a")])
    room, need = room_for_rises(SQUARE.relations, counts, corner, minimum=MINIMUM)
    # Its row and its column: two others and a total, one other and a total.
    assert sorted((row > 0).sum() for row in room) == [2, 3]
    assert set(room.ravel().tolist()) == {0.0, 2.0}
    assert need.tolist() == [2.0, 2.0]


def test_what_a_cell_costs_and_which_are_sums() -> None:
    by_name = dict(zip(map("/".join, SQUARE.labels()), costs(SQUARE).tolist(), strict=True))
    once, twice = COST_OF_A_TOTAL, COST_OF_A_TOTAL**2
    assert sorted(by_name.values()) == pytest.approx([*[1.0] * 6, *[once] * 5, twice])
    assert by_name["young/a"] == 1.0
    assert list(total_cell(SQUARE)) == [False] * 11 + [True]
    # One level alone: the total. Several: every sum of the first axis.
    assert list(upper_cells(SQUARE)) == list(total_cell(SQUARE))
    above = {CUBE.labels()[cell][0] for cell in np.flatnonzero(upper_cells(CUBE))}
    assert above == set(CUBE.axes[0].nodes) - set(CUBE.axes[0].leaves)
    assert upper_cells(CUBE).sum() == 3 * 4
    whole = Cube((Axis.nested("place", {"a": "east", "b": "east"}),))
    assert upper_cells(whole).tolist() == [False, False, True, True]


def test_neighbours_are_three_at_most_and_without_a_gap() -> None:
    line = Cube((Axis.flat("age", ["20", "30", "40", "50", "60"]),))
    sizes = [len(group) for group in neighbours(line, ["age"])]
    assert sorted(sizes) == [2] * 4 + [3] * 3
    parents = {"20": "x", "30": "y", "35": "x", "40": "x", "50": "y", "60": "y"}
    cube = Cube((Axis.nested("age", parents),))
    named = {tuple(cube.labels()[cell][0] for cell in group) for group in neighbours(cube, ["age"])}
    assert ("35", "40") in named
    assert ("50", "60") in named
    assert not {("20", "35"), ("30", "50"), ("20", "35", "40"), ("30", "50", "60")} & named

"""The attacker: finds what can be found, and finds nothing in what the product shows."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from samspill.science import inference
from samspill.science.disclosure import show_distribution
from samspill.science.distributions import Distribution
from samspill.science.inference import DisclosedAnswer, audit, conclude, tables
from samspill.science.scales import ResponseScale

FIVE = ResponseScale(1, 5)
ROOM = {"room": (0,)}


def tables_of(*tables: tuple[int, ...]) -> np.ndarray:
    return np.array([[counts] for counts in tables], dtype=np.int64)


def tiles_of(table: tuple[tuple[int, ...], ...]) -> object:
    return show_distribution(Distribution(FIVE, table[0], 0))


def test_what_holds_in_every_table_is_found() -> None:
    assert conclude(tables_of((0, 5, 0)), ROOM)[0] == DisclosedAnswer("room", 1, False, None)
    alone = conclude(tables_of((1, 4, 0), (1, 3, 1)), ROOM)
    assert DisclosedAnswer("room", 0, True, None) in alone
    assert conclude(tables_of((2, 3, 0), (0, 3, 2), (3, 0, 2), (0, 0, 5), (4, 0, 1)), ROOM) == ()


def test_ones_own_answer_is_taken_away() -> None:
    """Of five, four or five on one point: the one who stands outside knows all the others."""
    result = conclude(tables_of((0, 5), (1, 4)), ROOM)
    assert result == (DisclosedAnswer("room", 1, False, (0, 0)),)
    two = conclude(tables_of((2, 3, 0), (2, 0, 3)), ROOM)
    assert DisclosedAnswer("room", 0, True, (0, 0)) in two, "exactly one other answered as I did"
    only = conclude(tables_of((0, 5), (1, 4)), ROOM, only_in=((0, 5),))
    assert only == (), "nobody is there who could"


def test_somebody_in_one_group_looks_at_another() -> None:
    feasible = np.array([[[1, 0], [0, 3]], [[0, 1], [3, 0]]])
    result = conclude(feasible, {"a": (0,), "b": (1,)})
    assert DisclosedAnswer("b", 1, False, (0, 0)) in result
    assert DisclosedAnswer("b", 0, False, (0, 1)) in result
    assert not any(one.own is None for one in result)


def test_an_exact_mean_beside_the_tiles_gives_answers_away() -> None:
    """What was shown before: the attacker finds what is known to be there."""

    def leaky(table: tuple[tuple[int, ...], ...]) -> object:
        n = sum(table[0])
        mean = sum(count * point for point, count in enumerate(table[0])) / n
        return show_distribution(Distribution(FIVE, table[0], 0)).tiles, round(mean, 2)

    counts = (0, 0, 4, 1, 20)
    assert not audit((counts,), leaky, sets=ROOM).is_safe
    assert audit((counts,), tiles_of, sets=ROOM).is_safe


def test_sampling_finds_no_less_than_trying_every_table() -> None:
    """Every room of two small groups under a rule that gives much away."""

    def show(table: tuple[tuple[int, ...], ...]) -> object:
        return tuple(max(row) for row in table), tuple(map(max, zip(*table, strict=True)))

    sets = {"room": (0, 1), "a": (0,), "b": (1,)}
    every = list(product(tables(3, 3), tables(2, 3)))
    no_more = 0
    for table in every:
        feasible = np.array([one for one in every if show(one) == show(table)])
        exact = set(conclude(feasible, sets, only_in=table))
        result = set(audit(table, show, sets=sets).disclosed)
        assert exact <= result
        no_more += exact == result
        tried = audit(table, show, sets=sets, show_unit=lambda _place, row: max(row))
        assert set(tried.disclosed) == set(conclude(feasible, sets))
        assert tried.n_tables == len(feasible)
    # The others have tables alike that no single step leads to.
    assert no_more >= 48


def test_the_room_is_looked_at_under_its_name() -> None:
    feasible = np.array([[[0, 5, 0], [1, 0, 1]], [[0, 5, 0], [0, 2, 0]]])
    result = conclude(feasible, {"a": (0,), "b": (1,), "both": (0, 1)})
    assert [one for one in result if one.own is None] == [DisclosedAnswer("a", 1, False, None)]


def test_of_two_each_knows_the_other() -> None:
    result = conclude(np.array([[[1, 1, 0]]]), ROOM)
    assert DisclosedAnswer("room", 1, False, (0, 0)) in result
    assert DisclosedAnswer("room", 0, False, (0, 1)) in result
    assert not any(one.own and not one.is_single for one in conclude(np.array([[[1, 0, 0]]]), ROOM))


# --- Step by step ----------------------------------------------------------------------------


def test_who_is_single_on_a_point_uses_that_answer_too() -> None:
    result = conclude(tables_of((1, 4)), ROOM, only_in=((1, 4),))
    assert DisclosedAnswer("room", 1, False, (0, 0)) in result


def test_a_claim_that_one_table_has_contradicted_does_not_come_back() -> None:
    claims = inference._Claims({"a": (0,), "b": (1,)}, own=np.array([[True, True], [True, True]]))
    first, second = np.array([[[2, 0], [2, 1]]]), np.array([[[1, 1], [0, 3]]])
    claims.drop_contradicted(first)
    held = set(claims.remaining())
    claims.drop_contradicted(second)
    kept = set(claims.remaining())
    assert DisclosedAnswer("a", 0, False, None) in held - kept
    assert not any(one.own is None for one in kept), "nor is what holds in the second alone found"
    assert kept < held
    claims.drop_contradicted(second)
    assert set(claims.remaining()) == kept


def test_steps_touch_the_groups_and_points_of_every_claim_that_is_left() -> None:
    claims = inference._Claims(
        {"a": (0,), "both": (0, 1)}, own=np.array([[True, False], [False, True]])
    )
    claims.by_anybody[:] = False
    claims.by_own[:] = False
    assert not claims
    assert claims.contested_cells() == frozenset()
    claims.by_own[1, 0, 1] = True
    assert claims
    assert claims.contested_cells() == {(0, 1)}
    claims.by_anybody[0, 2] = True
    assert claims.contested_cells() == {(0, 1), (0, 0), (1, 0)}
    assert claims.remaining() == (
        DisclosedAnswer("both", 0, False, None), DisclosedAnswer("a", 1, True, (0, 0)),
    )  # fmt: skip


def test_steps_are_one_answer_moved_and_then_an_exchange() -> None:
    table = ((1, 0, 0), (0, 2, 0))
    moved = [
        ((0, 1, 0), (0, 2, 0)),
        ((0, 0, 1), (0, 2, 0)),
        ((1, 0, 0), (1, 1, 0)),
        ((1, 0, 0), (0, 1, 1)),
    ]
    exchanged = [((0, 1, 0), (1, 1, 0)), ((0, 1, 0), (1, 1, 0))]
    assert list(inference._neighbours(table, None)) == moved + exchanged
    near = list(inference._neighbours(table, frozenset({(1, 2)})))
    assert near == [((1, 0, 0), (0, 1, 1))]


@pytest.mark.parametrize(("most", "together", "tried"), [(10, 60, 60), (9, 60, 0), (10, 59, 0)])
def test_every_table_is_tried_where_they_are_few(
    most: int, together: int, tried: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three answers on three points are ten tables, two are six."""
    monkeypatch.setattr(inference, "MOST_OF_A_GROUP", most)
    monkeypatch.setattr(inference, "MOST_TOGETHER", together)
    table = ((1, 1, 1), (0, 1, 1))
    result = inference._all_feasible(table, lambda _table: 0, lambda _place, _row: 0)
    assert len(result) == tried


def test_a_drawing_of_a_room_is_safe_and_many_tables_look_like_it() -> None:
    result = audit(((1, 5, 6, 7, 5),), tiles_of, sets=ROOM)
    assert result.is_safe
    assert result.n_tables > 3
    assert not audit(((1, 5, 6, 7, 5),), tiles_of, sets=ROOM, most_tried=0).is_safe


def test_every_unit_is_tried_by_what_is_shown_of_it() -> None:
    """Of the first group it is shown how many chose the first point, of the second the last."""

    def show_unit(place: int, counts: tuple[int, ...]) -> int:
        return counts[(0, -1)[place]]

    def show(table: tuple[tuple[int, ...], ...]) -> object:
        return tuple(show_unit(place, row) for place, row in enumerate(table))

    table = ((2, 1, 0), (0, 1, 1))
    expected = [
        other
        for other in product(tables(3, 3), tables(2, 3))
        if other[0][0] == 2 and other[1][-1] == 1
    ]
    assert len(expected) == 4
    assert inference._all_feasible(table, show, show_unit) == expected


def test_nobody_finds_anything_by_an_answer_that_nobody_can_have_given() -> None:
    assert conclude(tables_of((3, 2, 0), (2, 3, 0)), ROOM) == ()


def test_steps_that_touch_a_claim_are_tried_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """One answer moved to the point of the only one there: a single table is enough."""
    monkeypatch.setattr(inference, "AT_ONCE", 1)
    result = audit(((3, 3, 3, 3, 1),), lambda _table: 0, sets=ROOM, most_tried=1)
    assert result == inference.Inference((), n_tables=2)


def test_what_needs_company_is_contradicted_by_steps_that_touch_no_claim() -> None:
    """The only one on the first point has company where five stand on the next."""

    def show(table: tuple[tuple[int, ...], ...]) -> object:
        first, second, _third = table[0]
        return first == 1 or (first == 2 and second >= 5)

    assert audit(((1, 3, 4),), show, sets=ROOM).is_safe
    assert not audit(((1, 3, 4),), lambda table: table[0][0] == 1, sets=ROOM).is_safe


def test_no_more_tables_are_tried_than_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many near a claim and so many further away, beside the true one."""
    monkeypatch.setattr(inference, "AT_ONCE", 1)
    drawn = []

    def show(table: tuple[tuple[int, ...], ...]) -> object:
        drawn.append(table)
        return table[0][4] == 1

    assert not audit(((3, 3, 3, 3, 1),), show, sets=ROOM, most_tried=5).is_safe
    assert len(drawn) == len(set(drawn)) == 1 + 2 * 5

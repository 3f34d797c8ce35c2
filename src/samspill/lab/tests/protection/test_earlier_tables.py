from itertools import product

import numpy as np
import pytest

from samspill.lab.protection.cubes import Axis, Counts, Cube, PublishedTable
from samspill.lab.protection.earlier_tables import (
    EarlierRound,
    NothingFitsError,
    filled_in,
    find_tables,
    past_of,
    perhaps_same,
)
from samspill.lab.protection.table_protection import protect_table

MINIMUM = 3
CUBE = Cube((Axis.flat("place", ["a", "b", "c"]), Axis.flat("answer", ["no", "so-so", "yes"])))


def _count(inner: list[list[int]]) -> Counts:
    leaves = product(*(axis.leaves for axis in CUBE.axes))
    flat = [people for row in inner for people in row]
    return CUBE.count(zip(leaves, flat, strict=True))


def _at(place: str, answer: str) -> int:
    return CUBE.labels().index((place, answer))


FIRST = _count([[1, 5, 9], [6, 7, 8], [4, 9, 5]])
LATER = _count([[2, 5, 9], [6, 7, 8], [4, 9, 5]])


def test_counts_that_are_gone_are_not_needed() -> None:
    first = protect_table(CUBE, FIRST, minimum=MINIMUM).published
    now = PublishedTable(CUBE, LATER)
    gone = EarlierRound(first, None, perhaps_same(first, now))
    known = EarlierRound(first, FIRST, (FIRST == LATER).reshape(4, -1).all(axis=1).repeat(4))
    for earlier in (gone, known):
        table = protect_table(CUBE, LATER, minimum=MINIMUM, earlier=[earlier])
        assert table.audit.is_safe
        assert (table.published.hidden | ~first.hidden).all()


def test_what_comes_out_only_when_rounds_are_laid_together_is_found() -> None:
    """The first round hid one cell too few for the next: nobody can take it back."""
    values = FIRST.copy()
    values[[_at("a", "no"), _at("a", "so-so"), _at("b", "no"), _at("b", "so-so")]] = -1
    first = PublishedTable(CUBE, values)
    now = LATER.copy()
    believed = perhaps_same(first, PublishedTable(CUBE, now))
    table = protect_table(CUBE, now, minimum=MINIMUM, earlier=[EarlierRound(first, None, believed)])
    asked = set(table.audit.targets[table.audit.rounds == 0].tolist())
    assert asked == set(np.flatnonzero(values < 0).tolist())
    assert table.audit.is_safe


def test_what_an_earlier_round_gave_away_by_itself_is_not_asked_again() -> None:
    values = FIRST.copy()
    values[_at("a", "no")] = -1
    first = PublishedTable(CUBE, values)
    table = protect_table(
        CUBE, LATER, minimum=MINIMUM,
        earlier=[EarlierRound(first, None, np.zeros(CUBE.n_cells, dtype=bool))],
    )  # fmt: skip
    assert not (table.audit.rounds == 0).any()


def test_a_reader_believes_of_each_part_what_has_not_changed() -> None:
    believed = perhaps_same(PublishedTable(CUBE, FIRST), PublishedTable(CUBE, LATER))
    assert believed.reshape(4, 4).all(axis=1).tolist() == [False, True, True, False]
    hidden = np.where(CUBE.unit_of_cells() == 0, -1, FIRST)
    together = (_at("a", "no"), _at("a", "so-so"))
    told = PublishedTable(CUBE, hidden, ((together, 6),))
    believed = perhaps_same(told, PublishedTable(CUBE, LATER))
    assert believed.reshape(4, 4).all(axis=1).tolist() == [False, True, True, False]
    assert perhaps_same(told, told).all()


def test_where_some_part_must_have_changed_none_is_taken_to_be_the_same() -> None:
    hidden = np.where(CUBE.unit_of_cells() == 0, -1, FIRST)
    believed = perhaps_same(PublishedTable(CUBE, hidden), PublishedTable(CUBE, LATER))
    assert not believed.any()


def test_what_any_reader_can_fill_in_is_filled_in() -> None:
    values = np.where(np.arange(CUBE.n_cells) % 4 < 3, FIRST, -1)
    values[CUBE.unit_of_cells() == 3] = -1
    assert (filled_in(PublishedTable(CUBE, values)).values == FIRST).all()
    small = protect_table(CUBE, FIRST, minimum=MINIMUM).published
    assert (filled_in(small).values == small.values).all()


def test_a_reader_goes_by_every_sum_that_was_told() -> None:
    """One sum of a part has changed, and another has not; or nothing is told of it any more."""
    hidden = np.where(CUBE.unit_of_cells() == 0, -1, FIRST)
    some, others = (_at("a", "no"), _at("a", "so-so")), (_at("a", "yes"),)
    before = PublishedTable(CUBE, hidden, ((some, 6), (others, 9)))
    later = PublishedTable(CUBE, hidden, ((some, 7), (others, 9)))
    assert not perhaps_same(before, later)[CUBE.unit_of_cells() == 0].any()
    silent = PublishedTable(CUBE, hidden)
    assert perhaps_same(before, silent).all()
    zero = np.where(CUBE.unit_of_cells() == 0, 0, FIRST)
    nobody = perhaps_same(before, PublishedTable(CUBE, zero))
    assert not nobody[CUBE.unit_of_cells() == 0].any()


def test_parts_are_those_of_the_first_axis() -> None:
    """Five parts and three answers: a change in one part is no change in another."""
    cube = Cube((Axis.flat("place", list("abcde")), Axis.flat("answer", ["no", "yes"])))
    leaves = list(product("abcde", ("no", "yes")))
    first = cube.count(zip(leaves, range(10, 20), strict=True))
    later = cube.count(zip(leaves, [10, 11, 12, 13, 14, 15, 16, 17, 19, 19], strict=True))
    believed = perhaps_same(PublishedTable(cube, first), PublishedTable(cube, later))
    assert believed.reshape(6, 3).all(axis=1).tolist() == [True] * 4 + [False, False]


def test_nobody_in_a_cell_is_a_number_like_any_other() -> None:
    none = _count([[0, 5, 9], [6, 7, 0], [4, 0, 5]])
    values = none.copy()
    values[[_at("a", "no"), _at("b", "yes")]] = -1
    told = (((_at("a", "no"),), 0),)
    result = filled_in(PublishedTable(CUBE, values, told))
    np.testing.assert_array_equal(result.values, none)
    assert result.told == told


def test_of_earlier_counts_every_small_cell_is_asked_about_and_no_other() -> None:
    counts = _count([[1, 0, 3], [2, 7, 8], [4, 9, 5]])
    earlier = EarlierRound(PublishedTable(CUBE, counts), counts, np.ones(16, dtype=bool))
    past = past_of([earlier], LATER, minimum=MINIMUM)
    asked = {CUBE.labels()[cell] for cell in np.flatnonzero(past.asked[0])}
    assert asked == {("a", "no"), ("b", "no")}
    assert past.counts[0] is counts


def test_tables_are_found_for_every_round_that_is_gone() -> None:
    values = FIRST.copy()
    block = [_at(place, answer) for place in "ab" for answer in ("no", "so-so")]
    values[block] = -1
    told = (((block[0], block[1]), 6),)
    first = PublishedTable(CUBE, values, told)
    same = np.zeros(16, dtype=bool)
    result = find_tables([first, first], LATER, minimum=MINIMUM, same=[same, same])
    assert result is not None
    assert len(result) == 2
    for table in result:
        assert table.dtype == np.int64
        np.testing.assert_array_equal(table[values >= 0], FIRST[values >= 0])
        assert not (CUBE.relations @ table).any()
        assert table[block[:2]].sum() == 6
        assert (table[block] >= MINIMUM).all()


def test_every_hidden_cell_of_a_round_that_is_gone_is_asked_about() -> None:
    """Small or not: nobody knows any more which they were."""
    values = FIRST.copy()
    block = [_at(place, answer) for place in "ab" for answer in ("no", "so-so")]
    values[block] = -1
    earlier = EarlierRound(PublishedTable(CUBE, values), None, np.zeros(16, dtype=bool))
    past = past_of([earlier], LATER, minimum=MINIMUM)
    assert set(np.flatnonzero(past.asked[0]).tolist()) == set(block)
    assert past.asked[0].dtype == np.bool_


def test_numbers_that_contradict_each_other_are_refused() -> None:
    wrong = FIRST.copy()
    wrong[-1] += 1
    with pytest.raises(NothingFitsError, match=r"^The numbers that were shown do not add up\.$"):
        filled_in(PublishedTable(CUBE, wrong))
    fewer = FIRST.copy()
    fewer[[_at("a", "no"), _at("*", "no")]], fewer[_at("a", "*")] = -1, 3
    fewer[_at("*", "*")] = -1
    with pytest.raises(NothingFitsError, match=r"^A cell would count fewer than nobody\.$"):
        filled_in(PublishedTable(CUBE, fewer))
    two = np.full(CUBE.n_cells, -1)
    two[_at("a", "no")], two[-1] = 9, 3
    with pytest.raises(
        NothingFitsError, match=r"^No table fits what was shown in the earlier rounds\.$"
    ):
        protect_table(
            CUBE, FIRST, minimum=MINIMUM,
            earlier=[EarlierRound(PublishedTable(CUBE, two), None, np.zeros(16, dtype=bool))],
        )  # fmt: skip


def test_whoever_believes_what_cannot_be_finds_nothing_by_it() -> None:
    """Both are taken to be as they were, and cannot be: then nothing is."""
    values = np.full(CUBE.n_cells, -1)
    values[-1] = FIRST[-1] - 5
    first = PublishedTable(CUBE, values)
    everything = np.ones(CUBE.n_cells, dtype=bool)
    assert find_tables([first], FIRST, minimum=MINIMUM, same=[everything]) is None
    earlier = EarlierRound(first, None, everything)
    assert protect_table(CUBE, FIRST, minimum=MINIMUM, earlier=[earlier]).audit.is_safe

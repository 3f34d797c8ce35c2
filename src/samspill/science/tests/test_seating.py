"""Seatings mix, keep every rule, and change as little as can be when people come late."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from samspill.science.seating import (
    LEAST_SIZE,
    MAX_SIZE,
    Impossible,
    Rules,
    SeatingError,
    compose_tables,
    reseat,
)
from samspill.science.tests.drawn_rosters import (
    Evening,
    broken_rules,
    drawn_evening,
    people,
    reseated,
)

FEW, MANY = range(12), range(1000)


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def test_one_evening_of_48_is_as_mixed_as_it_can_be() -> None:
    found = compose_tables(people(48, 8), rng=rng())
    assert np.bincount(found.tables[0]).tolist() == [6] * 8
    assert (found.same_pairs, found.new_meetings, found.bound) == ((0, 24), 120, 120)


@pytest.mark.slow
def test_four_rounds_of_48_meet_nearly_everybody_new() -> None:
    found = compose_tables(people(48, 8), sessions=4, rng=rng())
    assert (found.new_meetings, found.bound) == (478, 480)
    assert found.same_pairs[0] <= 1


def test_a_hundred_and_twenty_in_five_rounds_meet_only_new_people() -> None:
    found = compose_tables(people(120, 20), sessions=5, rng=rng())
    assert (found.new_meetings, found.same_pairs[0], found.bound) == (1500, 0, 1500)


@pytest.mark.parametrize("number", range(1, 40))
def test_tables_are_even_and_never_too_large(number: int) -> None:
    sizes = np.bincount(compose_tables(people(number, 5), rng=rng()).tables[0])
    assert sizes.max() <= MAX_SIZE
    assert sizes.max() - sizes.min() <= 1


def test_leaders_are_spread_and_the_locked_stay() -> None:
    found = compose_tables(
        people(24, 4), rng=rng(), leaders=(0, 4, 8, 12), rules=Rules(locked={3: 2, 7: 2})
    ).tables[0]
    assert len(set(found[[0, 4, 8, 12]])) == 4
    assert found[[3, 7]].tolist() == [2, 2]


def test_what_is_not_known_is_unlike_everything() -> None:
    found = compose_tables([("", "")] * 12, rng=rng())
    assert found.same_pairs == (0, 0)


@pytest.mark.parametrize(
    ("number", "rules", "why"),
    [
        (0, Rules(), Impossible.NOBODY),
        (12, Rules(together=[(0, 1), (1, 2)], apart=[(0, 2)]), Impossible.TOGETHER_AND_APART),
        (12, Rules(together=[tuple(range(7))]), Impossible.TOO_MANY_TOGETHER),
        (12, Rules(together=[(0, 1)], locked={0: 0, 1: 1}), Impossible.TOGETHER_AT_TWO),
        (12, Rules(apart=[(0, 1)], locked={0: 1, 1: 1}), Impossible.APART_AT_ONE),
        (12, Rules(locked=dict.fromkeys(range(7), 0)), Impossible.TOO_MANY_LOCKED),
        (12, Rules(apart=[(0, 1, 2)]), Impossible.TOO_MANY_APART),
    ],
)
def test_rules_that_cannot_be_kept_are_refused_by_what_is_wrong(
    number: int, rules: Rules, why: Impossible
) -> None:
    with pytest.raises(SeatingError) as refused:
        compose_tables(people(number, 4), rng=rng(), rules=rules)
    assert refused.value.why == why


def test_nobody_moves_for_a_latecomer_where_there_is_room() -> None:
    found = reseat([0] * 5 + [1] * 5 + [-1], people(11, 4), came=[True] * 11, rng=rng())
    assert found.moved == ()
    assert found.tables[-1] in (0, 1)


@pytest.mark.parametrize("seed", FEW)
def test_a_drawn_evening(seed: int) -> None:
    check(seed)


@pytest.mark.slow
def test_a_thousand_drawn_evenings() -> None:
    for seed in MANY:
        check(seed)


def check(seed: int) -> None:
    """Seat, let some stay away and others come late: every rule holds, and few move."""
    evening = drawn_evening(seed)
    if evening is None:
        return
    after = reseated(evening, seed)
    assert not isinstance(after, SeatingError), seed
    tables, moved = after
    assert (tables >= 0).tolist() == evening.came
    assert broken_rules(tables, evening.rules) == [], seed
    sizes = np.bincount(tables[tables >= 0])
    assert sizes.max() <= MAX_SIZE
    assert moved <= at_most(evening), seed


def at_most(evening: Evening) -> int:
    """Count the fewest moves that any sizes of four to six need, and one for each rule."""
    here = [t for t, is_here in zip(evening.seated, evening.came, strict=True) if is_here]
    locked = {
        evening.rules.locked[person] for person in evening.rules.locked if evening.came[person]
    }
    fewest = {0: 0}
    for table in [*set(here) - {-1}, *[None] * 3]:
        size = here.count(table) if table is not None else 0
        ends = [*range(LEAST_SIZE, MAX_SIZE + 1), *([] if table in locked else [0])]
        fewest = {
            people: min(
                moves + max(0, size - end)
                for before, moves in fewest.items()
                for end in ends
                if before + end == people
            )
            for people in {before + end for before in fewest for end in ends}
        }
    # Of one, two, three and seven no tables of four to six can be made.
    rules = len(evening.rules.together) + len(evening.rules.apart)
    return fewest.get(len(here), MAX_SIZE) + rules


@pytest.mark.parametrize("seed", range(20))
def test_no_way_moves_fewer(seed: int) -> None:
    """Two or three tables, every way tried: nobody is moved that could have stayed."""
    draw = np.random.default_rng(seed)
    seated = (
        [0] * int(draw.integers(1, 4))
        + [1] * int(draw.integers(1, 4))
        + [-1] * int(draw.integers(0, 2))
    )
    number = len(seated)
    most, least = 4, 2
    found = reseat(
        seated, people(number, 3), came=[True] * number, max_size=most, least_size=least, rng=rng()
    )
    fewest = min(
        sum(before not in (-1, after) for before, after in zip(seated, way, strict=True))
        for way in product(range(3), repeat=number)
        if all(least <= way.count(table) <= most for table in set(way)) or number < least
    )
    assert len(found.moved) == fewest

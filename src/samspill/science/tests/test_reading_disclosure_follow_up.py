"""A round after another: a drawing stands for the next room while so few stand between."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from samspill.science import reading_disclosure
from samspill.science.disclosure import ShownDistribution, show_distribution, withhold
from samspill.science.distributions import Distribution
from samspill.science.reading_disclosure import (
    EarlierDrawing,
    Rule,
    compile_rule,
    show_item,
    without_history,
)
from samspill.science.scales import ResponseScale

FIVE = ResponseScale(1, 5)
WIDE = (4, 5, 6, 5, 5)


def heap(*counts: int) -> Distribution:
    return Distribution(FIVE, counts, missing=0)


def some_counts(n: int, rng: np.random.Generator) -> tuple[int, ...]:
    return tuple(int(one) for one in rng.multinomial(n, rng.dirichlet(np.full(5, 0.8))))


@pytest.mark.parametrize("n", [12, 13, 20, 22, 23, 40])
def test_one_person_moves_no_more_tiles_than_the_rule_takes_for_granted(n: int) -> None:
    """Else a drawing that one person stands behind would not be found, and be drawn anew."""
    rng = np.random.default_rng(n)
    most = 0
    for _try in range(150):
        counts = some_counts(n, rng)
        drawn = show_distribution(Distribution(FIVE, counts, missing=0))
        for near in reading_disclosure._counts_near(counts, 1):
            other = show_distribution(Distribution(FIVE, near, missing=0))
            if drawn.form == other.form:
                both = zip(drawn.tiles, other.tiles, strict=True)
                most = max(most, sum(abs(one - another) for one, another in both))
    assert 0 < most <= reading_disclosure.TILES_MOVED_BY_ONE


def test_a_newcomer_leaves_the_drawing_as_it_was() -> None:
    """Whatever the one who came has answered, the same is seen."""
    before = heap(4, 5, 5, 5, 4)
    earlier = (EarlierDrawing(show_distribution(before), {}),)
    seen = set()
    for point in range(5):
        counts = tuple(c + (point == at) for at, c in enumerate(before.counts))
        item = show_item((counts,), Rule(FIVE, earlier=earlier))
        assert item.repeats == 1
        assert item.shown.room.n == 24
        seen.add(item.shown)
    assert len(seen) == 1


def test_what_many_have_changed_is_drawn_anew() -> None:
    earlier = (EarlierDrawing(show_distribution(heap(4, 5, 5, 5, 4)), {}),)
    item = show_item(((1, 2, 5, 8, 7),), Rule(FIVE, earlier=earlier))
    assert (item.repeats, item.shown.room) == (0, show_distribution(heap(1, 2, 5, 8, 7)))


def as_before(counts: tuple[int, ...], *known: tuple[ShownDistribution, int]) -> tuple[object, int]:
    return reading_disclosure._repeat_or_show(
        counts, lambda one: show_distribution(heap(*one)), known
    )


def test_the_round_before_is_not_the_only_one_that_is_looked_at() -> None:
    hidden = withhold(FIVE, minimum=5)
    like, unlike = show_distribution(heap(*WIDE)), show_distribution(heap(0, 0, 2, 13, 15))
    moved = (4, 5, 6, 5, 6)
    assert as_before(moved, (like, 0)) == (replace(like, n=26), 1)
    assert as_before(moved, (hidden, 0), (like, 0)) == (replace(like, n=26), 1)
    assert as_before(moved, (unlike, 0), (like, 0)) == (replace(like, n=26), 1)
    assert as_before(moved, (hidden, 0), (unlike, 0)) == (show_distribution(heap(*moved)), 0)


def test_the_number_is_told_only_where_it_was_and_may_be() -> None:
    before = show_distribution(heap(4, 4, 5, 5, 4))
    assert as_before((4, 4, 5, 5, 5), (before, 0)) == (replace(before, n=23), 1)
    assert as_before((4, 4, 5, 5, 3), (before, 0)) == (replace(before, n=None), 1)
    again = replace(before, n=None)
    assert as_before((4, 4, 5, 5, 5), (again, 0)) == (again, 1)


def test_a_drawing_stands_for_those_within_one_person_and_repeated_within_two() -> None:
    """Found by trying: somewhere two have answered otherwise, and no single one could have."""
    before = show_distribution(heap(*WIDE))

    def within(counts: tuple[int, ...], people: int) -> bool:
        return any(
            reading_disclosure._looks_like(show_distribution(heap(*one)), before)
            for one in reading_disclosure._counts_near(counts, people)
        )

    rng = np.random.default_rng(6)
    changes = rng.integers(-2, 3, (60, 5))
    near = [tuple(row) for row in (changes + WIDE).tolist() if sum(row) >= 22]
    by_two = [one for one in near if not within(one, 1) and within(one, 2)]
    further = [one for one in near if not within(one, 2)]
    assert by_two
    assert further
    for counts in by_two[:5]:
        assert as_before(counts, (before, 0))[1] == 0
        assert as_before(counts, (before, 1))[1] == 2
        assert as_before(counts, (before, 2))[1] == 3
    for counts in further[:5]:
        assert as_before(counts, (before, 5))[1] == 0


def test_so_many_tiles_cannot_have_been_moved_by_so_few() -> None:
    def drawn(*tiles: int) -> ShownDistribution:
        return replace(show_distribution(heap(*WIDE)), tiles=tiles)

    before = drawn(2, 2, 2, 2, 2)
    assert not reading_disclosure._is_too_far(drawn(0, 2, 2, 2, 4), before, 1)
    assert not reading_disclosure._is_too_far(drawn(0, 1, 2, 3, 4), before, 1)
    assert reading_disclosure._is_too_far(drawn(0, 0, 2, 4, 4), before, 1)
    assert not reading_disclosure._is_too_far(drawn(0, 0, 2, 4, 4), before, 2)
    assert not reading_disclosure._is_too_far(drawn(0, 0, 0, 2, 8), before, 2)
    assert reading_disclosure._is_too_far(drawn(0, 0, 0, 0, 10), before, 2)
    other = replace(drawn(0, 0, 0, 0, 10), form="fifths")
    assert not reading_disclosure._is_too_far(other, before, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"form": "fifths"},
        {"tiles": (2, 2, 2, 3, 1)},
        {"agreed_side": "low"},
        {"word": "mixed"},
        {"percent": (20, 20, 20, 20, 20)},
        {"n": 26},
    ],
)
def test_whatever_is_seen_tells_two_drawings_apart(other: dict[str, Any]) -> None:
    drawing = show_distribution(heap(*WIDE))
    assert reading_disclosure._looks_like(drawing, drawing)
    assert not reading_disclosure._looks_like(replace(drawing, **other), drawing)


def test_a_number_that_was_not_told_tells_nothing_apart() -> None:
    drawing = show_distribution(heap(*WIDE))
    assert reading_disclosure._looks_like(drawing, replace(drawing, n=None))
    assert not reading_disclosure._looks_like(replace(drawing, n=None), drawing)


def test_who_stands_near_has_come_or_gone_or_answered_otherwise() -> None:
    near = list(reading_disclosure._counts_near((1, 0, 2), 1))
    assert near[0] == (1, 0, 2)
    assert set(near[1:]) == {
        (2, 0, 2), (1, 1, 2), (1, 0, 3),
        (0, 0, 2), (1, 0, 1),
        (0, 1, 2), (0, 0, 3), (2, 0, 1), (1, 1, 1),
    }  # fmt: skip
    assert len(near) == 10


def test_what_was_not_shown_is_not_repeated() -> None:
    few = (1, 1, 1, 1, 0)
    assert as_before(few, (withhold(FIVE), 0)) == (show_distribution(heap(*few)), 0)


def test_of_twenty_two_the_number_is_told_again() -> None:
    before = show_distribution(heap(4, 4, 5, 5, 5))
    assert as_before((4, 4, 5, 5, 4), (before, 0)) == (replace(before, n=22), 1)


def test_a_drawing_without_its_number_stands_for_those_near_of_any_number() -> None:
    """The number that was told narrows who can have been there; one that was not does not."""
    before = show_distribution(heap(*WIDE))
    two_came = tuple(count + 1 for count in WIDE[:2]) + WIDE[2:]
    told = as_before(two_came, (before, 1))
    assert told == (replace(before, n=27), 2)
    assert as_before(two_came, (replace(before, n=None), 1)) == (replace(before, n=None), 2)


def test_each_unit_is_compared_with_what_was_shown_of_it() -> None:
    """And the room with the room: as far as each of them has been repeated."""
    units = (("a",), ("b", "c"))
    shown = show_distribution(heap(3, 2, 3, 2, 3), is_group=True)
    earlier = EarlierDrawing(show_distribution(heap(0, 0, 2, 13, 15)), {("b", "c"): shown}, 1)
    rule = Rule(FIVE, units=units, earlier=(earlier,))
    show = compile_rule(rule, without_history(5, 5))
    a, b = (3, 3, 3, 3, 3), (3, 2, 3, 3, 3)
    item, repeats = show.show((a, b))
    assert repeats == 0
    assert item.room == show_distribution(heap(6, 5, 6, 6, 6))
    assert item.units == (show_distribution(heap(*a), is_group=True), shown)
    assert show.show_unit(1, b) == shown
    assert show.show_unit(0, a) == show_distribution(heap(*a), is_group=True)

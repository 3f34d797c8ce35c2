"""How sure: intervals hold, chance is seldom called a change, and nothing new is told."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from samspill.science.disclosure import ShownDistribution, show_distribution
from samspill.science.distributions import Distribution
from samspill.science.scales import ResponseScale
from samspill.science.uncertainty import (
    MOVED_VARIANCE,
    ROUNDED_TENTHS,
    compare_groups,
    compare_rounds,
    interval_of_middle,
)

SCALE = ResponseScale(1, 5)


def shown(*counts: int, is_group: bool = False) -> ShownDistribution:
    return show_distribution(Distribution(SCALE, counts, missing=0), is_group=is_group)


def test_the_interval_is_students_rounded_outwards_to_halves() -> None:
    """Against scipy's own interval, for a room whose tiles are its answers."""
    room = shown(3, 6, 9, 6, 6)
    answers = [1] * 3 + [2] * 6 + [3] * 9 + [4] * 6 + [5] * 6
    error = (statistics.variance(answers) + MOVED_VARIANCE) / 30 + ROUNDED_TENTHS**2
    low, high = stats.t.interval(0.95, 29, loc=3.2, scale=math.sqrt(error))
    found = interval_of_middle(room)
    assert found is not None
    assert (found.low, found.high) == (
        math.floor(2 * low) / 2,
        math.ceil(2 * high) / 2,
    )


@pytest.mark.parametrize(
    "counts", [(3, 3, 3, 3, 3), (1, 1, 1, 1, 1), (0, 0, 0, 2, 40), (1, 1, 0, 0, 0)]
)
def test_without_a_middle_there_is_no_interval(counts: tuple[int, ...]) -> None:
    assert interval_of_middle(shown(*counts)) is None


@given(st.lists(st.integers(0, 40), min_size=5, max_size=5))
def test_the_interval_holds_the_middle_and_stays_on_the_scale(counts: list[int]) -> None:
    room = shown(*counts)
    found = interval_of_middle(room)
    if found is None:
        return
    assert room.middle is not None
    assert 1 <= found.low <= room.middle <= found.high <= 5
    assert (2 * found.low).is_integer()
    assert (2 * found.high).is_integer()


@given(st.lists(st.integers(0, 12), min_size=5, max_size=5))
@settings(max_examples=200)
def test_it_follows_from_what_is_shown_alone(counts: list[int]) -> None:
    """Two rooms that look the same have the same interval, so it tells nothing more."""
    room = shown(*counts)
    if room.middle is None:
        return
    again = ShownDistribution(
        SCALE, 5, "tenths", n=room.n, tiles=room.tiles, sides=room.sides, middle=room.middle
    )
    assert interval_of_middle(room) == interval_of_middle(again)


@pytest.mark.parametrize("population", [(5, 20, 40, 25, 10), (30, 20, 4, 20, 26)])
def test_the_interval_holds_at_least_as_often_as_it_says(population: tuple[int, ...]) -> None:
    rng = np.random.default_rng(5)
    shares = np.array(population) / sum(population)
    mean = float(shares @ np.arange(1, 6))
    held = []
    for counts in rng.multinomial(22, shares, size=600):
        found = interval_of_middle(shown(*(int(one) for one in counts)))
        if found is not None:
            held.append(found.low <= mean <= found.high)
    assert sum(held) / len(held) >= 0.95


def test_a_large_move_is_a_change_and_a_small_one_is_not() -> None:
    low, a_little, high = shown(10, 12, 6, 2, 0), shown(9, 12, 6, 3, 0), shown(0, 2, 6, 12, 10)
    assert compare_rounds(low, high, comparisons=10) == "higher"
    assert compare_rounds(high, low, comparisons=10) == "lower"
    assert compare_rounds(low, a_little, comparisons=1) == "too_little"


def test_it_is_welchs_test_with_room_for_rounding() -> None:
    """On either side of the threshold that scipy gives for these two rooms."""
    before, after = shown(6, 6, 6, 6, 6), shown(3, 3, 6, 9, 9)
    variance = 2 * 30 / 29 + MOVED_VARIANCE
    squares = 0.1 * 6.76 + 0.1 * 2.56 + 0.2 * 0.36 + 0.3 * 0.16 + 0.3 * 1.96
    other = squares * 30 / 29 + MOVED_VARIANCE
    error = math.sqrt(variance / 30 + other / 30)
    freedom = error**4 / ((variance / 30) ** 2 / 29 + (other / 30) ** 2 / 29)
    rounded = math.sqrt(error**2 + 2 * ROUNDED_TENTHS**2)
    chance = 2 * stats.t.sf((3.6 - 3.0) / rounded, freedom)
    assert compare_rounds(before, after, level=1 - chance * 1.02) == "higher"
    assert compare_rounds(before, after, level=1 - chance * 0.98) == "too_little"


@pytest.mark.parametrize("other", [(3, 3, 3, 3, 3), (0, 0, 0, 1, 40), (1, 1, 0, 0, 0)])
def test_what_has_no_middle_is_not_compared(other: tuple[int, ...]) -> None:
    assert compare_rounds(shown(*other), shown(6, 6, 6, 6, 6)) is None
    assert compare_rounds(shown(6, 6, 6, 6, 6), shown(*other)) is None


def test_different_scales_are_not_compared() -> None:
    seven = show_distribution(Distribution(ResponseScale(1, 7), (5,) * 7, missing=0))
    with pytest.raises(ValueError, match="one scale"):
        compare_rounds(shown(6, 6, 6, 6, 6), seven)


@pytest.mark.parametrize("level", [0, 1, 1.5, -1])
def test_a_level_is_between_0_and_1(level: float) -> None:
    for compare in (
        lambda: interval_of_middle(shown(6, 6, 6, 6, 6), level=level),
        lambda: compare_rounds(shown(6, 6, 6, 6, 6), shown(6, 6, 6, 6, 6), level=level),
        lambda: compare_groups({}, level=level),
    ):
        with pytest.raises(ValueError, match="between 0 and 1"):
            compare()
    with pytest.raises(ValueError, match="At least one"):
        compare_groups({}, comparisons=0)


def test_groups_far_apart_differ_and_groups_alike_do_not() -> None:
    low = shown(8, 8, 3, 2, 0, is_group=True)
    high = shown(0, 2, 3, 8, 8, is_group=True)
    middle = shown(3, 4, 5, 4, 3, is_group=True)
    assert compare_groups({"a": high, "b": low, "c": middle}, comparisons=10) == ("b", "a")
    assert compare_groups({"a": middle, "c": middle}) is None


def test_groups_in_words_are_too_few_to_tell() -> None:
    low, high = shown(7, 1, 0, 0, 0, is_group=True), shown(0, 0, 0, 1, 7, is_group=True)
    assert compare_groups({"a": low, "b": high}) is None

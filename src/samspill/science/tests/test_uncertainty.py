"""How sure: intervals hold, chance is seldom called a change, and nothing new is told."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from samspill.science.chance_agreement import ChanceAgreement, Shape, chance_agreement
from samspill.science.disclosure import ShownDistribution, show_distribution
from samspill.science.distributions import Distribution
from samspill.science.scales import ResponseScale
from samspill.science.uncertainty import (
    MOVED_VARIANCE,
    ROUNDED_FIFTHS,
    ROUNDED_SPREAD,
    ROUNDED_TENTHS,
    agreement_beside_chance,
    compare_groups,
    compare_rounds,
    interval_of_middle,
    measured_as,
)

SCALE = ResponseScale(1, 5)
counts_on_five = st.tuples(*[st.integers(0, 60)] * 5)


def shown(*counts: int, is_group: bool = False) -> ShownDistribution:
    scale = ResponseScale(1, len(counts))
    return show_distribution(Distribution(scale, counts, missing=0), is_group=is_group)


def mean_of_tiles(room: ShownDistribution) -> float:
    return sum(point * tile for point, tile in enumerate(room.tiles, 1)) / sum(room.tiles)


def times_five(room: ShownDistribution) -> float:
    """How many times as long as the scale of five points; shorter ones are taken as that."""
    return max(1, (len(room.tiles) - 1) / 4)


def variance_of_tiles(room: ShownDistribution, n: int) -> float:
    answers = np.repeat(np.arange(len(room.tiles)), room.tiles)
    return float(np.var(answers)) * n / (n - 1) + MOVED_VARIANCE * times_five(room) ** 2


def test_the_interval_is_students_rounded_outwards_to_halves() -> None:
    """Against scipy's own interval, for a room whose tiles are its answers."""
    room = shown(3, 6, 9, 6, 6)
    answers = [1] * 3 + [2] * 6 + [3] * 9 + [4] * 6 + [5] * 6
    error = (statistics.variance(answers) + MOVED_VARIANCE) / 30 + ROUNDED_TENTHS**2
    low, high = stats.t.interval(0.95, 29, loc=3.2, scale=math.sqrt(error))
    result = interval_of_middle(room)
    assert result is not None
    assert (result.low, result.high) == (
        math.floor(2 * low) / 2,
        math.ceil(2 * high) / 2,
    )


LONGER = [
    (9, 9, 6, 6),
    (3, 6, 9, 3, 3, 3, 3),
    (3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 0),
]


@pytest.mark.parametrize("counts", LONGER)
def test_rounding_grows_with_the_scale(counts: tuple[int, ...]) -> None:
    room = shown(*counts)
    error = variance_of_tiles(room, 30) / 30 + (ROUNDED_TENTHS * times_five(room)) ** 2
    result = interval_of_middle(room)
    low, high = stats.t.interval(0.95, 29, loc=room.middle, scale=math.sqrt(error))
    assert result is not None
    assert result.low == max(1, math.floor(2 * low) / 2)
    assert result.high == min(len(counts), math.ceil(2 * high) / 2)


@pytest.mark.parametrize("counts", LONGER)
def test_changes_and_differences_are_as_far_apart_as_the_scale_asks_for(
    counts: tuple[int, ...],
) -> None:
    first, second = shown(*counts), shown(*counts[::-1])
    low, high = sorted((first, second), key=mean_of_tiles)
    variance, step = variance_of_tiles(first, 30), times_five(first)
    gap = mean_of_tiles(high) - mean_of_tiles(low)
    error = math.sqrt(2 * variance / 30 + 2 * (ROUNDED_TENTHS * step) ** 2)
    chance = 2 * stats.t.sf(gap / error, 58)
    for near, change in ((1 + 1e-6, "higher"), (1 - 1e-6, "too_little")):
        assert compare_rounds(low, high, level=1 - chance * near) == change
    groups = {"low": shown_as_group(low), "high": shown_as_group(high)}
    beyond = gap - 2 * ROUNDED_FIFTHS * step
    if beyond > 0:
        few = math.sqrt(2 * variance_of_tiles(first, 22) / 22)
        chance = 2 * stats.t.sf(beyond / few, 42)
        assert compare_groups(groups, level=1 - chance * (1 + 1e-6)) == ("low", "high")
        assert compare_groups(groups, level=1 - chance * (1 - 1e-6)) is None


def shown_as_group(room: ShownDistribution) -> ShownDistribution:
    return replace(room, n=None, band="22 or more")


@pytest.mark.parametrize(
    ("half", "low", "high"), [(0.3, 2.5, 3.5), (0.7, 2.5, 4.0), (1.2, 2.0, 4.5)]
)
def test_an_end_moves_by_a_half_where_students_interval_does(
    half: float, low: float, high: float
) -> None:
    """On either side of the levels at which an end, 3.2 away from half, stands at a half."""
    room = shown(3, 6, 9, 6, 6)
    error = variance_of_tiles(room, 30) / 30 + ROUNDED_TENTHS**2
    chance = 2 * stats.t.sf(half / math.sqrt(error), 29)
    within = interval_of_middle(room, level=1 - chance * (1 + 1e-6))
    beyond = interval_of_middle(room, level=1 - chance * (1 - 1e-6))
    assert within is not None
    assert beyond is not None
    assert within.level == 1 - chance * (1 + 1e-6)
    assert (within.low, within.high) == (low, high)
    assert (beyond.low, beyond.high) != (low, high)


@pytest.mark.parametrize(
    "lacking", [{"middle": None}, {"n": None}, {"tiles": ()}], ids=lambda one: next(iter(one))
)
def test_what_lacks_middle_number_or_tiles_is_not_judged(lacking: dict[str, Any]) -> None:
    room = shown(6, 6, 6, 6, 6)
    without = replace(room, **lacking)
    assert interval_of_middle(without) is None
    assert compare_rounds(without, room) is None
    assert compare_rounds(room, without) is None


@pytest.mark.parametrize(
    "counts", [(3, 3, 3, 3, 3), (1, 1, 1, 1, 1), (0, 0, 0, 2, 40), (1, 1, 0, 0, 0)]
)
def test_without_a_middle_there_is_no_interval(counts: tuple[int, ...]) -> None:
    assert interval_of_middle(shown(*counts)) is None


@given(st.lists(st.integers(0, 40), min_size=5, max_size=5))
def test_the_interval_holds_the_middle_and_stays_on_the_scale(counts: list[int]) -> None:
    room = shown(*counts)
    result = interval_of_middle(room)
    if result is None:
        return
    assert room.middle is not None
    assert 1 <= result.low <= room.middle <= result.high <= 5
    assert (2 * result.low).is_integer()
    assert (2 * result.high).is_integer()


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
        result = interval_of_middle(shown(*(int(one) for one in counts)))
        if result is not None:
            held.append(result.low <= mean <= result.high)
    assert sum(held) / len(held) >= 0.95


def test_a_large_move_is_a_change_and_a_small_one_is_not() -> None:
    low, a_little, high = shown(10, 12, 6, 2, 0), shown(9, 12, 6, 3, 0), shown(0, 2, 6, 12, 10)
    assert compare_rounds(low, high, comparisons=10) == "higher"
    assert compare_rounds(high, low, comparisons=10) == "lower"
    assert compare_rounds(low, a_little, comparisons=1) == "too_little"


@pytest.mark.parametrize("comparisons", [1, 3])
def test_it_is_welchs_test_with_room_for_rounding(comparisons: int) -> None:
    """On either side of the threshold that scipy gives for these two rooms."""
    before, after = shown(6, 6, 6, 6, 6), shown(3, 3, 6, 9, 9)
    variance = 2 * 30 / 29 + MOVED_VARIANCE
    squares = 0.1 * 6.76 + 0.1 * 2.56 + 0.2 * 0.36 + 0.3 * 0.16 + 0.3 * 1.96
    other = squares * 30 / 29 + MOVED_VARIANCE
    error = math.sqrt(variance / 30 + other / 30)
    freedom = error**4 / ((variance / 30) ** 2 / 29 + (other / 30) ** 2 / 29)
    rounded = math.sqrt(error**2 + 2 * ROUNDED_TENTHS**2)
    chance = comparisons * 2 * stats.t.sf((3.6 - 3.0) / rounded, freedom)
    for share, told in ((1 + 1e-6, "higher"), (1 - 1e-6, "too_little")):
        level = 1 - chance * share
        assert compare_rounds(before, after, comparisons=comparisons, level=level) == told


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
    comparisons: tuple[Callable[[], object], ...] = (
        lambda: interval_of_middle(shown(6, 6, 6, 6, 6), level=level),
        lambda: compare_rounds(shown(6, 6, 6, 6, 6), shown(6, 6, 6, 6, 6), level=level),
        lambda: compare_groups({}, level=level),
    )
    for compare in comparisons:
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


@pytest.mark.parametrize("comparisons", [{}, {"comparisons": 4}], ids=str)
def test_groups_are_told_apart_by_welchs_test_and_a_third_of_a_step_each(
    comparisons: dict[str, int],
) -> None:
    """On either side of scipy's threshold, with 12 and 22: the fewest in their bands."""
    low, high = shown(8, 6, 4, 3, 0, is_group=True), shown(2, 2, 10, 13, 13, is_group=True)
    between = shown(3, 4, 5, 4, 3, is_group=True)
    parts = variance_of_tiles(low, 12) / 12, variance_of_tiles(high, 22) / 22
    freedom = sum(parts) ** 2 / (parts[0] ** 2 / 11 + parts[1] ** 2 / 21)
    beyond = mean_of_tiles(high) - mean_of_tiles(low) - 2 * ROUNDED_FIFTHS
    chance = 2 * stats.t.sf(beyond / math.sqrt(sum(parts)), freedom)
    pairs = 3 * comparisons.get("comparisons", 1)
    groups = {"high": high, "between": between, "low": low}
    for share, told in ((1 + 1e-6, ("low", "high")), (1 - 1e-6, None)):
        level = 1 - pairs * chance * share
        assert compare_groups(groups, **comparisons, level=level) == told


def test_of_several_differences_the_largest_is_named() -> None:
    lowest, low = shown(12, 5, 2, 2, 0, is_group=True), shown(8, 8, 3, 2, 0, is_group=True)
    top = shown(0, 2, 2, 5, 12, is_group=True)
    assert compare_groups({"z": low, "b": top, "a": lowest}, level=0.8) == ("a", "b")
    assert compare_groups({"a": low, "b": top, "z": lowest}, level=0.8) == ("z", "b")


def test_of_differences_that_are_equal_the_first_is_named() -> None:
    low, top = shown(8, 8, 3, 2, 0, is_group=True), shown(0, 2, 3, 8, 8, is_group=True)
    assert compare_groups({"a": low, "b": low, "c": top}) == ("a", "c")


def by_chance(n: int, points: int) -> list[ChanceAgreement]:
    shapes: tuple[Shape, Shape] = ("even", "skewed")
    return [chance_agreement(n=n, scale_points=points, shape=shape) for shape in shapes]


@pytest.mark.parametrize(
    ("counts", "counted"),
    [((0, 8, 16, 2), 26), ((0, 3, 6, 14, 14), 30), ((0, 0, 4, 8, 12, 9, 4), 30)],
)
def test_a_spread_is_closer_than_chance_where_few_by_chance_are_as_close(
    counts: tuple[int, ...], counted: int
) -> None:
    """On either side of the share of rooms by chance that lie as close, evenly or heaped."""
    room, points = shown(*counts), len(counts)
    n = sum(counts)
    widest = variance_of_tiles(room, n) + ROUNDED_SPREAD * ((points - 1) / 4) ** 2
    even, skewed = (one.p_of(widest) for one in by_chance(counted, points))
    assert even < skewed < 0.5
    for share, told in (
        (skewed * (1 + 1e-6), "beyond_chance"),
        (skewed * (1 - 1e-6), "like_habit"),
        (even * (1 + 1e-6), "like_habit"),
        (even * (1 - 1e-6), "like_chance"),
    ):
        assert agreement_beside_chance(room, level=1 - 2 * share) == told


@pytest.mark.parametrize(
    ("counts", "counted"),
    [((10, 5, 4, 9), 28), ((11, 6, 2, 6, 13), 30), ((11, 4, 2, 2, 2, 6, 11), 30)],
)
def test_a_spread_is_further_than_chance_where_few_by_chance_are_as_wide(
    counts: tuple[int, ...], counted: int
) -> None:
    room, points = shown(*counts), len(counts)
    n = sum(counts)
    narrowest = variance_of_tiles(room, n) - MOVED_VARIANCE * times_five(room) ** 2
    narrowest -= ROUNDED_SPREAD * ((points - 1) / 4) ** 2
    reached = min(one.p_of(narrowest) for one in by_chance(counted, points))
    assert 0.5 < reached < 1
    for share, told in ((1 + 1e-6, "further_than_chance"), (1 - 1e-6, "like_chance")):
        assert agreement_beside_chance(room, level=1 - 2 * (1 - reached) * share) == told


def test_five_tiles_do_not_tell_one_kind_of_chance_from_the_other() -> None:
    room = shown(0, 2, 4, 9, 5)
    widest = variance_of_tiles(room, 12) + ROUNDED_SPREAD
    even, skewed = (one.p_of(widest) for one in by_chance(12, 5))
    assert agreement_beside_chance(room, level=1 - (even + skewed)) == "like_chance"
    assert agreement_beside_chance(room, level=1 - 2.1 * skewed) == "beyond_chance"


@given(counts_on_five)
@settings(deadline=None)  # the first table of chance takes a while
def test_turning_the_scale_changes_no_word_of_chance(counts: tuple[int, ...]) -> None:
    room, turned = shown(*counts), shown(*counts[::-1])
    # Tiles of turned answers may differ where two sides weigh the same: the low one gets the odd.
    if room.tiles == turned.tiles[::-1]:
        assert agreement_beside_chance(room) == agreement_beside_chance(turned)


def test_a_room_that_answers_by_chance_is_seldom_told_from_it() -> None:
    """Every table of ten and of twelve on five points; tools/agreement_by_chance.py has larger."""
    for n in (10, 12):
        called = 0.0
        for a in range(n + 1):
            for b in range(n + 1 - a):
                for c in range(n + 1 - a - b):
                    for d in range(n + 1 - a - b - c):
                        counts = (a, b, c, d, n - a - b - c - d)
                        if agreement_beside_chance(shown(*counts)) not in (None, "like_chance"):
                            ways = math.factorial(n)
                            for count in counts:
                                ways //= math.factorial(count)
                            called += ways / 5**n
        assert called <= 0.05


def test_what_is_told_of_well_known_rooms() -> None:
    assert agreement_beside_chance(shown(0, 0, 3, 20, 3)) == "beyond_chance"
    assert agreement_beside_chance(shown(0, 2, 4, 12, 8)) == "like_habit"
    assert agreement_beside_chance(shown(5, 5, 6, 5, 5)) == "like_chance"
    assert agreement_beside_chance(shown(13, 0, 0, 0, 13)) == "further_than_chance"
    assert agreement_beside_chance(shown(0, 0, 0, 2, 28)) is None
    assert agreement_beside_chance(shown(10, 16)) is None
    assert agreement_beside_chance(shown(5, 16, 5)) is None


def test_a_level_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match=r"1\.5"):
        agreement_beside_chance(shown(5, 5, 6, 5, 5), level=1.5)


@pytest.mark.parametrize(
    ("n", "as_many"),
    [(20, 20), (29, 29), (30, 30), (39, 30), (99, 90), (100, 100), (449, 100), (450, 450)],
)
def test_large_rooms_are_measured_as_smaller_until_they_can_be_approximated(
    n: int, as_many: int
) -> None:
    assert measured_as(n) == as_many

"""Figures from what is shown alone: they say what it says, and hold as often as they promise."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspill.lab.statistics.multiple_comparisons import compare_every_pair
from samspill.lab.statistics.released_figures import (
    counted_as_seen,
    seen_agreement,
    seen_differences,
    seen_mean,
)
from samspill.science.chance_agreement import chance_agreement
from samspill.science.disclosure import ShownDistribution, show_distribution
from samspill.science.distributions import Distribution, agreement_of
from samspill.science.scales import ResponseScale
from samspill.science.uncertainty import (
    ROUNDED_TENTHS,
    agreement_beside_chance,
    interval_of_middle,
)

FIVE = ResponseScale(1, 5)
counts_on_five = st.tuples(*[st.integers(0, 60)] * 5)


def show(*counts: int) -> ShownDistribution:
    return show_distribution(Distribution(ResponseScale(1, len(counts)), counts, missing=0))


@given(counts_on_five)
def test_as_many_are_counted_as_are_shown(counts: tuple[int, ...]) -> None:
    shown = show(*counts)
    counted = counted_as_seen(shown)
    assert (counted is None) == (shown.n is None or not shown.tiles)
    if counted is not None:
        assert counted.n == shown.n
        # Nothing of the answers but what is shown: the same shown again gives the same.
        assert counted == counted_as_seen(ShownDistribution(**vars(shown)))


def test_from_250_the_percentages_are_counted_and_not_the_tiles() -> None:
    answers = (25, 50, 75, 75, 25)
    assert counted_as_seen(show(*answers)) == Distribution(FIVE, answers, 0)
    twelve = counted_as_seen(show(120, 240, 360, 360, 120))
    assert twelve == Distribution(FIVE, (120, 240, 360, 360, 120), 0)


def test_the_mean_is_the_middle_with_the_interval_of_the_page() -> None:
    shown = show(8, 8, 5, 5, 0)
    result, interval = seen_mean(shown), interval_of_middle(shown)
    assert result is not None
    assert interval is not None
    assert (result.value, result.low, result.high) == (2.3, interval.low, interval.high)


def test_from_250_the_interval_is_in_tenths() -> None:
    result = seen_mean(show(25, 50, 75, 75, 25))
    assert result is not None
    assert (result.value, result.low, result.high) == (3.1, 2.9, 3.3)


@given(counts_on_five)
def test_an_interval_lies_on_the_scale_and_around_its_value(counts: tuple[int, ...]) -> None:
    result = seen_mean(show(*counts))
    if result is not None:
        assert 1 <= result.low <= result.value <= result.high <= 5


@pytest.mark.parametrize("counts", [(3, 3, 3, 3, 3), (0, 0, 0, 2, 28), (1, 1, 0, 0, 0)])
def test_nothing_is_said_where_no_middle_is_shown(counts: tuple[int, ...]) -> None:
    shown = show(*counts)
    assert (seen_mean(shown), seen_agreement(shown)) == (None, None)


def test_agreement_is_that_of_the_answers_as_seen_beside_its_mark() -> None:
    shown = show(8, 8, 5, 5, 0)
    result, counted = seen_agreement(shown), counted_as_seen(shown)
    assert result is not None
    assert counted is not None
    assert result.value == agreement_of(counted)
    by_chance = chance_agreement(n=26, scale_points=5)
    assert result.mark == pytest.approx(1 - by_chance.critical_spread(0.95) / 2)
    assert result.told == agreement_beside_chance(shown)


def test_differences_are_those_of_every_pair_moved_outwards() -> None:
    groups = {"a": show(4, 12, 10, 4, 0), "b": show(0, 2, 8, 12, 8), "few": show(3, 3, 3, 3, 0)}
    [one] = seen_differences(groups, comparisons=5)
    counted = {name: counted_as_seen(groups[name]) for name in ("a", "b")}
    [exact] = compare_every_pair(
        {name: one for name, one in counted.items() if one is not None}, comparisons=5
    )
    assert (one.first, one.second) == ("a", "b")
    assert one.difference.value == pytest.approx(3.9 - 2.5, abs=0.11)
    assert one.difference.low <= exact.difference.low
    assert one.difference.high >= exact.difference.high
    assert (2 * one.difference.low).is_integer()
    assert (2 * one.difference.high).is_integer()


def test_groups_nearly_alike_in_themselves_are_too_few_to_tell() -> None:
    result = seen_differences({"a": show(0, 0, 0, 17, 3), "b": show(5, 5, 5, 5, 5)})
    assert result == ()
    assert seen_differences({"a": show(5, 5, 5, 5, 5)}) == ()


@pytest.mark.parametrize(
    ("n", "tiles", "counts"),
    [
        (26, (4, 3, 3), (10, 8, 8)),
        (23, (5, 5, 0), (12, 11, 0)),
        (24, (1, 2, 7), (2, 5, 17)),
        (25, (7, 2, 1), (18, 5, 2)),
    ],
)
def test_what_is_left_goes_to_the_largest_remainders(
    n: int, tiles: tuple[int, ...], counts: tuple[int, ...]
) -> None:
    shown = replace(show(10, 8, 8), n=n, tiles=tiles)
    counted = counted_as_seen(shown)
    assert counted is not None
    assert counted.counts == counts


@pytest.mark.parametrize("level", [0.4, 0.95])
def test_the_level_is_that_of_every_figure(level: float) -> None:
    for shown in (show(8, 8, 5, 5, 0), show(25, 50, 75, 75, 25)):
        mean, agreement = seen_mean(shown, level=level), seen_agreement(shown, level=level)
        counted = counted_as_seen(shown)
        assert mean is not None
        assert agreement is not None
        assert counted is not None
        assert mean.level == level
        assert agreement.told == agreement_beside_chance(shown, level=level)
        assert (agreement.mark < seen_mark(shown)) == (level < 0.95)
    many = seen_mean(show(25, 50, 75, 75, 25), level=level)
    assert many is not None
    assert (many.low, many.high) == ((2.9, 3.3) if level == 0.95 else (3.0, 3.2))
    few, page = seen_mean(show(8, 8, 5, 5, 0), level=level), show(8, 8, 5, 5, 0)
    interval = interval_of_middle(page, level=level)
    assert few is not None
    assert interval is not None
    assert (few.low, few.high) == (interval.low, interval.high)


def seen_mark(shown: ShownDistribution) -> float:
    result = seen_agreement(shown)
    assert result is not None
    return result.mark


@pytest.mark.parametrize(
    ("first", "second", "parts", "wider"),
    [
        ((4, 12, 10, 4, 0), (0, 2, 8, 12, 8), 2, 2 * ROUNDED_TENTHS),
        ((40, 120, 100, 40, 0), (0, 2, 8, 12, 8), 2, 2 * ROUNDED_TENTHS),
        ((4, 12, 10, 4, 0), (10, 20, 80, 120, 80), 2, 2 * ROUNDED_TENTHS),
        ((40, 120, 100, 40, 0), (10, 20, 80, 120, 80), 10, 0.1),
    ],
)
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_a_difference_is_as_wide_as_what_is_seen_asks_for(
    first: tuple[int, ...], second: tuple[int, ...], parts: int, wider: float, level: float
) -> None:
    """As the comparison of the answers as seen, wider for both roundings, and then outwards."""
    groups = {"a": show(*first), "b": show(*second)}
    counted = {name: one for name in groups if (one := counted_as_seen(groups[name])) is not None}
    for comparisons in (1, 20):
        [result] = seen_differences(groups, comparisons=comparisons, level=level)
        [exact] = compare_every_pair(counted, comparisons=comparisons, level=level)
        value = round((groups["b"].middle or 0) - (groups["a"].middle or 0), 1)
        half = (exact.difference.high - exact.difference.low) / 2 + wider
        assert result.difference.value == value
        assert result.difference.low == pytest.approx(math.floor((value - half) * parts) / parts)
        assert result.difference.high == pytest.approx(math.ceil((value + half) * parts) / parts)
        assert result.difference.level == exact.difference.level
        assert result.chance == exact.chance
    [alone] = seen_differences(groups, level=level)
    assert alone == seen_differences(groups, comparisons=1, level=level)[0]

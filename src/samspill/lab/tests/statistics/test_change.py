"""Change: parity with scipy, what may not matter, and what is refused or too few to tell."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from tests.shared import shared_file

from samspill.lab.statistics.change import (
    Estimate,
    mean_difference,
    mean_interval,
    paired_difference,
)
from samspill.lab.statistics.effects import effect_size, probability_of_superiority
from samspill.lab.statistics.tallies import Tally, tally, tally_counts
from samspill.science.distributions import count_ratings
from samspill.science.scales import ResponseScale

FIVE = ResponseScale(1, 5)
answers = st.lists(st.sampled_from([1.0, 2, 3, 4, 5, math.nan]), min_size=1, max_size=40)
groups = st.lists(st.integers(1, 5), min_size=20, max_size=40)
Compare = Callable[..., Estimate]
BETWEEN: list[Compare] = [mean_difference, effect_size, probability_of_superiority]


def on_scale(given_answers: object, *, level: float = 0.95) -> Estimate:
    return mean_interval(given_answers, scale=FIVE, level=level)  # type: ignore[arg-type]


def lead(company: int) -> np.ndarray:
    with shared_file("data/surveys/lq2002.csv").open() as file:
        rows = [row for row in csv.DictReader(file) if int(row["COMPID"]) == company]
    return np.array([float(row["LEAD"]) for row in rows])


@pytest.mark.parametrize("pair", [(13, 18), (28, 41), (15, 46)])
def test_real_groups_come_out_as_in_scipy(pair: tuple[int, int]) -> None:
    before, after = map(lead, pair)
    result = mean_difference(before, after, level=0.9)
    expected = stats.ttest_ind(after, before, equal_var=False).confidence_interval(0.9)
    assert result.value == pytest.approx(after.mean() - before.mean(), abs=1e-12)
    assert (result.low, result.high) == pytest.approx(tuple(expected), abs=1e-12)
    pairs = stats.mannwhitneyu(after, before).statistic / (before.size * after.size)
    assert probability_of_superiority(before, after).value == pytest.approx(pairs, abs=1e-12)


def test_real_pairs_with_gaps_come_out_as_in_scipy() -> None:
    with shared_file("data/surveys/bfi.csv").open() as file:
        rows = list(csv.DictReader(file))
    first, second = (
        np.array([float(row[item]) if row[item] else math.nan for row in rows])
        for item in ("A2", "A5")
    )
    result = paired_difference(first, second, level=0.99)
    expected = stats.ttest_rel(second, first, nan_policy="omit").confidence_interval(0.99)
    assert (result.low, result.high) == pytest.approx(tuple(expected), abs=1e-12)


@given(groups, groups)
@settings(deadline=None)
def test_welch_and_student_come_out_as_in_scipy(before: list[int], after: list[int]) -> None:
    result = mean_difference(before, after)
    assume(not result.is_too_few)
    expected = stats.ttest_ind(after, before, equal_var=False).confidence_interval()
    assert (result.low, result.high) == pytest.approx(tuple(expected), abs=1e-12)


def test_an_effect_size_is_hedges_g() -> None:
    before = np.array([2.0, 3, 3, 1, 2, 4, 3, 2] * 2)
    after = np.array([4.0, 3, 5, 4, 2, 4, 3, 5, 5, 1] * 3)
    pooled = math.sqrt((15 * before.var(ddof=1) + 29 * after.var(ddof=1)) / 44)
    exact = math.gamma(22) / math.gamma(21.5) / math.sqrt(22)
    expected = exact * (after.mean() - before.mean()) / pooled
    assert effect_size(before, after).value == pytest.approx(expected, abs=1e-12)


@given(answers, answers, st.randoms())
@settings(deadline=None)
@pytest.mark.parametrize("compare", BETWEEN)
def test_order_does_not_matter_and_nothing_is_touched(
    compare: Compare, before: list[float], after: list[float], chance: object
) -> None:
    first, second = np.array(before), np.array(after)
    kept = first.copy(), second.copy()
    mixed = list(before), list(after)
    for one in mixed:
        chance.shuffle(one)  # type: ignore[attr-defined]
    assert repr(compare(first, second)) == repr(compare(*mixed))
    np.testing.assert_array_equal(first, kept[0])
    np.testing.assert_array_equal(second, kept[1])


@given(answers, answers)
@settings(deadline=None)
@pytest.mark.parametrize("compare", BETWEEN)
def test_counts_give_the_same_as_answers(
    compare: Compare, before: list[float], after: list[float]
) -> None:
    counted = count_ratings(before, scale=FIVE), count_ratings(after, scale=FIVE)
    assert repr(compare(before, after)) == repr(compare(*counted))


@given(groups, groups)
@settings(deadline=None)
def test_swapping_before_and_after_turns_the_sign(before: list[int], after: list[int]) -> None:
    for compare, zero in ((mean_difference, 0), (effect_size, 0), (probability_of_superiority, 1)):
        there, back = compare(before, after), compare(after, before)
        assert there.too_few == back.too_few
        if there.is_too_few:
            continue
        expected = zero - back.value, zero - back.high, zero - back.low
        assert (there.value, there.low, there.high) == pytest.approx(expected, abs=1e-12)
        assert there.low <= there.value <= there.high


@given(groups, groups)
@settings(deadline=None)
def test_turning_the_scale_mirrors(before: list[int], after: list[int]) -> None:
    turned = 6 - np.array(before), 6 - np.array(after)
    for compare, zero in ((mean_difference, 0), (effect_size, 0), (probability_of_superiority, 1)):
        there, mirrored = compare(before, after), compare(*turned)
        if not there.is_too_few:
            expected = zero - mirrored.value, zero - mirrored.high, zero - mirrored.low
            assert (there.value, there.low, there.high) == pytest.approx(expected, abs=1e-12)
    one, other = on_scale(before), on_scale(turned[0])
    assert (one.low, one.high) == pytest.approx((6 - other.high, 6 - other.low), abs=1e-9)


@given(answers)
@settings(deadline=None)
def test_a_mean_and_its_interval_stay_on_the_scale(given_answers: list[float]) -> None:
    result = on_scale(given_answers)
    answered = [one for one in given_answers if not math.isnan(one)]
    if len(answered) < 6:
        assert result.too_few == "few_answers"
        assert math.isnan(result.value)
    else:
        assert 1 <= result.low <= result.value <= result.high <= 5
        assert result.value == pytest.approx(sum(answered) / len(answered), abs=1e-12)


@given(groups, groups, st.sampled_from([1e-300, 1e-12, 1e12, 1e299]))
@settings(deadline=None)
def test_size_and_place_of_the_numbers_do_not_matter(
    before: list[int], after: list[int], unit: float
) -> None:
    result = mean_difference(before, after)
    scaled = mean_difference(np.array(before) * unit, np.array(after) * unit)
    assert scaled.too_few == result.too_few
    if not result.is_too_few:
        assert scaled.low / unit == pytest.approx(result.low, rel=1e-9, abs=1e-9)
        assert scaled.high / unit == pytest.approx(result.high, rel=1e-9, abs=1e-9)


@given(answers, answers)
@settings(deadline=None)
def test_a_higher_level_gives_a_wider_interval(before: list[float], after: list[float]) -> None:
    ends = [(compare(before, after, level=0.8), compare(before, after)) for compare in BETWEEN]
    for narrow, wide in (*ends, (on_scale(before, level=0.8), on_scale(before))):
        if not narrow.is_too_few:
            assert wide.low <= narrow.low <= narrow.high <= wide.high


def test_pairs_are_those_who_have_both() -> None:
    before = [1, 2, math.nan, 3, 2, 1, 4, 5, 2, 3]
    after = [2, 2, 4, math.nan, 4, 3, 4, 4, 3, 5]
    both = [(1, 2), (2, 2), (2, 4), (1, 3), (4, 4), (5, 4), (2, 3), (3, 5)]
    result = paired_difference(before, after)
    assert result.value == pytest.approx(0.875)
    assert result == paired_difference(*map(list, zip(*both, strict=True)))


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ([], [], "few_answers"),
        ([1], [2], "few_answers"),
        ([math.nan] * 9, [1, 2, 3, 4, 5], "few_answers"),
        ([1, 2, 3, 4], [1, 2, 3, 4, 5], "few_answers"),
        ([4] * 9, [1, 2, 3, 4, 5], "too_alike"),
        ([4, 4, 4, 4, 5], [1, 2, 3, 4, 5], "too_alike"),
        ([4, 4, 4, 4, 4, 4, 5, 5], [1, 2, 3, 4, 5], "too_alike"),
        ([0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2, 0.3], [1, 2, 3, 4, 5], "too_alike"),
        ([4, 4, 4, 5, 5], [1, 2, 3, 4, 5], None),
        ([4, 4, 4, 4, 5, 5], [1, 2, 3, 4, 5], "too_alike"),
        ([4, 4, 4, 5, 5, 5], [1, 2, 3, 4, 5], None),
        ([4, 4, 4, 4, 4, 5, 5, 5], [1, 2, 3, 4, 5], None),
    ],
)
def test_too_few_to_tell_is_a_result(
    before: list[float], after: list[float], why: str | None
) -> None:
    for pair in ((before, after), (after, before)):
        result = mean_difference(*pair)
        assert result.too_few == why
        assert math.isnan(result.value) == math.isnan(result.low) == math.isnan(result.high)
        assert math.isnan(result.value) == result.is_too_few == (why is not None)


@pytest.mark.parametrize(
    ("compare", "sizes", "enough"),
    [
        (effect_size, (12, 28), True),
        (effect_size, (12, 27), False),
        (effect_size, (11, 50), False),
        (effect_size, (20, 20), True),
        (probability_of_superiority, (10, 10), True),
        (probability_of_superiority, (9, 50), False),
    ],
)
def test_an_effect_needs_more_answers_than_a_difference(
    compare: Compare, sizes: tuple[int, int], enough: bool
) -> None:
    first, second = ([1 + place % 5 for place in range(n)] for n in sizes)
    for result in (compare(first, second), compare(second, first)):
        assert result.too_few == (None if enough else "few_answers")
    alike = [4] * sizes[0]
    assert compare(alike, second).too_few == ("too_alike" if enough else "few_answers")


def test_all_moving_alike_says_nothing_of_chance() -> None:
    assert paired_difference([1, 2, 3, 1, 2], [2, 3, 4, 2, 3]).too_few == "too_alike"
    assert paired_difference([1, 2, 3, 1], [2, 4, 4, 1]).too_few == "few_answers"


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ([1, math.inf], r"In before, row 1: inf"),
        ([-math.inf], r"In before, row 0: -inf"),
        ([1, 2, 1e301], r"row 2: 1e\+301"),
        (["x"], "In before: answers must be numbers"),
        ([[1, 2], [3, 4]], "1 axis; got 2"),
        ([[1], [3, 4]], "In before"),
        (3, "1 axis; got 0"),
        (None, "1 axis; got 0"),
    ],
)
def test_a_wrong_answer_is_named(wrong: object, named: str) -> None:
    for compare in (*BETWEEN, paired_difference):
        with pytest.raises(ValueError, match=named):
            compare(wrong, [1.0, 2, 3, 4, 5])  # type: ignore[arg-type]
        with pytest.raises(ValueError, match=named.replace("before", "after")):
            compare([1.0, 2, 3, 4, 5], wrong)  # type: ignore[arg-type]


def test_a_wrong_answer_of_one_group_or_a_wrong_move_is_named() -> None:
    with pytest.raises(ValueError, match=r"^In answers, row 1: inf"):
        on_scale([1, math.inf])
    with pytest.raises(ValueError, match=r"^In the differences, row 1: 2e\+300"):
        paired_difference([1, -1e300], [1, 1e300])


@pytest.mark.parametrize("level", [0.5, 0.8, 0.99])
@pytest.mark.parametrize("n", [4, 6, 30])
def test_a_result_says_its_level_also_where_there_are_too_few(n: int, level: float) -> None:
    before, after = [1 + place % 5 for place in range(n)], [1 + place % 3 for place in range(n)]
    for result in (
        mean_difference(before, after, level=level),
        paired_difference(before, after, level=level),
        on_scale(before, level=level),
    ):
        assert result.level == level
        assert result.is_too_few == (n == 4 or (n == 6 and result.too_few == "too_alike"))


@pytest.mark.parametrize("level", [0.5, 0.95])
@pytest.mark.parametrize("counts", [(3, 1, 1, 1, 0), (0, 0, 2, 5, 9), (0, 0, 0, 0, 6)])
def test_a_mean_follows_the_beta_distribution_of_answers_and_a_quarter_at_each_point(
    counts: tuple[int, ...], level: float
) -> None:
    """Fitted by its moments: those of a Dirichlet distribution, the variance times n / (n - 1)."""
    n = sum(counts)
    weights, places = np.array(counts) + 0.25, np.arange(5) / 4
    total = n + 1.25
    mean = places @ weights / total
    square = (places**2 @ weights / total - mean**2) / (total + 1) * n / (n - 1)
    both = mean * (1 - mean) / square - 1
    low, high = stats.beta.interval(level, mean * both, (1 - mean) * both)
    result = on_scale(np.repeat(np.arange(1, 6), counts), level=level)
    assert result.value == pytest.approx(1 + 4 * np.average(places, weights=counts), abs=1e-12)
    assert result.low == pytest.approx(min(1 + 4 * low, result.value), abs=1e-9)
    assert result.high == pytest.approx(max(1 + 4 * high, result.value), abs=1e-9)


@pytest.mark.parametrize("level", [0, 1, 1.5, -1, math.nan])
def test_a_level_is_between_0_and_1(level: float) -> None:
    for compare in (*BETWEEN, paired_difference):
        with pytest.raises(ValueError, match="between 0 and 1"):
            compare([1, 2], [1, 2], level=level)
    with pytest.raises(ValueError, match="between 0 and 1"):
        on_scale([1, 2], level=level)


def test_pairs_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="got 2 and 3"):
        paired_difference([1, 2], [1, 2, 3])


def test_an_answer_outside_the_scale_is_named() -> None:
    for wrong in ([1, 2, 3, 4, 5, 6], [0, 1, 2, 3, 4, 5]):
        with pytest.raises(ValueError, match=r"[06] is not on the scale 1 to 5"):
            on_scale(wrong)


@pytest.mark.parametrize(
    ("counts", "named"),
    [
        ({1: -1}, "-1 for 1"),
        ({1e301: 2}, "In the values that were counted, row 0: 1e"),
        ({1: 1.5}, "1.5"),
        ({math.inf: 1}, "inf"),
        ({1: True}, "True"),
    ],
)
def test_a_wrong_count_is_named(counts: dict[float, int], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        tally_counts(counts)


def test_a_tally_has_one_count_for_each_value() -> None:
    broken = Tally((1.0, 2.0), (3,))
    with pytest.raises(ValueError, match="shorter"):
        _ = broken.mean


def test_the_largest_and_smallest_answers_can_be_counted_with() -> None:
    assert tally([1e300, -1e300, 1e-303, 0]).n == 4
    for wrong, named in ((1.1e300, "too large"), (0.9e-303, "too small")):
        with pytest.raises(ValueError, match=f"In answers, row 1: .* is {named}"):
            tally([1, wrong])
    with pytest.raises(ValueError, match=r"got -2 for missing"):
        tally_counts({1: 2}, missing=-2)
    assert tally_counts({1: 2}).missing == 0


def test_missing_answers_are_counted_and_left_out() -> None:
    result = tally([1, math.nan, 1, 3])
    assert result == Tally((1, 3), (2, 1), missing=1)
    assert result == tally(count_ratings([1, math.nan, 1, 3], scale=FIVE))
    assert math.isnan(tally([]).mean)
    assert math.isnan(tally([2]).standard_deviation)


def test_a_million_answers_cost_their_counts() -> None:
    """Summed in whole numbers, the last digit is right however many there are."""
    many = tally_counts({1: 3 * 10**12, 5: 10**12})
    assert many.mean == 2
    assert many.standard_deviation == pytest.approx(math.sqrt(3), abs=1e-12)

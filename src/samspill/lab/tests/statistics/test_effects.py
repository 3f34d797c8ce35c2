"""Effects, several groups, and intervals that tell what was counted."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from samspill.lab.statistics import multiple_comparisons
from samspill.lab.statistics.change import Estimate, mean_difference
from samspill.lab.statistics.effects import (
    LENT,
    _small_sample_correction,
    effect_size,
    probability_of_superiority,
)
from samspill.lab.statistics.multiple_comparisons import compare_every_pair


def test_the_correction_for_small_samples_is_the_exact_one() -> None:
    """Hedges (1981): with 10 degrees of freedom 0.9227, and 1 - 3 / (4 f - 1) nearly."""
    assert _small_sample_correction(10) == pytest.approx(0.9227, abs=5e-5)
    for freedom in (4, 20, 100):
        assert _small_sample_correction(freedom) == pytest.approx(
            1 - 3 / (4 * freedom - 1), abs=4e-3
        )
    assert _small_sample_correction(1e4) == pytest.approx(1, abs=1e-4)


def test_an_effect_interval_follows_from_four_moments() -> None:
    """Against the delta method written out for arrays."""
    before = np.array([1.0, 2, 2, 3, 1, 5, 1, 2] * 2)
    after = np.array([4.0, 4, 5, 3, 5, 5, 2, 5, 4, 5] * 3)
    freedom = before.size + after.size - 2
    square = (15 * before.var(ddof=1) + 29 * after.var(ddof=1)) / freedom
    ratio = (after.mean() - before.mean()) / math.sqrt(square)
    of_square = of_both = of_mean = 0.0
    for sign, one in ((-1, before), (1, after)):
        apart = one - one.mean()
        of_mean += one.var(ddof=1) / one.size / square
        of_square += one.size * ((apart**4).mean() - (apart**2).mean() ** 2) / freedom**2
        of_both += sign * (apart**3).mean() / freedom
    variance = of_mean + ratio**2 * of_square / square**2 / 4 - ratio * of_both / square**1.5
    df = stats.ttest_ind(after, before, equal_var=False).df
    reach = stats.t.ppf(0.975, df) * math.sqrt(variance) * _small_sample_correction(freedom)
    result = effect_size(before, after)
    assert result.high - result.value == pytest.approx(reach, abs=1e-12)
    assert result.value - result.low == pytest.approx(reach, abs=1e-12)


def test_the_chance_to_lie_higher_follows_brunner_and_munzel() -> None:
    """Written out for persons, each weighing one, and a quarter of an answer lent."""
    before, after = [1.0, 2, 2, 3, 1, 5] * 2, [4.0, 4, 5, 3, 5, 5, 2, 5, 4, 4]
    n, m = len(before), len(after)
    first = [(one, 1.0) for one in before] + [(one, LENT / m) for one in after]
    second = [(one, 1.0) for one in after] + [(one, LENT / n) for one in before]

    def share(own: float, others: list[tuple[float, float]], sign: int) -> float:
        over = sum(w * ((sign * (own - x) > 0) + (own == x) / 2) for x, w in others)
        return over / sum(w for _, w in others)

    above, below = (
        [(w, share(x, others, sign)) for x, w in own]
        for own, others, sign in ((first, second, -1), (second, first, 1))
    )
    middle = sum(w * place for w, place in below) / (m + LENT)
    parts = [
        sum(w * (place - middle) ** 2 for w, place in places) / (size - 1) / size
        for places, size in ((above, n + LENT), (below, m + LENT))
    ]
    error = sum(parts)
    df = error**2 / (parts[0] ** 2 / (n + LENT - 1) + parts[1] ** 2 / (m + LENT - 1))
    reach = stats.t.ppf(0.975, df) * math.sqrt(error)
    result = probability_of_superiority(before, after)
    assert result.low == pytest.approx(max(0, middle - reach), abs=1e-12)
    assert result.high == pytest.approx(min(1, middle + reach), abs=1e-12)


def test_groups_that_do_not_overlap_are_certain_only_of_the_sample() -> None:
    result = probability_of_superiority([1, 1, 2, 2, 1] * 2, [4, 5, 4, 5, 4] * 2)
    assert result.value == result.high == 1
    assert 0.5 < result.low < 1


# Answers that differ, so that a group is too small or large enough, and never too alike.
def mixed(n: int) -> list[int]:
    return [1 + place % 5 for place in range(n)]


@pytest.mark.parametrize("compare", [effect_size, probability_of_superiority])
@pytest.mark.parametrize("wrong", [math.inf, -1e301, 1e-304])
def test_a_wrong_answer_is_named_with_its_group_and_row(
    compare: Callable[..., Estimate], wrong: float
) -> None:
    with pytest.raises(ValueError, match=r"^In before, row 1: "):
        compare([1, wrong], [1, 2])
    with pytest.raises(ValueError, match=r"^In after, row 2: "):
        compare([1, 2], [1, 2, wrong])


@pytest.mark.parametrize(
    ("compare", "sizes", "too_few"),
    [
        (effect_size, (12, 28), None),
        (effect_size, (28, 12), None),
        (effect_size, (11, 29), "few_answers"),
        (effect_size, (29, 11), "few_answers"),
        (effect_size, (12, 27), "few_answers"),
        (probability_of_superiority, (10, 10), None),
        (probability_of_superiority, (9, 10), "few_answers"),
        (probability_of_superiority, (10, 9), "few_answers"),
    ],
)
def test_just_enough_answers_are_told_and_one_fewer_are_not(
    compare: Callable[..., Estimate], sizes: tuple[int, int], too_few: str | None
) -> None:
    result = compare(mixed(sizes[0]), mixed(sizes[1]), level=0.9)
    assert (result.too_few, result.level) == (too_few, 0.9)
    assert math.isnan(result.value) == math.isnan(result.low) == (too_few is not None)


@pytest.mark.parametrize("compare", [effect_size, probability_of_superiority])
def test_groups_in_which_all_answer_the_same_are_too_alike(
    compare: Callable[..., Estimate],
) -> None:
    alike = [4] * 30
    for result in (compare(alike, mixed(30), level=0.8), compare(mixed(30), alike, level=0.8)):
        assert (result.too_few, result.level) == ("too_alike", 0.8)


def test_an_effect_is_the_difference_in_pooled_deviations_made_smaller() -> None:
    """Hedges' g as Cohen's d of statistics' own variances, times the exact correction."""
    before, after = mixed(20), [4, 5, 5, 3, 5, 2] * 4
    square = (19 * np.var(before, ddof=1) + 23 * np.var(after, ddof=1)) / 42
    shrink = math.gamma(21) / (math.gamma(20.5) * math.sqrt(21))
    expected = (np.mean(after) - np.mean(before)) / math.sqrt(square) * shrink
    assert effect_size(before, after).value == pytest.approx(expected, abs=1e-12)
    assert effect_size(after, before).value == pytest.approx(-expected, abs=1e-12)


ROOMS = {
    "a": [1, 2, 2, 3, 1, 2, 3, 1, 4],
    "b": [4, 5, 3, 4, 5, 4, 3, 5, 2],
    "c": [2, 3, 3, 4, 5, 1, 2, 4, 3],
}


def test_every_pair_is_welch_with_bonferroni() -> None:
    result = compare_every_pair(ROOMS, comparisons=4, level=0.9)
    assert [(one.first, one.second) for one in result] == [("a", "b"), ("a", "c"), ("b", "c")]
    for one in result:
        alone = mean_difference(ROOMS[one.first], ROOMS[one.second], level=1 - 0.1 / 12)
        assert (one.difference.low, one.difference.high) == (alone.low, alone.high)
        assert one.difference.level == 0.9
        test = stats.ttest_ind(ROOMS[one.second], ROOMS[one.first], equal_var=False)
        assert one.chance == pytest.approx(min(1, 12 * test.pvalue), abs=1e-12)
        assert (one.chance < 0.1) == (one.difference.low > 0 or one.difference.high < 0)


def test_a_pair_too_few_to_tell_is_counted_still() -> None:
    result = compare_every_pair({**ROOMS, "d": [3, 3, 3, 3, 3, 3]})
    assert len(result) == 6
    told = {(one.first, one.second) for one in result if not one.difference.is_too_few}
    assert told == {("a", "b"), ("a", "c"), ("b", "c")}
    assert all(math.isnan(one.chance) for one in result if one.difference.is_too_few)
    alone = mean_difference(ROOMS["a"], ROOMS["b"], level=1 - 0.05 / 6)
    assert result[0].difference.low == alone.low


def test_groups_of_one_are_too_few_and_ten_thousand_groups_too_many() -> None:
    groups = {str(place): [float(place % 5)] for place in range(10_000)}
    with pytest.raises(ValueError, match="400 are compared; got 10000"):
        compare_every_pair(groups)
    few = compare_every_pair(dict(list(groups.items())[:30]))
    assert len(few) == 435
    assert all(one.difference.too_few == "few_answers" for one in few)


def test_wrong_comparisons_are_named() -> None:
    with pytest.raises(ValueError, match="From two groups"):
        compare_every_pair({"a": [1, 2, 3]})
    with pytest.raises(ValueError, match="At least one item"):
        compare_every_pair(ROOMS, comparisons=0)
    with pytest.raises(ValueError, match="between 0 and 1"):
        compare_every_pair(ROOMS, level=1)
    with pytest.raises(ValueError, match="In group b, row 1: inf"):
        compare_every_pair({"a": [1, 2], "b": [1, math.inf]})


def test_so_many_groups_are_compared_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiple_comparisons, "MOST_GROUPS", 3)
    rooms = {str(place): [1, 2, 3, 4, 5] for place in range(4)}
    assert len(compare_every_pair({name: rooms[name] for name in "012"})) == 3
    with pytest.raises(ValueError, match="got 4"):
        compare_every_pair(rooms)

import math
import statistics

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspill.lab.statistics.agreement import (
    average_deviation,
    stepped_up,
    within_group_agreement,
    within_group_agreement_index,
    within_group_agreement_index_of,
)
from samspill.lab.statistics.agreement_beside_chance import (
    read_agreement,
    read_scale_agreement,
)
from samspill.lab.statistics.sufficient_statistics import GroupSums, Sums
from samspill.lab.tests.statistics.shared_surveys import (
    COMPANY_SCALES,
    UNHURRIED,
    company_scale,
    reference,
)
from samspill.science.chance_agreement import chance_agreement
from samspill.science.distributions import Distribution, spread_of
from samspill.science.scales import ResponseScale

NAN = float("nan")
ANSWERS = st.lists(st.integers(1, 5), min_size=2, max_size=40)
TABLES = st.integers(1, 4).flatmap(
    lambda items: st.lists(
        st.lists(st.integers(1, 5), min_size=items, max_size=items), min_size=2, max_size=20
    )
)


# --- What other packages compute -------------------------------------------------------------


@pytest.mark.parametrize("scale", COMPANY_SCALES)
def test_companies_agree_as_multilevel_says(scale: str) -> None:
    ratings, companies, lowest = company_scale(scale)
    expected = reference()["agreement"][f"lq2002_{scale}"]
    sums = GroupSums.from_ratings(ratings, companies)
    index = [
        within_group_agreement_index_of(own, scale_points=5) for own in sums.by_label().values()
    ]
    # The package turns negative values into 0.
    np.testing.assert_allclose(np.maximum(index, 0), expected["rwgj"]["values"], rtol=0, atol=1e-12)
    for place, company in enumerate(sums.labels):
        own = ratings[companies == company]
        read = read_scale_agreement(own, scale_points=5, lowest=lowest)
        assert read.value == pytest.approx(index[place], abs=1e-12)
        assert within_group_agreement_index(own, scale_points=5, lowest=lowest) == read.value
        assert read.mean_agreement == pytest.approx(
            expected["rwgj_lindell"]["values"][place], abs=1e-12
        )
        for about in ("mean", "median"):
            assert average_deviation(own, about=about) == pytest.approx(
                expected[f"ad_{about}"]["values"][place], abs=1e-12
            )
    for item, name in enumerate(COMPANY_SCALES[scale][0]):
        answers = [ratings[companies == company, item] for company in sums.labels]
        single = [
            max(within_group_agreement(one, scale_points=5, lowest=lowest), 0) for one in answers
        ]
        assert np.mean(single) == pytest.approx(expected["item_rwg"][name]["mean"], abs=1e-12)
        assert np.median(single) == pytest.approx(expected["item_rwg"][name]["median"], abs=1e-12)


# --- Written examples: the same middle in three worlds, one outlier, camps, the end ----------


@pytest.mark.parametrize(
    ("answers", "value", "by_mean", "by_median", "spread", "p_under"),
    [
        ([3, 3, 3, 3, 3, 3], 1.0, 0.0, 0.0, "gathered", 0.001),
        ([1, 1, 1, 5, 5, 5], -1.4, 2.0, 2.0, "camps", None),
        ([1, 2, 3, 4, 5, 3], 0.0, 1.0, 1.0, "wide", None),
        ([4, 4, 4, 4, 4, 1], 0.25, 5 / 6, 0.5, "wide", None),
        ([5, 5, 5, 5, 5, 5], 1.0, 0.0, 0.0, "gathered", 0.001),
        ([5, 5, 5, 5, 5, 4], 11 / 12, 5 / 18, 1 / 6, "gathered", 0.02),
    ],
)
def test_written_examples(
    answers: list[int],
    value: float,
    by_mean: float,
    by_median: float,
    spread: str,
    p_under: float | None,
) -> None:
    read = read_agreement(answers, scale_points=5)
    assert read.value == pytest.approx(value)
    assert read.deviation_from_mean == pytest.approx(by_mean)
    assert read.deviation_from_median == pytest.approx(by_median)
    assert read.standard_deviation == pytest.approx(statistics.stdev(answers))
    assert read.deviation_limit == pytest.approx(5 / 6)
    assert read.spread == spread
    assert (read.n, read.n_missing) == (6, 0)
    assert (read.even.p < 0.05) == (read.value > read.even.critical) == (p_under is not None)
    assert p_under is None or read.even.p < p_under


def test_seventy_is_not_agreement_at_a_table_of_five() -> None:
    read = read_agreement([4, 4, 4, 5, 3], scale_points=5)
    assert read.value == read.even.critical == 0.75
    assert read.even.p == pytest.approx(0.0592)
    assert read.skewed.value == pytest.approx(1 - 0.5 / 1.34)
    assert read.skewed.p > 2 * read.even.p


@UNHURRIED
@given(answers=ANSWERS)
def test_reading_is_made_of_the_plain_numbers(answers: list[int]) -> None:
    given_answers = np.array([*answers, NAN])
    kept = given_answers.copy()
    read = read_agreement(given_answers, scale_points=5, level=0.9)
    np.testing.assert_array_equal(given_answers, kept)
    assert (read.n, read.n_missing, read.level) == (len(answers), 1, 0.9)
    assert read.value == within_group_agreement(answers[::-1], scale_points=5) <= 1
    assert read.even.value == pytest.approx(read.value)
    assert read.deviation_from_mean == pytest.approx(average_deviation(answers))
    assert read.deviation_from_median == average_deviation(answers, about="median")
    assert read.deviation_from_median <= read.deviation_from_mean + 1e-12
    assert read.deviation_from_mean <= read.standard_deviation + 1e-12
    mirrored = read_agreement([6 - answer for answer in answers], scale_points=5, level=0.9)
    for one, other in ((read.even, mirrored.even), (read.skewed, mirrored.skewed)):
        assert one == other
        assert 0 <= one.p <= 1
        assert (one.value > one.critical + 1e-12) == (one.p <= 0.1)
    low = read_agreement([answer - 3 for answer in answers], scale_points=5, lowest=-2, level=0.9)
    assert (low.value, low.even, low.spread) == (read.value, read.even, read.spread)


@UNHURRIED
@given(table=TABLES, seed=st.integers(0, 50))
def test_the_index_is_what_its_formula_says(table: list[list[int]], seed: int) -> None:
    ratings = np.array(table, dtype=float)
    kept = ratings.copy()
    n, items = ratings.shape
    ratio = statistics.fmean(statistics.variance(column) for column in ratings.T.tolist()) / 2
    index = within_group_agreement_index(ratings, scale_points=5)
    if ratio < items / (items - 1 or 1e-9) - 1e-9:
        above = items * (1 - ratio)
        assert index == pytest.approx(above / (above + ratio), rel=1e-9, abs=1e-9)
        assert index <= 1
    else:
        assert index == -math.inf or index < -1e6
    assert (index > 1e-12) == (ratio < 1 - 1e-12)
    order = np.random.default_rng(seed)
    shuffled = ratings[order.permutation(n)][:, order.permutation(items)]
    assert within_group_agreement_index(shuffled, scale_points=5) == pytest.approx(index)
    assert read_scale_agreement(ratings, scale_points=5).mean_agreement == pytest.approx(1 - ratio)
    np.testing.assert_array_equal(ratings, kept)


def test_one_item_is_the_single_agreement() -> None:
    answers = [1, 2, 5, 5, 4]
    assert within_group_agreement_index([[a] for a in answers], scale_points=5) == pytest.approx(
        within_group_agreement(answers, scale_points=5)
    )


def test_beyond_chance_the_index_falls_without_bound() -> None:
    """The mean variance over an even spread's: 1 gives 0, and J / (J - 1) has no number."""
    ratios = np.array([0.0, 0.5, 1.0, 1.2, 1.249999, 1.25, 1.3, 2.4, NAN])
    index = stepped_up(ratios, 5)
    assert index[:4] == pytest.approx([1, 2.5 / 3, 0, -5])
    assert index[4] < -1e5
    assert index[5:8].tolist() == [-math.inf] * 3
    assert math.isnan(index[8])
    camps = [[1, 1, 1], [1, 1, 1], [5, 5, 5], [5, 5, 5]]
    assert within_group_agreement_index(camps, scale_points=5) == -math.inf
    assert read_scale_agreement(camps, scale_points=5).mean_agreement == pytest.approx(1 - 8 / 3)


def test_chance_is_harder_to_beat_where_answers_hang_together() -> None:
    rng = np.random.default_rng(8)
    ratings = rng.integers(2, 6, (10, 5))
    read = read_scale_agreement(ratings, scale_points=5)
    assert read.even.critical == pytest.approx(0.5882, abs=1e-4)
    assert read.alike.critical == pytest.approx(0.8364, abs=1e-4)
    assert read.even.value == read.alike.value == pytest.approx(read.value)
    assert read.even.p < read.alike.p
    assert read.skewed.variance == pytest.approx(1.34)
    alone = chance_agreement(n=10, scale_points=5)
    assert read.alike.p == alone.p_of(float(np.var(ratings, axis=0, ddof=1).mean()))


def test_who_left_an_item_out_is_said() -> None:
    ratings = np.array([[4, 4], [5, NAN], [NAN, 3], [4, 5], [3, 3]])
    read = read_scale_agreement(ratings, scale_points=5)
    assert (read.n, read.left_out) == (3, 2)
    assert read.value == within_group_agreement_index(ratings, scale_points=5)
    own = within_group_agreement_index(ratings, scale_points=5, missing="pairwise")
    assert own == pytest.approx(stepped_up(np.array((2 / 3 + 11 / 12) / 2 / 2), 2))
    assert own == within_group_agreement_index_of(
        Sums.from_ratings(ratings, missing="pairwise"), scale_points=5
    )
    assert read.average_deviation == pytest.approx((4 / 9 + 2 / 3) / 2)
    assert average_deviation(ratings) == pytest.approx((0.5 + 0.75) / 2)


# --- Camps -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "spread"),
    [
        ((5, 0, 0, 0, 5), "camps"),
        ((4, 0, 1, 0, 5), "camps"),
        ((3, 1, 1, 1, 4), "camps"),
        ((4, 1, 2, 1, 4), "wide"),  # too many in the middle: no valley
        ((2, 0, 0, 0, 8), "wide"),  # one heap, and two far away
        ((3, 0, 0, 0, 7), "camps"),
        ((1, 1, 1, 1, 1), "wide"),
        ((0, 0, 5, 5, 0), "gathered"),
        ((5, 5), "camps"),
        ((0, 10), "gathered"),
        ((4, 1, 1, 4), "camps"),
        ((0, 0, 0, 0, 1), "wide"),
    ],
)
def test_camps_need_two_sides_and_a_valley(counts: tuple[int, ...], spread: str) -> None:
    d = Distribution(ResponseScale(1, len(counts)), counts, missing=0)
    assert spread_of(d) == spread


# --- Nothing, or too little; what is refused ---------------------------------------------------


@pytest.mark.parametrize("answers", [[], [NAN, NAN], [4], [4, NAN]])
def test_one_answer_agrees_with_nobody(answers: list[float]) -> None:
    read = read_agreement(answers, scale_points=5)
    assert math.isnan(within_group_agreement(answers, scale_points=5))
    numbers = (read.value, read.even.value, read.even.critical, read.even.p, read.skewed.p)
    assert all(math.isnan(number) for number in numbers)
    assert read.spread is None
    assert (read.even.variance, read.skewed.variance) == pytest.approx((2, 1.34))
    table = [[answer, answer] for answer in answers] or np.zeros((0, 2))
    assert math.isnan(within_group_agreement_index(table, scale_points=5))
    assert math.isnan(read_scale_agreement(table, scale_points=5).alike.p)
    has_answer = any(answer == answer for answer in answers)
    assert math.isnan(average_deviation(answers)) != has_answer


@pytest.mark.parametrize("statistic", [within_group_agreement, read_agreement])
@pytest.mark.parametrize(
    ("answers", "wrong", "named"),
    [
        ([1, 6], {}, "Row 1: 6 "),
        ([0, 5], {}, "Row 0: 0 .* 1 to 5"),
        ([1, 2.5], {}, "2.5"),
        ([1, float("inf")], {}, "inf"),
        ([1, 5], {"lowest": 0}, "Row 1: 5 .* 0 to 4"),
        ([[1, 2], [3, 4]], {}, "got 2"),
        ([1, 2], {"scale_points": 1}, "got 1"),
        ([1, 2], {"scale_points": -5}, "got -5"),
    ],
)
def test_a_bad_value_is_named(
    statistic: type[object], answers: npt.ArrayLike, wrong: dict[str, int], named: str
) -> None:
    with pytest.raises(ValueError, match=named):
        statistic(answers, **{"scale_points": 5, **wrong})  # type: ignore[call-arg]


def test_a_bad_value_in_a_table_is_named() -> None:
    for statistic in (within_group_agreement_index, read_scale_agreement):
        with pytest.raises(ValueError, match="Row 1, column 0: 9"):
            statistic([[1, 2], [9, 3]], scale_points=5)
        with pytest.raises(ValueError, match="got 1"):
            statistic([1, 2], scale_points=5)
    with pytest.raises(ValueError, match="got 0"):
        within_group_agreement_index_of(Sums.from_ratings([[1]]), scale_points=0)
    with pytest.raises(ValueError, match=r"level .* got 95"):
        read_agreement([1, 2], scale_points=5, level=95)


@pytest.mark.parametrize(
    ("ratings", "about", "named"),
    [
        ([1, 2], "mode", "'mode'"),
        ([[[1]]], "mean", "got 3"),
        (np.zeros((2, 0)), "mean", "at least one item"),
        ([1e308, -1e308], "mean", "Column 0 runs from"),
        (["a", "b"], "mean", "must be numbers"),
        ([[1, 2], [float("inf"), 3]], "mean", "Row 1, column 0"),
    ],
)
def test_a_bad_deviation_is_named(ratings: npt.ArrayLike, about: str, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        average_deviation(ratings, about=about)  # type: ignore[arg-type]


def test_deviations_far_from_0_keep_their_digits() -> None:
    near = np.array([[1.0, 2], [1, 4], [4, 5]])
    for about in ("mean", "median"):
        assert average_deviation(near + 2.0**51, about=about) == pytest.approx(
            average_deviation(near, about=about), rel=1e-12
        )

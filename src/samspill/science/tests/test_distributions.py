import csv
import math
import statistics

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.shared import shared_file

from samspill.science.distributions import (
    Distribution,
    agreement_of,
    count_ratings,
    mean,
    spread_of,
    variance,
)
from samspill.science.scales import ResponseScale

FIVE = ResponseScale(1, 5)
SIX = ResponseScale(1, 6)


@pytest.mark.parametrize(
    ("ratings", "expected_mean", "expected_sd", "expected_agreement"),
    [
        ([3] * 6, 3.0, 0.0, 1.0),
        ([1, 1, 1, 5, 5, 5], 3.0, 2.19, -1.40),
        ([1, 2, 3, 4, 5, 3], 3.0, 1.41, 0.0),
        ([4, 4, 4, 4, 4, 1], 3.5, 1.22, 0.25),
    ],
)
def test_worked_examples_from_the_field_notes(
    ratings: list[int], expected_mean: float, expected_sd: float, expected_agreement: float
) -> None:
    d = count_ratings(ratings, scale=FIVE)
    assert mean(d) == expected_mean
    assert round(math.sqrt(variance(d)), 2) == expected_sd
    assert round(agreement_of(d), 2) == expected_agreement


@pytest.mark.parametrize(("points", "even_spread"), [(4, 1.25), (5, 2.0), (7, 4.0), (10, 8.25)])
def test_agreement_is_measured_against_an_even_spread(points: int, even_spread: float) -> None:
    scale = ResponseScale(1, points)
    d = count_ratings([1, 2, 1, 2], scale=scale)
    assert agreement_of(d) == pytest.approx(1 - (1 / 3) / even_spread)


def test_nothing_is_defined_without_answers() -> None:
    d = count_ratings([np.nan, np.nan], scale=FIVE)
    assert (d.n, d.missing) == (0, 2)
    assert all(math.isnan(f(d)) for f in (mean, variance))
    assert math.isnan(agreement_of(d))


def test_spread_needs_two_answers() -> None:
    d = count_ratings([4], scale=FIVE)
    assert mean(d) == 4
    assert math.isnan(variance(d))
    assert math.isnan(agreement_of(d))
    assert variance(count_ratings([4, 5], scale=FIVE)) == 0.5


@pytest.mark.parametrize(
    ("counts", "missing", "named"),
    [((1, 2), 0, "got 2"), ((1, 2, 3, 4, -7), 0, "-7"), ((1, 2, 3, 4, 5), -2, "-2")],
)
def test_wrong_counts_are_named(counts: tuple[int, ...], missing: int, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        Distribution(FIVE, counts, missing)


def test_only_one_item_is_counted_at_a_time() -> None:
    with pytest.raises(ValueError, match="got 2"):
        count_ratings([[1, 2], [3, 4]], scale=FIVE)


def test_a_wrong_rating_is_named_when_counting() -> None:
    with pytest.raises(ValueError, match="Row 1: 9 "):
        count_ratings([1, 9], scale=FIVE)


ANSWERS = st.lists(st.sampled_from([1, 2, 3, 4, 5, 6]), min_size=2, max_size=60)


@given(ANSWERS, st.randoms(use_true_random=False))
def test_statistics_agree_with_the_standard_library(ratings: list[int], random: object) -> None:
    given_ratings = np.array(ratings, dtype=float)
    kept = given_ratings.copy()
    d = count_ratings(given_ratings, scale=SIX)
    assert mean(d) == pytest.approx(statistics.fmean(ratings), abs=1e-12)
    assert variance(d) == pytest.approx(statistics.variance(ratings), abs=1e-12)
    np.testing.assert_array_equal(given_ratings, kept)


@given(ANSWERS)
def test_the_order_of_respondents_is_irrelevant(ratings: list[int]) -> None:
    assert count_ratings(sorted(ratings), scale=SIX) == count_ratings(ratings, scale=SIX)


@given(ANSWERS)
def test_statistics_stay_within_their_bounds(ratings: list[int]) -> None:
    d = count_ratings(ratings, scale=SIX)
    assert 1 <= mean(d) <= 6
    assert variance(d) >= 0
    assert agreement_of(d) <= 1


@given(ANSWERS)
def test_a_moved_scale_moves_the_middle_and_nothing_else(ratings: list[int]) -> None:
    d = count_ratings(ratings, scale=SIX)
    moved = Distribution(ResponseScale(-3, 2), d.counts, 0)
    assert mean(moved) == pytest.approx(mean(d) - 4)
    assert variance(moved) == variance(d)


def test_a_million_answers_lose_no_digits() -> None:
    d = Distribution(FIVE, (500_000_000, 0, 0, 0, 500_000_000), 0)
    assert variance(d) == pytest.approx(4 * 1e9 / (1e9 - 1), rel=1e-15)


def read_columns(file: str, columns: list[str]) -> npt.NDArray[np.float64]:
    with shared_file(f"data/surveys/{file}").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return np.array([[float(row[c] or "nan") for c in columns] for row in rows])


@pytest.mark.parametrize(
    ("file", "columns", "scale"),
    [
        ("bfi.csv", [f"{s}{i}" for s in "ACENO" for i in range(1, 6)], SIX),
        ("lq2002.csv", [f"LEAD{i:02}" for i in range(1, 12)], FIVE),
    ],
)
def test_real_surveys_agree_with_numpy(file: str, columns: list[str], scale: ResponseScale) -> None:
    ratings = read_columns(file, columns)
    for column in ratings.T:
        d = count_ratings(column, scale=scale)
        s2 = np.nanvar(column, ddof=1)
        assert d.missing == np.isnan(column).sum()
        assert mean(d) == pytest.approx(np.nanmean(column), rel=1e-12)
        assert variance(d) == pytest.approx(s2, rel=1e-12)
        assert variance(d) == pytest.approx(np.nanvar(column, ddof=1), rel=1e-12)
        expected = 1 - s2 / ((scale.points**2 - 1) / 12)
        assert agreement_of(d) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("counts", "spread"),
    [
        ((0, 0, 1, 6, 0), "gathered"),
        ((0, 1, 1, 1, 0), "wide"),  # r_wg is .50, and must be more
        ((0, 3, 0, 1, 1), "wide"),  # r_wg is 0, and must be less
        ((13, 0, 2, 0, 5), "wide"),  # a quarter on the one side
        ((702, 0, 0, 0, 298), "wide"),
        ((700, 0, 0, 0, 300), "camps"),
        ((3, 4, 0, 4, 3), "camps"),  # a side is all its points
        ((9, 0, 2, 0, 9), "camps"),  # half of the fifth that an even spread has in the centre
        ((8, 0, 3, 0, 9), "wide"),
        ((5, 0, 1, 1, 0, 5), "camps"),  # where the scale has none, the centre is two points
        ((5, 0, 2, 1, 0, 4), "wide"),
        ((5, 5), "camps"),  # nothing lies between yes and no
    ],
)
def test_a_spread_is_named_from_its_limit_on(counts: tuple[int, ...], spread: str) -> None:
    scale = ResponseScale(1, len(counts))
    assert spread_of(Distribution(scale, counts, missing=0)) == spread
    assert spread_of(Distribution(scale, counts[::-1], missing=0)) == spread

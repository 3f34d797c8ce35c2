import math
import statistics

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.stats import t as student

from samspill.lab.statistics.accumulation import Missing
from samspill.lab.statistics.one_factor import explained_share
from samspill.lab.statistics.reliability import (
    cronbach_alpha,
    cronbach_alpha_of,
    item_statistics,
    mcdonald_omega,
    mcdonald_omega_of,
)
from samspill.lab.statistics.reliability_intervals import feldt_interval
from samspill.lab.statistics.sufficient_statistics import GroupSums, Sums
from samspill.lab.tests.statistics.shared_surveys import UNHURRIED, every_scale, reference

Floats = npt.NDArray[np.float64]
NAN = float("nan")
RULES: tuple[Missing, Missing] = ("listwise", "pairwise")
SCALES = [
    "agree", "conscientious", "extraversion", "neuroticism", "openness",
    "lq_lead", "lq_tsig", "lq_hostile",
]  # fmt: skip
POINTS = st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0])
RATINGS = st.integers(2, 5).flatmap(
    lambda items: arrays.arrays(
        np.float64, st.tuples(st.integers(3, 30), st.just(items)), elements=POINTS
    )
)


def one_factor_answers(n: int = 200, items: int = 4, seed: int = 1) -> Floats:
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(n, 1))
    wanted = 3 + common * np.linspace(0.5, 1.0, items) + rng.normal(scale=0.7, size=(n, items))
    return np.clip(np.rint(wanted), 1, 5)


# --- What other packages compute -------------------------------------------------------------


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
def test_alpha_and_items_equal_psych(scale: str, missing: str) -> None:
    ratings = every_scale()[scale]
    peer = reference()["reliability"][scale]
    expected = peer["alpha_complete" if missing == "listwise" else "alpha_pairwise"]
    alpha = cronbach_alpha(ratings, missing=missing)  # type: ignore[arg-type]
    assert alpha.value == pytest.approx(expected["total"]["raw_alpha"], abs=1e-12)
    if missing == "listwise":
        assert alpha.n == peer["n_complete"]
        assert alpha.left_out == peer["n"] - peer["n_complete"]
        assert alpha.low == pytest.approx(expected["feldt_raw"]["lower"], abs=1e-12)
        assert alpha.high == pytest.approx(expected["feldt_raw"]["upper"], abs=1e-12)
    items = item_statistics(ratings, missing=missing)  # type: ignore[arg-type]
    rows = zip(items, expected["item_stats"], expected["alpha_drop"], strict=True)
    for item, row, dropped in rows:
        assert item.n == row["n"]
        assert item.n_missing == peer["n"] - (
            row["n"]
            if missing == "pairwise"
            else np.sum(~np.isnan(ratings), axis=0)[items.index(item)]
        )
        assert item.mean == pytest.approx(row["mean"], abs=1e-12)
        assert item.standard_deviation == pytest.approx(row["sd"], abs=1e-12)
        assert item.item_total == pytest.approx(row["r.drop"], abs=1e-12)
        assert item.alpha_if_dropped == pytest.approx(dropped["raw_alpha"], abs=1e-12)


@pytest.mark.parametrize("scale", SCALES)
def test_omega_equals_lavaan(scale: str) -> None:
    expected = reference()["reliability"][scale]["omega_lavaan_ml_complete"]
    omega = mcdonald_omega(every_scale()[scale])
    assert omega.factor is not None
    assert omega.value == pytest.approx(expected["omega_u_model"], abs=1e-6)
    chi_square = omega.factor.discrepancy * omega.n
    assert chi_square == pytest.approx(expected["fit"]["chisq"], abs=1e-6)
    # lavaan divides covariances by n, and stops a little before the best fit.
    loadings = omega.factor.loadings * math.sqrt((omega.n - 1) / omega.n)
    np.testing.assert_allclose(loadings, list(expected["loadings"].values()), atol=2e-6)


# --- What is so whatever the answers ---------------------------------------------------------


@UNHURRIED
@given(ratings=RATINGS, seed=st.integers(0, 99))
def test_alpha_is_what_its_formula_says(ratings: Floats, seed: int) -> None:
    kept = ratings.copy()
    alpha = cronbach_alpha(ratings)
    n, items = ratings.shape
    assert (alpha.n, alpha.left_out, alpha.missing) == (n, 0, "listwise")
    of_sum = statistics.variance(ratings.sum(axis=1).tolist())
    own = sum(statistics.variance(column.tolist()) for column in ratings.T)
    if of_sum:
        assert alpha.value == pytest.approx(items / (items - 1) * (1 - own / of_sum), abs=1e-9)
        if alpha.doubt is None:
            assert alpha.low <= alpha.value <= 1
            assert alpha.low <= alpha.high <= 1
        else:
            assert math.isnan(alpha.low)
            assert math.isnan(alpha.high)
    else:
        assert math.isnan(alpha.value)
        assert math.isnan(alpha.low)
        assert alpha.absent == "no_variation"
    np.testing.assert_array_equal(ratings, kept)
    rng = np.random.default_rng(seed)
    shuffled = ratings[rng.permutation(n)][:, rng.permutation(items)]
    assert cronbach_alpha(shuffled).value == pytest.approx(alpha.value, abs=1e-12, nan_ok=True)
    moved = cronbach_alpha(6 - ratings)
    assert moved.value == pytest.approx(alpha.value, abs=1e-12, nan_ok=True)


@UNHURRIED
@given(ratings=RATINGS, gaps=st.data())
def test_listwise_is_those_who_answered_all(ratings: Floats, gaps: st.DataObject) -> None:
    left_out = gaps.draw(st.lists(st.booleans(), min_size=len(ratings), max_size=len(ratings)))
    holed = ratings.copy()
    holed[left_out, 0] = NAN
    alpha = cronbach_alpha(holed)
    whole = cronbach_alpha(ratings[~np.array(left_out)])
    assert alpha.left_out == sum(left_out)
    assert (alpha.value, alpha.low, alpha.n) == pytest.approx(
        (whole.value, whole.low, whole.n), nan_ok=True
    )


@UNHURRIED
@given(ratings=RATINGS)
def test_without_gaps_the_rule_for_gaps_does_not_matter(ratings: Floats) -> None:
    listwise, pairwise = (cronbach_alpha(ratings, missing=m) for m in RULES)
    assert listwise.value == pytest.approx(pairwise.value, nan_ok=True, abs=1e-12)
    assert listwise.high == pytest.approx(pairwise.high, nan_ok=True, abs=1e-12)


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95, 0.99])
def test_a_higher_level_is_a_wider_interval(level: float) -> None:
    ratings = one_factor_answers()
    for wide, narrow in (
        (cronbach_alpha(ratings, level=level), cronbach_alpha(ratings, level=level - 0.1)),
        (mcdonald_omega(ratings, level=level), mcdonald_omega(ratings, level=level - 0.1)),
    ):
        assert wide.low < narrow.low < narrow.value < narrow.high < wide.high
        assert wide.level == level


def test_pairwise_is_as_sure_as_its_emptiest_pair() -> None:
    ratings = one_factor_answers(60)
    ratings[:20, 0] = NAN
    ratings[20:30, 1] = NAN
    alpha = cronbach_alpha(ratings, missing="pairwise")
    low, high = feldt_interval(alpha.value, n=30, n_items=4)
    assert (alpha.n, alpha.left_out) == (60, 0)
    assert (alpha.low, alpha.high) == (float(low), float(high))


def test_every_group_is_as_it_is_alone() -> None:
    ratings = one_factor_answers(90)
    groups = np.repeat([4, 7, 9], [50, 36, 4])
    sums = GroupSums.from_ratings(ratings, groups)
    for label, own in sums.by_label().items():
        together = cronbach_alpha_of(own, level=0.9)
        alone = cronbach_alpha(ratings[groups == label], level=0.9)
        assert (together.value, together.low, together.high, together.n) == (
            pytest.approx((alone.value, alone.low, alone.high, alone.n), abs=1e-12, nan_ok=True)
        )


def test_sums_from_two_places_give_the_same_to_the_last_digit() -> None:
    ratings = one_factor_answers(300)
    sums = Sums.from_ratings(ratings[:120]) + Sums.from_ratings(ratings[120:])
    assert cronbach_alpha_of(sums) == cronbach_alpha(ratings)
    together, apart = mcdonald_omega(ratings), mcdonald_omega_of(sums)
    assert (together.value, together.low, together.high) == (apart.value, apart.low, apart.high)


@UNHURRIED
@given(seed=st.integers(0, 1000), items=st.integers(3, 7), turn=st.booleans())
def test_omega_does_not_care_for_order_unit_or_direction(seed: int, items: int, turn: bool) -> None:
    ratings = one_factor_answers(80, items, seed)
    kept = ratings.copy()
    omega = mcdonald_omega(ratings)
    assume(omega.absent is None)
    other = mcdonald_omega((6 - ratings if turn else ratings)[::-1, ::-1] * 7 + 0.5)
    assert other.value == pytest.approx(omega.value, abs=1e-8)
    assert other.low == pytest.approx(omega.low, abs=1e-6, nan_ok=True)
    assert omega.factor is not None
    assert omega.factor.loadings.sum() > 0
    np.testing.assert_array_equal(ratings, kept)


def test_omega_finds_the_factor_that_made_the_covariances() -> None:
    """Three items have as many covariances as loadings, so the fit is exact."""
    ratings = one_factor_answers(500, 3)
    c = np.cov(ratings, rowvar=False)
    omega = mcdonald_omega(ratings)
    assert omega.factor is not None
    expected = [
        math.sqrt(c[0, 1] * c[0, 2] / c[1, 2]),
        math.sqrt(c[0, 1] * c[1, 2] / c[0, 2]),
        math.sqrt(c[0, 2] * c[1, 2] / c[0, 1]),
    ]
    np.testing.assert_allclose(omega.factor.loadings, expected, rtol=1e-9)
    np.testing.assert_allclose(omega.factor.residuals, np.diag(c) - np.square(expected), rtol=1e-8)
    assert omega.factor.discrepancy == pytest.approx(0, abs=1e-12)


def test_omega_is_alpha_where_every_item_measures_equally_well() -> None:
    """Loadings alike: then alpha is no lower bound but the thing itself."""
    wanted = 0.5 * np.ones((4, 4)) + 0.5 * np.eye(4)
    rng = np.random.default_rng(2)
    raw = rng.normal(size=(400, 4))
    raw -= raw.mean(axis=0)
    whitened = raw @ np.linalg.inv(np.linalg.cholesky(np.cov(raw, rowvar=False))).T
    ratings = whitened @ np.linalg.cholesky(wanted).T
    assert mcdonald_omega(ratings).value == pytest.approx(0.8, abs=1e-9)
    assert cronbach_alpha(ratings).value == pytest.approx(0.8, abs=1e-9)


def test_an_item_that_is_explained_more_than_wholly_is_shown_as_it_is() -> None:
    """Covariances .9, .9, .5 ask for a loading above 1: the rest of that item is negative."""
    wanted = np.array([[1, 0.9, 0.9], [0.9, 1, 0.7], [0.9, 0.7, 1]])
    rng = np.random.default_rng(4)
    raw = rng.normal(size=(300, 3))
    raw -= raw.mean(axis=0)
    whitened = raw @ np.linalg.inv(np.linalg.cholesky(np.cov(raw, rowvar=False))).T
    omega = mcdonald_omega(whitened @ np.linalg.cholesky(wanted).T)
    assert omega.factor is not None
    assert omega.factor.residuals[0] == pytest.approx(1 - 0.81 / 0.7, abs=1e-9)
    assert omega.value == pytest.approx(
        np.sum(omega.factor.loadings) ** 2 / np.sum(wanted), abs=1e-9
    )


# --- Nothing, or too little -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ratings", "absent"),
    [
        (np.zeros((0, 3)), "too_few"),
        ([[1, 2, 3]], "too_few"),
        (np.full((5, 3), NAN), "too_few"),
        ([[1, NAN, 3], [NAN, 2, 3], [1, 2, 3]], "too_few"),
        (np.full((9, 3), 4), "no_variation"),
        (np.full((9, 3), 0.1), "no_variation"),
        ([[1, 4, 2], [2, 4, 1], [3, 1, 4]] * 3, None),
    ],
)
def test_what_is_not_defined_is_absent_with_a_reason(
    ratings: npt.ArrayLike, absent: str | None
) -> None:
    alpha = cronbach_alpha(ratings)
    assert alpha.absent == absent
    assert math.isnan(alpha.value) == (absent is not None)
    assert math.isnan(alpha.low) == math.isnan(alpha.high) == (absent is not None)
    omega = mcdonald_omega(ratings)
    assert (omega.absent == absent) or absent is None
    assert len(item_statistics(ratings)) == 3


def test_items_that_undo_each_other_have_no_sum_to_speak_of() -> None:
    alpha = cronbach_alpha([[1, 5], [2, 4], [3, 3], [5, 1]])
    assert (alpha.absent, math.isnan(alpha.value)) == ("no_variation", True)


def test_negative_alpha_is_shown_as_it_is() -> None:
    alpha = cronbach_alpha([[1, 5], [2, 4], [3, 3], [5, 2]] * 2)
    assert alpha.value == pytest.approx(2 * (1 - (35 / 12 + 5 / 3) / 0.25))
    assert alpha.value < -30
    assert alpha.low < alpha.value < alpha.high


def test_an_item_all_answer_alike_has_no_correlation() -> None:
    ratings = one_factor_answers(40)
    ratings[:, 1] = 3
    items = item_statistics(ratings)
    assert math.isnan(items[1].item_total)
    assert items[1].standard_deviation == 0
    assert not math.isnan(items[0].item_total)
    assert items[1].alpha_if_dropped == cronbach_alpha(ratings[:, [0, 2, 3]]).value
    assert mcdonald_omega(ratings).absent == "no_variation"
    assert cronbach_alpha(ratings).absent is None


def test_two_items_have_nothing_left_when_one_is_dropped() -> None:
    first, second = item_statistics([[1, 2], [2, 2], [4, 5], [5, 3]])
    assert math.isnan(first.alpha_if_dropped)
    assert first.item_total == pytest.approx(second.item_total)


def test_no_factor_is_found_where_there_is_none() -> None:
    ratings = one_factor_answers(50)
    twice = np.column_stack([ratings[:, 0], ratings[:, 0], ratings[:, 1]])
    assert mcdonald_omega(twice).absent == "no_factor"
    rng = np.random.default_rng(0)
    for seed in range(30):
        rng = np.random.default_rng(seed)
        omega = mcdonald_omega(rng.integers(1, 6, (12, 4)))
        assert (omega.absent is None) == math.isfinite(omega.value)
        assert omega.absent in {None, "no_factor", "no_variation"}


def test_omega_needs_more_people_than_items() -> None:
    ratings = one_factor_answers(5, 5)
    assert mcdonald_omega(ratings).absent == "too_few"


def test_what_is_not_there_still_says_whom_it_was_asked_of() -> None:
    ratings = one_factor_answers(6, 5)
    ratings[:2, 0] = NAN
    omega = mcdonald_omega(ratings, level=0.9)
    assert (omega.n, omega.left_out, omega.missing, omega.level) == (4, 2, "listwise", 0.9)
    assert math.isnan(omega.low)
    assert math.isnan(omega.high)
    assert omega.doubt is None
    told = mcdonald_omega(np.vstack([one_factor_answers(40, 5), ratings]), level=0.9)
    assert (told.n, told.left_out, told.missing, told.level) == (44, 2, "listwise", 0.9)
    assert told.absent is None


@pytest.mark.parametrize(
    ("n", "alpha_doubt", "omega_doubt"),
    [
        (4, "few_answers", "few_answers"),
        (5, None, "few_answers"),
        (11, None, "few_answers"),
        (12, None, None),
    ],
)
def test_how_many_are_needed_to_tell_how_sure_it_is(
    n: int, alpha_doubt: str | None, omega_doubt: str | None
) -> None:
    ratings = one_factor_answers(n, 3)
    for result, doubt in (
        (cronbach_alpha(ratings), alpha_doubt),
        (mcdonald_omega(ratings), omega_doubt),
    ):
        assert result.absent is None
        assert result.doubt == doubt
        assert math.isnan(result.low) == math.isnan(result.high) == (doubt is not None)


def test_two_that_agree_in_all_do_not_vary() -> None:
    assert cronbach_alpha([[3, 4], [3, 4]]).absent == "no_variation"
    assert cronbach_alpha([[3, 4]]).absent == "too_few"
    assert cronbach_alpha([[3, 4], [3, 4]]).doubt is None


def test_answers_at_one_end_leave_omega_in_doubt() -> None:
    ratings = np.where(one_factor_answers(60) >= 3, 5.0, one_factor_answers(60))
    omega = mcdonald_omega(ratings)
    assert omega.absent is None
    assert omega.doubt == "heaped"
    assert math.isnan(omega.low)
    assert mcdonald_omega_of(Sums.from_ratings(ratings)).doubt is None
    many = mcdonald_omega(np.tile(ratings, (17, 1)))
    assert many.doubt == "heaped"
    assert many.low < many.value < many.high


@pytest.mark.parametrize("level", [0.9, 0.95])
def test_the_interval_of_omega_is_that_of_its_logarithm(level: float) -> None:
    ratings = one_factor_answers(40, 5)
    omega = mcdonald_omega(ratings, level=level)
    assert omega.factor is not None
    _, error = explained_share(omega.factor, 40)
    reach = student.ppf((1 + level) / 2, 35) * error
    assert omega.low == pytest.approx(1 - (1 - omega.value) * math.exp(reach))
    assert omega.high == pytest.approx(1 - (1 - omega.value) * math.exp(-reach))


def test_a_small_unit_changes_nothing_but_the_means() -> None:
    ratings = one_factor_answers(30)
    small = ratings / 1000
    assert mcdonald_omega(small).value == pytest.approx(mcdonald_omega(ratings).value)
    for one, other in zip(item_statistics(small), item_statistics(ratings), strict=True):
        assert one.item_total == pytest.approx(other.item_total)
        assert one.alpha_if_dropped == pytest.approx(other.alpha_if_dropped)
        assert one.mean == pytest.approx(other.mean / 1000)


def test_a_group_that_varies_little_is_not_measured_by_one_that_varies_much() -> None:
    rng = np.random.default_rng(9)
    much = rng.normal(size=(20, 3)) * 1e5
    much = np.vstack([much, -much])
    little = one_factor_answers(20, 3) * 1e-3
    little -= little.mean(axis=0)
    groups = GroupSums.from_ratings(np.vstack([much, little]), [1] * 40 + [2] * 20)
    first, second = (cronbach_alpha_of(own).value for own in groups.by_label().values())
    assert second == pytest.approx(cronbach_alpha(little).value, rel=1e-3)
    assert first == pytest.approx(cronbach_alpha(much).value)


# --- What is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize("statistic", [cronbach_alpha, item_statistics, mcdonald_omega])
@pytest.mark.parametrize(
    ("ratings", "named"),
    [
        ([[1], [2]], "items; got 1"),
        ([1, 2, 3], "got 1"),
        ([[1, 2, float("inf")], [2, 3, 4]], "Row 0, column 2: inf"),
        ([["a", "b", "c"]], "must be numbers"),
        ([[1e300, 2, 3], [2e300, 3, 4]], "Column 0"),
    ],
)
def test_a_bad_value_is_named(statistic: type[object], ratings: npt.ArrayLike, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        statistic(ratings)  # type: ignore[call-arg]


@pytest.mark.parametrize("statistic", [cronbach_alpha, mcdonald_omega])
@pytest.mark.parametrize("level", [0, 1, 95, -0.5, NAN])
def test_a_level_that_is_none_is_named(statistic: type[object], level: float) -> None:
    with pytest.raises(ValueError, match=f"got {level}"):
        statistic([[1, 2, 3], [2, 2, 4]], level=level)  # type: ignore[call-arg]


def test_omega_is_not_made_of_pairs() -> None:
    with pytest.raises(ValueError, match=r"^Omega is fitted .* make the sums listwise\.$"):
        mcdonald_omega_of(Sums.from_ratings(one_factor_answers(), missing="pairwise"))
    with pytest.raises(ValueError, match="at least 3 items; got 2"):
        mcdonald_omega([[1, 2], [2, 1]])
    with pytest.raises(ValueError, match="at least 2 items; got 1"):
        cronbach_alpha([[1], [2]])

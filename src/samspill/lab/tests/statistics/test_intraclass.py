import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from samspill.lab.statistics.intraclass import (
    IntraclassMethod,
    intraclass_correlation,
    intraclass_correlation_of,
)
from samspill.lab.statistics.sufficient_statistics import GroupSums
from samspill.lab.tests.statistics.shared_surveys import (
    COMPANY_SCALES,
    UNHURRIED,
    company_scale,
    reference,
)

NAN = float("nan")
BOARDS = np.repeat([1, 2, 3, 4], 4)
SCORES = np.array([4, 4, 5, 4, 2, 3, 2, 2, 3, 4, 3, 4, 5, 4, 4, 5], dtype=float)
METHODS: tuple[IntraclassMethod, IntraclassMethod] = ("anova", "reml")


@pytest.mark.parametrize("scale", COMPANY_SCALES)
def test_companies_differ_as_multilevel_and_lme4_say(scale: str) -> None:
    ratings, companies, _ = company_scale(scale)
    expected = reference()["agreement"][f"lq2002_{scale}"]
    peer = expected["scale_score"]
    for anova in (
        intraclass_correlation(ratings.mean(axis=1), companies),
        intraclass_correlation_of(GroupSums.from_ratings(ratings, companies)),
    ):
        assert anova.icc1 == pytest.approx(peer["ICC1"], abs=1e-12)
        assert anova.icc2 == pytest.approx(peer["ICC2"], abs=1e-12)
    for reml in (
        intraclass_correlation(ratings.mean(axis=1), companies, method="reml"),
        intraclass_correlation_of(GroupSums.from_ratings(ratings, companies), method="reml"),
    ):
        assert reml.icc1 == pytest.approx(peer["ICC1_reml"], abs=1e-7)
        assert reml.between == pytest.approx(peer["lmer_tau00"], abs=1e-7)
        assert reml.within == pytest.approx(peer["lmer_sigma2"], abs=1e-7)
    # Another package (nlme), which stops further from the highest likelihood.
    for item, row in zip(ratings.T, expected["mult_icc"], strict=True):
        single = intraclass_correlation(item, companies, method="reml")
        assert single.icc1 == pytest.approx(row["ICC1"], abs=1e-5)
        assert single.icc2 == pytest.approx(row["ICC2"], abs=5e-5)


def test_four_boards_as_in_the_field_notes() -> None:
    icc = intraclass_correlation(SCORES, BOARDS)
    assert icc.between == pytest.approx((49 / 12 - 7 / 24) / 4)
    assert icc.within == pytest.approx(7 / 24)
    assert icc.icc1 == pytest.approx(13 / 17)
    assert icc.icc2 == pytest.approx(13 / 14)
    assert (icc.n, icc.n_groups, icc.n_missing, icc.mean_size) == (16, 4, 0, 4)
    assert (icc.method, icc.absent) == ("anova", None)


def test_in_groups_of_one_size_the_two_methods_agree() -> None:
    anova, reml = (intraclass_correlation(SCORES, BOARDS, method=method) for method in METHODS)
    for name in ("icc1", "icc2", "between", "within"):
        assert getattr(reml, name) == pytest.approx(getattr(anova, name), rel=1e-9)


def test_people_less_alike_inside_than_across_give_a_negative_value() -> None:
    scores, groups = [1, 5, 2, 4, 1, 5], [1, 1, 2, 2, 3, 3]
    anova = intraclass_correlation(scores, groups)
    assert (anova.icc1, anova.icc2) == (-1, -math.inf)
    assert anova.between == pytest.approx(-3)
    some = intraclass_correlation([*scores, 5, 5], [*groups, 4, 4])
    assert -1 < some.icc1 < 0
    assert some.icc2 < 0
    reml = intraclass_correlation(scores, groups, method="reml")
    assert (reml.icc1, reml.icc2, reml.between) == (0, 0, 0)
    assert reml.within == pytest.approx(np.var(scores, ddof=1))


@pytest.mark.parametrize("method", METHODS)
def test_groups_that_agree_wholly_differ_wholly(method: IntraclassMethod) -> None:
    icc = intraclass_correlation([2, 2, 3, 3, 3, 5, 5], [1, 1, 2, 2, 2, 3, 3], method=method)
    assert (icc.icc1, icc.icc2, icc.within) == (1, 1, 0)


@pytest.mark.parametrize("seed", range(5))
def test_restricted_likelihood_is_at_its_highest(seed: int) -> None:
    """Against the same likelihood written out with whole matrices, and searched blindly."""
    rng = np.random.default_rng(seed)
    groups = np.repeat(np.arange(6), rng.integers(1, 9, 6))
    scores = rng.normal(size=groups.size) + rng.normal(size=6)[groups]
    same = (groups[:, None] == groups[None, :]).astype(float)
    ones = np.ones(groups.size)

    def deviance(log_variances: npt.NDArray[np.float64]) -> float:
        between, within = np.exp(log_variances)
        covariance = between * same + within * np.eye(groups.size)
        inverse = np.linalg.inv(covariance)
        middle = ones @ inverse @ scores / (ones @ inverse @ ones)
        away = scores - middle
        return float(
            np.linalg.slogdet(covariance)[1]
            + math.log(ones @ inverse @ ones)
            + away @ inverse @ away
        )

    found = intraclass_correlation(scores, groups, method="reml")
    options = {"xatol": 1e-9, "fatol": 1e-12, "maxiter": 4000}
    searched = [
        minimize(deviance, start, method="Nelder-Mead", options=options)
        for start in ([0, 0], [-6, 0])
    ]
    best = min(searched, key=lambda result: float(result.fun))
    between, within = np.exp(best.x)
    assert found.between == pytest.approx(between, abs=2e-6)
    assert found.within == pytest.approx(within, rel=1e-5)


@UNHURRIED
@given(
    scores=st.lists(st.integers(1, 5), min_size=4, max_size=30),
    seed=st.integers(0, 99),
    method=st.sampled_from(METHODS),
)
def test_order_names_and_units_do_not_matter(
    scores: list[int], seed: int, method: IntraclassMethod
) -> None:
    rng = np.random.default_rng(seed)
    groups = rng.integers(0, 3, len(scores))
    given_scores = np.array(scores, dtype=float)
    kept = given_scores.copy(), groups.copy()
    icc = intraclass_correlation(given_scores, groups, method=method)
    np.testing.assert_array_equal(given_scores, kept[0])
    np.testing.assert_array_equal(groups, kept[1])
    order = rng.permutation(len(scores))
    names = np.array(["Vest", "Aust", "Midt"])[groups]
    other = intraclass_correlation((7 - 3 * given_scores)[order], names[order], method=method)
    assert (other.icc1, other.icc2) == pytest.approx((icc.icc1, icc.icc2), nan_ok=True, abs=1e-7)
    assert (other.absent, other.n_groups) == (icc.absent, icc.n_groups)
    if icc.absent is None:
        assert icc.icc1 <= 1
        assert icc.icc2 <= 1
        assert icc.icc1 >= (-1 / (icc.mean_size - 1) - 1e-9 if method == "anova" else 0)
        assert other.within == pytest.approx(9 * icc.within, abs=1e-7)


def test_a_missing_score_is_left_out_and_counted() -> None:
    whole = intraclass_correlation(SCORES, BOARDS)
    holed = intraclass_correlation([*SCORES, NAN, NAN], [*BOARDS, 1, 9])
    assert (holed.icc1, holed.n, holed.n_missing, holed.n_groups) == (whole.icc1, 16, 2, 4)


def test_sums_leave_out_who_left_an_item_out() -> None:
    rng = np.random.default_rng(1)
    ratings = rng.integers(1, 6, (40, 3)).astype(float)
    ratings[[3, 8], 1] = NAN
    groups = np.repeat(np.arange(5), 8)
    for method in METHODS:
        of_sums = intraclass_correlation_of(GroupSums.from_ratings(ratings, groups), method=method)
        of_scores = intraclass_correlation(ratings.mean(axis=1), groups, method=method)
        assert of_sums.icc1 == pytest.approx(of_scores.icc1, abs=1e-9)
        assert of_sums.within == pytest.approx(of_scores.within, abs=1e-9)
        assert (of_sums.n, of_sums.n_missing) == (of_scores.n, of_scores.n_missing) == (38, 2)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("unit", [1e-200, 1e-9, 1e9, 1e200])
def test_scores_of_any_size_keep_their_digits(unit: float, method: IntraclassMethod) -> None:
    plain = intraclass_correlation(SCORES, BOARDS, method=method)
    scaled = intraclass_correlation(SCORES * unit, BOARDS, method=method)
    assert scaled.icc1 == pytest.approx(plain.icc1, rel=1e-12)
    moved = intraclass_correlation(SCORES + 1e9, BOARDS, method=method)
    assert moved.icc1 == pytest.approx(plain.icc1, rel=1e-6)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("scores", "groups", "absent"),
    [
        ([1, 2, 3], [1, 1, 1], "too_few_groups"),
        ([], [], "too_few_groups"),
        ([NAN, NAN, 1], [1, 2, 3], "too_few_groups"),
        (np.arange(10_000), np.arange(10_000), "groups_of_one"),
        ([3, 3, 3, 3], [1, 1, 2, 2], "no_variation"),
        ([0.1] * 7, [1, 1, 2, 2, 3, 3, 3], "no_variation"),
    ],
)
def test_what_is_not_defined_is_absent_with_a_reason(
    scores: npt.ArrayLike, groups: npt.ArrayLike, absent: str, method: IntraclassMethod
) -> None:
    icc = intraclass_correlation(scores, groups, method=method)
    assert icc.absent == absent
    assert all(math.isnan(v) for v in (icc.icc1, icc.icc2, icc.between, icc.within))


@pytest.mark.parametrize(
    ("scores", "groups", "named"),
    [
        ([1, 2, 3], [1, 2], "each of 3"),
        ([[1], [2]], [1, 2], "got 2"),
        ([1, float("inf")], [1, 2], "Row 1: inf"),
        (["a", "b"], [1, 2], "must be numbers"),
        ([1, 2], [1, NAN], "Row 1 has no group"),
    ],
)
def test_a_bad_value_is_named(scores: npt.ArrayLike, groups: npt.ArrayLike, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        intraclass_correlation(scores, groups)


def test_an_unknown_method_is_named() -> None:
    with pytest.raises(ValueError, match="'ml'"):
        intraclass_correlation(SCORES, BOARDS, method="ml")  # type: ignore[arg-type]
    sums = GroupSums.from_ratings(SCORES[:, None], BOARDS)
    with pytest.raises(ValueError, match="'ml'"):
        intraclass_correlation_of(sums, method="ml")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="listwise"):
        intraclass_correlation_of(
            GroupSums.from_ratings(SCORES[:, None], BOARDS, missing="pairwise")
        )


def test_reml_of_groups_that_agree_wholly_is_the_variance_of_their_means() -> None:
    result = intraclass_correlation(
        [1, 1, 3, 3, 3, 6, 6, 7], [1, 1, 2, 2, 2, 3, 3, 4], method="reml"
    )
    assert result.between == pytest.approx(np.var([1, 3, 6, 7], ddof=1), abs=1e-12)
    assert (result.within, result.icc1, result.icc2) == (0, 1, 1)


def test_reml_is_anova_where_groups_are_of_one_size() -> None:
    """And 0 where ANOVA is below it: the best of all shares is found, however few there are."""
    for seed in range(150):
        rng = np.random.default_rng(seed)
        groups = np.repeat(np.arange(3 + seed % 3), 2 + seed % 2)
        scores = rng.normal(size=groups.size) + rng.normal(size=6)[groups]
        anova, reml = (intraclass_correlation(scores, groups, method=m) for m in ("anova", "reml"))
        assert reml.icc1 == pytest.approx(max(anova.icc1, 0), abs=1e-9)
        if anova.icc1 > 0:
            assert reml.within == pytest.approx(anova.within, rel=1e-9)


@pytest.mark.parametrize("method", ["anova", "reml"])
def test_scores_far_from_each_other_or_from_0_keep_their_digits(method: str) -> None:
    scores, groups = np.array([-4.0, -3, 4, 2, -1, 3, 0.5, -2]), [1, 1, 2, 2, 3, 3, 4, 4]
    result = intraclass_correlation(scores, groups, method=method)  # type: ignore[arg-type]
    for other in (scores * 2.0**1020, scores * 2.0**-1040, scores + 2.0**50, 2.0**51 - scores):
        again = intraclass_correlation(other, groups, method=method)  # type: ignore[arg-type]
        assert again.icc1 == pytest.approx(result.icc1, abs=1e-12)


def test_groups_of_nobody_and_of_one_are_counted_from_sums_as_from_scores() -> None:
    ratings = np.array([[1.0, 2], [3, 3], [5, 4], [NAN, 2], [2, 2], [4, 5], [4, 1]])
    groups = [1, 1, 2, 3, 4, 4, 4]
    for method in METHODS:
        of_sums = intraclass_correlation_of(
            GroupSums.from_ratings(ratings, groups),
            method=method,
        )
        of_scores = intraclass_correlation(ratings.mean(axis=1), groups, method=method)
        assert of_sums.n_groups == of_scores.n_groups == 3
        assert (of_sums.icc1, of_sums.between) == pytest.approx(
            (of_scores.icc1, of_scores.between), abs=1e-12
        )
    nobody = intraclass_correlation_of(GroupSums.from_ratings(np.zeros((0, 2)), []))
    assert (nobody.absent, nobody.n, nobody.n_groups) == ("too_few_groups", 0, 0)

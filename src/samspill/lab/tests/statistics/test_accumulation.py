"""What is added up and how: the parts of `adding` that the sums alone do not show."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from samspill.lab.statistics import accumulation
from samspill.lab.statistics.accumulation import (
    add_up,
    as_matrix,
    as_scores,
    group_codes,
    take_measure,
)

NAN = float("nan")


# --- How ratings are added -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ratings", "precision"),
    [
        ([[1, 5], [2, 11]], np.float32),
        ([[1, 5], [2, 12]], np.float64),
        ([[-11, 5], [2, 1]], np.float32),
        ([[-12, 5], [2, 1]], np.float64),
        ([[1.0, NAN], [2.0, 3.0]], np.float32),
        ([[2**20, 1]], np.float64),
    ],
)
def test_whole_ratings_are_added_as_they_are(
    ratings: npt.ArrayLike, precision: type[np.generic]
) -> None:
    """In single precision only where a block of them is added without losing a digit."""
    measure = take_measure(as_matrix(ratings))
    assert measure.is_whole is True
    assert measure.precision is precision
    assert measure.origin.tolist() == [0, 0]


@pytest.mark.parametrize("ratings", [[[1.5, 2], [2.5, 5]], [[2**20 + 1, 2], [2**20 + 3, 5]]])
def test_others_are_added_from_about_their_mean(ratings: list[list[float]]) -> None:
    measure = take_measure(as_matrix(ratings))
    assert measure.is_whole is False
    assert measure.precision is np.float64
    np.testing.assert_allclose(measure.origin, np.mean(ratings, axis=0), rtol=1e-15)


def test_an_item_nobody_answered_has_no_origin() -> None:
    measure = take_measure(as_matrix([[NAN, 1.5], [NAN, 2.5]]))
    assert measure.origin.tolist() == [0, 2]


def test_whatever_was_seen_in_the_first_rows_is_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(accumulation, "SCAN_ROWS", 2)
    large_first = take_measure(as_matrix([[12.0], [12.0], [1.0], [1.0]]))
    assert large_first.precision is np.float64
    uneven_first = take_measure(as_matrix([[1.5], [1.0], [1.0], [2.0]]))
    assert uneven_first.is_whole is False
    with pytest.raises(ValueError, match=r"^Row 3, column 0: inf is not a rating\.$"):
        take_measure(as_matrix([[1.0], [1.0], [1.0], [np.inf]]))


def test_digits_are_counted_with_up_to_the_last_that_a_double_holds() -> None:
    most = 2**53
    assert take_measure(as_matrix([[most], [most]])).origin.tolist() == [most]
    with pytest.raises(ValueError, match=r"9\.01e\+15 has more digits than can be counted with"):
        take_measure(as_matrix([[most + 2], [1]]))


def test_what_varies_too_much_is_told_what_to_do() -> None:
    with pytest.raises(ValueError, match=r"squares of that cannot be held\. Use another unit\.$"):
        take_measure(as_matrix([[1e-200], [2e-200]]))


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
@pytest.mark.parametrize("kind", [np.int8, np.float64])
def test_blocks_and_runs_of_any_length_add_up(
    kind: type[np.generic], missing: accumulation.Missing, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(4)
    ratings = rng.integers(1, 6, (60, 2)).astype(kind)
    if kind is np.float64:
        ratings[::7, 0] = NAN
    codes = rng.integers(0, 5, 60).astype(np.intp)
    codes[codes == 3] = 4
    expected = [
        np.nansum(ratings[(codes == group) & ~np.isnan(ratings).any(axis=1)], axis=0)
        for group in range(5)
    ]
    for block_rows, one_thread in ((1000, 1000), (7, 18), (1, 1)):
        monkeypatch.setattr(accumulation, "BLOCK_ROWS", block_rows)
        monkeypatch.setattr(accumulation, "ONE_THREAD", one_thread)
        measure = take_measure(as_matrix(ratings))
        added = add_up(ratings, codes, 5, missing=missing, measure=measure)
        assert added.n.dtype == np.int64
        assert added.n[3] == 0
        counts, totals, _ = added.squares(missing)
        assert counts.shape == totals.shape == (5, 2, 2)
        both = totals[:, [0, 1], [1, 0]] if missing == "pairwise" else totals[:, [0, 1], [0, 1]]
        np.testing.assert_array_equal(both, expected)


def test_more_groups_than_short_numbers_reach_are_kept_apart() -> None:
    n = 2**16 + 3
    codes = np.arange(n, dtype=np.intp)
    ratings = (np.arange(n) % 5 + 1).astype(np.int8)[:, None]
    measure = take_measure(ratings)
    added = add_up(ratings, codes, n, missing="listwise", measure=measure)
    np.testing.assert_array_equal(added.moments[:, 0, 1], ratings[:, 0])


# --- What comes in ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([1, 2], "Ratings have 2 axes (respondents, items); got 1."),
        (np.zeros((2, 0)), "Ratings need at least one item; got none."),
        (
            np.array([["2020-01-01"]], dtype="datetime64[D]"),
            "Ratings must be numbers, with NaN for missing; got datetime64[D].",
        ),
        (
            np.array([[3]], dtype="timedelta64[D]"),
            "Ratings must be numbers, with NaN for missing; got timedelta64[D].",
        ),
        (np.array([[1j]]), "Ratings must be numbers, with NaN for missing; got complex128."),
    ],
)
def test_what_is_no_table_of_ratings_is_named(values: npt.ArrayLike, told: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - the whole message is compared
        as_matrix(values)
    assert str(raised.value) == told


@pytest.mark.parametrize("kind", [np.int8, np.uint16, np.int64, np.float32, np.float64])
def test_a_table_of_numbers_is_taken_as_it_is(kind: type[np.generic]) -> None:
    table = np.ones((3, 2), dtype=kind)
    assert as_matrix(table) is table


@pytest.mark.parametrize("kind", [np.bool_, np.int64, np.uint8, np.float32])
def test_what_is_masked_is_missing(kind: type[np.generic]) -> None:
    table = np.ma.masked_array(np.ones((2, 2), dtype=kind), mask=[[True, False], [False, False]])
    taken = as_matrix(table)
    assert taken.dtype == np.float64
    assert np.isnan(taken).tolist() == [[True, False], [False, False]]
    assert np.nansum(taken) == 3


def test_numbers_in_other_clothes_become_floats() -> None:
    assert as_matrix([[True, False]]).dtype == np.float64
    wide = as_matrix(np.array([[1.5]], dtype=np.longdouble))
    assert wide.dtype == np.float64


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        ([[1, 2]], r"^Scores have 1 axis \(respondents\); got 2\.$"),
        (3, r"^Scores have 1 axis \(respondents\); got 0\.$"),
        ([1.5, np.inf, -np.inf], r"^Row 1: inf is not a score\.$"),
        ([1.5, -np.inf], r"^Row 1: -inf is not a score\.$"),
        (["many"], r"^Scores must be numbers, with NaN for missing; could not convert"),
        ([10**400], r"^Scores must be numbers, with NaN for missing; "),
        (np.array([np.longdouble("1e400")]), r"^Row 0: inf is not a score\.$"),
        (np.array([1j]), r"^Scores must be numbers, with NaN for missing; got complex128\.$"),
    ],
)
def test_what_are_no_scores_is_named(scores: npt.ArrayLike, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        as_scores(scores)


def test_scores_keep_their_gaps() -> None:
    np.testing.assert_array_equal(as_scores([1, NAN, 2.5]), [1, NAN, 2.5])


# --- Groups ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("groups", "labels", "codes"),
    [
        (np.array([-128, 127, -128], dtype=np.int8), (-128, 127), [0, 1, 0]),
        (np.array([0, 200, 0], dtype=np.uint8), (0, 200), [0, 1, 0]),
        (
            np.array([2**63 + 5, 2**63 + 1, 2**63 + 5], dtype=np.uint64),
            (2**63 + 1, 2**63 + 5),
            [1, 0, 1],
        ),
        (np.array([2, "a", 1], dtype=object), (1, 2, "a"), [1, 2, 0]),
        (np.ma.masked_array([4, 3, 4], mask=[False] * 3), (3, 4), [1, 0, 1]),
        ([7, 7, 7], (7,), [0, 0, 0]),
    ],
)
def test_groups_are_numbered_in_the_order_of_their_labels(
    groups: npt.ArrayLike, labels: tuple[object, ...], codes: list[int]
) -> None:
    result, numbers = group_codes(groups, n_respondents=3)
    assert result == labels
    assert numbers.tolist() == codes
    assert numbers.dtype == np.intp


def test_nobody_has_no_groups() -> None:
    labels, codes = group_codes(np.array([], dtype=np.int64), n_respondents=0)
    assert labels == ()
    assert codes.size == 0


def test_a_masked_group_is_named() -> None:
    hidden = np.ma.masked_array([4, 3, 4], mask=[False, True, False])
    with pytest.raises(ValueError, match=r"^Row 1 has no group\.$"):
        group_codes(hidden, n_respondents=3)


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ([1, 2], r"^Groups need one label for each of 3 respondents; got \(2,\)\.$"),
        ([[1], [2], [3]], r"^Groups need one label for each of 3 respondents; got \(3, 1\)\.$"),
        ([1.5, NAN, NAN], r"^Row 1 has no group\.$"),
        (np.array(["a", None, NAN], dtype=object), r"^Row 1 has no group\.$"),
        (np.array([NAN, "b", None], dtype=object), r"^Row 0 has no group\.$"),
    ],
)
def test_who_has_no_group_is_named(groups: npt.ArrayLike, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        group_codes(groups, n_respondents=3)


@pytest.mark.parametrize(
    ("groups", "labels"),
    [
        ([0.5, -1.5, 0.5], (-1.5, 0.5)),
        (["b", "a", "b"], ("a", "b")),
        ([True, False, True], (False, True)),
        # Too far apart to be counted, and so sorted.
        ([10**15, -5, 10**15], (-5, 10**15)),
    ],
)
def test_labels_of_other_kinds_are_sorted(
    groups: npt.ArrayLike, labels: tuple[object, ...]
) -> None:
    result, codes = group_codes(groups, n_respondents=3)
    assert result == labels
    assert codes.tolist() == [1, 0, 1]


def test_one_group_is_added_as_it_stands() -> None:
    ratings = np.array([[1.0, 2], [NAN, 4], [3, 1]])
    codes = np.zeros(3, dtype=np.intp)
    order, starts = accumulation._runs(codes, 1)
    assert order is None
    assert starts.tolist() == [0]
    assert starts.dtype == np.intp
    added = add_up(ratings, codes, 1, missing="listwise", measure=take_measure(ratings))
    assert added.answered.tolist() == [[2, 3]]
    assert added.n.tolist() == [2]
    counts, totals, products = added.squares("listwise")
    assert counts.tolist() == [[[2, 2], [2, 2]]]
    assert totals.tolist() == [[[4, 4], [3, 3]]]
    assert products.tolist() == [[[10, 5], [5, 5]]]

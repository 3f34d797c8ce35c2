from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from samspill.lab.statistics import accumulation
from samspill.lab.statistics.sufficient_statistics import GroupSums, Sums, stack
from samspill.lab.tests.statistics.shared_surveys import UNHURRIED

Floats = npt.NDArray[np.float64]
NAN = float("nan")
POINTS = st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, NAN])
RATINGS = st.integers(1, 4).flatmap(
    lambda items: arrays.arrays(
        np.float64, st.tuples(st.integers(1, 30), st.just(items)), elements=POINTS
    )
)


def same(a: Sums, b: Sums) -> None:
    assert (a.missing, a.n_rows, a.n) == (b.missing, b.n_rows, b.n)
    for name in ("answered", "counts", "totals", "products", "origin"):
        np.testing.assert_array_equal(getattr(a, name), getattr(b, name), err_msg=name)


def by_hand(ratings: Floats, missing: str) -> tuple[Floats, Floats, Floats]:
    """Add counts, totals and products, one pair of items at a time."""
    if missing == "listwise":
        ratings = ratings[~np.isnan(ratings).any(axis=1)]
    items = ratings.shape[1]
    result = np.zeros((3, items, items))
    for i in range(items):
        for j in range(items):
            both = ~np.isnan(ratings[:, i]) & ~np.isnan(ratings[:, j])
            result[:, i, j] = (
                both.sum(),
                ratings[both, i].sum(),
                (ratings[both, i] * ratings[both, j]).sum(),
            )
    return result[0], result[1], result[2]


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
@UNHURRIED
@given(ratings=RATINGS)
def test_sums_are_what_adding_by_hand_gives(ratings: Floats, missing: accumulation.Missing) -> None:
    kept = ratings.copy()
    sums = Sums.from_ratings(ratings, missing=missing)
    for result, expected in zip(
        (sums.counts, sums.totals, sums.products), by_hand(ratings, missing), strict=True
    ):
        np.testing.assert_array_equal(result, expected)
    assert sums.n_rows == len(ratings)
    gaps = np.isnan(ratings)
    assert sums.n == (~(gaps.any(axis=1) if missing == "listwise" else gaps.all(axis=1))).sum()
    assert sums.left_out == sums.n_rows - sums.n
    np.testing.assert_array_equal(sums.answered, (~gaps).sum(axis=0))
    np.testing.assert_array_equal(ratings, kept)


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
@UNHURRIED
@given(ratings=RATINGS, cut=st.integers(0, 30))
def test_parts_add_up_to_the_whole_in_any_order(
    ratings: Floats, cut: int, missing: accumulation.Missing
) -> None:
    whole = Sums.from_ratings(ratings, missing=missing)
    first = Sums.from_ratings(ratings[:cut], missing=missing)
    rest = Sums.from_ratings(ratings[cut:], missing=missing)
    same(first + rest, whole)
    same(rest + first, whole)
    same(Sums.from_ratings(ratings[::-1], missing=missing), whole)


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
@UNHURRIED
@given(ratings=RATINGS, data=st.data())
def test_groups_are_added_as_each_alone(
    ratings: Floats, data: st.DataObject, missing: accumulation.Missing
) -> None:
    labels = st.sampled_from(["administration", "council", "union"])
    groups = data.draw(st.lists(labels, min_size=len(ratings), max_size=len(ratings)))
    sums = GroupSums.from_ratings(ratings, groups, missing=missing)
    assert sums.labels == tuple(sorted(set(groups)))
    for label, result in sums.by_label().items():
        mine = np.array([group == label for group in groups])
        same(result, Sums.from_ratings(ratings[mine], missing=missing))
    same(sums.together(), Sums.from_ratings(ratings, missing=missing))


@UNHURRIED
@given(ratings=RATINGS, cut=st.integers(0, 30))
def test_groups_from_two_places_add_up(ratings: Floats, cut: int) -> None:
    groups = np.arange(len(ratings)) % 3
    whole = GroupSums.from_ratings(ratings, groups)
    parts = [
        GroupSums.from_ratings(ratings[part], groups[part])
        for part in (slice(cut), slice(cut, None))
        if len(ratings[part])
    ]
    added = parts[0] if len(parts) == 1 else parts[0] + parts[1]
    assert sorted(map(str, added.labels)) == sorted(map(str, whole.labels))
    for label, sums in whole.by_label().items():
        same(added.by_label()[label], sums)


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
@pytest.mark.parametrize("middle", [12, 20])
def test_whatever_groups_the_places_had_they_add_up(
    middle: int, missing: accumulation.Missing
) -> None:
    """The same groups in both places; or one of them in the second place alone."""
    rng = np.random.default_rng(2)
    ratings = rng.integers(1, 6, (30, 3)).astype(np.float64)
    ratings[[3, 25], [0, 2]] = NAN
    groups = np.where(np.arange(30) < 20, np.arange(30) % 2, np.arange(30) % 3)
    places = [slice(middle), slice(middle, None)]
    first, second = (
        GroupSums.from_ratings(ratings[part], groups[part], missing=missing) for part in places
    )
    whole = GroupSums.from_ratings(ratings, groups, missing=missing)
    for added in (first + second, second + first):
        assert set(added.labels) == {0, 1, 2}
        for label, sums in whole.by_label().items():
            same(added.by_label()[label], sums)
    twice = second + second
    assert twice.labels == second.labels
    for label, sums in second.by_label().items():
        same(twice.by_label()[label], sums + sums)


def test_groups_with_other_origins_add_up() -> None:
    """The groups are the same, and still the arrays are not to be added as they are."""
    ratings = np.array([[1000.5, 2], [1001.25, 4], [1003.5, 3], [998.25, 9], [1.5, 3], [2, 7.5]])
    groups = np.array([0, 1, 0, 1, 0, 1])
    first, second = (
        GroupSums.from_ratings(ratings[part], groups[part]) for part in (slice(4), slice(4, None))
    )
    assert not np.array_equal(first.origin, second.origin)
    added = first + second
    assert added.labels == first.labels
    np.testing.assert_array_equal(added.origin, first.origin)
    for place in (0, 1):
        mine = groups == place
        result = added.of(place)
        np.testing.assert_allclose(result.means, ratings[mine].mean(axis=0), rtol=1e-12)
        expected = np.cov(ratings[mine], rowvar=False)
        np.testing.assert_allclose(result.covariances, expected, rtol=1e-9)


def test_groups_with_other_rules_do_not_add_up() -> None:
    made = [
        GroupSums.from_ratings([[1, 2]], ["a"], missing=missing)
        for missing in ("listwise", "pairwise")
    ]
    with pytest.raises(ValueError, match="listwise and pairwise"):
        made[0] + made[1]
    unlike: dict[object, Sums] = {"a": made[0].of(0), "b": made[1].of(0)}
    with pytest.raises(ValueError, match="same rule for missing answers"):
        stack(unlike)


def test_sums_that_stand_at_the_origin_stay_where_they_are() -> None:
    sums = Sums.from_ratings([[1.5, 2], [2.5, 4]])
    assert sums.moved_to(sums.origin.copy()) is sums
    assert sums.moved_to(sums.origin + 1) is not sums


def test_blocks_leave_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    ratings = rng.integers(1, 12, (1000, 3)).astype(np.int8)
    groups = rng.integers(0, 7, 1000)
    whole = GroupSums.from_ratings(ratings, groups)
    monkeypatch.setattr(accumulation, "BLOCK_ROWS", 17)
    monkeypatch.setattr(accumulation, "SCAN_ROWS", 13)
    monkeypatch.setattr(accumulation, "ONE_THREAD", 50)
    small = GroupSums.from_ratings(ratings, groups)
    for label, sums in whole.by_label().items():
        same(small.by_label()[label], sums)


@pytest.mark.parametrize("kind", [np.int8, np.uint8, np.int16, np.int64, np.float32, np.float64])
def test_the_kind_of_number_does_not_matter(kind: type[np.generic]) -> None:
    """Nothing overflows: 100 x 100 is more than a small whole number can hold."""
    ratings = np.array([[100, 1], [99, 7], [120, 3]], dtype=kind)
    sums = Sums.from_ratings(ratings)
    assert sums.products.tolist() == [[10000 + 9801 + 14400, 100 + 693 + 360], [1153, 59]]


def test_a_hidden_answer_is_missing() -> None:
    hidden = np.ma.masked_array([[1, 2], [3, 4]], mask=[[False, True], [False, False]])
    sums = Sums.from_ratings(hidden, missing="pairwise")
    assert sums.answered.tolist() == [2, 1]


def test_a_million_alike_lose_no_digit() -> None:
    ratings = np.full((300_000, 2), 11, dtype=np.int8)
    ratings[0] = 10
    sums = Sums.from_ratings(ratings)
    assert sums.products[0, 1] == 299_999 * 121 + 100
    assert sums.covariances[0, 0] == pytest.approx(299_999 / 300_000 / 299_999, rel=1e-12)


# --- Other numbers than scale points ---------------------------------------------------------


@pytest.mark.parametrize("away", [0.0, 1e6, -1e9])
@pytest.mark.parametrize("unit", [1e-100, 1e-6, 1.0, 1e6, 1e100])
def test_numbers_of_any_size_keep_their_digits(away: float, unit: float) -> None:
    rng = np.random.default_rng(5)
    plain = rng.normal(size=(50, 3)).round(3) + away
    expected = np.cov(plain - away, rowvar=False)
    result = Sums.from_ratings(plain * unit).covariances / unit / unit
    np.testing.assert_allclose(result, expected, rtol=1e-5 if away else 1e-12)


def test_sums_with_other_origins_add_up() -> None:
    rng = np.random.default_rng(7)
    ratings = rng.normal(1000, 1, (40, 3))
    ratings[3, 1] = NAN
    for missing in ("listwise", "pairwise"):
        whole = Sums.from_ratings(ratings, missing=missing)
        added = Sums.from_ratings(ratings[:15], missing=missing) + Sums.from_ratings(
            ratings[15:], missing=missing
        )
        np.testing.assert_allclose(added.covariances, whole.covariances, rtol=1e-12)
        np.testing.assert_allclose(added.means, whole.means, rtol=1e-14)
        np.testing.assert_allclose(
            whole.moved_to(np.zeros(3)).means, np.nanmean(ratings, axis=0), rtol=1e-2
        )


def test_all_alike_is_no_spread_however_it_is_written() -> None:
    ratings = np.full((7, 2), 0.1)
    assert Sums.from_ratings(ratings).covariances.tolist() == [[0, 0], [0, 0]]


def test_nobody_is_no_number() -> None:
    empty = Sums.from_ratings(np.zeros((0, 2)))
    assert (empty.n, empty.n_rows) == (0, 0)
    assert np.isnan(empty.means).all()
    assert np.isnan(empty.covariances).all()
    alone = Sums.from_ratings([[3, 4]])
    assert alone.means.tolist() == [3, 4]
    assert np.isnan(alone.covariances).all()
    assert Sums.from_ratings(np.full((4, 2), NAN), missing="pairwise").n == 0


# --- What is refused -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ratings", "named"),
    [
        ([1, 2, 3], "2 axes .* got 1"),
        (np.zeros((3, 0)), "at least one item"),
        ([[1, 2], [3, float("inf")]], "Row 1, column 1: inf"),
        ([[1, 2], [-float("inf"), 0.5]], "Row 1, column 0: -inf"),
        ([["much", "little"]], "must be numbers"),
        ([[1 + 2j]], "must be numbers"),
        ([[1, 2], [3]], "must be numbers|inhomogeneous"),
        ([[1e200, 1], [2e200, 2]], "Column 0 runs from 1e.200"),
        ([[1e-200, 1], [2e-200, 2]], "Column 0 runs from 1e-200"),
        ([[1.7e308, 1], [-1.7e308, 2]], "Column 0 runs from -1.7e.308"),
        (np.array([[2**60, 1], [2**60 + 1, 2]]), "more digits"),
    ],
)
def test_what_cannot_be_added_is_named(ratings: npt.ArrayLike, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        Sums.from_ratings(ratings)


def test_an_unknown_rule_for_missing_answers_is_named() -> None:
    with pytest.raises(ValueError, match="'casewise'"):
        Sums.from_ratings([[1, 2]], missing="casewise")  # type: ignore[arg-type]


def test_only_like_is_added_to_like() -> None:
    two, three = Sums.from_ratings([[1, 2]]), Sums.from_ratings([[1, 2, 3]])
    with pytest.raises(ValueError, match="2 and 3 items"):
        two + three
    with pytest.raises(ValueError, match="listwise and pairwise"):
        two + Sums.from_ratings([[1, 2]], missing="pairwise")
    with pytest.raises(ValueError, match="same items"):
        stack({"a": two, "b": three})
    with pytest.raises(ValueError, match="got none"):
        stack({})


@pytest.mark.parametrize(
    ("groups", "named"),
    [
        ([1, 2], "each of 3 respondents"),
        ([[1], [2], [3]], "each of 3"),
        ([1.0, NAN, 2.0], "Row 1 has no group"),
        (["a", "b", None], "Row 2 has no group"),
        (np.array(["a", NAN, "b"], dtype=object), "Row 1 has no group"),
    ],
)
def test_everybody_has_a_group(groups: npt.ArrayLike, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        GroupSums.from_ratings([[1], [2], [3]], groups)


@pytest.mark.parametrize(
    "groups",
    [
        [301, 1103, 301],
        np.array([-5, 10**15, -5]),
        np.array([3, 200, 3], dtype=np.uint8),
        ["Oslo", "Å", "Oslo"],
        np.array(["Oslo", "Å", "Oslo"], dtype=object),
        [0.5, 2.5, 0.5],
        [False, True, False],
    ],
)
def test_groups_are_called_what_they_like(groups: npt.ArrayLike) -> None:
    sums = GroupSums.from_ratings([[1], [2], [4]], groups)
    assert sums.labels == tuple(sorted(set(np.asarray(groups).tolist())))
    assert sums.n.tolist() == [2, 1]
    assert sums.totals.ravel().tolist() == [5, 2]


def test_ten_thousand_groups_of_one_are_ten_thousand_groups() -> None:
    sums = GroupSums.from_ratings(np.ones((10_000, 2)), np.arange(10_000))
    assert len(sums.labels) == 10_000
    assert set(sums.n.tolist()) == {1}
    assert all(a < b for a, b in pairwise(sums.labels))  # type: ignore[operator]

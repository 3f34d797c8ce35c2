import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspill.science.scales import (
    ForbiddenUse,
    Licence,
    ResponseScale,
    Scale,
    check_ratings,
    reverse,
    score_scale,
)

FIVE = ResponseScale(1, 5)


@pytest.mark.parametrize(("low", "high", "points"), [(1, 5, 5), (0, 10, 11), (-1, 0, 2), (1, 6, 6)])
def test_a_scale_counts_its_points(low: int, high: int, points: int) -> None:
    assert ResponseScale(low, high).points == points


@pytest.mark.parametrize(
    ("low", "high", "named"),
    [(1, 1, "has 1"), (5, 1, "has -3"), (0, 11, "has 12"), (1.5, 5, "1.5"), (True, 5, "True")],
)
def test_a_wrong_scale_is_named(low: int, high: int, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        ResponseScale(low, high)


@pytest.mark.parametrize(
    ("ratings", "named"),
    [
        ([1, 2, 7], "Row 2: 7 is not a point on the scale 1 to 5"),
        ([0], "Row 0: 0 "),
        ([1, 2.5], "Row 1: 2.5 "),
        ([np.inf], "Row 0: inf "),
        ([-np.inf], "Row 0: -inf "),
        ([[1, 2], [3, 9]], "Row 1, column 1: 9 "),
        ([[[1]]], "got 3"),
        (3, "got 0"),
        (["x"], "x"),
    ],
)
def test_a_wrong_rating_is_named_with_its_place(ratings: object, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        check_ratings(ratings, FIVE)  # type: ignore[arg-type]


def test_missing_answers_stay_missing() -> None:
    checked = check_ratings([[1, np.nan], [np.nan, 5]], FIVE)
    assert np.isnan(checked).tolist() == [[False, True], [True, False]]


def test_the_input_is_never_handed_back() -> None:
    ratings = np.array([1.0, 2.0])
    check_ratings(ratings, FIVE)[0] = 5
    assert ratings.tolist() == [1, 2]


@given(st.lists(st.sampled_from([1, 2, 3, 4, 5, 6, np.nan]), min_size=1))
@settings(deadline=None)
def test_reversing_twice_gives_the_ratings_back(ratings: list[float]) -> None:
    scale = ResponseScale(1, 6)
    given_ratings = np.array(ratings)
    kept = given_ratings.copy()
    np.testing.assert_array_equal(reverse(reverse(given_ratings, scale), scale), kept)
    np.testing.assert_array_equal(given_ratings, kept)


FREE = Licence("CC BY 4.0", allows_scoring=True, allows_adaptation=True)
AS_IT_IS = Licence("as published", allows_scoring=True, allows_adaptation=False)
ALONE = Licence("must stand alone", allows_scoring=False, allows_adaptation=False)
NAN = math.nan
CELLS = st.sampled_from([1.0, 2, 3, 4, 5, NAN])


def trust(**changes: object) -> Scale:
    given_fields = {"licence": FREE, "reversed_items": frozenset({"c"}), **changes}
    return Scale("trust", ("a", "b", "c", "d"), FIVE, **given_fields)  # type: ignore[arg-type]


def test_a_score_is_the_mean_of_what_was_answered_with_reversed_items_turned() -> None:
    found = score_scale([[5.0, 4, 1, 4], [5, NAN, 1, NAN], [5, NAN, NAN, NAN]], trust())
    np.testing.assert_allclose(found.values, [4.5, 5, NAN], atol=1e-15)
    assert (found.left_out, found.filled_in) == (1, 2)


def test_a_sum_is_as_if_everything_had_been_answered() -> None:
    found = score_scale([[5.0, 4, 1, 4], [5, NAN, 1, NAN]], trust(is_sum=True))
    np.testing.assert_allclose(found.values, [18, 20], atol=1e-15)


@pytest.mark.parametrize(("items", "needed"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_half_of_the_items_must_be_answered(items: int, needed: int) -> None:
    scale = Scale("trust", tuple("abcde"[:items]), FIVE, FREE)
    assert scale.needed == needed
    rows = [[3.0] * answered + [NAN] * (items - answered) for answered in range(items + 1)]
    found = score_scale(rows, scale)
    assert np.isnan(found.values).tolist() == [answered < needed for answered in range(items + 1)]


def test_a_stricter_rule_is_followed() -> None:
    found = score_scale([[5.0, 4, 1, 4], [5, 4, 1, NAN]], trust(fewest_answered=4))
    assert np.isnan(found.values).tolist() == [False, True]
    assert (found.left_out, found.filled_in) == (1, 0)


def test_nobody_gives_no_score() -> None:
    assert score_scale(np.empty((0, 4)), trust()).values.shape == (0,)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=20), st.randoms())
@settings(deadline=None)
def test_scores_follow_the_persons_and_stay_on_the_scale(
    rows: list[tuple[float, ...]], chance: object
) -> None:
    ratings = np.array(rows)
    kept = ratings.copy()
    found = score_scale(ratings, trust()).values
    np.testing.assert_array_equal(ratings, kept)
    assert np.nanmin([1, *found]) >= 1
    assert np.nanmax([5, *found]) <= 5
    order = list(range(len(rows)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    np.testing.assert_array_equal(score_scale(ratings[order], trust()).values, found[order])
    opposite = trust(reversed_items=frozenset({"a", "b", "d"}))
    mirrored = score_scale(ratings, opposite).values
    np.testing.assert_allclose(mirrored, 6 - found, atol=1e-12)


def test_a_licence_that_forbids_is_respected() -> None:
    rows = [[5, 4, 1, 4]]
    with pytest.raises(ForbiddenUse, match="must stand alone does not allow scoring"):
        score_scale(rows, trust(licence=ALONE))
    with pytest.raises(ForbiddenUse, match="is adapted, and the licence as published"):
        score_scale(rows, trust(licence=AS_IT_IS, is_adapted=True))
    assert score_scale(rows, trust(licence=AS_IT_IS)).left_out == 0
    assert score_scale(rows, trust(is_adapted=True)).left_out == 0


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"items": ()}, "has no items"),
        ({"items": ("a", "b", "a")}, "names a twice"),
        ({"reversed_items": frozenset({"z"})}, "reversed item z"),
        ({"fewest_answered": 0}, "got 0"),
        ({"fewest_answered": 4}, "1 to 3 answers; got 4"),
    ],
)
def test_a_scale_that_cannot_be_is_named(fields: dict[str, object], named: str) -> None:
    whole = {"items": ("a", "b", "c"), **fields}
    with pytest.raises(ValueError, match=named):
        Scale("trust", response_scale=FIVE, licence=FREE, **whole)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ratings", "named"),
    [
        ([[1, 2, 3]], r"4 items, a column each; got \(1, 3\)"),
        ([1, 2, 3, 4], r"got \(4,\)"),
        ([[1, 2, 3, 7]], "Row 0, column 3: 7"),
        ([[1, 2, np.inf, 3]], "Row 0, column 2: inf"),
    ],
)
def test_wrong_ratings_for_a_scale_are_named(ratings: object, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        score_scale(ratings, trust())  # type: ignore[arg-type]

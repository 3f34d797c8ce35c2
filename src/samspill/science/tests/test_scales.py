import numpy as np
import pytest

from samspill.science.scales import ResponseScale, check_ratings

FIVE = ResponseScale(1, 5)


@pytest.mark.parametrize(
    ("low", "high", "points"),
    [(1, 5, 5), (0, 10, 11), (-1, 0, 2), (-1_000_000, -999_996, 5), (999_995, 1_000_000, 6)],
)
def test_a_scale_counts_its_points(low: int, high: int, points: int) -> None:
    assert ResponseScale(low, high).points == points


@pytest.mark.parametrize(
    ("low", "high", "named"),
    [
        (1, 1, "has 1"),
        (5, 1, "has -3"),
        (0, 11, "has 12"),
        (1.5, 5, "1.5"),
        (True, 5, "True"),
        (1_000_000, 1_000_001, "between -1000000 and 1000000 at most; got 1000001"),
        (-1_000_001, -1_000_000, "got -1000001"),
    ],
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
        (["x"], "^Ratings must be numbers, with NaN for missing; .*x"),
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

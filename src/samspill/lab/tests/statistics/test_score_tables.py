"""A table of groups: figures as from the answers, and nobody to be found by subtraction."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest

from samspill.lab.statistics.agreement_beside_chance import index_by_chance, read_scale_agreement
from samspill.lab.statistics.reliability import cronbach_alpha
from samspill.lab.statistics.reliability_intervals import is_heaped, is_heaped_of
from samspill.lab.statistics.score_tables import (
    ScaleCounts,
    between_groups,
    is_nearly_unanimous,
    omega_of,
    scale_figures,
    withheld_groups,
)
from samspill.science.scales import ResponseScale

FIVE = ResponseScale(1, 5)


def some_places(n: int, *, items: int = 4, points: int = 5, seed: int = 1) -> npt.NDArray[np.int8]:
    rng = np.random.default_rng(seed)
    wanted = rng.normal(size=(n, 1)) + rng.normal(size=(n, items)) + (points - 1) / 2
    return np.clip(np.rint(wanted), 0, points - 1).astype(np.int8)


def counted(
    places: npt.NDArray[np.int8], groups: list[str], scale: ResponseScale = FIVE
) -> ScaleCounts:
    labels = tuple(dict.fromkeys(groups))
    codes = np.array([labels.index(group) for group in groups], dtype=np.intp)
    return ScaleCounts.from_places(places, codes, labels=labels, scale=scale)


def of_sizes(sizes: dict[str, int], alike: tuple[str, ...] = ()) -> ScaleCounts:
    """Count groups of these sizes; those that are alike have everybody on the high side."""
    groups = [name for name, size in sizes.items() for _person in range(size)]
    places = some_places(len(groups))
    for row, name in enumerate(groups):
        if name in alike:
            places[row] = 4
    return counted(places, groups)


def test_counts_made_in_parts_are_those_of_the_whole() -> None:
    places = some_places(200)
    places[7, 2] = 5
    places[9] = 5
    groups = ["a", "b", "c"] * 66 + ["d", "a"]
    whole = counted(places, groups)
    parts = counted(places[:3], groups[:3])
    for start in range(3, 200, 50):
        parts += counted(places[start : start + 50], groups[start : start + 50])
    assert (parts.sizes, parts.left_out) == (whole.sizes, whole.left_out)
    assert whole.left_out == 1
    for name in whole.sizes:
        assert scale_figures(parts.of(name)) == scale_figures(whole.of(name))
    assert scale_figures(parts.together()) == scale_figures(whole.together())


def test_figures_are_those_of_the_answers() -> None:
    places = some_places(60)
    figures = scale_figures(counted(places, ["a"] * 60).together())
    ratings = places + 1.0
    agreement = read_scale_agreement(ratings, scale_points=5)
    assert figures.agreement == pytest.approx(agreement.value, rel=1e-12)
    # 60 people are put beside 60: a larger number would be rounded down to tens.
    assert figures.by_chance == pytest.approx(agreement.alike.critical, rel=1e-12)
    alpha = cronbach_alpha(ratings)
    assert figures.alpha is not None
    assert (figures.alpha.value, figures.alpha.low, figures.alpha.high) == pytest.approx(
        (alpha.value, alpha.low, alpha.high), rel=1e-12
    )
    assert figures.mean.value == pytest.approx(ratings.mean(), rel=1e-12)
    assert 1 < figures.mean.low < figures.mean.value < figures.mean.high < 5


@pytest.mark.parametrize("points", [2, 3, 5, 11])
@pytest.mark.parametrize("push", [0, 1, 2, 9])
def test_heaps_are_found_in_counts_as_in_answers(points: int, push: int) -> None:
    for n in (1, 2, 9, 40):
        places = np.clip(some_places(n, points=points, seed=n) + push, 0, points - 1)
        counts = counted(places.astype(np.int8), ["a"] * n, ResponseScale(0, points - 1))
        assert is_heaped_of(counts.answers[0]) == is_heaped(places)
    assert not is_heaped_of(np.zeros((3, points), dtype=np.int64))


@pytest.mark.parametrize("n", [100, 2000])
def test_where_answers_are_heaped_nothing_is_said_of_how_sure(n: int) -> None:
    places = np.clip(some_places(n) + 3, 0, 4).astype(np.int8)
    counts = counted(places, ["a"] * n)
    for result in (scale_figures(counts).alpha, omega_of(counts)):
        assert result is not None
        assert result.doubt == "heaped"
        assert not math.isnan(result.value)
        assert math.isnan(result.low)
        assert math.isnan(result.high)


@pytest.mark.parametrize(("n", "items"), [(29, 4), (60, 2)])
def test_alpha_and_omega_need_people_and_items(n: int, items: int) -> None:
    counts = counted(some_places(n, items=items), ["a"] * n)
    assert scale_figures(counts).alpha is None
    assert omega_of(counts) is None


def test_on_two_points_many_people_have_no_yardstick() -> None:
    counts = counted(some_places(3000, points=2), ["a"] * 3000, ResponseScale(0, 1))
    figures = scale_figures(counts)
    assert math.isnan(figures.agreement)
    assert math.isnan(figures.by_chance)


def test_chance_needs_two() -> None:
    assert math.isnan(index_by_chance(n=1, scale_points=5, n_items=3))


@pytest.mark.parametrize(
    ("scale", "places", "sides"),
    [
        (FIVE, [[0, 1], [1, 2], [2, 2], [2, 3], [3, 4]], [1, 3, 1]),
        (ResponseScale(1, 4), [[0, 1], [1, 2], [0, 3], [2, 2]], [1, 2, 1]),
    ],
)
def test_a_score_is_on_a_side(
    scale: ResponseScale, places: list[list[int]], sides: list[int]
) -> None:
    counts = counted(np.array(places, dtype=np.int8), ["a"] * len(places), scale)
    assert counts.sides.tolist() == [sides]


def test_nearly_unanimous_is_fewer_than_three_outside() -> None:
    assert is_nearly_unanimous(np.array([0, 2, 50]))
    assert not is_nearly_unanimous(np.array([1, 2, 50]))


SIZES = {"a": 300, "b": 60, "c": 40, "d": 30}


def test_nobody_is_withheld_without_need() -> None:
    assert withheld_groups(of_sizes(SIZES), minimum=22) == frozenset()


def test_a_small_group_takes_others_along_until_they_hide_each_other() -> None:
    assert withheld_groups(of_sizes(SIZES | {"e": 3}), minimum=22) == {"d", "e"}
    assert withheld_groups(of_sizes(SIZES | {"e": 3}), minimum=70) == {"b", "c", "d", "e"}
    assert withheld_groups(of_sizes({"a": 300, "e": 3}), minimum=22) == {"a", "e"}


def test_a_unanimous_group_takes_along_so_many_that_the_rest_is_not_unanimous() -> None:
    assert withheld_groups(of_sizes(SIZES, alike=("b",)), minimum=22) == {"b", "d"}
    # Two of them would be found together, as what is left of the total.
    assert withheld_groups(of_sizes(SIZES, alike=("b", "c")), minimum=22) == {"b", "c", "d"}
    assert withheld_groups(of_sizes(SIZES, alike=("b", "d")), minimum=22) == {"b", "c", "d"}


def test_a_group_without_answers_takes_nobody_along() -> None:
    counts = counted(some_places(100), ["a"] * 50 + ["b"] * 50)
    nobody = ScaleCounts.from_places(
        np.zeros((0, 4), dtype=np.int8), np.zeros(0, dtype=np.intp), labels=("c",), scale=FIVE
    )
    assert withheld_groups(counts + nobody, minimum=22) == {"c"}


def test_those_who_did_not_say_are_no_group_to_compare() -> None:
    places = some_places(120)
    groups = ["a", "b", ""] * 40
    said = [bool(group) for group in groups]
    alone = counted(places[said], [group for group in groups if group])
    assert between_groups(counted(places, groups), unsaid="") == between_groups(alone, unsaid="")
    assert between_groups(counted(places, [""] * 120), unsaid="") is None


@pytest.mark.parametrize("place", [-1, 6])
def test_a_place_off_the_scale_is_refused(place: int) -> None:
    places = some_places(5)
    places[3, 1] = place
    with pytest.raises(ValueError, match=r"Places run from 0 to 5; got .*" + str(place)):
        counted(places, ["a"] * 5)


def test_whoever_left_some_out_is_counted_once() -> None:
    places = some_places(40)
    places[[3, 9], [0, 1]] = 5
    places[9, 2] = 5
    places[11] = 5
    counts = counted(places, ["a", "b"] * 20)
    assert counts.left_out == 2
    assert counts.together().left_out == 2
    assert counts.of("b").left_out == 0
    assert scale_figures(counts.together()).left_out == 2
    assert scale_figures(counts.together()).n == 37
    nobody = ScaleCounts.from_places(
        np.full((3, 4), 5, dtype=np.int8), np.zeros(3, dtype=np.intp), labels=("a",), scale=FIVE
    )
    assert nobody.left_out == 0
    assert nobody.sizes == {"a": 0}


def test_counts_are_whole_numbers_whatever_is_added() -> None:
    places = some_places(30)
    added = counted(places[:10], ["a", "b"] * 5) + counted(places[10:], ["b", "c"] * 10)
    whole = counted(places, ["a", "b"] * 5 + ["b", "c"] * 10)
    assert added.answers.dtype == added.scores.dtype == np.int64
    np.testing.assert_array_equal(added.answers, whole.answers)
    np.testing.assert_array_equal(added.scores, whole.scores)
    assert added.scores.shape == (3, 4 * 4 + 1)


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_the_level_is_that_of_every_figure(level: float) -> None:
    places = some_places(60)
    together = counted(places, ["a"] * 60).together()
    figures, omega = scale_figures(together, level=level), omega_of(together, level=level)
    assert figures.mean.level == level
    assert figures.alpha is not None
    assert omega is not None
    assert figures.alpha.level == omega.level == level
    expected = index_by_chance(n=60, scale_points=5, n_items=4, level=level)
    assert figures.by_chance == expected


def test_thirty_people_and_three_items_are_enough() -> None:
    for n, items, enough in ((30, 3, True), (29, 3, False), (30, 2, False)):
        together = counted(some_places(n, items=items), ["a"] * n).together()
        assert (scale_figures(together).alpha is not None) == enough
        assert (omega_of(together) is not None) == enough


def test_those_withheld_hide_each_other_from_the_smallest_group_that_is_shown() -> None:
    """Twenty and two are as many as a group that may be shown; alone nobody is hidden."""
    assert withheld_groups(of_sizes({"a": 60, "b": 20, "c": 2}), minimum=22) == {"b", "c"}
    assert withheld_groups(of_sizes({"a": 60, "b": 40, "c": 30}, ("c",)), minimum=22) == {"b", "c"}


def test_where_nobody_said_their_group_there_is_nothing_between_groups() -> None:
    counts = counted(some_places(30), ["?"] * 30)
    assert between_groups(counts, unsaid="?") is None

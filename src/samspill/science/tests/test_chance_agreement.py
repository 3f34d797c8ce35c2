"""What chance shows, counted another way: every table of answers, one by one."""

import math
from itertools import product

import numpy as np
import pytest

from samspill.lab.tests.statistics.shared_surveys import reference
from samspill.science.chance_agreement import (
    SKEWED_FIVE,
    Shape,
    answers_by_chance,
    chance_agreement,
)


@pytest.fixture(autouse=True)
def _counted_anew() -> None:
    chance_agreement.cache_clear()


def by_enumeration(n: int, points: int, shape: Shape, items: int = 1) -> dict[float, float]:
    """Chance of every mean sample variance, from every way to answer."""
    weights = answers_by_chance(points, shape=shape)
    one: dict[float, float] = {}
    for answers in product(range(points), repeat=n):
        spread = round(float(np.var(answers, ddof=1)), 12)
        one[spread] = one.get(spread, 0) + math.prod(weights[list(answers)])
    result = {0.0: 1.0}
    for _ in range(items):
        added: dict[float, float] = {}
        for (a, p), (b, q) in product(result.items(), one.items()):
            total = round((a + b) * n * (n - 1)) / (n * (n - 1))
            added[total] = added.get(total, 0) + p * q
        result = added
    return {spread / items: chance for spread, chance in sorted(result.items())}


@pytest.mark.parametrize("shape", ["even", "skewed"])
@pytest.mark.parametrize(("n", "points"), [(2, 2), (5, 2), (3, 3), (4, 5), (3, 7), (2, 11)])
@pytest.mark.parametrize("items", [1, 3])
def test_chance_is_every_way_to_answer(n: int, points: int, items: int, shape: Shape) -> None:
    expected = by_enumeration(n, points, shape, items)
    result = chance_agreement(n=n, scale_points=points, n_items=items, shape=shape)
    np.testing.assert_allclose(result.spreads, list(expected), atol=1e-9)
    np.testing.assert_allclose(result.reached, np.cumsum(list(expected.values())), atol=1e-12)
    mean = sum(spread * chance for spread, chance in expected.items())
    square = sum(spread**2 * chance for spread, chance in expected.items())
    assert result.mean == pytest.approx(mean) == pytest.approx(result.variance)
    assert result.error == pytest.approx(math.sqrt(max(square - mean**2, 0)), abs=1e-7)
    for spread, reached in zip(result.spreads, result.reached, strict=True):
        assert result.p_of(float(spread)) == reached
    assert result.p_of(-0.01) == 0
    assert math.isnan(result.p_of(math.nan))


@pytest.mark.parametrize("n", [5, 6, 10, 20])
@pytest.mark.parametrize("points", [5, 7])
def test_the_critical_value_is_near_that_of_simulation(n: int, points: int) -> None:
    """The reference has drawn 20 000 groups; here all of them are counted."""
    expected = reference()["null"][f"rwg_n{n}_A{points}"]
    chance = chance_agreement(n=n, scale_points=points)
    for level, value in ((0.95, expected["p95"]), (0.99, expected["p99"])):
        assert 1 - chance.critical_spread(level) / chance.variance == pytest.approx(value, abs=0.02)


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.99])
@pytest.mark.parametrize("shape", ["even", "skewed"])
@pytest.mark.parametrize(("n", "points", "items"), [(5, 5, 1), (7, 4, 1), (12, 7, 4), (300, 5, 1)])
def test_beyond_the_critical_value_is_as_rare_as_was_said(
    n: int, points: int, items: int, level: float, shape: Shape
) -> None:
    """And one step nearer would not be."""
    chance = chance_agreement(n=n, scale_points=points, n_items=items, shape=shape)
    place = int(np.searchsorted(chance.spreads, chance.critical_spread(level)))
    assert place == 0 or chance.reached[place - 1] <= 1 - level
    assert chance.reached[place] > 1 - level


@pytest.mark.parametrize(("n", "items"), [(361, 1), (150, 10)])
def test_where_groups_are_too_large_to_count_a_normal_curve_takes_over(n: int, items: int) -> None:
    counted = chance_agreement(n=n, scale_points=5, n_items=items)
    assert counted.spreads.size
    larger = chance_agreement(n=n * 4, scale_points=5, n_items=items)
    assert not larger.spreads.size
    for level in (0.9, 0.95, 0.99):
        normal = (
            larger.mean
            + (larger.critical_spread(level) - larger.mean) * counted.error / larger.error
        )
        assert normal == pytest.approx(counted.critical_spread(level), rel=2e-3)
    assert larger.p_of(larger.mean) == pytest.approx(0.5)
    assert larger.p_of(larger.critical_spread(0.95)) == pytest.approx(0.05)


def test_two_points_and_a_crowd_have_no_answer() -> None:
    crowd = chance_agreement(n=30_000, scale_points=2)
    assert math.isnan(crowd.critical_spread(0.95))
    assert math.isnan(crowd.p_of(0.2))
    assert chance_agreement(n=2_800, scale_points=2).spreads.size


def test_a_chance_that_is_just_allowed_is_allowed() -> None:
    """Two people on two points agree by chance every second time."""
    coin = chance_agreement(n=2, scale_points=2)
    assert coin.critical_spread(0.5) == 0.5
    assert coin.critical_spread(0.51) == 0


def test_all_alike_by_chance_keeps_its_digits() -> None:
    """Smaller than the rounding of all the rest."""
    assert chance_agreement(n=30, scale_points=5).p_of(0.0) == pytest.approx(5 * 0.2**30, rel=1e-6)


def test_skewed_is_the_published_shape_on_five_points() -> None:
    np.testing.assert_allclose(answers_by_chance(5, shape="skewed"), SKEWED_FIVE, atol=1e-15)
    assert chance_agreement(n=2, scale_points=5, shape="skewed").variance == pytest.approx(1.34)
    assert chance_agreement(n=2, scale_points=5).variance == pytest.approx(2)
    for points in range(2, 12):
        for shape in ("even", "skewed"):
            weights = answers_by_chance(points, shape=shape)
            assert weights.sum() == pytest.approx(1)
            assert weights.size == points
        chances = (chance_agreement(n=2, scale_points=points, shape=s) for s in ("skewed", "even"))
        skewed, even = (chance.variance for chance in chances)
        assert skewed < even == pytest.approx((points**2 - 1) / 12)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"n": 1}, "got 1 and 1"),
        ({"n_items": 0}, "got 9 and 0"),
        ({"scale_points": 1}, "got 1"),
        ({"scale_points": -5}, "got -5"),
        ({"scale_points": 12}, "got 12"),
        ({"shape": "flat"}, "'flat'"),
    ],
)
def test_what_is_no_chance_is_named(wrong: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        chance_agreement(**{"n": 9, "scale_points": 5, **wrong})

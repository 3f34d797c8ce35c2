"""One factor: known covariances are found again, in few steps, and as sure as they may be."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest

from samspill.lab.statistics import one_factor
from samspill.lab.statistics.one_factor import OneFactor, explained_share, fit_one_factor

Floats = npt.NDArray[np.float64]

LOADINGS = np.array([0.5, 0.7, 0.6, 0.9])
RESIDUALS = np.array([0.8, 0.4, 0.5, 0.3])


def covariances(loadings: Floats = LOADINGS, residuals: Floats = RESIDUALS) -> Floats:
    return np.outer(loadings, loadings) + np.diag(residuals)


def fitted(observed: Floats) -> OneFactor:
    result = fit_one_factor(observed)
    assert result is not None
    return result


def half_curvature(of: Callable[[Floats], float], at: Floats) -> Floats:
    """Half the second derivatives, from differences."""
    step = 1e-4
    size = at.size
    result = np.empty((size, size))
    moves = np.eye(size) * step
    for i in range(size):
        for j in range(size):
            result[i, j] = (
                of(at + moves[i] + moves[j])
                - of(at + moves[i] - moves[j])
                - of(at - moves[i] + moves[j])
                + of(at - moves[i] - moves[j])
            ) / (8 * step**2)
    return result


def discrepancy(observed: Floats) -> Callable[[Floats], float]:
    """Log determinant and trace, written as in a textbook."""

    def of(estimates: Floats) -> float:
        model = covariances(*np.split(estimates, 2))
        return float(np.linalg.slogdet(model)[1] + np.trace(observed @ np.linalg.inv(model)))

    return of


@pytest.mark.parametrize(
    ("loadings", "residuals"),
    [
        (LOADINGS, RESIDUALS),
        (LOADINGS * 100, RESIDUALS * 1e4),
        (np.array([0.5, -0.7, 0.6, 0.9]), RESIDUALS),
        (np.array([0.9, 0.95, 0.9]), np.array([0.1, 0.05, 0.2])),
        # The item in the largest unit goes the other way.
        (np.array([8.0, -0.6, -0.7, -0.5]), np.array([30.0, 0.5, 0.6, 0.4])),
        (np.array([-8.0, 0.6, 0.7, 0.5, 0.6]), np.array([30.0, 0.5, 0.6, 0.4, 0.5])),
    ],
)
def test_a_known_factor_is_found_again(
    loadings: Floats, residuals: Floats, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_factor, "MOST_STEPS", 9)
    result = fitted(covariances(loadings, residuals))
    turned = loadings if loadings.sum() >= 0 else -loadings
    np.testing.assert_allclose(result.loadings, turned, rtol=1e-9)
    np.testing.assert_allclose(result.residuals, residuals, rtol=1e-9)
    assert abs(result.discrepancy) < 1e-12


def test_what_does_not_fit_is_fitted_as_well_as_can_be() -> None:
    rng = np.random.default_rng(3)
    observed = np.cov(rng.normal(size=(40, 5)) + rng.normal(size=(40, 1)), rowvar=False)
    result = fitted(observed)
    at = np.concatenate([result.loadings, result.residuals])
    of = discrepancy(observed)
    saturated = np.linalg.slogdet(observed)[1] + 5
    assert result.discrepancy == pytest.approx(of(at) - saturated, abs=1e-12)
    for step in 1e-3 * np.vstack([np.eye(10), -np.eye(10)]):
        assert of(at + step) > of(at)


def test_the_start_is_near_and_every_step_goes_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers as rooms give them need few steps."""
    steps: list[float] = []
    true = one_factor._slope

    def counted(estimates: Floats, observed: Floats) -> tuple[Floats, Floats]:
        steps.append(one_factor._discrepancy(estimates, observed))
        return true(estimates, observed)

    monkeypatch.setattr(one_factor, "_slope", counted)
    rng = np.random.default_rng(5)
    for items, most in ((3, 7), (6, 30), (12, 22)):
        answers = rng.normal(size=(60, items)) + 1.2 * rng.normal(size=(60, 1))
        steps.clear()
        fitted(np.cov(answers, rowvar=False))
        assert len(steps) <= most
        assert all(after <= before + 1e-9 for before, after in pairwise(steps))


def test_the_start_is_half_of_each_variance() -> None:
    alike = np.full((4, 4), 0.4) + 0.6 * np.eye(4)
    expected = [math.sqrt(0.5)] * 4 + [0.5] * 4
    np.testing.assert_allclose(one_factor._start(alike), expected)
    # The direction is that of most items, and no item is taken to be explained nearly wholly.
    turned = np.diag([1, 1, 1, -1.0])
    expected[3] *= -1
    np.testing.assert_allclose(one_factor._start(turned @ alike @ turned), expected)
    uneven = np.array([[1, 0.9, 0.1, 0.1], [0.9, 1, 0.1, 0.1], [0.1, 0.1, 1, 0], [0.1, 0.1, 0, 1]])
    start = one_factor._start(uneven)
    np.testing.assert_allclose(start[:2], 0.9)
    np.testing.assert_allclose(start[4:], 1 - start[:4] ** 2)
    against = one_factor._start(np.array([[1, -0.9, 0.1], [-0.9, 1, 0.1], [0.1, 0.1, 1.0]]))
    assert sorted(np.abs(against[:2]).tolist()) == pytest.approx([0.855, 0.87], abs=0.05)
    assert against[0] * against[1] < 0


def test_loadings_that_cancel_out_keep_their_direction() -> None:
    small = fitted(covariances(LOADINGS * 0.1, RESIDUALS * 0.01))
    assert small.loadings.sum() > 0
    assert small.loadings.sum() < 1


@pytest.mark.parametrize("weights", [(1.0, 1.0), (0.5, -2.0)])
def test_an_item_that_is_made_of_others_has_no_factor(weights: tuple[float, float]) -> None:
    making = np.vstack([np.eye(3), [*weights, 0.0]])
    assert fit_one_factor(making @ covariances(LOADINGS[:3], RESIDUALS[:3]) @ making.T) is None


def test_the_information_is_how_sharply_the_fit_bends() -> None:
    observed = covariances()
    result = fitted(observed)
    at = np.concatenate([result.loadings, result.residuals])
    np.testing.assert_allclose(
        result.information, half_curvature(discrepancy(observed), at), rtol=1e-4, atol=1e-5
    )


@pytest.mark.parametrize("unit", [1.0, 0.2])
def test_how_sure_the_share_is_follows_from_the_information(unit: float) -> None:
    """The delta method, with derivatives from differences."""
    factor = fitted(covariances(LOADINGS * unit, RESIDUALS * unit**2))

    def log_rest(at: Floats) -> float:
        loadings, residuals = np.split(at, 2)
        return math.log(residuals.sum() / (loadings.sum() ** 2 + residuals.sum()))

    at = np.concatenate([factor.loadings, factor.residuals])
    step = 1e-6 * unit
    slope = np.array([log_rest(at + one) - log_rest(at - one) for one in step * np.eye(8)])
    slope /= 2 * step
    expected = math.sqrt(slope @ np.linalg.inv(factor.information) @ slope / 50)
    value, error = explained_share(factor, 50)
    assert value == pytest.approx(LOADINGS.sum() ** 2 / covariances().sum(), rel=1e-9)
    assert error == pytest.approx(expected, rel=1e-5)


def test_a_share_that_is_too_unsure_has_no_error() -> None:
    factor = fitted(covariances())
    _, error = explained_share(factor, 50)
    unsure = replace(factor, information=factor.information * (error / 9.9) ** 2)
    assert explained_share(unsure, 50)[1] == pytest.approx(9.9)
    for changes in (
        {"information": factor.information * (error / 10.1) ** 2},
        {"information": -factor.information},
        {"residuals": np.array([0.5, 0.5, -0.5, -0.5])},
        {"residuals": np.array([0.5, 0.5, -0.5, -0.9])},
    ):
        value, nothing = explained_share(replace(factor, **changes), 50)
        assert math.isnan(nothing)
        assert value > 0
    whole = replace(factor, residuals=np.array([0.5, 0.5, -0.5, -0.5]))
    assert explained_share(whole, 50)[0] == 1

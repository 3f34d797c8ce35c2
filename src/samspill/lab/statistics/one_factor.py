"""One common factor behind several items, by maximum likelihood."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from samspill.science.arrays import Floats

MOST_STEPS = 500
MOST_HALVINGS = 40
# How much the next step is expected to better the fit: done, and so near that the fit itself no
# longer shows it in its last digits.
DONE = 1e-24
NEAR = 1e-9
FEWEST_ITEMS = 3
# An estimate this unsure of its own size has no interval.
LARGEST_ERROR = 10.0


@dataclass(frozen=True, eq=False)
class OneFactor:
    """A fitted factor: covariance of items i and j = loading i x loading j, plus own variance.

    Attributes
    ----------
    loadings : float array, shape (n_items,)
        In units of the items, for a factor with variance 1; their sum is not negative.
    residuals : float array, shape (n_items,)
        The variance of each item that the factor does not explain. Below 0 where the items do
        not fit one factor; shown as it is.
    information : float array, shape (2 n_items, 2 n_items)
        Expected information of one respondent on (loadings, residuals).
    discrepancy : float
        How far the fitted covariances are from the observed; times n - 1 or n it is the
        chi-square of fit.
    """

    loadings: Floats
    residuals: Floats
    information: Floats
    discrepancy: float


def fit_one_factor(covariances: Floats) -> OneFactor | None:
    """Fit one factor to a covariance matrix; None where no such factor is found.

    Parameters
    ----------
    covariances : float array, shape (n_items, n_items)
        Positive definite, at least three items.

    Notes
    -----
    Fisher scoring on log|S'| + trace(S S'^-1), S' the fitted matrix, with step halving. Residual
    variances are free, as in lavaan: an item explained more than wholly gets a negative one.
    """
    scale = np.sqrt(np.diagonal(covariances))
    observed = covariances / np.outer(scale, scale)
    if np.linalg.eigvalsh(observed)[0] <= observed.shape[0] * np.finfo(float).eps:
        return None
    estimates = _start(observed)
    value = _discrepancy(estimates, observed)
    last_gain = np.inf
    for _ in range(MOST_STEPS):
        slope, information = _slope(estimates, observed)
        try:
            step: Floats = -np.linalg.solve(information, slope).astype(np.float64)
        except np.linalg.LinAlgError:
            return None
        gain = float(-slope @ step)
        if gain < DONE or (gain < NEAR and gain >= last_gain):
            return _finish(estimates, observed, scale)
        last_gain = gain
        if gain < NEAR:
            estimates = estimates + step
            continue
        lower = _shorten(estimates, step, observed, value)
        if lower is None:
            return None
        estimates, value = lower
    return None


def _start(observed: Floats) -> Floats:
    """Begin with half of each variance shared, along the first principal axis."""
    axis = np.linalg.eigh(observed)[1][:, -1]
    loadings = axis * np.sign(axis.sum() or 1.0) * np.sqrt(observed.shape[0] / 2)
    loadings = np.clip(loadings, -0.9, 0.9)
    return np.concatenate([loadings, 1 - loadings**2])


def _shorten(
    estimates: Floats, step: Floats, observed: Floats, value: float
) -> tuple[Floats, float] | None:
    """Take the step, or half of it, or half of that, until the fit is better."""
    for halving in range(MOST_HALVINGS):
        tried = estimates + step * 0.5**halving
        discrepancy = _discrepancy(tried, observed)
        if discrepancy < value:
            return tried, discrepancy
    return None


def _fitted(estimates: Floats) -> Floats:
    n_items = estimates.size // 2
    return np.outer(estimates[:n_items], estimates[:n_items]) + np.diag(estimates[n_items:])


def _discrepancy(estimates: Floats, observed: Floats) -> float:
    """Likelihood discrepancy to the observed; infinite where nothing can have the fitted one."""
    fitted = _fitted(estimates)
    try:
        root = np.linalg.cholesky(fitted)
    except np.linalg.LinAlgError:
        return np.inf
    half = np.linalg.solve(root, observed)
    trace = float(np.trace(np.linalg.solve(root, half.T)))
    return 2 * float(np.log(np.diagonal(root)).sum()) + trace


def _slope(estimates: Floats, observed: Floats) -> tuple[Floats, Floats]:
    """First derivatives of the discrepancy, and what is expected of the second."""
    n_items = observed.shape[0]
    loadings = estimates[:n_items]
    inverse = np.linalg.inv(_fitted(estimates))
    rest = inverse - inverse @ observed @ inverse
    slope = np.concatenate([2 * rest @ loadings, np.diagonal(rest)])
    along = inverse @ loadings
    information = np.empty((2 * n_items, 2 * n_items))
    information[:n_items, :n_items] = 2 * (inverse * (loadings @ along) + np.outer(along, along))
    information[:n_items, n_items:] = 2 * inverse * along
    information[n_items:, :n_items] = information[:n_items, n_items:].T
    information[n_items:, n_items:] = inverse**2
    return slope, information


def _finish(estimates: Floats, observed: Floats, scale: Floats) -> OneFactor:
    n_items = observed.shape[0]
    units = np.concatenate([scale, scale**2])
    information = _slope(estimates, observed)[1] / np.outer(units, units) / 2
    loadings = estimates[:n_items] * scale
    discrepancy = _discrepancy(estimates, observed) - n_items - np.linalg.slogdet(observed)[1]
    return OneFactor(
        loadings=loadings if loadings.sum() >= 0 else -loadings,
        residuals=estimates[n_items:] * scale**2,
        information=information,
        discrepancy=float(discrepancy),
    )


def explained_share(factor: OneFactor, n: int) -> tuple[float, float]:
    """Return omega, and the standard error of log(1 - omega) with `n` respondents."""
    explained = factor.loadings.sum() ** 2
    rest = factor.residuals.sum()
    value = float(explained / (explained + rest))
    # d log(1 - omega) = d log(rest) - d log(explained + rest)
    if rest <= 0:
        return value, math.nan
    n_items = factor.loadings.size
    slope = np.concatenate(
        [
            np.full(n_items, -2 * factor.loadings.sum() / (explained + rest)),
            np.full(n_items, 1 / rest - 1 / (explained + rest)),
        ]
    )
    variance = float(slope @ np.linalg.solve(factor.information, slope)) / n
    error = math.sqrt(variance) if variance > 0 else math.nan
    return value, error if error < LARGEST_ERROR else math.nan

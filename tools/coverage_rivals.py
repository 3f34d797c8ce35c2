"""The intervals that were tried and lost, for tools/coverage_of_change.py.

Each takes counts, shape (n_tables, n_points), and the true value, and returns for every table
whether its 95 % interval holds the truth. Values are the points from 1 to 5, or moves -4 to 4.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from scipy.special import betaincinv, ndtr, ndtri, stdtrit
from scipy.stats import chi2

Array: TypeAlias = np.ndarray
DRAWS = 999
TAILS = np.array([0.025, 0.975])
EPSILON = 1e-9


def values_of(counts: Array) -> Array:
    return np.arange(1, 6) if counts.shape[-1] == 5 else np.arange(-4, 5)


def moments(counts: Array) -> tuple[Array, Array, Array]:
    values, n = values_of(counts), counts.sum(-1)
    mean = counts @ values / n
    return n, mean, np.maximum(0, (counts @ values**2 / n - mean**2) * n / (n - 1))


def inside(low: Array, truth: float | Array, high: Array) -> Array:
    return (low - EPSILON <= truth) & (truth <= high + EPSILON)


def spread_over(counts: Array, weight: float) -> Array:
    """Add `weight` of an answer in all, the same at each point."""
    return counts + weight / counts.shape[-1]


def student(_rng: np.random.Generator, counts: Array, truth: float) -> Array:
    n, mean, variance = moments(counts)
    reach = stdtrit(n - 1, 0.975) * np.sqrt(variance / n)
    return inside(mean - reach, truth, mean + reach)


def adjusted(weight: float) -> Callable[..., Array]:
    def compute(rng: np.random.Generator, counts: Array, truth: float) -> Array:
        return student(rng, spread_over(counts, weight), truth)

    return compute


def resampled(rng: np.random.Generator, counts: Array) -> tuple[Array, Array]:
    """Means and variances of bootstrap samples, each shape (n_tables, n_draws)."""
    n = int(counts[0].sum())
    drawn = rng.multinomial(n, (counts / n)[:, None, :], size=(len(counts), DRAWS)).astype(float)
    _, mean, variance = moments(drawn)
    return mean, variance


def percentile(rng: np.random.Generator, counts: Array, truth: float) -> Array:
    mean, _ = resampled(rng, counts)
    low, high = np.quantile(mean, TAILS, axis=1)
    return inside(low, truth, high)


def corrected(rng: np.random.Generator, counts: Array, truth: float) -> Array:
    mean, _ = resampled(rng, counts)
    _, middle, _ = moments(counts)
    apart = values_of(counts) - middle[:, None]
    return bca(mean, middle, (counts * apart**3).sum(1), (counts * apart**2).sum(1), truth)


def bca(drawn: Array, middle: Array, cubes: Array, squares: Array, truth: float) -> Array:
    """Bias-corrected and accelerated percentiles; ties count as half."""
    gap = drawn - middle[:, None]
    below = (gap < -EPSILON).mean(1) + (np.abs(gap) <= EPSILON).mean(1) / 2
    bias = ndtri(np.clip(below, 1e-4, 1 - 1e-4))[:, None]
    speed = (cubes / np.maximum(6 * squares**1.5, 1e-12))[:, None]
    moved = bias + ndtri(TAILS)
    places = ndtr(bias + moved / (1 - speed * moved))
    ends = [np.quantile(one, place) for one, place in zip(drawn, places, strict=True)]
    low, high = np.array(ends).T
    return inside(low, truth, high)


def studentised(rng: np.random.Generator, counts: Array, truth: float) -> Array:
    mean, variance = resampled(rng, counts)
    n, middle, own = moments(counts)
    return by_ratio(mean - middle[:, None], variance / n[:, None], middle, own / n, truth)


def by_ratio(gap: Array, squared: Array, middle: Array, own: Array, truth: float) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(squared > EPSILON, gap / np.sqrt(squared), np.sign(gap) * 1e6)
    low, high = np.quantile(ratio, TAILS, axis=1)
    error = np.sqrt(own)
    return inside(middle - high * error, truth, middle - low * error)


def dirichlet(weight: float) -> Callable[..., Array]:
    def compute(rng: np.random.Generator, counts: Array, truth: float) -> Array:
        low, high = np.quantile(posterior(rng, counts, weight), TAILS, axis=1)
        return inside(low, truth, high)

    return compute


def posterior(rng: np.random.Generator, counts: Array, weight: float) -> Array:
    parts = rng.standard_gamma(
        (counts + weight)[:, None, :], size=(len(counts), DRAWS, counts.shape[1])
    )
    means: Array = parts @ values_of(counts) / parts.sum(-1)
    return means


def likeliest(counts: Array, mean: Array) -> Array:
    """Shares of the multinomial that fits best among those with this mean, on the whole scale."""
    values, n = values_of(counts), counts.sum(1, keepdims=True)
    apart = values - mean[:, None]
    low = -1 / np.maximum(values[-1] - mean, 1e-9) * (1 - 1e-9)
    high = 1 / np.maximum(mean - values[0], 1e-9) * (1 - 1e-9)
    for _ in range(45):
        middle = (low + high) / 2
        is_low = (counts / n * apart / (1 + middle[:, None] * apart)).sum(1) > 0
        low, high = np.where(is_low, middle, low), np.where(is_low, high, middle)
    shares = np.where(counts > 0, counts / n / (1 + middle[:, None] * apart), 0)
    rest = np.maximum(0, 1 - shares.sum(1))
    shares[:, -1] += np.where((middle < 0) & (counts[:, -1] == 0), rest, 0)
    shares[:, 0] += np.where((middle > 0) & (counts[:, 0] == 0), rest, 0)
    return shares


def likelihood(counts: Array, mean: Array) -> Array:
    shares = likeliest(counts, mean)
    ratio = np.where(
        counts > 0, counts / counts.sum(1, keepdims=True) / np.maximum(shares, 1e-300), 1
    )
    statistic: Array = 2 * (counts * np.log(ratio)).sum(1)
    return statistic


def empirical_likelihood(_rng: np.random.Generator, counts: Array, truth: float) -> Array:
    return likelihood(counts, np.full(len(counts), truth)) <= chi2.ppf(0.95, 1)


def score(_rng: np.random.Generator, counts: Array, truth: float) -> Array:
    shares = likeliest(counts, np.full(len(counts), truth))
    variance = (shares * (values_of(counts) - truth) ** 2).sum(1)
    n, mean, _ = moments(counts)
    return (mean - truth) ** 2 <= chi2.ppf(0.95, 1) * np.maximum(variance, 1e-12) / n


def beta(counts: Array, weight: float = 0.25) -> tuple[Array, Array]:
    """Return the interval that `mean_interval` takes, for many tables at once."""
    values, n = values_of(counts), counts.sum(1)
    low, reach = values[0], values[-1] - values[0]
    own = spread_over(counts, weight * counts.shape[1])
    n_all = own.sum(1)
    mean = own @ values / n_all
    variance = (own @ values**2 / n_all - mean**2) / (n_all + 1) * n / (n - 1)
    share = (mean - low) / reach
    sure = share * (1 - share) / (variance / reach**2) - 1
    ends = [low + reach * betaincinv(share * sure, (1 - share) * sure, tail) for tail in TAILS]
    return ends[0], ends[1]


def beta_moves(_rng: np.random.Generator, counts: Array, truth: float) -> Array:
    low, high = beta(counts, 0.5 / 9)
    return inside(low, truth, high)


def welch(_rng: np.random.Generator, first: Array, second: Array, truth: float) -> Array:
    (n, mean, variance), (m, other, own) = moments(first), moments(second)
    parts = variance / n, own / m
    error = sum(parts)
    freedom = error**2 / np.maximum(parts[0] ** 2 / (n - 1) + parts[1] ** 2 / (m - 1), 1e-12)
    reach = stdtrit(np.maximum(freedom, 1), 0.975) * np.sqrt(error)
    return inside(other - mean - reach, truth, other - mean + reach)


def pooled(_rng: np.random.Generator, first: Array, second: Array, truth: float) -> Array:
    (n, mean, variance), (m, other, own) = moments(first), moments(second)
    both = ((n - 1) * variance + (m - 1) * own) / (n + m - 2)
    reach = stdtrit(n + m - 2, 0.975) * np.sqrt(both * (1 / n + 1 / m))
    return inside(other - mean - reach, truth, other - mean + reach)


def welch_adjusted(weight: float) -> Callable[..., Array]:
    def compute(rng: np.random.Generator, first: Array, second: Array, truth: float) -> Array:
        return welch(rng, spread_over(first, weight), spread_over(second, weight), truth)

    return compute


def two_percentile(rng: np.random.Generator, first: Array, second: Array, truth: float) -> Array:
    (one, _), (other, _) = resampled(rng, first), resampled(rng, second)
    low, high = np.quantile(other - one, TAILS, axis=1)
    return inside(low, truth, high)


def two_corrected(rng: np.random.Generator, first: Array, second: Array, truth: float) -> Array:
    (one, _), (other, _) = resampled(rng, first), resampled(rng, second)
    cubes = squares = 0
    for sign, counts in ((-1, first), (1, second)):
        n, mean, _ = moments(counts)
        apart = values_of(counts) - mean[:, None]
        cubes = cubes + sign * (counts * apart**3).sum(1) / n**3
        squares = squares + (counts * apart**2).sum(1) / n**2
    middle = moments(second)[1] - moments(first)[1]
    return bca(other - one, middle, np.asarray(cubes), np.asarray(squares), truth)


def two_studentised(rng: np.random.Generator, first: Array, second: Array, truth: float) -> Array:
    (one, spread), (other, own) = resampled(rng, first), resampled(rng, second)
    (n, mean, variance), (m, middle, its) = moments(first), moments(second)
    gap = (other - middle[:, None]) - (one - mean[:, None])
    squared = spread / n[:, None] + own / m[:, None]
    return by_ratio(gap, squared, middle - mean, variance / n + its / m, truth)


def permutation(rng: np.random.Generator, first: Array, second: Array, truth: float) -> Array:
    """Invert the permutation test of a shift: its ends are quantiles over permutations."""
    n, m = int(first[0].sum()), int(second[0].sum())
    held = np.empty(len(first), dtype=bool)
    values = np.arange(1, 6)
    for place, (one, other) in enumerate(zip(first.astype(int), second.astype(int), strict=True)):
        drawn = rng.multivariate_hypergeometric([*one, *other], m, size=DRAWS)
        stayed = drawn[:, 5:].sum(1)
        after = (drawn[:, :5] + drawn[:, 5:]) @ values / m
        before = ((one - drawn[:, :5]) + (other - drawn[:, 5:])) @ values / n
        slope = stayed / m - (m - stayed) / n
        moved = slope < 1 - EPSILON
        gap = other @ values / m - one @ values / n
        ends = (gap - (after - before)[moved]) / (1 - slope[moved])
        held[place] = inside(*np.quantile(ends, TAILS)[[0]], truth, *np.quantile(ends, TAILS)[[1]])
    return held


def two_dirichlet(weight: float) -> Callable[..., Array]:
    def compute(rng: np.random.Generator, first: Array, second: Array, truth: float) -> Array:
        drawn = posterior(rng, second, weight) - posterior(rng, first, weight)
        low, high = np.quantile(drawn, TAILS, axis=1)
        return inside(low, truth, high)

    return compute


def two_likelihood(_rng: np.random.Generator, first: Array, second: Array, truth: float) -> Array:
    """Compare with the likeliest pair of multinomials whose means lie so far apart."""
    lowest, highest = max(1.0, 1 - truth), min(5.0, 5 - truth)
    best = np.full(len(first), np.inf)
    for mean in np.linspace(lowest + 1e-3, highest - 1e-3, 41):
        own = likelihood(first, np.full(len(first), mean))
        best = np.minimum(best, own + likelihood(second, np.full(len(first), mean + truth)))
    return best <= chi2.ppf(0.95, 1)


def recovered(_rng: np.random.Generator, first: Array, second: Array, truth: float) -> Array:
    """Put the two intervals of `mean_interval` together (MOVER)."""
    (low, high), (its_low, its_high) = beta(first), beta(second)
    mean, other = moments(first)[1], moments(second)[1]
    gap = other - mean
    down = np.hypot(np.maximum(0, other - its_low), np.maximum(0, high - mean))
    up = np.hypot(np.maximum(0, its_high - other), np.maximum(0, mean - low))
    return inside(gap - down, truth, gap + up)


ONE_GROUP: dict[str, Callable[..., Array]] = {
    "Student's t": student,
    "t, half an answer added": adjusted(0.5),
    "bootstrap, percentile": percentile,
    "bootstrap, BCa": corrected,
    "bootstrap, studentised": studentised,
    "empirical likelihood on the scale": empirical_likelihood,
    "score on the scale": score,
    "Dirichlet, Jeffreys": dirichlet(0.5),
    "Dirichlet, Perks": dirichlet(0.2),
}
PAIRS: dict[str, Callable[..., Array]] = {
    "t, a quarter of an answer added": adjusted(0.25),
    "bootstrap, percentile": percentile,
    "bootstrap, BCa": corrected,
    "bootstrap, studentised": studentised,
    "Dirichlet, half an answer": dirichlet(0.5 / 9),
    "beta, half an answer": beta_moves,
}
TWO_GROUPS: dict[str, Callable[..., Array]] = {
    "pooled t": pooled,
    "Welch, a tenth of an answer added": welch_adjusted(0.1),
    "Welch, one answer added": welch_adjusted(1.0),
    "bootstrap, percentile": two_percentile,
    "bootstrap, BCa": two_corrected,
    "bootstrap, studentised": two_studentised,
    "permutation, inverted": permutation,
    "empirical likelihood on the scale": two_likelihood,
    "Dirichlet, Jeffreys": two_dirichlet(0.5),
    "Dirichlet, Perks": two_dirichlet(0.2),
    "two beta intervals put together": recovered,
}

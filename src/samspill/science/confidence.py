"""The confidence level of an interval, and the quantile of Student's t that belongs to it."""

import math
from functools import lru_cache
from statistics import NormalDist

LEVEL = 0.95
# From here on the expansion in powers of 1 / freedom has ten digits by itself.
MANY = 1_000
# Newton's method doubles the digits: what it last moved by this has sixteen.
LAST_STEP = 1e-8
# So many of a continued fraction give twelve digits, from 1 to a thousand degrees of freedom.
TERMS = 30
MOST_STEPS = 50


def check_level(level: float) -> None:
    """Raise ValueError for a level that is not between 0 and 1."""
    if not 0 < level < 1:
        msg = f"The level lies between 0 and 1, such as 0.95; got {level}."
        raise ValueError(msg)


@lru_cache(maxsize=1024)
def student_quantile(freedom: float, level: float) -> float:
    """Return the t that a share of `level` of Student's t lies within, on both sides of 0.

    Parameters
    ----------
    freedom : float
        Degrees of freedom, 1 or more, whole or not.
    level : float
        Between 0 and 1.

    Returns
    -------
    float
        To ten digits, for levels up to 0.9999999: tried against scipy from 1 degree of freedom to
        a million.

    Raises
    ------
    ValueError
        `level` is not between 0 and 1, or `freedom` is under 1.

    Notes
    -----
    Cornish and Fisher's expansion; under a thousand degrees of freedom then Newton's method on the
    logarithm of the tail, an incomplete beta function. So a plain installation needs no library of
    special functions.

    References
    ----------
    Abramowitz & Stegun (1964), Handbook of Mathematical Functions, 26.5.8, 26.7.3 and 26.7.5.

    Examples
    --------
    >>> round(student_quantile(9, 0.95), 6)
    2.262157
    """
    check_level(level)
    if not freedom >= 1:
        msg = f"There is at least 1 degree of freedom; got {freedom}."
        raise ValueError(msg)
    z = NormalDist().inv_cdf((1 + level) / 2)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    t = z + sum(term / freedom**power for power, term in enumerate(terms, start=1))
    if freedom > MANY:
        return t
    for _step in range(MOST_STEPS):
        tail, density = _tail_and_density(freedom, t)
        # In the logarithms of both: there a heavy tail is a straight line.
        step = math.log(tail / (1 - level)) * tail / (2 * density * t)
        t *= math.exp(step)
        if abs(step) < LAST_STEP:
            break
    return t


def _tail_and_density(freedom: float, t: float) -> tuple[float, float]:
    """Return the chance outside plus or minus t, and the density at t."""
    half = freedom / 2
    constant = math.lgamma(half + 0.5) - math.lgamma(half) - math.log(freedom * math.pi) / 2
    density = math.exp(constant - (half + 0.5) * math.log1p(t * t / freedom))
    inside = t * t / (freedom + t * t)
    # Whichever of the two fractions converges.
    if inside * (half + 2.5) > 1.5:
        return 2 * density * t / freedom * _beta_fraction(half, 0.5, 1 - inside), density
    return 1 - 2 * density * t * _beta_fraction(0.5, half, inside), density


def _beta_fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction of an incomplete beta function."""
    fraction = 1.0
    for m in range(TERMS, 0, -1):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        fraction = 1 + even / (1 + odd / fraction)
    return 1 / (1 - (a + b) * x / (a + 1) / fraction)

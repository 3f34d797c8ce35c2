"""Student's quantile of science against scipy's, which science does without."""

import numpy as np
import pytest
from scipy import stats

from samspill.science.confidence import LEVEL, student_quantile

FREEDOMS = [*range(1, 100), *np.arange(1, 60, 0.37), *np.geomspace(100, 1e6, 80), 999.9, 1000.1]
# What pages ask for: 95 %, shared by up to 60 statements and 78 pairs of groups; and beyond.
SHARED = [1, 2, 7, 10, 40, 60, 40 * 10, 60 * 78, 500_000]


@pytest.mark.parametrize(
    "level", [0.05, 0.5, 0.8, 0.9, 0.99, *(1 - (1 - LEVEL) / n for n in SHARED)]
)
def test_it_has_ten_digits(level: float) -> None:
    quantiles = [student_quantile(float(freedom), level) for freedom in FREEDOMS]
    np.testing.assert_allclose(quantiles, stats.t.isf((1 - level) / 2, FREEDOMS), rtol=1e-10)


@pytest.mark.parametrize("level", [0, 1, 95, -0.1, float("nan")])
def test_a_level_that_is_none_is_named(level: float) -> None:
    with pytest.raises(ValueError, match=f"^The level lies between 0 and 1, .* got {level}"):
        student_quantile(9, level)


@pytest.mark.parametrize("freedom", [0.99, 0, -3, float("nan")])
def test_there_is_at_least_one_degree_of_freedom(freedom: float) -> None:
    with pytest.raises(ValueError, match=f"at least 1 degree of freedom; got {freedom}"):
        student_quantile(freedom, LEVEL)

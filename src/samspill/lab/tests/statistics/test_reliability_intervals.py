"""How sure a reliability is: the jackknife written out, and where nothing is said."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from samspill.lab.statistics.reliability import (
    cronbach_alpha,
    cronbach_alpha_of,
    mcdonald_omega,
)
from samspill.lab.statistics.reliability_intervals import (
    feldt_interval,
    is_heaped,
    is_heaped_of,
    jackknife_interval,
)
from samspill.lab.statistics.sufficient_statistics import Sums

Floats = npt.NDArray[np.float64]
NAN = float("nan")


def some_answers(n: int, items: int = 4, seed: int = 1) -> Floats:
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(n, 1))
    return np.clip(np.rint(3 + common + rng.normal(scale=0.8, size=(n, items))), 1, 5)


def heaped_answers(n: int, seed: int = 2) -> Floats:
    return np.clip(some_answers(n, seed=seed) + 2, 1, 5)


@pytest.mark.parametrize("level", [0.5, 0.95])
@pytest.mark.parametrize(("n", "n_items"), [(2, 2), (3, 2), (9, 5), (60, 3)])
def test_feldts_interval_is_that_of_the_ratio_of_two_variances(
    n: int, n_items: int, level: float
) -> None:
    smallest, largest = stats.f.interval(level, n - 1, (n - 1) * (n_items - 1))
    for alpha in (0.7, -0.4):
        low, high = feldt_interval(alpha, n=n, n_items=n_items, level=level)
        assert low == pytest.approx(1 - (1 - alpha) * largest, rel=1e-9)
        assert high == pytest.approx(1 - (1 - alpha) * smallest, rel=1e-9)


def test_one_respondent_and_no_alpha_have_no_interval() -> None:
    for alpha, n, is_told in ((0.7, 1, False), (0.7, 2, True), (NAN, 9, False)):
        low, high = feldt_interval(alpha, n=n, n_items=3)
        assert math.isfinite(low) == math.isfinite(high) == is_told


@pytest.mark.parametrize("unit", [1e-139, 1e-5, 1e5, 1e139])
def test_the_jackknife_is_the_same_in_every_unit(unit: float) -> None:
    """In the smallest and the largest that are taken in, too."""
    ratings = some_answers(12)
    assert jackknife_interval(ratings * unit) == pytest.approx(jackknife_interval(ratings))


@pytest.mark.parametrize("level", [0.8, 0.95])
@pytest.mark.parametrize("n", [3, 8, 25])
def test_the_jackknife_leaves_out_one_person_at_a_time(n: int, level: float) -> None:
    ratings = some_answers(n, seed=n)
    without = [cronbach_alpha(np.delete(ratings, person, axis=0)).value for person in range(n)]
    logs = np.log(1 - np.array(without))
    error = math.sqrt((n - 1) / n * np.sum((logs - logs.mean()) ** 2))
    reach = stats.t.ppf((1 + level) / 2, n - 1) * error
    middle = math.log(1 - cronbach_alpha(ratings).value)
    low, high = jackknife_interval(ratings, level=level)
    assert (low, high) == pytest.approx(
        (1 - math.exp(middle + reach), 1 - math.exp(middle - reach)), rel=1e-9
    )
    for other in (7 - ratings * 2, ratings * 1e-130, ratings[::-1, ::-1]):
        assert jackknife_interval(other, level=level) == pytest.approx((low, high), rel=1e-9)
    holed = np.vstack([ratings, [NAN, 1, 2, 3]])
    assert jackknife_interval(holed, level=level) == (low, high)


@pytest.mark.parametrize(
    "ratings",
    [
        np.zeros((0, 2)),
        [[1, 2], [2, 4]],
        [[1, 1], [2, 2], [3, 3], [5, 5]],
        [[1, 5], [2, 4], [3, 3], [5, 1]],
        [[3, 3], [3, 3], [3, 3], [5, 4]],
        np.full((6, 3), 0.1),
    ],
    ids=["nobody", "two", "alpha is 1", "no sum", "one makes it all", "constant"],
)
def test_where_leaving_out_leaves_nothing_the_jackknife_is_silent(ratings: npt.ArrayLike) -> None:
    assert np.isnan(jackknife_interval(ratings)).all()


@pytest.mark.parametrize(
    ("ratings", "heaped"),
    [
        ([[5, 5], [5, 4], [1, 3], [2, 3]], False),
        ([[5, 5], [5, 4], [5, 3], [2, 3]], False),  # four of eight: not more than half
        ([[5, 5], [5, 5], [5, 3], [2, 3]], True),
        ([[1, 1], [1, 1], [1, 3], [4, 3]], True),
        ([[5, 4], [5, 4], [5, 3], [2, 3]], True),  # the highest of each item
        ([[5, 5], [5, 5], [5, 5], [5, NAN]], True),
        ([[5, 5], [5, NAN], [NAN, 5], [3, 3], [2, 2]], False),
        ([[NAN, NAN]], False),
        ([[5, 1], [5, 1], [5, 1], [4, 2], [3, 3]], False),  # at opposite ends, four of ten each
        ([[4, 5], [4, 5], [4, 5], [1, 2], [2, 1]], True),
        ([[2, 1], [2, 1], [2, 1], [5, 4], [4, 5]], True),  # the lowest of each item
        (np.zeros((0, 2)), False),
        ([[1, 1], [1, 1], [1, 1], [1, 0], [0, 0]], False),  # on two points, seven of ten
        ([[1, 1], [1, 1], [1, 1], [1, 1], [0, 0]], True),
        ([[0, 0], [0, 0], [0, 0], [0, 0], [1, 1]], True),
    ],
)
def test_answers_are_heaped_where_most_stand_at_one_end(
    ratings: npt.ArrayLike, heaped: bool
) -> None:
    given = np.asarray(ratings, dtype=float)
    assert is_heaped(given) is heaped
    assert is_heaped(given[:, ::-1]) is heaped


@pytest.mark.parametrize(
    ("counts", "heaped"),
    [
        ([[1, 1, 0, 1, 1], [1, 1, 1, 1, 0]], False),
        ([[0, 1, 1, 0, 2], [0, 0, 1, 1, 2]], False),  # four of eight: not more than half
        ([[0, 1, 1, 0, 2], [0, 0, 1, 0, 3]], True),
        ([[2, 1, 1, 0, 0], [3, 0, 1, 0, 0]], True),
        ([[0, 2, 1, 1, 0], [2, 1, 0, 1, 0]], False),
        ([[0, 3, 1, 0, 1], [3, 1, 0, 1, 0]], True),  # the lowest of each item
        ([[1, 0, 1, 3, 0], [0, 1, 0, 1, 3]], True),  # the highest of each item
        ([[0, 0, 1, 0, 3], [0, 0, 0, 0, 0]], True),  # nobody answered the second
        ([[1, 0, 1, 0, 2], [0, 0, 0, 0, 0]], False),
        ([[0, 0, 0, 0, 0], [0, 0, 0, 0, 0]], False),
        ([[2, 3], [1, 4]], False),  # on two points, seven of ten
        ([[2, 3], [0, 5]], True),
        ([[3, 2], [5, 0]], True),
        ([[0, 0, 4], [0, 0, 4]], True),  # everybody alike
        ([[1, 0, 0, 0, 2], [1, 0, 0, 0, 2]], False),  # two points of five, four of six
        ([[1, 0, 0, 0, 2], [1, 0, 0, 1, 2]], True),  # as many, and a third point
    ],
)
def test_counts_are_heaped_where_the_answers_they_count_are(
    counts: list[list[int]], heaped: bool
) -> None:
    """As the rule says, and as `is_heaped` says of the answers one by one."""
    columns = [np.repeat(np.arange(len(one)), one).astype(float) for one in counts]
    ratings = np.full((max(map(len, columns)), len(columns)), NAN)
    for item, column in enumerate(columns):
        ratings[: column.size, item] = column
    for turned in (1, -1):
        assert is_heaped_of(np.array(counts)[::turned]) is heaped
        if len(ratings):
            assert is_heaped(ratings[:, ::turned], missing="pairwise") is heaped


@pytest.mark.filterwarnings("ignore:All-NaN")
@pytest.mark.parametrize("seed", range(30))
def test_heaps_look_the_same_one_by_one_and_counted(seed: int) -> None:
    rng = np.random.default_rng(seed)
    counts = rng.multinomial(6, rng.dirichlet([0.4] * 4), size=2)
    ratings = np.array([np.repeat(np.arange(4), one) for one in counts], dtype=float).T
    assert is_heaped_of(counts) is is_heaped(ratings)
    assert is_heaped_of(counts[:, ::-1]) is is_heaped(3 - ratings)


def test_pairwise_counts_every_answer_when_it_looks_for_a_heap() -> None:
    ratings = np.array([[5, 5], [4, 3], [2, 1], [5, NAN], [5, NAN], [5, NAN]])
    assert not is_heaped(ratings)
    assert is_heaped(ratings, missing="pairwise")
    assert is_heaped(np.array([[5, 5], [5, 5], [4, 3]], dtype=np.int8))


def test_heaped_answers_have_no_interval_until_there_are_a_thousand() -> None:
    few, many = heaped_answers(999), heaped_answers(1000)
    for alpha in (cronbach_alpha(few), cronbach_alpha(few, interval="jackknife")):
        assert (alpha.doubt, alpha.absent) == ("heaped", None)
        assert 0 < alpha.value < 1
        assert math.isnan(alpha.low)
        assert math.isnan(alpha.high)
    omega = mcdonald_omega(few)
    assert (omega.doubt, math.isnan(omega.low)) == ("heaped", True)
    usual, jackknife = cronbach_alpha(many), cronbach_alpha(many, interval="jackknife")
    assert (usual.doubt, jackknife.doubt) == ("heaped", None)
    low, high = feldt_interval(usual.value, n=1000, n_items=4)
    assert (usual.low, usual.high) == (float(low), float(high))
    assert (jackknife.low, jackknife.high) == jackknife_interval(many)
    assert jackknife.low < usual.low < usual.high < jackknife.high
    assert mcdonald_omega(many).doubt == "heaped"
    assert mcdonald_omega(many).low < mcdonald_omega(many).value


def test_sums_are_told_that_answers_are_heaped() -> None:
    few = heaped_answers(50)
    told = cronbach_alpha_of(Sums.from_ratings(few), heaped=True)
    assert repr(told) == repr(cronbach_alpha(few))
    untold = cronbach_alpha_of(Sums.from_ratings(few))
    assert (untold.doubt, math.isfinite(untold.low)) == (None, True)


@pytest.mark.parametrize(
    ("n", "shown"),
    [(4, (False, False, False)), (5, (True, False, False)), (7, (True, False, False)),
     (8, (True, True, False)), (11, (True, True, False)), (12, (True, True, True))],
)  # fmt: skip
def test_under_so_many_there_are_too_few_to_tell(n: int, shown: tuple[bool, ...]) -> None:
    ratings = some_answers(n, seed=5)
    result = (
        cronbach_alpha(ratings),
        cronbach_alpha(ratings, interval="jackknife"),
        mcdonald_omega(ratings),
    )
    for one, is_shown in zip(result, shown, strict=True):
        assert one.doubt == (None if is_shown else "few_answers") or one.absent
        assert math.isfinite(one.low) == math.isfinite(one.high) == is_shown


def test_an_interval_that_is_none_is_named() -> None:
    with pytest.raises(ValueError, match="got 'bootstrap'"):
        cronbach_alpha(some_answers(9), interval="bootstrap")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not 'pairwise'"):
        cronbach_alpha(some_answers(9), interval="jackknife", missing="pairwise")
    with pytest.raises(ValueError, match="got 2"):
        jackknife_interval(some_answers(9), level=2)
    with pytest.raises(ValueError, match="Row 1, column 0: inf"):
        jackknife_interval(np.array([[1, 2], [math.inf, 3], [1, 2]]))
    constant = cronbach_alpha(np.full((9, 3), 5), interval="jackknife")
    assert (constant.absent, constant.doubt) == ("no_variation", None)

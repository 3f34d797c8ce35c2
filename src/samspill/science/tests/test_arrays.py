"""Numbers as they come in: every digit kept, what is masked missing, and nothing else let in."""

import numpy as np
import numpy.typing as npt
import pytest

from samspill.science.arrays import as_floats, as_numbers

NOT_NUMBERS = "Ages must be numbers, with NaN for missing; "


@pytest.mark.parametrize("kind", [np.int8, np.uint16, np.int64, np.uint64, np.float32, np.float64])
def test_numbers_that_a_float_holds_are_taken_as_they_are(kind: type[np.generic]) -> None:
    table = np.ones((3, 2), dtype=kind)
    assert as_numbers(table, "Ages") is table


def test_yes_and_no_and_wide_numbers_become_floats() -> None:
    for values in ([True, False], np.array([1, 0], dtype=np.longdouble), np.array([1, 0], object)):
        taken = as_numbers(values, "Ages")
        assert taken.dtype == np.float64
        assert taken.tolist() == [1, 0]


def test_a_number_too_large_for_a_float_is_infinite() -> None:
    values = np.array([np.longdouble("1e400"), 1])
    assert as_floats(values, "Ages").tolist() == [np.inf, 1]


@pytest.mark.parametrize("kind", [np.bool_, np.int64, np.uint8, np.float32, np.object_])
def test_what_is_masked_is_missing(kind: type[np.generic]) -> None:
    table = np.ma.masked_array(np.ones(3, dtype=kind), mask=[True, False, False])
    taken = as_numbers(table, "Ages")
    assert type(taken) is np.ndarray
    assert taken.dtype == np.float64
    np.testing.assert_array_equal(taken, [np.nan, 1, 1])


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (["many"], "could not convert string to float: "),
        ([[1, 2], [3]], "setting an array element with a sequence"),
        ([10**400], "int too large to convert to float"),
        ([None, {}], "float() argument must be a string or a real number, not 'dict'"),
        (np.ma.masked_array(["many"], mask=[False]), "could not convert string to float: "),
        (np.array([1j]), "got complex128"),
        (np.ma.masked_array([1j], mask=[True]), "got complex128"),
        (np.array(["2026-01-01"], dtype="datetime64[D]"), "got datetime64[D]"),
        (np.array([3], dtype="timedelta64[D]"), "got timedelta64[D]"),
    ],
)
def test_what_are_no_numbers_is_named(values: npt.ArrayLike, told: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - the message is compared
        as_floats(values, "Ages")
    assert str(raised.value).startswith(NOT_NUMBERS + told)
    assert str(raised.value).endswith(".")


def test_floats_are_a_copy() -> None:
    given = np.array([1.0, np.nan, 2.0])
    taken = as_floats(given, "Ages")
    np.testing.assert_array_equal(taken, given)
    taken[0] = 9
    assert given[0] == 1
    assert as_floats([1, 2], "Ages").dtype == np.float64
    assert as_floats(np.array([], dtype=np.int64), "Ages").size == 0


@pytest.mark.parametrize("end", [2**53 + 1, -(2**53) - 1])
def test_whole_numbers_with_too_many_digits_are_named(end: int) -> None:
    assert as_floats([2**53, -(2**53)], "Ages").tolist() == [2**53, -(2**53)]
    told = f"^Ages: {end} has more digits than can be counted with.$"
    with pytest.raises(ValueError, match=told):
        as_floats([0, end], "Ages")

"""Every public function of science: what must be so whichever it is.

A new public function has no example, and the first test fails until it is given one in
`public_examples`.
"""

from __future__ import annotations

import inspect
import math
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from samspill.lab.statistics import agreement, change, reliability
from samspill.science.tests.public_examples import EXAMPLES, Example

# What may be shown, and what is attacked, have rules and tests of their own.
OWN_TESTS = {"disclosure", "groups", "inference", "rooms", "score_tables"}
OWN_TESTS |= {"choosing", "earlier_tables", "mending", "protection"}
OWN_TESTS |= {"table_audit", "table_systems", "tables"}
HERE = Path(__file__).resolve().parents[1]
MODULES = sorted(path.stem for path in HERE.glob("[a-z]*.py") if path.stem not in OWN_TESTS)
# Counts of those who are not counted: a person without answers changes these and nothing else.
UNCOUNTED = {"missing", "n_missing", "n_rows", "left_out"}
OF_PEOPLE = [name for name, one in EXAMPLES.items() if one.people]
FREE = [name for name in OF_PEOPLE if not EXAMPLES[name].keeps_order]


def public_functions() -> dict[str, Any]:
    found = {}
    for module in MODULES:
        for name, thing in vars(import_module(f"samspill.science.{module}")).items():
            is_own = getattr(thing, "__module__", "") == f"samspill.science.{module}"
            if is_own and not name.startswith("_") and not inspect.isclass(thing):
                found[f"{module}.{name}"] = thing
    return {name: thing for name, thing in found.items() if callable(thing)}


def flat(result: object, path: str = "") -> list[tuple[str, object]]:
    """Every number and word in a result, with its place."""
    if is_dataclass(result) and not isinstance(result, type):
        parts = [(one.name, getattr(result, one.name)) for one in fields(result)]
    elif isinstance(result, dict):
        parts = [(str(key), value) for key, value in result.items()]
    elif isinstance(result, tuple | list):
        parts = [(str(place), value) for place, value in enumerate(result)]
    elif isinstance(result, np.ndarray) and result.ndim:
        parts = [(str(place), value) for place, value in enumerate(result.tolist())]
    else:
        return [(path, result)]
    return [found for name, value in parts for found in flat(value, f"{path}.{name}")]


def assert_same(one: object, other: object, *, but: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    ours, theirs = (
        [(p, v) for p, v in flat(each) if not but & set(p.split("."))] for each in (one, other)
    )
    assert [path for path, _ in ours] == [path for path, _ in theirs]
    for (path, value), (_, expected) in zip(ours, theirs, strict=True):
        if isinstance(value, float):
            assert value == pytest.approx(expected, rel=1e-9, abs=1e-12, nan_ok=True), path
        else:
            assert value == expected, path


def outcome(example: Example, people: tuple[Any, ...]) -> object:
    """Return what comes of it, or None where it is refused in words. A warning fails the test."""
    try:
        return example.call(*people)
    except ValueError:
        return None


def test_every_public_function_has_an_example() -> None:
    assert set(EXAMPLES) == set(public_functions())


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_same_twice_and_nothing_is_touched(name: str) -> None:
    example = EXAMPLES[name]
    given = example.frozen()
    first = example.call(*given)
    assert_same(example.call(*given), first)
    for array, before in zip(given, example.people, strict=True):
        np.testing.assert_array_equal(array, before)


class Like:
    """What a table of another package is: something that can become an array."""

    def __init__(self, array: np.ndarray) -> None:
        self.array = array

    def __array__(self, dtype: object = None, copy: object = None) -> np.ndarray:
        return self.array if dtype is None else self.array.astype(dtype)  # type: ignore[call-overload]


FORMS: dict[str, Any] = {
    "list": lambda array: array.tolist(),
    "int64": lambda array: array.astype(np.int64),
    "int8": lambda array: array.astype(np.int8),
    "float32": lambda array: array.astype(np.float32),
    "Fortran": np.asfortranarray,
    "every other": lambda array: np.repeat(array, 2, axis=0)[::2],
    "masked": np.ma.masked_array,
    "table": Like,
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", OF_PEOPLE)
def test_what_the_answers_come_in_does_not_matter(name: str, form: str) -> None:
    example = EXAMPLES[name]
    found = example.call(*(FORMS[form](array) for array in example.people))
    assert_same(found, example.call(*example.people))


@pytest.mark.parametrize("name", FREE)
def test_order_does_not_matter(name: str) -> None:
    example = EXAMPLES[name]
    order = np.random.default_rng(3).permutation(len(example.people[0]))
    mixed = example.call(*(array[order] for array in example.people))
    assert_same(mixed, example.call(*example.people))


@pytest.mark.parametrize("name", [one for one in FREE if EXAMPLES[one].has_groups])
def test_what_groups_are_called_does_not_matter(name: str) -> None:
    example = EXAMPLES[name]
    ratings, groups = example.people
    found = example.call(ratings, groups)
    for labels in (np.array(["ab", "b", "c", "d"])[groups - 1], groups * 60 - 128, groups + 2**40):
        assert_same(example.call(ratings, labels), found, but={"labels"})


@pytest.mark.parametrize("gap", ["NaN", "masked"])
@pytest.mark.parametrize("name", FREE)
def test_a_person_without_answers_is_counted_apart(name: str, gap: str) -> None:
    example = EXAMPLES[name]
    longer = [np.concatenate([array, array[:1]]) for array in example.people]
    for place, array in enumerate(longer[: 1 if example.has_groups else None]):
        if gap == "NaN":
            array[-1] = math.nan
        else:
            longer[place] = np.ma.masked_array(array, mask=False)
            longer[place][-1] = np.ma.masked
    found = example.call(*longer)
    assert_same(found, example.call(*example.people), but=UNCOUNTED)


@pytest.mark.parametrize("name", OF_PEOPLE)
@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (math.inf, "ow 2.*: inf"),
        (-math.inf, "ow 2.*: -inf"),
        ("often", "must be numbers.*often"),
        (1 + 2j, "must be numbers.*complex"),
    ],
)
def test_a_bad_value_is_named(name: str, wrong: Any, named: str) -> None:
    example = EXAMPLES[name]
    if example.is_raw and isinstance(wrong, float):
        return
    rows = example.people[0].astype(object)
    rows[2 if rows.ndim == 1 else (2, 1)] = wrong
    with pytest.raises(ValueError, match=named):
        example.call(rows.tolist(), *example.people[1:])


def degenerate(array: np.ndarray) -> dict[str, np.ndarray]:
    low, high = np.iinfo(np.int64).min, np.iinfo(np.int64).max
    return {
        "constant": np.full_like(array, 4),
        "one respondent": array[:1],
        "two respondents": array[:2],
        "nobody": array[:0],
        "all missing": np.full_like(array, math.nan),
        "infinite": np.where(array == array.max(initial=0), math.inf, array),
        "negative": -array,
        "huge": array * 1e307,
        "to both ends": np.where(array > 3, 1.7e308, -1.7e308),
        "large": array * 1e200,
        "small": array * 1e-200,
        "tiny": array * 1e-308,
        "denormal": array * 5e-324,
        "int8": np.where(array > 3, 127, -128).astype(np.int8),
        "int64": np.where(array > 3, high, low),
        "uint64": np.where(array > 3, 2**64 - 1, 0).astype(np.uint64),
        "far away": array + 1e15,
    }


@pytest.mark.parametrize("kind", degenerate(np.zeros(3)))
@pytest.mark.parametrize("name", OF_PEOPLE)
def test_odd_answers_have_a_defined_outcome(name: str, kind: str) -> None:
    """No warning, no other error than one in words, and no number out of its bounds."""
    example = EXAMPLES[name]
    answers = example.people[:1] if example.has_groups else example.people
    odd = [degenerate(array)[kind] for array in answers]
    groups = [array[: len(odd[0])] for array in example.people[len(odd) :]]
    found = outcome(example, (*odd, *groups))
    check_bounds(found)
    if kind in {"infinite", "int64", "uint64"} and not example.is_raw:
        assert found is None


@pytest.mark.parametrize("name", [one for one in OF_PEOPLE if EXAMPLES[one].has_groups])
def test_ten_thousand_groups_of_one_have_a_defined_outcome(name: str) -> None:
    example = EXAMPLES[name]
    n = np.arange(10_000)
    ratings = example.people[0][n % len(example.people[0])]
    found = example.call(ratings, n)
    check_bounds(found)
    values = dict(flat(found))
    for field in (".value.0", ".icc1"):
        assert math.isnan(values.get(field, math.nan))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", OF_PEOPLE)
def test_numbers_lie_within_their_bounds(name: str) -> None:
    example = EXAMPLES[name]
    found = example.call(*example.people)
    check_bounds(found)
    assert any(not isinstance(v, float) or math.isfinite(v) for _, v in flat(found))


def check_bounds(found: object) -> None:
    """Whatever has a value and an interval has the one inside the other."""
    for each in found if isinstance(found, tuple | list) else [found]:
        low, value, high = (getattr(each, name, None) for name in ("low", "value", "high"))
        if value is not None and low is not None:
            told = ~np.isnan(np.asarray(low, dtype=float))
            assert np.all((np.asarray(low) <= value)[told])
            assert np.all((np.asarray(value) <= high)[told])
        for name in ("icc1", "icc2"):
            assert not getattr(each, name, 0) > 1
        if isinstance(each, reliability.Reliability):
            assert not each.value > 1 + 1e-9 or each.factor is not None  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_choice_that_is_none_is_named(name: str) -> None:
    parameters = inspect.signature(public_functions()[name]).parameters
    choices: dict[str, list[object]] = {
        "level": [0.0, 1.0, math.nan, 95],
        "scale_points": [1, 12],
        "missing": ["sometimes"],
        "method": ["guess"],
        "about": ["mode"],
        "interval": ["wide"],
        "comparisons": [0],
    }
    for choice, wrong in choices.items():
        if choice in parameters and EXAMPLES[name].checks_choices:
            for one in wrong:
                with pytest.raises(ValueError, match=str(one)):
                    EXAMPLES[name].call(*EXAMPLES[name].people, **{choice: one})


@pytest.mark.parametrize("name", EXAMPLES)
def test_choices_are_named_by_whoever_makes_them(name: str) -> None:
    """What has a default can only be given by its name."""
    for parameter in inspect.signature(public_functions()[name]).parameters.values():
        if parameter.default is not inspect.Parameter.empty:
            assert parameter.kind is inspect.Parameter.KEYWORD_ONLY, parameter.name


RATINGS = EXAMPLES["reliability.cronbach_alpha"].people[0]
ITEM, GROUPS = RATINGS[:, 0], np.arange(len(RATINGS)) % 3
PROMISED: list[tuple[Any, tuple[Any, ...], dict[str, Any], tuple[str, ...]]] = [
    (reliability.cronbach_alpha, (RATINGS,), {"level": 0.9}, ("value", "low", "high")),
    (reliability.mcdonald_omega, (RATINGS,), {"level": 0.9}, ("value", "low", "high")),
    (agreement.within_group_agreement, (ITEM,), {"scale_points": 5}, ()),
    (agreement.within_group_agreement_index, (RATINGS,), {"scale_points": 5}, ()),
    (agreement.average_deviation, (RATINGS,), {}, ()),
    (agreement.intraclass_correlation, (ITEM, GROUPS), {}, ("icc1", "icc2")),
    (change.mean_difference, (ITEM, RATINGS[:, 1]), {"level": 0.9}, ("value", "low", "high")),
    (change.paired_difference, (ITEM, RATINGS[:, 1]), {"level": 0.9}, ("value", "low", "high")),
]


@pytest.mark.parametrize(
    ("function", "people", "choices", "names"), PROMISED, ids=[one[0].__name__ for one in PROMISED]
)
def test_names_that_others_call(
    function: Any, people: tuple[np.ndarray, ...], choices: dict[str, Any], names: tuple[str, ...]
) -> None:
    """Promised to others: the place, the name, the names of the choices, and plain floats."""
    found = function(*people, **choices)
    for number in [getattr(found, name) for name in names] or [found]:
        assert type(number) is float
        assert math.isfinite(number)
    with pytest.raises(TypeError):
        function(*people, 0.9)

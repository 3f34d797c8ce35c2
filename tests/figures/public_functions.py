"""Every public function of a room of numbers: what must be so whichever it is.

A room says where its functions are and gives one example of each (`public_examples.py` beside its
tests). A new public function has no example, and the first test fails until it is given one.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

# Counts of those who are not counted: a person without answers changes these and nothing else.
UNCOUNTED = frozenset({"missing", "n_missing", "n_rows", "left_out"})
# Forty people, four items, one attitude behind them: nothing missing, nobody at an end.
TABLE = np.clip(
    np.rint(
        3
        + np.random.default_rng(7).normal(size=(40, 1)) * [0.7, 0.8, 0.9, 1.0]
        + np.random.default_rng(8).normal(scale=0.7, size=(40, 4))
    ),
    1,
    5,
)
ITEM, OTHER = TABLE[:, 0], TABLE[:, 3]
GROUPS = 1 + np.arange(40) % 3


@dataclass(frozen=True)
class Example:
    """A call that works.

    Attributes
    ----------
    people : tuple of arrays
        What has one row for each person; the call takes these first. Empty for functions of
        what is already counted.
    has_groups : bool
        The second array says which group each person belongs to.
    keeps_order : bool
        The result has a row for each person.
    is_raw : bool
        Takes any kind of number as it is, and does not say where a wrong one stands.
    checks_choices : bool
        Refuses a level or a scale that is none; others leave that to who calls them.
    """

    call: Callable[..., object]
    people: tuple[np.ndarray, ...] = ()
    has_groups: bool = False
    keeps_order: bool = False
    is_raw: bool = False
    checks_choices: bool = True

    def frozen(self) -> tuple[np.ndarray, ...]:
        """Return the same arrays, in which nobody can write."""
        copies = tuple(array.copy() for array in self.people)
        for copy in copies:
            copy.flags.writeable = False
        return copies


def of_table(call: Callable[..., object], **how: bool) -> Example:
    return Example(call, (TABLE,), **how)


def of_item(call: Callable[..., object], **how: bool) -> Example:
    return Example(call, (ITEM,), **how)


def of_two(call: Callable[..., object], **how: bool) -> Example:
    return Example(call, (ITEM, OTHER), **how)


def of_groups(call: Callable[..., object], **how: bool) -> Example:
    return Example(call, (TABLE, GROUPS), has_groups=True, **how)


def fixed(call: Callable[..., object]) -> Example:
    return Example(call, checks_choices=False)


def flat(result: object, path: str = "") -> list[tuple[str, object]]:
    """Every number and word in a result, with its place."""
    if is_dataclass(result) and not isinstance(result, type):
        parts = [(part.name, getattr(result, part.name)) for part in fields(result)]
    elif isinstance(result, dict):
        parts = [(str(key), value) for key, value in result.items()]
    elif isinstance(result, tuple | list):
        parts = [(str(place), value) for place, value in enumerate(result)]
    elif isinstance(result, np.ndarray) and result.ndim:
        parts = [(str(place), value) for place, value in enumerate(result.tolist())]
    else:
        return [(path, result)]
    return [entry for name, value in parts for entry in flat(value, f"{path}.{name}")]


def assert_same(first: object, second: object, *, but: frozenset[str] = frozenset()) -> None:
    ours, theirs = (
        [(p, v) for p, v in flat(each) if not but & set(p.split("."))] for each in (first, second)
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


def check_bounds(result: object) -> None:
    """Whatever has a value and an interval has the one inside the other."""
    for each in result if isinstance(result, tuple | list) else [result]:
        low, value, high = (getattr(each, name, None) for name in ("low", "value", "high"))
        if value is not None and low is not None:
            told = ~np.isnan(np.asarray(low, dtype=float))
            assert np.all((np.asarray(low) <= value)[told])
            assert np.all((np.asarray(value) <= high)[told])
        for name in ("icc1", "icc2"):
            assert not getattr(each, name, 0) > 1
        # Of what is a reliability, omega alone may pass 1, and then has a factor to show for it.
        if hasattr(each, "doubt"):
            assert (
                not getattr(each, "value", 0) > 1 + 1e-9
                or getattr(each, "factor", None) is not None
            )


class PublicFunctions:
    """The tests; a room is a subclass that says what it has."""

    package: str
    examples: Mapping[str, Example]
    # Modules whose functions have rules and tests of their own.
    own_tests: frozenset[str] = frozenset()

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        of_people = [name for name, example in self.examples.items() if example.people]
        free = [name for name in of_people if not self.examples[name].keeps_order]
        grouped = [name for name in free if self.examples[name].has_groups]
        chosen = {"name": list(self.examples), "of_people": of_people, "free": free}
        for argument, names in {**chosen, "grouped": grouped}.items():
            if argument in metafunc.fixturenames:
                metafunc.parametrize(argument, names)

    def functions(self) -> dict[str, Callable[..., object]]:
        package = import_module(self.package)
        paths = sorted(Path(package.__path__[0]).glob("[a-z]*.py"))
        return {
            f"{path.stem}.{name}": thing
            for path in paths
            if path.stem not in self.own_tests
            for name, thing in vars(import_module(f"{self.package}.{path.stem}")).items()
            if getattr(thing, "__module__", "") == f"{self.package}.{path.stem}"
            and not name.startswith("_")
            and not inspect.isclass(thing)
            and callable(thing)
        }

    def test_every_public_function_has_an_example(self) -> None:
        assert set(self.examples) == set(self.functions())

    def test_the_same_twice_and_nothing_is_touched(self, name: str) -> None:
        example = self.examples[name]
        given = example.frozen()
        first = example.call(*given)
        assert_same(example.call(*given), first)
        for array, before in zip(given, example.people, strict=True):
            np.testing.assert_array_equal(array, before)

    @pytest.mark.parametrize("form", FORMS)
    def test_what_the_answers_come_in_does_not_matter(self, of_people: str, form: str) -> None:
        example = self.examples[of_people]
        result = example.call(*(FORMS[form](array) for array in example.people))
        assert_same(result, example.call(*example.people))

    def test_order_does_not_matter(self, free: str) -> None:
        example = self.examples[free]
        order = np.random.default_rng(3).permutation(len(example.people[0]))
        mixed = example.call(*(array[order] for array in example.people))
        assert_same(mixed, example.call(*example.people))

    @pytest.mark.parametrize("gap", ["NaN", "masked"])
    def test_a_person_without_answers_is_counted_apart(self, free: str, gap: str) -> None:
        example = self.examples[free]
        longer = [np.concatenate([array, array[:1]]) for array in example.people]
        for place, array in enumerate(longer[: 1 if example.has_groups else None]):
            if gap == "NaN":
                array[-1] = math.nan
            else:
                longer[place] = np.ma.masked_array(array, mask=False)
                longer[place][-1] = np.ma.masked
        result = example.call(*longer)
        assert_same(result, example.call(*example.people), but=UNCOUNTED)

    @pytest.mark.parametrize(
        ("wrong", "named"),
        [
            (math.inf, "ow 2.*: inf"),
            (-math.inf, "ow 2.*: -inf"),
            ("often", "must be numbers.*often"),
            (1 + 2j, "must be numbers.*complex"),
        ],
    )
    def test_a_bad_value_is_named(self, of_people: str, wrong: Any, named: str) -> None:
        example = self.examples[of_people]
        if example.is_raw and isinstance(wrong, float):
            return
        rows = example.people[0].astype(object)
        rows[2 if rows.ndim == 1 else (2, 1)] = wrong
        with pytest.raises(ValueError, match=named):
            example.call(rows.tolist(), *example.people[1:])

    @pytest.mark.parametrize("kind", degenerate(np.zeros(3)))
    def test_odd_answers_have_a_defined_outcome(self, of_people: str, kind: str) -> None:
        """No warning, no other error than one in words, and no number out of its bounds."""
        example = self.examples[of_people]
        answers = example.people[:1] if example.has_groups else example.people
        odd = [degenerate(array)[kind] for array in answers]
        groups = [array[: len(odd[0])] for array in example.people[len(odd) :]]
        result = outcome(example, (*odd, *groups))
        check_bounds(result)
        if kind in {"infinite", "int64", "uint64"} and not example.is_raw:
            assert result is None

    def test_numbers_lie_within_their_bounds(self, of_people: str) -> None:
        example = self.examples[of_people]
        result = example.call(*example.people)
        check_bounds(result)
        assert any(not isinstance(v, float) or math.isfinite(v) for _, v in flat(result))

    def test_a_choice_that_is_none_is_named(self, name: str) -> None:
        parameters = inspect.signature(self.functions()[name]).parameters
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
            if choice in parameters and self.examples[name].checks_choices:
                for value in wrong:
                    with pytest.raises(ValueError, match=str(value)):
                        self.examples[name].call(*self.examples[name].people, **{choice: value})

    def test_choices_are_named_by_whoever_makes_them(self, name: str) -> None:
        """What has a default can only be given by its name."""
        for parameter in inspect.signature(self.functions()[name]).parameters.values():
            if parameter.default is not inspect.Parameter.empty:
                assert parameter.kind is inspect.Parameter.KEYWORD_ONLY, parameter.name


class PublicFunctionsOfGroups(PublicFunctions):
    """Where some functions take people in groups."""

    def test_what_groups_are_called_does_not_matter(self, grouped: str) -> None:
        example = self.examples[grouped]
        ratings, groups = example.people
        result = example.call(ratings, groups)
        for labels in (
            np.array(["ab", "b", "c", "d"])[groups - 1],
            groups * 60 - 128,
            groups + 2**40,
        ):
            assert_same(example.call(ratings, labels), result, but=frozenset({"labels"}))

    def test_ten_thousand_groups_of_one_have_a_defined_outcome(self, grouped: str) -> None:
        example = self.examples[grouped]
        n = np.arange(10_000)
        ratings = example.people[0][n % len(example.people[0])]
        result = example.call(ratings, n)
        check_bounds(result)
        values = dict(flat(result))
        for field in (".value.0", ".icc1"):
            assert math.isnan(values.get(field, math.nan))  # type: ignore[arg-type]

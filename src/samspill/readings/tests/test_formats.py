"""What is stored is typed, versioned, and called by names of its own."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import fields, make_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from samspill.exports.tables import table_of
from samspill.readings.formats import StoredReadingError, as_stored, read_stored
from samspill.readings.view_models import view
from samspill.science import disclosure, dont_know, groups, reading_figures, reading_order

HERE = Path(__file__).parent
SAMPLE = HERE / "a_reading.format_2.json"
FOLDER = HERE.parent


def sample() -> Any:
    return json.loads(SAMPLE.read_text(encoding="utf-8"))


def test_what_is_stored_is_read_and_stored_as_it_was() -> None:
    """The file was stored by the version that began format 2. Never make it anew: add a format."""
    reading = read_stored(sample())
    assert json.loads(json.dumps(as_stored(reading))) == sample()


def test_every_part_that_may_be_missing_is_in_it() -> None:
    reading = read_stored(sample())
    assert reading.grouping
    assert reading.before
    assert len(reading.scales) == 3
    items = reading.items
    assert all(any(getattr(item, name) for item in items) for name in ("groups", "dont_know"))
    assert all(any(getattr(item, name) for item in items) for name in ("since", "interval"))
    assert any(item.groups and item.groups.together for item in items)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (disclosure, "ShownDistribution"),
        (dont_know, "SaidDontKnow"),
        (groups, "ShownItem"),
        (reading_figures, "ItemFigures"),
        (reading_figures, "ReadingFigures"),
        (reading_order, "ItemOrder"),
    ],
)
def test_no_stored_reading_breaks_when_a_field_of_science_gets_another_name(
    module: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = seen()
    was = getattr(module, name)
    renamed = make_dataclass(name, [f"new_{field.name}" for field in fields(was)], frozen=True)
    for place in (module, *readings_modules()):
        if getattr(place, name, None) is was:
            monkeypatch.setattr(place, name, renamed)
    assert getattr(module, name) is renamed
    assert seen() == before


def seen() -> tuple[object, ...]:
    reading = read_stored(sample())
    table = table_of(reading, "nb")
    return reading, as_stored(reading), view(reading, "nb"), table.rows


def readings_modules() -> list[Any]:
    return [
        import_module(f"samspill.readings.{path.stem}")
        for path in FOLDER.glob("*.py")
        if path.stem not in {"__init__", "apps"}
    ]


# --- What is no reading ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"format": 3}, "the format is 3; this version reads 1 and 2"),
        ({"colour": "blue"}, "unknown field `colour`"),
        ({"minimum": "five"}, "Expected `int`, got `str` - at `$.minimum`"),
        ({"items": [{}]}, "missing required field `key`"),
        ({"scales": []}, "there is none"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(change: dict[str, object], told: str) -> None:
    with pytest.raises(StoredReadingError) as refused:
        read_stored({**sample(), **change})
    assert told in str(refused.value)


def test_nor_does_something_of_the_first_format_that_was_never_in_it() -> None:
    content = {name: value for name, value in sample().items() if name != "format"}
    with pytest.raises(StoredReadingError, match="does not fit its format"):
        read_stored(content)


# --- The slice itself --------------------------------------------------------------------------


def names_in(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Name):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
        elif isinstance(node, ast.alias):
            yield node.name, node.lineno


def test_nothing_in_the_slice_is_an_untyped_heap() -> None:
    found = [
        f"{path.name}:{line} {name}"
        for path in sorted(FOLDER.glob("*.py"))
        for name, line in names_in(path)
        if name in {"dict", "Any", "Dict"}
    ]
    assert found == [], "give it a Struct or a frozen dataclass (readings/reading.py)"


def test_one_module_knows_both_the_store_and_science() -> None:
    """`figures` turns the one into the other; who makes and remembers asks it."""
    users = {
        path.name
        for path in FOLDER.glob("*.py")
        if {"ShownFigures", "ShownDistribution"} <= {name for name, _line in names_in(path)}
    }
    assert users == {"figures.py"}

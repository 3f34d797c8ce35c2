"""The house as it stands, read from the tree: the contracts take their lists from here.

A slice is a folder with `apps.py`, and the name of a file says what it holds: `operations.py` and
`table_operations.py` hold operations. So a new slice is under every contract from its first day.
What only the slice can know, such as how to try an operation, stands in its `tests/examples.py`.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from samspill.foundation.access.public import Actor

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "samspill"
LONG_FILE = 500

# In `tests/examples.py`: OPERATIONS makes what an operation needs and returns it ready to be done;
# OBJECTS makes an object, by the name of its access function or of a page, and returns its key.
Operations: TypeAlias = "dict[str, Callable[[Actor], Callable[[], Any]]]"
Objects: TypeAlias = "dict[str, Callable[[Actor], str]]"


def product_files(pattern: str = "*.py") -> list[Path]:
    """Return the files that are the product itself: no tests, no migrations."""
    return [
        path
        for path in sorted(SOURCE.rglob(pattern))
        # Of the path inside the product: the checkout itself may lie in a folder of such a name.
        if not {"tests", "migrations"} & set(path.relative_to(SOURCE).parts)
    ]


def module_name(path: Path) -> str:
    return ".".join(("samspill", *path.relative_to(SOURCE).with_suffix("").parts))


def room_of(path: Path) -> str:
    """Return the folder of the house that something lies in: `surveys`, `foundation`."""
    return path.relative_to(SOURCE).parts[0]


@cache
def imports_of(path: Path) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


# --- Slices, and what they declare for the contracts ---------------------------------------------


@cache
def slices() -> list[str]:
    """Return the module of every slice: `samspill.surveys`, `samspill.foundation.accounts`."""
    return [module_name(path.parent) for path in sorted(SOURCE.rglob("apps.py"))]


def slice_of(module: str) -> str:
    """Return the slice that a module belongs to, or the empty string."""
    return next((name for name in slices() if f"{module}.".startswith(f"{name}.")), "")


@cache
def doors() -> list[str]:
    """Return every module that is entered by its `public` alone."""
    return [module_name(path.parent) for path in product_files("public.py")]


def examples(name: str) -> dict[str, dict[str, Any]]:
    """Return what each slice's `tests/examples.py` has under `name`, by slice."""
    return {
        each: getattr(importlib.import_module(f"{each}.tests.examples"), name, {})
        for each in slices()
        if (SOURCE.parent / each.replace(".", "/") / "tests" / "examples.py").exists()
    }


def gathered(name: str) -> dict[str, Any]:
    """Return the examples of all slices in one; two of the same name are an error."""
    together: dict[str, Any] = {}
    for each, some in examples(name).items():
        twice = together.keys() & some.keys()
        assert not twice, f"{each}: another slice has an example called {twice} as well"
        together |= some
    return together


# --- Operations -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Operation:
    slice: str
    name: str
    function: Callable[..., Any]

    @property
    def is_audited(self) -> bool:
        return not (hasattr(self.function, "unaudited") or hasattr(self.function, "is_step"))

    def __str__(self) -> str:
        return f"{self.slice.removeprefix('samspill.')}.{self.name}"


def operations() -> Iterator[Operation]:
    """Yield every public function of the files that hold operations."""
    for path in product_files("*operations.py"):
        module = importlib.import_module(module_name(path))
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield Operation(slice_of(module.__name__), name, function)


# --- The order of the house -----------------------------------------------------------------------


def heights() -> dict[str, int]:
    """Return how high each room stands, as the layers in `pyproject.toml` say; 0 is lowest."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (layers,) = (
        one["layers"] for one in settings["contracts"] if one.get("containers") == ["samspill"]
    )
    heights = {
        room.strip(): height
        for height, row in enumerate(reversed(layers))
        for room in row.split("|")
    }
    missing = {path.parent.name for path in SOURCE.glob("*/__init__.py")} - heights.keys()
    assert not missing, f"on no layer in pyproject.toml, under Arrows point down: {missing}"
    return heights


def owners() -> dict[str, str]:
    """Return the room of every URL namespace and of every folder of templates."""
    rooms = {path.name: room_of(path) for path in SOURCE.rglob("templates/*") if path.is_dir()}
    for path in product_files("*urls.py"):
        for name in re.findall(r'^app_name = "(\w+)"', path.read_text(), re.MULTILINE):
            rooms[name] = room_of(path)
    return rooms


def long_files() -> dict[str, int]:
    """Return the files that have grown long, with their number of lines."""
    counts = {path: len(path.read_text().splitlines()) for path in product_files()}
    return {
        str(path.relative_to(ROOT)): count for path, count in counts.items() if count > LONG_FILE
    }


if __name__ == "__main__":
    for long_file, count in long_files().items():
        print(f"{long_file} has {count} lines: has it two purposes?")

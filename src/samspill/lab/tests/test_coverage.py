"""The tables of coverage in docs/methods are what counting gives today: a small share again."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[4]
METHODS = ROOT / "docs" / "methods"


@pytest.fixture(scope="module")
def counting() -> ModuleType:
    tools = ROOT / "tools"
    sys.path.insert(0, str(tools))
    try:
        where = importlib.util.spec_from_file_location("counting", tools / "coverage_of_change.py")
        assert where is not None
        assert where.loader is not None
        module = importlib.util.module_from_spec(where)
        where.loader.exec_module(module)
    finally:
        sys.path.remove(str(tools))
    return module


@pytest.mark.parametrize(
    ("kind", "sizes", "page"),
    [
        ("mean", (8,), "change.md"),
        ("difference", (5, 5), "change.md"),
    ],
)
def test_a_line_of_the_table_comes_out_as_written(
    counting: ModuleType, kind: str, sizes: tuple[int, ...], page: str
) -> None:
    """Drawn anew with the same seed: any change of a method or a rule shows here."""
    assert counting.row(kind, sizes) in (METHODS / page).read_text().splitlines()

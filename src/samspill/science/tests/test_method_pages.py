import doctest
from importlib import import_module
from pathlib import Path

import pytest

METHODS = Path(__file__).resolve().parents[4] / "docs" / "methods"
PAGES = sorted(METHODS.glob("*.md"))
MODULES = [
    "scales",
    "distributions",
    "disclosure",
    "groups",
    "readings",
    "uncertainty",
    "inference",
    "rooms",
    "sums",
    "reliability",
    "agreement",
    "beside_chance",
    "chance",
    "intraclass",
]
MODULES += ["tallies", "change", "effects", "several"]


def test_the_method_pages_are_here() -> None:
    names = {page.name for page in PAGES}
    assert {"distribution-middle-spread.md", "what-is-shown.md"} <= names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_worked_examples_come_out_as_written(page: Path) -> None:
    assert not doctest.testfile(str(page), module_relative=False).failed


@pytest.mark.parametrize("module", MODULES)
def test_examples_in_docstrings_come_out_as_written(module: str) -> None:
    result = doctest.testmod(import_module(f"samspill.science.{module}"))
    assert result.attempted or module in ("readings", "uncertainty", "rooms")
    assert not result.failed

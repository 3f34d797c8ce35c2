"""Examples of the lab's method pages and docstrings: as written, with numpy and scipy alone."""

from pathlib import Path

import pytest
from tests.figures.worked_examples import come_out_as_written, modules_in, pages_of, run_alone

PAGES = pages_of(lab=True)


def test_the_method_pages_are_here() -> None:
    assert {"reliability.md", "change.md", "protecting-tables.md"} <= {page.name for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_worked_examples_come_out_as_written(page: Path) -> None:
    assert come_out_as_written(page)


def test_every_example_runs_with_numpy_and_scipy_alone() -> None:
    modules = ["samspill.lab"]
    modules += modules_in("samspill.lab.statistics") + modules_in("samspill.lab.protection")
    failed, attempted = run_alone(["numpy", "scipy"], modules, PAGES)
    assert failed == 0
    assert attempted > 100

"""Examples of the method pages and docstrings of science: as written, with numpy alone."""

from pathlib import Path

import pytest
from tests.figures.worked_examples import come_out_as_written, modules_in, pages_of, run_alone

PAGES = pages_of(lab=False)


def test_the_method_pages_are_here() -> None:
    assert {"what-is-shown.md", "what-can-be-found.md"} <= {page.name for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_worked_examples_come_out_as_written(page: Path) -> None:
    assert come_out_as_written(page)


def test_every_example_runs_with_numpy_alone() -> None:
    failed, attempted = run_alone(["numpy"], modules_in("samspill.science"), PAGES)
    assert failed == 0
    assert attempted > 40


@pytest.mark.parametrize("package", ["numpy", "django", "scipy"])
def test_what_is_not_allowed_is_refused(package: str) -> None:
    with pytest.raises(RuntimeError, match=f"{package} is refused here"):
        run_alone([], [package])

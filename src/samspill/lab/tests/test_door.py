"""The door of the lab: its names, the page that lists them, and what it needs."""

from __future__ import annotations

import ast
import doctest
import inspect
import math
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.figures.public_functions import GROUPS, ITEM, OTHER, TABLE

import samspill
from samspill import lab

SOURCE = Path(samspill.__file__).parent
DOCS = SOURCE.parents[1] / "docs"
ROW = re.compile(r"^\| `(\w+)` \| (.+) \| \[.+\]\((.+)\) \|$", re.MULTILINE)
ROWS = ROW.findall((DOCS / "lab.md").read_text())
FUNCTIONS = [name for name in lab.__all__ if not inspect.isclass(getattr(lab, name))]
EXTRA = {"scipy", "polars", "pyreadstat"}


def test_the_page_lists_the_names_and_no_others() -> None:
    assert sorted(name for name, _what, _page in ROWS) == lab.__all__
    assert set(lab.__all__) <= set(dir(lab))


@pytest.mark.parametrize(("name", "what", "page"), ROWS, ids=[row[0] for row in ROWS])
def test_a_row_says_what_the_code_says_and_where_the_method_is(
    name: str, what: str, page: str
) -> None:
    assert what == (inspect.getdoc(getattr(lab, name)) or "").splitlines()[0]
    assert re.search(rf"\b{name}\b", (DOCS / page).read_text())


def test_the_example_of_the_page_comes_out_as_written() -> None:
    assert not doctest.testfile(str(DOCS / "lab.md"), module_relative=False).failed


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_an_example_that_runs(name: str) -> None:
    function = getattr(lab, name)
    names = vars(sys.modules[function.__module__])
    [examples] = doctest.DocTestFinder().find(function, name, globs=dict(names))
    assert examples.examples
    assert not doctest.DocTestRunner().run(examples).failed


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'alpha'"):
        _ = lab.alpha


PROMISED: list[tuple[str, tuple[Any, ...], dict[str, Any], tuple[str, ...]]] = [
    ("cronbach_alpha", (TABLE,), {"level": 0.9}, ("value", "low", "high")),
    ("mcdonald_omega", (TABLE,), {"level": 0.9}, ("value", "low", "high")),
    ("within_group_agreement", (ITEM,), {"scale_points": 5}, ()),
    ("within_group_agreement_index", (TABLE,), {"scale_points": 5}, ()),
    ("average_deviation", (TABLE,), {}, ()),
    ("intraclass_correlation", (ITEM, GROUPS), {}, ("icc1", "icc2")),
    ("mean_difference", (ITEM, OTHER), {"level": 0.9}, ("value", "low", "high")),
    ("paired_difference", (ITEM, OTHER), {"level": 0.9}, ("value", "low", "high")),
]


@pytest.mark.parametrize(("name", "people", "choices", "fields"), PROMISED)
def test_names_that_others_call(
    name: str, people: tuple[np.ndarray, ...], choices: dict[str, Any], fields: tuple[str, ...]
) -> None:
    """Promised to others: the name, the names of the choices, and plain floats."""
    result = getattr(lab, name)(*people, **choices)
    for number in [getattr(result, field) for field in fields] or [result]:
        assert type(number) is float
        assert math.isfinite(number)
    with pytest.raises(TypeError):
        getattr(lab, name)(*people, 0.9)


# --- What it needs -----------------------------------------------------------------------------


def python(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )


def test_the_door_opens_without_loading_what_is_behind_it() -> None:
    run = python("import sys, samspill.lab; print({'numpy', 'scipy', 'django'} & set(sys.modules))")
    assert run.stdout == "set()\n"


@pytest.mark.parametrize("library", ["scipy", "polars"])
@pytest.mark.parametrize("command", ["analyse", "table", "protect"])
def test_without_the_extra_a_command_says_in_a_sentence_how_to_install_it(
    command: str, library: str
) -> None:
    program = f"import sys; sys.modules['{library}'] = None; from samspill.site.command_line import"
    run = python(f"{program} main; sys.exit(main(['{command}', 'answers.csv']))")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == (
        f"This needs {library}, which a plain installation leaves out. Add what is missing with: "
        'pip install "samspill[lab]"\n'
    )


def test_without_the_extra_a_name_says_so_too_and_the_help_is_there() -> None:
    program = "import sys; sys.modules['scipy'] = None; from samspill.lab import cronbach_alpha"
    assert 'pip install "samspill[lab]"' in python(program).stderr
    program = "import sys; sys.modules.update(scipy=None, polars=None); from samspill.site"
    run = python(f"{program}.command_line import main; main(['--help'])")
    assert run.returncode == 0
    assert "analyse" in run.stdout


def test_the_server_starts_without_the_extras(tmp_path: Path) -> None:
    run = python(
        f"import sys; sys.modules.update(dict.fromkeys({sorted(EXTRA)}));"
        f"import os; os.environ['SAMSPILL_DATA'] = {str(tmp_path)!r};"
        "from samspill.site.command_line import main; sys.exit(main(['manage', 'check']))"
    )
    assert (run.returncode, "no issues" in run.stdout) == (0, True), run.stderr


def imported_at_the_top(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


def test_the_lab_alone_needs_more_than_a_plain_installation() -> None:
    """Whatever else needs it asks first, and imports it where it is used: the export for SPSS."""
    users = {
        path.relative_to(SOURCE).parts[0]
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts and imported_at_the_top(path) & EXTRA
    }
    assert users == {"lab"}

"""A slice that was just made passes every contract, and each thing it leaves out is told of once.

Made by `make slice` in a copy of the house; the contracts run there, as they would here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.house import ROOT

NOT_COPIED = shutil.ignore_patterns(".git", ".venv", ".mypy_cache", "build", "var", "trees")
# The contracts that know of the faults below, and of each what concerns the slice `trial`.
KNOWING = [f"tests/contracts/test_{name}.py" for name in ("house", "audit", "access_table", "docs")]
CONCERNED = "trial or test_house or test_every_page or test_every_slice or test_operations"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the house with the slice `trial` in it."""
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    done = run(copy, "tools/make_slice.py", "trial")
    assert done.returncode == 0, done.stderr
    return copy


def run(copy: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the copy, with the copy's product and a database in memory."""
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTEST_", "SAMSPILL_"))
    }
    own |= {"PYTHONPATH": f"{copy}/src", "SAMSPILL_DATA": f"{copy}/var"}
    return subprocess.run(
        [sys.executable, *command], cwd=copy, env=own, capture_output=True, text=True, check=False
    )


def tell(copy: Path, *options: str) -> str:
    # Without the summary at the end, which (where CI is set) repeats each message in full.
    return run(copy, "-m", "pytest", "-q", "-n", "0", "-rN", *options).stdout


def test_it_passes_as_it_is(copy: Path) -> None:
    told = tell(copy, "-k", CONCERNED, *KNOWING, "src/samspill/trial")
    assert re.search(r"^\d\d+ passed", told, re.MULTILINE), told
    assert run(copy, "-m", "ruff", "check", "src/samspill/trial").returncode == 0
    imports = run(copy, "-c", "import importlinter.cli as it; raise SystemExit(it.lint_imports())")
    assert imports.returncode == 0, imports.stdout


@pytest.mark.slow
def test_it_passes_all_contracts_and_types(copy: Path) -> None:
    others = ("tests/contracts", "--ignore=tests/contracts/test_new_slice.py", "-m", "not slow")
    told = tell(copy, *others)
    assert " failed" not in told, told
    types = run(copy, "-m", "mypy")
    assert types.returncode == 0, types.stdout


def test_it_touches_at_most_five_files_outside_itself(copy: Path) -> None:
    changed = [
        path
        for path in copy.rglob("*")
        if path.is_file()
        and not {"trial", "var", "__pycache__"} & set(path.parts)
        and not path.relative_to(copy).parts[0].startswith(".")
        and path.read_bytes() != (ROOT / path.relative_to(copy)).read_bytes()
    ]
    assert 0 < len(changed) <= 5, changed


# --- What it may leave out ------------------------------------------------------------------------

# In which file of the slice, or above it, what stands instead of what; and the sentence.
FAULTS = {
    "leaves out an audit entry": (
        "trial/operations.py",
        '    record("add_trial", trial, by=by)\n',
        "",
        r'trial\.add_trial wrote the entries \[\]: let it call record\("add_trial", …\) once',
    ),
    "fetches its own model in a view": (
        "trial/views.py",
        "from samspill.trial.access import Trial, access_trial",
        "from samspill.trial.access import access_trial\nfrom samspill.trial.models import Trial",
        r"samspill\.trial\.views has samspill\.trial\.models\.Trial: a view gets its object from",
    ),
    "is imported past its door": (
        "site/views.py",
        "from __future__ import annotations\n",
        "from __future__ import annotations\nfrom samspill.trial.operations import add_trial\n",
        r"samspill\.site\.views imports samspill\.trial\.operations\.add_trial: enter by"
        r" samspill\.trial\.public",
    ),
    "links upwards by the name of a page": (
        "trial/templates/trial/panel.html",
        "{% load i18n %}",
        "{% load i18n %}{% url 'site:start' %}",
        r"trial/templates/trial/panel\.html names site:start, and site does not stand below trial",
    ),
    "has no row in the table of access": (
        "trial/tests/examples.py",
        "OBJECTS: Objects = {",
        "LEFT_OUT: Objects = {",
        r"trial:change: no row in the table of access\. Say how to make one:"
        r" access_trial",
    ),
}


def test_what_it_leaves_out_is_told_in_one_sentence_each(copy: Path) -> None:
    for place, right, wrong, _sentence in FAULTS.values():
        path = copy / "src" / "samspill" / place
        text = path.read_text()
        assert right in text
        path.write_text(text.replace(right, wrong, 1))
    told = tell(copy, "-k", CONCERNED, "--tb=short", *KNOWING)
    failures = re.split(r"^_+ test_\w+", told, flags=re.MULTILINE)[1:]
    for fault, (*_change, sentence) in FAULTS.items():
        telling = [failure for failure in failures if re.search(sentence, failure)]
        assert len(telling) == 1, f"{fault}:\n{told}"
    assert len(failures) == len(FAULTS), told

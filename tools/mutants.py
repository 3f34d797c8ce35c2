"""Change the numbers' code in every small way, and count how many changes a test notices.

    python tools/mutants.py [module ...]      # default: every module of samspill.science

Copies `science` and its tests to build/mutants/MODULE, where nothing but the numerical libraries is
needed, and lets mutmut work there. The shared reference data is used where it is. Prints a row for
each module; what no test noticed is listed in build/mutants/MODULE.txt.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "build" / "mutants"
SCIENCE = Path("src") / "samspill" / "science"

# These notice everything twice, or need what is not copied.
NOT_HERE = ("test_method_pages", "test_coverage", "test_alone", "test_public_functions")
# A change that lets a test run for ever is noticed too.
NOTICED = ("killed", "timeout", "suspicious", "segfault")

SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["{module}"]
also_copy = ["tests", "conftest.py", "src/samspill/__init__.py", "src/samspill/science"]
pytest_add_cli_args = ["-q", "-x", "-p", "no:cacheprovider"]
pytest_add_cli_args_test_selection = [{tests}]

[tool.pytest.ini_options]
pythonpath = ["src", "."]
filterwarnings = ["error"]
"""
# The same examples every time, or a mutant would live by luck.
CONFTEST = """
import hypothesis

hypothesis.settings.register_profile(
    "mutants", derandomize=True, max_examples=10, database=None, deadline=None
)
hypothesis.settings.load_profile("mutants")
"""


def named_in(path: Path) -> set[str]:
    """Modules of science that a file imports."""
    text = path.read_text()
    return set(re.findall(r"from samspill\.science\.(\w+) import", text)) | set(
        re.findall(r"from samspill\.science import (\w+)", text)
    )


def behind(path: Path, place: Path) -> set[str]:
    """Modules of science that a file imports, and those that they import."""
    found: set[str] = set()
    ahead = [path]
    while ahead:
        named = named_in(ahead.pop()) - {"tests"}
        ahead += [place / SCIENCE / f"{name}.py" for name in named - found]
        found |= named
    return found


def prepare(place: Path, module: str) -> None:
    """Put science, its tests and the settings of mutmut in a place of their own."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(ROOT / SCIENCE, place / SCIENCE)
    (place / "src" / "samspill" / "__init__.py").write_text("")
    (place / "tests").mkdir()
    for name in ("__init__.py", "shared.py"):
        shutil.copy(ROOT / "tests" / name, place / "tests" / name)
    tests = [
        path
        for path in sorted((place / SCIENCE / "tests").glob("test_*.py"))
        if path.stem not in NOT_HERE
    ]
    # Its own tests; else those that name it; else those that reach it.
    own = [path for path in tests if path.stem == f"test_{module}"]
    near = own or [path for path in tests if module in named_in(path)]
    tests = near or [path for path in tests if module in behind(path, place)]
    (place / "conftest.py").write_text(CONFTEST)
    (place / "pyproject.toml").write_text(
        SETTINGS.format(
            module=SCIENCE / f"{module}.py",
            tests=", ".join(f'"{path.relative_to(place)}"' for path in tests),
        )
    )


def count(module: str) -> str:
    """Return a row of the table: changes, those that a test noticed, and the score."""
    place = PLACE / module
    prepare(place, module)
    environment = dict(os.environ)
    environment.setdefault("SAMSPILL_SHARED", str((ROOT.parent / "shared").resolve()))
    command = [sys.executable, "-m", "mutmut"]
    with (PLACE / f"{module}.log").open("w") as log:
        subprocess.run(  # noqa: S603
            [*command, "run"], cwd=place, env=environment, check=False, stdout=log, stderr=log
        )
    told = subprocess.run(  # noqa: S603
        [*command, "results", "--all", "true"],
        cwd=place, env=environment, check=False, capture_output=True, text=True,
    ).stdout  # fmt: skip
    fates = Counter(line.rsplit(": ", 1)[1] for line in told.splitlines() if ": " in line)
    lived = [line.strip() for line in told.splitlines() if not line.endswith(NOTICED)]
    (PLACE / f"{module}.txt").write_text("\n".join(lived) + "\n")
    changes = sum(fates.values())
    if not changes or fates["not checked"]:
        return f"| {module} | {changes} | – | not counted: see build/mutants/{module}.log |"
    noticed = sum(fates[fate] for fate in NOTICED)
    return f"| {module} | {changes} | {noticed} | {noticed / changes:.1%} |"


def main(modules: list[str]) -> None:
    PLACE.mkdir(parents=True, exist_ok=True)
    print("| module | changes | noticed | score |\n|---|---|---|---|", flush=True)
    for module in modules or sorted(path.stem for path in (ROOT / SCIENCE).glob("[a-z]*.py")):
        print(count(module), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

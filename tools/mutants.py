"""Change the numbers' code in every small way, and count how many changes a test notices.

    python tools/mutants.py [--sample 100] [module ...]      # default: every module with numbers

Those are science, lab.statistics and lab.protection; a module is named `disclosure` or `change`.
Copies them and their tests to build/mutants/MODULE, where nothing but the numerical libraries is
needed, and lets mutmut work there. The shared reference data is used where it is. Prints a row for
each module; what no test noticed is listed in build/mutants/MODULE.txt. With
`--sample`, of a module that has more changes so many are drawn by lot, the same ones each time.
With `--floor 94` it is a failure when fewer than 94 percent of all that are tried are noticed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "build" / "mutants"
SOURCE = Path("src") / "samspill"
ROOMS = (SOURCE / "science", SOURCE / "lab" / "statistics", SOURCE / "lab" / "protection")
TESTS = (
    SOURCE / "science" / "tests",
    *(SOURCE / "lab" / "tests" / room.name for room in ROOMS[1:]),
)
# Where each module is, by its name.
MODULES = {
    path.stem: path.relative_to(ROOT)
    for room in ROOMS
    for path in sorted((ROOT / room).glob("[a-z]*.py"))
}

# These notice everything twice, or need what is not copied.
NOT_HERE = ("test_worked_examples", "test_public_functions", "public_examples")
# A change that lets a test run for ever is noticed too.
NOTICED = ("killed", "timeout", "suspicious", "segfault")

SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["{module}"]
also_copy = ["tests", "tools", "conftest.py", "src/samspill"]
pytest_add_cli_args = ["-q", "-x", "-p", "no:cacheprovider"]
pytest_add_cli_args_test_selection = [{tests}]

[tool.pytest.ini_options]
pythonpath = ["src", "."]
filterwarnings = ["error"]
"""
# The same examples every time, or a mutant would live by luck; and nothing that was remembered
# before the change.
CONFTEST = """
import hypothesis
import pytest

import {module} as changed


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    for one in vars(changed).values():
        if hasattr(one, "cache_clear"):
            one.cache_clear()


hypothesis.settings.register_profile(
    "mutants", derandomize=True, max_examples=10, database=None, deadline=None
)
hypothesis.settings.load_profile("mutants")
"""


def named_in(path: Path) -> set[str]:
    """Modules with numbers that a file imports."""
    text = path.read_text()
    imports = re.findall(r"^from samspill\.([\w.]+) import \(?([\w\s,]+)", text, re.MULTILINE)
    words = {word for module, names in imports for word in (module.split(".")[-1], *names.split())}
    return {word.strip(",") for word in words} & MODULES.keys()


def behind(path: Path) -> set[str]:
    """Modules with numbers that a file imports, and those that they import."""
    reached: set[str] = set()
    ahead = [path]
    while ahead:
        named = named_in(ahead.pop())
        ahead += [ROOT / MODULES[name] for name in named - reached]
        reached |= named
    return reached


def prepare(place: Path, module: str) -> None:
    """Put the numbers, their tests and the settings of mutmut in a place of their own."""
    shutil.rmtree(place, ignore_errors=True)
    for folder in (*ROOMS, *TESTS):
        shutil.copytree(ROOT / folder, place / folder, dirs_exist_ok=True)
    for package in (SOURCE, SOURCE / "lab", SOURCE / "lab" / "tests"):
        (place / package / "__init__.py").write_text("")
    (place / "tests").mkdir()
    for name in ("__init__.py", "shared.py", "stand_ins.py"):
        shutil.copy(ROOT / "tests" / name, place / "tests" / name)
    # Its attacks on rooms are tested as a part of science.
    (place / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "attack_rooms.py", place / "tools" / "attack_rooms.py")
    tests = [
        path
        for folder in TESTS
        for path in sorted((place / folder).glob("test_*.py"))
        if path.stem not in NOT_HERE
    ]
    # Its own tests; else those that name it; else those that reach it.
    own = [path for path in tests if path.stem.startswith(f"test_{module}")]
    near = own or [path for path in tests if module in named_in(path)]
    tests = near or [path for path in tests if module in behind(path)]
    dotted = ".".join(MODULES[module].with_suffix("").parts[1:])
    (place / "conftest.py").write_text(CONFTEST.format(module=dotted))
    (place / "pyproject.toml").write_text(
        SETTINGS.format(
            module=MODULES[module],
            tests=", ".join(f'"{path.relative_to(place)}"' for path in tests),
        )
    )


def count(module: str, sample: int | None) -> str:
    """Return a row of the table: changes, those that a test noticed, and the score."""
    place = PLACE / module
    prepare(place, module)
    chosen = draw(place, module, sample) if sample else []
    with (PLACE / f"{module}.log").open("w") as log:
        mutmut(place, "run", *chosen, stdout=log, stderr=log)
    told = mutmut(place, "results", "--all", "true", stdout=subprocess.PIPE).stdout
    fates = dict(line.strip().rsplit(": ", 1) for line in told.splitlines() if ": " in line)
    changes = len(fates)
    if chosen:
        fates = {name: fates[name] for name in chosen}
    counted = Counter(fates.values())
    lived = [f"{name}: {fate}" for name, fate in fates.items() if fate not in NOTICED]
    (PLACE / f"{module}.txt").write_text("\n".join(lived) + "\n")
    if not fates or counted["not checked"]:
        return f"| {module} | {changes} | – | not counted: see build/mutants/{module}.log |"
    noticed = sum(counted[fate] for fate in NOTICED)
    tried = f"{len(fates)} of {changes}" if len(fates) < changes else changes
    return f"| {module} | {tried} | {noticed} | {noticed / len(fates):.1%} |"


def draw(place: Path, module: str, sample: int) -> list[str]:
    """Draw some of the changes of a module; none where it has no more than so many."""
    # A name that no change has: they are made, and none is tried.
    mutmut(place, "run", "none", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    made = json.loads((place / "mutants" / MODULES[module].with_suffix(".py.meta")).read_text())
    names = sorted(made["exit_code_by_key"])
    return random.Random(1).sample(names, sample) if len(names) > sample else []  # noqa: S311


def mutmut(place: Path, *arguments: str, **streams: Any) -> subprocess.CompletedProcess[str]:
    environment = dict(os.environ)
    environment.setdefault("SAMSPILL_SHARED", str((ROOT.parent / "shared").resolve()))
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "mutmut", *arguments],
        cwd=place, env=environment, check=False, text=True, **streams,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, help="at most so many changes of each module")
    parser.add_argument("modules", nargs="*", metavar="module")
    parser.add_argument(
        "--floor", type=float, default=0, help="fail where fewer percent are noticed"
    )
    arguments = parser.parse_args()
    for name in arguments.modules:
        if name not in MODULES:
            parser.error(f"{name} is no module with numbers: {', '.join(sorted(MODULES))}")
    PLACE.mkdir(parents=True, exist_ok=True)
    print("| module | changes | noticed | score |\n|---|---|---|---|", flush=True)
    rows = []
    for module in arguments.modules or sorted(MODULES):
        rows.append(count(module, arguments.sample))
        print(rows[-1], flush=True)
    check_floor(rows, arguments.floor)


def check_floor(rows: list[str], floor: float) -> None:
    """Fail where a row was not counted, or fewer of all changes were noticed than there must be."""
    counted = [re.match(r"\| \w+ \| (\d+)(?: of \d+)? \| (\d+) \|", row) for row in rows]
    if floor and not all(counted):
        sys.exit("Not every module could be counted.")
    tried, noticed = (sum(int(row[place]) for row in counted if row) for place in (1, 2))
    share = 100 * noticed / max(tried, 1)
    print(f"{noticed} of {tried} changes are noticed, {share:.1f} %.")
    if share < floor:
        sys.exit(f"That is less than {floor:g} %: see build/mutants/*.txt for those that lived.")


if __name__ == "__main__":
    main()

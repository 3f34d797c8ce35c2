"""Worked examples: of the method pages and of docstrings, also where little is installed."""

from __future__ import annotations

import doctest
import subprocess
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "methods").glob("*.md"))

# Runs in a process of its own: whatever lies among the installed packages is refused, but for
# those that are named. There every worked example must come out as written.
ALONE = """
import doctest, importlib, importlib.abc, importlib.machinery, sys

allowed, source, modules, pages = (argument.split() for argument in sys.argv[1:])

class Refuse(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top in {*allowed, "samspill"} or top in sys.stdlib_module_names:
            return None
        spec = importlib.machinery.PathFinder.find_spec(top)
        places = [str(spec.origin), *(spec.submodule_search_locations or ())] if spec else []
        if any("site-packages" in place for place in places):
            raise ModuleNotFoundError(f"{top} is refused here", name=top)
        return None

sys.path[:0] = source
for name in [name for name in sys.modules if name.partition(".")[0] not in sys.stdlib_module_names]:
    del sys.modules[name]
sys.meta_path.insert(0, Refuse())
results = [doctest.testmod(importlib.import_module(name)) for name in modules]
results += [doctest.testfile(page, module_relative=False) for page in pages]
print(sum(result.failed for result in results), sum(result.attempted for result in results))
"""


def pages_of(*, lab: bool) -> list[Path]:
    """Return the method pages whose examples need the lab, or those that do not."""
    return [page for page in PAGES if ("samspill.lab" in page.read_text()) == lab]


def modules_in(package: str) -> list[str]:
    """Return the names of all modules of a package but its tests."""
    path = import_module(package).__path__
    names = (module.name for module in walk_packages(path, f"{package}."))
    return [package, *(name for name in names if ".tests" not in name)]


def come_out_as_written(page: Path) -> bool:
    return not doctest.testfile(str(page), module_relative=False).failed


def run_alone(
    allowed: Iterable[str], modules: Sequence[str], pages: Sequence[Path] = ()
) -> tuple[int, int]:
    """Run worked examples with a few installed packages; return how many failed, and of how many.

    Raises
    ------
    RuntimeError
        Something else was imported; the message is what Python said.
    """
    arguments = [" ".join(allowed), str(ROOT / "src"), " ".join(modules), " ".join(map(str, pages))]
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", ALONE, *arguments],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode:
        raise RuntimeError(run.stderr)
    failed, attempted = map(int, run.stdout.splitlines()[-1].split())
    if failed:
        sys.stdout.write(run.stdout)
    return failed, attempted

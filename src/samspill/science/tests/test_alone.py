"""Science runs where nothing is installed but its numerical libraries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
# Runs in a process of its own: whatever lies among the installed packages is refused, but for
# numpy and scipy. There every worked example must come out as written.
ALONE = """
import doctest, importlib, importlib.abc, importlib.machinery, pathlib, sys

ALLOWED = {"numpy", "scipy", "samspill"}

class Refuse(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top in ALLOWED or top in sys.stdlib_module_names:
            return None
        found = importlib.machinery.PathFinder.find_spec(top)
        places = [str(found.origin), *(found.submodule_search_locations or ())] if found else []
        if any("site-packages" in place for place in places):
            raise ImportError(f"{name} is not among the numerical libraries")
        return None

root = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(root / "src"))
for name in [name for name in sys.modules if name.partition(".")[0] not in sys.stdlib_module_names]:
    del sys.modules[name]
sys.meta_path.insert(0, Refuse())
failed = attempted = 0
for path in sorted((root / "src/samspill/science").glob("[a-z]*.py")):
    module = importlib.import_module(f"samspill.science.{path.stem}")
    result = doctest.testmod(module)
    failed, attempted = failed + result.failed, attempted + result.attempted
for page in sorted((root / "docs/methods").glob("*.md")):
    if "samspill.science" in page.read_text():
        result = doctest.testfile(str(page), module_relative=False)
        failed, attempted = failed + result.failed, attempted + result.attempted
print(failed, attempted)
try:
    import django
except ImportError as refusal:
    print(refusal)
"""


def test_every_example_runs_with_the_numerical_libraries_alone() -> None:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", ALONE, str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    told, refused = run.stdout.splitlines()[-2:]
    failed, attempted = map(int, told.split())
    assert failed == 0, run.stdout
    assert attempted > 50
    assert refused == "django is not among the numerical libraries"

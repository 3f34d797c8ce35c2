"""Change the numbers' code in every small way, and count how many changes a test notices.

    python tools/mutants.py [module ...]      # default: every module of samspill.science

Copies `science` and its tests to build/mutants, where nothing but the numerical libraries is
needed, and lets mutmut work there. The shared reference data is used where it is.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "build" / "mutants"
SCIENCE = Path("src") / "samspill" / "science"

SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = [{modules}]
also_copy = ["tests", "conftest.py", "src/samspill/__init__.py", "src/samspill/science"]
pytest_add_cli_args = ["-q", "-x", "-p", "no:cacheprovider"]
pytest_add_cli_args_test_selection = [{tests}]
max_stack_depth = 8

[tool.pytest.ini_options]
pythonpath = ["src", "."]
filterwarnings = ["error"]
"""
# The same examples every time, or a mutant would live by luck.
CONFTEST = """
import hypothesis

hypothesis.settings.register_profile(
    "mutants", derandomize=True, max_examples=20, database=None, deadline=None
)
hypothesis.settings.load_profile("mutants")
"""


def named_in(path: Path) -> set[str]:
    """Modules of science that a file imports."""
    text = path.read_text()
    return set(re.findall(r"from samspill\.science\.(\w+) import", text)) | set(
        re.findall(r"from samspill\.science import (\w+)", text)
    )


def behind(path: Path) -> set[str]:
    """Modules of science that a file imports, and those that they import."""
    found: set[str] = set()
    ahead = [path]
    while ahead:
        named = named_in(ahead.pop()) - {"tests"}
        ahead += [PLACE / SCIENCE / f"{name}.py" for name in named - found]
        found |= named
    return found


def main(modules: list[str]) -> int:
    shutil.rmtree(PLACE, ignore_errors=True)
    shutil.copytree(ROOT / SCIENCE, PLACE / SCIENCE)
    (PLACE / "src" / "samspill" / "__init__.py").write_text("")
    (PLACE / "tests").mkdir()
    for name in ("__init__.py", "shared.py"):
        shutil.copy(ROOT / "tests" / name, PLACE / "tests" / name)
    chosen = modules or sorted(path.stem for path in (ROOT / SCIENCE).glob("[a-z]*.py"))
    # The pages are not copied: their examples would notice a mutant twice.
    tests = [
        path
        for path in sorted((PLACE / SCIENCE / "tests").glob("test_*.py"))
        if path.stem != "test_method_pages"
    ]
    near = [path for path in tests if named_in(path) & set(chosen)]
    tests = near or [path for path in tests if behind(path) & set(chosen)]
    (PLACE / "conftest.py").write_text(CONFTEST)
    (PLACE / "pyproject.toml").write_text(
        SETTINGS.format(
            modules=", ".join(f'"{SCIENCE / name}.py"' for name in chosen),
            tests=", ".join(f'"{path.relative_to(PLACE)}"' for path in tests),
        )
    )
    environment = dict(os.environ)
    environment.setdefault("SAMSPILL_SHARED", str((ROOT.parent / "shared").resolve()))
    command = [sys.executable, "-m", "mutmut"]
    status = subprocess.run([*command, "run"], cwd=PLACE, env=environment, check=False)  # noqa: S603
    subprocess.run([*command, "results"], cwd=PLACE, env=environment, check=False)  # noqa: S603
    return status.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

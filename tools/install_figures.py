"""How large an installation is, and how long it takes: `pip install .` in a fresh environment.

    python tools/install_figures.py [--at COMMIT ...] [--extras lab spss]

Prints a row for each commit (else for the tree as it is), plain and with each extra: seconds of
`pip install`, without its cache and with the assets built anew; megabytes that it adds; and the
largest packages.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PIP = ("-m", "pip", "install", "-q", "--disable-pip-version-check")
LARGEST = 4


@contextmanager
def tree_of(commit: str) -> Iterator[Path]:
    """Unpack a commit, or all that git knows of as it stands in the working tree."""
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        stash = run("git", "stash", "create", cwd=ROOT).strip() if commit == "HEAD" else ""
        packed = Path(folder) / "tree.tar"
        run("git", "archive", "-o", str(packed), stash or commit, cwd=ROOT)
        run("tar", "-xf", str(packed), "-C", folder, cwd=ROOT)
        packed.unlink()
        yield where


def run(*command: str, cwd: Path) -> str:
    return subprocess.run(  # noqa: S603
        command, cwd=cwd, check=True, text=True, stdout=subprocess.PIPE
    ).stdout


def size_of(folder: Path) -> float:
    """Return megabytes on the disk of all that lies in a folder."""
    return sum(path.lstat().st_blocks * 512 for path in folder.rglob("*")) / 1e6


def install(tree: Path, extra: str) -> tuple[float, float, list[tuple[str, float]]]:
    """Return the seconds, the megabytes added, and the largest packages with theirs."""
    with tempfile.TemporaryDirectory() as folder:
        run(sys.executable, "-m", "venv", folder, cwd=tree)
        python = str(Path(folder) / "bin" / "python")
        before = size_of(Path(folder))
        began = time.monotonic()
        run(python, *PIP, "--no-cache-dir", f".[{extra}]" if extra else ".", cwd=tree)
        seconds = time.monotonic() - began
        [packages] = Path(folder).glob("lib/python*/site-packages")
        sizes = {path.name: size_of(path) for path in packages.iterdir() if path.is_dir()}
        largest = sorted(sizes.items(), key=lambda size: -size[1])[:LARGEST]
        return seconds, size_of(Path(folder)) - before, largest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--at", nargs="+", default=["HEAD"], metavar="COMMIT")
    parser.add_argument("--extras", nargs="*", default=["lab", "spss"])
    arguments = parser.parse_args()
    print("| commit | extra | seconds | MB | largest |\n|---|---|---|---|---|", flush=True)
    for commit in arguments.at:
        with tree_of(commit) as tree:
            for extra in ("", *arguments.extras):
                seconds, size, largest = install(tree, extra)
                named = ", ".join(f"{name} {megabytes:.0f}" for name, megabytes in largest)
                print(
                    f"| {commit} | {extra or 'none'} | {seconds:.0f} | {size:.0f} | {named} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()

"""Parts of the suite that need not run again where nothing has changed that they test.

    python -m tests.parts                   # names of parts that may be left out; why on stderr
    python -m tests.parts mutants           # modules of science that have changed, three at most
    python -m tests.parts passed NAME ...   # note that these have passed, as they are committed

`.ci/passed` has a line for each part: its name, and the commit at which it last passed. Of what has
changed since, that counts which the part imports, however far away; what lies beside such a module
and is no Python; what the list below adds; and what the whole suite stands on. Where it is not
known what has changed (no such commit in this history, no git), the part runs.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
PASSED = ROOT / ".ci" / "passed"

# The whole suite stands on these.
EVERYWHERE = ("pyproject.toml", "requirements/*", "conftest.py", "tests/shared.py", ".ci/run")


@dataclass(frozen=True)
class Part:
    """The tests below a folder, and the files that they reach without importing them."""

    folder: str
    reaches: tuple[str, ...] = ()


PARTS = {
    "lab": Part("src/samspill/lab"),
    "operating": Part("src/samspill/operating", ("*/migrations/*", "src/samspill/site/*.py")),
    # Old databases are opened by every page of a round, and by every duty of the worker.
    "upgrades": Part(
        "tests/upgrades",
        ("*/migrations/*", "*/models.py", "*/declares.py", "src/samspill/surveys/*",
         "src/samspill/readings/*", "src/samspill/operating/*", "src/samspill/site/*.py",
         "CHANGELOG.md"),
    ),
}  # fmt: skip
# `make mutants` changes these, and the tests beside them notice.
CHANGED_BY_MUTANTS = "src/samspill/science/[a-z]*.py"


# --- What has changed ---------------------------------------------------------------------------


def git(*words: str) -> str | None:
    """Return what git says; None where it cannot say it."""
    command = ["git", "-C", str(ROOT), *words]
    done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")
    return done.stdout.strip() if done.returncode == 0 else None


def noted() -> dict[str, str]:
    """Return the commit at which each part last passed."""
    lines = PASSED.read_text(encoding="utf-8").splitlines() if PASSED.exists() else []
    return dict(line.split(maxsplit=1) for line in lines)  # type: ignore[misc]


def changed_since(commit: str | None) -> set[str] | None:
    """Return every file that is another one than it was; None where that is not known."""
    if not commit or git("merge-base", "--is-ancestor", commit, "HEAD") is None:
        return None
    changed = git("diff", "--name-only", "--no-renames", commit)
    new = git("ls-files", "--others", "--exclude-standard")
    return None if changed is None or new is None else {*changed.splitlines(), *new.splitlines()}


# --- What it concerns ---------------------------------------------------------------------------


def imported_below(folder: str) -> set[str]:
    """Return the files of all modules below a folder, and of all that they import."""
    import grimp

    graph = grimp.build_graph("samspill", "tests", cache_dir=None)
    package = folder.removeprefix("src/").replace("/", ".")
    own = {name for name in graph.modules if f"{name}.".startswith(f"{package}.")}
    modules = own.union(*(graph.find_upstream_modules(name) for name in own))
    return {file_of(name) for name in modules}


def file_of(module: str) -> str:
    place = module.replace(".", "/")
    place = f"src/{place}" if place.startswith("samspill") else place
    return f"{place}.py" if (ROOT / f"{place}.py").exists() else f"{place}/__init__.py"


def counts(part: Part, file: str, imported: Iterable[str]) -> bool:
    """Return whether a part may come out otherwise when a file changes."""
    if file.startswith(f"{part.folder}/") or file in imported:
        return True
    if any(fnmatch(file, pattern) for pattern in (*EVERYWHERE, *part.reaches)):
        return True
    modules = (path for path in imported if not path.endswith("/__init__.py"))
    beside = {str(PurePosixPath(path).parent) for path in modules} - {"src/samspill", "tests"}
    # Looks are looked at in journeys alone.
    return (
        not file.endswith(".py")
        and "/static/" not in file
        and any(str(folder) in beside for folder in PurePosixPath(file).parents)
    )


def why_it_runs(name: str) -> str:
    """Return why a part must run; nothing where nothing has changed that it tests."""
    changed = changed_since(noted().get(name))
    if changed is None:
        return "it is not known what has changed since it last passed"
    imported = imported_below(PARTS[name].folder)
    counted = sorted(file for file in changed if counts(PARTS[name], file, imported))
    return f"{len(counted)} files that it tests have changed, {counted[0]} first" if counted else ""


# --- The command --------------------------------------------------------------------------------


def tell_what_may_be_left_out() -> None:
    for name in PARTS:
        why = why_it_runs(name)
        if why:
            print(f"{name} runs: {why}.", file=sys.stderr)
        else:
            print(name)
            told = f"nothing that it tests has changed since it passed at {noted()[name][:10]}"
            print(f"{name} does not run: {told}.", file=sys.stderr)


def tell_which_modules_have_changed() -> None:
    changed = changed_since(noted().get("mutants"))
    if changed is None:
        changed = {str(path.relative_to(ROOT)) for path in ROOT.glob(CHANGED_BY_MUTANTS)}
    here = [path for path in changed if fnmatch(path, CHANGED_BY_MUTANTS) and "/tests/" not in path]
    modules = sorted(PurePosixPath(path).stem for path in here if (ROOT / path).exists())
    dice = random.Random(git("rev-parse", "HEAD"))
    print(*dice.sample(modules, min(len(modules), 3)))


def note_as_passed(names: list[str]) -> None:
    if git("status", "--porcelain", "--", ".", ":!.ci/passed") != "":
        sys.exit("Not noted as passed: there are changes that nobody has committed.")
    passed = noted() | dict.fromkeys(names, git("rev-parse", "HEAD") or "")
    lines = [f"{name} {commit}\n" for name, commit in sorted(passed.items())]
    PASSED.write_text("".join(lines), encoding="utf-8")
    print(f"Noted in .ci/passed: {', '.join(names)}. Commit it.")


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["passed"]:
        note_as_passed(arguments[1:])
    elif arguments == ["mutants"]:
        tell_which_modules_have_changed()
    else:
        tell_what_may_be_left_out()


if __name__ == "__main__":
    main(sys.argv[1:])

"""Make a new slice that passes every contract as it is: `make slice NAME=trials`.

The pattern is `tools/slice`, a whole slice with the words `trials` and `trial` where the new one
has its own. Outside the slice it is declared in the files of `DECLARED`, and nowhere else.
`tests/contracts/test_new_slice.py` makes one and tries it, so that the pattern stays right.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path

import polib

PATTERN = Path(__file__).with_name("slice")

# What is written outside the slice: in which file, beside what, and what stands there then.
DECLARED = (
    ("src/samspill/site/settings.py", '    "samspill.site",\n', '{old}    "samspill.{name}",\n'),
    (
        "src/samspill/site/urls.py",
        '    path("style-guide/"',
        '    path("{address}/", include("samspill.{name}.urls")),\n{old}',
    ),
    ("pyproject.toml", " | exports", "{old} | {name}"),
    (
        "docs/architecture.md",
        "      exports/ ",
        "      {name}/{space} say here what it is for\n{old}",
    ),
)


class SliceError(Exception):
    """The slice cannot be made; the message says why."""


def make(root: Path, name: str) -> Path:
    """Make the slice `name` below `root`, and return its folder."""
    folder = root / "src" / "samspill" / name
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name):
        message = f"{name!r} is no name of a slice: use small letters, and _ between words."
        raise SliceError(message)
    if folder.exists():
        message = f"there is a slice {name} already: {folder}"
        raise SliceError(message)
    declared = declare(root, name)
    for path in sorted(PATTERN.rglob("*.*")):
        if path.suffix not in (".pyc", ".mo"):
            target = folder / renamed(str(path.relative_to(PATTERN)), name, root)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(renamed(path.read_text("utf-8"), name, root), "utf-8")
    for path, text in declared.items():
        path.write_text(text, "utf-8")
    for catalogue in folder.rglob("django.po"):
        polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
    return folder


def renamed(text: str, name: str, root: Path) -> str:
    """Return the text of the pattern with the words of the new slice."""
    thing = name.removesuffix("s")
    words = {
        '"/trials': f'"/{name.replace("_", "-")}',
        "trials": name,
        "trial": thing,
        "Trials": camel(name),
        "Trial": camel(thing),
        # Panels of one page have different places: each slice that is made has the next.
        "order=900": f"order={100 + len(list(root.glob('src/samspill/*/apps.py')))}",
    }
    return re.sub('"/trials|[Tt]rials?|order=900', lambda match: words[match[0]], text)


def camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def declare(root: Path, name: str) -> dict[Path, str]:
    """Return the files outside the slice as they will be, before anything is written."""
    texts: dict[Path, str] = {}
    for file, beside, text in DECLARED:
        whole = texts.get(root / file) or (root / file).read_text("utf-8")
        if whole.count(beside) != 1:
            message = (
                f"{file} has {beside.strip()!r} not once: mend DECLARED in tools/make_slice.py."
            )
            raise SliceError(message)
        address, space = name.replace("_", "-"), " " * (15 - len(name))
        new = text.format(name=name, address=address, space=space, old=beside)
        texts[root / file] = whole.replace(beside, new)
    return texts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="what the slice is called: small letters, the plural")
    name, root = parser.parse_args().name, Path(__file__).resolve().parents[1]
    try:
        folder = make(root, name)
    except SliceError as error:
        print(error, file=sys.stderr)
        return 1
    touched = [str(folder), *sorted({str(root / file) for file, _line, _text in DECLARED})]
    python = [path for path in touched if not path.endswith((".md", ".toml"))]
    # Where imports stand depends on the name.
    for command in (["check", "-q", "--fix", "--select", "I"], ["format", "-q"]):
        ruff = [sys.executable, "-m", "ruff", *command, *python]
        subprocess.run(ruff, check=True, cwd=root)  # noqa: S603
    print("Made and declared:", *touched, "Next: docs/architecture.md, To add a slice.", sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())

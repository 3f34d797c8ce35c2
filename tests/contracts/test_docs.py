"""The documents say what is: every word, variable, command and file they name exists."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

from samspill.site import command_line

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "samspill"
GUIDES = SOURCE / "toolbox" / "guides"
DOCS = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted(GUIDES.glob("*.md")),
]


def product_text() -> str:
    files = [path for path in SOURCE.rglob("*.py") if "tests" not in path.relative_to(SOURCE).parts]
    return "\n".join(path.read_text() for path in files)


def test_every_word_in_the_glossary_exists_in_the_code() -> None:
    text = product_text()
    rows = [
        line.split("|")[2]
        for line in (ROOT / "docs" / "glossary.md").read_text().splitlines()
        if line.startswith("| ") and "code name" not in line
    ]
    names = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert len(names) > 30
    assert not [name for name in names if not re.search(rf"\b{name}\b", text)]


def test_every_variable_is_documented_and_every_documented_one_exists() -> None:
    in_settings = {"SAMSPILL_FACILITATOR_EMAIL", "SAMSPILL_SMTP", "SAMSPILL_TEST_POST"}
    read = set(re.findall(r"SAMSPILL_[A-Z_]*[A-Z]", product_text())) - in_settings
    for guide in sorted(GUIDES.glob("running.*.md")):
        documented = set(re.findall(r"\| `(SAMSPILL_[A-Z_]+)`", guide.read_text()))
        assert read == documented, (guide.name, read ^ documented)


def test_every_slice_is_on_the_map() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text()
    folders = {path.name for path in SOURCE.iterdir() if (path / "__init__.py").exists()}
    assert not [name for name in folders if f"      {name}/" not in text]


def test_links_lead_somewhere() -> None:
    broken = []
    for document in DOCS:
        for link in re.findall(r"\]\(([^)#]+)\)", document.read_text()):
            if not link.startswith("http") and not (document.parent / link).exists():
                broken.append(f"{document.name}: {link}")
    assert not broken


def test_files_that_are_named_exist() -> None:
    missing = []
    for document in DOCS:
        for name in re.findall(
            r"`((?:docs|tests|tools|src|site)/[\w./-]+\.\w+)`", document.read_text()
        ):
            if not (ROOT / name).exists() and not (SOURCE / name).exists():
                missing.append(f"{document.name}: {name}")
    assert not missing


def test_make_targets_that_are_named_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, flags=re.MULTILINE))
    named = {
        name
        for document in DOCS
        for name in re.findall(r"make ([a-z][a-z-]+)", document.read_text())
    }
    assert named & targets
    # Words after "make" in running text are not targets.
    assert not {name for name in named if name in {"run", "test", "check", "room"}} - targets


def test_commands_that_are_named_exist_and_take_what_is_written() -> None:
    """Every line in a document that begins with the product's own command is one it takes."""
    lines = {
        line.strip().removeprefix("samspill ")
        for document in DOCS
        for line in document.read_text().splitlines()
        if line.startswith("    samspill ")
    }
    assert {"run", "doctor", "backup", "restore FILE"} <= lines
    for line in lines:
        command_line._parser(shlex.split(line)).parse_args(shlex.split(line))


def test_no_registry_address_and_no_path_of_a_machine() -> None:
    suspicious = re.compile(r"registry\.npmjs|pypi\.org|/root/|/home/\w|/work/")
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert len(listed) > 100
    own = str(Path(__file__).relative_to(ROOT))
    texts = {name: (ROOT / name).read_text(errors="ignore") for name in listed if name != own}
    assert not [name for name, text in texts.items() if suspicious.search(text)]


def test_the_changelog_names_this_version() -> None:
    import samspill

    assert f"## {samspill.__version__}" in (ROOT / "CHANGELOG.md").read_text()

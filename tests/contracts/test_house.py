"""The house: one public door between slices, and objects fetched in one place."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

SOURCE = Path(__file__).resolve().parents[2] / "src" / "samspill"
SLICES = (
    *("collaborations", "instruments", "participation", "releases", "surveys", "action_plans"),
    *("screens", "imports", "exports"),
)
FOUNDATION = ("accounts", "organisations", "access", "audit", "jobs")
# Pure functions from numbers to sentences, used without server and database by `analyse`:
# the slice's `public` needs both.
OPEN_MODULES = ("samspill.readings.wording.",)


def product_files() -> list[Path]:
    return [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        # Of the path inside the product: the checkout itself may lie in a folder of such a name.
        if not {"tests", "migrations"} & set(path.relative_to(SOURCE).parts)
    ]


def imports_of(path: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def door_of(name: str) -> str | None:
    """Return which slice a module belongs to, for modules that lie behind a door."""
    parts = name.split(".")
    if parts[0] != "samspill" or len(parts) < 3:
        return None
    if parts[1] in SLICES:
        return f"samspill.{parts[1]}"
    if parts[1] == "foundation" and parts[2] in FOUNDATION:
        return f"samspill.foundation.{parts[2]}"
    return None


def test_slices_are_entered_by_their_public_door() -> None:
    wrong = []
    for path in product_files():
        own = ".".join(("samspill", *path.relative_to(SOURCE).with_suffix("").parts))
        if own.startswith("samspill.site") and own.endswith((".urls", ".settings")):
            continue
        for name in imports_of(path):
            door = door_of(name)
            if door is None or own.startswith(door + ".") or own == door:
                continue
            if name.startswith(OPEN_MODULES):
                continue
            inside = name.removeprefix(door + ".")
            if not inside.startswith("public"):
                wrong.append(f"{own} imports {name}")
    allowed = {
        # The start page asks who is acting without asking anybody to log in.
        "samspill.site.views imports samspill.foundation.access.middleware.find_actor",
    }
    assert set(wrong) <= allowed, sorted(set(wrong) - allowed)


def test_objects_are_fetched_only_where_they_may_be() -> None:
    places = {
        "models.py",
        "access.py",
        "operations.py",
        "table_operations.py",
        "results.py",
        "timelines.py",
    }
    places |= {"import_operations.py"}
    allowed = {
        "foundation/access/middleware.py",
        "foundation/accounts/views.py",
        "foundation/audit/public.py",
        "foundation/jobs/worker.py",
        "participation/forms.py",
        "readings/releases.py",
        "surveys/forms.py",
        "surveys/closing.py",
        "surveys/reading_inputs.py",
        "site/demo.py",
    }
    found = {
        str(path.relative_to(SOURCE))
        for path in product_files()
        if ".objects" in path.read_text() and path.name not in places
    }
    assert found == allowed, found ^ allowed


def test_foreign_keys_between_slices_have_no_way_back() -> None:
    for model in apps.get_models():
        if not model.__module__.startswith("samspill."):
            continue
        for field in model._meta.get_fields():
            remote = getattr(field, "remote_field", None)
            if remote is None or not field.concrete:
                continue
            target = remote.model._meta.app_label
            if target != model._meta.app_label:
                assert remote.related_name == "+", f"{model.__name__}.{field.name}"


def test_no_place_for_what_has_no_place() -> None:
    names = {path.stem for path in product_files()} | {path.parent.name for path in product_files()}
    assert not names & {"utils", "helpers", "common", "core", "base", "misc"}


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_functions_fit_on_a_screen() -> None:
    long = []
    for path in product_files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.end_lineno:
                docstring = ast.get_docstring(node) or ""
                lines = node.end_lineno - node.lineno + 1 - docstring.count("\n")
                if lines > 45:
                    long.append(f"{path.relative_to(SOURCE)}:{node.name} ({lines})")
    assert not long, long


def test_files_stay_small() -> None:
    long = {
        str(path.relative_to(SOURCE)): count
        for path in product_files()
        if (count := len(path.read_text().splitlines())) > 400
    }
    assert not long, long

"""The house: one public door between slices, arrows that point down, objects fetched in one place.

Every failure is a sentence that says what stands where, and what to do about it.
"""

from __future__ import annotations

import ast
import re
from fnmatch import fnmatch

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from tests.contracts import house
from tests.contracts.house import SOURCE, imports_of, product_files

WITHOUT_DOOR = {
    "samspill.site": "nothing stands above it",
    "samspill.foundation.ui": "each part that pages are made of is a door of its own",
}

# Where something stored is fetched or saved, by the name of the file.
FETCHING = ("models.py", "access.py", "results.py", "personal_data.py", "*operations.py")
FETCHED_ELSEWHERE = {
    "foundation/access/locking.py": "the one lock that operations take, in their transaction",
    "foundation/access/middleware.py": "who is acting is known before there is a guard",
    "foundation/audit/public.py": "the entries of operations",
    "foundation/accounts/sessions.py": "the log-in package keeps its own sessions",
    "foundation/jobs/worker.py": "its own jobs, which nobody owns",
    "readings/releases.py": "the door for what is shown",
    "surveys/closing.py": "a part of the operation that closes",
    "surveys/forms.py": "an empty list, which the view fills",
    "surveys/reading_inputs.py": "a part of the operation that reads",
    "site/demo.py": "an empty installation has nobody to act",
    "site/demo_people.py": "the invented people of a demo, who come and go with it",
}
FETCHES = re.compile(r"\.objects\b|_default_manager|get_object_or_404|\.save\(|\.delete\(\)")
MODELS = re.compile(r"samspill\.([a-z_]+\.)*models(\.|$)")

# A file may use those to the right of it; `table_views.py` stands where `views.py` does.
ORDER = ("urls", "views", "panels", "forms", "results", "operations", "access", "models")

# What a string must look like to lead to a page or to a template.
LINK = re.compile(r"""["'](\w+)(:[\w-]+|/[\w/-]+\.html)["']""")


def told(faults: list[str]) -> str:
    return "\n" + "\n".join(faults)


# --- Doors and arrows -----------------------------------------------------------------------------


def test_slices_are_entered_by_their_public_door() -> None:
    """Also one without `public`, which has nothing to offer others."""
    doors = set(house.doors()) | (set(house.slices()) - set(WITHOUT_DOOR))
    opened = doors & set(WITHOUT_DOOR)
    assert not opened, f"{opened}: has a public.py now, so take it out of WITHOUT_DOOR."
    faults = []
    allowed = {
        # The start page asks who is acting without asking anybody to log in.
        ("samspill.site.views", "samspill.foundation.access.middleware.find_actor"),
    }
    for path in product_files():
        own = house.module_name(path)
        for name in imports_of(path):
            door = next((one for one in doors if name.startswith(one + ".")), own)
            if f"{own}.".startswith(f"{door}.") or f"{name}.".startswith(f"{door}.public."):
                continue
            # Django itself asks for urls and settings by their place.
            if (own, name) not in allowed and own != "samspill.site.urls":
                faults.append(f"{own} imports {name}: enter by {door}.public.")
    assert not faults, told(faults)


def test_links_point_down() -> None:
    """Also what import-linter cannot see: the names of pages and of templates."""
    heights, owners = house.heights(), house.owners()
    faults = []
    for path in [*product_files(), *product_files("*.html")]:
        own = house.room_of(path)
        for name, rest in LINK.findall(path.read_text()):
            room = owners.get(name, own)
            if room != own and heights[room] >= heights[own]:
                place = path.relative_to(SOURCE)
                faults.append(
                    f"{place} names {name}{rest}, and {room} does not stand below {own}:"
                    f" let {room} show the link in a panel."
                )
    assert not faults, told(faults)


def test_a_file_uses_only_those_that_stand_below_it_in_its_slice() -> None:
    faults = []
    for path in product_files():
        own, kind = house.module_name(path), path.stem.rpartition("_")[2]
        for name in imports_of(path) if kind in ORDER else ():
            is_own = name.startswith(own.rpartition(".")[0] + ".") and own.count(".") > 1
            other = name.split(".")[own.count(".")] if is_own else ""
            other = other.rpartition("_")[2]
            if other in ORDER[: ORDER.index(kind)]:
                faults.append(f"{own} imports {name}: {kind} stand below {other}.")
    assert not faults, told(faults)


def test_foreign_keys_point_down_and_have_no_way_back() -> None:
    heights = house.heights()
    for model in apps.get_models():
        if not model.__module__.startswith("samspill."):
            continue
        for field in model._meta.get_fields():
            remote = getattr(field, "remote_field", None)
            if remote is None or not field.concrete:
                continue
            if remote.model._meta.app_label != model._meta.app_label:
                name = f"{model.__name__}.{field.name}"
                assert remote.related_name == "+", f'{name} needs related_name="+".'
                own, other = (one.__module__.split(".")[1] for one in (model, remote.model))
                assert own == other or heights[other] < heights[own], f"{name} points upwards."


# --- What is stored is fetched in one place -------------------------------------------------------


def test_objects_are_fetched_and_saved_only_where_they_may_be() -> None:
    places = {
        str(path.relative_to(SOURCE))
        for path in product_files()
        if FETCHES.search(path.read_text())
        and not any(fnmatch(path.name, one) for one in (*FETCHING, "*views.py"))
    }
    faults = [
        f"{place} fetches or saves what is stored: do that in access, results or operations."
        for place in sorted(places - set(FETCHED_ELSEWHERE))
    ]
    faults += [f"{one} fetches nothing: no exception." for one in FETCHED_ELSEWHERE.keys() - places]
    assert not faults, told(faults)


def test_views_get_their_objects_from_the_guard() -> None:
    faults = []
    for path in product_files("*views.py"):
        models = [name for name in imports_of(path) if MODELS.match(name)]
        fetching = FETCHES.findall(path.read_text())
        # Logging in comes before anybody is acting.
        if (models or fetching) and path.parent.name != "accounts":
            faults.append(
                f"{house.module_name(path)} has {', '.join(models + fetching)}: a view gets its"
                " object from the guard, and the type from access."
            )
    assert not faults, told(faults)


# --- The rest -------------------------------------------------------------------------------------


def test_every_slice_is_installed_and_its_addresses_are_there() -> None:
    missing = set(house.slices()) - set(settings.INSTALLED_APPS)
    assert not missing, f"add to INSTALLED_APPS in site/settings.py: {missing}"
    root = (SOURCE / "site" / "urls.py").read_text()
    urls = {house.module_name(path) for path in product_files("*urls.py")} - {"samspill.site.urls"}
    missing = {name for name in urls if f'"{name}"' not in root}
    assert not missing, f"include in site/urls.py: {missing}"


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

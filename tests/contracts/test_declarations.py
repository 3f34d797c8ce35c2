"""What slices declare, held against the tree: nothing is left out, and nothing is invented."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client

from samspill.foundation.declarations import collected
from samspill.foundation.declarations.public import (
    DeclarationError,
    OpenPlace,
    Place,
    Target,
    declared,
)
from samspill.foundation.ui.panels import DrawnPanel
from samspill.site.wiring import check_addresses
from tests import cast as people

SOURCE = Path(__file__).resolve().parents[2] / "src" / "samspill"

# Words of which one in the name of a field says that it may tell of a person.
TELLING = {
    *("name", "names", "owner", "holder", "account", "person", "author", "by", "who"),
    *("email", "mail", "phone", "address", "user"),
}


# --- Personal data ---------------------------------------------------------------------------


def fields_that_may_tell() -> Iterator[tuple[str, str]]:
    """Yield every field that leads to an account, or whose name sounds like a person."""
    for model in apps.get_models():
        if not model.__module__.startswith("samspill."):
            continue
        for field in model._meta.get_fields():
            if isinstance(field, models.Field) and _may_tell(field):
                yield model._meta.label, field.name


def _may_tell(field: models.Field[object, object]) -> bool:
    if field.remote_field is not None:
        return bool(field.remote_field.model._meta.label == settings.AUTH_USER_MODEL)
    return bool(TELLING & set(field.name.split("_")))


def said_of(label: str) -> set[str]:
    held = [(one.model, one.fields) for one in declared().personal_data]
    held += [(one.model, one.fields) for one in declared().not_personal]
    return {name for model, names in held if model._meta.label == label for name in names}


FIELDS = sorted(fields_that_may_tell())


def test_the_fields_are_found() -> None:
    """Else nothing below would be tried."""
    assert {
        ("accounts.Account", "name"),
        ("audit.AuditEntry", "account_id"),
        ("organisations.Membership", "account"),
        ("collaborations.Contact", "name"),
        ("action_plans.Action", "owner"),
        ("participation.Invitation", "name"),
    } <= set(FIELDS)


@pytest.mark.parametrize(("label", "name"), FIELDS)
def test_what_may_tell_of_a_person_is_declared_or_named_as_exempt(label: str, name: str) -> None:
    assert name in said_of(label), (
        f"{label}.{name} may tell of a person. Declare it as PersonalData, with export and erase, "
        "or as NotPersonal with the reason, in the file `declares` of its slice."
    )


def test_answers_are_said_to_tell_of_nobody() -> None:
    (said,) = [
        one for one in declared().not_personal if one.model._meta.label == "surveys.Response"
    ]
    stored = {field.name for field in said.model._meta.get_fields()}
    assert stored == {*said.fields, "survey_round"}


def test_reasons_are_sentences() -> None:
    reasons = [one.why for one in declared().personal_data]
    reasons += [one.why for one in declared().not_personal]
    assert all(len(why.split()) > 3 for why in reasons)


# --- What is declared is there, and read by nobody but the site ------------------------------


def product_files() -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(SOURCE).parts):
            yield path


def test_nobody_imports_what_a_slice_declares() -> None:
    """The site collects it; a slice that read another's would know it."""
    wrong = [
        f"{path.relative_to(SOURCE)} imports {node.module}"
        for path in product_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".declares")
    ]
    assert not wrong


def test_every_file_that_declares_is_collected() -> None:
    """Also that of a slice which is left out of INSTALLED_APPS by mistake."""
    folders = {path.parent for path in product_files() if path.name == "declares.py"}
    assert folders == {
        Path(app.path) for app in apps.get_app_configs() if Path(app.path) in folders
    }
    assert len(folders) > 10


def test_every_link_leads_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    check_addresses()
    lost = replace(declared(), targets={**declared().targets, Target.HOME: "site:strat"})
    monkeypatch.setattr(collected, "_collected", lost)
    with pytest.raises(DeclarationError, match="'site:strat' is a page, and there is none"):
        check_addresses()


def test_pages_stand_under_entries_by_the_names_of_their_addresses() -> None:
    from django.urls import get_resolver

    assert set(declared().menu_of) <= set(get_resolver().namespace_dict)


def test_every_place_is_asked_for_by_a_page() -> None:
    asked = "\n".join(path.read_text() for path in product_files())
    for kind in (Place, OpenPlace):
        for places in kind.__subclasses__():
            if places.__module__.startswith("samspill.") and ".tests." not in places.__module__:
                for place in places:
                    assert re.search(rf"panels_for\(\s*{places.__name__}\.{place.name}\b", asked)


# --- The pages ---------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_panels_of_a_reading_can_be_led_to(cast: people.Cast, cecilie: Client) -> None:
    shown = people.a_published_round(cast.cecilie)
    response = cecilie.get(f"/rounds/{shown.pk}/reading/")
    page = response.content.decode()
    panels: list[DrawnPanel] = [one for one in response.context["panels"] if one.contents]
    assert [one.contents for one in panels] == ["Dette gjør dere nå"]
    for panel in panels:
        assert page.count(f'id="{panel.anchor}"') == 1


@pytest.mark.django_db
def test_pages_stand_under_their_entry_of_the_menu(cast: people.Cast, cecilie: Client) -> None:
    shown = people.a_published_round(cast.cecilie)
    pages = {
        "/": "Oversikt",
        "/collaborations/": "Samarbeid",
        f"/rounds/{shown.pk}/": "Samarbeid",
        f"/imports/new/{shown.collaboration_id}/": "Samarbeid",
        "/actions/": "Tiltak",
        "/reform/": "Reform",
        "/methods/": "Metoder",
        "/style-guide/?scheme=light": "Metoder",
        f"/exports/round/{shown.pk}/": None,
    }
    for address, label in pages.items():
        page = cecilie.get(address).content.decode()
        nav = page[page.index('<nav class="site-nav"') : page.index("</nav>")]
        current = re.findall(r'aria-current="page">([^<]+)<', nav)
        assert current == ([label] if label else []), address
        entries = ["Oversikt", "Samarbeid", "Tiltak", "Saker", "Reform", "Metoder", "Folk"]
        assert re.findall(r">([^<]+)</a>", nav) == entries

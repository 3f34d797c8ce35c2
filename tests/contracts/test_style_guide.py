"""Nothing that pages are made of is missing from the style guide, and nothing on it is invented."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from django.test import Client
from django.utils.translation import override

from samspill.foundation.ui.shapes import Form
from samspill.foundation.ui.style_guide.catalogue import GROUPS
from samspill.foundation.ui.style_guide.component import Component, State, changed
from samspill.foundation.ui.style_guide.example_figures import SPREAD_OVER
from tests import cast as people

pytestmark = pytest.mark.any_database

UI = Path(__file__).resolve().parents[2] / "src" / "samspill" / "foundation" / "ui"
TEMPLATES = {f"ui/{path.name}" for path in (UI / "templates" / "ui").glob("*.html")}
SHEETS = sorted((UI / "static" / "ui" / "css" / "components").glob("*.css"))
COMPONENTS = [component for group in GROUPS for component in group.components]

# What cannot stand on a page of its own kind, and why.
WHOLE_PAGES = {
    "ui/participant.html": "the frame of participants' pages; what is in it stands under its name",
    "ui/open.html": "the frame of pages open to everyone; its places stand under Open places",
    "ui/error.html": "a whole page, also without a context; what it says stands under Error page",
}
NOT_TO_BE_SEEN = {
    "old-browsers.css": "for browsers that know no layers: the same buttons and fields, drawn anew",
    "screen.css": "fills a wall; journeys/test_screen.py measures each of its states",
}


@pytest.fixture
def page(cecilie: Client) -> str:
    with override("en"):
        return cecilie.get("/style-guide/").content.decode()


def drawn_templates(browser: Client) -> set[str]:
    response = browser.get("/style-guide/?scheme=light")
    return {template.name for template in response.templates if template.name}


@pytest.mark.django_db
def test_every_template_is_shown(cecilie: Client) -> None:
    drawn = drawn_templates(cecilie)
    missing = TEMPLATES - drawn - set(WHOLE_PAGES)
    assert not missing, f"on the style guide, or among WHOLE_PAGES with a reason: {missing}"
    assert not set(WHOLE_PAGES) & drawn


def test_every_style_sheet_and_template_belongs_to_a_component() -> None:
    named = {file for component in COMPONENTS for file in component.files}
    sheets = {f"static/ui/css/components/{sheet.name}" for sheet in SHEETS}
    templates = {f"templates/{name}" for name in TEMPLATES}
    exempt = {f"static/ui/css/components/{name}" for name in NOT_TO_BE_SEEN}
    assert sheets | templates == named & (sheets | templates) | exempt
    assert not named & exempt


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda one: one.key)
def test_a_component_says_when_and_when_not(component: Component) -> None:
    assert str(component.when)
    assert str(component.when_not)
    assert component.states or component.note
    for file in component.files:
        assert (UI / file).is_file(), file
    names = Counter(str(state.name) for state in component.states)
    assert not [name for name, count in names.items() if count > 1]


def selectors(sheet: Path) -> str:
    """Return the rules without comments, and without what stands between braces."""
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    return re.sub(r"\{[^{}]*\}", "{}", css)


@pytest.mark.django_db
def test_every_class_and_state_in_a_style_sheet_is_shown(page: str) -> None:
    """A rule for what no example has is a rule that nobody looks at."""
    shown = {name for names in re.findall(r'class="([^"]*)"', page) for name in names.split()}
    missing = []
    for sheet in SHEETS:
        if sheet.name not in NOT_TO_BE_SEEN:
            rules = selectors(sheet)
            missing += [
                f"{sheet.name}: .{name}"
                for name in set(re.findall(r"\.([a-z][\w-]*)", rules)) - shown
            ]
            missing += [
                f"{sheet.name}: {name}={value}"
                for name, value in re.findall(r'\[([a-z-]+)="([^"]+)"\]', rules)
                if f'{name}="{value}"' not in page
            ]
    assert not missing


@pytest.mark.django_db
def test_every_form_of_a_distribution_is_shown(page: str, cecilie: Client) -> None:
    """From two points to seven, and what is held back."""
    figures = [
        figure
        for component in COMPONENTS
        for state in component.states
        if (figure := state.context_for(f"a-{id(state)}").get("figure"))
    ]
    assert {figure.form for figure in figures} == set(get_args(Form))  # type: ignore[attr-defined]
    assert {2, 3, 4, 5, 6, 7} <= set(SPREAD_OVER)
    assert any(figure.camps for figure in figures)  # type: ignore[attr-defined]
    assert any(figure.small for figure in figures)  # type: ignore[attr-defined]


@pytest.mark.django_db
@pytest.mark.parametrize("scheme", ["", "light", "dark"])
def test_each_state_stands_there_once_in_each_scheme(cecilie: Client, scheme: str) -> None:
    page = cecilie.get("/style-guide/", {"scheme": scheme}).content.decode()
    states = [state for component in COMPONENTS for state in component.states]
    lighted = [state for state in states if state.always_light]
    count = Counter(re.findall(r'class="specimen" data-color-scheme="(\w+)"', page))
    assert count["light"] == (len(states) if scheme != "dark" else len(lighted))
    assert count["dark"] == (len(states) - len(lighted) if scheme != "light" else 0)
    # What is shown twice is read once.
    assert page.count(" inert>") == (count["dark"] if not scheme else 0)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_id_stands_twice(cecilie: Client, language: str) -> None:
    cecilie.cookies["samspill_language"] = language
    page = cecilie.get("/style-guide/").content.decode()
    twice = [
        one for one, count in Counter(re.findall(r'\bid="([^"]+)"', page)).items() if count > 1
    ]
    assert not twice
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links <= set(re.findall(r'\bid="([^"]+)"', page))


@pytest.mark.django_db
def test_an_unknown_scheme_shows_both(cecilie: Client) -> None:
    assert b'data-color-scheme="auto"' in cecilie.get("/style-guide/?scheme=pink").content


@pytest.mark.django_db
def test_the_buttons_of_the_examples_lead_back(cast: people.Cast) -> None:
    response = people.client_of(cast.ada).post("/style-guide/", {"name": "Anne Vik"})
    assert response["Location"] == "/style-guide/"


@pytest.mark.django_db
def test_the_way_there_is_on_the_page_about_methods(cecilie: Client) -> None:
    assert b'href="/style-guide/"' in cecilie.get("/methods/").content


def test_an_example_that_no_longer_fits_its_component_is_told_of() -> None:
    with pytest.raises(ValueError, match="no longer"):
        changed(("hidden", ""))("<p>shown</p>")


def test_a_state_knows_the_beginning_of_its_ids() -> None:
    state = State("As it is", "ui/mark.html", lambda prefix: {"figure": f"{prefix}-figure"})
    assert state.context_for("mark-1") == {"figure": "mark-1-figure", "prefix": "mark-1"}

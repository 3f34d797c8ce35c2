"""From an empty folder to an open round: presses, fields and words, counted from the pages.

A newcomer who follows links and buttons that stand on the pages, and fills in what must be filled
in. Nothing is known beforehand but the link that is printed, and what the buttons lead to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from samspill.foundation.access.public import Role
from samspill.foundation.organisations.models import Membership
from samspill.people.public import print_login_link
from samspill.surveys.models import SurveyRound

pytestmark = pytest.mark.django_db

MOST_PRESSES, MOST_FIELDS = 25, 12
CHOICES = ("radio", "checkbox")


@dataclass
class ReadForm:
    """A form on a page: where it goes, and what each field says before anybody touches it."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)


class Reading(HTMLParser):
    """A page read as somebody reads it: its links, its forms and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[ReadForm] = []
        self.words: list[str] = []
        self._select = ""
        self.feed(page.partition("<main")[2].partition("</main>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(said.get("href", ""))
        elif tag == "form":
            self.forms.append(ReadForm(said.get("action", ""), said.get("method", "get")))
        elif tag in ("input", "textarea", "select", "option") and self.forms:
            self._note(tag, said)

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    def _note(self, tag: str, said: dict[str, str]) -> None:
        form = self.forms[-1]
        if tag == "option":
            if "selected" in said and self._select:
                form.values[self._select] = [said.get("value", "")]
            return
        name, kind = said.get("name", ""), said.get("type", tag)
        if not name:
            return
        form.kinds[name] = kind
        form.values.setdefault(name, [])
        if tag == "select":
            self._select = name
        elif kind not in CHOICES or "checked" in said:
            form.values[name].append(said.get("value", ""))


@dataclass
class Newcomer:
    """Somebody in a browser, whose presses, fields and words are counted."""

    browser: Client = field(default_factory=Client)
    presses: int = 0
    fields: int = 0
    words: int = 0
    page: str = ""
    address: str = "/"

    def open(self, address: str) -> Newcomer:
        """Open an address that stands somewhere else than on a page."""
        self._meet(self.browser.get(address, follow=True), address)
        return self

    def follow(self, pattern: str) -> None:
        """Press a link that stands on the page."""
        links = [link for link in Reading(self.page).links if re.search(pattern, link)]
        assert links, f"{self.address} has no link to {pattern}: {Reading(self.page).links}"
        self.presses += 1
        self.open(links[0])

    def send(self, pattern: str, **filled: str) -> None:
        """Fill in a form that stands on the page, and press its button."""
        forms = [
            form
            for form in Reading(self.page).forms
            if form.method == "post" and re.search(pattern, form.action or self.address)
        ]
        assert forms, f"{self.address} has no form to {pattern}"
        form = forms[0]
        unknown = filled.keys() - form.values.keys()
        assert not unknown, f"{self.address} does not ask for {unknown}"
        for name, value in filled.items():
            is_choice = form.kinds[name] in CHOICES
            # What is chosen is a press, what is written a field; what already stands is neither.
            if form.values[name] != [value]:
                self.presses += is_choice
                self.fields += not is_choice
        self.presses += 1
        sent = form.values | {name: [value] for name, value in filled.items()}
        response = self.browser.post(form.action or self.address, sent, follow=True)
        assert response.status_code == 200, refusals(response.content.decode())
        self._meet(response, form.action or self.address)

    def _meet(self, response: Any, address: str) -> None:
        assert response.status_code == 200, f"{address} answers {response.status_code}"
        self.address = response.redirect_chain[-1][0] if response.redirect_chain else address
        self.page = response.content.decode()
        self.words += len(Reading(self.page).words)


def refusals(page: str) -> list[str]:
    return re.findall(r'class="error-summary.*?</ul>|ds-validation-message[^>]*>([^<]*)', page)


def test_from_an_empty_folder_to_an_open_round(capsys: pytest.CaptureFixture[str]) -> None:
    sigrid = Newcomer().open(f"/log-in/link/{print_login_link()}/")
    sigrid.presses += 1  # the link itself
    # An organisation of one's own.
    sigrid.send(
        "/log-in/link/",
        organisation="Regionrådet for Ytre Fjord",
        name="Sigrid Nes",
        email="sigrid@ytrefjord.example",
    )
    # A colleague, with a role.
    sigrid.presses += 1  # the menu, which stands beside the page
    sigrid.open("/people/")
    sigrid.send("/people/invite/", role="facilitator")
    link = re.search(r"/invitation/[\w-]+/", sigrid.page)
    assert link is not None
    jonas = Newcomer().open(link.group())
    jonas.presses += 1
    jonas.send("/invitation/", name="Jonas Eide", email="jonas@ytrefjord.example")
    # Who works together, and a round.
    sigrid.presses += 1  # the mark, which leads home
    sigrid.open("/")
    sigrid.follow("/collaborations/new/")
    sigrid.send("/collaborations/new/", name="Felles barnevern", purpose="Bedre hjelp til barna.")
    sigrid.send("/partners/add/", kind="municipality", name="Nesdal")
    sigrid.follow(r"/collaborations/[\w-]+/$")
    sigrid.follow("/rounds/new/")
    sigrid.send(
        "/rounds/new/",
        purpose="Vi vil vite hvordan det går.",
        intended_use="Vi leser svarene sammen.",
        expected_count="26",
    )
    sigrid.send("/open/")
    opened = SurveyRound.objects.get()
    assert opened.is_open
    assert opened.join_code is not None
    roles = Membership.objects.filter(account__email="jonas@ytrefjord.example")
    assert [each.role for each in roles] == [Role.FACILITATOR]
    presses, fields = sigrid.presses + jonas.presses, sigrid.fields + jonas.fields
    with capsys.disabled():
        print(  # noqa: T201
            f"\nFrom an empty folder to an open round: {presses} presses, {fields} fields,"
            f" {sigrid.words + jonas.words} words (most: {MOST_PRESSES}, {MOST_FIELDS})."
        )
    assert presses <= MOST_PRESSES
    assert fields <= MOST_FIELDS

"""The list of what must be told is ticked off: in the content, and on the page that tells it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from html import unescape

import pytest
from django.test import Client
from tests.shared import shared_file

from samspill.register.tests.test_pages import addresses
from samspill.toolbox.reform.loading import grades, what_is_known
from samspill.toolbox.tests.test_reform_languages import figures

pytestmark = pytest.mark.django_db

CHECKED = "content/reform/reform_check.md"
GATHERED = tuple(
    f"content/reform/reform{name}.toml"
    for name in ("", "_initiatives", "_lessons", "_resistance", "_table", "_terms", "_context")
)
# | what is told | line of the text | the facts that tell it |
# What those who gathered call a text, and the line in it; and an initiative for short.
OF_THE_GATHERING = re.compile(r"\b[Ss]eed \d+|\bl\. [\d-]+|\bFK\d")
ROW = re.compile(r"^\| (?P<told>[^|]+) \| (?P<line>\d+) \| (?P<facts>[\w., ]+) \|$", re.MULTILINE)


def facts_gathered(content: object) -> Iterator[Mapping[str, object]]:
    """Yield every fact that was gathered from the texts, however deep it lies."""
    if isinstance(content, dict):
        if "text" in content and "id" in content and "grade" in content:
            yield content
        for inner in content.values():
            yield from facts_gathered(inner)
    elif isinstance(content, list):
        for inner in content:
            yield from facts_gathered(inner)


def as_shown(text: str) -> str:
    return " ".join(unescape(text).split())


@pytest.fixture
def pages(client: Client) -> str:
    """Return all open pages in bokmål, one after the other."""
    every = (client.get(address, headers={"accept-language": "nb"}) for address in addresses())
    return as_shown("\n".join(page.content.decode() for page in every))


def test_no_fact_is_missing_and_none_is_invented() -> None:
    """What was gathered and what is told: the same facts, with the same reference and grade."""
    known = what_is_known("nb").facts
    told_as_pairs = {each.id for each in what_is_known("nb").contradiction}
    for name in GATHERED:
        for gathered in facts_gathered(tomllib.loads(shared_file(name).read_text())):
            if gathered["id"] in told_as_pairs:
                continue
            fact = known[str(gathered["id"])]
            assert (fact.ref, fact.grade) == (gathered["ref"], gathered["grade"]), fact.id
            said = OF_THE_GATHERING.sub("", str(gathered["text"]))
            assert figures(fact.text, "nb") == figures(said, "nb"), fact.id


def test_everything_on_the_list_is_told() -> None:
    known = what_is_known("nb").facts
    rows = list(ROW.finditer(shared_file(CHECKED).read_text()))
    assert rows
    for row in rows:
        ids = row["facts"].split(", ")
        assert set(ids) <= known.keys(), row["told"]
        numbers = figures(OF_THE_GATHERING.sub("", row["told"]).partition(" (")[0], "nb")
        told = " ".join(f"{known[each].text} {known[each].note}" for each in ids)
        assert numbers <= figures(told, "nb"), row["told"]


def test_every_fact_stands_on_a_page_with_its_source_and_how_sure_it_is(pages: str) -> None:
    """Its own place is where a link to it leads: the source is there, without another press."""
    places = dict(re.findall(r'<li id="([^"]+)">(.*?)</li>', pages))
    for fact in what_is_known("nb").facts.values():
        place = places.get(fact.id, "")
        assert as_shown(fact.text) in place, fact.id
        assert as_shown(fact.ref) in place, fact.id
        assert grades()[fact.grade].words["nb"] in place, fact.id

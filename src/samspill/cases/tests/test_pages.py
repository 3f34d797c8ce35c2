"""The pages: open to everyone, the same for everybody, and the browser is forbidden to send."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from samspill.toolbox.case_content import findings, situations

pytestmark = pytest.mark.django_db

PAGES = (
    "/cases/",
    "/cases/before/",
    "/cases/before/paper/",
    "/cases/how-the-advice-is-made/",
    "/cases/trust/",
    "/cases/situations/",
    "/cases/situations/together/",
    "/cases/situations/P01/",
    "/cases/arenas/",
    "/cases/phone-call/",
    "/cases/elected-members/",
)
FORBIDDEN = re.compile(r"\b\d+ ?%|poengsum|score", re.IGNORECASE)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_open_and_the_browser_may_send_nothing(address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 200
    assert "connect-src 'none'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not response.cookies
    assert not FORBIDDEN.search(response.content.decode())


@pytest.mark.parametrize("address", PAGES)
def test_a_page_takes_no_answers(address: str) -> None:
    """What somebody puts in the address changes nothing, and nothing can be posted."""
    bare = content_of(Client().get(address).content.decode())
    with_answers = Client().get(f"{address}?mandate=none&stage=decided").content.decode()
    assert content_of(with_answers) == bare
    assert Client().post(address, {"mandate": "none"}).status_code == 405


def content_of(page: str) -> str:
    """Return what a page is about, without the foot, where one chooses a language."""
    return page[page.index("<main") : page.index("</main>")]


def test_what_is_not_known_stands_on_the_first_page() -> None:
    page = Client().get("/cases/").content.decode()
    for unknown in ("én kommune", "Politikerne er ikke spurt", "rådet er ikke prøvd"):
        assert unknown in page


def test_an_old_link_to_a_situation_is_told_of_kindly() -> None:
    response = Client().get("/cases/situations/P99/")
    assert response.status_code == 404
    assert "<h1" in response.content.decode()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_finding_is_pointed_at_from_where_it_is_used(language: str) -> None:
    browser = Client()
    browser.cookies["samspill_language"] = language
    method = browser.get("/cases/how-the-advice-is-made/").content.decode()
    for key in findings(language):
        row = method[method.index(f'id="{key}"') :]
        row = row[: row.index("</li>")]
        uses = re.findall(r'href="(/cases/[^"]+)"', row)
        assert uses, key
        shown = [browser.get(address).content.decode() for address in uses]
        assert any(f"#{key}" in page for page in shown), (key, uses)


@pytest.mark.parametrize("key", [*situations("nb")])
def test_a_situation_tells_of_its_sources_and_where_the_advice_stops(key: str) -> None:
    page = Client().get(f"/cases/situations/{key}/").content.decode()
    assert 'class="stop"' in page
    has_advice = situations("nb")[key].kind == "advice"
    assert page.count("data-choice=") == (5 if has_advice else 0)
    assert ("Her gis det ikke råd om framgangsmåte" in page) != has_advice

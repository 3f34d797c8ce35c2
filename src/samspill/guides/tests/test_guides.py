"""Somebody presses Hjelp, and reads."""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from itertools import pairwise, product
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import (
    NoReverseMatch,
    Resolver404,
    URLPattern,
    URLResolver,
    get_resolver,
    resolve,
    reverse,
)
from tests import cast as people

from samspill.foundation.declarations.public import declared
from samspill.guides.markup import anchors_of
from samspill.guides.results import AUDIENCES, guide_page
from samspill.toolbox import guide_texts
from samspill.toolbox.guide_texts import (
    FOLDER,
    GUIDES,
    Audience,
    GuideError,
    NoSuchGuideError,
    guide_text,
)
from samspill.toolbox.languages import NAMES

FIRST_PAGE_BUDGET = 25_000
HEADING = re.compile(r"<h([1-6])[^>]*>")


def read(browser: Client, address: str, language: str = "nb") -> str:
    browser.cookies["samspill_language"] = language
    response = browser.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def written() -> list[tuple[str, str]]:
    return sorted(guide_texts.guide_texts())


# --- The files --------------------------------------------------------------------------------


def test_every_guide_is_in_every_language() -> None:
    assert set(written()) == set(product(GUIDES, NAMES))
    with pytest.raises(NoSuchGuideError):
        guide_text("nothing", "nn")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("holidays.en.md", "# Holidays\n", "name it as one of GUIDES"),
        ("people.de.md", "# Leute\n", "name it as one of GUIDES"),
        ("people.en.md", "People\n", "must begin with its title"),
        ("people.nb.md", "# Folk\n", "the guide answering has no answering.en.md"),
    ],
)
def test_a_file_that_is_no_guide_is_told_of(
    name: str, text: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_text(text)
    monkeypatch.setattr(guide_texts, "FOLDER", tmp_path)
    with pytest.raises(GuideError, match=re.escape(told)):
        guide_texts.guide_texts.__wrapped__()


def test_every_audience_has_a_heading_and_a_guide() -> None:
    assert set(AUDIENCES) == set(Audience) == set(GUIDES.values())


@pytest.mark.parametrize("key", GUIDES)
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_guide_has_the_same_parts_in_each_language(key: str, language: str) -> None:
    """A page leads to a part of a guide, whatever language it is read in."""

    def levels(text: str) -> list[int]:
        return [len(signs) for signs in re.findall(r"^(#+) ", text, re.MULTILINE)]

    assert levels(guide_text(key, language).text) == levels(guide_text(key, "en").text)


# --- The pages --------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "language"), written())
def test_a_guide_is_a_page_with_headings_in_order(key: str, language: str, client: Client) -> None:
    page = read(client, f"/help/{key}/", language)
    levels = [int(level) for level in HEADING.findall(page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("key", "language"), written())
def test_its_links_and_pictures_lead_somewhere(key: str, language: str, client: Client) -> None:
    article = read(client, f"/help/{key}/", language).partition("<article")[2]
    article = article.partition("</article>")[0]
    for address in re.findall(r'href="([^"]+)"', article):
        assert address.startswith("../"), address
        other, _sign, anchor = address.removeprefix("../").partition("#")
        page = read(client, f"/help/{other}", language)
        assert not anchor or f'id="{anchor}"' in page, address
    for source in re.findall(r'src="([^"]+)"', article):
        assert finders.find(source.partition("static/")[2]), source
    assert "](" not in article
    assert ".md)" not in re.sub(r"<code>.*?</code>", "", article)


def test_links_in_the_files_lead_somewhere_too() -> None:
    """Whoever reads them in the repository follows them there."""
    for path in FOLDER.glob("*.md"):
        for link in re.findall(r"\]\(([^)#]+)", path.read_text()):
            assert (FOLDER / link).exists(), f"{path.name}: {link}"


def test_html_in_a_guide_is_shown_and_not_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    from samspill.guides.markup import html_of

    text = "# T\n\n<script>x</script> <b>y</b>\n"
    html = html_of(guide_texts.GuideText(key="people", language="en", title="T", text=text))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_one_that_is_in_english_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a language has just been added, and its guides are on their way."""
    english = {place: text for place, text in guide_texts.guide_texts().items() if "en" in place}
    with monkeypatch.context() as patch:
        patch.setattr(guide_texts, "guide_texts", lambda: english)
        guide_page.cache_clear()
        page = read(client, "/help/protect/", "nn")
        assert "på engelsk" in read(client, "/help/", "nn")
    guide_page.cache_clear()
    assert '<article class="prose guide-text" lang="en">' in page
    assert "Her er ho på engelsk" in page
    assert "Her er ho på engelsk" not in read(client, "/help/protect/", "nn")


def test_an_unknown_guide_is_not_found(client: Client) -> None:
    assert client.get("/help/nothing/").status_code == 404


@pytest.mark.django_db
def test_reading_needs_no_account_and_leaves_no_session(
    client: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        read(client, "/help/")
        read(client, "/help/people/")
    assert set(client.cookies) <= {"samspill_csrf", "samspill_language"}


@pytest.mark.django_db
def test_somebody_who_is_logged_in_keeps_their_menu(cecilie: Client, client: Client) -> None:
    assert "Hovedmeny" in read(cecilie, "/help/people/")
    assert "Hovedmeny" not in read(client, "/help/people/")


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["cecilie", "gry", None])
def test_help_is_reached_from_the_start_page(who: str | None, cast: people.Cast) -> None:
    browser = people.client_of(cast.named().get(who or ""))
    page = read(browser, "/")
    address = re.search(r'href="(/help/[^"#]*)', page)
    assert address is not None
    guide = read(browser, address[1])
    everything = re.search(r'href="(/help/)"', guide)
    assert everything is not None
    listed = set(re.findall(r'href="/help/([a-z-]+)/"', read(browser, everything[1])))
    assert listed >= set(GUIDES)


# --- From the page that it helps --------------------------------------------------------------


def names_of_pages() -> set[str]:
    def walk(patterns: Sequence[object], prefix: str) -> set[str]:
        names: set[str] = set()
        for each in patterns:
            if isinstance(each, URLResolver):
                inner = f"{prefix}{each.namespace}:" if each.namespace else prefix
                names |= walk(each.url_patterns, inner) | ({each.namespace or ""} - {""})
            elif isinstance(each, URLPattern):
                names.add(f"{prefix}{each.name}")
        return names

    return walk(get_resolver().url_patterns, "")


def test_every_guide_that_a_page_declares_is_there() -> None:
    assert declared().guides.keys() <= names_of_pages()
    for guide in declared().guides.values():
        key, _sign, anchor = guide.partition("#")
        assert key in GUIDES, guide
        assert not anchor or anchor in set(anchors_of(key)), guide


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "guide"),
    [
        ("/people/", "/help/people/"),
        ("/people/roles/", "/help/people/#roles-and-the-last-day"),
        ("/me/passkeys/", "/help/people/#logging-in"),
        ("/actions/", "/help/actions/"),
        ("/collaborations/new/", "/help/first-round/#before"),
        ("/style-guide/", "/help/"),
    ],
)
def test_a_page_leads_to_the_guide_that_helps_it(address: str, guide: str, cecilie: Client) -> None:
    assert f'<a href="{guide}">Hjelp</a>' in read(cecilie, address)


@pytest.mark.django_db
def test_every_page_has_the_way_to_help(cast: people.Cast) -> None:
    """In its frame, whoever looks: also pages that nobody has thought of a guide for."""
    browsers = [people.client_of(person) for person in (cast.cecilie, cast.gry, None)]
    seen = 0
    for name in names_of_pages():
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        for browser in browsers:
            response = browser.get(address)
            if response.status_code == 200 and "html" in response["Content-Type"]:
                seen += 1
                assert 'href="/help/' in response.content.decode(), name
    assert seen > 30


@pytest.mark.django_db
def test_those_who_answer_find_theirs_within_the_weight_of_a_first_page(
    cast: people.Cast, client: Client
) -> None:
    opened = people.an_open_round(cast.cecilie)
    assert opened.join_code is not None
    page = read(client, f"/r/{opened.join_code.address}/")
    assert '<a href="/help/answering/">Hjelp</a>' in page
    sheet = finders.find("ui/vendor/participant.css")
    assert isinstance(sheet, str)
    weight = len(gzip.compress(page.encode())) + len(gzip.compress(Path(sheet).read_bytes()))
    assert weight <= FIRST_PAGE_BUDGET


def test_also_where_there_is_no_page(client: Client) -> None:
    with pytest.raises(Resolver404):
        resolve("/there-is-no-such-page/")
    response = client.get("/there-is-no-such-page/")
    assert '<a href="/help/">' in response.content.decode()

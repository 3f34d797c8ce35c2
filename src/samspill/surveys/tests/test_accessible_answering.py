"""What the criteria of accessibility ask of those pages where people answer, one test for each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from tests import cast as people

from samspill.surveys.join_sign import table_sign
from samspill.surveys.models import SurveyRound

pytestmark = pytest.mark.django_db


def way_in(survey_round: SurveyRound) -> str:
    assert survey_round.join_code is not None
    return f"/r/{survey_round.join_code.address}/"


@pytest.fixture
def column(cast: people.Cast) -> str:
    opened = people.an_open_round(cast.cecilie, mode="open_table")
    phone = Client()
    phone.post(way_in(opened) + "begin/")
    phone.post(way_in(opened) + "table/", {"number": "1", "sign": table_sign(opened, 1)})
    return phone.get(way_in(opened) + "column/").content.decode()


def test_a_score_is_called_by_the_number_that_is_seen(column: str) -> None:
    """2.5.3 Label in Name: "3" is seen, and is in the name with its word."""
    (label,) = re.findall(r'<label for="id_item-1_2">([\s\S]*?)</label>', column)
    assert "aria-hidden" not in label
    assert " ".join(re.sub(r"<[^>]+>", " ", label).split()) == "3 Verken enig eller uenig"


def test_the_numbers_have_their_meaning_on_the_page(column: str) -> None:
    """3.3.2 Labels or Instructions."""
    key = column.split('class="scale-key')[1].split("</ul>", maxsplit=1)[0]
    for point, word in (("1", "Helt uenig"), ("5", "Helt enig")):
        assert re.search(rf"<strong>{point}</strong>\s*{word}", key)


def test_what_was_typed_in_another_language_is_marked(cast: people.Cast) -> None:
    """3.1.2 Language of Parts: also inside a sentence of the product."""
    opened = people.an_open_round(cast.cecilie)
    phone = Client()
    phone.cookies["samspill_language"] = "en"
    for page in ("", "promise/"):
        shown = phone.get(way_in(opened) + page).content.decode()
        assert re.search(rf'<p lang="nb">\s*{re.escape(opened.purpose)}', shown)
        assert f'<span lang="nb">{opened.intended_use}</span>' in shown
    phone.cookies["samspill_language"] = "nb"
    assert '<span lang="nb">' not in phone.get(way_in(opened)).content.decode()


def test_sending_is_said_in_a_place_for_messages(cast: people.Cast) -> None:
    """4.1.3 Status Messages."""
    opened = people.an_open_round(cast.cecilie)
    phone = Client()
    phone.post(way_in(opened) + "begin/")
    page = phone.get(way_in(opened) + "answer/").content.decode()
    assert re.search(r'role="status"\s+data-send-status', page)
    assert re.search(r'data-count="[^"]+"\s+role="status"', page)
    assert page.count('aria-describedby="id_item-1-hint"') == 1


def test_the_word_in_the_header_moves_down_when_text_is_large() -> None:
    """1.4.4 Resize Text: at 200 percent it would else run out at the side."""
    found = finders.find("ui/css/components/participant-page.css")
    assert isinstance(found, str)
    rules = Path(found).read_text("utf-8")
    header = rules.split(".participant-header {")[1].split("}")[0]
    assert "flex-wrap: wrap" in header


def test_a_browser_without_cookies_is_told_so(cast: people.Cast) -> None:
    opened = people.an_open_round(cast.cecilie)
    phone = Client(enforce_csrf_checks=True)
    page = phone.post(way_in(opened) + "begin/")
    assert page.status_code == 403
    assert "tar ikke imot informasjonskapsler" in page.content.decode()

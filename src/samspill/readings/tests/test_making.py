"""What is shown of a round: nothing while it is open, nothing for few, no single answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from django.test import Client
from tests import cast as people

from samspill.readings.answers import Answers, count_answers
from samspill.readings.making import make_reading
from samspill.surveys import closing_operations
from samspill.surveys.closing_operations import look_at_open_rounds
from samspill.surveys.models import SurveyRound
from samspill.surveys.results import how_many
from samspill.toolbox import catalogue
from samspill.toolbox.round_content import RoundContent

pytestmark = pytest.mark.django_db


def reading_page(browser: Client, answers: int, cast: people.Cast) -> str:
    shown = people.a_published_round(cast.cecilie, answers=answers)
    return browser.get(f"/rounds/{shown.pk}/reading/").content.decode()


@pytest.mark.parametrize("answers", [0, 1, 4])
def test_nothing_is_shown_for_fewer_than_five(
    answers: int, cast: people.Cast, cecilie: Client
) -> None:
    page = reading_page(cecilie, answers, cast)
    assert "For få har svart" in page
    assert "distribution-drawing" not in page
    shown = SurveyRound.objects.get().release
    assert shown is not None
    assert not any(item.figures.tiles for item in shown.reading.items)


def test_five_to_eleven_answers_are_words(cast: people.Cast, cecilie: Client) -> None:
    page = reading_page(cecilie, 7, cast)
    assert "5 til 11 svar" in page
    assert "distribution-drawing" not in page


def test_twelve_answers_are_fifths_and_no_number(cast: people.Cast, cecilie: Client) -> None:
    page = reading_page(cecilie, 14, cast)
    assert "12 til 21 svar" in page
    assert "distribution-drawing" in page
    assert "14 svar" not in page


def test_from_twenty_two_answers_are_tenths(cast: people.Cast, cecilie: Client) -> None:
    page = reading_page(cecilie, 24, cast)
    assert "24 svar" in page
    assert "distribution-drawing" in page


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_reading_is_shown_as_stored_in_each_language(
    language: str, cast: people.Cast, cecilie: Client
) -> None:
    shown = people.a_published_round(cast.cecilie)
    assert shown.release is not None
    cecilie.cookies["samspill_language"] = language
    page = cecilie.get(f"/rounds/{shown.pk}/reading/").content.decode()
    for item in shown.release.reading.items:
        assert item.words.finding[language].replace("'", "&#x27;") in page


def test_what_is_said_while_open_is_one_word_by_the_clock(cast: people.Cast) -> None:
    """No answer changes it; the worker does, on the half minute, and only once."""
    opened = people.an_open_round(cast.cecilie)
    moved, before = [], how_many(opened)
    for number in range(1, 31):
        people.answer_it(opened, people.some_answers(1))
        opened.refresh_from_db()
        assert how_many(opened) == before
        look_at_open_rounds()
        opened.refresh_from_db()
        if how_many(opened) != before:
            moved.append(number)
        before = how_many(opened)
    assert moved == [5]
    assert opened.is_full


def test_nothing_on_the_open_round_tells_the_answers(cast: people.Cast, cecilie: Client) -> None:
    """Two rounds with opposite answers look the same while they are open."""
    pages = []
    for point in (1, 5):
        opened = people.an_open_round(cast.cecilie)
        people.answer_it(opened, [[point] * 10] * 12)
        page = cecilie.get(f"/rounds/{opened.pk}/").content.decode()
        pages.append(page.split('class="lede"')[1].split("</p>")[0])
    assert pages[0] == pages[1]


def counted(asked: RoundContent, answers: Sequence[Sequence[int | None]]) -> Answers:
    return count_answers(asked, [(one, None) for one in answers])


def test_a_minimum_can_be_raised() -> None:
    asked = catalogue.instrument("collaboration_test").asked
    answers = counted(asked, people.some_answers(7))
    assert make_reading(asked, answers, minimum=8).reading.is_hidden
    with pytest.raises(ValueError, match="4"):
        make_reading(asked, answers, minimum=4)


def test_a_statement_many_skipped_is_hidden_by_itself() -> None:
    asked = catalogue.instrument("collaboration_test").asked
    answers = [[None if person > 3 else 4, *[3] * 9] for person in range(12)]
    items = make_reading(asked, counted(asked, answers), minimum=5).reading.items
    assert items[0].figures.form == "hidden"
    assert items[1].figures.form != "hidden"


def test_strong_comes_first_and_camps_are_talked_about_first(
    cast: people.Cast, cecilie: Client
) -> None:
    opened = people.an_open_round(cast.cecilie)
    high = [4, 5, 4, 5, 4, 4, 5, 5, 4, 4] * 3
    camps = ([1, 2] * 8 + [4, 5] * 8)[:30]
    people.answer_it(opened, [[high[i], camps[i], *[3, 3, 3, 3, 2, 4, 3, 3]] for i in range(30)])
    shown = closing_operations.publish_reading(
        closing_operations.close_round(opened, by=cast.cecilie), by=cast.cecilie
    )
    page = cecilie.get(f"/rounds/{shown.pk}/reading/").content.decode()
    assert page.index('id="strong"') < page.index('id="low"')
    assert page.count("talk-tag") == 1
    item = shown.content["items"][1]
    assert item["talk"]["nb"] in page.split("talk-tag")[1][:600]
    lede = page.split('class="lede reading-lead"')[1].split("</p>")[0]
    assert f"Om {item['claim']['nb']}, er dere <strong>delt i to</strong>." in lede
    assert f"Dere er enige om at {shown.content['items'][0]['claim']['nb']}" in lede


def test_every_number_is_in_a_sentence_before_it_is_in_a_chart(
    cast: people.Cast, cecilie: Client
) -> None:
    page = reading_page(cecilie, 24, cast)
    rows = page.split('<details class="reading-row"')[1:]
    assert len(rows) == 10
    for row in rows:
        drawing = re.search(r'class="distribution-drawing"', row)
        assert not drawing or row.index('class="reading-row-line"') < drawing.start()

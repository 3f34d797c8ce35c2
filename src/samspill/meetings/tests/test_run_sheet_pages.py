"""Run sheets as anybody reads them: with an account or without, in three languages."""

import html

import pytest
from django.test import Client
from tests import cast as people

from samspill.toolbox.run_sheets import run_sheet_words, run_sheets

LIST = "/methods/run-sheets/"
SHEETS = [sheet.key for sheet in run_sheets()]


def read(browser: Client, address: str, language: str = "en") -> str:
    answer = browser.get(address, HTTP_ACCEPT_LANGUAGE=language)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


@pytest.mark.django_db
def test_whoever_comes_finds_every_sheet(phone: Client) -> None:
    page = read(phone, LIST)
    for sheet in run_sheets():
        assert f'href="{LIST}{sheet.key}/"' in page
        assert sheet.title["en"] in page
    assert "Plan this" not in page
    assert "/log-in/" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("key", SHEETS)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_sheet_is_read_whole(key: str, language: str, phone: Client) -> None:
    page = read(phone, f"{LIST}{key}/", language)
    sheet = next(sheet for sheet in run_sheets() if sheet.key == key)
    for step in sheet.steps:
        for said in (*step.say[language], step.watch_for[language], step.written[language]):
            assert said in page
        assert all(text[language] in page for text in step.lets_show.values())
    works = run_sheet_words().works
    for source in (*sheet.sources, *sheet.aim_from):
        assert works[source.work].how_sure[language] in page
    assert "“" not in page or language == "en"


@pytest.mark.django_db
def test_who_may_plan_is_led_there_and_who_may_read_is_not(
    cecilie: Client, cast: people.Cast
) -> None:
    reader = people.client_of(cast.ada)
    for address in (LIST, f"{LIST}trust_exercise/"):
        assert "/meetings/new/?sheet=trust_exercise" in read(cecilie, address)
        assert "/meetings/new/" not in read(reader, address)


@pytest.mark.django_db
def test_methods_lead_to_the_sheets(cecilie: Client) -> None:
    assert f'href="{LIST}"' in read(cecilie, "/methods/")


@pytest.mark.django_db
def test_a_sheet_that_is_not_there_is_a_page_that_is_not_there(phone: Client) -> None:
    assert phone.get(f"{LIST}trust-exercise/").status_code == 404


@pytest.mark.django_db
def test_the_figure_is_told_in_words_and_says_whose_it_is(phone: Client) -> None:
    page = read(phone, f"{LIST}trust_exercise/", "nb")
    assert 'role="img"' in page
    assert "Vi vet hvorfor: Alle gjorde sitt beste, var åpne og valgte sammen." in page
    assert "Tegnet av Samspill" in page
    assert page.count("<figure") == 1
    assert "<figure" not in read(phone, f"{LIST}first_meeting/")

"""Records side by side: those of the register, and an organisation's own beside them."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from tests import cast as people

from samspill.register.tests.examples import CONTENT, a_shared_record, an_own_record

pytestmark = pytest.mark.django_db

FOUR = ["no_oslo", "no_bergen_heltom", "dk_fk1", "dk_fk2"]
ONE_ALONE = {
    "nb": "Velg to eller tre poster: Én alene har ingenting å stå ved siden av.",
    "nn": "Vel to eller tre postar: Éin åleine har ingenting å stå ved sida av.",
    "en": "Choose two or three records: one alone has nothing to stand beside.",
}
TOO_MANY = {
    "nb": "Velg høyst tre poster: Flere får ikke plass ved siden av hverandre.",
    "nn": "Vel høgst tre postar: Fleire får ikkje plass ved sida av kvarandre.",
    "en": "Choose at most three records: more do not fit side by side.",
}
NO_SUCH = {
    "nb": "Det finnes ingen post som heter «no_such». Velg fra listen.",
    "nn": "Det finst ingen post som heiter «no_such». Vel frå lista.",
    "en": "There is no record called “no_such”. Choose from the list.",
}


def compared(client: Client, keys: list[str], language: str = "nb") -> tuple[int, str]:
    page = client.get(
        "/reform/compare/",
        {"compare": "1", "record": keys},
        headers={"accept-language": language},
    )
    return page.status_code, " ".join(unescape(page.content.decode()).split())


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    ("chosen", "told"),
    [(["no_oslo"], ONE_ALONE), (FOUR, TOO_MANY), (["no_oslo", "no_such"], NO_SUCH)],
)
def test_what_cannot_be_compared_is_told_in_one_sentence(
    chosen: list[str], told: dict[str, str], language: str, client: Client
) -> None:
    status, page = compared(client, chosen, language)
    assert status == 422
    assert told[language] in page


@pytest.mark.parametrize(
    ("language", "state", "sure"),
    [
        ("nb", "Bare for organisasjonen deres", "Egen rapport"),
        ("nn", "Berre for organisasjonen dykkar", "Eigen rapport"),
        ("en", "Only for your organisation", "Their own report"),
    ],
)
def test_an_own_record_stands_beside_one_of_the_register(
    language: str, state: str, sure: str, cast: people.Cast, cecilie: Client
) -> None:
    own = an_own_record(cast.cecilie)
    status, page = compared(cecilie, ["no_oslo", str(own.pk)], language)
    assert status == 200
    assert f"Regionrådet for Indre Fjord · {state}" in page
    assert f'href="/reform/own/{own.pk}/#fact-1">{CONTENT.facts[0].text}' in page
    assert sure in page


def test_what_is_private_is_compared_by_nobody_else(cast: people.Cast, client: Client) -> None:
    own = an_own_record(cast.cecilie)
    for other in (client, people.client_of(cast.frode)):
        status, page = compared(other, ["no_oslo", str(own.pk)])
        assert status == 422
        assert CONTENT.name not in page


def test_what_is_shared_is_compared_by_everybody(cast: people.Cast, client: Client) -> None:
    shared = a_shared_record(cast.cecilie)
    status, page = compared(client, ["no_oslo", str(shared.pk)])
    assert status == 200
    assert f'href="/reform/shared/{shared.pk}/#fact-1"' in page
    assert "Bare for organisasjonen deres" not in page


def test_filters_take_own_records_as_they_take_the_others(
    cast: people.Cast, cecilie: Client
) -> None:
    own = an_own_record(cast.cecilie)
    choice = f'value="{own.pk}"'
    for narrowed, is_there in (
        ({}, True),
        ({"purpose": "kvalitet", "frame": "pilot", "country": "NO"}, True),
        ({"sure": "egen rapport"}, True),
        ({"frame": "forsok"}, False),
        ({"country": "DK"}, False),
        ({"sure": "evaluering"}, False),
        ({"q": "heimetenesta", "frame": "forsok"}, False),
    ):
        page = cecilie.get("/reform/register/", narrowed).content.decode()
        assert (choice in page) is is_there, narrowed

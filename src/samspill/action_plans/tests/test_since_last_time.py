"""What came of the last check, which people see before they answer the next one."""

from __future__ import annotations

import gzip
from datetime import timedelta
from pathlib import Path
from typing import Any

import polib
import pytest
from django.test import Client
from django.utils import timezone
from tests import cast as people

import samspill
from samspill.action_plans.models import Action
from samspill.action_plans.operations import (
    NewAction,
    agree_action,
    agree_no_action,
    report_action,
)
from samspill.foundation.access.public import Actor
from samspill.surveys.models import SurveyRound

pytestmark = pytest.mark.django_db

HEADING = "Siden sist"


@pytest.fixture
def before(cast: people.Cast) -> SurveyRound:
    return people.a_published_round(cast.cecilie)


def an_action(
    before: SurveyRound,
    by: Actor,
    title: str,
    state: str = "",
    outcome: str = "",
    **new: Any,
) -> Action:
    values = {
        "owner": "Anne Vik",
        "owner_partner": "Nesdal",
        "due_on": timezone.localdate() - timedelta(days=30),
        "round_key": before.pk,
        **new,
    }
    agreed = agree_action(before.collaboration, NewAction(title=title, **values), by=by)
    if state:
        report_action(agreed, state=Action.State(state), outcome=outcome, by=by)
    return agreed


def asked_again(before: SurveyRound, by: Actor) -> SurveyRound:
    return people.an_open_round(by, before.collaboration)


def promise_page(browser: Client, opened: SurveyRound, language: str = "nb") -> str:
    assert opened.join_code is not None
    browser.cookies["samspill_language"] = language
    return browser.get(f"/r/{opened.join_code.address}/").content.decode()


def test_what_was_done_what_goes_on_and_why_something_was_not_done(
    cast: people.Cast, phone: Client, before: SurveyRound
) -> None:
    by = cast.cecilie
    an_action(before, by, "Hospitering", "not_done", "To kommuner manglet vikarer.")
    an_action(before, by, "Felles møteplan", "under_way", "Utkastet er sendt.")
    an_action(before, by, "Sakslista ti dager før", "done", "Gjort siden august.")
    an_action(before, by, "Kort status i hvert møte")
    page = promise_page(phone, asked_again(before, by))
    told = [
        HEADING, "Sakslista ti dager før", "Gjort", "Nesdal", "Gjort siden august.",
        "Felles møteplan", "I gang", "Utkastet er sendt.",
        "Hospitering", "Ikke gjort", "To kommuner manglet vikarer.",
        "Kort status i hvert møte", "Avtalt",
    ]  # fmt: skip
    places = [page.index(text, page.index(HEADING)) for text in told]
    assert places == sorted(places)


def test_nobody_is_named_and_nobody_is_late(
    cast: people.Cast, phone: Client, before: SurveyRound
) -> None:
    an_action(before, cast.cecilie, "Hospitering")
    page = promise_page(phone, asked_again(before, cast.cecilie))
    assert "Hospitering" in page
    assert "Anne Vik" not in page
    assert "Frist" not in page
    assert str(timezone.localdate() - timedelta(days=30)) not in page


def test_nobody_has_to_log_in_and_nothing_is_stored_to_see_it(
    cast: people.Cast, phone: Client, before: SurveyRound
) -> None:
    an_action(before, cast.cecilie, "Hospitering")
    assert HEADING in promise_page(phone, asked_again(before, cast.cecilie))
    assert "samspill_session" not in phone.cookies


def test_nothing_is_said_where_nothing_came_before(cast: people.Cast, phone: Client) -> None:
    first = people.an_open_round(cast.cecilie)
    agree_action(
        first.collaboration,
        NewAction(title="Hospitering", owner="Anne Vik", due_on=timezone.localdate()),
        by=cast.cecilie,
    )
    page = promise_page(phone, first)
    assert HEADING not in page
    assert "Hospitering" not in page


def test_nothing_is_said_to_people_where_nothing_was_written_down(
    cast: people.Cast, phone: Client, cecilie: Client, before: SurveyRound
) -> None:
    opened = asked_again(before, cast.cecilie)
    assert HEADING not in promise_page(phone, opened)
    told = cecilie.get(f"/rounds/{opened.pk}/").content.decode()
    assert "Ingenting er skrevet ned etter runden" in told
    assert f"/actions/round/{before.pk}/none/" in told


def test_the_reason_why_no_action_was_agreed(
    cast: people.Cast, phone: Client, before: SurveyRound
) -> None:
    agree_no_action(before, reason="Vi ville spørre flere først.", by=cast.cecilie)
    opened = asked_again(before, cast.cecilie)
    page = promise_page(phone, opened)
    assert "Det ble ikke avtalt noe tiltak" in page
    assert "Vi ville spørre flere først." in page
    agree_action(
        before.collaboration,
        NewAction(title="Hospitering", owner="Anne Vik", due_on=timezone.localdate()),
        by=cast.cecilie,
    )
    page = promise_page(phone, opened)
    assert "Hospitering" in page
    assert "Vi ville spørre flere først." not in page


def test_only_what_came_after_the_last_round(
    cast: people.Cast, phone: Client, before: SurveyRound
) -> None:
    an_action(before, cast.cecilie, "Fra første runde")
    second = asked_again(before, cast.cecilie)
    people.answer_it(second, people.some_answers(8))
    shown = people.show_it(second, cast.cecilie)
    an_action(shown, cast.cecilie, "Fra andre runde")
    an_action(shown, cast.cecilie, "Avtalt fritt", round_key=None)
    third = asked_again(before, cast.cecilie)
    page = promise_page(phone, third)
    assert "Fra første runde" not in page
    assert "Fra andre runde" in page
    assert "Avtalt fritt" in page


def test_other_collaborations_are_not_told_of(
    cast: people.Cast, phone: Client, before: SurveyRound
) -> None:
    an_action(before, cast.cecilie, "Herfra")
    elsewhere = people.a_published_round(cast.cecilie)
    an_action(elsewhere, cast.cecilie, "Fra et annet samarbeid")
    page = promise_page(phone, asked_again(before, cast.cecilie))
    assert "Herfra" in page
    assert "Fra et annet samarbeid" not in page


def test_at_most_five_are_told_and_what_was_not_done_is_among_them(
    cast: people.Cast, phone: Client, before: SurveyRound
) -> None:
    for number in range(6):
        an_action(before, cast.cecilie, f"Gjort nummer {number}", "done")
    an_action(before, cast.cecilie, "Gjort og sett av alle", "done", is_early_win=True)
    an_action(before, cast.cecilie, "Ble ikke noe av", "not_done", "Ingen hadde tid.")
    page = promise_page(phone, asked_again(before, cast.cecilie))
    assert page.count("Gjort nummer") == 3
    assert "Gjort og sett av alle" in page
    assert "Ble ikke noe av" in page
    assert "Og 3 tiltak til. Gjort: 3." in page


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_it_weighs_little_on_a_phone(
    language: str, cast: people.Cast, phone: Client, before: SurveyRound
) -> None:
    """Also when everybody has written as much as there is room for, in prose of its own."""
    catalogue = Path(samspill.__file__).parent / "locale" / "nb" / "LC_MESSAGES" / "django.po"
    prose = " ".join(entry.msgstr for entry in polib.pofile(str(catalogue)))
    first = asked_again(before, cast.cecilie)
    bare = len(gzip.compress(promise_page(phone, first, language).encode()))
    for number in range(9):
        said = prose[number * 800 : (number + 1) * 800]
        assert len(said) == 800
        an_action(
            before,
            cast.cecilie,
            said[:150],
            "not_done",
            said[200:],
            owner_partner=said[150:200],
        )
    page = promise_page(phone, first, language)
    assert page.count("<dt") >= 9, "the promise and five actions"
    assert len(gzip.compress(page.encode())) - bare < 2_048


def test_text_is_shown_as_text(cast: people.Cast, phone: Client, before: SurveyRound) -> None:
    an_action(before, cast.cecilie, "<script>alert(1)</script>", "done", "<b>Gjort</b>")
    page = promise_page(phone, asked_again(before, cast.cecilie))
    assert "<script>alert" not in page
    assert "<b>Gjort" not in page


def test_the_facilitator_sees_it_before_opening_and_on_the_reading(
    cast: people.Cast, cecilie: Client, before: SurveyRound
) -> None:
    an_action(before, cast.cecilie, "Hospitering", "not_done", "Det manglet vikarer.")
    draft = people.a_draft(cast.cecilie, before.collaboration)
    page = cecilie.get(f"/rounds/{draft.pk}/").content.decode()
    assert HEADING in page
    assert "Det manglet vikarer." in page
    shown = people.show_it(draft, cast.cecilie)
    page = cecilie.get(f"/rounds/{shown.pk}/reading/").content.decode()
    assert "Det manglet vikarer." in page[page.index('id="since"') :]
    an_action(shown, cast.cecilie, "Ny møteplan")
    an_action(shown, cast.cecilie, "Fritt avtalt etterpå", round_key=None)
    page = cecilie.get(f"/rounds/{shown.pk}/reading/").content.decode()
    since = page[page.index('id="since"') :].split("</details>")[0]
    assert "Det manglet vikarer." in since
    assert "Ny møteplan" not in since
    assert "Fritt avtalt etterpå" not in since
    assert "Ny møteplan" in page

"""A talk closes with an action, or with the reason why there is none; the start page reminds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.action_plans.models import Action, NoAction
from samspill.action_plans.operations import (
    NewAction,
    NotNeededError,
    agree_action,
    agree_no_action,
)
from samspill.site import demo
from samspill.surveys.models import SurveyRound

pytestmark = pytest.mark.django_db

REASON = "Vi venter på ny møteplan."
REMINDER = "Vist, og ingenting er avtalt ennå"


@pytest.fixture
def shown(cast: people.Cast) -> SurveyRound:
    return people.a_published_round(cast.cecilie)


def new_action(shown: SurveyRound | None = None) -> NewAction:
    return NewAction(
        title="Send sakslista ti dager før",
        owner="Anne Vik",
        due_on=timezone.localdate() + timedelta(days=30),
        round_key=shown.pk if shown else None,
    )


def start_page(browser: Client) -> str:
    return browser.get("/").content.decode()


def test_the_start_page_reminds_until_an_action_is_agreed(
    cast: people.Cast, cecilie: Client, shown: SurveyRound
) -> None:
    page = start_page(cecilie)
    assert REMINDER in page
    assert f'href="/rounds/{shown.pk}/reading/#actions"' in page
    agree_action(shown.collaboration, new_action(shown), by=cast.cecilie)
    assert REMINDER not in start_page(cecilie)


def test_the_start_page_reminds_until_a_reason_is_given(
    cast: people.Cast, cecilie: Client, shown: SurveyRound
) -> None:
    assert "Resultatet er vist. Neste: snakk om det" in start_page(cecilie)
    agree_no_action(shown, reason=REASON, by=cast.cecilie)
    page = start_page(cecilie)
    assert REMINDER not in page
    assert "Ingenting er i gang før dere spør igjen." in page


def test_a_free_action_agreed_since_counts(
    cast: people.Cast, cecilie: Client, shown: SurveyRound
) -> None:
    agree_action(shown.collaboration, new_action(), by=cast.cecilie)
    assert REMINDER not in start_page(cecilie)


def test_an_action_agreed_before_the_round_does_not_count(
    cast: people.Cast, cecilie: Client
) -> None:
    collaboration = people.a_collaboration(cast.cecilie)
    agree_action(collaboration, new_action(), by=cast.cecilie)
    people.a_shown_round_of(collaboration, cast.cecilie)
    assert REMINDER in start_page(cecilie)


def test_a_round_that_is_past_is_not_reminded_of(
    cast: people.Cast, cecilie: Client, shown: SurveyRound
) -> None:
    """A draft of the next one changes nothing; once the next has been closed, it is past."""
    draft = people.a_draft(cast.cecilie, shown.collaboration)
    assert REMINDER in start_page(cecilie)
    people.show_it(draft, cast.cecilie)
    assert f"/rounds/{shown.pk}/reading/#actions" not in start_page(cecilie)
    assert f"/rounds/{draft.pk}/reading/#actions" in start_page(cecilie)


def test_what_is_open_comes_before_what_is_to_be_closed(
    cast: people.Cast, cecilie: Client, shown: SurveyRound
) -> None:
    people.an_open_round(cast.cecilie)
    assert REMINDER not in start_page(cecilie)


def test_the_demo_does_not_hide_the_reminder(
    cast: people.Cast, cecilie: Client, shown: SurveyRound
) -> None:
    """The demo has a closed round, which would come before it among one's own."""
    demo.load_for(cast.cecilie)
    assert f"/rounds/{shown.pk}/reading/#actions" in start_page(cecilie)


def test_readers_are_not_reminded(cast: people.Cast, shown: SurveyRound) -> None:
    assert REMINDER not in start_page(people.client_of(cast.ada))


def test_the_reason_is_written_on_a_page_and_can_be_changed(
    cecilie: Client, shown: SurveyRound
) -> None:
    url = f"/actions/round/{shown.pk}/none/"
    reading = f"/rounds/{shown.pk}/reading/"
    assert url in cecilie.get(reading).content.decode()
    assert cecilie.post(url, {"reason": " "}).status_code == 422
    assert not NoAction.objects.exists()
    for reason in (REASON, "Vi vil spørre flere først."):
        assert cecilie.post(url, {"reason": reason})["Location"] == f"{reading}#actions"
        assert NoAction.objects.get().reason == reason
        for page in (reading, f"/rounds/{shown.pk}/", url):
            assert reason in cecilie.get(page).content.decode()


def test_readers_see_the_reason_and_cannot_change_it(cast: people.Cast, shown: SurveyRound) -> None:
    agree_no_action(shown, reason=REASON, by=cast.cecilie)
    page = people.client_of(cast.ada).get(f"/rounds/{shown.pk}/reading/").content.decode()
    assert REASON in page
    assert f"/actions/round/{shown.pk}/none/" not in page


def test_an_action_takes_the_place_of_the_reason(cast: people.Cast, shown: SurveyRound) -> None:
    agree_no_action(shown, reason=REASON, by=cast.cecilie)
    agree_action(shown.collaboration, new_action(shown), by=cast.cecilie)
    assert not NoAction.objects.exists()


def test_the_reason_of_another_round_stands(cast: people.Cast, shown: SurveyRound) -> None:
    agree_no_action(shown, reason=REASON, by=cast.cecilie)
    other = people.a_published_round(cast.cecilie)
    agree_action(other.collaboration, new_action(other), by=cast.cecilie)
    agree_action(other.collaboration, new_action(), by=cast.cecilie)
    assert NoAction.objects.get().survey_round == shown


def test_no_reason_where_an_action_has_been_agreed(
    cast: people.Cast, cecilie: Client, shown: SurveyRound
) -> None:
    agree_action(shown.collaboration, new_action(shown), by=cast.cecilie)
    url = f"/actions/round/{shown.pk}/none/"
    for answer in (cecilie.get(url), cecilie.post(url, {"reason": REASON})):
        assert answer["Location"] == f"/rounds/{shown.pk}/reading/#actions"
    with pytest.raises(NotNeededError):
        agree_no_action(shown, reason=REASON, by=cast.cecilie)
    assert not NoAction.objects.exists()


def test_no_reason_before_anything_has_been_shown(cast: people.Cast, cecilie: Client) -> None:
    closed = people.a_closed_round(cast.cecilie)
    assert cecilie.post(f"/actions/round/{closed.pk}/none/", {"reason": REASON}).status_code == 302
    with pytest.raises(NotNeededError):
        agree_no_action(closed, reason=REASON, by=cast.cecilie)
    assert not NoAction.objects.exists()


def test_too_few_answers_to_show_close_with_an_action_as_well(
    cast: people.Cast, cecilie: Client
) -> None:
    few = people.a_published_round(cast.cecilie, answers=3)
    page = cecilie.get(f"/rounds/{few.pk}/reading/").content.decode()
    assert f"/actions/round/{few.pk}/new/" in page
    assert f"/actions/round/{few.pk}/none/" in page


def test_the_page_of_a_round_asks_for_it_once_it_has_been_shown(
    cast: people.Cast, cecilie: Client
) -> None:
    closed = people.a_closed_round(cast.cecilie)
    url = f"/rounds/{closed.pk}/"
    assert f"/actions/round/{closed.pk}/none/" not in cecilie.get(url).content.decode()
    people.show_it(closed, cast.cecilie)
    assert "Ingenting er skrevet ned. Avslutt samtalen" in cecilie.get(url).content.decode()
    agree_action(closed.collaboration, new_action(closed), by=cast.cecilie)
    page = cecilie.get(url).content.decode()
    assert "Ingenting er skrevet ned" not in page
    assert "Send sakslista ti dager før" in page
    assert Action.objects.count() == 1

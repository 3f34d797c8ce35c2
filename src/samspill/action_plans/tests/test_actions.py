"""Actions: what, who has taken it on, until when, and what came of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.action_plans.models import Action
from samspill.foundation.access.public import Actor
from samspill.surveys import closing_operations
from samspill.surveys.models import SurveyRound

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(cast: people.Cast) -> SurveyRound:
    return people.a_published_round(cast.cecilie)


def agreed(**changes: str) -> dict[str, str]:
    due = timezone.localdate() + timedelta(days=30)
    return {
        "title": "Send sakslista ti dager før",
        "owner": "Anne Vik",
        "owner_partner": "Nesdal",
        "due_on": due.isoformat(),
        "aim": "change",
        **changes,
    }


def test_an_action_from_a_statement(cecilie: Client, shown: SurveyRound) -> None:
    item = shown.content["items"][3]
    url = f"/actions/round/{shown.pk}/new/"
    assert (
        f'value="{item["key"]}" selected'
        in cecilie.get(url, {"item": item["key"]}).content.decode()
    )
    cecilie.post(url, agreed(item=item["key"]))
    action = Action.objects.get()
    assert action.item_text == item["text"]
    assert action.survey_round_id == shown.pk
    for page in ("/", "/actions/", f"/collaborations/{shown.collaboration_id}/"):
        assert "Send sakslista ti dager før" in cecilie.get(page).content.decode()
    assert "Nesdal" in cecilie.get("/actions/").content.decode()
    assert "Anne Vik" in cecilie.get(f"/rounds/{shown.pk}/reading/").content.decode()


def test_a_free_action(cecilie: Client, shown: SurveyRound) -> None:
    cecilie.post(f"/actions/collaboration/{shown.collaboration_id}/new/", agreed())
    action = Action.objects.get()
    assert action.survey_round is None
    assert action.item_text == {}


@pytest.mark.parametrize("field", ["title", "owner", "due_on", "aim"])
def test_no_action_without(field: str, cecilie: Client, shown: SurveyRound) -> None:
    url = f"/actions/round/{shown.pk}/new/"
    assert cecilie.post(url, agreed(**{field: ""})).status_code == 422
    assert not Action.objects.exists()


def test_a_statement_from_elsewhere_is_refused(cecilie: Client, shown: SurveyRound) -> None:
    url = f"/actions/round/{shown.pk}/new/"
    assert cecilie.post(url, agreed(item="no_such_item")).status_code == 422


def test_what_came_of_it(cecilie: Client, shown: SurveyRound) -> None:
    cecilie.post(f"/actions/round/{shown.pk}/new/", agreed())
    action = Action.objects.get()
    url = f"/actions/{action.pk}/"
    cecilie.post(url, {"state": "done", "outcome": "Gjort siden august."})
    action.refresh_from_db()
    assert (action.state, action.outcome) == ("done", "Gjort siden august.")
    assert "Gjort siden august." in cecilie.get("/actions/").content.decode()


def test_not_done_needs_a_reason(cecilie: Client, shown: SurveyRound) -> None:
    cecilie.post(f"/actions/round/{shown.pk}/new/", agreed())
    action = Action.objects.get()
    assert cecilie.post(f"/actions/{action.pk}/", {"state": "not_done"}).status_code == 422
    action.refresh_from_db()
    assert action.state == "agreed"


def test_what_was_agreed_can_be_changed(cecilie: Client, shown: SurveyRound) -> None:
    cecilie.post(f"/actions/round/{shown.pk}/new/", agreed(item=shown.content["items"][0]["key"]))
    action = Action.objects.get()
    other = shown.content["items"][7]
    changed = agreed(owner="Jonas Eide", item=other["key"], aim="keep", is_early_win="on")
    cecilie.post(f"/actions/{action.pk}/change/", changed)
    action.refresh_from_db()
    assert action.owner == "Jonas Eide"
    assert action.item_text == other["text"]
    assert (action.aim, action.is_early_win) == ("keep", True)
    cecilie.post(f"/actions/{action.pk}/change/", agreed(item=""))
    action.refresh_from_db()
    assert (action.item_key, action.item_text) == ("", {})
    assert action.survey_round == shown, "the round that led to it is still the same"


def strong_in_the_first(by: Actor) -> SurveyRound:
    """Return a shown round in which all agree to the first statement, and are spread else."""
    opened = people.an_open_round(by)
    people.answer_it(opened, [[5, *answers[1:]] for answers in people.some_answers(24)])
    return closing_operations.publish_reading(closing_operations.close_round(opened, by=by), by=by)


def chosen(page: str) -> list[str]:
    return re.findall(r'type="radio"\s+name="aim"\s+value="(\w+)"[^>]*\schecked', page)


def test_what_is_strong_is_kept_unless_one_says_otherwise(
    cast: people.Cast, cecilie: Client
) -> None:
    shown = strong_in_the_first(cast.cecilie)
    first, second = (item["key"] for item in shown.content["items"][:2])
    url = f"/actions/round/{shown.pk}/new/"
    assert chosen(cecilie.get(url, {"item": first}).content.decode()) == ["keep"]
    assert chosen(cecilie.get(url, {"item": second}).content.decode()) == ["change"]
    assert chosen(cecilie.get(url).content.decode()) == ["change"]


def test_a_list_says_what_is_kept_and_what_is_to_be_lifted(
    cecilie: Client, shown: SurveyRound
) -> None:
    url = f"/actions/round/{shown.pk}/new/"
    item = shown.content["items"][2]
    cecilie.post(url, agreed(item=item["key"], aim="keep"))
    cecilie.post(url, agreed(item=item["key"]))
    cecilie.post(url, agreed(item="", aim="keep"))
    page = cecilie.get("/actions/").content.decode()
    assert f"Skal ta vare på og spre dette: «{item['text']['nb']}»" in page
    assert f"Skal løfte påstanden «{item['text']['nb']}»" in page
    assert "Skal ta vare på det som virker, og spre det." in page


def test_what_is_seen_soon_comes_first_within_its_month(
    cecilie: Client, shown: SurveyRound
) -> None:
    url = f"/actions/collaboration/{shown.collaboration_id}/new/"
    cecilie.post(url, agreed(title="Seint", due_on="2031-06-01", is_early_win="on"))
    cecilie.post(url, agreed(title="Tidlig i mai", due_on="2031-05-02"))
    cecilie.post(url, agreed(title="Merkes i mai", due_on="2031-05-20", is_early_win="on"))
    cecilie.post(url, agreed(title="April", due_on="2031-04-30"))
    for address in ("/actions/", f"/collaborations/{shown.collaboration_id}/"):
        page = cecilie.get(address).content.decode()
        titles = re.findall(r'<h3>\s*<a href="/actions/[^"]+">([^<]+)</a>', page)
        assert titles == ["April", "Merkes i mai", "Tidlig i mai", "Seint"]
        assert page.count('<span class="tag">Merkes fort</span>') == 2


def test_a_free_action_can_be_about_a_statement_of_the_latest_round(
    cecilie: Client, shown: SurveyRound
) -> None:
    item = shown.content["items"][4]
    url = f"/actions/collaboration/{shown.collaboration_id}/new/"
    cecilie.post(url, agreed(item=item["key"]))
    action = Action.objects.get()
    assert (action.item_text, action.survey_round) == (item["text"], shown)


def test_a_free_action_can_get_its_statement_later(cecilie: Client, shown: SurveyRound) -> None:
    cecilie.post(f"/actions/collaboration/{shown.collaboration_id}/new/", agreed())
    action = Action.objects.get()
    url = f"/actions/{action.pk}/change/"
    cecilie.post(url, agreed(title="Send den åtte dager før"))
    action.refresh_from_db()
    assert action.survey_round is None, "nothing was chosen"
    item = shown.content["items"][4]
    cecilie.post(url, agreed(item=item["key"]))
    action = Action.objects.get()
    assert (action.item_text, action.survey_round) == (item["text"], shown)
    assert f'value="{item["key"]}" selected' in cecilie.get(url).content.decode()


def test_before_anything_has_been_shown_there_is_no_statement_to_choose(
    cast: people.Cast, cecilie: Client
) -> None:
    collaboration = people.a_collaboration(cast.cecilie)
    opened = people.an_open_round(cast.cecilie, collaboration)
    url = f"/actions/collaboration/{collaboration.pk}/new/"
    assert 'name="item"' not in cecilie.get(url).content.decode()
    cecilie.post(url, agreed())
    assert Action.objects.get().item_key == ""
    from_round = cecilie.get(f"/actions/round/{opened.pk}/new/")
    assert from_round["Location"] == f"/rounds/{opened.pk}/"


def test_a_date_that_has_passed_is_told(cast: people.Cast, cecilie: Client) -> None:
    collaboration = people.a_collaboration(cast.cecilie)
    passed = (timezone.localdate() - timedelta(days=3)).isoformat()
    cecilie.post(f"/actions/collaboration/{collaboration.pk}/new/", agreed(due_on=passed))
    assert "Fristen er ute" in cecilie.get("/actions/").content.decode()


def test_text_is_shown_as_text(cecilie: Client, shown: SurveyRound) -> None:
    cecilie.post(f"/actions/round/{shown.pk}/new/", agreed(title="<script>alert(1)</script>"))
    page = cecilie.get("/actions/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page

"""Actions: what, who has taken it on, until when, and what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.action_plans.models import Action
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
    assert "Anne Vik" in cecilie.get(f"/rounds/{shown.pk}/reading/").content.decode()


def test_a_free_action(cecilie: Client, shown: SurveyRound) -> None:
    cecilie.post(f"/actions/collaboration/{shown.collaboration_id}/new/", agreed())
    action = Action.objects.get()
    assert action.survey_round is None
    assert action.item_text == {}


@pytest.mark.parametrize("field", ["title", "owner", "due_on"])
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
    cecilie.post(f"/actions/{action.pk}/change/", agreed(owner="Jonas Eide"))
    action.refresh_from_db()
    assert action.owner == "Jonas Eide"
    assert action.item_text == shown.content["items"][0]["text"]


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

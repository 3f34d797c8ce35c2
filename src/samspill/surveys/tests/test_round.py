"""A round from draft to shown: what is required, what is frozen, what cannot be done twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.collaborations.models import Collaboration
from samspill.foundation.access.public import Actor
from samspill.readings.models import Release
from samspill.surveys import closing_operations, operations, results
from samspill.surveys.models import Response, SurveyRound
from samspill.surveys.round_settings import KEEP_ANSWERS
from samspill.toolbox import catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def collaboration(cast: people.Cast) -> Collaboration:
    return people.a_collaboration(cast.cecilie)


@pytest.fixture
def form(collaboration: Collaboration) -> dict[str, str]:
    return {
        "collaboration": str(collaboration.pk),
        "instrument": "collaboration_test",
        "purpose": "Vi vil vite hvordan det går.",
        "intended_use": "Vi leser svarene sammen",
        "follow_up_on": (timezone.localdate() + timedelta(days=100)).isoformat(),
        "expected_count": "30",
        "way_in": "code",
        "open": "",
    }


def the_round() -> SurveyRound:
    return SurveyRound.objects.get()


def test_one_form_gives_a_code(cecilie: Client, form: dict[str, str]) -> None:
    response = cecilie.post("/rounds/new/", form, follow=True)
    code = the_round().join_code
    assert code is not None
    shown = response.content.decode()
    assert f"{code.code[:3]} {code.code[3:]}" in shown
    assert "<svg" in shown


@pytest.mark.parametrize("field", ["purpose", "intended_use", "follow_up_on", "collaboration"])
def test_no_round_without(field: str, cecilie: Client, form: dict[str, str]) -> None:
    response = cecilie.post("/rounds/new/", {**form, field: ""})
    assert response.status_code == 422
    assert not SurveyRound.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("follow_up_on", "2020-01-01"),
        ("follow_up_on", "i morgen"),
        ("expected_count", "mange"),
        ("expected_count", "-3"),
        ("expected_count", "100001"),
        ("way_in", "through the window"),
        ("instrument", "no_such_instrument"),
        ("instrument", "ten_statements"),
        ("instrument", "keyed:00000000-0000-0000-0000-000000000000"),
        ("collaboration", "00000000-0000-0000-0000-000000000000"),
        ("collaboration", "not a key"),
        ("purpose", "x" * 601),
    ],
)
def test_a_wrong_field_is_told(
    field: str, value: str, cecilie: Client, form: dict[str, str]
) -> None:
    response = cecilie.post("/rounds/new/", {**form, field: value})
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not SurveyRound.objects.exists()


def test_a_round_in_another_organisation_is_refused(
    cast: people.Cast, form: dict[str, str]
) -> None:
    people.a_collaboration(cast.frode)
    response = people.client_of(cast.frode).post("/rounds/new/", form)
    assert response.status_code == 422
    assert not SurveyRound.objects.exists()


def test_without_a_collaboration_one_is_made_first(cecilie: Client) -> None:
    assert cecilie.get("/rounds/new/")["Location"] == "/collaborations/new/"


def test_a_draft_is_changed_opened_or_discarded(cecilie: Client, form: dict[str, str]) -> None:
    del form["open"]
    cecilie.post("/rounds/new/", form)
    draft = the_round()
    assert draft.join_code is None
    cecilie.post(f"/rounds/{draft.pk}/change/", {**form, "purpose": "En annen grunn."})
    assert the_round().purpose == "En annen grunn."
    cecilie.post(f"/rounds/{draft.pk}/discard/")
    assert not SurveyRound.objects.exists()


def test_an_open_round_is_not_changed_and_not_discarded(
    cecilie: Client, form: dict[str, str]
) -> None:
    cecilie.post("/rounds/new/", form)
    opened = the_round()
    assert cecilie.post(f"/rounds/{opened.pk}/change/", form)["Location"] == f"/rounds/{opened.pk}/"
    cecilie.post(f"/rounds/{opened.pk}/discard/")
    assert the_round().state == "open"
    with pytest.raises(operations.WrongStateError):
        operations.change_round(opened, people.round_settings(), by=None)  # type: ignore[arg-type]


def test_the_round_keeps_its_own_copy_of_every_text(cast: people.Cast) -> None:
    """What a round asks does not change when the toolbox gets another version."""
    opened = people.an_open_round(cast.cecilie)
    assert opened.asked == catalogue.instrument("collaboration_test").asked
    for item in opened.content["items"]:
        assert set(item["text"]) == {"nb", "nn", "en"}
    assert set(opened.promised.languages) == {"nb", "nn", "en"}


def test_the_promise_says_what_was_decided(cast: people.Cast) -> None:
    promise = people.an_open_round(cast.cecilie).promised.parts("nb")
    text = " ".join(part.text for part in promise)
    assert "Vi leser svarene sammen." in text
    assert "fem" in text
    assert sum(part.is_short for part in promise) == 5
    assert len(promise) > 8
    deleted_on = timezone.localdate() + timedelta(days=180) + KEEP_ANSWERS
    assert f"{deleted_on.day}. " in text
    assert str(deleted_on.year) in text


def test_two_clicks_close_once(cast: people.Cast, cecilie: Client) -> None:
    opened = people.an_open_round(cast.cecilie)
    for _ in range(2):
        assert cecilie.post(f"/rounds/{opened.pk}/close/").status_code == 302
    people.let_the_minute_pass()
    assert the_round().state == "closed"
    with pytest.raises(operations.WrongStateError):
        closing_operations.close_round(opened, by=cast.cecilie)


def test_two_clicks_show_once(cast: people.Cast, cecilie: Client) -> None:
    closed = people.a_closed_round(cast.cecilie)
    for _ in range(2):
        cecilie.post(f"/rounds/{closed.pk}/publish/")
        closing_operations.draw_due()
    assert Release.objects.count() == 1
    assert the_round().state == "published"


def test_steps_come_in_order(cast: people.Cast, cecilie: Client) -> None:
    draft = people.a_draft(cast.cecilie)
    for step in ("close", "publish"):
        cecilie.post(f"/rounds/{draft.pk}/{step}/")
        assert the_round().state == "draft"
    assert cecilie.get(f"/rounds/{draft.pk}/reading/").status_code == 302


@pytest.mark.parametrize("make", [people.a_draft, people.an_open_round, people.a_closed_round])
def test_a_reader_knows_of_no_round_before_it_is_shown(
    make: Callable[[Actor], SurveyRound], cast: people.Cast
) -> None:
    """That a round goes on is for those who lead it; a reader reads what has been shown."""
    survey_round = make(cast.cecilie)
    collaboration = f"/collaborations/{survey_round.collaboration_id}/"
    title = survey_round.content["title"]["nb"]
    nothing = "Ingen resultater er vist ennå."
    for page in ("/", collaboration):
        led = people.client_of(cast.cecilie).get(page).content.decode()
        read = people.client_of(cast.eli).get(page).content.decode()
        assert (title in led, nothing in led) == (True, False)
        assert (title in read, nothing in read) == (False, True)
        assert "Runden er lukket" not in read
    assert results.round_list(cast.eli, "nb") == ()


def test_a_reader_knows_of_a_round_that_has_been_shown(cast: people.Cast) -> None:
    shown = people.a_published_round(cast.cecilie)
    page = people.client_of(cast.eli).get(f"/collaborations/{shown.collaboration_id}/")
    assert f'href="/rounds/{shown.pk}/reading/"' in page.content.decode()
    (summary,) = results.round_list(cast.eli, "nb")
    assert summary.key == shown.pk


def test_a_reader_finds_no_reading_before_it_is_shown(cast: people.Cast) -> None:
    closed = people.a_closed_round(cast.cecilie)
    assert people.client_of(cast.eli).get(f"/rounds/{closed.pk}/reading/").status_code == 404


def test_the_second_time_is_a_follow_up(cast: people.Cast) -> None:
    first = people.a_published_round(cast.cecilie)
    assert first.kind == "baseline"
    second = people.a_draft(cast.cecilie, first.collaboration)
    assert second.kind == "follow_up"


def test_answers_are_deleted_on_the_promised_day(cast: people.Cast) -> None:
    """Of a round that was opened while the promise said that they are kept until then."""
    shown = people.show_it(people.under_the_old_promise(cast.cecilie, answers=24), cast.cecilie)
    day = shown.delete_answers_on
    assert closing_operations.delete_answers_due(day - timedelta(days=1)) == 0
    assert Response.objects.count() == 24
    assert closing_operations.delete_answers_due(day) == 1
    assert closing_operations.delete_answers_due(day) == 0
    assert not Response.objects.exists()
    assert Release.objects.count() == 1


def test_a_forgotten_open_round_is_closed_and_its_answers_deleted(
    cast: people.Cast, cecilie: Client
) -> None:
    opened = people.an_open_round(cast.cecilie)
    people.answer_it(opened, people.some_answers(8))
    closing_operations.delete_answers_due(opened.delete_answers_on)
    assert the_round().state == "closed"
    assert not Response.objects.exists()
    cecilie.post(f"/rounds/{opened.pk}/publish/")
    assert the_round().state == "closed"
    assert "slettet" in cecilie.get(f"/rounds/{opened.pk}/").content.decode()


def test_a_minimum_is_never_lowered(cast: people.Cast) -> None:
    from django.db import IntegrityError

    draft = people.a_draft(cast.cecilie)
    with pytest.raises(IntegrityError):
        SurveyRound.objects.filter(pk=draft.pk).update(minimum_group_size=4)


def test_a_release_never_changes(cast: people.Cast) -> None:
    shown = people.a_published_round(cast.cecilie).release
    assert shown is not None
    shown.content = {}
    with pytest.raises(TypeError, match="never changes"):
        shown.save()

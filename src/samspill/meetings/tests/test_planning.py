"""Planning: what is demanded, what the clock says, and what cannot be done."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import cast as people

from samspill.meetings.models import Meeting
from samspill.meetings.tests import evenings

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(cast: people.Cast) -> Meeting:
    return evenings.a_meeting(cast.cecilie)


def page_of(browser: Client, meeting: Meeting) -> str:
    return browser.get(f"/meetings/{meeting.pk}/").content.decode()


def act(browser: Client, meeting: Meeting, key: str, what: str) -> None:
    step = meeting.steps.get(key=key)
    assert browser.post(f"/meetings/steps/{step.pk}/", {"act": what}).status_code == 302


@pytest.mark.parametrize(("owner", "need"), [("", ""), ("Anne Vik", ""), ("", "Vi vil.")])
def test_without_owner_and_need_it_is_a_draft(
    owner: str, need: str, cast: people.Cast, cecilie: Client
) -> None:
    """Saved, and neither sent nor begun; what is missing is said."""
    meeting = evenings.a_meeting(cast.cecilie, owner=owner, need=need)
    told = "Skriv " + " og ".join(
        said
        for given, said in (
            (owner, "hvem i ledelsen som eier møtet"),
            (need, "behovet de selv har sagt høyt"),
        )
        if not given
    )
    assert told in page_of(cecilie, meeting)
    refused = cecilie.post(f"/meetings/{meeting.pk}/information/")
    assert (refused.status_code, told in refused.content.decode()) == (422, True)
    cecilie.post(f"/meetings/{meeting.pk}/begin/")
    meeting.refresh_from_db()
    assert (meeting.invited_at, meeting.begun_at) == (None, None)


def test_a_method_that_demands_no_owner_begins_without(cast: people.Cast, cecilie: Client) -> None:
    meeting = evenings.a_meeting(cast.cecilie, "first_meeting", owner="", need="")
    cecilie.post(f"/meetings/{meeting.pk}/begin/")
    meeting.refresh_from_db()
    assert meeting.is_led


def test_minutes_locks_and_places(planned: Meeting, cecilie: Client) -> None:
    assert "18.00–20.30" in page_of(cecilie, planned)
    act(cecilie, planned, "why_success", "more")
    assert "18.00–20.35" in page_of(cecilie, planned)
    act(cecilie, planned, "break", "lock")
    act(cecilie, planned, "why_success", "more")
    page = page_of(cecilie, planned)
    assert "tar 5 minutter for mye" in page
    assert "18.00–20.35" in page
    act(cecilie, planned, "why_success", "less")
    assert "for mye" not in page_of(cecilie, planned)
    act(cecilie, planned, "choose_success", "up")
    assert [step.key for step in planned.steps.all()][2:4] == ["choose_success", "introductions"]


def test_what_a_plan_keeps(planned: Meeting, cecilie: Client) -> None:
    """A pause can be short and not taken out, the last step stays last, nothing goes under."""
    for _press in range(4):
        act(cecilie, planned, "break", "less")
        act(cecilie, planned, "why_success", "less")
    minutes = dict(planned.steps.values_list("key", "minutes"))
    assert (minutes["break"], minutes["why_success"]) == (5, 15)
    for key, what in (("break", "take_out"), ("commit", "take_out"), ("commit", "up")):
        act(cecilie, planned, key, what)
    keys = [step.key for step in planned.steps.all()]
    assert (keys[-1], "break" in keys) == ("commit", True)
    act(cecilie, planned, "model", "take_out")
    assert "model" not in [step.key for step in planned.steps.all()]
    act(cecilie, planned, "introductions", "fly")


def test_a_step_of_ones_own(planned: Meeting, cecilie: Client) -> None:
    after = planned.steps.get(key="model")
    form = {"title": "Gå en tur", "say": "Gå to og to.", "minutes": "15"}
    cecilie.post(f"/meetings/steps/{after.pk}/after/", form)
    own = planned.steps.all()[2]
    assert (own.texts.title["nn"], own.minutes, own.texts.is_own) == ("Gå en tur", 15, True)
    assert "18.00–20.45" in page_of(cecilie, planned)
    for minutes in ("0", "241", "x", ""):
        refused = cecilie.post(f"/meetings/steps/{after.pk}/after/", {**form, "minutes": minutes})
        assert refused.status_code == 422


def test_the_programme_can_change_while_it_is_led(planned: Meeting, cecilie: Client) -> None:
    cecilie.post(f"/meetings/{planned.pk}/begin/")
    revision = planned.state.revision
    act(cecilie, planned, "why_success", "less")
    act(cecilie, planned, "owner_opens", "down")
    planned.state.refresh_from_db()
    assert planned.state.revision > revision
    step = planned.steps.get(key="why_success")
    assert (step.minutes, step.planned_minutes) == (20, 25)
    assert planned.steps.all()[0].key == "owner_opens"


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("planned_start", "i morgen", "Skriv dag og tid som"),
        ("planned_start", "", "Velg dag og klokkeslett."),
        ("place", "", "Skriv hvor dere møtes."),
        ("table_count", "0", "Det er minst ett bord."),
        ("table_count", "300", "Skriv et tall opp til 60."),
        ("follow_up_on", "2001-01-01", "Velg i dag eller en senere dag."),
        ("collaboration", "", "Velg samarbeidet som møtes."),
    ],
)
def test_what_is_wrong_is_said_and_kept(
    field: str, value: str, told: str, cast: people.Cast, cecilie: Client
) -> None:
    form = {
        "collaboration": str(people.a_collaboration(cast.cecilie).pk),
        "title": "Det første møtet",
        "planned_start": "2090-01-28T18:00",
        "place": "Nesdal",
        "table_count": "3",
        "purpose": "Bli kjent.",
        "intended_use": "Vi planlegger sammen.",
        "follow_up_on": "2090-04-28",
        field: value,
    }
    refused = cecilie.post("/meetings/new/?sheet=first_meeting", form)
    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert "Vi planlegger sammen." in refused.content.decode()
    assert not Meeting.objects.exists()


def test_a_sheet_that_is_none(cecilie: Client) -> None:
    assert cecilie.get("/meetings/new/?sheet=seance").status_code == 404
    assert cecilie.get("/meetings/new/")["Location"] == "/methods/run-sheets/"


@pytest.mark.parametrize("what", ["agenda", "cards", "sheets", "leader", "poster", "nothing"])
def test_everything_for_the_room_can_be_printed(
    what: str, planned: Meeting, cecilie: Client
) -> None:
    page = cecilie.get(f"/meetings/{planned.pk}/print/?what={what}")
    assert page.status_code == 200


def test_a_plan_is_discarded_without_a_trace(planned: Meeting, cecilie: Client) -> None:
    cecilie.post(f"/meetings/{planned.pk}/discard/")
    assert not Meeting.objects.exists()


def test_closing_says_what_is_left(cast: people.Cast, cecilie: Client) -> None:
    meeting = evenings.a_led_meeting(cast.cecilie)
    refused = cecilie.post(f"/meetings/{meeting.pk}/close/")
    page = cecilie.get(refused["Location"].partition("#")[0]).content.decode()
    assert "6 felt står igjen:" in page
    form = {"title": "Sende notatene", "taken_by": "", "due_on": ""}
    address = f"/meetings/{meeting.pk}/closing/?part=when_home&side=host"
    told = cecilie.post(address, form).content.decode()
    assert "Skriv hvem som har sagt ja." in told
    assert "Sende notatene" in told
    meeting.refresh_from_db()
    assert not meeting.is_closed

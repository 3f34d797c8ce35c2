"""An evening of each sheet, planned and led to its end by simulated people over HTTP."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import cast as people

from samspill.action_plans.models import Action
from samspill.meetings.models import Arrival, Meeting, Note, Step
from samspill.meetings.tests import evenings
from samspill.toolbox.run_sheet_content import Notes, Writer
from samspill.toolbox.run_sheets import run_sheets

pytestmark = pytest.mark.django_db
SHEETS = [sheet.key for sheet in run_sheets()]


@pytest.fixture
def planned(cast: people.Cast, cecilie: Client) -> Meeting:
    collaboration = people.a_collaboration(cast.cecilie)
    form = {
        "collaboration": str(collaboration.pk),
        "title": "Tillitsøvelsen i Nesdal",
        "planned_start": "2090-01-28T18:00",
        "place": "Nesdal kulturhus",
        "table_count": "3",
        "purpose": "Vi vil forstå.",
        "intended_use": "Vi tar det med til rådet.",
        "follow_up_on": "2090-04-28",
        "owner": "Anne Vik",
        "need": evenings.NEED,
    }
    made = cecilie.post("/meetings/new/?sheet=trust_exercise", form)
    meeting = Meeting.objects.get()
    assert made["Location"] == f"/meetings/{meeting.pk}/"
    return meeting


def write_where_asked(leader: Client, phones: list[Client], meeting: Meeting, step: Step) -> int:
    """Let everybody who writes in the step do it; return how many notes that makes."""
    uses = step.texts.uses
    if not isinstance(uses, Notes):
        return 0
    form = {f"note-{field.key}": f"Det {step.key} sa" for field in uses.fields}
    if uses.by is Writer.SECRETARY:
        leader.post(f"/meetings/{meeting.pk}/write/", form | {"step": step.key})
        return 1
    for phone in phones:
        address = f"/m/{evenings.room_of(meeting)}/note/"
        assert phone.post(address, form | {"step": step.key}).status_code == 302, step.key
    return len(phones)


@pytest.mark.parametrize("sheet", SHEETS)
def test_an_evening_of_each_sheet(sheet: str, cast: people.Cast, cecilie: Client) -> None:
    meeting = evenings.a_led_meeting(cast.cecilie, sheet)
    code = evenings.room_of(meeting)
    phones = [evenings.a_phone(meeting, table) for table in (1, 2, 3)]
    steps, written = list(meeting.steps.all()), 0
    for step in steps:
        meeting.state.refresh_from_db()
        assert meeting.state.step_id == step.pk
        assert cecilie.get(f"/meetings/{meeting.pk}/lead/").status_code == 200
        assert cecilie.get(f"/meetings/{meeting.pk}/wall/").status_code == 200
        for phone in (phones[0], Client()):
            assert phone.get(f"/m/{code}/").status_code == 200
        written += write_where_asked(cecilie, phones, meeting, step)
        if step != steps[-1]:
            evenings.press(cecilie, meeting, "next")
    assert Note.objects.count() == written
    address = f"/meetings/{meeting.pk}/closing/?part=when_home&side=participants"
    too_soon = cecilie.post(address, {"reason": "Ikke i dag."}).content.decode()
    assert "Vertens tre felt skrives først." in too_soon
    evenings.write_six_fields(cecilie, meeting)
    closed = cecilie.post(f"/meetings/{meeting.pk}/close/")
    assert closed["Location"] == f"/meetings/{meeting.pk}/minutes/"
    minutes = cecilie.get(closed["Location"]).content.decode()
    assert "Per Aasen" in minutes
    assert Action.objects.count() == 4
    assert not Arrival.objects.exists()
    told = phones[0].get(f"/m/{code}/").content.decode()
    assert "Si fra host" in told
    assert "Per Aasen" not in told


def test_the_trust_exercise_from_plan_to_plenary(planned: Meeting, cecilie: Client) -> None:
    page = cecilie.get(f"/meetings/{planned.pk}/").content.decode()
    assert "18.00–20.30" in page
    assert cecilie.post(f"/meetings/{planned.pk}/begin/").status_code == 302
    wall = f"/meetings/{planned.pk}/wall/"
    assert evenings.NEED in cecilie.get(wall).content.decode()
    phone = evenings.a_phone(planned, 3)
    code = evenings.room_of(planned)
    evenings.go_to(cecilie, planned, "why_failure")
    shut = phone.get(f"/m/{code}/").content.decode()
    assert "Lever notatet" not in shut
    assert "/r/" not in shut

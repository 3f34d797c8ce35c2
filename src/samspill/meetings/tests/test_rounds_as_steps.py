"""A round in a meeting: opened and closed by its steps, and another phone to whoever answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests import cast as people

from samspill.meetings.models import Arrival, Meeting, MeetingRound
from samspill.meetings.tests import evenings
from samspill.surveys.closing_operations import close_due
from samspill.surveys.models import Response, SurveyRound

pytestmark = pytest.mark.django_db


def the_round(meeting: Meeting) -> SurveyRound:
    return MeetingRound.objects.get(meeting=meeting).survey_round


def test_an_anonymous_round_is_opened_and_closes_itself(cast: people.Cast, cecilie: Client) -> None:
    meeting = evenings.a_led_meeting(cast.cecilie, "collaboration_meeting", mode="anonymous")
    console = cecilie.get(f"/meetings/{meeting.pk}/lead/").content.decode()
    assert 'name="asked"' in console
    assert not MeetingRound.objects.exists()
    evenings.press(cecilie, meeting, "next", asked="26")
    opened = the_round(meeting)
    assert (opened.state, opened.expected_count) == ("open", 26)
    assert (opened.purpose, opened.intended_use) == (meeting.purpose, meeting.intended_use)
    evenings.press(cecilie, meeting, "next")
    opened.refresh_from_db()
    assert opened.is_open
    assert opened.closing_at is not None
    close_due(opened.closing_at + timedelta(seconds=6))
    opened.refresh_from_db()
    assert opened.state == "closed"
    # Back never opens it again.
    evenings.press(cecilie, meeting, "back")
    evenings.press(cecilie, meeting, "next")
    assert the_round(meeting).state == "closed"


def test_a_phone_of_the_meeting_is_nobody_in_its_round(cast: people.Cast, cecilie: Client) -> None:
    """No cookie, token or part of an address that is sent with a table is sent with an answer."""
    meeting = evenings.a_led_meeting(cast.cecilie, "collaboration_meeting", mode="anonymous")
    code = evenings.room_of(meeting)
    evenings.press(cecilie, meeting, "next", asked="26")
    phone = Client()
    phone.get(f"/r/{evenings.code_of(meeting)}/")
    phone.post(f"/m/{code}/table/", {"number": "3"})
    page = phone.get(f"/m/{code}/").content.decode()
    address = page.split('href="/r/')[1].split("/")[0]
    assert code not in address
    assert 'referrerpolicy="no-referrer"' in page
    given = {morsel.value: morsel["path"] for morsel in phone.cookies.values()}
    assert set(given.values()) == {f"/m/{code}/"}
    phone.get(f"/r/{address}/")
    phone.post(f"/r/{address}/begin/")
    answers = {f"item-{number}": "4" for number in range(1, 11)}
    phone.post(f"/r/{address}/answer/", answers)
    assert Response.objects.count() == 1
    by_path = {morsel["path"]: morsel.value for morsel in phone.cookies.values()}
    assert set(by_path) == {f"/m/{code}/", f"/r/{address}/"}
    named, anonymous = by_path[f"/m/{code}/"], by_path[f"/r/{address}/"]
    assert named.split(":")[0] != anonymous.split(":")[0]
    assert str(Arrival.objects.get().pk) != Response.objects.get().pk.hex
    # No row of an arrival or of an answer has a time.
    for model in (Arrival, Response):
        assert not [f.name for f in model._meta.fields if "Date" in type(f).__name__]
    received = phone.get(f"/r/{address}/received/").content.decode()
    assert f'href="/m/{code}/"' in received


def test_the_talk_opens_when_all_at_the_table_have_read(cast: people.Cast, cecilie: Client) -> None:
    meeting = evenings.a_led_meeting(cast.cecilie, "collaboration_meeting", mode="open_table")
    code = evenings.room_of(meeting)
    phone = evenings.a_phone(meeting, 2)
    evenings.press(cecilie, meeting, "next")
    evenings.press(cecilie, meeting, "next")
    phone.post(f"/m/{code}/seats/", {"seats": "3"})
    evenings.press(cecilie, meeting, "next")
    page = phone.get(f"/m/{code}/").content.decode()
    address = page.split('href="/r/')[1].split("/")[0]
    phone.post(f"/r/{address}/begin/")
    phone.post(f"/r/{address}/table/", {"number": "2"})
    for person in range(2):
        scores = {f"item-{item}": str(1 + 3 * person) for item in range(1, 11)}
        phone.post(f"/r/{address}/column/", scores)
    assert "Snakk om dette" not in phone.get(f"/r/{address}/table/").content.decode()
    assert "2 av 3" in cecilie.get(f"/meetings/{meeting.pk}/lead/").content.decode()
    # One of them passes: the table says that all have read, and it opens.
    phone.post(f"/m/{code}/mark/", {"kind": "read"})
    assert "Snakk om dette" in phone.get(f"/r/{address}/table/").content.decode()
    console = cecilie.get(f"/meetings/{meeting.pk}/lead/").content.decode()
    assert "Bord 1 og 3 er ikke ferdige" in console

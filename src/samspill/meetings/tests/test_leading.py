"""Pressing: two leaders count once, a restart changes nothing, and rules never stop *Next*."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.foundation.access.public import Role
from samspill.meetings import leading_operations, results
from samspill.meetings.leading_operations import Press, Pressed
from samspill.meetings.models import Meeting, StepRun
from samspill.meetings.tests import evenings

pytestmark = pytest.mark.django_db


@pytest.fixture
def led(cast: people.Cast) -> Meeting:
    return evenings.a_led_meeting(cast.cecilie)


@pytest.fixture
def eirik(cast: people.Cast) -> Client:
    """Return the browser of a second leader, of the same organisation."""
    council = people._organisation(cast.cecilie)
    return people.client_of(people._person("Eirik Hauge", council, Role.FACILITATOR))


def step_of(meeting: Meeting) -> str:
    meeting.state.refresh_from_db()
    assert meeting.state.step is not None
    return meeting.state.step.key


def test_two_leaders_who_press_next_at_once_go_one_step(
    led: Meeting, cecilie: Client, eirik: Client
) -> None:
    form = {"act": "next", "step": str(led.state.step_id)}
    for leader in (cecilie, eirik):
        leader.get(f"/meetings/{led.pk}/lead/")
        leader.post(f"/meetings/{led.pk}/press/", form)
    assert step_of(led) == "model"
    shown = eirik.get(f"/meetings/{led.pk}/lead/").content.decode()
    assert "Cecilie Moe trykte sist." in shown
    assert "Cecilie Moe leder, Eirik Hauge hjelper" in shown


def test_two_who_give_five_minutes_at_once_give_five(led: Meeting, cast: people.Cast) -> None:
    assert led.state.step_id is not None
    pressed = Pressed(act=Press.ADD_MINUTES, on_step=led.state.step_id, on_minutes=10)
    for _leader in range(2):
        leading_operations.press(led, pressed, by=cast.cecilie)
    assert led.steps.all()[0].minutes == 15


def test_the_word_is_given_over(led: Meeting, cecilie: Client, eirik: Client) -> None:
    for leader in (cecilie, eirik):
        leader.get(f"/meetings/{led.pk}/lead/")
    other = next(each for each in results.leaders_of(led) if each.part == "helps")
    cecilie.post(f"/meetings/{led.pk}/hand-over/", {"to": str(other.account_id)})
    shown = eirik.get(f"/meetings/{led.pk}/lead/").content.decode()
    assert "Eirik Hauge leder, Cecilie Moe hjelper" in shown


def test_back_and_skip_lose_nothing_that_is_written(led: Meeting, cecilie: Client) -> None:
    evenings.go_to(cecilie, led, "choose_success")
    phone = evenings.a_phone(led, 1)
    code = evenings.room_of(led)
    note = {"step": "choose_success", "note-project": "Felles legevakt"}
    assert phone.post(f"/m/{code}/note/", note).status_code == 302
    evenings.press(cecilie, led, "skip")
    evenings.press(cecilie, led, "back")
    assert step_of(led) == "choose_success"
    assert "Felles legevakt" in phone.get(f"/m/{code}/").content.decode()
    outcomes = list(StepRun.objects.filter(step__meeting=led).values_list("outcome", flat=True))
    assert outcomes == ["done", "done", "done", "skipped", "left", ""]


def test_a_restart_and_a_closed_lid_change_nothing(led: Meeting, cecilie: Client) -> None:
    """Everything is read from what is stored: time has gone on in the room."""
    later = timezone.now() + timedelta(minutes=20)
    fresh = Meeting.objects.get(pk=led.pk)
    evening = results.read_evening(fresh, now=later)
    assert evening.current is not None
    assert (evening.current.texts.key, evening.seconds_left) == ("owner_opens", 0)
    assert evening.timeline.over == 10
    shown = cecilie.get(f"/meetings/{led.pk}/lead/").content.decode()
    assert "Neste: Når vi vet hvorfor" in shown


def test_next_says_which_tables_are_not_done_and_goes_on(led: Meeting, cecilie: Client) -> None:
    evenings.go_to(cecilie, led, "introductions")
    assert "Bord 1, 2 og 3 er ikke ferdige" in (
        cecilie.get(f"/meetings/{led.pk}/lead/").content.decode()
    )
    evenings.press(cecilie, led, "next")
    assert step_of(led) == "choose_success"


def test_late_is_seen_by_leaders_and_a_step_is_shortened(
    cast: people.Cast, cecilie: Client
) -> None:
    begun = timezone.now() - timedelta(minutes=14)
    meeting = evenings.a_led_meeting(cast.cecilie, now=begun)
    console = cecilie.get(f"/meetings/{meeting.pk}/lead/").content.decode()
    assert "4 minutter over planen." in console
    assert "Bare dere som leder, ser dette." in console
    wall = cecilie.get(f"/meetings/{meeting.pk}/wall/").content.decode()
    assert "over planen" not in wall
    target = console.split('name="target" value="')[1].split('"')[0]
    minutes = console.split('name="minutes" value="')[1].split('"')[0]
    evenings.press(cecilie, meeting, "shorten", target=target, minutes=minutes)
    assert "over planen" not in cecilie.get(f"/meetings/{meeting.pk}/lead/").content.decode()


def test_help_is_sent_once(led: Meeting, cecilie: Client, eirik: Client) -> None:
    evenings.go_to(cecilie, led, "why_success")
    phone = evenings.a_phone(led, 2)
    code = evenings.room_of(led)
    phone.post(f"/m/{code}/mark/", {"kind": "help"})
    assert "Ber om hjelp." in cecilie.get(f"/meetings/{led.pk}/lead/").content.decode()
    eirik.post(f"/meetings/{led.pk}/help/", {"table": "2"})
    cecilie.post(f"/meetings/{led.pk}/help/", {"table": "2"})
    shown = cecilie.get(f"/meetings/{led.pk}/lead/").content.decode()
    assert "Ber om hjelp. Eirik Hauge går dit." in shown
    assert "Eirik Hauge er på vei" in phone.get(f"/m/{code}/").content.decode()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"act": "next"},
        {"act": "next", "step": "x"},
        {"act": "fly", "step": "00000000-0000-0000-0000-000000000000"},
        {"act": "next", "step": "00000000-0000-0000-0000-000000000000"},
    ],
)
def test_odd_presses_do_nothing(form: dict[str, str], led: Meeting, cecilie: Client) -> None:
    assert cecilie.post(f"/meetings/{led.pk}/press/", form).status_code == 302
    assert step_of(led) == "owner_opens"


def test_the_wall_is_blank_and_comes_back(led: Meeting, cecilie: Client) -> None:
    wall = f"/meetings/{led.pk}/wall/"
    evenings.press(cecilie, led, "blank")
    assert evenings.NEED not in cecilie.get(wall).content.decode()
    evenings.press(cecilie, led, "show_code")
    assert 'class="join-sign"' in cecilie.get(wall).content.decode()
    evenings.press(cecilie, led, "show_step")
    assert evenings.NEED in cecilie.get(wall).content.decode()


def test_what_phones_ask_for_has_no_cookie_and_no_database(
    led: Meeting, django_assert_num_queries: object
) -> None:
    phone = Client()
    code = evenings.room_of(led)
    first = phone.get(f"/live/{code}/")
    assert first.content.decode() == f"{led.state.revision}.0"
    assert not phone.cookies
    assert "Set-Cookie" not in first
    with django_assert_num_queries(0):  # type: ignore[operator]
        phone.get(f"/live/{code}/")
    assert phone.get("/live/000000/").content == b"-"

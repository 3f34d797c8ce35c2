"""Phones in the room: tables, notes, and what people do wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.meetings.models import Meeting, Note, Table
from samspill.meetings.tests import evenings

pytestmark = pytest.mark.django_db


@pytest.fixture
def led(cast: people.Cast) -> Meeting:
    return evenings.a_led_meeting(cast.cecilie)


def project(text: str, **more: str) -> dict[str, str]:
    return {"step": "choose_success", "note-project": text, **more}


def test_a_table_writes_takes_back_and_writes_again(led: Meeting, cecilie: Client) -> None:
    evenings.go_to(cecilie, led, "choose_success")
    phone, other = evenings.a_phone(led, 1), evenings.a_phone(led, 1)
    elsewhere = evenings.a_phone(led, 2)
    home = f"/m/{evenings.room_of(led)}/"
    assert "Alle i møtet ser notatet" in phone.get(home).content.decode()
    phone.post(f"{home}note/", project("Felles legevakt", client_key="k1"))
    assert "Felles legevakt" in other.get(home).content.decode()
    assert "Felles legevakt" not in elsewhere.get(home).content.decode()
    # Sent once more, as by a phone that got no answer: one note.
    phone.post(f"{home}note/", project("Felles legevakt", client_key="k1"))
    assert Note.objects.count() == 1
    elsewhere.post(f"{home}note/back/", {"client_key": "k1"})
    assert Note.objects.get().state == "handed_in"
    other.post(f"{home}note/back/", {"client_key": "k1"})
    assert "Felles legevakt" not in phone.get(home).content.decode()
    phone.post(f"{home}note/", project("Barnevernvakta"))
    assert "Barnevernvakta" in phone.get(home).content.decode()


def test_what_was_chosen_heads_the_next_note(led: Meeting, cecilie: Client) -> None:
    evenings.go_to(cecilie, led, "choose_success")
    phone = evenings.a_phone(led, 1)
    home = f"/m/{evenings.room_of(led)}/"
    phone.post(f"{home}note/", project("felles legevakt"))
    evenings.press(cecilie, led, "next")
    assert "Dere valgte felles legevakt" in phone.get(home).content.decode()


def test_what_failed_opens_when_what_succeeded_is_handed_in(led: Meeting, cecilie: Client) -> None:
    evenings.go_to(cecilie, led, "choose_failure")
    phone = evenings.a_phone(led, 1)
    home = f"/m/{evenings.room_of(led)}/"
    assert "Dette åpner når bordet har levert" in phone.get(home).content.decode()
    # A note that comes late, from a phone without net, is kept and opens it.
    late = {"step": "why_success", "note-reason": "Vi sa tidlig fra"}
    assert phone.post(f"{home}note/", late).status_code == 302
    assert Note.objects.get().is_late
    assert "Dette åpner når" not in phone.get(home).content.decode()


def test_too_much_too_little_and_too_late(led: Meeting, cecilie: Client) -> None:
    evenings.go_to(cecilie, led, "choose_success")
    phone = evenings.a_phone(led, 1)
    home = f"/m/{evenings.room_of(led)}/"
    empty = phone.post(f"{home}note/", project(" "))
    assert (empty.status_code, "Skriv noe først." in empty.content.decode()) == (422, True)
    long = phone.post(f"{home}note/", project("x" * 301))
    assert "høyst 300 tegn" in long.content.decode()
    assert "x" * 301 in long.content.decode()
    phone.post(f"{home}note/", project("Felles legevakt"))
    second = phone.post(f"{home}note/", project("En til"))
    assert second.status_code == 409
    assert Note.objects.count() == 1
    assert phone.post(f"{home}note/", {"step": "nowhere"}).status_code == 302
    # A phone that sits at no table hands in nothing.
    Client().post(f"{home}note/", project("Fra ingen"))
    assert Note.objects.count() == 1


@pytest.mark.parametrize("number", ["", "0", "61", "x", "1.5", "-1"])
def test_a_table_that_is_none(number: str, led: Meeting) -> None:
    answer = Client().post(f"/m/{evenings.room_of(led)}/table/", {"number": number})
    assert answer.status_code == 422
    assert "bordskiltet" in answer.content.decode() or "1 til 60" in answer.content.decode()
    assert Table.objects.filter(meeting=led).count() == 3


def test_a_table_of_one_and_a_table_too_many(led: Meeting, cecilie: Client) -> None:
    evenings.go_to(cecilie, led, "introductions")
    phone = evenings.a_phone(led, 9)
    home = f"/m/{evenings.room_of(led)}/"
    assert phone.post(f"{home}seats/", {"seats": "1"}).status_code == 302
    assert "1 sitter der" in cecilie.get(f"/meetings/{led.pk}/lead/").content.decode()
    crowd = phone.post(f"{home}seats/", {"seats": "13"})
    assert "Er dere flere?" in crowd.content.decode()


def test_the_code_leads_to_the_meeting_and_ends_two_days_after(
    led: Meeting, cecilie: Client
) -> None:
    code, room = evenings.code_of(led), evenings.room_of(led)
    assert "/r/" in Client().post("/join/", {"code": code})["Location"]
    led_to = Client().get(f"/r/{code}/", follow=True)
    assert led_to.redirect_chain[-1][0] == f"/m/{room}/"
    # The six figures alone, which can be tried out, open neither the meeting nor its version.
    assert Client().get(f"/m/{code}/").status_code == 404
    assert Client().get(f"/live/{code}/").content == b"-"
    evenings.write_six_fields(cecilie, led)
    cecilie.post(f"/meetings/{led.pk}/close/")
    assert "Dette ble lovet" in Client().get(f"/m/{room}/").content.decode()
    led.refresh_from_db()
    assert led.join_code is not None
    assert led.join_code.opens(code, timezone.now() + timedelta(days=1))
    assert not led.join_code.opens(code, timezone.now() + timedelta(days=3))
    assert led.join_code.opens(room, timezone.now() + timedelta(days=3))
    assert Client().get("/m/x/").status_code == 404


def test_a_phone_gets_one_cookie_for_the_meeting_alone(led: Meeting) -> None:
    phone = Client()
    code, figures = evenings.room_of(led), evenings.code_of(led)
    for page in ("/join/", f"/r/{figures}/", f"/m/{code}/", "/help/"):
        phone.get(page, follow=True)
    assert not phone.cookies
    phone.post(f"/m/{code}/table/", {"number": "1"})
    ((name, cookie),) = phone.cookies.items()
    assert (name, cookie["path"], bool(cookie["httponly"])) == (
        "samspill_meeting", f"/m/{code}/", True,
    )  # fmt: skip


def test_forms_on_phones_are_safe_from_other_sites(led: Meeting) -> None:
    strict = Client(enforce_csrf_checks=True)
    code = evenings.room_of(led)
    assert strict.post(f"/m/{code}/table/", {"number": "1"}).status_code == 403
    page = strict.get(f"/m/{code}/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    form = {"number": "1", "csrfmiddlewaretoken": token}
    assert strict.post(f"/m/{code}/table/", form).status_code == 302
    forged = strict.post(f"/m/{code}/table/", form, headers={"origin": "https://elsewhere.example"})
    assert forged.status_code == 403

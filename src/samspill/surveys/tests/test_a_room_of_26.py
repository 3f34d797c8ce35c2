"""A room of 26 and one who came unannounced, from the first phone until the result is read."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests import cast as people

from samspill.participation.signs import sign_now
from samspill.surveys import closing_operations
from samspill.surveys.models import Response, SurveyRound

pytestmark = pytest.mark.django_db

ASKED = 26
ANSWERS = {f"item-{number}": "4" for number in range(1, 11)}
CANCELLED = r"Kl\. \d\d\.\d\d ble den varslede lukkingen avlyst, og runden ble stående åpen\."


def read(browser: Client, address: str) -> str:
    return browser.get(address, follow=True).content.decode()


class Phone(Client):
    """A phone in the room: whoever holds it types the figures, and the sign on the screen."""

    url = ""

    def come_in(self, opened: SurveyRound) -> int:
        assert opened.join_code is not None
        led = self.post("/join/", {"code": opened.join_code.code})
        self.url = led["Location"]
        sign = sign_now(str(opened.pk))
        return self.post(f"{self.url}begin/", {"sign": sign}).status_code

    def hand_in(self) -> int:
        return self.post(f"{self.url}answer/", ANSWERS).status_code


def test_a_room_of_26(cast: people.Cast, cecilie: Client) -> None:
    opened = people.an_open_round(cast.cecilie, expected_count=ASKED, sign=SurveyRound.Sign.SCREEN)
    address = f"/rounds/{opened.pk}/"
    phones = [Phone() for _person in range(ASKED)]
    assert {phone.come_in(opened) for phone in phones} == {302}

    _one_tries_eleven_times(opened, phones[0])
    assert {phone.hand_in() for phone in phones[1:]} == {302}
    assert Response.objects.count() == ASKED

    late = _a_27th_is_told(opened, cecilie)
    _everybody_sees_that_the_number_is_raised(opened, phones[3], cecilie)
    assert (late.come_in(opened), late.hand_in()) == (302, 302)

    _announced_cancelled_announced(opened, phones[5], cecilie)
    people.let_the_minute_pass()
    promise = read(Client(), f"{phones[5].url}promise/")
    assert len(re.findall(CANCELLED, promise)) == 1
    assert "Runden ble lukket. Mellom 22 og 39 svarte." in promise
    assert promise.index("avlyst") < promise.index("Runden ble lukket.")
    assert Phone().get(phones[5].url + "answer/").status_code != 200

    cecilie.post(f"{address}publish/")
    reading = read(cecilie, f"{address}reading/")
    assert "27 ble spurt" in reading
    assert "De vi representerer, står bak det vi gjør her." in reading
    assert people.client_of(cast.eli).get(f"{address}reading/").status_code == 200


def _one_tries_eleven_times(opened: SurveyRound, phone: Phone) -> None:
    """Tell the phone that has answered that it was received, and add nothing."""
    assert phone.hand_in() == 302
    for _try in range(10):
        phone.come_in(opened)
        phone.hand_in()
    assert Response.objects.count() == 1


def _a_27th_is_told(opened: SurveyRound, cecilie: Client) -> Phone:
    late = Phone()
    closing_operations.look_at_open_rounds()
    assert late.come_in(opened) == 409
    assert "26 ble spurt" in late.post(f"{late.url}begin/", {}).content.decode()
    assert Response.objects.count() == ASKED
    return late


def _everybody_sees_that_the_number_is_raised(
    opened: SurveyRound, phone: Phone, cecilie: Client
) -> None:
    address = f"/rounds/{opened.pk}/"
    cecilie.post(f"{address}raise/", {"more": "1"})
    for browser, seen in (
        (phone, f"{phone.url}received/"),
        (Client(), phone.url),
        (Client(), f"{phone.url}promise/"),
        (cecilie, f"{address}screen/"),
    ):
        assert "ble tallet på spurte satt opp fra 26 til 27." in read(browser, seen), seen


def _announced_cancelled_announced(opened: SurveyRound, phone: Phone, cecilie: Client) -> None:
    address, news = f"/rounds/{opened.pk}/", f"{phone.url}news/"
    for press, is_told in (("close", True), ("cancel-closing", False), ("close", True)):
        assert cecilie.post(f"{address}{press}/").status_code == 302
        assert ("Runden lukkes snart" in read(Client(), news)) is is_told, press

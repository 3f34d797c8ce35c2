"""What a participant meets: the promise, the form, the receipt. Without account and session."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests import cast as people

from samspill.participation.models import JoinCode
from samspill.surveys import closing_operations, operations
from samspill.surveys.models import Response, SurveyRound

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(cast: people.Cast) -> SurveyRound:
    return people.an_open_round(cast.cecilie)


@pytest.fixture
def url(opened: SurveyRound) -> str:
    assert opened.join_code is not None
    return f"/r/{opened.join_code.address}/"


def ten_answers(**changes: str) -> dict[str, str]:
    return {**{f"item-{number}": "4" for number in range(1, 11)}, **changes}


def test_the_code_leads_to_the_promise(phone: Client, url: str) -> None:
    """Six figures lead on to the long address, also where they are written into the address."""
    code = JoinCode.objects.get().code
    assert phone.get(f"/r/{code}/")["Location"] == url
    response = phone.post("/join/", {"code": f" {code[:3]} - {code[3:]}"})
    assert response["Location"] == url
    shown = phone.get(url).content.decode()
    assert "uten navn" in shown
    assert "Vi vil vite hvordan det går." in shown


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "000000", "½²³456", "🦜" * 6])
def test_a_wrong_code_is_told(code: str, phone: Client, db: None) -> None:
    assert phone.post("/join/", {"code": code}).status_code == 422


@pytest.mark.parametrize("code", ["%00", "abc", "½½½½½½", "🦜", "1" * 300, "123456"])
def test_an_address_with_a_wrong_code_is_not_found(code: str, phone: Client, db: None) -> None:
    for page in ("", "promise/", "answer/", "received/"):
        assert phone.get(f"/r/{code}/{page}").status_code == 404


def test_the_whole_way_leaves_no_session(phone: Client, url: str) -> None:
    phone.get(url)
    phone.post(url + "begin/")
    assert phone.post(url + "answer/", ten_answers()).status_code == 302
    assert phone.get(url + "received/").status_code == 200
    assert set(phone.cookies) <= {"samspill_csrf", "samspill_admission"}
    assert Response.objects.get().ratings == [4] * 10


def test_the_admission_is_for_this_round_alone(phone: Client, url: str) -> None:
    phone.post(url + "begin/")
    cookie = phone.cookies["samspill_admission"]
    assert cookie["path"] == url
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_form_needs_an_admission(phone: Client, url: str) -> None:
    assert phone.get(url + "answer/")["Location"] == url
    assert phone.post(url + "answer/", ten_answers())["Location"] == url
    assert not Response.objects.exists()


def test_an_admission_to_another_round_opens_nothing(
    phone: Client, url: str, cast: people.Cast
) -> None:
    other = people.an_open_round(cast.frode)
    assert other.join_code is not None
    phone.post(f"/r/{other.join_code.address}/begin/")
    stolen = phone.cookies["samspill_admission"].value
    fresh = Client()
    fresh.cookies["samspill_admission"] = stolen
    assert fresh.post(url + "answer/", ten_answers())["Location"] == url
    assert not Response.objects.exists()


@pytest.mark.parametrize("value", ["", "x", "a:b", "x" * 5000])
def test_a_made_up_admission_opens_nothing(value: str, phone: Client, url: str) -> None:
    phone.cookies["samspill_admission"] = value
    assert phone.post(url + "answer/", ten_answers())["Location"] == url
    assert not Response.objects.exists()


def test_sent_twice_is_stored_once(phone: Client, url: str) -> None:
    phone.post(url + "begin/")
    phone.post(url + "answer/", ten_answers())
    again = phone.post(url + "answer/", {**ten_answers(), "item-1": "1"})
    assert again["Location"].endswith("/received/")
    assert [one.ratings for one in Response.objects.all()] == [[4] * 10]
    assert phone.get(url)["Location"].endswith("/received/")


def test_to_begin_again_keeps_the_admission(phone: Client, url: str) -> None:
    phone.post(url + "begin/")
    first = phone.cookies["samspill_admission"].value
    phone.post(url + "begin/")
    assert phone.cookies["samspill_admission"].value == first


def test_two_phones_are_two_answers(url: str) -> None:
    for _ in range(2):
        phone = Client()
        phone.post(url + "begin/")
        phone.post(url + "answer/", ten_answers())
    assert Response.objects.count() == 2


def test_statements_can_be_skipped(phone: Client, url: str) -> None:
    phone.post(url + "begin/")
    phone.post(url + "answer/", {"item-3": "5"})
    assert Response.objects.get().ratings == [None, None, 5, *[None] * 7]


def test_an_empty_form_is_told_and_not_stored(phone: Client, url: str) -> None:
    phone.post(url + "begin/")
    assert phone.post(url + "answer/", {"csrfmiddlewaretoken": "x"}).status_code == 422
    assert not Response.objects.exists()


@pytest.mark.parametrize("value", ["0", "6", "-1", "3.5", "x", "9" * 400, "4; drop table", "\x00"])
def test_an_answer_outside_the_scale_is_refused_whole(value: str, phone: Client, url: str) -> None:
    phone.post(url + "begin/")
    assert phone.post(url + "answer/", ten_answers(**{"item-2": value})).status_code == 422
    assert not Response.objects.exists()


def test_what_is_sent_beside_the_form_is_not_stored(phone: Client, url: str) -> None:
    phone.post(url + "begin/")
    phone.post(url + "answer/", ten_answers(name="Dag", comment="x" * 1000))
    assert Response.objects.get().ratings == [4] * 10


def test_a_closed_round_takes_no_answer(
    phone: Client, url: str, opened: SurveyRound, cast: people.Cast
) -> None:
    phone.post(url + "begin/")
    closing_operations.close_round(opened, by=cast.cecilie)
    for response in (phone.get(url), phone.post(url + "answer/", ten_answers())):
        assert response.status_code == 410
    assert not Response.objects.exists()


def test_after_closing_nobody_can_tell_a_phone_that_has_answered_from_one_that_has_not(
    phone: Client, url: str, opened: SurveyRound, cast: people.Cast
) -> None:
    phone.post(url + "begin/")
    phone.post(url + "answer/", ten_answers())
    closing_operations.close_round(opened, by=cast.cecilie)
    other = Client()
    other.post(url + "begin/")
    for page in ("received/", "answer/"):
        assert phone.get(url + page, follow=True).status_code == 410
        assert other.get(url + page, follow=True).status_code == 410


def test_a_round_that_is_removed_while_answering(
    phone: Client, url: str, opened: SurveyRound
) -> None:
    phone.post(url + "begin/")
    opened.collaboration.delete()
    assert phone.post(url + "answer/", ten_answers()).status_code == 404


def test_the_form_from_another_site_is_refused(opened: SurveyRound, url: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(url + "begin/")
    assert response.status_code == 403
    assert "Traceback" not in response.content.decode()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_form_is_in_the_language_of_the_page(
    language: str, phone: Client, url: str, opened: SurveyRound
) -> None:
    phone.cookies["samspill_language"] = language
    phone.post(url + "begin/")
    shown = phone.get(url + "answer/").content.decode()
    for item in opened.content["items"]:
        assert item["text"][language].replace("'", "&#x27;") in shown


def test_the_language_of_an_answer_is_not_stored(url: str) -> None:
    for language in ("nb", "nn", "en"):
        phone = Client()
        phone.cookies["samspill_language"] = language
        phone.post(url + "begin/")
        phone.post(url + "answer/", ten_answers())
    rows = [{**row, "id": ""} for row in Response.objects.values()]
    assert rows[0] == rows[1] == rows[2]


def test_participants_pages_are_not_kept_by_the_browser(phone: Client, url: str) -> None:
    assert "no-store" in phone.get(url)["Cache-Control"]


def test_ratings_must_fit_the_round(opened: SurveyRound) -> None:
    import uuid

    with pytest.raises(ValueError, match="10 items"):
        operations.submit_response(opened, key=uuid.uuid4(), ratings=[1, 2])
    with pytest.raises(ValueError, match="rating 7"):
        operations.submit_response(opened, key=uuid.uuid4(), ratings=[7] * 10)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_whole_promise_is_public_also_when_the_round_is_closed(
    language: str, phone: Client, url: str, opened: SurveyRound, cast: people.Cast
) -> None:
    phone.cookies["samspill_language"] = language
    closing_operations.close_round(opened, by=cast.cecilie)
    shown = phone.get(url + "promise/").content.decode()
    for part in opened.promised.parts(language):
        assert part.heading in shown
        # What was typed is marked where the page is in another language.
        bare = re.sub(r'<span lang="nb">|</span>', "", shown)
        assert part.text.replace("'", "&#x27;") in bare

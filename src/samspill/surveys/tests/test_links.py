"""Personal links: each opens the round once; who used one and what was answered stay apart."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import cast as people

from samspill.participation.models import Invitation, Ticket
from samspill.surveys import closing_operations
from samspill.surveys.models import Response, SurveyRound

pytestmark = pytest.mark.django_db

ANSWERS = {f"item-{number}": "4" for number in range(1, 11)}


@pytest.fixture
def opened(cast: people.Cast) -> SurveyRound:
    return people.an_open_round(cast.cecilie, way_in="both")


@pytest.fixture
def url(opened: SurveyRound) -> str:
    assert opened.join_code is not None
    return f"/r/{opened.join_code.address}/"


def make_links(browser: Client, opened: SurveyRound, *names: str) -> list[str]:
    page = browser.post(f"/rounds/{opened.pk}/links/", {"names": "\n".join(names)})
    return re.findall(r"\?link=([\w-]+)", page.content.decode())


def answer_by_link(url: str, token: str) -> Client:
    phone = Client()
    phone.get(url, {"link": token})
    phone.post(url + "begin/", {"link": token})
    phone.post(url + "answer/", ANSWERS)
    look_at_received(phone, url)
    return phone


def look_at_received(phone: Client, url: str) -> None:
    """Load the page with its pictures, as a browser does."""
    page = phone.get(url + "received/").content.decode()
    for picture in re.findall(r'<img src="([^"]+)"', page):
        assert phone.get(picture)["Content-Type"] == "image/svg+xml"


def test_a_link_opens_the_round_once(cecilie: Client, opened: SurveyRound, url: str) -> None:
    (token,) = make_links(cecilie, opened, "Dag Ås")
    answer_by_link(url, token)
    assert Response.objects.count() == 1
    second = Client()
    assert second.post(url + "begin/", {"link": token}).status_code == 403
    assert second.post(url + "answer/", ANSWERS).status_code == 302
    assert Response.objects.count() == 1


def test_a_phone_that_was_let_in_finds_back_without_its_link(cast: people.Cast) -> None:
    """The link is spent; what waits on the phone must still come through."""
    opened = people.an_open_round(cast.cecilie, way_in="link")
    assert opened.join_code is not None
    url = f"/r/{opened.join_code.address}/"
    (token,) = make_links(people.client_of(cast.cecilie), opened, "Dag Ås")
    phone = Client()
    phone.post(url + "begin/", {"link": token})
    assert phone.get(url).status_code == 200
    assert phone.post(url + "begin/")["Location"] == url + "answer/"
    phone.post(url + "answer/", ANSWERS)
    assert Response.objects.count() == 1


def test_looking_at_a_link_does_not_use_it(cecilie: Client, opened: SurveyRound, url: str) -> None:
    """Mail scanners open links before people do."""
    (token,) = make_links(cecilie, opened, "Dag Ås")
    for _ in range(3):
        assert Client().get(url, {"link": token}).status_code == 200
    answer_by_link(url, token)
    assert Response.objects.count() == 1


@pytest.mark.parametrize("token", ["x", "a" * 500, "\x00", "🦜"])
def test_a_made_up_link_opens_nothing(token: str, opened: SurveyRound, url: str) -> None:
    assert Client().post(url + "begin/", {"link": token}).status_code == 403


def test_a_link_to_another_round_opens_nothing(
    cast: people.Cast, cecilie: Client, opened: SurveyRound
) -> None:
    (token,) = make_links(cecilie, opened, "Dag Ås")
    other = people.an_open_round(cast.frode, way_in="link")
    assert other.join_code is not None
    phone = Client()
    assert phone.post(f"/r/{other.join_code.address}/begin/", {"link": token}).status_code == 403


def test_where_links_are_needed_the_code_is_not_enough(cast: people.Cast) -> None:
    opened = people.an_open_round(cast.cecilie, way_in="link")
    assert opened.join_code is not None
    phone = Client()
    url = f"/r/{opened.join_code.address}/"
    assert phone.get(url).status_code == 403
    assert phone.post(url + "begin/").status_code == 403
    facilitator = people.client_of(cast.cecilie).get(f"/rounds/{opened.pk}/").content.decode()
    assert "round-code" not in facilitator
    assert "round-qr" not in facilitator


def test_checking_in_voids_the_link(cecilie: Client, opened: SurveyRound, url: str) -> None:
    (token,) = make_links(cecilie, opened, "Dag Ås")
    cecilie.post(f"/rounds/links/{Invitation.objects.get().pk}/check-in/")
    assert Client().post(url + "begin/", {"link": token}).status_code == 403
    assert "Er her" in cecilie.get(f"/rounds/{opened.pk}/links/").content.decode()
    in_the_room = Client()
    in_the_room.post(url + "begin/")
    in_the_room.post(url + "answer/", ANSWERS)
    assert Response.objects.count() == 1


def test_who_has_come_is_counted_and_who_has_answered_is_not(
    cecilie: Client, opened: SurveyRound, url: str
) -> None:
    tokens = make_links(cecilie, opened, "Dag Ås\nAnne Vik\nPer Li")
    page = f"/rounds/{opened.pk}/links/"
    assert "0 av 3 er her." in cecilie.get(page).content.decode()
    dag = Invitation.objects.get(name="Dag Ås")
    cecilie.post(f"/rounds/links/{dag.pk}/check-in/")
    before = cecilie.get(page).content.decode()
    assert "1 av 3 er her." in before
    phone = Client()
    phone.post(url + "begin/", {"link": tokens[1]})
    phone.post(url + "answer/", ANSWERS)
    assert Response.objects.count() == 1
    after = cecilie.get(page).content.decode()
    assert people.without_tokens(after) == people.without_tokens(before)


def test_a_lost_link_is_replaced_and_the_old_one_is_void(
    cecilie: Client, opened: SurveyRound, url: str
) -> None:
    (old,) = make_links(cecilie, opened, "Dag Ås")
    page = cecilie.post(f"/rounds/links/{Invitation.objects.get().pk}/renew/").content.decode()
    (new,) = re.findall(r"\?link=([\w-]+)", page)
    assert Client().post(url + "begin/", {"link": old}).status_code == 403
    answer_by_link(url, new)
    assert Response.objects.count() == 1


def test_a_new_link_is_always_given_and_tells_only_whoever_opens_it(
    cecilie: Client, opened: SurveyRound, url: str
) -> None:
    """Whether somebody has answered cannot be found out with the button."""
    used, _unused = make_links(cecilie, opened, "Dag Ås", "Eli Strand")
    answer_by_link(url, used)
    pages, links = {}, {}
    for name in ("Dag Ås", "Eli Strand"):
        key = Invitation.objects.get(name=name).pk
        page = cecilie.post(f"/rounds/links/{key}/renew/").content.decode()
        (links[name],) = re.findall(r"\?link=([\w-]+)", page)
        shown = page.replace(name, "").replace(links[name], "")
        shown = re.sub(r"<li class=\"row.*?</li>", "", shown, flags=re.DOTALL)
        shown = shown.replace(str(key), "")
        pages[name] = re.sub(r"<svg.*?</svg>", "", people.without_tokens(shown), flags=re.DOTALL)
    assert pages["Dag Ås"].replace(" ", "") == pages["Eli Strand"].replace(" ", "")
    told = Client().get(url, {"link": links["Dag Ås"]})
    assert (told.status_code, "Du har svart" in told.content.decode()) == (403, True)
    assert Client().post(url + "begin/", {"link": links["Dag Ås"]}).status_code == 403
    assert Client().get(url, {"link": links["Eli Strand"]}).status_code == 200
    assert Client().get(url, {"link": used}).status_code == 403


def test_a_link_opens_again_until_an_answer_has_been_stored(
    cecilie: Client, opened: SurveyRound, url: str
) -> None:
    """A mail program's own browser is closed, and another phone goes on."""
    (token,) = make_links(cecilie, opened, "Dag Ås")
    for _phone in range(3):
        phone = Client()
        assert phone.post(url + "begin/", {"link": token})["Location"] == url + "answer/"
    assert Ticket.objects.get().state == "unused"
    answer_by_link(url, token)
    assert Ticket.objects.get().state == "used"


def test_the_request_that_uses_up_a_link_carries_the_link_alone(
    cecilie: Client, opened: SurveyRound, url: str
) -> None:
    """By the paths of the cookies: what knows the answer is not sent with the link, nor back."""
    (token,) = make_links(cecilie, opened, "Dag Ås")
    phone = Client()
    phone.post(url + "begin/", {"link": token})
    admission, link = phone.cookies["samspill_admission"], phone.cookies["samspill_link"]
    assert admission["path"] == url
    assert link["path"] == url.replace("/r/", "/link/") + "used/"
    assert link["httponly"]
    page = phone.get(url + "answer/").content.decode()
    assert token not in page
    phone.post(url + "answer/", ANSWERS)
    with CaptureQueriesContext(connection) as using:
        look_at_received(phone, url)
    tickets = [one for one in using.captured_queries if "UPDATE" in one["sql"]]
    assert len(tickets) == 1
    assert "surveys_" not in tickets[0]["sql"]
    assert phone.cookies["samspill_link"].value == ""


def test_a_phone_that_keeps_its_link_open_meets_the_limit(cast: people.Cast) -> None:
    """Two links, and one phone that never makes the request: two answers, and no third."""
    opened = people.an_open_round(cast.cecilie, way_in="link")
    assert opened.join_code is not None
    url = f"/r/{opened.join_code.address}/"
    tokens = make_links(people.client_of(cast.cecilie), opened, "Dag Ås", "Eli Strand")
    replies = []
    for token in (tokens[0], tokens[0], tokens[1]):
        phone = Client()
        phone.post(url + "begin/", {"link": token})
        replies.append(phone.post(url + "answer/", ANSWERS).status_code)
    assert replies == [302, 302, 422]
    assert Response.objects.count() == 2


def test_the_facilitator_does_not_see_who_has_used_a_link(
    cecilie: Client, opened: SurveyRound, url: str
) -> None:
    token, _other = make_links(cecilie, opened, "Dag Ås", "Eli Strand")
    before = cecilie.get(f"/rounds/{opened.pk}/links/").content.decode()
    answer_by_link(url, token)
    after = cecilie.get(f"/rounds/{opened.pk}/links/").content.decode()

    def without_tokens(page: str) -> str:
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)

    assert without_tokens(before) == without_tokens(after)


def test_links_are_stored_as_hashes(cecilie: Client, opened: SurveyRound) -> None:
    (token,) = make_links(cecilie, opened, "Dag Ås")
    assert token not in str(list(Ticket.objects.values()))
    assert token not in cecilie.get(f"/rounds/{opened.pk}/links/").content.decode()


def test_ticket_and_answer_never_meet(cecilie: Client, opened: SurveyRound, url: str) -> None:
    """Using a link writes nothing about an answer, and answering reads nothing about a link."""
    (token,) = make_links(cecilie, opened, "Dag Ås")
    phone = Client()
    with CaptureQueriesContext(connection) as coming_in:
        phone.post(url + "begin/", {"link": token})
    with CaptureQueriesContext(connection) as answering:
        phone.post(url + "answer/", ANSWERS)
    assert not [one for one in coming_in.captured_queries if "surveys_response" in one["sql"]]
    assert not [one for one in answering.captured_queries if "participation_ticket" in one["sql"]]
    assert not [one for one in answering.captured_queries if "invitation" in one["sql"]]


def test_the_list_is_deleted_when_the_round_closes(
    cast: people.Cast, cecilie: Client, opened: SurveyRound
) -> None:
    make_links(cecilie, opened, "Dag Ås", "Eli Strand")
    closing_operations.close_round(opened, by=cast.cecilie)
    assert not Invitation.objects.exists()
    assert not Ticket.objects.exists()


def test_a_name_gets_one_link(cecilie: Client, opened: SurveyRound) -> None:
    assert len(make_links(cecilie, opened, "Dag Ås", " Dag  Ås ", "", "Eli Strand")) == 2 * 1
    assert make_links(cecilie, opened, "Dag Ås") == []


@pytest.mark.parametrize("names", ["", "  ", "x" * 121, "\n".join(map(str, range(501)))])
def test_a_wrong_list_is_told_and_nothing_stored(
    names: str, cecilie: Client, opened: SurveyRound
) -> None:
    response = cecilie.post(f"/rounds/{opened.pk}/links/", {"names": names})
    assert response.status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("way_in", "says_code", "says_link"),
    [("code", True, False), ("link", False, True), ("both", True, True)],
)
def test_the_promise_states_the_weakest_way_in(
    way_in: str, says_code: bool, says_link: bool, cast: people.Cast
) -> None:
    opened = people.an_open_round(cast.cecilie, way_in=way_in)
    text = " ".join(part.text for part in opened.promised.parts("en"))
    assert ("private window" in text) is says_code
    assert ("personal link" in text) is says_link

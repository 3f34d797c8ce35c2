"""Whoever looks while a round is open: alone, every second, or ten who compare their notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from tests import cast as people

from samspill.surveys.models import SurveyRound

pytestmark = pytest.mark.django_db

HEADERS = ("ETag", "Last-Modified", "Set-Cookie", "Location", "Content-Type", "Vary")


@pytest.fixture
def opened(cast: people.Cast) -> SurveyRound:
    return people.an_open_round(cast.cecilie)


def seen(response: Any) -> tuple[object, ...]:
    """Return everything that can be noted of an answer, without the tokens that always differ."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    headers = tuple((name, response.headers.get(name)) for name in HEADERS if name != "Set-Cookie")
    return response.status_code, len(body), body, headers


def every_view(opened: SurveyRound, cast: people.Cast) -> dict[str, tuple[object, ...]]:
    """Return what a participant, a reader and the facilitator see on every page they can poll."""
    assert opened.join_code is not None
    code = f"/r/{opened.join_code.address}/"
    collaboration = f"/collaborations/{opened.collaboration_id}/"
    waiting = Client()
    waiting.post(code + "begin/")
    looks: dict[str, tuple[Client, list[str]]] = {
        "nobody": (Client(), ["/", "/join/", code, code + "promise/", code + "news/"]),
        "waiting": (waiting, [code, code + "answer/"]),
        "reader": (people.client_of(cast.eli), ["/", collaboration, "/actions/"]),
        "facilitator": (
            people.client_of(cast.cecilie),
            [
                "/",
                collaboration,
                f"/rounds/{opened.pk}/",
                f"/rounds/{opened.pk}/screen/",
                f"/rounds/{opened.pk}/screen/stamp/",
            ],
        ),
    }
    return {
        f"{who} {page}": seen(browser.get(page))
        for who, (browser, pages) in looks.items()
        for page in pages
    }


def notes(
    opened: SurveyRound, cast: people.Cast, answers: list[list[int | None]]
) -> Iterator[dict[str, tuple[object, ...]]]:
    yield every_view(opened, cast)
    for one in answers:
        people.answer_it(opened, [one])
        yield every_view(opened, cast)


def test_nothing_moves_with_an_answer(opened: SurveyRound, cast: people.Cast) -> None:
    """Everything is polled after every single answer, also the fifth and the last that is taken."""
    answers = people.some_answers(12)
    SurveyRound.objects.update(expected_count=12)
    before: dict[str, tuple[object, ...]] = {}
    for number, now in enumerate(notes(opened, cast, answers)):
        if before:
            moved = {page for page in now if now[page] != before[page]}
            assert not moved, (number, moved)
        before = now


def test_what_was_answered_makes_no_difference(cast: people.Cast) -> None:
    """Two rooms that answer as differently as can be look the same until the result is shown."""
    views = []
    for point in (1, 5):
        opened = people.an_open_round(cast.cecilie)
        people.answer_it(opened, [[point] * 10 for _ in range(12)])
        page = every_view(opened, cast)[f"facilitator /rounds/{opened.pk}/"][2]
        assert isinstance(page, str)
        views.append(page.split('class="lede"')[1].split("</p>")[0])
    assert views[0] == views[1]


def test_the_length_of_a_phones_wait_tells_nothing(opened: SurveyRound, cast: people.Cast) -> None:
    """The page that receives an answer is the same for the first and for the last."""
    assert opened.join_code is not None
    code = f"/r/{opened.join_code.address}/"
    received = set()
    for point in (1, 3, 5):
        phone = Client()
        phone.post(code + "begin/")
        phone.post(code + "answer/", {f"item-{number}": str(point) for number in range(1, 11)})
        received.add(seen(phone.get(code + "received/"))[2])
    assert len(received) == 1

"""What is slowed before anybody answers it: codes tried out, and answers by the dozen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from samspill.site import slowing
from samspill.site.middleware import TOO_MANY_TRIES
from samspill.site.rsgi_bridge import RsgiBridge
from samspill.site.tests.test_rsgi_bridge import APhone, ARequest


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("method", "path", "is_try"),
    [
        ("GET", "/r/482917/", True),
        ("GET", "/r/482917/promise/", True),
        ("POST", "/join/", True),
        ("POST", "/r/aBcDeFgHiJkLmNoPqRsTuV/begin/", True),
        ("POST", "/r/aBcDeFgHiJkLmNoPqRsTuV/table/", True),
        ("GET", "/r/aBcDeFgHiJkLmNoPqRsTuV/", False),
        ("POST", "/r/aBcDeFgHiJkLmNoPqRsTuV/answer/", False),
        ("GET", "/join/", False),
        ("GET", "/", False),
    ],
)
def test_only_what_can_be_guessed_at_counts_as_a_try(method: str, path: str, is_try: bool) -> None:
    assert slowing.can_be_tried_out(method, path) is is_try


def test_a_code_walked_by_a_script_comes_to_a_crawl() -> None:
    """A million codes at one in two seconds: three weeks, and a code lives for days."""
    clock = Clock()
    tries = slowing.Tries(clock=clock, counted_at=clock.now)
    assert sum(tries.take() for _ in range(1000)) == slowing.TRIES
    clock.now += 3600
    assert sum(tries.take() for _ in range(10_000)) == slowing.TRIES
    taken = 0
    for _second in range(3600):
        clock.now += 1
        taken += sum(tries.take() for _ in range(300))
    assert 1799 <= taken <= 1801


def test_who_types_the_right_code_keeps_nobody_waiting() -> None:
    """A hall of two hundred at once: each try is given back when it was right."""
    tries = slowing.Tries(clock=Clock())
    for _phone in range(200):
        assert tries.take()
        tries.give_back()


def test_whoever_waits_in_vain_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    asked: list[dict[str, Any]] = []

    def pages(environ: dict[str, Any], start: Callable[..., object]) -> list[bytes]:
        asked.append(environ)
        start("404 Not Found", [])
        return [b""]

    monkeypatch.setattr(slowing, "PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr(slowing, "LOOK_EVERY_SECONDS", 0.001)
    bridge = RsgiBridge(pages, threads=1)

    async def walk() -> None:
        for code in range(slowing.TRIES + 5):
            await bridge.__rsgi__(ARequest("GET", f"/r/{code:06}/"), APhone())

    asyncio.run(walk())
    refused = [TOO_MANY_TRIES in environ for environ in asked]
    assert refused == [False] * slowing.TRIES + [True] * 5
    marked = Client()
    marked.defaults[TOO_MANY_TRIES] = "yes"
    told = marked.get("/r/482917/")
    assert told.status_code == 429
    assert "Mange feil koder blir prøvd akkurat nå" in told.content.decode()


def test_many_answers_a_second_from_one_network_wait_their_turn() -> None:
    """Eight at once are a table that is done together; a thousand are a script."""
    pace = slowing.Pace(clock=Clock())
    answer = ("POST", "/r/aBcDeFgHiJkLmNoPqRsTuV/answer/")
    waits = [pace.seconds_to_wait(*answer, "203.0.113.7:4711") for _ in range(1000)]
    assert waits[: slowing.AT_ONCE] == [0.0] * slowing.AT_ONCE
    assert waits[100] == pytest.approx((100 - slowing.AT_ONCE) / slowing.A_SECOND)
    assert max(waits) == slowing.LONGEST_WAIT_SECONDS, "slowed, and never refused"
    assert pace.seconds_to_wait(*answer, "198.51.100.7:4711") == 0.0
    assert pace.seconds_to_wait("POST", "/r/another/answer/", "203.0.113.7:4711") == 0.0
    assert pace.seconds_to_wait("GET", answer[1], "203.0.113.7:4711") == 0.0


def test_a_room_of_two_hundred_behind_one_address_hardly_waits() -> None:
    clock = Clock()
    pace = slowing.Pace(clock=clock)
    waits = []
    for _phone in range(200):
        clock.now += 60 / 200
        waits.append(pace.seconds_to_wait("POST", "/r/room/answer/", "203.0.113.7:4711"))
    assert max(waits) == 0.0


def test_what_is_remembered_of_networks_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slowing, "MOST_REMEMBERED", 10)
    clock = Clock()
    pace = slowing.Pace(clock=clock)
    for number in range(11):
        pace.seconds_to_wait("POST", "/r/room/answer/", f"203.0.113.{number}:4711")
    clock.now += 1
    pace.seconds_to_wait("POST", "/r/room/answer/", "198.51.100.7:4711")
    assert len(pace.free_at) == 1


@pytest.mark.parametrize(
    ("client", "network"),
    [
        ("203.0.113.7:4711", "203.0.113.7"),
        ("[2001:db8:1:2:3:4:5:6]:4711", "2001:db8:1:2"),
        ("203.0.113.7", "203.0.113.7"),
    ],
)
def test_a_network_is_an_address_or_half_of_one(client: str, network: str) -> None:
    assert slowing.network_of(client) == network

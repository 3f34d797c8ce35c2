"""The bridge: what comes in, and that a phone that is slow keeps nobody else waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIHandler
from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]

from samspill.site import rsgi_bridge as the_bridge
from samspill.site.rsgi_bridge import RsgiBridge

FORM = {"content-type": "application/x-www-form-urlencoded"}


class ARequest:
    def __init__(self, method: str, path: str, *headers: tuple[str, str]) -> None:
        self.method, self.path, self.query_string = method, path, ""
        self.scheme = "http"
        self.client = "198.51.100.7:40000"
        self.headers = dict_of_pairs([("host", "localhost"), *headers])


class dict_of_pairs:  # noqa: N801
    """Headers as granian has them: the same name may come twice."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.items = lambda: pairs


class APhone:
    """The other end: `send` gives what it sends, when it has sent it."""

    def __init__(self, send: Callable[[], Awaitable[bytes]] | None = None) -> None:
        self._send = send
        self.answered: tuple[int, dict[str, str], bytes] | None = None

    async def __call__(self) -> bytes:
        assert self._send is not None, "asked for what it never announced"
        return await self._send()

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        self.response_bytes(status, headers, b"")

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.answered = (status, {name.lower(): value for name, value in headers}, body)

    @property
    def status(self) -> int:
        assert self.answered is not None, "it got no answer"
        return self.answered[0]


class Pages:
    """Behind the bridge: keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def __call__(self, environ: dict[str, Any], start: Callable[..., object]) -> list[bytes]:
        self.asked.append(environ | {"body": environ["wsgi.input"].read()})
        start("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "a=1")])
        return [b"so", b" it is"]


@pytest.fixture
def pages() -> Pages:
    return Pages()


def knock(pages: Callable[..., Any], request: Any, phone: APhone) -> APhone:
    asyncio.run(RsgiBridge(pages, threads=1).__rsgi__(request, phone))
    return phone


def announce(body: bytes, **more: str) -> list[tuple[str, str]]:
    return [*FORM.items(), ("content-length", str(len(body))), *more.items()]


def test_others_are_answered_while_a_phone_is_still_sending(pages: Pages) -> None:
    body = urlencode({"item-1": "3"}).encode()

    async def room() -> None:
        bridge, has_sent = RsgiBridge(pages, threads=1), asyncio.Event()

        async def slowly() -> bytes:
            await has_sent.wait()
            return body

        slow, other = APhone(slowly), APhone()
        slow_one = asyncio.create_task(
            bridge.__rsgi__(ARequest("POST", "/r/1/answer/", *announce(body)), slow)
        )
        await asyncio.sleep(0)
        await bridge.__rsgi__(ARequest("GET", "/r/1/"), other)
        assert other.status == 200
        assert slow.answered is None
        has_sent.set()
        await slow_one
        assert slow.status == 200

    asyncio.run(room())
    assert [one["PATH_INFO"] for one in pages.asked] == ["/r/1/", "/r/1/answer/"]
    assert pages.asked[1]["body"] == body


def test_what_was_cut_off_on_the_way_never_comes_in(pages: Pages) -> None:
    """Half an answer would be stored, and the phone that sends again be told it is received."""

    async def cut_off() -> bytes:
        raise ProtocolClosed

    phone = APhone(cut_off)
    knock(pages, ARequest("POST", "/", *announce(b"item-1=3")), phone)
    assert (phone.status, pages.asked) == (400, [])


def test_who_sends_less_than_announced_is_refused(pages: Pages) -> None:
    async def less() -> bytes:
        return b"item"

    phone = APhone(less)
    knock(pages, ARequest("POST", "/", *announce(b"item-1=3")), phone)
    assert (phone.status, pages.asked) == (400, [])


def test_who_never_ends_is_given_up(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never() -> bytes:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(the_bridge, "BODY_TIMEOUT_SECONDS", 0.01)
    phone = APhone(never)
    knock(pages, ARequest("POST", "/", *announce(b"item-1=3")), phone)
    assert (phone.status, pages.asked) == (408, [])


def test_a_form_whose_end_cannot_be_told_is_refused(pages: Pages) -> None:
    phone = APhone()
    request = ARequest("POST", "/", *FORM.items(), ("transfer-encoding", "chunked"))
    knock(pages, request, phone)
    assert (phone.status, pages.asked) == (411, [])


@pytest.mark.django_db
def test_what_is_far_too_large_is_not_taken_in() -> None:
    """The page that says so is given by the length alone; nothing is waited for."""
    large = str(the_bridge.LARGEST_BODY + 1)
    request = ARequest("POST", "/join/", *FORM.items(), ("content-length", large))
    assert knock(WSGIHandler(), request, APhone()).status == 413


def test_nothing_behind_the_bridge_knows_where_a_phone_is(pages: Pages) -> None:
    """So nobody can be counted, throttled or told by an address that a whole hall shares."""
    knock(pages, ARequest("GET", "/"), APhone())
    assert "198.51.100.7" not in repr(pages.asked[0])
    assert "REMOTE_ADDR" not in pages.asked[0]


def test_headers_come_in_as_they_were_meant(pages: Pages) -> None:
    headers = [("cookie", "a=1"), ("cookie", "b=2"), ("x_forwarded_proto", "https")]
    phone = APhone()
    knock(pages, ARequest("GET", "/r/blå/", *headers), phone)
    assert pages.asked[0]["HTTP_COOKIE"] == "a=1; b=2"
    assert "HTTP_X_FORWARDED_PROTO" not in pages.asked[0]
    assert pages.asked[0]["PATH_INFO"].encode("latin-1").decode() == "/r/blå/"
    assert phone.answered == (200, {"content-type": "text/plain", "set-cookie": "a=1"}, b"so it is")

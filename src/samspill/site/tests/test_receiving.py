"""What is sent is received whole before its turn; half of it is never taken for all of it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from threading import Event, Thread, get_ident
from typing import Any

from samspill.site.receiving import InTurn


class Phone(io.BytesIO):
    """A body that comes when it is let go, or a line that breaks."""

    def __init__(self, body: bytes, *, breaks: bool = False) -> None:
        super().__init__(body)
        self.go = Event()
        self.is_waiting = Event()
        self.breaks = breaks

    def read(self, size: int | None = -1) -> bytes:
        self.is_waiting.set()
        self.go.wait(20)
        if self.breaks:
            raise ConnectionResetError
        return super().read(size)


def pages(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("X-Thread", str(get_ident()))])
    return [environ["wsgi.input"].read()]


def ask(application: InTurn, body: io.BytesIO, length: str) -> tuple[str, bytes, str]:
    told: list[tuple[str, list[tuple[str, str]]]] = []
    environ = {"CONTENT_LENGTH": length, "wsgi.input": body}
    page = application(environ, lambda status, headers: told.append((status, headers)))
    return told[0][0], b"".join(page), told[0][1][0][1]


def test_a_slow_phone_keeps_nobody_waiting() -> None:
    application = InTurn(pages, workers=1, largest=100)
    slow = Phone(b"code=1")
    replies: list[tuple[str, bytes, str]] = []
    waiting = Thread(target=lambda: replies.append(ask(application, slow, "6")))
    waiting.start()
    assert slow.is_waiting.wait(20)
    assert ask(application, io.BytesIO(b"code=2"), "6")[1] == b"code=2"
    assert replies == []
    slow.go.set()
    waiting.join(20)
    assert replies[0][:2] == ("200 OK", b"code=1")


def test_pages_are_made_in_one_thread_where_the_database_has_one_writer() -> None:
    application = InTurn(pages, workers=1, largest=100)
    threads = {ask(application, io.BytesIO(b""), "")[2] for _ in range(5)}
    assert len(threads) == 1
    assert threads != {str(get_ident())}


def test_half_a_form_makes_no_page() -> None:
    application = InTurn(pages, workers=1, largest=100)
    assert ask(application, io.BytesIO(b"item-1=4&item-"), "90")[:2] == ("400 Bad Request", b"")
    broken = Phone(b"item-1=4", breaks=True)
    broken.go.set()
    assert ask(application, broken, "8")[0] == "400 Bad Request"


def test_what_is_too_large_or_no_length_is_left_to_the_pages_to_refuse() -> None:
    application = InTurn(pages, workers=1, largest=3)
    for length in ("4", "x", "-1", "٣", ""):
        assert ask(application, io.BytesIO(b"four"), length)[1] == b"four"

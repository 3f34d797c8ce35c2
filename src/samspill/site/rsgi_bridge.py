"""From granian's own interface (RSGI) to WSGI: read at the phone's pace, answer at ours.

Django answers in one thread on SQLite. Whoever reads or writes to a phone in that thread lets
everybody wait for the slowest network in the room. So a request is taken in whole before Django
hears of it, and an answer is handed over whole; in between the thread waits for nobody.

What was cut off on the way never comes in: half an answer would be stored as if it were all.
The phone's address is not handed on, so nothing behind the bridge can count phones by it; the
bridge itself lets what comes too fast wait (`slowing`), and forgets.
"""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]

from samspill.site import slowing
from samspill.site.middleware import TOO_MANY_TRIES

# Far above any form of ours, and low enough to be kept in memory; pages have lower limits.
LARGEST_BODY = 2 * 1024 * 1024
# As long as the server gives the first lines of a request, twice: a phone at the edge of the net.
BODY_TIMEOUT_SECONDS = 60.0

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
Answer = tuple[int, list[tuple[str, str]], bytes]


class Request(Protocol):
    """What granian tells of a request (RSGI 1.5)."""

    method: str
    path: str
    query_string: str
    scheme: str
    headers: Any
    client: str


class Connection(Protocol):
    """The connection to a browser (RSGI 1.5): awaited, it gives the whole body."""

    async def __call__(self) -> bytes: ...
    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None: ...
    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None: ...


class RsgiBridge:
    """Reads requests, many at once, and lets `threads` of them be answered at a time."""

    def __init__(self, application: Application, threads: int) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="answer")
        self._tries = slowing.Tries()
        self._pace = slowing.Pace()

    async def __rsgi__(self, request: Request, connection: Connection) -> None:
        headers = headers_of(request)
        length = content_length(headers)
        if length is None:  # no browser sends a form like that, and its end cannot be told
            connection.response_empty(411, [("connection", "close")])
            return
        body = b""
        if 0 < length <= LARGEST_BODY:
            try:
                body = await asyncio.wait_for(connection(), BODY_TIMEOUT_SECONDS)
            except TimeoutError:
                connection.response_empty(408, [("connection", "close")])
                return
            except ProtocolClosed:
                body = b""
            if len(body) != length:  # cut off in the middle
                connection.response_empty(400, [("connection", "close")])
                return
        environ = environ_of(request, headers, body)
        is_try = slowing.can_be_tried_out(request.method, request.path)
        if is_try and not await self._tries.wait():
            environ[TOO_MANY_TRIES] = "yes"
            is_try = False
        wait = self._pace.seconds_to_wait(request.method, request.path, request.client)
        if wait:
            await asyncio.sleep(wait)
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self._threads, self._answer, environ)
        if is_try and answer[0] not in slowing.WRONG:
            self._tries.give_back()
        connection.response_bytes(*answer)

    def _answer(self, environ: dict[str, Any]) -> Answer:
        """Let Django answer, and return status, headers and the whole body."""
        started: list[tuple[int, list[tuple[str, str]]]] = []

        def start(
            status: str, headers: list[tuple[str, str]], _failed: object = None
        ) -> Callable[[bytes], object]:
            started.append((int(status.split(" ", 1)[0]), headers))
            return lambda _part: None  # an old way to write, which Django does not use

        parts: Iterable[bytes] = self._application(environ, start)
        try:
            body = b"".join(parts)
        finally:
            close: Callable[[], None] = getattr(parts, "close", lambda: None)
            close()
        return (*started[-1], body)


class UnreadBody(io.RawIOBase):
    """The body of a request that is too large. Pages refuse it by its length, and never read it."""

    def read(self, _size: int = -1) -> bytes:
        raise OSError("more was sent than is taken in")


def environ_of(request: Request, headers: dict[str, str], body: bytes) -> dict[str, Any]:
    """Return the request as PEP 3333 has it."""
    is_whole = content_length(headers) == len(body)
    environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": request.path.encode().decode("latin-1"),
        "QUERY_STRING": request.query_string,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "443" if request.scheme == "https" else "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme,
        "wsgi.input": io.BytesIO(body) if is_whole else UnreadBody(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in headers.items():
        key = name.upper().replace("-", "_")
        environ[key if name in ("content-type", "content-length") else f"HTTP_{key}"] = value
    return environ


def headers_of(request: Request) -> dict[str, str]:
    """Return the headers by name; a name with an underscore could pass for another, and is not."""
    headers: dict[str, str] = {}
    for name, value in request.headers.items():
        if "_" in name:
            continue
        between = "; " if name == "cookie" else ", "
        headers[name] = f"{headers[name]}{between}{value}" if name in headers else value
    return headers


def content_length(headers: dict[str, str]) -> int | None:
    """Return how many bytes follow the headers, or None when that is not told."""
    if "transfer-encoding" in headers:
        return None
    length = headers.get("content-length", "0")
    return int(length) if length.isdecimal() else None

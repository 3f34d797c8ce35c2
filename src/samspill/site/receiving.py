"""What is sent is received whole before its turn comes: a slow phone keeps nobody waiting.

A phone that loses the network in the middle of a form would else hold a thread of those that make
pages, and on SQLite there is only one. Half a form is never taken for a form.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Pages = Callable[[Environ, Any], Iterable[bytes]]


class InTurn:
    """A WSGI application that receives in the server's threads and makes pages in its own few."""

    def __init__(self, pages: Pages, *, workers: int, largest: int) -> None:
        self.pages = pages
        self.largest = largest
        self._workers = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="pages")

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not self._receive(environ):
            # Nobody is there any more to read why.
            start_response("400 Bad Request", [("Content-Length", "0")])
            return [b""]
        status, headers, page = self._workers.submit(self._make, environ).result()
        start_response(status, headers)
        return page

    def _receive(self, environ: Environ) -> bool:
        """Put what is sent in the place of the connection; tell whether all of it came.

        What is larger than any form of ours is left where it is: it is refused unread.
        """
        announced = environ.get("CONTENT_LENGTH") or "0"
        if not (announced.isascii() and announced.isdecimal()) or int(announced) > self.largest:
            return True
        length = int(announced)
        if not length:
            return True
        try:
            received = environ["wsgi.input"].read(length)
        except OSError:
            return False
        environ["wsgi.input"] = io.BytesIO(received)
        return len(received) == length

    def _make(self, environ: Environ) -> tuple[str, list[tuple[str, str]], Iterable[bytes]]:
        head: list[tuple[str, list[tuple[str, str]]]] = []
        page = self.pages(environ, lambda status, headers, *_rest: head.append((status, headers)))
        ((status, headers),) = head
        return status, headers, page

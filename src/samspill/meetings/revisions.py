"""What phones ask for each second: a number that changes when something has been pressed.

One answer for everybody with the same code, kept in memory, so that two hundred phones cost the
database nothing. It is read anew after each change made here, and at most each third of a second
for changes that another process makes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from samspill.meetings.results import revision_by_code

ADDRESS = "/live/"
READ_AGAIN_AFTER = 0.3


class Revisions:
    """The revision of every meeting that phones may follow, by its code."""

    def __init__(self, read: Callable[[], Mapping[str, str]]) -> None:
        self._read = read
        self._by_code: Mapping[str, str] = {}
        self._read_at = float("-inf")

    def of(self, code: str) -> str | None:
        """Return the revision of the meeting with this code; None where no meeting is led."""
        if time.monotonic() - self._read_at > READ_AGAIN_AFTER:
            self._read_at = time.monotonic()
            try:
                self._by_code = self._read()
            except DatabaseError:  # what is known stays; phones ask again
                pass
        return self._by_code.get(code)

    def read_again(self) -> None:
        """Let the next phone that asks be told what the database has."""
        self._read_at = float("-inf")


REVISIONS = Revisions(revision_by_code)


class LiveRevisions:
    """Answer `/live/CODE/` before anything else is asked: no session, no cookie, no language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ADDRESS) or request.method != "GET":
            return self.get_response(request)
        revision = REVISIONS.of(request.path_info[len(ADDRESS) :].strip("/"))
        # A meeting that is over, or none: told in a letter, which is no revision of any page.
        return live_answer(revision)


def live_answer(revision: str | None) -> HttpResponse:
    response = HttpResponse(revision or "-", content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response

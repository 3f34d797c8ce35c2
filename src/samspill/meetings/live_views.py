"""The version that every phone asks for each second, answered before anything else is looked at."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from samspill.foundation.access.public import open_to_everyone
from samspill.meetings.revisions import REVISIONS

ADDRESS = "/live/"


class LiveRevisions:
    """Answer `/live/ADDRESS/` before anything else is asked: no session, no cookie, no language."""

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


@require_safe
@open_to_everyone()
def live(_request: HttpRequest, key: str) -> HttpResponse:
    """Answer as `LiveRevisions` does, which stands before all others and answers first."""
    return live_answer(REVISIONS.of(key))

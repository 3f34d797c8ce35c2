"""What is refused before a page is asked, or without one: told in the product's own words."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve


class KindRefusals:
    """Refuse what is larger than any form of ours, and explain an address that is no page.

    By the length that is announced, before anything is read: Django itself measures the fields
    of a form, and writes a file that is sent beside them to the disk, whatever its size.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = _announced_length(request)
        if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and length > _most_at(request.path_info):
            return render(request, "site/too_large.html", status=413)
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            told = render(request, "site/no_page.html", status=405)
            told["Allow"] = response["Allow"]
            return told
        return response


def _most_at(path: str) -> int:
    """Return how much the page at an address takes, where it takes more than a form."""
    try:
        return int(getattr(resolve(path).func, "takes_at_most", 0))
    except Resolver404:
        return 0


def _announced_length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0  # as Django takes it, which then reads nothing

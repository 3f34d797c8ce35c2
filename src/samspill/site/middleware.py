"""Middleware: what is refused before a view is called, or without one, in the product's words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_SECRET_LENGTH, CsrfViewMiddleware
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.crypto import salted_hmac

# Where people come in without an account: a round, a meeting, a task, and the field for a code.
IN_A_ROOM = re.compile(r"/(?:r|m|task)/[^/]+/")
CODE_FIELD = "/join/"

# What the bridge says of a request that waited in vain for a try at a code.
TOO_MANY_TRIES = "samspill.too_many_tries"


def only_utf8(environ: dict[str, Any]) -> dict[str, Any]:
    """Let what is sent be read as UTF-8, as every page of ours is, whatever the request calls it.

    A name that is no encoding of text, such as `charset=hex`, would break the request before any
    page or middleware is asked.
    """
    kind = environ.get("CONTENT_TYPE", "")
    if "charset" in kind.lower():
        parts = kind.split(";")
        other_parts = [part for part in parts if not part.strip().lower().startswith("charset")]
        environ["CONTENT_TYPE"] = ";".join(other_parts)
    return environ


class UnprintableCookies:
    """Leave out cookies that are not ours: an escape for a control sign can hide in one.

    PostgreSQL refuses a text with such a sign, so that looking for the session would fail.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name, value in list(request.COOKIES.items()):
            if not value.isprintable():
                del request.COOKIES[name]
        return self.get_response(request)


class FormTokens(CsrfViewMiddleware):
    """Protect forms against other sites; on participants' pages without a cookie.

    A cookie that all addresses share would join the phone that is known by name in a meeting and
    the one that answers anonymously in a round of it. There, the secret is the same for everybody
    who has the address, made from it: it joins nobody, and a page of another site does not know it.
    """

    def _get_secret(self, request: HttpRequest) -> str | None:
        room = _room_of(request.path_info)
        if not room:
            secret: str | None = super()._get_secret(request)  # type: ignore[misc]
            return secret
        digest: str = salted_hmac("samspill.site.form tokens", room).hexdigest()
        return digest[:CSRF_SECRET_LENGTH]

    def _set_csrf_cookie(self, request: HttpRequest, response: HttpResponse) -> None:
        if not _room_of(request.path_info):
            super()._set_csrf_cookie(request, response)  # type: ignore[misc]


def _room_of(path: str) -> str:
    """Return the address below which participants are, "/r/482917/"; empty for other pages."""
    if path.startswith(CODE_FIELD):
        return CODE_FIELD
    place = IN_A_ROOM.match(path)
    return place[0] if place else ""


class RefusalPages:
    """Refuse what is larger than any form of ours, and explain an address that is no page.

    By the length that is announced, before anything is read: Django itself measures the fields
    of a form, and writes a file that is sent beside them to the disk, whatever its size.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if TOO_MANY_TRIES in request.META:
            return render(request, "site/too_many_tries.html", status=429)
        length = _content_length(request)
        if length is None:
            return render(request, "site/bad_request.html", status=400)
        if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and length > body_limit_of(
            request.path_info
        ):
            return render(request, "site/too_large.html", status=413)
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = render(request, "site/no_page.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return response


def body_limit_of(path: str) -> int:
    """Return how many bytes the page at an address takes, 0 where it takes no more than a form."""
    try:
        return int(getattr(resolve(path).func, "takes_at_most", 0))
    except Resolver404:
        return 0


def _content_length(request: HttpRequest) -> int | None:
    """Return how much is to come; None when what was announced is no number."""
    try:
        return int((request.META.get("CONTENT_LENGTH") or "0").encode("ascii"))
    except ValueError:
        return None

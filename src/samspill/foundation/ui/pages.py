"""How a page with a form is answered."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samspill.foundation.access.public import Actor, find_actor


def form_page(
    request: HttpRequest, template: str, form: forms.BaseForm, context: Mapping[str, object]
) -> HttpResponse:
    """Return a page with a form: 422 when the form was sent, since it then has something wrong."""
    status = 422 if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)


def open_page(
    request: HttpRequest, template: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """Return a page that is open to everyone, in the frame of whoever reads it.

    The template extends `frame`. Nobody's session is looked for who has none.
    """
    frame = "ui/facilitator.html" if reader_of(request) else "ui/open.html"
    return render(request, template, {"frame": frame, **context}, status=status)


def reader_of(request: HttpRequest) -> Actor | None:
    """Return who reads a page that is open to everyone; None for somebody without an account."""
    if not hasattr(request, "actor"):
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        request.actor = find_actor(request) if has_session else None  # type: ignore[attr-defined]
    actor: Actor | None = request.actor  # type: ignore[attr-defined]
    return actor

"""The frame around something that anybody may read: one's own pages', or an open one."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from samspill.foundation.access.public import Actor, find_actor


def find_reader(request: HttpRequest) -> Actor | None:
    """Return who reads a page that is open to everyone; nobody's session is looked for."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    request.actor = find_actor(request) if has_session else None  # type: ignore[attr-defined]
    reader: Actor | None = request.actor  # type: ignore[attr-defined]
    return reader


def frame_for(reader: Actor | None) -> str:
    """Return the frame that this person's other pages have."""
    return "ui/facilitator.html" if reader else "guides/open_frame.html"

"""The pages of a big screen: what the room looks at, its stamp, and the buttons and keys."""

from __future__ import annotations

import contextlib

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samspill.foundation.access.public import ActorRequest, guarded
from samspill.screens.operations import CannotShowError, blank_screen, show_on_screen
from samspill.screens.results import read_screen, stamp_of
from samspill.screens.subjects import Part, SubjectKind, Thing


def screen_paths(prefix: str, kind: SubjectKind[Thing]) -> list[URLPattern]:
    """Return the three addresses of the screens of a kind, for the `urls` of the slice it is in.

    `prefix` is the address of the screen, with the `key` of the thing in it. The names are
    `screen`, `screen_stamp` and `drive_screen` in the namespace of the kind.
    """

    @never_cache
    @require_safe
    @guarded(kind.access, to="follow")
    def screen(request: ActorRequest, thing: Thing) -> HttpResponse:
        return _screen_page(request, kind, thing)

    @never_cache
    @require_safe
    @guarded(kind.access, to="follow")
    def stamp(_request: ActorRequest, thing: Thing) -> HttpResponse:
        """Answer in a few letters whether a facilitator has changed what the screen shows."""
        return HttpResponse(stamp_of(kind, thing), content_type="text/plain; charset=utf-8")

    @require_POST
    @guarded(kind.access, to="change")
    def drive_screen(request: ActorRequest, thing: Thing) -> HttpResponse:
        return _drive_screen(request, kind, thing)

    return [
        path(prefix, screen, name="screen"),
        path(f"{prefix}stamp/", stamp, name="screen_stamp"),
        path(f"{prefix}show/", drive_screen, name="drive_screen"),
    ]


def _screen_page(request: ActorRequest, kind: SubjectKind[Thing], thing: Thing) -> HttpResponse:
    """Show one thing, large: for a window on the projector, where a facilitator is logged in."""
    subject = kind.subject_of(thing, get_language() or "nb")
    frame = kind.frame_of(thing)
    context = {
        **kind.context_of(request, thing),
        "screen": read_screen(kind, thing, subject),
        "frame": frame,
        "back_url": frame.pages[frame.back],
    }
    return render(request, "screens/screen.html", context)


def _drive_screen(request: ActorRequest, kind: SubjectKind[Thing], thing: Thing) -> HttpResponse:
    """Do what a button or a key says, and go back to the page it was pressed on.

    It was pressed in the panel or on the screen ("show"), or at a part on a page ("at").
    """
    pressed = request.POST.get("at", "") or request.POST.get("show", "")
    part = Part.from_value(pressed)
    # Where it cannot be shown (any more), the page tells how it stands.
    with contextlib.suppress(CannotShowError):
        if pressed in ("blank", "again"):
            blank_screen(kind, thing, is_blank=pressed == "blank", by=request.actor)
        else:
            show_on_screen(kind, thing, part, by=request.actor)
    page = kind.frame_of(thing).pages.get(request.POST.get("from", ""))
    if page is None:
        return redirect(f"{kind.namespace}:screen", thing.pk)
    anchor = f"show-{part.key}" if "at" in request.POST else "screen-panel"
    return redirect(f"{page}#{anchor}")

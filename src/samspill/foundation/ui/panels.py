"""Panels: how a page of a low slice shows what a higher slice has, without knowing it.

The site registers them; a page asks for those of its place, such as "collaboration". A page that
is open to everyone has places of its own, where a panel cannot ask who is acting.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samspill.foundation.access.public import ActorRequest

Panel = Callable[[ActorRequest, object], tuple[str, dict[str, object]]]
OpenPanel = Callable[[HttpRequest, object], tuple[str, dict[str, object]]]

_panels: dict[str, list[Panel]] = {}
_open_panels: dict[str, list[OpenPanel]] = {}


def register(place: str, panel: Panel) -> None:
    """Show `panel` on the pages at `place`, after those already registered there.

    A panel takes the request and the page's object, and returns a template's name and context.
    """
    _panels.setdefault(place, []).append(panel)


def register_open(place: str, panel: OpenPanel) -> None:
    """Show `panel` on pages that are open to everyone: its request may have no actor."""
    _open_panels.setdefault(place, []).append(panel)


def panels_for(place: str, request: ActorRequest, thing: object) -> list[SafeString]:
    return [_drawn(request, *panel(request, thing)) for panel in _panels.get(place, [])]


def open_panels_for(place: str, request: HttpRequest, thing: object) -> list[SafeString]:
    return [_drawn(request, *panel(request, thing)) for panel in _open_panels.get(place, [])]


def _drawn(request: HttpRequest, template: str, context: dict[str, object]) -> SafeString:
    return render_to_string(template, context, request=request)

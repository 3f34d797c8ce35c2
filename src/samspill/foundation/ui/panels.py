"""Panels: how a page of a low slice shows what a higher slice has, without knowing it.

The site registers them; a page asks for those of its place, such as "collaboration".
"""

from __future__ import annotations

from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samspill.foundation.access.public import ActorRequest

Panel = Callable[[ActorRequest, object], tuple[str, dict[str, object]]]

_panels: dict[str, list[Panel]] = {}


def register(place: str, panel: Panel) -> None:
    """Show `panel` on the pages at `place`, after those already registered there.

    A panel takes the request and the page's object, and returns a template's name and context.
    """
    _panels.setdefault(place, []).append(panel)


def panels_for(place: str, request: ActorRequest, thing: object) -> list[SafeString]:
    rendered = []
    for panel in _panels.get(place, []):
        template, context = panel(request, thing)
        rendered.append(render_to_string(template, context, request=request))
    return rendered

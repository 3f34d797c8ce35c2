"""Panels: how a page of a low slice shows what a higher slice has, without knowing it.

Slices declare them; a page asks for those of its place. A page that is open to everyone has
places of its own, where a panel cannot ask who is acting.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samspill.foundation.access.public import ActorRequest
from samspill.foundation.declarations.public import (
    OpenPanel,
    OpenPlace,
    Panel,
    PanelContent,
    Place,
    declared,
)


@dataclass(frozen=True)
class DrawnPanel:
    """A panel as it stands on a page; written in a template, it is its HTML.

    `contents` is what a table of contents calls it, and `anchor` where that leads to; both empty
    where nothing leads to it.
    """

    html: SafeString
    anchor: str
    contents: str

    def __str__(self) -> str:
        return self.html


def panels_for(place: Place, request: ActorRequest, thing: object) -> list[DrawnPanel]:
    """Return the panels at a place of a page about `thing`, in their order."""
    shown = (
        (panel, panel.show(request, thing)) for panel in declared().panels if panel.place is place
    )
    return [_drawn(request, panel, content) for panel, content in shown if content is not None]


def open_panels_for(place: OpenPlace, request: HttpRequest, thing: object) -> list[DrawnPanel]:
    """Return the panels at a place of a page that is open to everyone."""
    shown = (
        (panel, panel.show(request, thing))
        for panel in declared().open_panels
        if panel.place is place
    )
    return [_drawn(request, panel, content) for panel, content in shown if content is not None]


def _drawn(request: HttpRequest, panel: Panel | OpenPanel, content: PanelContent) -> DrawnPanel:
    template, context = content
    html = render_to_string(template, {"anchor": panel.anchor, **context}, request=request)
    return DrawnPanel(html, panel.anchor, str(panel.contents))

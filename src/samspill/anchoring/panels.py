"""What other pages show of rules of contact; `declares` says where."""

from __future__ import annotations

from django.http import HttpRequest

from samspill.anchoring.results import rules_page
from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import ActorRequest
from samspill.foundation.declarations.public import PanelContent
from samspill.foundation.ui.languages import page_language


def collaboration_panel(request: ActorRequest, thing: object) -> PanelContent:
    """Lead from a collaboration to its rules of contact, and say when they should be looked at."""
    assert isinstance(thing, Collaboration)  # noqa: S101  (a panel stands at one kind of page)
    page = rules_page(request.actor, thing, page_language())
    return "anchoring/panel.html", {"collaboration": thing, "current": page.current}


def arenas_panel(_request: HttpRequest, _thing: object) -> PanelContent:
    """Lead from the open page of arenas to where the rules are kept."""
    return "anchoring/open_panel.html", {}

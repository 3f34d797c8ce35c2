"""What other pages show of reforms; `declares` says where."""

from __future__ import annotations

from django.http import HttpRequest

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import ActorRequest
from samspill.foundation.declarations.public import PanelContent
from samspill.foundation.ui.pages import reader_of
from samspill.reforms.access import ROLES, reforms_of
from samspill.reforms.results import reform_lines


def front_panel(request: HttpRequest, _thing: object) -> PanelContent | None:
    """Show somebody with an account the reforms of their organisation."""
    actor = reader_of(request)
    if actor is None or not actor.is_reader:
        return None
    return "reforms/front_panel.html", {
        "reforms": reform_lines(actor),
        "may_change": actor.has(*ROLES["change"]),
    }


def record_panel(request: HttpRequest, key: object) -> PanelContent | None:
    """Let somebody take over what others have tried."""
    actor = reader_of(request)
    if actor is None or not actor.has(*ROLES["change"]):
        return None
    return "reforms/record_panel.html", {"key": key}


def collaboration_panel(request: ActorRequest, thing: object) -> PanelContent | None:
    """Lead from the collaboration of a reform's levels to the reform."""
    assert isinstance(thing, Collaboration)  # noqa: S101  (a panel stands at one kind of page)
    reform = next(iter(reforms_of(request.actor).filter(collaboration=thing)), None)
    return ("reforms/panel.html", {"reform": reform}) if reform else None

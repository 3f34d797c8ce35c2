"""What other pages show of meetings; `declares` says where."""

from __future__ import annotations

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import ActorRequest
from samspill.foundation.declarations.public import PanelContent


def collaboration_panel(_request: ActorRequest, thing: object) -> PanelContent:
    """Lead from a collaboration to its meetings."""
    assert isinstance(thing, Collaboration)  # noqa: S101  (a panel stands at one kind of page)
    return "meetings/panel.html", {"collaboration": thing}

"""What other pages show of imports; `declares` says where."""

from __future__ import annotations

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import ActorRequest
from samspill.foundation.declarations.public import PanelContent
from samspill.imports.results import files_on_their_way


def imports_panel(request: ActorRequest, thing: object) -> PanelContent:
    assert isinstance(thing, Collaboration)  # noqa: S101  (a panel stands at one kind of page)
    may_change = request.actor.is_facilitator
    return "imports/panel.html", {
        "collaboration": thing,
        "may_change": may_change,
        "files": files_on_their_way(thing) if may_change else [],
    }

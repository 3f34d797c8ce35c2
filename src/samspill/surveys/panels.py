"""What other pages show of rounds; `declares` says where."""

from __future__ import annotations

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import ActorRequest
from samspill.foundation.declarations.public import PanelContent
from samspill.foundation.ui.languages import page_language
from samspill.instruments.public import KeyedInstrument
from samspill.surveys import results


def rounds_panel(request: ActorRequest, thing: object) -> PanelContent:
    assert isinstance(thing, Collaboration)  # noqa: S101  (a panel stands at one kind of page)
    return "surveys/rounds_panel.html", {
        "rounds": results.rounds_of_collaboration(request.actor, thing, page_language()),
        "collaboration": thing,
        "may_change": request.actor.is_facilitator,
    }


def wording_panel(_request: ActorRequest, thing: object) -> PanelContent:
    """Lead from a keyed wording to a round that asks it."""
    assert isinstance(thing, KeyedInstrument)  # noqa: S101
    return "surveys/wording_panel.html", {"keyed": thing}

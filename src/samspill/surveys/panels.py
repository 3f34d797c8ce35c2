"""What other pages show of rounds. The site puts them where they belong."""

from __future__ import annotations

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import ActorRequest, Role
from samspill.foundation.ui.languages import page_language
from samspill.surveys import results


def rounds_panel(request: ActorRequest, thing: object) -> tuple[str, dict[str, object]]:
    assert isinstance(thing, Collaboration)  # noqa: S101  (a panel is wired to one kind of page)
    return "surveys/rounds_panel.html", {
        "rounds": results.rounds_of_collaboration(thing, page_language()),
        "collaboration": thing,
        "may_change": request.actor.role == Role.FACILITATOR,
    }

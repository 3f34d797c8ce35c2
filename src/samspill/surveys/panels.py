"""What other pages show of rounds. The site puts them where they belong."""

from __future__ import annotations

from django.utils.translation import get_language

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import ActorRequest, Role
from samspill.surveys import results


def rounds_panel(request: ActorRequest, thing: object) -> tuple[str, dict[str, object]]:
    assert isinstance(thing, Collaboration)  # noqa: S101  (a panel is wired to one kind of page)
    return "surveys/rounds_panel.html", {
        "rounds": results.rounds_of_collaboration(request.actor, thing, get_language() or "nb"),
        "collaboration": thing,
        "may_change": request.actor.role == Role.FACILITATOR,
    }

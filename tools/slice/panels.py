"""What other pages show of trials. The site puts it where it belongs."""

from __future__ import annotations

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import ActorRequest, Role
from samspill.trials.results import trials_of


def collaboration_panel(request: ActorRequest, thing: object) -> tuple[str, dict[str, object]]:
    assert isinstance(thing, Collaboration)  # noqa: S101  (a panel is wired to one kind of page)
    return "trials/panel.html", {
        "trials": trials_of(thing),
        "collaboration": thing,
        "may_change": request.actor.role == Role.FACILITATOR,
    }

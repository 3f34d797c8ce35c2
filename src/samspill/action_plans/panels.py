"""What other pages show of actions. The site puts them where they belong."""

from __future__ import annotations

from django.utils.translation import get_language

from samspill.action_plans import results
from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import ActorRequest, Role
from samspill.surveys.public import SurveyRound


def collaboration_panel(request: ActorRequest, thing: object) -> tuple[str, dict[str, object]]:
    assert isinstance(thing, Collaboration)  # noqa: S101  (a panel is wired to one kind of page)
    return "action_plans/collaboration_panel.html", {
        "actions": results.actions_of_collaboration(thing, get_language() or "nb"),
        "collaboration": thing,
        "may_change": request.actor.role == Role.FACILITATOR,
    }


def paper_panel(_request: ActorRequest, _thing: object) -> tuple[str, dict[str, object]]:
    """Return an empty sheet to write on: the meeting may have no screen."""
    return "action_plans/paper_panel.html", {}


def reading_panel(request: ActorRequest, thing: object) -> tuple[str, dict[str, object]]:
    assert isinstance(thing, SurveyRound)  # noqa: S101  (a panel is wired to one kind of page)
    return "action_plans/reading_panel.html", {
        "actions": results.actions_of_round(thing.pk, get_language() or "nb"),
        "round_key": thing.pk,
        "may_change": request.actor.role == Role.FACILITATOR,
    }

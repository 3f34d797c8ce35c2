"""The only way to fetch an action: who may see it, and who may change it."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.db.models import QuerySet

from samspill.action_plans.models import Action
from samspill.collaborations.public import collaborations_of
from samspill.foundation.access.public import READERS, Actor, NotAllowedError, NotFoundError, Role

__all__ = ["Action", "access_action", "actions_of"]

To = Literal["see", "change"]

ROLES: dict[To, frozenset[Role]] = {
    "see": frozenset(READERS),
    "change": frozenset({Role.FACILITATOR}),
}


def actions_of(actor: Actor) -> QuerySet[Action]:
    """Return the actions of every collaboration the actor may see."""
    return Action.objects.filter(collaboration__in=collaborations_of(actor)).select_related(
        "collaboration"
    )


def access_action(actor: Actor, key: UUID, *, to: To) -> Action:
    action = (
        Action.objects.filter(
            pk=key,
            collaboration__organisation=actor.organisation_id,
            collaboration__removed_at__isnull=True,
        )
        .select_related("collaboration", "survey_round")
        .first()
    )
    if action is None:
        raise NotFoundError
    if not actor.has(*ROLES[to]):
        raise NotAllowedError
    return action

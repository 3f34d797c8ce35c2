"""The only way to rules of contact: as their collaboration, or the organisation, may be seen."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from samspill.anchoring.models import ContactRules
from samspill.collaborations.public import Collaboration, access_collaboration
from samspill.foundation.access.public import (
    READERS,
    Actor,
    NotAllowedError,
    NotFoundError,
    Role,
)

__all__ = ["ContactRules", "access_contact_rules", "rules_of", "rules_the_actor_sees"]

To = Literal["see", "change"]
ROLES: dict[To, frozenset[Role]] = {
    "see": frozenset(READERS),
    "change": frozenset({Role.FACILITATOR}),
}


def access_contact_rules(actor: Actor, key: UUID, *, to: To) -> ContactRules:
    mine = ContactRules.objects.filter(organisation=actor.organisation_id, pk=key)
    rules = mine.select_related("collaboration").first()
    if rules is None:
        raise NotFoundError
    if rules.collaboration_id is not None:
        access_collaboration(actor, rules.collaboration_id, to=to)
    elif not actor.has(*ROLES[to]):
        raise NotAllowedError
    return rules


def rules_of(actor: Actor, collaboration: Collaboration | None) -> list[ContactRules]:
    """Return the rules of a collaboration, or the organisation's own, the newest first."""
    every = ContactRules.objects.filter(organisation=actor.organisation_id)
    return list(every.filter(collaboration=collaboration))


def rules_the_actor_sees(actor: Actor) -> list[ContactRules]:
    """Return all rules of the organisation, for the start page."""
    if not actor.has(*ROLES["see"]):
        return []
    every = ContactRules.objects.filter(organisation=actor.organisation_id)
    return list(
        every.filter(collaboration__removed_at__isnull=True).select_related("collaboration")
    )

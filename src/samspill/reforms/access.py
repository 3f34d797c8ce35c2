"""The only way to fetch a reform: who may see it, and who may change it."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.db.models import QuerySet

from samspill.collaborations.public import collaborations_of
from samspill.foundation.access.public import READERS, Actor, NotAllowedError, NotFoundError, Role
from samspill.reforms.models import Reform

__all__ = ["Reform", "access_reform", "reforms_of"]

To = Literal["see", "change"]

ROLES: dict[To, frozenset[Role]] = {
    "see": frozenset(READERS),
    "change": frozenset({Role.FACILITATOR, Role.REFORM_LEAD}),
}


def reforms_of(actor: Actor) -> QuerySet[Reform]:
    """Return the reforms of the actor's organisation that they may see."""
    reforms = Reform.objects.filter(collaboration__in=collaborations_of(actor))
    return reforms.select_related("collaboration")


def access_reform(actor: Actor, key: UUID, *, to: To) -> Reform:
    reform = (
        Reform.objects.filter(
            pk=key,
            collaboration__organisation=actor.organisation_id,
            collaboration__removed_at__isnull=True,
        )
        .select_related("collaboration")
        .first()
    )
    if reform is None:
        raise NotFoundError
    if not actor.has(*ROLES[to]):
        raise NotAllowedError
    return reform

"""The only way to fetch an organisation's own record: its own people, or everybody once public."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.db.models import Q, QuerySet

from samspill.foundation.access.public import READERS, Actor, NotAllowedError, NotFoundError, Role
from samspill.register.models import OwnRecord

__all__ = ["OwnRecord", "access_own_record", "find_public_record", "records_seen_by"]

To = Literal["see", "change"]

ROLES: dict[To, frozenset[Role]] = {
    "see": frozenset(READERS),
    "change": frozenset({Role.FACILITATOR, Role.REFORM_LEAD}),
}


def access_own_record(actor: Actor, key: UUID, *, to: To) -> OwnRecord:
    record = OwnRecord.objects.filter(pk=key, organisation=actor.organisation_id).first()
    if record is None:
        raise NotFoundError
    if not actor.has(*ROLES[to]):
        raise NotAllowedError
    return record


def find_public_record(key: UUID) -> OwnRecord:
    """Fetch a record that is open to everyone. Raises `NotFoundError` for every other."""
    record = (
        OwnRecord.objects.filter(pk=key, state=OwnRecord.State.PUBLIC)
        .select_related("organisation")
        .first()
    )
    if record is None:
        raise NotFoundError
    return record


def records_seen_by(actor: Actor | None) -> QuerySet[OwnRecord]:
    """Return the records that are public, and for somebody with an account those of their own."""
    seen = Q(state=OwnRecord.State.PUBLIC, organisation__is_demo=False)
    if actor is not None and actor.has(*ROLES["see"]):
        seen |= Q(organisation=actor.organisation_id)
    return OwnRecord.objects.filter(seen).select_related("organisation")

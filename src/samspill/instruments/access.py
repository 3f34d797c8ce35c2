"""The only way to fetch a keyed wording: the facilitators of its organisation may use it."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from samspill.foundation.access.public import Actor, NotAllowedError, NotFoundError, Role
from samspill.instruments.models import KeyedInstrument

__all__ = ["KeyedInstrument", "access_keyed_instrument", "keyed_instruments_of"]

To = Literal["use"]

ROLES: dict[To, frozenset[Role]] = {"use": frozenset({Role.FACILITATOR})}


def access_keyed_instrument(actor: Actor, key: UUID, *, to: To) -> KeyedInstrument:
    keyed = KeyedInstrument.objects.filter(pk=key, organisation=actor.organisation_id).first()
    if keyed is None:
        raise NotFoundError
    if not actor.has(*ROLES[to]):
        raise NotAllowedError
    return keyed


def keyed_instruments_of(actor: Actor) -> list[KeyedInstrument]:
    """Return the newest version of each wording that the actor's organisation has keyed in."""
    if not actor.has(*ROLES["use"]):
        return []
    newest: dict[UUID, KeyedInstrument] = {}
    for keyed in KeyedInstrument.objects.filter(organisation=actor.organisation_id):
        if keyed.series not in newest or newest[keyed.series].version < keyed.version:
            newest[keyed.series] = keyed
    return list(newest.values())

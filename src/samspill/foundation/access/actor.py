from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from samspill.foundation.organisations.public import Membership

Role = Membership.Role


@dataclass(frozen=True)
class Actor:
    """Somebody with an account, acting for one organisation in one role."""

    account_id: UUID
    name: str
    organisation_id: UUID
    role: Membership.Role


class ActorRequest(HttpRequest):
    """A request whose guard has made sure that somebody is acting."""

    actor: Actor

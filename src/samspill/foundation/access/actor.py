from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from samspill.foundation.organisations.public import Membership

Role = Membership.Role

# Who may read what has been shown, and what has been agreed. The administrator runs the
# installation and reads nothing.
READERS = (
    Role.FACILITATOR,
    Role.READER,
    Role.LEADER,
    Role.REFORM_LEAD,
    Role.MEMBER,
    Role.FOLLOWER,
)


@dataclass(frozen=True)
class Actor:
    """Somebody with an account, acting for one organisation in every role they have there."""

    account_id: UUID
    name: str
    organisation_id: UUID
    roles: frozenset[Role]

    def has(self, *roles: Role) -> bool:
        """Return whether the actor has at least one of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_facilitator(self) -> bool:
        return Role.FACILITATOR in self.roles

    @property
    def is_reader(self) -> bool:
        """Whether the actor may read what has been shown."""
        return self.has(*READERS)


class ActorRequest(HttpRequest):
    """A request whose guard has made sure that somebody is acting."""

    actor: Actor

"""The door to access for other slices."""

from samspill.foundation.access.actor import READERS, Actor, ActorRequest, Role
from samspill.foundation.access.errors import NotAllowedError, NotFoundError
from samspill.foundation.access.guard import (
    for_accounts,
    for_roles,
    guarded,
    open_to_everyone,
    secret_address,
)
from samspill.foundation.access.locking import lock
from samspill.foundation.access.middleware import choose_organisation, find_actor

__all__ = [
    "READERS",
    "Actor",
    "ActorRequest",
    "NotAllowedError",
    "NotFoundError",
    "Role",
    "choose_organisation",
    "find_actor",
    "for_accounts",
    "for_roles",
    "guarded",
    "lock",
    "open_to_everyone",
    "secret_address",
]

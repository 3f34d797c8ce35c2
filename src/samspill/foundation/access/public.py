"""The door to access for other slices."""

from samspill.foundation.access.actor import Actor, ActorRequest, Role
from samspill.foundation.access.errors import NotAllowedError, NotFoundError
from samspill.foundation.access.guard import for_roles, guarded, open_to_everyone
from samspill.foundation.access.locking import lock

__all__ = [
    "Actor",
    "ActorRequest",
    "NotAllowedError",
    "NotFoundError",
    "Role",
    "for_roles",
    "guarded",
    "lock",
    "open_to_everyone",
]

"""The way to what a code or a task link opens, whichever slice it belongs to."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from samspill.foundation.access.public import Actor, NotFoundError
from samspill.foundation.declarations.public import (
    CodeOpener,
    TaskKind,
    TaskOpener,
    declared,
)
from samspill.participation.models import JoinCode, TaskLink

__all__ = [
    "JoinCode",
    "Opened",
    "OpenedTask",
    "TaskLink",
    "find_by_code",
    "find_join_code",
    "find_task",
    "hash_of",
    "own_task_link",
]

_LIKE_A_KEY = re.compile(r"[A-Za-z0-9_-]{1,32}")


@dataclass(frozen=True)
class Opened:
    """What a code opens, the slice that shows it, and the address it is shown under."""

    opener: CodeOpener
    thing: object
    address: str


def find_by_code(key: str) -> Opened:
    """Fetch what the code on the screen, or the long address behind it, leads to. Everybody may."""
    join_code = find_join_code(key)
    for opener in declared().codes:
        try:
            return Opened(opener, opener.find(join_code.address), join_code.address)
        except NotFoundError:
            continue
    raise NotFoundError


def find_join_code(key: str) -> JoinCode:
    """Fetch a code by its six figures or its long address, as long as that opens anything."""
    if not _LIKE_A_KEY.fullmatch(key):
        raise NotFoundError  # PostgreSQL refuses some of what an address can hold
    join_code = JoinCode.objects.filter(Q(code=key) | Q(long_address=key)).first()
    if join_code is None or not join_code.opens(key, timezone.now()):
        raise NotFoundError
    return join_code


@dataclass(frozen=True)
class OpenedTask:
    """A link in whatever state it is, what its task is about, and the slice that shows it."""

    opener: TaskOpener
    link: TaskLink
    thing: object


def find_task(token: str) -> OpenedTask:
    """Fetch what a task link leads to. Everybody who holds it may."""
    link = TaskLink.objects.filter(token_hash=hash_of(token)).select_related("organisation").first()
    opener = declared().tasks.get(link.kind) if link else None
    if link is None or opener is None:
        raise NotFoundError
    return OpenedTask(opener, link, opener.find(link.subject))


def own_task_link(actor: Actor, key: UUID, kind: TaskKind) -> TaskLink:
    """Fetch a link of this kind that the actor's organisation has made.

    For the access functions of the slices, which know who may do something with it.
    """
    link = TaskLink.objects.filter(
        pk=key, kind=kind.value, organisation=actor.organisation_id
    ).first()
    if link is None:
        raise NotFoundError
    return link


def hash_of(token: str) -> str:
    """Return what is stored of a link. A random token of 192 bits needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()

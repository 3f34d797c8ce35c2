"""The way to what a code or a task link opens, whichever slice it belongs to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from uuid import UUID

from samspill.foundation.access.public import Actor, NotFoundError
from samspill.foundation.declarations.public import (
    CodeOpener,
    TaskKind,
    TaskOpener,
    declared,
)
from samspill.participation.models import TaskLink


@dataclass(frozen=True)
class Opened:
    """What a code opens, and the slice that shows it."""

    opener: CodeOpener
    thing: object


def find_by_code(code: str) -> Opened:
    """Fetch what a code on the screen leads to. Everybody may."""
    for opener in declared().codes:
        try:
            return Opened(opener, opener.find(code))
        except NotFoundError:
            continue
    raise NotFoundError


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

"""Every write to task links: making them, taking them back, and spending them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record
from samspill.foundation.declarations.public import TaskKind
from samspill.participation.access import hash_of
from samspill.participation.models import TaskLink


class SpentTaskError(ValueError):
    """The link has been used, was taken back, or has ended."""


@dataclass(frozen=True)
class NewTask:
    """What a link is to open: `subject` is the key of what it is about, `ends_on` its last day."""

    kind: TaskKind
    subject: UUID
    addressee: str
    ends_on: date


@dataclass(frozen=True)
class IssuedTask:
    """A link and its token, the only time that it can be read."""

    link: TaskLink
    token: str


@transaction.atomic
def make_task_link(new: NewTask, *, by: Actor) -> IssuedTask:
    """Make a link for one task. Raises `ValueError` when it would have ended before it began."""
    if new.ends_on < timezone.localdate():
        message = f"a task link cannot end on {new.ends_on}, before it has begun"
        raise ValueError(message)
    token = secrets.token_urlsafe(24)
    link = TaskLink.objects.create(
        organisation_id=by.organisation_id,
        kind=new.kind.value,
        subject=new.subject,
        addressee=new.addressee,
        token_hash=hash_of(token),
        created_at=timezone.now(),
        ends_on=new.ends_on,
    )
    record("make_task_link", link, by=by)
    return IssuedTask(link, token)


@transaction.atomic
def take_back_task_link(link: TaskLink, *, by: Actor) -> None:
    """Let a link open nothing any more. What has been done by it stays."""
    link.taken_back_at = timezone.now()
    link.save(update_fields=["taken_back_at"])
    record("take_back_task_link", link, by=by)


@transaction.atomic
def spend_task_link(link: TaskLink) -> None:
    """Use a link up, in the transaction of what is done by it. Nobody with an account acts.

    Raises `SpentTaskError` when somebody was faster, or it is open no longer.
    """
    locked = TaskLink.objects.select_for_update().filter(pk=link.pk).first()
    if locked is None or not locked.is_open(timezone.localdate()):
        raise SpentTaskError(str(link.pk))
    locked.used_at = timezone.now()
    locked.save(update_fields=["used_at"])
    record("spend_task_link", locked, by=None)

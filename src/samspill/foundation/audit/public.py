"""The door to the audit for other slices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from samspill.foundation.access.public import Actor
from samspill.foundation.audit.models import MONTHS_WITH_NAME, AuditEntry

__all__ = ["MONTHS_WITH_NAME", "organisations_acted_in", "record", "step", "unaudited"]

Operation = TypeVar("Operation", bound=Callable[..., Any])


def record(operation: str, subject: models.Model, *, by: Actor | None) -> None:
    """Write the audit entry of an operation, inside the operation's own transaction.

    `by` is None when the product itself acts, as when answers are deleted on the promised day.
    """
    if not transaction.get_connection().in_atomic_block:
        message = f"{operation} must run in a transaction, so that entry and change stand together."
        raise RuntimeError(message)
    AuditEntry.objects.create(
        at=timezone.now(),
        account_id=by.account_id if by else None,
        account_name=by.name if by else "Samspill",
        organisation_id=by.organisation_id if by else None,
        operation=operation,
        subject_kind=subject._meta.model_name or "",
        subject_id=UUID(str(subject.pk)),
    )


def organisations_acted_in(account_id: UUID) -> frozenset[UUID]:
    """Return the organisations in which somebody has done something, now or before."""
    entries = AuditEntry.objects.filter(account_id=account_id, organisation_id__isnull=False)
    keys = entries.values_list("organisation_id", flat=True).distinct()
    return frozenset(key for key in keys if key is not None)


# Every public function of an `operations` file writes one entry, or bears one of these marks: the
# contracts find the functions in the tree, and try those without a mark.


def unaudited(why: str) -> Callable[[Operation], Operation]:
    """Mark an operation that writes no entry of its own, and say why not."""

    def mark(operation: Operation) -> Operation:
        operation.unaudited = why  # type: ignore[attr-defined]
        return operation

    return mark


def step(function: Operation) -> Operation:
    """Mark a function that operations use and that writes nothing."""
    function.is_step = True  # type: ignore[attr-defined]
    return function

"""How a row is read again under a lock, in every slice."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


def lock(row: Row, *related: str) -> Row | None:
    """Read a row again under a lock, with what is `related`; None when it is gone.

    For operations, inside their transaction: two who change the same row at once take turns, and
    the second sees what the first has done.
    """
    rows = type(row)._default_manager.select_for_update(of=("self",))
    return (rows.select_related(*related) if related else rows).filter(pk=row.pk).first()

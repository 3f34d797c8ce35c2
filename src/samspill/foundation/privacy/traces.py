"""Destroying traces: a deleted row lives on in free pages, in the log and as a dead row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.db import connection, models, transaction


class TracesInUseError(RuntimeError):
    """Somebody was reading what was to be rewritten: the same again a moment later may do."""


def destroy_traces(tables: Sequence[type[models.Model]]) -> None:
    """Rewrite the stored tables, so that nothing of what was deleted is left in them.

    SQLite: the whole file (VACUUM), and an emptied write-ahead log. PostgreSQL: `tables` without
    their dead rows; every row then carries the same transaction. What is copied elsewhere
    (backups, the server's own log) is not reached.

    Raises
    ------
    RuntimeError
        Called inside a transaction, where nothing of this can be done.
    TracesInUseError
        Another process was reading, so that the log could not be emptied. Try again later.
    """
    if transaction.get_connection().in_atomic_block:
        message = "traces are destroyed after the transaction that left them, not inside it"
        raise RuntimeError(message)
    if connection.vendor == "sqlite":
        _rewrite_sqlite()
    else:
        _rewrite_postgresql(tables)


def _rewrite_sqlite() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    if busy:
        message = "somebody was reading; the write-ahead log is emptied at the next try"
        raise TracesInUseError(message)


def _rewrite_postgresql(tables: Sequence[type[models.Model]]) -> None:
    """Rewrite the tables, and make sure that no dead row was carried over.

    A transaction that was open meanwhile may still see the old rows; PostgreSQL then keeps them,
    and tells so in a notice, as "3 dead row versions cannot be removed yet".
    """
    kept: list[int] = []

    def count(notice: Any) -> None:
        number = re.search(r"\d+", notice.message_detail or "")
        kept.append(int(number.group()) if number else 0)

    connection.ensure_connection()
    connection.connection.add_notice_handler(count)
    try:
        with connection.cursor() as cursor:
            names = [connection.ops.quote_name(table._meta.db_table) for table in tables]
            cursor.execute(f"VACUUM (FULL, VERBOSE) {', '.join(names)}")
    finally:
        connection.connection.remove_notice_handler(count)
    if sum(kept):
        message = "somebody was reading; the old rows are removed at the next try"
        raise TracesInUseError(message)

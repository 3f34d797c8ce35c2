"""Closing: what could tell in which order answers came, or lead from a phone to its answer, goes.

Two steps. `rewrite_answers` stands in the same transaction as the closing itself: answers get
fresh random keys and are written anew in the order of those keys. `destroy_traces` follows when
that has been committed: the database is rewritten without what the first step left behind (free
pages, the write-ahead log, dead rows). The worker does it, and again until it has succeeded.
"""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from django.db import connection, transaction

from samspill.participation.public import Invitation, Ticket
from samspill.surveys.models import Response, SurveyRound, TableSheet

# What a round deletes when it closes lies here as dead rows, names of those who were asked too.
WITH_TRACES = (Response, TableSheet, SurveyRound, Invitation, Ticket)


def rewrite_answers(survey_round: SurveyRound, *, with_groups: bool = True) -> None:
    """Give every answer a fresh key, written in key order; the old keys lead nowhere.

    A phone that still holds its admission can no longer be joined to an answer, and the order
    of the rows is the order of random keys. Without groups, nothing is left of which group an
    answer came from.
    """
    answers = Response.objects.filter(survey_round=survey_round)
    fresh = [
        Response(
            pk=uuid4(),
            survey_round=survey_round,
            ratings=one.ratings,
            group=one.group if with_groups else None,
        )
        for one in answers
    ]
    answers.delete()
    Response.objects.bulk_create(sorted(fresh, key=lambda response: response.pk.hex))


def count_tables(survey_round: SurveyRound) -> dict[str, Any]:
    """Turn the sheets of the open tables into counts for the whole room, and delete them.

    Returns how many people there are columns for, and for each item how many gave each score.
    """
    scale = survey_round.content["scale"]
    points = range(scale["low"], scale["high"] + 1)
    sheets = TableSheet.objects.filter(survey_round=survey_round)
    columns = [column for sheet in sheets for column in sheet.columns]
    sheets.delete()
    return {
        "people": len(columns),
        "items": [
            [sum(column[place] == point for column in columns) for point in points]
            for place in range(len(survey_round.content["items"]))
        ],
    }


def destroy_traces() -> None:
    """Rewrite the stored tables, so that nothing of what was deleted is left in them.

    SQLite: the whole file (VACUUM), and an emptied write-ahead log. PostgreSQL: the tables of
    answers, of sheets and of those who were asked, without their dead rows; every answer then
    carries the same transaction. What is copied elsewhere (backups, the server's own log) is not
    reached, and the promise says so.

    Raises
    ------
    RuntimeError
        Called inside a transaction, where nothing of this can be done; or another process
        was reading, so that the log could not be emptied. Try again later.
    """
    if transaction.get_connection().in_atomic_block:
        message = "traces are destroyed after the transaction that left them, not inside it"
        raise RuntimeError(message)
    if connection.vendor == "sqlite":
        _rewrite_sqlite()
    else:
        _rewrite_postgresql()


def _rewrite_sqlite() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    if busy:
        message = "somebody was reading; the write-ahead log is emptied at the next try"
        raise RuntimeError(message)


def _rewrite_postgresql() -> None:
    """Rewrite the tables, and make sure that no dead row was carried over.

    A transaction that was open meanwhile may still see the old rows; PostgreSQL then keeps them,
    and tells so in a notice, as "3 dead row versions cannot be removed yet".
    """
    kept: list[int] = []

    def count(notice: Any) -> None:
        found = re.search(r"\d+", notice.message_detail or "")
        kept.append(int(found.group()) if found else 0)

    connection.ensure_connection()
    connection.connection.add_notice_handler(count)
    try:
        with connection.cursor() as cursor:
            names = [connection.ops.quote_name(one._meta.db_table) for one in WITH_TRACES]
            cursor.execute(f"VACUUM (FULL, VERBOSE) {', '.join(names)}")
    finally:
        connection.connection.remove_notice_handler(count)
    if sum(kept):
        message = "somebody was reading; the old rows are removed at the next try"
        raise RuntimeError(message)

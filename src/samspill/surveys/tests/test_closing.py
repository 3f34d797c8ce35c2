"""Closing: no order, no old key, no dead row; looked for byte by byte in the files themselves."""

from __future__ import annotations

import re
import sqlite3
import uuid
from pathlib import Path

import pytest
from django.db import connection, transaction
from tests import cast as people
from tests.patience import until_nobody_reads

from samspill.foundation.privacy.public import destroy_traces
from samspill.surveys import closing_operations, operations
from samspill.surveys.closing import WITH_TRACES
from samspill.surveys.models import Response, SurveyRound

ANSWERS = 40


@pytest.fixture
def submitted(cast: people.Cast) -> list[uuid.UUID]:
    """Open a round under the old promise; return the keys of its answers as they came."""
    opened = people.under_the_old_promise(cast.cecilie, answers=0, expected_count=60)
    keys = [uuid.uuid4() for _ in range(ANSWERS)]
    for number, key in enumerate(keys):
        # Every answer is recognisable, and they come in the order of their numbers.
        ratings: list[int | None] = [number // 5**place % 5 + 1 for place in range(10)]
        operations.submit_response(opened, key=key, ratings=ratings)
    return keys


def number_of(ratings: list[int]) -> int:
    return sum((rating - 1) * 5**place for place, rating in enumerate(ratings))


def close(cast: people.Cast) -> SurveyRound:
    return closing_operations.close_round(SurveyRound.objects.get(), by=cast.cecilie)


@pytest.mark.django_db
def test_every_answer_is_kept_under_a_key_that_is_new(
    submitted: list[uuid.UUID], cast: people.Cast
) -> None:
    close(cast)
    stored = list(Response.objects.all())
    assert sorted(number_of(one.ratings) for one in stored) == list(range(ANSWERS))
    assert not {one.pk for one in stored} & set(submitted)


@pytest.mark.django_db
def test_rows_lie_in_the_order_of_their_random_keys(
    submitted: list[uuid.UUID], cast: people.Cast
) -> None:
    close(cast)
    physical = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, ratings FROM surveys_response ORDER BY {physical}")
        rows = cursor.fetchall()
    keys = [str(row[0]).replace("-", "") for row in rows]
    assert keys == sorted(keys)
    came = [number_of([int(figure) for figure in re.findall(r"\d", str(row[1]))]) for row in rows]
    assert came != sorted(came), "forty in the order they came, by chance: look again"


@pytest.mark.django_db
def test_traces_are_not_destroyed_inside_a_transaction() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="after the transaction"):
        destroy_traces(WITH_TRACES)


@pytest.mark.django_db(transaction=True)
def test_the_worker_destroys_the_traces_once(submitted: list[uuid.UUID], cast: people.Cast) -> None:
    assert closing_operations.destroy_traces_due() == 0, "nothing to do while the round is open"
    close(cast)
    assert until_nobody_reads(closing_operations.destroy_traces_due) == 1
    assert closing_operations.destroy_traces_due() == 0
    closed = SurveyRound.objects.get()
    assert closed.traces_destroyed_at is not None
    closing_operations.delete_answers_due(closed.delete_answers_on)
    assert until_nobody_reads(closing_operations.destroy_traces_due) == 1, (
        "and again after the answers were deleted"
    )


@pytest.mark.django_db(transaction=True)
def test_on_postgresql_no_transaction_number_and_no_dead_row_is_left(
    submitted: list[uuid.UUID], cast: people.Cast
) -> None:
    if connection.vendor != "postgresql":
        # The same promise for SQLite is looked for in the file, below.
        return
    close(cast)
    until_nobody_reads(closing_operations.destroy_traces_due)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM surveys_response")
        assert len(cursor.fetchall()) == 1, "one transaction wrote them all"
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath('surveys_response')),"
            " pg_read_binary_file(pg_relation_filepath('surveys_response_pkey'))"
        )
        table, index = (bytes(part) for part in cursor.fetchone())
    for key in submitted:
        assert key.bytes not in table
        assert key.bytes not in index


@pytest.mark.django_db(transaction=True)
def test_on_postgresql_a_reader_delays_it_and_it_is_tried_again(
    submitted: list[uuid.UUID], cast: people.Cast
) -> None:
    if connection.vendor != "postgresql":
        return
    from django.db import connections

    reader = connections.create_connection("default")
    reader.connect()
    try:
        with reader.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT 1 FROM django_migrations")
            close(cast)
            with pytest.raises(RuntimeError, match="next try"):
                closing_operations.destroy_traces_due()
            assert SurveyRound.objects.get().traces_destroyed_at is None
            cursor.execute("ROLLBACK")
    finally:
        reader.close()
    until_nobody_reads(closing_operations.destroy_traces_due)
    assert SurveyRound.objects.get().traces_destroyed_at is not None


# --- SQLite: byte by byte ----------------------------------------------------------------------


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())


@pytest.fixture
def product_file(tmp_path: Path) -> Path:
    """Copy the schema and nothing else to a file that is opened as the product opens its own."""
    return tmp_path / "samspill.sqlite3"


@pytest.mark.parametrize("step", ["closed", "old promise", "tables"])
def test_the_files_hold_nothing_of_what_is_gone(step: str, product_file: Path) -> None:
    """Run the real thing in a process of its own, and scan every byte it leaves."""
    import os
    import subprocess
    import sys

    environ = {k: v for k, v in os.environ.items() if not k.startswith("SAMSPILL_")}
    environ |= {"SAMSPILL_DATA": str(product_file.parent), "SAMSPILL_SECRET_KEY": "x"}
    script = Path(__file__).with_name("close_in_a_file.py")
    done = subprocess.run(
        [sys.executable, str(script), step],
        env=environ,
        cwd=Path(__file__).resolve().parents[4],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    keys, ratings = done.stdout.splitlines()
    left = everything_in(product_file.parent)
    assert len(left) > 50_000, "there is a database to look in"
    for key in keys.split():
        assert key.encode() not in left
    found = [one for one in ratings.split(";") if one.encode() in left]
    assert len(found) == (ANSWERS if step == "old promise" else 0)
    with sqlite3.connect(product_file) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()

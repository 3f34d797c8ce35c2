"""The worker is killed in the middle of a job: another comes, waits for the lease, and does it."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing

import psycopg
import pytest

from tests.chaos.databases import Database, PostgreSQL, SQLite
from tests.chaos.product import PATIENCE, Product

# A job that asks the database for a table that nobody else needs.
JOB = "forget old log-ins"


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_a_worker_killed_in_the_middle_of_a_job(product: Product, database: Database) -> None:
    product.start()
    product.wait_for("the first time", lambda: is_done(database))
    (worker,) = product.workers()

    kill_in_the_middle(database, lambda: os.kill(worker, signal.SIGKILL))

    product.wait_for("another worker", lambda: set(product.workers()) - {worker})
    left = lease(database)
    assert left is not None, "the killed worker left its lease behind"
    time.sleep(5)  # time enough for the new one to look for due jobs twice
    assert lease(database) == left, "while the lease runs, nobody else takes the job"
    assert not is_done(database)

    database.run(f"UPDATE jobs_job SET leased_until = {database.moment(-1)} WHERE name = '{JOB}'")
    product.wait_for("the end of the job", lambda: is_done(database))


def is_done(database: Database) -> bool:
    """Tell whether the job has been done, went well, and rests until it is due again."""
    rows = database.run(
        f"SELECT 1 FROM jobs_job WHERE name = '{JOB}' AND due_at > {database.moment(60)} "
        "AND leased_until IS NULL AND failures = 0"
    )
    return bool(rows)


def lease(database: Database) -> object:
    ((until,),) = database.run(f"SELECT leased_until FROM jobs_job WHERE name = '{JOB}'")
    return until


def make_due(database: Database) -> None:
    database.run(
        f"UPDATE jobs_job SET due_at = {database.moment(-60)}, leased_until = NULL "
        f"WHERE name = '{JOB}'"
    )


# --- Catching the worker in the middle --------------------------------------------------------


def kill_in_the_middle(database: Database, kill: Callable[[], None]) -> None:
    """Kill the worker when it has taken the job, and before it has done it."""
    if isinstance(database, SQLite):
        _catch_on_sqlite(database, kill)
    elif isinstance(database, PostgreSQL):
        _catch_on_postgresql(database, kill)


def _catch_on_sqlite(database: SQLite, kill: Callable[[], None]) -> None:
    """Take the one write lock again and again, until it lies between the lease and the work."""
    until = time.monotonic() + PATIENCE
    with closing(sqlite3.connect(database.file, timeout=0, isolation_level=None)) as connection:
        while time.monotonic() < until:
            if is_done(database):
                make_due(database)
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                continue  # somebody else writes just now
            if connection.execute(
                "SELECT 1 FROM jobs_job WHERE name = ? AND leased_until IS NOT NULL", [JOB]
            ).fetchall():
                kill()  # it waits for us
                connection.execute("ROLLBACK")
                return
            connection.execute("ROLLBACK")
    raise AssertionError("the worker was never caught in the middle of the job")


def _catch_on_postgresql(database: PostgreSQL, kill: Callable[[], None]) -> None:
    """Lock the table that the job needs."""
    with psycopg.connect(database.address) as connection:
        connection.execute("LOCK TABLE django_session IN ACCESS EXCLUSIVE MODE")
        make_due(database)
        until = time.monotonic() + PATIENCE
        while lease(database) is None and time.monotonic() < until:
            time.sleep(0.02)
        kill()
        connection.rollback()

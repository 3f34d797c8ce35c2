"""One kill at a time: what is replaced, what gives way, and what is never lost."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.chaos.databases import Database, SQLite, stored_answers
from tests.chaos.people import (
    Browser,
    Phone,
    WalkedAwayError,
    number_of,
    open_round,
    until_answered,
)
from tests.chaos.product import Product, is_alive

SQLITE = pytest.param("sqlite", marks=pytest.mark.journey)
POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.slow)
on_sqlite = pytest.mark.parametrize("database", [SQLITE], indirect=True)
on_both = pytest.mark.parametrize("database", [SQLITE, POSTGRESQL], indirect=True)


def holding(database: SQLite) -> set[int]:
    """Return the processes that hold a lock on the database file."""
    inode = database.file.stat().st_ino
    locks = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
    return {int(lock[-4]) for lock in locks if lock[-3].endswith(f":{inode}")}


def is_at_rest(database: Database) -> bool:
    """Tell whether the worker has done all that was due."""
    rows = database.run(f"SELECT due_at < {database.moment(0)} FROM jobs_job")
    return rows != [] and not any(is_due for (is_due,) in rows)


@on_both
def test_a_killed_server_is_replaced(product: Product, database: Database) -> None:
    """Nobody watches over a meeting room: when the system takes a server, another comes."""
    product.start()
    before = product.wait_for("a server", product.servers)
    product.kill_one(before)
    product.wait_for("another", lambda: set(product.servers()) - set(before))
    assert product.is_running()
    until_answered(lambda: Browser(product.port).get("/log-in/"))


@on_both
def test_a_killed_worker_is_replaced(product: Product, database: Database) -> None:
    """Without it nobody deletes the answers on the day that was promised."""
    product.start()
    before = product.wait_for("a worker", product.workers)
    product.kill_one(before)
    product.wait_for("another", lambda: set(product.workers()) - set(before))
    assert product.stop() == 0


@on_sqlite
def test_a_stop_while_the_server_is_still_starting_is_heard(
    product: Product, database: SQLite
) -> None:
    """The link is printed before the server has come up; whoever stops it then need not wait."""
    for _ in range(4):
        product.start()
        begun = time.monotonic()
        product.stop()
        assert time.monotonic() - begun < 40
        assert not product.servers()


@on_sqlite
def test_a_start_right_after_the_first_process_was_killed(
    product: Product, database: Database
) -> None:
    """The old server needs a moment to notice; the new start waits for the port."""
    product.start()
    until_answered(lambda: Browser(product.port).get("/log-in/"))
    product.kill_main()
    product.start()


@on_sqlite
def test_an_answer_taken_by_a_server_left_alone_is_kept(product: Product, database: SQLite) -> None:
    """The first process is killed, and the worker stops; the server goes on for a moment."""
    code = open_round(product.port, product.start())
    phones = [Phone(product.port, code, has_gone=lambda: True) for _number in range(5)]
    for phone in phones:
        phone.begin()
    (worker,) = product.workers()
    product.wait_for("a worker at rest", lambda: is_at_rest(database))
    product.kill_main()
    os.kill(worker, signal.SIGTERM)
    product.wait_for("the end of the worker", lambda: not is_alive(worker))
    acknowledged = set()
    with contextlib.suppress(WalkedAwayError):  # the server is gone, as it should be
        for number, phone in enumerate(phones):
            phone.send(number)
            acknowledged.add(number)
    product.wait_for("a free port", product.is_let_go)
    assert acknowledged <= {number_of(ratings) for ratings in stored_answers(database)}


@on_sqlite
def test_every_process_locks_the_database_for_itself(product: Product, database: SQLite) -> None:
    """SQLite moves its log into the database and deletes it when the last lock on it is gone.

    A connection that was carried over a fork has no lock, and those opened after it in the same
    process have none either. A server like that went on writing answers to a log that the worker
    had deleted when it stopped: acknowledged, and gone.
    """
    open_round(product.port, product.start())
    (worker,) = product.workers()
    product.wait_for("the worker's lock", lambda: worker in holding(database))
    assert set(product.servers()) <= holding(database)


@on_sqlite
def test_a_request_that_never_ends_does_not_hold_up_the_stop(
    product: Product, database: Database
) -> None:
    """A phone that went out of reach in the middle of sending."""
    product.start()
    until_answered(lambda: Browser(product.port).get("/log-in/"))
    with closing(socket.create_connection(("127.0.0.1", product.port))) as phone:
        head = b"POST /join/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n"
        phone.sendall(head + b"code=")
        assert product.stop() == 0
    assert product.is_let_go()
    assert "Traceback" not in product.said(), product.said()


@on_sqlite
def test_a_start_that_was_cut_off_while_it_collected_files(
    product: Product, database: Database
) -> None:
    """Half a list of files, and half a file under its final name, are made whole again."""
    product.start()
    product.kill_everything()
    static = product.folder / "static"
    (static / "staticfiles.json").write_text('{"paths": {"ui/')
    font = next(static.rglob("*.woff2"))
    whole = font.read_bytes()
    font.write_bytes(whole[:10])
    product.start()
    assert font.read_bytes() == whole

"""Phones at the edge of the network: none of them holds up the room, and none loses its answer."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from samspill.operating import running
from tests.chaos.databases import Database, stored_answers
from tests.chaos.people import Browser, Phone, expect, open_round, ratings_of
from tests.chaos.product import Product

SQLITE = pytest.param("sqlite", marks=pytest.mark.journey)
POSTGRESQL = pytest.param("postgresql", marks=pytest.mark.slow)
on_both = pytest.mark.parametrize("database", [SQLITE, POSTGRESQL], indirect=True)

# More than all threads of all servers together, on either database.
SLOW_ONES = 20


@contextmanager
def connected(product: Product) -> Iterator[socket.socket]:
    with closing(socket.create_connection(("127.0.0.1", product.port))) as phone:
        phone.settimeout(60)
        yield phone


@on_both
def test_phones_that_are_still_sending_hold_up_nobody(product: Product, database: Database) -> None:
    """Others get their pages while these have sent half; then they are answered as well."""
    code = open_round(product.port, product.start())
    with contextlib.ExitStack() as room:
        phones = []
        for number in range(1, SLOW_ONES + 1):
            phone = Phone(product.port, code, has_gone=lambda: True)
            phone.begin()
            wire = room.enter_context(connected(product))
            raw = phone.raw_answer(number)
            wire.sendall(raw[:-40])
            phones.append((wire, raw[-40:]))
        expect(Browser(product.port).get(f"/r/{code}/"), 200)
        other = Phone(product.port, code, has_gone=lambda: True)
        other.begin()
        other.send(SLOW_ONES + 1)
        assert stored_answers(database) == [ratings_of(SLOW_ONES + 1)]
        for wire, rest in phones:
            wire.sendall(rest)
            assert wire.recv(100).startswith(b"HTTP/1.1 302 ")
    assert len(stored_answers(database)) == SLOW_ONES + 1


@on_both
def test_an_answer_cut_off_on_the_way_is_not_taken_for_a_whole_one(
    product: Product, database: Database
) -> None:
    """The browser gives up in the middle of sending, and sends again."""
    code = open_round(product.port, product.start())
    phone = Phone(product.port, code, has_gone=lambda: True)
    phone.begin()
    with connected(product) as wire:
        wire.sendall(phone.raw_answer(7)[:-40])
        wire.shutdown(socket.SHUT_WR)
        assert wire.recv(100).startswith(b"HTTP/1.1 400 ")
    assert stored_answers(database) == []
    phone.send(7)
    assert stored_answers(database) == [ratings_of(7)]
    assert "Traceback" not in product.said(), product.said()


@pytest.mark.journey
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_phones_that_do_not_read_hold_up_nobody(product: Product, database: Database) -> None:
    """They ask for files again and again, and take nothing of what comes."""
    code = open_round(product.port, product.start())
    style = max((product.folder / "static").rglob("*.css"), key=lambda it: it.stat().st_size)
    path = style.relative_to(product.folder / "static")
    asking = f"GET /static/{path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    with contextlib.ExitStack() as room:
        for _phone in range(8):
            wire = room.enter_context(closing(socket.socket()))
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            wire.connect(("127.0.0.1", product.port))
            wire.sendall(asking * 200)
        for _page in range(5):
            expect(Browser(product.port).get(f"/r/{code}/"), 200)


@pytest.mark.journey
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_room_of_browsers_with_six_connections_each_is_let_in(
    product: Product, database: Database
) -> None:
    """All from one address, and none of them refused for it."""
    code = open_round(product.port, product.start())
    with contextlib.ExitStack() as room:
        for _connection in range(6 * 200):
            room.enter_context(connected(product))
        expect(Browser(product.port).get(f"/r/{code}/"), 200)
    assert running.CONNECTIONS > 6 * 200

"""A round on the real product, from the first phone until the traces are gone, with all it left.

The test knows what nobody else may: which phone came when, what it held, and what it answered.
Used by test_administrator, on the database that the suite runs on.
"""

from __future__ import annotations

import hashlib
import html
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.test import override_settings
from tests.chaos.databases import Database, PostgreSQL, SQLite, own_database
from tests.chaos.people import (
    Browser,
    WayIn,
    code_on,
    expect,
    let_the_minute_pass,
    log_in,
    open_round_in,
    ratings_of,
)
from tests.chaos.product import Product

from samspill.participation.public import response_key

SECRET = "known to this test and to the administrator"
BY_CODE, BY_LINK = 40, 12
ANSWERS = BY_CODE + BY_LINK
# Nothing else in a database looks like these.
NAME = "Dag Ås nr."
FIRST_NUMBER = 7000

Tables = dict[str, list[tuple[Any, ...]]]
Copies = dict[str, bytes]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Person:
    """What one person and their phone know, and the administrator must not find."""

    admission: str
    key: UUID
    ratings: list[int]
    name: str = ""
    token: str = ""

    @property
    def secrets(self) -> dict[str, bytes]:
        """What nobody is ever to find, in any copy."""
        found = {
            "the admission": self.admission.encode(),
            "the random part of the admission": self.admission.split(":")[0].encode(),
        }
        return found | ({"the link": self.token.encode()} if self.token else {})

    @property
    def traces(self) -> dict[str, bytes]:
        """What lies in the database while the round is open, and must be gone afterwards."""
        found = {
            "the key": self.key.bytes,
            "the key as text": self.key.hex.encode(),
            "the key with dashes": str(self.key).encode(),
        }
        if self.token:
            digest = hashlib.sha256(self.token.encode())
            found["the hash of the link"] = digest.digest()
            found["the hash of the link as text"] = digest.hexdigest().encode()
            found["the name"] = self.name.encode()
        return found


@dataclass
class WholeRound:
    """Everything that one round left, and when."""

    way_in: WayIn = field(default_factory=lambda: WayIn(""))
    key: str = ""
    people: list[Person] = field(default_factory=list)
    # Two who came in and never answered.
    silent: list[Person] = field(default_factory=list)
    first_at: datetime = field(default_factory=_now)
    last_at: datetime = field(default_factory=_now)
    before: Tables = field(default_factory=dict)
    answered: Tables = field(default_factory=dict)
    closed: Tables = field(default_factory=dict)
    order_while_open: list[str] = field(default_factory=list)
    counters: list[tuple[object, object]] = field(default_factory=list)
    copies_while_open: Copies = field(default_factory=dict)
    copies_when_closed: Copies = field(default_factory=dict)
    said: str = ""


@contextmanager
def running_product(folder: Path, server: str) -> Iterator[tuple[Product, Database]]:
    """Start the product on this PostgreSQL server; on a file where none is named."""
    if not server:
        database = SQLite(folder / "product" / "data" / "samspill.sqlite3")
        with _started(folder, database) as product:
            yield product, database
        return
    with own_database(server) as made, _started(folder, made) as product:
        yield product, made


@contextmanager
def _started(folder: Path, database: Database) -> Iterator[Product]:
    environ = {**database.environ, "SAMSPILL_SECRET_KEY": SECRET}
    product = Product(folder / "product", **environ)
    try:
        yield product
    finally:
        if product.starts:
            product.kill_everything()
        shutil.rmtree(product.folder, ignore_errors=True)


# --- What people do ---------------------------------------------------------------------------


def play(product: Product, database: Database) -> WholeRound:
    """Open a round, let everybody answer in a known order, close it, and keep all it left."""
    facilitator = Browser(product.port)
    link = product.start()
    log_in(facilitator, link)
    address = open_round_in(facilitator, way_in="both")
    found = WholeRound(
        way_in=code_on(expect(facilitator.get(address), 200)), key=UUID(address.split("/")[2]).hex
    )
    links = _make_links(facilitator, address)
    found.before, counters = tables_of(database), counters_of(database)
    found.first_at = _now()
    _let_people_answer(product.port, found, links)
    found.last_at = _now()
    _let_the_database_look_at_itself(database)
    found.answered = tables_of(database)
    found.counters = [(counters, counters_of(database))]
    found.order_while_open = keys_as_they_came(database, found.key)
    found.copies_while_open = copies_of(database, product)
    page = expect(facilitator.get(address), 200)
    expect(facilitator.post(f"{address}close/", {"csrfmiddlewaretoken": page.token}), 302)
    let_the_minute_pass(database)
    product.wait_for("the end of the traces", lambda: _are_traces_gone(database, found.key))
    found.closed = tables_of(database)
    found.copies_when_closed = copies_of(database, product)
    found.said = product.said()
    return found


def _make_links(facilitator: Browser, address: str) -> list[tuple[str, str]]:
    """Invite, and return each name with its token."""
    names = [f"{NAME} {number:02}" for number in range(BY_LINK)]
    page = expect(facilitator.get(f"{address}links/"), 200)
    form = {"csrfmiddlewaretoken": page.token, "names": "\n".join(names)}
    text = html.unescape(expect(facilitator.post(f"{address}links/", form), 200).text)
    found = re.findall(rf"<strong>({NAME} \d\d)</strong>.*?\?link=([\w-]+)", text, re.DOTALL)
    assert [name for name, _token in found] == names
    return found


def _let_people_answer(port: int, found: WholeRound, links: list[tuple[str, str]]) -> None:
    """Let them come one after another; about every fourth by a personal link."""
    waiting = list(links)
    for number in range(ANSWERS):
        name, token = waiting.pop() if number % 4 == 1 and waiting else ("", "")
        found.people.append(answer(port, found.way_in, FIRST_NUMBER + number, name, token))
        if number in (9, 30):
            found.silent.append(answer(port, found.way_in, None))
    assert not waiting


def answer(port: int, code: WayIn, number: int | None, name: str = "", token: str = "") -> Person:
    """Come in with a new phone and answer; with None, come in and say nothing."""
    phone, path = Browser(port), f"/r/{code}/"
    page = expect(phone.get(f"{path}?link={token}" if token else path), 200)
    form = {"csrfmiddlewaretoken": page.token, "link": token, "sign": code.sign}
    expect(phone.post(f"{path}begin/", form), 302, to=f"{path}answer/")
    ratings = ratings_of(number or 0)
    if number is not None:
        page = expect(phone.get(f"{path}answer/"), 200)
        form = {"csrfmiddlewaretoken": page.token}
        form |= {f"item-{place}": str(rating) for place, rating in enumerate(ratings, start=1)}
        expect(phone.post(f"{path}answer/", form), 302, to=f"{path}received/")
        expect(phone.get(f"{path}received/"), 200)
        expect(phone.get(f"/link/{code}/used/"), 200)
    admission = phone.cookies["samspill_admission"].strip('"')
    with override_settings(SECRET_KEY=SECRET):
        key = response_key(admission, code.address)
    assert key is not None
    return Person(admission, key, ratings, name, token)


# --- What the administrator can look at -------------------------------------------------------


def tables_of(database: Database) -> Tables:
    """Return every row of every table, as the database hands it out."""
    if isinstance(database, SQLite):
        names = database.run("SELECT name FROM sqlite_master WHERE type = 'table'")
    else:
        names = database.run(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        )
    return {name: database.run(f'SELECT * FROM "{name}"') for (name,) in sorted(names)}


def columns_of(database: Database, table: str) -> list[str]:
    if isinstance(database, SQLite):
        rows = database.run(f"SELECT name FROM pragma_table_info('{table}')")
    else:
        rows = database.run(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' "
            f"AND table_name = '{table}' ORDER BY ordinal_position"
        )
    return [name for (name,) in rows]


def keys_in_order(database: Database, round_key: str) -> list[str]:
    """Return the keys of the answers in the order in which their rows lie in the table."""
    place = "rowid" if isinstance(database, SQLite) else "ctid"
    rows = database.run(
        f"SELECT id FROM surveys_response WHERE survey_round_id = '{round_key}' ORDER BY {place}"
    )
    return [UUID(str(key)).hex for (key,) in rows]


def keys_as_they_came(database: Database, round_key: str) -> list[str]:
    """Return the keys in the order that the database can tell while the round is open."""
    if isinstance(database, SQLite):
        return keys_in_order(database, round_key)
    rows = database.run(
        f"SELECT id FROM surveys_response WHERE survey_round_id = '{round_key}' "
        "ORDER BY age(xmin) DESC"
    )
    return [UUID(str(key)).hex for (key,) in rows]


def counters_of(database: Database) -> list[tuple[Any, ...]]:
    """Return what the database counts by itself: the next number of every table that has one."""
    if isinstance(database, SQLite):
        return database.run("SELECT name, seq FROM sqlite_sequence ORDER BY name")
    return database.run("SELECT sequencename, last_value FROM pg_sequences ORDER BY sequencename")


def copies_of(database: Database, product: Product) -> Copies:
    """Take every kind of copy that somebody who runs the server takes: dumps, and the files."""
    if isinstance(database, SQLite):
        return {"sqlite3 backup": _backup(database), "data folder": _every_file(product.folder)}
    assert isinstance(database, PostgreSQL)
    return {"pg_dump": _dump(database.address), "database files": _files_of(database)}


def _backup(database: SQLite) -> bytes:
    copy = database.file.parent.parent / "backup.sqlite3"
    with closing(sqlite3.connect(database.file)) as source, closing(sqlite3.connect(copy)) as to:
        source.backup(to)
    content = copy.read_bytes()
    copy.unlink()
    return content


def _every_file(folder: Path) -> bytes:
    """Copy the whole data folder, the write-ahead log and its index included."""
    found = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]
    return b"\0".join(found)


def pg_dump() -> str:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))
    path = str(found[-1]) if found else shutil.which("pg_dump")
    if path is None:
        pytest.skip("needs pg_dump: apt install postgresql-client")
    return path


def _dump(address: str) -> bytes:
    return subprocess.run([pg_dump(), address], capture_output=True, check=True).stdout


def _files_of(database: PostgreSQL) -> bytes:
    """Read every byte of every file of this database: tables, indexes, statistics, free pages."""
    with psycopg.connect(database.address, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        ((folder,),) = connection.execute(
            "SELECT 'base/' || oid FROM pg_database WHERE datname = current_database()"
        ).fetchall()
        rows = connection.execute(
            "SELECT pg_read_binary_file(%s || '/' || name, 0, 1 << 28, true) "
            "FROM pg_ls_dir(%s) AS name",
            [folder, folder],
        ).fetchall()
    return b"\0".join(bytes(content) for (content,) in rows if content is not None)


def log_of_postgresql(database: PostgreSQL) -> bytes:
    """Read the server's own write-ahead log, as far as it lies there."""
    rows = database.run("SELECT pg_read_binary_file('pg_wal/' || name) FROM pg_ls_waldir()")
    return b"\0".join(bytes(content) for (content,) in rows)


def _let_the_database_look_at_itself(database: Database) -> None:
    """Do what PostgreSQL does by itself from fifty answers on, whenever it finds the time."""
    if isinstance(database, PostgreSQL):
        database.run("ANALYZE")


def _are_traces_gone(database: Database, key: str) -> bool:
    columns = "traces_destroyed_at, picture_id"
    rows = database.run(f"SELECT {columns} FROM surveys_surveyround WHERE id = '{key}'")
    return None not in rows[0]


def found_in(
    copies: Copies, canaries: Callable[[Person], dict[str, bytes]], who: list[Person]
) -> list[str]:
    """Say what of these people's traces is found, and in which copy."""
    return [
        f"{what} of number {number} in {kind}"
        for kind, copy in copies.items()
        for number, person in enumerate(who)
        for what, canary in canaries(person).items()
        if canary in copy
    ]

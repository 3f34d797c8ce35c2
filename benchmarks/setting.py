"""What a benchmark starts: the product itself in a folder of its own, with an open round."""

from __future__ import annotations

import importlib.util
import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.databases import (
    Database,
    SQLite,
    own_database,
    own_postgresql,
    stored_answers,
)
from tests.chaos.people import Browser, code_on, expect, log_in, number_of, open_round_in
from tests.chaos.product import Product

from benchmarks.room import Room
from benchmarks.timings import machine
from samspill import __version__


@dataclass(frozen=True)
class Setting:
    """A running product, its database, and what the facilitator's browser holds."""

    product: Product
    database: Database
    cookies: dict[str, str]
    round_path: str
    room: Room
    browser: Browser

    def server_seconds(self) -> float:
        """Return the processor time of those that answer, which busy neighbours change little."""
        ticks = 0
        for pid in self.product.servers():
            of_process = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += int(of_process[11]) + int(of_process[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def count_answers(self) -> list[str]:
        """Compare what the phones know with what lies in the database; return what is wrong."""
        counts = Counter(number_of(ratings) for ratings in stored_answers(self.database))
        lost = self.room.acknowledged - set(counts)
        double = [number for number, count in counts.items() if count > 1]
        invented = set(counts) - self.room.sent
        print(
            f"answers: {len(self.room.sent)} sent, {len(self.room.acknowledged)} acknowledged, "
            f"{counts.total()} in the database; {len(lost)} lost, {len(double)} double"
        )
        wrong = {"lost": lost, "stored twice": double, "sent by nobody": invented}
        return [f"{len(which)} answers {what}" for what, which in wrong.items() if which]


@contextmanager
def opened(name: str) -> Iterator[Setting]:
    """Start the product on "sqlite" or "postgresql", and open a round as a facilitator does."""
    with tempfile.TemporaryDirectory(prefix="samspill-bench-") as folder, _database(name) as found:
        database = found or SQLite(Path(folder) / "data" / "samspill.sqlite3")
        product = Product(Path(folder), **database.environ)
        try:
            link = product.start()
            browser = Browser(product.port)
            log_in(browser, link)
            address = open_round_in(browser)
            code = code_on(expect(browser.get(address), 200))
            room = Room(product.port, code)
            yield Setting(product, database, browser.cookies, address, room, browser)
        finally:
            product.kill_everything()
        if "Traceback" in product.said():
            raise SystemExit(product.said())


@contextmanager
def _database(name: str) -> Iterator[Database | None]:
    if name == "sqlite":
        yield None
        return
    named = os.environ.get("SAMSPILL_TEST_DATABASE_URL")
    if named:
        with own_database(named) as made:
            yield made
    else:
        with own_postgresql() as server, own_database(server) as made:
            yield made


def can_use_postgresql() -> bool:
    """Tell whether a PostgreSQL is named, or installed so that one can be started."""
    installed = any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    driver = importlib.util.find_spec("psycopg") is not None
    return driver and (installed or "SAMSPILL_TEST_DATABASE_URL" in os.environ)


def describe(database: Database) -> str:
    """Return one line with what the figures depend on."""
    if isinstance(database, SQLite):
        stored = f"SQLite {sqlite3.sqlite_version}, synchronous=FULL"
    else:
        ((version,),) = database.run("SHOW server_version")
        ((commit,),) = database.run("SHOW synchronous_commit")
        stored = f"PostgreSQL {version.split()[0]}, synchronous_commit={commit}"
    return f"Samspill {__version__}, {stored}; {machine()}"

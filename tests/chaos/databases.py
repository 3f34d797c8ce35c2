"""The two databases, read and written behind the product's back."""

from __future__ import annotations

import json
import secrets
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import psycopg

ROOT = Path(__file__).resolve().parents[2]


class Database(Protocol):
    """What the tests do to a database."""

    environ: dict[str, str]

    def run(self, statement: str) -> list[tuple[Any, ...]]:
        """Run one statement in a connection of its own, and return its rows."""

    def tables_with(self, column: str) -> list[str]: ...

    def moment(self, seconds: float) -> str:
        """Return the moment so many seconds from now, as the database writes it."""


class SQLite:
    def __init__(self, file: Path) -> None:
        self.environ: dict[str, str] = {}
        self.file = file

    def run(self, statement: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.file, timeout=60, isolation_level=None)) as connection:
            return connection.execute(statement).fetchall()

    def tables_with(self, column: str) -> list[str]:
        rows = self.run(
            "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c "
            f"WHERE m.type = 'table' AND c.name = '{column}'"
        )
        return [name for (name,) in rows]

    def moment(self, seconds: float) -> str:
        when = datetime.now(UTC) + timedelta(seconds=seconds)
        return f"'{when:%Y-%m-%d %H:%M:%S.%f}'"


class PostgreSQL:
    def __init__(self, address: str) -> None:
        self.environ = {"SAMSPILL_DATABASE_URL": address}
        self.address = address

    def run(self, statement: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.address, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def tables_with(self, column: str) -> list[str]:
        rows = self.run(
            "SELECT table_name FROM information_schema.columns "
            f"WHERE table_schema = 'public' AND column_name = '{column}'"
        )
        return [name for (name,) in rows]

    def moment(self, seconds: float) -> str:
        return f"now() + interval '{seconds} seconds'"


def stored_answers(database: Database) -> list[list[int]]:
    """Return the ratings of every answer, as they lie in the one table that holds ratings."""
    (table,) = database.tables_with("ratings")
    rows = database.run(f"SELECT ratings FROM {table}")
    return [json.loads(ratings) if isinstance(ratings, str) else ratings for (ratings,) in rows]


@contextmanager
def own_postgresql() -> Iterator[str]:
    """Start a throw-away server in a folder of its own, and give its address."""
    with tempfile.TemporaryDirectory(prefix="samspill-chaos-") as folder:
        Path(folder).chmod(0o755)  # the server runs as another user when we are root
        tool = ["env", f"TMPDIR={folder}", "sh", str(ROOT / "tools" / "own_postgresql.sh")]
        done = subprocess.run([*tool, "start"], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"PostgreSQL did not start: {done.stdout}{done.stderr}")
        try:
            yield done.stdout.strip().split("=", 1)[1]
        finally:
            subprocess.run([*tool, "stop"], check=True)


@contextmanager
def own_database(server: str) -> Iterator[PostgreSQL]:
    """Make a database of its own on a server, and drop it afterwards."""
    name = f"samspill_chaos_{secrets.token_hex(4)}"
    whole = PostgreSQL(server)
    whole.run(f"CREATE DATABASE {name}")
    try:
        yield PostgreSQL(server.rsplit("/", 1)[0] + f"/{name}")
    finally:
        whole.run(f"DROP DATABASE {name} WITH (FORCE)")

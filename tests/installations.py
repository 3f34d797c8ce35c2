"""An installation in a folder of its own, on the database that the suite runs on; no server."""

from __future__ import annotations

import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.chaos.databases import Database, PostgreSQL, SQLite, own_database

FIXTURES = Path(__file__).parent / "upgrades" / "fixtures"
SAMSPILL = str(Path(sys.executable).with_name("samspill"))
KEY = "known to this test alone\n"


class Installation:
    """Folder, database and key of one installation, and the commands given to it."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder, self.database = folder, database
        self.environ = {"SAMSPILL_DATA": str(folder), **database.environ}

    def samspill(self, *words: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run one command as a user would."""
        without = {
            k: v for k, v in os.environ.items() if not k.startswith(("SAMSPILL_", "DJANGO_"))
        }
        return subprocess.run(
            [SAMSPILL, *words],
            env={**without, **self.environ},
            capture_output=True,
            text=True,
            check=False,
            **options,
        )

    def fill(self, version: str = "") -> None:
        """Put in what people left: the demo, an open round with answers, and a closed one.

        As the newest version that has a fixture left it, or another one.
        """
        self.folder.mkdir(mode=0o700, exist_ok=True)
        (self.folder / "secret.key").write_text(KEY)
        (self.folder / "secret.key").chmod(0o600)
        engine = "sqlite" if isinstance(self.database, SQLite) else "postgresql"
        found = sorted(FIXTURES.glob(f"{version or '*'}.{engine}.sql.gz"), key=_age)
        script = gzip.decompress(found[-1].read_bytes()).decode()
        if isinstance(self.database, SQLite):
            with closing(sqlite3.connect(self.database.file)) as connection:
                connection.executescript(script)
                connection.execute("PRAGMA journal_mode=WAL")
        elif isinstance(self.database, PostgreSQL):
            with psycopg.connect(self.database.address, autocommit=True) as connection:
                connection.execute(script.encode())

    def everything(self) -> dict[str, Any]:
        """Return all that a restore may not change when it refuses."""
        found: dict[str, Any] = {
            str(path.relative_to(self.folder)): path.read_bytes() if path.is_file() else None
            for path in sorted(self.folder.rglob("*"))
            # The lock has nothing in it, and SQLite's own index of its log comes and goes.
            if path.name != "in-use.lock" and not path.name.endswith(("-wal", "-shm"))
        }
        return found | {"answers": self.answers()}

    def answers(self) -> list[str]:
        if isinstance(self.database, SQLite) and not self.database.file.exists():
            return []
        if not self.database.tables_with("ratings"):
            return []
        return sorted(str(key) for (key,) in self.database.run("SELECT id FROM surveys_response"))


def _age(path: Path) -> tuple[bool, float]:
    """Sort by how much is in it: later versions have more tables."""
    return (not path.name.startswith("main-"), path.stat().st_size)


@contextmanager
def an_installation(folder: Path, server: str) -> Iterator[Installation]:
    """Give an empty installation on this PostgreSQL server; on SQLite where none is named."""
    if not server:
        yield Installation(folder, SQLite(folder / "samspill.sqlite3"))
        shutil.rmtree(folder, ignore_errors=True)
        return
    with own_database(server) as made:
        yield Installation(folder, made)
        _drop_those_set_aside(server, made.address.rsplit("/", 1)[1])


def _drop_those_set_aside(server: str, name: str) -> None:
    whole = PostgreSQL(server)
    for (other,) in whole.run(f"SELECT datname FROM pg_database WHERE datname LIKE '{name}_%'"):
        whole.run(f'DROP DATABASE "{other}" WITH (FORCE)')

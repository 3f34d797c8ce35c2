"""What is acknowledged is on disk: the settings that make it so, as the database itself sees them.

No kill shows them, since the system keeps what was written; `make chaos` counts the syncs.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from samspill.site import settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def file_connection(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[BaseDatabaseWrapper]:
    """Make the product's own connection to a file: the tests' own database is in memory."""
    monkeypatch.delenv("SAMSPILL_DATABASE_URL", raising=False)
    chosen = {**settings._database(), "NAME": tmp_path / "samspill.sqlite3"}
    made = ConnectionHandler({"default": chosen})["default"]
    yield made
    made.close()


FULL = 2


@pytest.mark.parametrize(
    ("pragma", "expected"), [("synchronous", FULL), ("journal_mode", "wal"), ("secure_delete", 1)]
)
def test_sqlite_syncs_each_answer_and_overwrites_what_is_deleted(
    file_connection: BaseDatabaseWrapper, pragma: str, expected: object
) -> None:
    with file_connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (expected,)


def test_a_second_connection_of_sqlite_is_like_the_first(
    file_connection: BaseDatabaseWrapper,
) -> None:
    """The journal mode lies in the file, and the others in the connection: they must come again."""
    for _time in range(2):
        with file_connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone() == (FULL,)
        file_connection.close()


def test_nothing_is_asked_of_postgresql_that_makes_it_forget(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The settings of the server stand: the product sets none of its own in a connection."""
    monkeypatch.setenv("SAMSPILL_DATABASE_URL", "postgresql://samspill@127.0.0.1:5432/samspill")
    chosen = settings._database()
    assert chosen["ENGINE"] == "django.db.backends.postgresql"
    assert "options" not in chosen.get("OPTIONS", {})


def test_this_database_keeps_what_it_acknowledges() -> None:
    """Asked of the database that these tests run on; `make test-postgresql` asks PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            assert cursor.fetchone() == (FULL,)
        else:
            cursor.execute(
                "SELECT name, setting, source FROM pg_settings "
                "WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')"
            )
            found = {name: (setting, source) for name, setting, source in cursor.fetchall()}
            assert {setting for setting, _source in found.values()} == {"on"}, found
            assert not {"client", "session"} & {source for _setting, source in found.values()}

"""The product on each database, in a folder of its own, and nothing of it left afterwards."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.databases import Database, SQLite, own_database, own_postgresql
from tests.chaos.product import Product


@pytest.fixture(autouse=True)
def _on_linux() -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("needs Linux: the processes are found in /proc")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    named = os.environ.get("SAMSPILL_TEST_DATABASE_URL")
    if named:
        yield named
    elif not any(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        pytest.skip("needs PostgreSQL: apt install postgresql, or name SAMSPILL_TEST_DATABASE_URL")
    else:
        with own_postgresql() as address:
            yield address


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Give the database that the test is parametrised with."""
    if request.param == "sqlite":
        yield SQLite(tmp_path / "product" / "data" / "samspill.sqlite3")
    else:
        with own_database(request.getfixturevalue("postgresql_server")) as made:
            yield made


@pytest.fixture
def product(database: Database, tmp_path: Path) -> Iterator[Product]:
    made = Product(tmp_path / "product", **database.environ)
    yield made
    if made.starts:
        made.kill_everything()
    shutil.rmtree(made.folder, ignore_errors=True)

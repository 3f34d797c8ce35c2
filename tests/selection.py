"""Which tests of the suite run: all of them, but for what is said here at the start of a run.

SAMSPILL_WITHOUT names parts that are left out, since nothing has changed that they test (see
tests/parts.py). With --knows-a-database only those run that ask the database something, and may
come out otherwise on another one.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.parts import PARTS, ROOT

# A test that has one of these asks the database that the suite runs on.
ASK_THE_DATABASE = {"db", "transactional_db", "suites_server"}


def without() -> list[str]:
    return os.environ.get("SAMSPILL_WITHOUT", "").split()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--knows-a-database", action="store_true", help="only tests that ask the database something"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "any_database: asks the database, and cannot come out otherwise on another one"
    )


def pytest_report_header() -> list[str]:
    return [
        f"not run: {PARTS[name].folder}, of which nothing that it tests has changed"
        for name in without()
    ]


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave a part out where it is not named on the command line itself."""
    left_out = [ROOT / PARTS[name].folder for name in without()]
    return True if any(collection_path.is_relative_to(folder) for folder in left_out) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--knows-a-database"):
        return
    kept = [item for item in items if _asks_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _asks_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("any_database"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & ASK_THE_DATABASE)

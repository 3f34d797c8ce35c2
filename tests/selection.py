"""Which tests of the suite run: all of them, but for what is said here at the start of a run.

SAMSPILL_LANGUAGES names the languages in which pages are looked at in a browser, where not all
three are wanted. SAMSPILL_WITHOUT names parts that are left out, since nothing has changed that
they test (see tests/parts.py). With --knows-a-database only those run that ask the database
something, and may come out otherwise on another one.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.parts import PARTS, ROOT

# A test that has one of these asks the database that the suite runs on.
ASK_THE_DATABASE = {"db", "transactional_db", "suites_server"}


LANGUAGES = ("nb", "nn", "en")


def languages() -> tuple[str, ...]:
    """Return the languages in which pages are looked at, in the order in which they are written."""
    chosen = os.environ.get("SAMSPILL_LANGUAGES", "").split() or LANGUAGES
    assert set(chosen) <= set(LANGUAGES), f"SAMSPILL_LANGUAGES: {chosen}"
    return tuple(language for language in LANGUAGES if language in chosen)


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
    told = [
        f"not run: {PARTS[name].folder}, since nothing that it tests has changed"
        for name in without()
    ]
    if languages() != LANGUAGES:
        told += [f"journeys look at pages in {', '.join(languages())} alone: `make nightly` in all"]
    return told


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave a part out where it is not named on the command line itself."""
    left_out = [ROOT / PARTS[name].folder for name in without()]
    return True if any(collection_path.is_relative_to(folder) for folder in left_out) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept = [item for item in items if _is_in_a_chosen_language(item)]
    if config.getoption("--knows-a-database"):
        kept = [item for item in kept if _asks_the_database(item)]
    config.hook.pytest_deselected(items=list(set(items) - set(kept)))
    items[:] = kept


def _is_in_a_chosen_language(item: pytest.Item) -> bool:
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    in_a_browser = item.path.is_relative_to(ROOT / "tests" / "journeys")
    return not in_a_browser or parameters.get("language", languages()[0]) in languages()


def _asks_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("any_database"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or fixtures & ASK_THE_DATABASE)

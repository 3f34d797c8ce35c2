"""Fixtures for every test, and the promise that nothing is skipped in silence."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import translation
from tests import cast as people

pytest_plugins = ["tests.seconds", "tests.selection"]


def pytest_configure() -> None:
    # A fast hasher, plain files and a fixed language: what every test may count on.
    os.environ.setdefault("SAMSPILL_SECRET_KEY", "only for tests")


@pytest.fixture(autouse=True)
def _surroundings(settings: LazySettings) -> Iterator[None]:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT = None
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    with translation.override("nb"):
        yield


@pytest.fixture(scope="session")
def suites_server() -> str:
    """Return the address of the PostgreSQL that the suite runs on; empty where it runs on SQLite.

    Who makes databases of their own asks for this, and so is run on both.
    """
    return os.environ.get("SAMSPILL_DATABASE_URL", "")


@pytest.fixture
def cast(db: None) -> people.Cast:
    return people.gather()


@pytest.fixture
def cecilie(cast: people.Cast) -> Client:
    """Cecilie's browser: she is the facilitator."""
    return people.client_of(cast.cecilie)


@pytest.fixture
def phone() -> Client:
    """A participant's browser: no account, no cookies yet."""
    return Client()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what could not run, and why."""
    skipped = terminalreporter.stats.get("skipped", [])
    if not skipped:
        return
    terminalreporter.section("NOT TESTED HERE", sep="!")
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        terminalreporter.write_line(f"{report.nodeid}: {reason}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be skipped (SAMSPILL_NO_SKIP), a skip is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and os.environ.get("SAMSPILL_NO_SKIP") and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

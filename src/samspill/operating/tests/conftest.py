from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.chaos.databases import SQLite
from tests.installations import Installation, an_installation


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suites_server: str
) -> Iterator[Installation]:
    """An installation with something in it; this process has its surroundings."""
    with an_installation(tmp_path / "here", suites_server) as made:
        made.fill()
        surround(monkeypatch, made)
        yield made


@pytest.fixture
def in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """The same on SQLite, whatever the suite runs on: for what only a file meets."""
    folder = tmp_path / "in a file"
    made = Installation(folder, SQLite(folder / "samspill.sqlite3"))
    made.fill()
    surround(monkeypatch, made)
    return made


@pytest.fixture
def elsewhere(tmp_path: Path, suites_server: str) -> Iterator[Installation]:
    """Another place, with nothing in it."""
    with an_installation(tmp_path / "elsewhere", suites_server) as made:
        yield made


def surround(monkeypatch: pytest.MonkeyPatch, made: Installation) -> None:
    for name in ("SAMSPILL_SECRET_KEY", "SAMSPILL_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in made.environ.items():
        monkeypatch.setenv(name, value)

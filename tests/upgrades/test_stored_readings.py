"""What earlier versions stored as shown is read as it was shown, without being written anew."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from typing import Any

import pytest

from samspill.exports.tables import table_of
from samspill.readings.formats import as_stored
from samspill.readings.public import identities, read_stored, view
from samspill.toolbox.catalogue import instrument
from tests.upgrades.test_upgrades import FIXTURES, VERSIONS


def releases_of(version: str) -> list[Mapping[str, Any]]:
    """Return what a database that a version left has stored as shown."""
    script = gzip.decompress((FIXTURES / f"{version}.sqlite.sql.gz").read_bytes())
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(script.decode())
        rows = database.execute("SELECT content FROM releases_release ORDER BY id").fetchall()
    return [json.loads(content) for (content,) in rows]


@pytest.fixture(scope="module", params=VERSIONS)
def stored(request: pytest.FixtureRequest) -> list[Mapping[str, Any]]:
    return releases_of(request.param)


def test_every_figure_and_every_word_is_there(stored: list[Mapping[str, Any]]) -> None:
    assert stored
    for content in stored:
        assert "format" not in content, "it was stored before formats had numbers"
        reading = read_stored(content)
        assert reading.title == content["title"]
        for item, was in zip(reading.items, content["items"], strict=True):
            assert item.text == was["text"]
            assert list(item.figures.tiles) == was["shown"]["tiles"]
            assert (item.figures.count, item.figures.middle) == (
                was["shown"]["n"],
                was["shown"]["middle"],
            )
            for language, words in was["words"].items():
                assert item.words.finding[language] == words["finding"]
                assert item.words.high_sum[language] == words["high_sum"]
            each = item.groups.each if item.groups else ()
            assert [group.count["nb"] for group in each] == [
                one["words"]["nb"]["count"] for one in was.get("groups", [])
            ]


def test_lifted_once_it_is_stored_and_read_as_the_newest(stored: list[Mapping[str, Any]]) -> None:
    for content in stored:
        reading = read_stored(content)
        assert read_stored(json.loads(json.dumps(as_stored(reading)))) == reading


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_pages_and_files_are_made_of_it(stored: list[Mapping[str, Any]], language: str) -> None:
    for content in stored:
        reading = read_stored(content)
        assert len(view(reading, language).items) == len(content["items"])
        assert len(table_of(reading, language).rows) >= len(content["items"])


def test_a_statement_is_the_same_as_in_the_toolbox_today(stored: list[Mapping[str, Any]]) -> None:
    """Else every time series would end with the upgrade, and the memory across rounds with it."""
    known = {
        identity
        for key in ("collaboration_test", "dialogue_and_trust_check")
        for version in (1, 2)
        for identity in identities(instrument(key, version).asked)
    }
    for content in stored:
        assert set(identities(read_stored(content))) <= known


def test_some_have_groups_and_some_a_time_before() -> None:
    """Else the tests above would say nothing of them."""
    readings = [read_stored(content) for version in VERSIONS for content in releases_of(version)]
    assert any(reading.grouping for reading in readings)
    assert any(reading.before for reading in readings)

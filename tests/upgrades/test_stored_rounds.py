"""What earlier versions stored of a round is read as it was meant, without being written anew."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from typing import Any

import pytest

from samspill.toolbox.catalogue import instrument
from samspill.toolbox.round_content import read_round_content
from samspill.toolbox.round_records import read_counts, read_groups, read_partners, read_promise
from tests.upgrades.test_upgrades import FIXTURES, VERSIONS

STORED = ("content", "promise", "counts", "partners", "groups")


@pytest.fixture(scope="module", params=VERSIONS)
def rounds(request: pytest.FixtureRequest) -> list[Mapping[str, Any]]:
    """Return what the rounds of a database have stored as JSON; empty what it had no column for."""
    script = gzip.decompress((FIXTURES / f"{request.param}.sqlite.sql.gz").read_bytes())
    with closing(sqlite3.connect(":memory:")) as database:
        database.row_factory = sqlite3.Row
        database.executescript(script.decode())
        rows = [dict(row) for row in database.execute("SELECT * FROM surveys_surveyround")]
    return [{name: json.loads(row[name]) for name in STORED if name in row} for row in rows]


def test_what_was_asked(rounds: list[Mapping[str, Any]]) -> None:
    assert rounds
    for stored in rounds:
        asked = read_round_content(stored["content"])
        assert [item.text for item in asked.items] == [
            item["text"] for item in stored["content"]["items"]
        ]
        scale = stored["content"]["scale"]
        assert {asked.scale_of(item).ends for item in asked.items} == {
            (scale["low"], scale["high"])
        }
        assert read_round_content(asked.encode()) == asked


def test_a_statement_is_the_same_as_in_the_toolbox_today(rounds: list[Mapping[str, Any]]) -> None:
    """Else every time series would end with the upgrade, and the memory across rounds with it."""
    toolbox = {item.wording for key in ("collaboration_test", "dialogue_and_trust_check")
               for version in (1, 2) for item in instrument(key, version).items}  # fmt: skip
    for stored in rounds:
        asked = read_round_content(stored["content"])
        if not asked.template:
            assert {item.wording for item in asked.items} <= toolbox


def test_what_was_promised_and_counted(rounds: list[Mapping[str, Any]]) -> None:
    promised = 0
    for stored in rounds:
        promise = read_promise(stored["promise"])
        assert set(promise.languages) == set(stored["promise"])
        promised += bool(promise.short_parts("nb"))
        counts = read_counts(stored.get("counts", {}))
        assert counts.people == stored.get("counts", {}).get("people", 0)
        assert sum(counts.dont_know) == 0
        assert len(read_partners(stored.get("partners", []))) == len(stored.get("partners", []))
        assert len(read_groups(stored.get("groups", []))) == len(stored.get("groups", []))
    assert promised

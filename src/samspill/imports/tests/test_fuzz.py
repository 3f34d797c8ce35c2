"""A small share of `make fuzz-files`: the same files each time, in some seconds."""

from __future__ import annotations

import sys

import pytest
from tests.file_fuzz.files import make_file, outcomes
from tests.file_fuzz.outcomes import look_at

from samspill.imports.reader import describe

SEED = 1
FILES = 150


@pytest.mark.skipif(sys.platform == "win32", reason="it limits the memory of a process")
def test_every_file_is_read_or_gets_a_word() -> None:
    seen = dict(outcomes(SEED, FILES))
    assert set(seen) == set(range(FILES))
    assert {n: one.problem for n, one in seen.items() if one.problem} == {}
    # The dice fall on files of both kinds, else nothing is tested.
    assert sum(one.code == "read" for one in seen.values()) > FILES / 5
    assert len({one.code for one in seen.values()}) > 4


def test_a_file_is_the_same_for_the_same_seed_and_number() -> None:
    assert [make_file(7, n) for n in range(5)] == [make_file(7, n) for n in range(5)]
    assert make_file(7, 1) != make_file(8, 1)


def test_what_goes_wrong_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*args: object) -> dict[str, object]:
        found = describe(*args)  # type: ignore[arg-type]
        return {**found, "rows": found["rows"] + 1}

    data = b"Q1;Q2\n1;2\n3;4\n"
    assert look_at(data, through_child=False).problem == ""
    assert look_at(data, through_child=True).problem == ""
    monkeypatch.setattr("tests.file_fuzz.outcomes.describe", wrong)
    assert "is not 3" in look_at(data, through_child=False).problem
    monkeypatch.setattr("tests.file_fuzz.outcomes.describe", lambda *_args: {"a": "\0"})
    assert "null" in look_at(data, through_child=False).problem
    monkeypatch.setattr("tests.file_fuzz.outcomes.describe", lambda *_args: {"a": "\ud800"})
    assert "UnicodeEncodeError" in look_at(data, through_child=False).problem

"""Words are found whichever written form they stand in, and quickly in a thousand records."""

import time

import pytest

from samspill.toolbox.reform.loading import what_is_known
from samspill.toolbox.reform.records import facts_in
from samspill.toolbox.search_words import WordIndex, stem, stems_of


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("heimetenestene", "hjemmetjenester"),
        ("sjølvstyrte", "selvstyrende"),
        ("sjukefråvær", "sykefraværet"),
        ("leiarane", "lederne"),
        ("tilsette", "ansatt"),
    ],
)
def test_both_written_forms_are_one_word(written: str, other: str) -> None:
    assert stem(other).startswith(stem(written)) or stem(written).startswith(stem(other))


def test_words_that_stand_everywhere_are_left_out() -> None:
    assert stems_of("hva er det som virket") == (stem("virket"),)


def test_a_text_with_more_of_the_words_comes_first() -> None:
    index = WordIndex()
    index.add("team", "Selvstyrte team i hjemmetjenesten")
    index.add("home", "Hjemmetjenesten fikk ny leder")
    index.add("school", "Skolen fikk ny leder")
    assert [hit.key for hit in index.find("heimeteneste, sjølvstyrte team")] == ["team"]
    assert [hit.key for hit in index.find("hjemmetjeneste")] == ["home", "team"]
    assert not index.find("fiske")
    assert not index.find("")


def test_a_thousand_records_are_searched_in_a_fraction_of_what_reading_them_takes() -> None:
    """As a ratio, since a busy machine is slow at both; `make bench-search` prints milliseconds."""
    known, index = what_is_known("nb"), WordIndex()
    began = time.perf_counter()
    for number in range(1000):
        initiative = known.initiative[number % len(known.initiative)]
        text = " ".join(fact.text for fact in facts_in(initiative))
        index.add(f"{initiative.key} {number}", f"{text} sted{number} kommune{number % 300}")
    built = time.perf_counter() - began
    began = time.perf_counter()
    for _ in range(5):
        assert index.find("hjemmetjeneste, selvstyrte team")
    assert (time.perf_counter() - began) / 5 < built / 4

"""Every fault is told in words, in three languages, with what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

from samspill.imports import faults, file_rows, reader, reading
from samspill.imports.faults import describe_fault

PLACES: dict[str, dict[str, object]] = {
    "too_large_unpacked": {"most": 1024},
    "too_many_rows": {"most": 1_100_000},
    "too_many_columns": {"row": 3, "most": 500},
    "too_wide": {"row": 3, "found": 9, "named": 7},
    "quotes": {"row": 3},
    "long_cell": {"row": 3},
    "no_rows": {"row": 1},
    "unknown_answer": {"row": 3, "column": "100 %", "value": "%(row)s 50 % {0}"},
}
# What one can do about it, in the languages of the page.
DO = re.compile(
    r"\b(Choose|choose|Save|save|Keep|Divide|Mend|Perhaps|One row is"
    r"|Velg|velg|lagre|Lagre|Behold|Del|Rett|Kanskje|Hver rad"
    r"|Vel|vel|Behald|Kanskje|Kvar rad)\b"
)


def codes() -> list[str]:
    """Return every fault that the code names."""
    named: set[str] = set()
    for module in (file_rows, reader, reading):
        source = Path(str(module.__file__)).read_text()
        named |= set(re.findall(r'Fault\(\s*"(\w+)"', source))
        named |= set(re.findall(r'"(long_cell|quotes|too_large_unpacked|broken)"', source))
    return sorted(named)


def test_the_words_are_for_the_faults_there_are() -> None:
    assert set(codes()) == set(faults._sentences())


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
@pytest.mark.parametrize("code", codes())
def test_each_is_told_with_its_place_and_what_to_do(code: str, language: str) -> None:
    place = PLACES.get(code, {})
    with translation.override(language):
        told = describe_fault({"code": code, "place": place})
    assert DO.search(told), told
    for key, one in place.items():
        if (code, key) != ("too_large_unpacked", "most"):
            assert str(one) in told


def test_long_texts_are_cut() -> None:
    place = {"row": 1, "column": "x" * 300, "value": "y" * 300}
    told = describe_fault({"code": "unknown_answer", "place": place})
    assert len(told) < 260
    assert "…" in told

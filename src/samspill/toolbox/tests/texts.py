"""What the tests of texts share: every text of an instrument, its words, and how hard it is."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from samspill.toolbox.catalogue import Instrument, instruments
from samspill.toolbox.languages import LANGUAGES

ALL = instruments()
WITH_ITEMS = tuple(one for one in ALL if one.items)

INSTRUMENT_TEXTS = ("title", "summary", "source", "how_to_read", "status_note", "prompt", "talk")

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def written(key: str) -> dict[str, Any]:
    """Return what the file of an instrument has, to be changed by a test."""
    file = files("samspill.toolbox").joinpath("instruments", f"{key}.v1.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def words(text: str) -> list[str]:
    return WORD.findall(text)


def lix(text: str) -> float:
    """Return Björnsson's LIX: words per sentence, plus the percentage longer than six letters."""
    found = words(text)
    sentences = len(re.findall(r"[.:!?]+(?=\s|$)", text)) or 1
    return len(found) / sentences + 100 * sum(len(word) > 6 for word in found) / len(found)


def texts_in(content: Any, language: str) -> Iterator[str]:
    """Yield every text in one language, however deep it lies."""
    if isinstance(content, Mapping):
        if set(content) == set(LANGUAGES):
            found = content[language]
            yield from [found] if isinstance(found, str) else found
        else:
            for inner in content.values():
                yield from texts_in(inner, language)
    elif isinstance(content, list):
        for inner in content:
            yield from texts_in(inner, language)


def long_texts(one: Instrument, language: str) -> dict[str, str]:
    """Return what is read as running text, by name; short labels have no LIX worth the name."""
    asked = one.asked
    found = {name: getattr(asked, name)[language] for name in INSTRUMENT_TEXTS}
    found["how_to_run"] = " ".join(asked.how_to_run[language])
    if asked.how_to_run_open_table:
        found["how_to_run_open_table"] = " ".join(asked.how_to_run_open_table[language])
    found["all items"] = " ".join(item.text[language] for item in one.items)
    found["all talk"] = " ".join(item.talk[language] for item in one.items)
    return {name: text for name, text in found.items() if len(words(text)) >= 12}

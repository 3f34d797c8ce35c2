"""Words that answers are given in elsewhere, so that a file of answers can be understood."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class ScaleWords:
    """Lists of words from the lowest to the highest, by number of points; and what is no answer.

    `lists` has, for each number of points, mappings from a word in lower case to its place from 0.
    """

    lists: Mapping[int, tuple[Mapping[str, int], ...]]
    missing: frozenset[str]
    dont_know: frozenset[str]
    codes: frozenset[str]


# "4 - Enig", "4. Enig", "Enig (4)".
LABEL = re.compile(r"[+-]?\d{1,4}\s*[-–—:.)=]\s*(\D.*)|(\D.*?)\s*\(\d{1,2}\)")


def forms_of(text: str) -> tuple[str, ...]:
    """Return the forms a text may be known in: as it is meant, without a number, as it stands."""
    written = text.casefold().strip()
    whole = written.rstrip(".!")
    label = LABEL.fullmatch(whole)
    said = (label[1] or label[2]).strip() if label else whole
    return tuple(dict.fromkeys((whole, said, written)))


@cache
def scale_words() -> ScaleWords:
    """Return the words that are known."""
    source = files("samspill.toolbox").joinpath("scale_words.toml")
    content = tomllib.loads(source.read_text(encoding="utf-8"))
    lists: dict[int, list[dict[str, int]]] = {}
    for scale in content["scale"]:
        if len(scale["words"]) != scale["points"]:
            message = f"a scale of {scale['points']} points has {len(scale['words'])} words"
            raise ValueError(message)
        places = {word: place for place, words in enumerate(scale["words"]) for word in words}
        lists.setdefault(scale["points"], []).append(places)
    return ScaleWords(
        lists={points: tuple(found) for points, found in lists.items()},
        missing=frozenset(content["missing"]["words"]),
        dont_know=frozenset(content["dont_know"]["words"]),
        codes=frozenset(content["missing"]["codes"]),
    )

"""What each kind of number means, how sure it is and how it was made: content, as data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from samspill.toolbox.languages import LocalizedText, in_language

PARTS = ("means", "sure", "made")

# What can be known of one statement from what is shown of it.
KNOWN = frozenset(
    """
    tenths fifths near_unanimous most split mixed middle number gathered wide camps few_far_away
    at_the_high_end at_the_low_end beyond_chance like_habit like_chance further_than_chance
    higher lower too_little not_comparable groups_differ groups_alike groups_few
    """.split()
)
# The places in braces, and what must be known of a statement for each to have something in it.
PLACES: Mapping[str, frozenset[str]] = {
    "low_sum": frozenset({"tenths", "fifths"}),
    "high_sum": frozenset({"tenths", "fifths"}),
    "finding": KNOWN,
    "middle": frozenset({"number", "higher", "lower"}),
    "from": frozenset({"number"}),
    "to": frozenset({"number"}),
    "n": frozenset({"number"}),
    "bottom": KNOWN,
    "top": KNOWN,
    "before": frozenset({"higher", "lower"}),
}
PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Here:
    """What is said of a statement of which all of `when` is known."""

    part: str
    when: frozenset[str]
    text: LocalizedText


@dataclass(frozen=True)
class Explanation:
    """One kind of number. The texts are in every language; those in `here` have places to fill."""

    key: str
    title: LocalizedText
    means: LocalizedText
    sure: LocalizedText
    made: LocalizedText
    here: tuple[Here, ...]

    def said(self, part: str, language: str, known: Collection[str] = (), **places: str) -> str:
        """Say one part of a statement, or in general where nothing particular is to be said."""
        particular = [
            PLACE.sub(lambda found: places[found[1]], in_language(one.text, language))
            for one in self.here
            if one.part == part and one.when.issubset(known)
        ]
        general: LocalizedText = getattr(self, part)
        return " ".join(particular) or in_language(general, language)


@dataclass(frozen=True)
class Section:
    """Something that belongs to all the numbers."""

    key: str
    title: LocalizedText
    text: LocalizedText


@dataclass(frozen=True)
class Explanations:
    opening: LocalizedText
    numbers: tuple[Explanation, ...]
    sections: tuple[Section, ...]


@cache
def explanations() -> Explanations:
    """Return what is said of numbers, in the order in which it is read.

    Raises
    ------
    ValueError
        A text depends on something that is not known of a statement, or has a place that would
        then be empty; the message names it.
    """
    source = files("samspill.toolbox").joinpath("explanations.toml")
    content = tomllib.loads(source.read_text(encoding="utf-8"))
    return Explanations(
        opening=content["opening"],
        numbers=tuple(_explanation(one) for one in content["number"]),
        sections=tuple(Section(**one) for one in content["section"]),
    )


def _explanation(content: dict[str, Any]) -> Explanation:
    here = tuple(_here(content["key"], one) for one in content.get("here", ()))
    return Explanation(**{**content, "here": here})


def _here(key: str, content: dict[str, Any]) -> Here:
    text = dict(content)
    part, when = text.pop("part"), frozenset(text.pop("when"))
    wrong = (when - KNOWN) | ({part} - set(PARTS))
    if wrong or not when:
        message = f"explanations.toml, {key}: {sorted(wrong) or 'when'} is not known"
        raise ValueError(message)
    for one in text.values():
        for place in PLACE.findall(one):
            if not when & PLACES.get(place, frozenset()):
                message = f"explanations.toml, {key}: {{{place}}} may be empty in “{one}”"
                raise ValueError(message)
    return Here(part, when, text)

"""The draft of an assessment of consequences for privacy, before a round fills it in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from samspill.toolbox import languages
from samspill.toolbox.languages import LocalizedText
from samspill.toolbox.round_content import ContentError

# What must hold of a round for a part to be about it.
CONDITIONS = frozenset(
    {
        *("anonymous", "open_table", "file", "answered_here", "links", "code", "groups"),
        *("contact", "no_contact", "officer", "no_officer"),
        *("gone_at_closing", "kept_until_a_day"),
    }
)
# What a round fills in.
FILLED = frozenset(
    {
        *("title", "item_count", "collaboration", "partners", "asked", "groups"),
        *("purpose", "intended_use", "follow_up_on", "opened_on", "closed_on", "delete_on"),
        *("minimum", "group_minimum", "organisation", "contact", "officer"),
    }
)
RISK_TEXTS = ("risk", "measure", "rest")
PLACE = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True)
class Part:
    """A text, or what the municipality must write; about rounds of which all conditions hold."""

    text: LocalizedText
    when: frozenset[str]


@dataclass(frozen=True)
class Section:
    key: str
    title: LocalizedText
    texts: tuple[Part, ...]
    fill_in: tuple[Part, ...]


@dataclass(frozen=True)
class Risk:
    """What can go wrong, what has been done about it, and what is left."""

    risk: LocalizedText
    measure: LocalizedText
    rest: LocalizedText
    when: frozenset[str]


@dataclass(frozen=True)
class ImpactAssessment:
    version: int
    sections: tuple[Section, ...]
    risks: tuple[Risk, ...]


@cache
def impact_assessment() -> ImpactAssessment:
    """Return the draft. Raises `ContentError` where the file is not as it must be."""
    source = files("samspill.toolbox").joinpath("impact_assessment.toml")
    return read_assessment(tomllib.loads(source.read_text(encoding="utf-8")))


def read_assessment(content: Mapping[str, Any]) -> ImpactAssessment:
    """Check the content and return it; raises `ContentError`, which names the place."""
    return ImpactAssessment(
        version=content["version"],
        sections=tuple(_section(one) for one in content["section"]),
        risks=tuple(
            Risk(
                **{name: _text(one.get(name, {}), f"risk {number}, {name}") for name in RISK_TEXTS},
                when=_when(one, f"risk {number}"),
            )
            for number, one in enumerate(content["risk"], start=1)
        ),
    )


def _section(content: Mapping[str, Any]) -> Section:
    key = content["key"]
    return Section(
        key=key,
        title=_text(content["title"], f"{key}, title"),
        texts=tuple(_parts(content, key, "text")),
        fill_in=tuple(_parts(content, key, "fill_in")),
    )


def _parts(content: Mapping[str, Any], key: str, kind: str) -> Iterator[Part]:
    for number, one in enumerate(content.get(kind, ()), start=1):
        place = f"{key}, {kind} {number}"
        yield Part(_text(one, place), _when(one, place))


def _when(content: Mapping[str, Any], place: str) -> frozenset[str]:
    when = frozenset(content.get("when", ()))
    if when - CONDITIONS:
        message = f"{place}: {sorted(when - CONDITIONS)} cannot be told of a round"
        raise ContentError(message)
    return when


def _text(content: Mapping[str, Any], place: str) -> LocalizedText:
    text = {name: said for name, said in content.items() if name in languages.LANGUAGES}
    places = {language: sorted(PLACE.findall(one)) for language, one in text.items()}
    if not all(text.get(language) for language in languages.REQUIRED):
        message = f"{place}: a language is missing; it has {sorted(content)}"
        raise ContentError(message)
    if len({tuple(one) for one in places.values()}) > 1 or set(places["nb"]) - FILLED:
        message = f"{place}: {places} is not filled in alike, or not by a round"
        raise ContentError(message)
    return text

"""Keyed wordings: from what a facilitator typed to content of the toolbox's shape, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from msgspec.structs import replace

from samspill.toolbox import languages
from samspill.toolbox.catalogue import Instrument
from samspill.toolbox.languages import in_language
from samspill.toolbox.round_content import ItemContent, RoundContent, ScaleContent, wording_of

Keyed = TypeVar("Keyed")
# A scale of eleven points runs from 0 to 10, every other one from 1.
POINTS_FROM_ZERO = 11


def keyed_content(
    template: Instrument, fields: Mapping[str, Any], texts: Sequence[str]
) -> RoundContent:
    """Return content with the keyed texts in every language: they are shown as they were keyed.

    The template gives how it is run and read; it has no items of its own.
    """
    scale = _scale(template.asked.scales[0], fields)
    language = fields["language"]
    return replace(
        template.asked,
        kind="questions" if template.key.endswith("questions") else "statements",
        template=template.key,
        text_language=language,
        title=_everywhere(fields["title"]),
        source=_everywhere(fields["source"]),
        scales=(scale,),
        items=tuple(
            ItemContent(
                key=f"slot-{number}",
                wording=wording_of({language: text}, language),
                theme=_everywhere(text),
                text=_everywhere(text),
                talk=template.asked.talk,
                scale=scale.key,
            )
            for number, text in enumerate(texts, start=1)
        ),
    )


def initial_fields(content: RoundContent, *, title: str, source: str) -> dict[str, Any]:
    """Return what the form shows for a wording that is changed."""
    language = content.text_language
    scale = content.scales[0]
    labels = in_language(scale.points, language)
    fields: dict[str, Any] = {
        "title": title,
        "source": source,
        "language": language,
        "points": str(len(labels)),
        "lowest": labels[0],
        "highest": labels[-1],
        "dont_know": in_language(scale.dont_know, language) if scale.dont_know else "",
    }
    for item in content.items:
        fields[item.key] = in_language(item.text, language)
    return fields


def says_the_same(first: RoundContent, second: RoundContent) -> bool:
    """Tell whether two keyed wordings are the same, word for word, in the language they are in."""
    return _as_keyed(first) == _as_keyed(second)


def _as_keyed(content: RoundContent) -> tuple[object, ...]:
    language = content.text_language
    return (
        content.template,
        initial_fields(
            content,
            title=in_language(content.title, language),
            source=in_language(content.source, language),
        ),
    )


def _scale(scale: ScaleContent, fields: Mapping[str, Any]) -> ScaleContent:
    points = fields["points"]
    low = 0 if points == POINTS_FROM_ZERO else 1
    high = low + points - 1
    between = [str(number) for number in range(low + 1, high)]
    labels = _everywhere((fields["lowest"], *between, fields["highest"]))
    dont_know = fields.get("dont_know")
    return replace(
        scale,
        key=f"keyed_{points}",
        low=low,
        high=high,
        points=labels,
        points_short=labels,
        dont_know=_everywhere(dont_know) if dont_know else None,
    )


def _everywhere(value: Keyed) -> dict[str, Keyed]:
    return dict.fromkeys(languages.LANGUAGES, value)

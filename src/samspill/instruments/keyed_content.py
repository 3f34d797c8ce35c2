"""Keyed wordings: from what a facilitator typed to content of the toolbox's shape, and back."""

from __future__ import annotations

from typing import Any

from samspill.toolbox.catalogue import LANGUAGES, Instrument


def keyed_content(template: Instrument, fields: dict[str, Any], texts: list[str]) -> dict[str, Any]:
    """Return content with the keyed texts in every language: they are shown as they were keyed.

    The template gives how it is run and read; it has no items of its own.
    """
    content = template.content()
    del content["slots"]
    content["kind"] = "questions" if template.key.endswith("questions") else "statements"
    content["template"] = template.key
    content["text_language"] = fields["language"]
    content["title"] = _everywhere(fields["title"])
    content["source"] = _everywhere(fields["source"])
    content["scale"] = _scale(content["scale"], fields)
    content["items"] = [
        {
            "key": f"slot-{number}",
            "theme": _everywhere(text),
            "text": _everywhere(text),
            "talk": content["talk"],
        }
        for number, text in enumerate(texts, start=1)
    ]
    return content


def initial_fields(content: dict[str, Any], *, title: str, source: str) -> dict[str, Any]:
    """Return what the form shows for a wording that is changed."""
    language = content["text_language"]
    labels = content["scale"]["points"][language]
    fields: dict[str, Any] = {
        "title": title,
        "source": source,
        "language": language,
        "points": str(len(labels)),
        "lowest": labels[0],
        "highest": labels[-1],
    }
    for item in content["items"]:
        fields[item["key"]] = item["text"][language]
    return fields


def _scale(scale: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    points = fields["points"]
    between = [str(number) for number in range(2, points)]
    labels = [fields["lowest"], *between, fields["highest"]]
    return {
        **scale,
        "key": f"keyed_{points}",
        "low": 1,
        "high": points,
        "points": _everywhere(labels),
        "points_short": _everywhere(labels),
    }


def _everywhere(value: Any) -> dict[str, Any]:
    return dict.fromkeys(LANGUAGES, value)

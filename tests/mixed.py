"""A check with a scale for each kind of statement, as no published instrument has yet.

Two statements on five points, one on seven points with "don't know", one with three named answers
and "don't know", and one more on the five points.
"""

from __future__ import annotations

from typing import Any

from samspill.toolbox.catalogue import Instrument
from samspill.toolbox.languages import LANGUAGES
from samspill.toolbox.round_content import RoundContent
from samspill.toolbox.tests.texts import written

SEVEN = ("Aldri", "Svært sjelden", "Sjelden", "Av og til", "Ofte", "Svært ofte", "Alltid")
NAMED = ("Vi har ikke begynt", "Vi er i gang", "Det er på plass")
DONT_KNOW_LABEL = "Vet ikke"
# The scale of each statement, in their order.
ON = ("agreement_5", "often_7", "progress_3", "agreement_5", "often_7")


def everywhere(value: Any) -> dict[str, Any]:
    return dict.fromkeys(LANGUAGES, value)


def mixed_written() -> dict[str, Any]:
    """Return the check as a file would have it."""
    content = written("collaboration_test")
    five = content.pop("scale")
    content["key"] = "mixed_check"
    content["scales"] = [
        five,
        {
            **five, "key": "often_7", "low": 1, "high": 7, "points": everywhere(list(SEVEN)),
            "points_short": everywhere(list(SEVEN)), "dont_know": everywhere(DONT_KNOW_LABEL),
        },
        {
            **five, "key": "progress_3", "low": 0, "high": 2, "points": everywhere(list(NAMED)),
            "points_short": everywhere(list(NAMED)), "dont_know": everywhere(DONT_KNOW_LABEL),
        },
    ]  # fmt: skip
    content["items"] = [
        {**item, "scale": scale} for item, scale in zip(content["items"], ON, strict=False)
    ]
    return content


def mixed_check() -> RoundContent:
    return Instrument.from_content(mixed_written()).asked

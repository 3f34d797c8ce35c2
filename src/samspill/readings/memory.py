"""What has been shown of a collaboration before, as the rule needs it: never forgotten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samspill.readings.comparisons import shown_again
from samspill.science.disclosure import ShownDistribution
from samspill.science.groups import UNSAID, differ_by_few
from samspill.science.reading_disclosure import EarlierDrawing

Content = Mapping[str, Any]


@dataclass(frozen=True)
class Remembered:
    """The keys of all earlier releases of a collaboration, and what they show; oldest first."""

    releases: tuple[str, ...] = ()
    contents: tuple[Content, ...] = ()


def remembered_items(
    remembered: Remembered, content: Content, names: Sequence[Mapping[str, str]]
) -> list[tuple[EarlierDrawing, ...]]:
    """Return what earlier releases have shown of each item, the latest first.

    An item is the same when its words and its scale are; groups are when all their names are.
    """
    return [
        tuple(
            _earlier(found, before, names)
            for before in reversed(remembered.contents)
            for found in before["items"]
            if found["text"] == item["text"] and before["scale"] == content["scale"]
        )
        for item in content["items"]
    ]


def has_other_groups(
    remembered: Remembered,
    names: Sequence[Mapping[str, str]],
    asked: Sequence[Mapping[str, int]],
    *,
    minimum: int,
) -> bool:
    """Tell whether other groups of the same partners have been shown, that differ by too few.

    Where a release does not tell which partners its groups were, other names are other groups.
    """
    for before in remembered.contents:
        groups = before.get("groups")
        if not groups or list(groups["names"]) == list(names):
            continue
        if not groups.get("asked") or differ_by_few(asked, groups["asked"], minimum=minimum):
            return True
    return False


def _earlier(item: Content, before: Content, names: Sequence[Mapping[str, str]]) -> EarlierDrawing:
    units: dict[tuple[str, ...], ShownDistribution] = {}
    if names and before.get("groups") and list(before["groups"]["names"]) == list(names):
        for place, one in enumerate(item.get("groups") or ()):
            if one["shown"]["form"] != "hidden":
                units[(str(place),)] = shown_again(one["shown"], before["scale"])
        if together := item.get("together"):
            unit = (*map(str, together["places"]), *([UNSAID] if together["with_unsaid"] else []))
            units[unit] = shown_again(together["shown"], before["scale"])
    return EarlierDrawing(
        room=shown_again(item["shown"], before["scale"]),
        units=units,
        repeats=item.get("repeats", 0),
    )

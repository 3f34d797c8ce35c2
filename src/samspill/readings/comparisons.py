"""What follows from figures that may be shown: how sure they are, what has moved, which differ.

Everything here is made from what a release shows, never from answers, so it tells nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from samspill.readings.languages import in_every_language
from samspill.science.disclosure import ShownDistribution
from samspill.science.scales import ResponseScale
from samspill.science.uncertainty import (
    Change,
    agreement_beside_chance,
    compare_groups,
    compare_rounds,
    interval_of_middle,
)

Content = dict[str, Any]


@dataclass(frozen=True)
class Earlier:
    """The release of an earlier round with the same wording."""

    release: UUID
    closed_on: date
    content: Content
    # The day on which the two are compared: a month of another year is named with its year.
    compared_on: date


def add_uncertainty(reading: Content) -> None:
    """Put beside every middle how sure it is, and beside every spread what chance would show.

    `interval` is (low, high), or None; `beside_chance` a word, or None.
    """
    for item in reading["items"]:
        shown = shown_again(item["shown"], reading["scale"])
        interval = interval_of_middle(shown)
        item["interval"] = None if interval is None else [interval.low, interval.high]
        item["beside_chance"] = agreement_beside_chance(shown)


def add_earlier(reading: Content, earlier: Earlier) -> None:
    """Put beside every statement whether it has moved since last time, in words.

    A statement that either round does not show with a middle cannot be compared. The more
    statements are compared, the more is asked of each (`compare_rounds`).
    """
    before = {item["key"]: item["shown"] for item in earlier.content["items"]}
    pairs = [
        (shown_again(before[item["key"]], earlier.content["scale"]),
         shown_again(item["shown"], reading["scale"]))
        if item["key"] in before else None
        for item in reading["items"]
    ]  # fmt: skip
    comparable = [pair for pair in pairs if pair and None not in (pair[0].middle, pair[1].middle)]
    moved: dict[str, list[int]] = {"higher": [], "lower": []}
    for place, (item, pair) in enumerate(zip(reading["items"], pairs, strict=True)):
        change = pair and compare_rounds(*pair, comparisons=max(1, len(comparable)))
        if change in moved:
            moved[change].append(place)
        item["since"] = {
            "change": change,
            "middle": pair[0].middle if pair and change in moved else None,
            "words": in_every_language(partial(_describe_change, pair, change)),
        }
    reading["since"] = {
        "release": str(earlier.release),
        "closed_on": earlier.closed_on.isoformat(),
        "when": in_every_language(lambda _language: _month(earlier)),
        "is_comparable": bool(comparable),
        **moved,
    }


def add_group_differences(reading: Content) -> None:
    """Put beside the groups of every statement whether they differ by more than chance."""
    names = reading["groups"]["names"]
    for item in reading["items"]:
        groups = {
            str(place): shown_again(one["shown"], reading["scale"])
            for place, one in enumerate(item["groups"])
        }
        differ = compare_groups(groups, comparisons=len(reading["items"]))
        are_drawn = sum(bool(one.tiles) for one in groups.values()) > 1
        is_alike = item["shown"]["form"] == "near_unanimous"
        are_seen = "groups_alike" if are_drawn else "groups_few"
        item["groups_differ"] = None if is_alike else "groups_differ" if differ else are_seen
        item["group_words"] = in_every_language(
            partial(_describe_groups, differ, names, are_drawn)
            if groups
            else partial(_describe_no_groups, item["shown"]["form"])
        )


def shown_again(figures: Content, scale: Content) -> ShownDistribution:
    """Read figures that were stored in a release as what they were made of."""
    as_stored: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in figures.items()
    }
    return ShownDistribution(scale=ResponseScale(scale["low"], scale["high"]), **as_stored)


def _describe_change(
    pair: tuple[ShownDistribution, ShownDistribution] | None,
    change: Change | None,
    _language: str,
) -> str:
    if pair is None or change is None:
        return _("Cannot be compared: one of the times it was not shown with a middle.")
    if change == "too_little":
        return _("Too little to say whether anything has changed.")
    before, after = (number_format(one.middle or 0, decimal_pos=1) for one in pair)
    sentence = (
        _("Higher. The middle has gone from {before} to {after}, more than chance. Why, the "
          "figures do not say.")
        if change == "higher"
        else _("Lower. The middle has gone from {before} to {after}, more than chance. Why, the "
               "figures do not say.")
    )  # fmt: skip
    return sentence.format(before=before, after=after)


def _describe_no_groups(form: str, _language: str) -> str:
    if form == "near_unanimous":
        return _("Nearly everybody answers alike, so the groups are not shown.")
    return _(
        "The groups are not shown here. Beside the rest they could tell too much, or the statement "
        "was drawn by lot, so that nobody can know which."
    )


def _describe_groups(
    differ: tuple[str, str] | None,
    names: Sequence[dict[str, str]],
    are_drawn: bool,  # noqa: FBT001
    language: str,
) -> str:
    if differ:
        lower, higher = (names[int(place)][language] for place in differ)
        return _("{lower} lies lower than {higher}, by more than chance.").format(
            lower=lower, higher=higher
        )
    if are_drawn:
        return _("The differences between the groups are not larger than chance.")
    return _("Too few to say whether the groups differ.")


def _month(earlier: Earlier) -> str:
    """Name the month, as a ring in a drawing is labelled."""
    is_same_year = earlier.closed_on.year == earlier.compared_on.year
    return format_date(earlier.closed_on, "F" if is_same_year else "F Y")

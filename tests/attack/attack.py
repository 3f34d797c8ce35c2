"""Who attacks, and what each of them has: pages, release, other rounds, the database file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from samspill.science.disclosure import ShownDistribution, show_distribution
from samspill.science.distributions import Distribution
from samspill.science.scales import ResponseScale
from tests.attack.deduce import (
    Findings,
    NotTheRuleError,
    Table,
    from_groups,
    from_one_room,
    from_two_rounds,
    possible,
)
from tests.attack.play import Room

SCALE = ResponseScale(1, 5)
BANDS = {"5-9": (5, 9), "10-19": (10, 19)}
SAID = re.compile(r"(?<!til )(?<!enn )\b(\d+) svar\b")


def the_rule(table: Table) -> ShownDistribution:
    return show_distribution(Distribution(SCALE, table, missing=0))


def the_rule_for_groups(table: Table) -> ShownDistribution:
    return show_distribution(Distribution(SCALE, table, missing=0), is_group=True)


def as_shown(figures: dict[str, Any]) -> ShownDistribution:
    made = {name: tuple(one) if isinstance(one, list) else one for name, one in figures.items()}
    return ShownDistribution(scale=SCALE, **made)


def counts(ratings: Sequence[int]) -> Table:
    return tuple(ratings.count(point) for point in range(1, 6))


def tables_behind(room: Room, item: int) -> tuple[Table, ...]:
    """Return every table that fits what is shown of a statement; none where nothing is."""
    shown = as_shown(room.release["items"][item]["shown"])
    if shown.form == "hidden":
        return ()
    low, high = (shown.n, shown.n) if shown.n else BANDS[shown.band or ""]
    told = {n for n in _numbers_said(room) if low <= n <= high and n != shown.minimum}
    sizes = sorted(told) or range(low, min(high, sum(room.asked.values()) or high) + 1)
    found = possible(the_rule, shown, sizes)
    if counts(room.ratings(item)) not in found:
        message = f"{shown} does not come from {counts(room.ratings(item))} by the rule"
        raise NotTheRuleError(message)
    return found


def _numbers_said(room: Room) -> set[int]:
    """Return every number of answers that stands on any page."""
    return {int(one) for page in room.pages.values() for one in SAID.findall(page)}


def from_pages(room: Room) -> Findings:
    """Find what a colleague and every insider can in what is shown of the whole room."""
    found = Findings()
    for item, content in enumerate(room.release["items"]):
        tables = tables_behind(room, item)
        if tables:
            found.add(from_one_room(tables, room.ratings(item), content["key"]))
    return found


def from_rounds(before: Room, after: Room, newcomer: int) -> Findings:
    """Find what two facilitators can who lay two rounds side by side, and one person is new."""
    found = Findings()
    for item, content in enumerate(after.release["items"]):
        earlier, later = tables_behind(before, item), tables_behind(after, item)
        if earlier and later:
            person = newcomer, after.people[newcomer].ratings[item]
            found.add(from_two_rounds(earlier, later, person, content["key"]))
    return found


def from_breakdown(room: Room) -> Findings:
    """Find what a facilitator can who takes every group from every total."""
    found = Findings()
    grouping = room.release.get("groups")
    if not grouping:
        return found
    names = [one["nb"] for one in grouping["names"]]
    belongs = [_group_of(one.partner, names) for one in room.people]
    asked = [
        sum(size for name, size in room.asked.items() if _group_of(name, names) == place)
        for place in range(len(names))
    ]
    for item, content in enumerate(room.release["items"]):
        if not content.get("groups"):
            continue
        shown: dict[str, tuple[Table, ...]] = {}
        hidden: dict[str, tuple[int, int]] = {"unsaid": (0, sum(asked))}
        for place, one in enumerate(content["groups"]):
            figures = as_shown(one["shown"])
            if figures.form == "hidden":
                hidden[str(place)] = _size_of_hidden(figures, asked[place])
            else:
                low, high = BANDS.get(figures.band or "", (20, 60))
                sizes = range(low, min(high, asked[place]) + 1)
                shown[str(place)] = possible(the_rule_for_groups, figures, sizes)
        exact, small = from_groups(
            tables_behind(room, item), shown, hidden, int(grouping["minimum"])
        )
        for name, point in exact:
            found.answers |= {
                ("groups", person, content["key"])
                for person, one in enumerate(room.people)
                if str(belongs[person]) == name and one.ratings[item] == point
            }
        found.small |= {(name, content["key"]) for name in small if name != "unsaid"}
    return found


def _size_of_hidden(figures: ShownDistribution, asked: int) -> tuple[int, int]:
    """Return the fewest and the most people in a group that is held back, from what is said."""
    if figures.band == "under_minimum":
        return 0, min(asked, figures.minimum - 1)
    return 0, asked


def _group_of(partner: str, names: Sequence[str]) -> int:
    """Find the group that a partner is in: the one that names it, else the others together."""
    return next((place for place, name in enumerate(names) if partner in name), len(names) - 1)


def from_the_file(rows: Sequence[tuple[str, list[int]]], room: Room) -> Findings:
    """Find what whoever has the database file after closing can lay beside the order of phones.

    Everybody's ten ratings are known to the test, so that it sees whether rows lie as people came.
    """
    arrived = [one.ratings for one in room.people]
    lying = [ratings for _key, ratings in rows]
    found = Findings()
    if sorted(map(tuple, lying)) != sorted(map(tuple, arrived)):
        message = f"{len(lying)} rows are stored of {len(arrived)} answers"
        raise NotTheRuleError(message)
    if len(arrived) > 9 and (lying == arrived or lying == arrived[::-1]):
        found.answers = {("the file", person, "all") for person in range(len(arrived))}
    return found


def how_much(room: Room) -> tuple[int, int]:
    """Return how many of the statements, and of their groups, are shown at all."""
    items = room.release["items"]
    groups = [one for item in items for one in item.get("groups", [])]
    return (
        sum(item["shown"]["form"] != "hidden" for item in items),
        sum(one["shown"]["form"] != "hidden" for one in groups),
    )

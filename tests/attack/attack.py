"""Who attacks, and what each of them has: pages, release, other rounds, the database file."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import cast

from samspill.readings.public import ShownFigures, StoredItem
from samspill.science.disclosure import (
    MINIMUM_GROUP_SIZE,
    Band,
    ShownDistribution,
    show_distribution,
)
from samspill.science.distributions import Distribution
from samspill.science.reading_disclosure import EarlierDrawing, Rule, compile_rule, without_history
from samspill.science.scales import ResponseScale
from tests.attack.deduce import (
    TOGETHER,
    Findings,
    NotTheRuleError,
    Table,
    from_groups,
    from_one_room,
    from_two_rounds,
    possible,
    some_away,
    tables_of,
)
from tests.attack.play import Room

SCALE = ResponseScale(1, 5)
# It remembers what is shown of a table, for every statement of every room.
PLAIN = without_history(MINIMUM_GROUP_SIZE, MINIMUM_GROUP_SIZE)

# As many may have come, gone or changed their mind where a drawing is repeated.
MOST_AWAY = 2


def the_rule(table: Table) -> ShownDistribution:
    return show_distribution(Distribution(SCALE, table, missing=0))


def _drawing(shown: ShownDistribution) -> Hashable:
    return shown.form, shown.tiles, shown.percent, shown.agreed_side, shown.word


def the_drawing(table: Table) -> Hashable:
    """Return what is drawn of a table where nothing was shown before, without the numbers."""
    return _drawing(PLAIN(SCALE, table, "room"))


def the_rule_for_groups(table: Table) -> ShownDistribution:
    return show_distribution(Distribution(SCALE, table, missing=0), is_group=True)


def the_rule_in(room: Room, item: int, *, words_only: bool) -> Callable[[Table], Hashable]:
    """Return the rule for a statement: what is shown of a table, and how often repeated.

    Where the product's own trial has taken groups or tiles away, the attacker does not use that.
    """
    wording = room.release.items[item].wording
    earlier = tuple(
        EarlierDrawing(shown_of(one.figures), {}, one.repeats)
        for before in room.earlier
        for one in before.release.items
        if one.wording == wording
    )
    compiled = compile_rule(Rule(SCALE, words_only=words_only, earlier=earlier), PLAIN)

    def show(table: Table) -> Hashable:
        shown, repeats = compiled.show((table,))
        return shown.room, repeats

    return show


def candidates(room: Room, item: int, shown: ShownDistribution) -> set[Table]:
    """Return every table that may be behind a statement: drawn as it is, or as the last time."""
    n = len(room.people)
    found = set(possible(the_drawing, _drawing(shown), [n]))
    wording = room.release.items[item].wording
    for before in room.earlier:
        for one in before.release.items:
            if one.wording == wording:
                drawn = _drawing(shown_of(one.figures))
                away = min(one.repeats + 1, MOST_AWAY)
                sizes = range(max(1, n - away), n + away + 1)
                found |= some_away(possible(the_drawing, drawn, sizes), away)
    return {table for table in found if sum(table) == n}


def shown_of(figures: ShownFigures) -> ShownDistribution:
    """Return stored figures as the rule gives them; every statement is on the same scale."""
    return ShownDistribution(
        scale=SCALE,
        minimum=figures.minimum,
        form=figures.form,
        band=cast("Band | None", figures.count_band),
        n=figures.count,
        tiles=figures.tiles,
        sides=figures.sides,
        agreed_side=figures.agreed_side,
        percent=figures.percent,
        middle=figures.middle,
        nearest_point=figures.nearest_point,
        spread=figures.spread,
        word=figures.word,
    )


def counts(ratings: Sequence[int]) -> Table:
    return tuple(ratings.count(point) for point in range(1, 6))


def tables_behind(room: Room, item: int) -> tuple[Table, ...]:
    """Return every table that fits what is shown of a statement; none where nothing is.

    The attacker was there and has counted the phones, whatever the page says of their number.
    """
    if item not in room.behind:
        room.behind[item] = _tables_behind(room, item)
    return room.behind[item]


def _tables_behind(room: Room, item: int) -> tuple[Table, ...]:
    content = room.release.items[item]
    shown = shown_of(content.figures)
    if shown.form == "hidden":
        return ()
    words_only = shown.form == "words" and shown.band != "5-11"
    rule = the_rule_in(room, item, words_only=words_only)
    looks = shown, content.repeats
    tried = tables_of(len(room.people)) if words_only else candidates(room, item, shown)
    found = tuple(table for table in tried if rule(table) == looks)
    return _with_the_truth(found, room.ratings(item), shown)


def _with_the_truth(
    found: tuple[Table, ...], ratings: Sequence[int], shown: ShownDistribution
) -> tuple[Table, ...]:
    if counts(ratings) not in found:
        message = f"{shown} does not come from {counts(ratings)} by the rule"
        raise NotTheRuleError(message)
    return found


def from_pages(room: Room) -> Findings:
    """Find what a colleague and every insider can in what is shown of the whole room."""
    found = Findings()
    for item, content in enumerate(room.release.items):
        tables = tables_behind(room, item)
        if tables:
            found.add(from_one_room(tables, room.ratings(item), content.key))
    return found


def from_rounds(before: Room, after: Room, newcomer: int) -> Findings:
    """Find what two facilitators can who lay two rounds side by side, and one person is new."""
    found = Findings()
    for item, content in enumerate(after.release.items):
        earlier, later = tables_behind(before, item), tables_behind(after, item)
        if earlier and later:
            person = newcomer, after.people[newcomer].ratings[item]
            found.add(from_two_rounds(earlier, later, person, content.key))
    return found


def from_breakdown(room: Room) -> Findings:
    """Find what a facilitator can who takes every group from every total."""
    found = Findings()
    grouping = room.release.grouping
    if not grouping:
        return found
    names = [one["nb"] for one in grouping.names]
    belongs = [_group_of(one.partner, names) for one in room.people]
    asked = [
        sum(size for name, size in room.asked.items() if _group_of(name, names) == place)
        for place in range(len(names))
    ]
    for item, content in enumerate(room.release.items):
        units = _units(content)
        if not units or not tables_behind(room, item):
            continue
        shown = {
            name: _tables_of_unit(room, item, places, figures, belongs)
            for name, (places, figures) in units.items()
        }
        for name, (places, _figures) in units.items():
            ratings = _ratings_of(room, item, places, belongs)
            found.add(from_one_room(shown[name], ratings, f"{content.key} {name}"))
        together = content.groups.together if content.groups else None
        places = together.places if together else ()
        hidden = {str(place): (0, asked[place]) for place in places}
        if together and together.with_unsaid:
            hidden["unsaid"] = (0, sum(asked))
        exact, small = from_groups(tables_behind(room, item), shown, hidden, grouping.minimum)
        for name, point in exact:
            places = units[name][0] if name in units else [int(name)]
            found.answers |= {
                ("groups", person, content.key)
                for person, one in enumerate(room.people)
                if belongs[person] in places and one.ratings[item] == point
            }
        found.small |= {(name, content.key) for name in small if name != "unsaid"}
    return found


def _units(content: StoredItem) -> dict[str, tuple[list[int], ShownFigures]]:
    """Return what is shown beside the room: each group that stands alone, and those together."""
    if content.groups is None:
        return {}
    units = {
        f"alone {place}": ([place], one.figures)
        for place, one in enumerate(content.groups.each)
        if one.figures.form != "hidden"
    }
    if together := content.groups.together:
        units[TOGETHER] = (list(together.places), together.shown.figures)
    return units


def _tables_of_unit(
    room: Room, item: int, places: list[int], figures: ShownFigures, belongs: list[int]
) -> tuple[Table, ...]:
    ratings = _ratings_of(room, item, places, belongs)
    shown = shown_of(figures)
    return _with_the_truth(possible(the_rule_for_groups, shown, [len(ratings)]), ratings, shown)


def _ratings_of(room: Room, item: int, places: list[int], belongs: list[int]) -> list[int]:
    return [
        one.ratings[item] for person, one in enumerate(room.people) if belongs[person] in places
    ]


def _group_of(partner: str, names: Sequence[str]) -> int:
    """Find the group that a partner is in: the one that names it, else the others together."""
    return next((place for place, name in enumerate(names) if partner in name), len(names) - 1)


def from_the_file(rows: Sequence[tuple[str, list[int]]], room: Room) -> Findings:
    """Find the people whose answer still lies in the database file, all ten ratings together."""
    lying = [ratings for _key, ratings in rows]
    found = Findings()
    found.answers = {
        ("the file", number, "all")
        for number, person in enumerate(room.people)
        if person.ratings in lying
    }
    return found


def how_much(room: Room) -> tuple[int, int]:
    """Return how many of the statements, and of their groups, are shown at all."""
    items = room.release.items
    groups = [one for item in items if item.groups for one in item.groups.each]
    return (
        sum(item.figures.form != "hidden" for item in items),
        sum(one.figures.form != "hidden" for one in groups),
    )

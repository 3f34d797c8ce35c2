"""What may be shown of a whole reading: each item tried against an attacker before it is shown."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import add
from typing import Literal, TypeAlias

import numpy as np

from samspill.science.disclosure import (
    MINIMUM_GROUP_SIZE,
    TENTHS_FROM,
    ShownDistribution,
    show_distribution,
    withhold,
)
from samspill.science.distributions import Distribution
from samspill.science.dont_know import SaidDontKnow, round_number, say_dont_know
from samspill.science.groups import Division, ShownItem, add_up, beside, divide, find_small
from samspill.science.inference import MOST_TRIED, Inference, Table, audit
from samspill.science.scales import ResponseScale

# So often the groups of an item are left out by lot.
LEFT_OUT = 0.1
# A table of a follow-up takes long to try: all that lie near it are compared with the last time.
TRIED_AGAIN = 300
# How many rounds in a row one drawing can stand for: the last of them within so many people of it.
MOST_REPEATS = 2
# One who comes, goes or answers otherwise moves so many tiles at most, there and back counted.
TILES_MOVED_BY_ONE = 6


How: TypeAlias = Literal["room", "rounded", "words", "group"]
Plain: TypeAlias = Callable[[ResponseScale, tuple[int, ...], How], ShownDistribution]


@dataclass(frozen=True)
class Earlier:
    """What an earlier round has shown of the same item, and how many times it had been repeated.

    `units` are by the same names as now; those that were not shown are left out. `dont_know` is
    None where it could not be answered.
    """

    room: ShownDistribution
    units: Mapping[tuple[str, ...], ShownDistribution]
    repeats: int = 0
    dont_know: SaidDontKnow | None = None


@dataclass(frozen=True)
class AuditedItem:
    """What may be shown of one item, what an attacker finds in it, and how often it is repeated."""

    shown: ShownItem
    inference: Inference
    repeats: int = 0


@dataclass(frozen=True)
class AuditedRoom:
    """What may be shown of a reading, and what an attacker finds in it: nothing."""

    division: Division | None
    items: tuple[AuditedItem, ...]
    surely_small: tuple[str, ...] = ()

    @property
    def is_safe(self) -> bool:
        return not self.surely_small and all(one.inference.is_safe for one in self.items)


@dataclass(frozen=True)
class Rule:
    """How one item of a reading is shown. All of it is known to the attacker.

    Attributes
    ----------
    scale : ResponseScale
        The points that could be chosen.
    units : tuple of tuples of str
        The groups beside the room, joined ones together; empty where only the room is shown.
    minimum, group_minimum : int
        The smallest room, and the smallest group, that is shown.
    words_only : bool
        The room in words, however many answered.
    earlier : tuple of Earlier
        What earlier rounds have shown of the same item, the latest first.
    takes_dont_know : bool
        "Don't know" is an answer to it: the last place of every row of a table.
    """

    scale: ResponseScale
    units: tuple[tuple[str, ...], ...] = ()
    minimum: int = MINIMUM_GROUP_SIZE
    group_minimum: int = MINIMUM_GROUP_SIZE
    words_only: bool = False
    earlier: tuple[Earlier, ...] = ()
    takes_dont_know: bool = False


@dataclass(frozen=True)
class Followed:
    """A rule as functions: of a table, to what is shown and how often repeated; and of one unit."""

    show: Callable[[Table], tuple[ShownItem, int]]
    alone: Callable[[int, tuple[int, ...]], ShownDistribution]


def show_room(
    people: Mapping[str, int],
    items: Sequence[Mapping[str, Distribution]],
    *,
    asked: Mapping[str, int] | None = None,
    minimum: int = MINIMUM_GROUP_SIZE,
    group_minimum: int = MINIMUM_GROUP_SIZE,
    earlier: Sequence[tuple[Earlier, ...]] = (),
    dont_know: Sequence[Mapping[str, int] | None] = (),
    rng: np.random.Generator | None = None,
) -> AuditedRoom:
    """Decide what may be shown of a reading: as much as leaves no answer that can be found.

    Parameters
    ----------
    people : mapping from group to how many answered anything
        Groups that do not overlap and add up to the room; one group is a room without groups.
    items : sequence of mapping from group to Distribution, length n_items
        The same groups for each item.
    asked : mapping from group to how many were asked, optional
        What everybody knows.
    minimum, group_minimum : int
        The smallest room, and the smallest group, that is shown.
    earlier : sequence of tuple of Earlier, length n_items or 0
        What earlier rounds have shown of each item, the latest first.
    dont_know : sequence of mapping from group to int or None, length n_items or 0
        How many answered "don't know"; None for an item to which it is no answer. In
        distributions they are missing.
    rng : numpy.random.Generator, optional
        Draws the one in ten items that is shown without its groups for no other reason: so nobody
        can tell from their absence that something could have been found. None draws no lots.

    Returns
    -------
    AuditedRoom
        Undivided where a group would surely be small. Each item with its groups if nothing can be
        found then; else without them; else in words; else nothing.

    Raises
    ------
    ValueError
        A minimum is under 5; the message names it.

    Notes
    -----
    Items are audited one by one: what is shown of one depends on its own answers alone, and on the
    division, which is the same for all. Method page: docs/methods/what-can-be-found.md.
    """
    division = divide(people, minimum=group_minimum) if len(people) > 1 else None
    if division and find_small(people, asked or {}, minimum=group_minimum):
        division = None
    audited = []
    plain = plainly(minimum, group_minimum)
    for place, by_group in enumerate(items):
        uncertain = dont_know[place] if dont_know else None
        is_left_out = rng is not None and rng.random() < LEFT_OUT
        rule = Rule(
            scale=next(iter(by_group.values())).scale,
            units=division.units if division and not is_left_out else (),
            minimum=minimum,
            group_minimum=group_minimum,
            earlier=earlier[place] if earlier else (),
            takes_dont_know=uncertain is not None,
        )
        units = rule.units or (tuple(by_group),)
        table = tuple(_row(unit, by_group, uncertain) for unit in units)
        audited.append(show_item(table, rule, plain=plain))
    return AuditedRoom(division, tuple(audited))


def show_item(table: Table, rule: Rule, *, plain: Plain | None = None) -> AuditedItem:
    """Show one item as `rule` says, or less where something could be found.

    Parameters
    ----------
    table : tuple of counts for each unit, or for the room, each of length n_points
        What was answered.
    rule : Rule
        How it would be shown.
    plain : function, optional
        What `plainly` has made for several items of one reading.

    Returns
    -------
    AuditedItem
        With groups; else without; else in words; else nothing.
    """
    room = (_together(table),)
    alone = replace(rule, units=())
    ladder = [(room, alone), (room, replace(alone, words_only=True))]
    for rows, step in ([(table, rule)] if rule.units else []) + ladder:
        how = follow(step, plain or plainly(rule.minimum, rule.group_minimum))
        found = attack(rows, how, step)
        if found.is_safe:
            shown, repeats = how.show(rows)
            return AuditedItem(shown, found, repeats)
    return AuditedItem(ShownItem(withhold(rule.scale, minimum=rule.minimum)), Inference())


def attack(table: Table, how: Followed, rule: Rule) -> Inference:
    """Try what would be shown as somebody who knows how many chose a point in every group.

    Where "don't know" is an answer, first as somebody who knows besides how many answered that;
    then as somebody who knows how many answered in all, and looks for that answer too.
    """
    most_tried = TRIED_AGAIN if rule.earlier else MOST_TRIED
    if not rule.takes_dont_know:
        alone = None if rule.earlier else how.alone
        return audit(table, how.show, sets=sets_of(rule), alone=alone, most_tried=most_tried)
    beside = [row[-1] for row in table]

    def with_beside(points: Table) -> Table:
        return tuple((*row, last) for row, last in zip(points, beside, strict=True))

    found = audit(
        tuple(row[:-1] for row in table),
        lambda points: how.show(with_beside(points)),
        sets=sets_of(rule),
        alone=None
        if rule.earlier
        else lambda place, points: how.alone(place, (*points, beside[place])),
        most_tried=most_tried,
    )
    if not found.is_safe:
        return found
    return audit(table, how.show, sets=sets_of(rule), most_tried=most_tried)


def plainly(minimum: int, group_minimum: int) -> Plain:
    """Return what is shown of counts where nothing was shown before; it remembers what it did."""

    @cache
    def plain(scale: ResponseScale, counts: tuple[int, ...], how: How) -> ShownDistribution:
        shown = show_distribution(
            Distribution(scale, counts, missing=0),
            minimum=group_minimum if how == "group" else minimum,
            is_group=how == "group",
            words_only=how == "words",
        )
        if how == "rounded" and shown.n is not None:
            return replace(shown, n=round_number(shown.n))
        return shown

    return plain


def follow(rule: Rule, plain: Plain) -> Followed:
    """Return the rule as functions of tables; they remember what they have been asked."""
    how: How = "rounded" if rule.takes_dont_know else "room"
    how = "words" if rule.words_only else how
    points = slice(-1) if rule.takes_dont_know else slice(None)
    said = [one.dont_know for one in rule.earlier if one.dont_know]

    @cache
    def of_room(counts: tuple[int, ...]) -> tuple[ShownDistribution, int]:
        known = [(_with_its_number(one, rule), one.repeats) for one in rule.earlier]
        return _or_as_before(
            counts,
            lambda one: plain(rule.scale, one, how),
            known,
            is_rounded=rule.takes_dont_know,
        )

    @cache
    def of_unit(unit: tuple[str, ...], counts: tuple[int, ...]) -> ShownDistribution:
        known = [(one.units[unit], one.repeats) for one in rule.earlier if unit in one.units]
        return _or_as_before(counts, lambda one: plain(rule.scale, one, "group"), known)[0]

    def show(table: Table) -> tuple[ShownItem, int]:
        counts = _together(table)
        room, repeats = of_room(counts[points])
        units = map(of_unit, rule.units, [row[points] for row in table] if rule.units else ())
        item = beside(room, units)
        if rule.takes_dont_know:
            item = replace(
                item, dont_know=say_dont_know(sum(counts[:-1]), counts[-1], earlier=said)
            )
        return item, repeats

    def alone(place: int, counts: tuple[int, ...]) -> ShownDistribution:
        points_of = counts[points]
        return of_unit(rule.units[place], points_of) if rule.units else of_room(points_of)[0]

    return Followed(show, alone)


def sets_of(rule: Rule) -> dict[str, tuple[int, ...]]:
    """Return the sets of people that answers are looked for in: the room, and each unit."""
    units = {" + ".join(unit) or "unsaid": (place,) for place, unit in enumerate(rule.units)}
    return {"room": tuple(range(len(units) or 1)), **units}


def _row(
    unit: tuple[str, ...], by_group: Mapping[str, Distribution], dont_know: Mapping[str, int] | None
) -> tuple[int, ...]:
    """Return the row of a table for one unit, "don't know" last where it is an answer."""
    counts = add_up(by_group[group] for group in unit).counts
    return counts if dont_know is None else (*counts, sum(dont_know[group] for group in unit))


def _with_its_number(earlier: Earlier, rule: Rule) -> ShownDistribution:
    """Return an earlier drawing with its number as this round says numbers, or without it."""
    room = earlier.room
    if room.n is not None and rule.takes_dont_know:
        return replace(room, n=round_number(room.n))
    return room if earlier.dont_know is None else replace(room, n=None)


def _or_as_before(
    counts: tuple[int, ...],
    plain: Callable[[tuple[int, ...]], ShownDistribution],
    known: Sequence[tuple[ShownDistribution, int]],
    *,
    is_rounded: bool = False,
) -> tuple[ShownDistribution, int]:
    """Repeat an earlier drawing that so few people stand between that one of them could be found.

    Were it drawn anew, a reader who believes that all the others have answered as before could tell
    what the only newcomer answered, or the only one who has left.
    """
    for before, repeats in known:
        if before.form == "hidden":
            continue
        reach = min(repeats + 1, MOST_REPEATS)
        if _lies_apart(plain(counts), before, reach):
            continue
        near = _near(counts, reach)
        if before.n is not None and not is_rounded:
            near = (one for one in near if sum(one) == before.n)
        sought = replace(before, n=None) if is_rounded else before
        if any(_looks_as(plain(one), sought) for one in near):
            n = sum(counts)
            is_exact = before.n is not None and n >= TENTHS_FROM
            # A rounded number is repeated too: from 29 to 30 it would tell of the one who came.
            shown = before if is_rounded else replace(before, n=n if is_exact else None)
            return shown, repeats + 1
    return plain(counts), 0


def _lies_apart(shown: ShownDistribution, before: ShownDistribution, people: int) -> bool:
    """Tell without trying that so few people cannot have moved so many tiles."""
    both = tuple(zip(shown.tiles, before.tiles, strict=False))
    return (
        shown.form == before.form
        and sum(abs(one - other) for one, other in both) > TILES_MOVED_BY_ONE * people
    )


def _looks_as(shown: ShownDistribution, before: ShownDistribution) -> bool:
    return (
        shown.form == before.form
        and shown.tiles == before.tiles
        and shown.agreed_side == before.agreed_side
        and shown.word == before.word
        and shown.percent == before.percent
        and before.n in {None, shown.n}
    )


def _near(counts: tuple[int, ...], people: int) -> Iterator[tuple[int, ...]]:
    """Give every table that is at most so many people away: come, gone, or answering otherwise."""
    for change in _changes(len(counts), people):
        one = tuple(map(add, counts, change))
        if min(one) >= 0:
            yield one


@cache
def _changes(points: int, people: int) -> tuple[tuple[int, ...], ...]:
    """Return how so many people at most can change counts, the smallest changes first."""
    nobody = (0,) * points
    if not people:
        return (nobody,)
    fewer = _changes(points, people - 1)
    single = [
        tuple((place == come) - (place == gone) for place in range(points))
        for gone in (None, *range(points))
        for come in (None, *range(points))
    ]
    return tuple(
        dict.fromkeys([*fewer, *(tuple(map(add, one, two)) for one in fewer for two in single)])
    )


def _together(rows: Sequence[Sequence[int]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*rows, strict=True))

"""What may be shown of a whole reading: each item tried against an attacker before it is shown."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial, reduce
from operator import add, sub
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
from samspill.science.groups import Division, ShownItem, divide, find_small, pool, show_units
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


Role: TypeAlias = Literal["room", "rounded", "words", "group"]
ShowCounts: TypeAlias = Callable[[ResponseScale, tuple[int, ...], Role], ShownDistribution]


@dataclass(frozen=True)
class EarlierDrawing:
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

    @property
    def is_safe(self) -> bool:
        return all(item.inference.is_safe for item in self.items)


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
    earlier : tuple of EarlierDrawing
        What earlier rounds have shown of the same item, the latest first.
    takes_dont_know : bool
        "Don't know" is an answer to it: the last place of every row of a table.
    """

    scale: ResponseScale
    units: tuple[tuple[str, ...], ...] = ()
    minimum: int = MINIMUM_GROUP_SIZE
    group_minimum: int = MINIMUM_GROUP_SIZE
    words_only: bool = False
    earlier: tuple[EarlierDrawing, ...] = ()
    takes_dont_know: bool = False


@dataclass(frozen=True)
class CompiledRule:
    """A rule as functions: of a table, to what is shown and how often repeated; and of one unit."""

    show: Callable[[Table], tuple[ShownItem, int]]
    show_unit: Callable[[int, tuple[int, ...]], ShownDistribution]


def show_room(
    people: Mapping[str, int],
    items: Sequence[Mapping[str, Distribution]],
    *,
    asked: Mapping[str, int] | None = None,
    minimum: int = MINIMUM_GROUP_SIZE,
    group_minimum: int = MINIMUM_GROUP_SIZE,
    earlier: Sequence[tuple[EarlierDrawing, ...]] = (),
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
    earlier : sequence of tuple of EarlierDrawing, length n_items or 0
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
    division = divide(people, minimum=group_minimum)
    if division and find_small(people, asked or {}, minimum=group_minimum):
        division = None
    audited = []
    show_counts = without_history(minimum, group_minimum)
    for item, by_group in enumerate(items):
        uncertain = dont_know[item] if dont_know else None
        is_left_out = rng is not None and rng.random() < LEFT_OUT
        rule = Rule(
            scale=next(iter(by_group.values())).scale,
            units=division.units if division and not is_left_out else (),
            minimum=minimum,
            group_minimum=group_minimum,
            earlier=earlier[item] if earlier else (),
            takes_dont_know=uncertain is not None,
        )
        units = rule.units or (tuple(by_group),)
        table = tuple(_row(unit, by_group, uncertain) for unit in units)
        audited.append(show_item(table, rule, show_counts=show_counts))
    return AuditedRoom(division, tuple(audited))


def show_item(table: Table, rule: Rule, *, show_counts: ShowCounts | None = None) -> AuditedItem:
    """Show one item as `rule` says, or less where something could be found.

    Parameters
    ----------
    table : tuple of counts for each unit, or for the room, each of length n_points
        What was answered.
    rule : Rule
        How it would be shown.
    show_counts : function, optional
        What `without_history` has made for several items of one reading.

    Returns
    -------
    AuditedItem
        With groups; else without; else in words; else nothing.
    """
    room = (_together(table),)
    room_only = replace(rule, units=())
    ladder = [(room, room_only), (room, replace(room_only, words_only=True))]
    for rows, step in ([(table, rule)] if rule.units else []) + ladder:
        compiled = compile_rule(
            step, show_counts or without_history(rule.minimum, rule.group_minimum)
        )
        inference = attack(rows, compiled, step)
        if inference.is_safe:
            shown, repeats = compiled.show(rows)
            return AuditedItem(shown, inference, repeats)
    return AuditedItem(ShownItem(withhold(rule.scale, minimum=rule.minimum)), Inference())


def attack(table: Table, compiled: CompiledRule, rule: Rule) -> Inference:
    """Try what would be shown as somebody who knows how many chose a point in every group.

    Where "don't know" is an answer, first as somebody who knows besides how many answered that;
    then as somebody who knows how many answered in all, and looks for that answer too.
    """
    attack_as = partial(
        audit,
        sets=sets_attacked(rule),
        most_tried=TRIED_AGAIN if rule.earlier else MOST_TRIED,
    )
    if not rule.takes_dont_know:
        return attack_as(
            table, compiled.show, show_unit=None if rule.earlier else compiled.show_unit
        )
    beside = [row[-1:] for row in table]
    inference = attack_as(
        tuple(row[:-1] for row in table),
        lambda points: compiled.show(tuple(map(add, points, beside))),
        show_unit=None
        if rule.earlier
        else lambda place, points: compiled.show_unit(place, points + beside[place]),
    )
    return attack_as(table, compiled.show) if inference.is_safe else inference


def without_history(minimum: int, group_minimum: int) -> ShowCounts:
    """Return what is shown of counts where nothing was shown before; it remembers what it did."""

    @cache
    def show_counts(scale: ResponseScale, counts: tuple[int, ...], role: Role) -> ShownDistribution:
        shown = show_distribution(
            Distribution(scale, counts, missing=0),
            minimum=group_minimum if role == "group" else minimum,
            is_group=role == "group",
            words_only=role == "words",
        )
        if role == "rounded" and shown.n is not None:
            return replace(shown, n=round_number(shown.n))
        return shown

    return show_counts


def compile_rule(rule: Rule, show_counts: ShowCounts) -> CompiledRule:
    """Return the rule as functions of tables; they remember what they have been asked."""
    role: Role = "rounded" if rule.takes_dont_know else "room"
    role = "words" if rule.words_only else role
    points = slice(-1) if rule.takes_dont_know else slice(None)
    said = [drawing.dont_know for drawing in rule.earlier if drawing.dont_know]

    @cache
    def of_room(counts: tuple[int, ...]) -> tuple[ShownDistribution, int]:
        known = [(_with_its_number(drawing, rule), drawing.repeats) for drawing in rule.earlier]
        return _repeat_or_show(
            counts,
            lambda near: show_counts(rule.scale, near, role),
            known,
            is_rounded=rule.takes_dont_know,
        )

    @cache
    def of_unit(unit: tuple[str, ...], counts: tuple[int, ...]) -> ShownDistribution:
        known = [
            (drawing.units[unit], drawing.repeats)
            for drawing in rule.earlier
            if unit in drawing.units
        ]
        return _repeat_or_show(counts, lambda near: show_counts(rule.scale, near, "group"), known)[
            0
        ]

    def show(table: Table) -> tuple[ShownItem, int]:
        counts = _together(table)
        room, repeats = of_room(counts[points])
        units = map(of_unit, rule.units, (row[points] for row in table))
        item = show_units(room, units)
        if rule.takes_dont_know:
            item = replace(
                item, dont_know=say_dont_know(sum(counts[:-1]), counts[-1], earlier=said)
            )
        return item, repeats

    def show_unit(unit: int, counts: tuple[int, ...]) -> ShownDistribution:
        points_of = counts[points]
        return of_unit(rule.units[unit], points_of) if rule.units else of_room(points_of)[0]

    return CompiledRule(show, show_unit)


def sets_attacked(rule: Rule) -> dict[str, tuple[int, ...]]:
    """Return the sets of people that answers are looked for in: the room, and each unit."""
    units = {" + ".join(unit) or "unsaid": (place,) for place, unit in enumerate(rule.units)}
    return {"room": tuple(range(len(units) or 1)), **units}


def _row(
    unit: tuple[str, ...], by_group: Mapping[str, Distribution], dont_know: Mapping[str, int] | None
) -> tuple[int, ...]:
    """Return the row of a table for one unit, "don't know" last where it is an answer."""
    counts = pool(by_group[group] for group in unit).counts
    return counts if dont_know is None else (*counts, sum(dont_know[group] for group in unit))


def _with_its_number(earlier: EarlierDrawing, rule: Rule) -> ShownDistribution:
    """Return an earlier drawing with its number as this round says numbers, or without it."""
    room = earlier.room
    if room.n is not None and rule.takes_dont_know:
        return replace(room, n=round_number(room.n))
    return room if earlier.dont_know is None else replace(room, n=None)


def _repeat_or_show(
    counts: tuple[int, ...],
    show: Callable[[tuple[int, ...]], ShownDistribution],
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
        if _is_too_far(show(counts), before, reach):
            continue
        near = _counts_near(counts, reach)
        if before.n is not None and not is_rounded:
            near = (other for other in near if sum(other) == before.n)
        sought = replace(before, n=None) if is_rounded else before
        if any(_looks_like(show(other), sought) for other in near):
            n = sum(counts)
            is_exact = before.n is not None and n >= TENTHS_FROM
            # A rounded number is repeated too: from 29 to 30 it would tell of the one who came.
            shown = before if is_rounded else replace(before, n=n if is_exact else None)
            return shown, repeats + 1
    return show(counts), 0


def _is_too_far(shown: ShownDistribution, before: ShownDistribution, people: int) -> bool:
    """Return whether so few people cannot have moved so many tiles, without trying."""
    moved = sum(map(abs, map(sub, shown.tiles, before.tiles)))
    return shown.form == before.form and moved > TILES_MOVED_BY_ONE * people


def _looks_like(shown: ShownDistribution, before: ShownDistribution) -> bool:
    return (
        shown.form == before.form
        and shown.tiles == before.tiles
        and shown.agreed_side == before.agreed_side
        and shown.word == before.word
        and shown.percent == before.percent
        and before.n in {None, shown.n}
    )


def _counts_near(counts: tuple[int, ...], people: int) -> Iterator[tuple[int, ...]]:
    """Yield every table that is at most so many people away: come, gone, or answering otherwise."""
    for change in _changes(len(counts), people):
        near = tuple(map(add, counts, change))
        if min(near) >= 0:
            yield near


@cache
def _changes(points: int, people: int) -> tuple[tuple[int, ...], ...]:
    """Return how so many people at most can change counts, the smallest changes first."""
    nobody = (0,) * points
    if not people:
        return (nobody,)
    fewer = _changes(points, people - 1)
    single = [
        tuple((point == come) - (point == gone) for point in range(points))
        for gone in (None, *range(points))
        for come in (None, *range(points))
    ]
    return tuple(
        dict.fromkeys(
            [*fewer, *(tuple(map(add, first, then)) for first in fewer for then in single)]
        )
    )


def _together(rows: Sequence[Sequence[int]]) -> tuple[int, ...]:
    return tuple(reduce(partial(map, add), rows))

"""A whole reading in numbers: everything that may be shown of answers, and said of what is shown.

The one way from a round's answers into `science`. What is said of how sure a figure is, of what
has moved and of which groups differ is computed from what may be shown, so that it adds nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from samspill.science.disclosure import MINIMUM_GROUP_SIZE, ShownDistribution, show_distribution
from samspill.science.distributions import Distribution
from samspill.science.dont_know import SaidDontKnow
from samspill.science.groups import UNSAID, Division
from samspill.science.reading_disclosure import AuditedItem, EarlierDrawing, show_room
from samspill.science.reading_order import ItemOrder, read_items
from samspill.science.scales import ResponseScale
from samspill.science.uncertainty import (
    BesideChance,
    Change,
    Interval,
    agreement_beside_chance,
    can_compare,
    compare_groups,
    compare_rounds,
    interval_of_middle,
)


@dataclass(frozen=True)
class ItemAnswers:
    """How one item was answered, and what has been shown of it before.

    Attributes
    ----------
    by_group : mapping from group to Distribution
        The same groups for each item; one group is a room without groups.
    dont_know : mapping from group to int or None
        How many answered "don't know"; they are missing in `by_group`. None where it is no answer.
    earlier : tuple of EarlierDrawing
        What earlier rounds have shown of the same item, the latest first: what it is tried against.
    last_time : ShownDistribution or None
        What the round that this one is compared with has shown of it.
    """

    by_group: Mapping[str, Distribution]
    dont_know: Mapping[str, int] | None = None
    earlier: tuple[EarlierDrawing, ...] = ()
    last_time: ShownDistribution | None = None

    @property
    def scale(self) -> ResponseScale:
        return next(iter(self.by_group.values())).scale


@dataclass(frozen=True)
class ItemFigures:
    """Everything numeric that may be shown of one item.

    Attributes
    ----------
    room : ShownDistribution
        What is shown of everybody.
    units : mapping from unit of the division to ShownDistribution
        What is shown of each; empty where only the room is shown.
    repeats : int
        How many times in a row the drawing has been repeated.
    dont_know : SaidDontKnow or None
        What is said of those who answered that; None where it is no answer.
    interval : Interval or None
        Of the middle; None where none is shown.
    beside_chance : str or None
        The spread beside that of answers given by chance.
    change : str or None
        Since last time; None where either time shows no middle.
    differing : (lower, higher) or None
        The two units that differ most, if by more than chance.
    comparable : int
        How many units are shown so that they can be compared at all.
    """

    room: ShownDistribution
    units: Mapping[tuple[str, ...], ShownDistribution]
    repeats: int
    dont_know: SaidDontKnow | None
    interval: Interval | None
    beside_chance: BesideChance | None
    change: Change | None
    differing: tuple[tuple[str, ...], tuple[str, ...]] | None
    comparable: int = 0


@dataclass(frozen=True)
class ReadingFigures:
    """Everything numeric that may be shown of a reading.

    Attributes
    ----------
    room : ShownDistribution
        Everybody who answered anything: only its form, number and band mean something.
    division : Division or None
        How the room is divided; None where it is not.
    items : tuple of ItemFigures
        In the order of the questionnaire.
    order : ItemOrder
        In which order they are read.
    is_comparable : bool
        Whether any item has a middle both now and last time.
    is_safe : bool
        Whether an attacker finds nothing. What is not safe must not be shown.
    """

    room: ShownDistribution
    division: Division | None
    items: tuple[ItemFigures, ...]
    order: ItemOrder
    is_comparable: bool
    is_safe: bool


def read_answers(
    people: Mapping[str, int],
    items: Sequence[ItemAnswers],
    *,
    asked: Mapping[str, int] | None = None,
    minimum: int = MINIMUM_GROUP_SIZE,
    group_minimum: int = MINIMUM_GROUP_SIZE,
    rng: np.random.Generator | None = None,
) -> ReadingFigures:
    """Decide what may be shown of a round, and compute what follows from it.

    Parameters
    ----------
    people : mapping from group to how many answered anything
        Groups that do not overlap and add up to the room; one group is a room without groups.
    items : sequence of ItemAnswers, at least one
        Each on its own scale. Reversed items are reversed before.
    asked : mapping from group to how many were asked, optional
        What everybody knows.
    minimum, group_minimum : int
        The smallest room, and the smallest group, that is shown.
    rng : numpy.random.Generator, optional
        Draws the items that are shown without their groups (`show_room`).

    Returns
    -------
    ReadingFigures
        Nothing in it is finer than `show_room` lets through.

    Raises
    ------
    ValueError
        A minimum is under 5; the message names it.

    Notes
    -----
    The more items are compared with last time, or between groups, the more is asked of each.
    Method pages: docs/methods/what-can-be-found.md, docs/methods/uncertainty.md.
    """
    audited = show_room(
        people,
        [item.by_group for item in items],
        asked=asked,
        minimum=minimum,
        group_minimum=group_minimum,
        earlier=[item.earlier for item in items],
        dont_know=[item.dont_know for item in items],
        rng=rng,
    )
    rooms = [item.shown.room for item in audited.items]
    compared = sum(map(_has_both, rooms, items))
    return ReadingFigures(
        room=show_number(sum(people.values()), [item.scale for item in items], minimum=minimum),
        division=audited.division,
        items=tuple(
            _figures(shown, item, audited.division, compared=compared, items=len(items))
            for shown, item in zip(audited.items, items, strict=True)
        ),
        order=read_items(rooms),
        is_comparable=compared > 0,
        is_safe=audited.is_safe,
    )


def show_number(
    n: int, scales: Sequence[ResponseScale], *, minimum: int = MINIMUM_GROUP_SIZE
) -> ShownDistribution:
    """Decide what may be said of how many answered anything: as of one heap on the longest scale.

    Parameters
    ----------
    n : int
        Everybody who answered anything.
    scales : sequence of ResponseScale, at least one
        Of the items. More are needed where all have two points.
    minimum : int
        The smallest room that is shown.

    Returns
    -------
    ShownDistribution
        Only its form, number and band mean something.
    """
    scale = max(scales, key=lambda scale: scale.points)
    heap = Distribution(scale, (n, *[0] * (scale.points - 1)), missing=0)
    return show_distribution(heap, minimum=minimum)


def _has_both(now: ShownDistribution, item: ItemAnswers) -> bool:
    return (
        item.last_time is not None and item.last_time.middle is not None and now.middle is not None
    )


def _figures(
    audited: AuditedItem,
    item: ItemAnswers,
    division: Division | None,
    *,
    compared: int,
    items: int,
) -> ItemFigures:
    room, shown_units = audited.shown.room, audited.shown.units
    units = dict(zip(division.units, shown_units, strict=True)) if division and shown_units else {}
    # Those that are shown together are compared as what they are; those who did not say are no
    # group that somebody could name.
    named = {unit: shown for unit, shown in units.items() if unit != (UNSAID,)}
    return ItemFigures(
        room=room,
        units=units,
        repeats=audited.repeats,
        dont_know=audited.shown.dont_know,
        interval=interval_of_middle(room),
        beside_chance=agreement_beside_chance(room),
        change=compare_rounds(item.last_time, room, comparisons=max(1, compared))
        if item.last_time
        else None,
        differing=compare_groups(named, comparisons=items),
        comparable=sum(map(can_compare, named.values())),
    )

"""A reading: all that is shown of one round, as it is stored and as it is read.

The names here are those of the store. They follow no class of `science` and of no other slice, so
that what has been shown stays readable when code gets other names: `figures` knows both. A field
that changes is another format, and `formats` lifts the older ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from samspill.toolbox.languages import LocalizedList, LocalizedText

Form: TypeAlias = Literal["hidden", "words", "fifths", "tenths", "near_unanimous"]
# The first three were the steps of the first releases.
CountBand: TypeAlias = Literal[
    "5-9", "10-19", "20 or more", "under_minimum", "5-11", "12-21", "22 or more"
]
Side: TypeAlias = Literal["low", "middle", "high"]
Spread: TypeAlias = Literal["gathered", "wide", "camps"]
Word: TypeAlias = Literal["most_low", "most_middle", "most_high", "split", "mixed"]
Change: TypeAlias = Literal["higher", "lower", "too_little"]
BesideChance: TypeAlias = Literal[
    "beyond_chance", "like_habit", "like_chance", "further_than_chance"
]
Share: TypeAlias = Literal["few_or_none", "some", "many"]
GroupsSay: TypeAlias = Literal["groups_differ", "groups_alike", "groups_few"]


class ShownFigures(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may be shown of one group's answers to one statement, in numbers and words for them.

    `count` is the number of answers where it is shown, `count_band` what is said of it else;
    `tiles` are fifths or tenths at each point of the scale, `sides` their sums on the low side, in
    the middle and on the high side; `percent` whole percentages; `middle` is in scale points.
    """

    form: Form
    minimum: int
    count: int | None
    count_band: CountBand | None
    tiles: tuple[int, ...]
    sides: tuple[int, int, int]
    agreed_side: Side | None
    percent: tuple[int, ...] | None
    middle: float | None
    nearest_point: int | None
    spread: Spread | None
    word: Word | None


class FigureWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The sentences for what is shown of one group. A part that has nothing to say is empty."""

    finding: LocalizedText
    detail: LocalizedText
    middle: LocalizedText
    spread: LocalizedText
    distribution: LocalizedText
    low_sum: LocalizedText
    high_sum: LocalizedText


class StoredGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is shown of one group beside the others; hidden where it does not stand alone."""

    figures: ShownFigures
    words: FigureWords
    count: LocalizedText


class GroupsTogether(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The groups that are shown as one: their places, and whether with those who did not say."""

    places: tuple[int, ...]
    with_unsaid: bool
    shown: StoredGroup


class StoredDontKnow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said of how many answered "don't know", of all who answered; never a number.

    `share` is None where too few answered for anything to be said, and `words` then empty.
    `repeats` is how many times in a row the same has been said, as that of a drawing.
    """

    share: Share | None
    repeats: int
    words: LocalizedText


class ItemGroups(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The groups beside one statement: none of them where they could tell too much.

    `each` is in the order of the round's groups. `say` tells in a word whether they differ; None
    where nearly everybody answers alike.
    """

    each: tuple[StoredGroup, ...]
    together: GroupsTogether | None
    say: GroupsSay | None
    words: LocalizedText


class SinceLastTime(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether a statement has moved; None where one of the times showed no middle.

    `middle_before` is there where it has.
    """

    change: Change | None
    middle_before: float | None
    words: LocalizedText


class StoredScale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answers that could be chosen, as they are named beside what is shown.

    `low_side` to `not_high` name the areas of a drawing where nearly all answer alike. `dont_know`
    is the label of an answer of its own, where there was one.
    """

    key: str
    low: int
    high: int
    points: LocalizedList
    points_short: LocalizedList
    low_side: LocalizedText
    not_low: LocalizedText
    middle_side: LocalizedText
    high_side: LocalizedText
    not_high: LocalizedText
    dont_know: LocalizedText | None = None

    @property
    def ends(self) -> tuple[int, int]:
        """The identity of a scale: what lies on the same points can be compared."""
        return self.low, self.high


class StoredItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One statement and all that is shown of it. `scale` is the key of its scale.

    `wording` tells whether the same was asked before. `repeats` is how many times in a row the
    drawing has been repeated, since too few may answer otherwise. `interval` is low and high, in
    scale points. `since` and `groups` are there where the round has a time before, and groups;
    `dont_know` where that could be answered, and `count` of the figures is then rounded down.
    `claim` is the statement as it is said of those who answered, where its content has that.
    """

    key: str
    wording: str
    scale: str
    text: LocalizedText
    theme: LocalizedText
    talk: LocalizedText
    figures: ShownFigures
    words: FigureWords
    repeats: int = 0
    interval: tuple[float, float] | None = None
    beside_chance: BesideChance | None = None
    since: SinceLastTime | None = None
    groups: ItemGroups | None = None
    dont_know: StoredDontKnow | None = None
    claim: LocalizedText | None = None


class ReadingOrder(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The order in which statements are read: their places, each in one list."""

    strong: tuple[int, ...]
    low: tuple[int, ...]
    wide: tuple[int, ...]
    others: tuple[int, ...]
    talk_first: int | None


class Grouping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The groups that answers came from: their names, and the smallest that is shown.

    `asked` is, for each group, how many were asked from which partner; empty where it is not known.
    """

    background: str
    names: tuple[LocalizedText, ...]
    minimum: int
    asked: tuple[Mapping[str, int], ...] = ()


class RoundBefore(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The round that this one is compared with, and the places of statements that have moved."""

    release: UUID
    closed_on: date
    when: LocalizedText
    is_comparable: bool
    higher: tuple[int, ...]
    lower: tuple[int, ...]


class Reading(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that is shown of one round, in every language that there was."""

    format: Literal[2] = 2
    title: LocalizedText
    count: LocalizedText
    minimum: int
    is_hidden: bool
    scales: tuple[StoredScale, ...]
    items: tuple[StoredItem, ...]
    order: ReadingOrder
    grouping: Grouping | None = None
    before: RoundBefore | None = None

    def scale_of(self, item: StoredItem) -> StoredScale:
        return next(scale for scale in self.scales if scale.key == item.scale)

    def __post_init__(self) -> None:
        known = {scale.key for scale in self.scales}
        for item in self.items:
            if item.scale not in known:
                message = f"the statement {item.key} is on the scale {item.scale!r}; there is none"
                raise ValueError(message)

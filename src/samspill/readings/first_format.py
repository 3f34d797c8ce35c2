"""The first format of a reading, which had no number: releases from before 2027.

Every part that came later than the first release may be missing: groups, what is known of the last
time, intervals, repetitions. All statements were on one scale, and what tells whether the same was
asked before was the text itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import msgspec

from samspill.readings.reading import (
    BesideChance,
    Change,
    CountBand,
    FigureWords,
    Form,
    Grouping,
    GroupsSay,
    GroupsTogether,
    ItemGroups,
    Reading,
    ReadingOrder,
    RoundBefore,
    ShownFigures,
    Side,
    SinceLastTime,
    Spread,
    StoredGroup,
    StoredItem,
    StoredScale,
    Word,
)
from samspill.toolbox.languages import LocalizedList, LocalizedText
from samspill.toolbox.round_content import wording_of


class FirstShown(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    minimum: int
    form: Form
    band: CountBand | None
    n: int | None
    tiles: tuple[int, ...]
    sides: tuple[int, int, int]
    agreed_side: Side | None
    percent: tuple[int, ...] | None
    middle: float | None
    nearest_point: int | None
    spread: Spread | None
    word: Word | None

    def lifted(self) -> ShownFigures:
        return ShownFigures(
            form=self.form,
            minimum=self.minimum,
            count=self.n,
            count_band=self.band,
            tiles=self.tiles,
            sides=self.sides,
            agreed_side=self.agreed_side,
            percent=self.percent,
            middle=self.middle,
            nearest_point=self.nearest_point,
            spread=self.spread,
            word=self.word,
        )


class FirstWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The sentences of one language; of a group also how many answered."""

    finding: str
    detail: str
    middle: str
    spread: str
    distribution: str
    low_sum: str
    high_sum: str
    count: str = ""


class FirstGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    shown: FirstShown
    words: Mapping[str, FirstWords]

    def lifted(self) -> StoredGroup:
        count = {language: words.count for language, words in self.words.items()}
        return StoredGroup(
            figures=self.shown.lifted(), words=_lifted_words(self.words), count=count
        )


class FirstTogether(FirstGroup, frozen=True, kw_only=True, forbid_unknown_fields=True):
    places: tuple[int, ...]
    with_unsaid: bool

    def lifted_together(self) -> GroupsTogether:
        return GroupsTogether(places=self.places, with_unsaid=self.with_unsaid, shown=self.lifted())


class FirstSince(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    change: Change | None
    middle: float | None
    words: LocalizedText

    def lifted(self) -> SinceLastTime:
        return SinceLastTime(change=self.change, middle_before=self.middle, words=self.words)


class FirstItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    key: str
    text: LocalizedText
    theme: LocalizedText
    talk: LocalizedText
    shown: FirstShown
    words: Mapping[str, FirstWords]
    repeats: int = 0
    interval: tuple[float, float] | None = None
    beside_chance: BesideChance | None = None
    since: FirstSince | None = None
    groups: tuple[FirstGroup, ...] = ()
    together: FirstTogether | None = None
    groups_differ: GroupsSay | None = None
    group_words: LocalizedText | None = None

    def lifted(self, scale: str) -> StoredItem:
        return StoredItem(
            key=self.key,
            wording=wording_of(self.text),
            scale=scale,
            text=self.text,
            theme=self.theme,
            talk=self.talk,
            figures=self.shown.lifted(),
            words=_lifted_words(self.words),
            repeats=self.repeats,
            interval=self.interval,
            beside_chance=self.beside_chance,
            since=None if self.since is None else self.since.lifted(),
            groups=self._lifted_groups(),
        )

    def _lifted_groups(self) -> ItemGroups | None:
        if self.group_words is None:
            return None
        return ItemGroups(
            each=tuple(group.lifted() for group in self.groups),
            together=None if self.together is None else self.together.lifted_together(),
            say=self.groups_differ,
            words=self.group_words,
        )


class FirstScale(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The sentences are those that findings were made from; they stand in the findings."""

    key: str
    low: int
    high: int
    points: LocalizedList
    points_short: LocalizedList
    low_sentence: LocalizedText
    middle_sentence: LocalizedText
    high_sentence: LocalizedText
    low_short: LocalizedText
    high_short: LocalizedText
    low_side: LocalizedText
    not_low: LocalizedText
    middle_side: LocalizedText
    high_side: LocalizedText
    not_high: LocalizedText

    def lifted(self) -> StoredScale:
        return StoredScale(
            key=self.key,
            low=self.low,
            high=self.high,
            points=self.points,
            points_short=self.points_short,
            low_side=self.low_side,
            not_low=self.not_low,
            middle_side=self.middle_side,
            high_side=self.high_side,
            not_high=self.not_high,
        )


class FirstOrder(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    strong: tuple[int, ...]
    low: tuple[int, ...]
    wide: tuple[int, ...]
    others: tuple[int, ...]
    talk_first: int | None

    def lifted(self) -> ReadingOrder:
        return ReadingOrder(
            strong=self.strong,
            low=self.low,
            wide=self.wide,
            others=self.others,
            talk_first=self.talk_first,
        )


class FirstGroups(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    background: str
    names: tuple[LocalizedText, ...]
    minimum: int
    asked: tuple[Mapping[str, int], ...] = ()

    def lifted(self) -> Grouping:
        return Grouping(
            background=self.background, names=self.names, minimum=self.minimum, asked=self.asked
        )


class FirstBefore(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    release: UUID
    closed_on: date
    when: LocalizedText
    is_comparable: bool
    higher: tuple[int, ...]
    lower: tuple[int, ...]

    def lifted(self) -> RoundBefore:
        return RoundBefore(
            release=self.release,
            closed_on=self.closed_on,
            when=self.when,
            is_comparable=self.is_comparable,
            higher=self.higher,
            lower=self.lower,
        )


class FirstReading(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: LocalizedText
    count: LocalizedText
    minimum: int
    is_hidden: bool
    scale: FirstScale
    items: tuple[FirstItem, ...]
    reading: FirstOrder
    groups: FirstGroups | None = None
    since: FirstBefore | None = None

    def lifted(self) -> Reading:
        return Reading(
            title=self.title,
            count=self.count,
            minimum=self.minimum,
            is_hidden=self.is_hidden,
            scales=(self.scale.lifted(),),
            items=tuple(item.lifted(self.scale.key) for item in self.items),
            order=self.reading.lifted(),
            grouping=None if self.groups is None else self.groups.lifted(),
            before=None if self.since is None else self.since.lifted(),
        )


def _lifted_words(words: Mapping[str, FirstWords]) -> FigureWords:
    def said(part: str) -> LocalizedText:
        return {language: getattr(spoken, part) for language, spoken in words.items()}

    return FigureWords(
        finding=said("finding"),
        detail=said("detail"),
        middle=said("middle"),
        spread=said("spread"),
        distribution=said("distribution"),
        low_sum=said("low_sum"),
        high_sum=said("high_sum"),
    )

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
    ShownGroup,
    ShownItem,
    ShownScale,
    Side,
    SinceLastTime,
    Spread,
    Word,
)
from samspill.toolbox.languages import LocalizedList, LocalizedText
from samspill.toolbox.round_content import wording_of


class First(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of what was stored."""


class FirstShown(First, kw_only=True):
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


class FirstWords(First, kw_only=True):
    """The sentences of one language; of a group also how many answered."""

    finding: str
    detail: str
    middle: str
    spread: str
    distribution: str
    low_sum: str
    high_sum: str
    count: str = ""


class FirstGroup(First, kw_only=True):
    shown: FirstShown
    words: Mapping[str, FirstWords]

    def lifted(self) -> ShownGroup:
        count = {language: words.count for language, words in self.words.items()}
        return ShownGroup(figures=self.shown.lifted(), words=_lifted_words(self.words), count=count)


class FirstTogether(FirstGroup, kw_only=True):
    places: tuple[int, ...]
    with_unsaid: bool

    def lifted_together(self) -> GroupsTogether:
        return GroupsTogether(places=self.places, with_unsaid=self.with_unsaid, shown=self.lifted())


class FirstSince(First, kw_only=True):
    change: Change | None
    middle: float | None
    words: LocalizedText


class FirstItem(First, kw_only=True):
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

    def lifted(self, scale: str) -> ShownItem:
        since = self.since and SinceLastTime(
            change=self.since.change, middle_before=self.since.middle, words=self.since.words
        )
        return ShownItem(
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
            since=since,
            groups=self._lifted_groups(),
        )

    def _lifted_groups(self) -> ItemGroups | None:
        if self.group_words is None:
            return None
        return ItemGroups(
            each=tuple(group.lifted() for group in self.groups),
            together=self.together and self.together.lifted_together(),
            say=self.groups_differ,
            words=self.group_words,
        )


class FirstScale(First, kw_only=True):
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

    def lifted(self) -> ShownScale:
        return ShownScale(
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


class FirstOrder(First, kw_only=True):
    strong: tuple[int, ...]
    low: tuple[int, ...]
    wide: tuple[int, ...]
    others: tuple[int, ...]
    talk_first: int | None


class FirstGroups(First, kw_only=True):
    background: str
    names: tuple[LocalizedText, ...]
    minimum: int
    asked: tuple[Mapping[str, int], ...] = ()


class FirstBefore(First, kw_only=True):
    release: UUID
    closed_on: date
    when: LocalizedText
    is_comparable: bool
    higher: tuple[int, ...]
    lower: tuple[int, ...]


class FirstReading(First, kw_only=True):
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
        order, groups, before = self.reading, self.groups, self.since
        return Reading(
            title=self.title,
            count=self.count,
            minimum=self.minimum,
            is_hidden=self.is_hidden,
            scales=(self.scale.lifted(),),
            items=tuple(item.lifted(self.scale.key) for item in self.items),
            order=ReadingOrder(
                strong=order.strong,
                low=order.low,
                wide=order.wide,
                others=order.others,
                talk_first=order.talk_first,
            ),
            grouping=groups
            and Grouping(
                background=groups.background,
                names=groups.names,
                minimum=groups.minimum,
                asked=groups.asked,
            ),
            before=before
            and RoundBefore(
                release=before.release,
                closed_on=before.closed_on,
                when=before.when,
                is_comparable=before.is_comparable,
                higher=before.higher,
                lower=before.lower,
            ),
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

"""A release as it is read: in one language, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samspill.foundation.ui.drawing import DistributionFigure
from samspill.readings.drawings import draw_figures, item_figure, middle_short
from samspill.readings.explanations import (
    ExplainedNumber,
    decimal,
    explain,
    explain_in_general,
)
from samspill.readings.memory import Identity
from samspill.readings.reading import (
    Change,
    GroupsSay,
    ItemGroups,
    Reading,
    Spread,
    StoredGroup,
    StoredItem,
    StoredScale,
)
from samspill.readings.scale_tables import ScaleTable, scale_tables
from samspill.readings.wording import count_words, joined
from samspill.toolbox.languages import in_language

# More groups than this have a page of their own for each statement: a page that everybody reads
# stays under 200 kB.
MOST_GROUPS_BELOW = 4
# For the same reason: of more statements than this, what their numbers mean has pages of its own.
MOST_EXPLAINED = 15

NEARLY_THE_SAME = 0.1
SPREADS: tuple[Spread, ...] = ("gathered", "camps", "wide")


@dataclass(frozen=True)
class ItemReading:
    """One statement, as it is shown: the sentence first, the figure second, the number third.

    `identity` tells whether the same was asked another time. `labels` are those of its scale.
    """

    key: str
    identity: Identity
    labels: tuple[str, ...]
    text: str
    theme: str
    talk: str
    finding: str
    detail: str
    middle: str
    spread: str
    figure: DistributionFigure
    small_figure: DistributionFigure
    # For the table on paper: the tiles at each answer, none where they are not shown.
    cells: tuple[str, ...]
    middle_short: str
    # By group, where the round asked: what is shown of each, and the names of those held back.
    groups: tuple[GroupReading, ...] = ()
    held_back: str = ""
    group_words: str = ""
    # How sure the middle is, and whether it has moved since last time.
    sure: str = ""
    since: str = ""
    # Every number above, opened up.
    numbers: tuple[ExplainedNumber, ...] = ()
    # What is said of those who answered "don't know", and the same in a cell.
    dont_know: str = ""
    dont_know_short: str = ""
    # Drawn as last time: so few may answer otherwise that one of them could be found.
    is_repeated: bool = False
    # How many answered this one, and the statement as it is said of those who did.
    count: str = ""
    claim: str = ""
    # The share on the low side, in short: "6 of 10 disagree".
    low_short: str = ""
    change: Change | None = None
    groups_say: GroupsSay | None = None
    has_camps: bool = False
    has_middle: bool = False


@dataclass(frozen=True)
class GroupReading:
    """What is shown of one group's answers to one statement, beside the other groups."""

    name: str
    count: str
    finding: str
    figure: DistributionFigure


@dataclass(frozen=True)
class SameMiddle:
    """Statements whose middles hardly differ and whose answers lie quite differently."""

    middle: str
    gathered: ItemReading | None
    camps: ItemReading | None
    wide: ItemReading | None


@dataclass(frozen=True)
class RoundReading:
    """A release, in one language, in the order in which it is read."""

    title: str
    count: str
    tables: tuple[ScaleTable[ItemReading], ...]
    is_hidden: bool
    minimum: int
    strong: tuple[ItemReading, ...]
    low: tuple[ItemReading, ...]
    wide: tuple[ItemReading, ...]
    others: tuple[ItemReading, ...]
    talk_first: str | None
    items: tuple[ItemReading, ...]
    # The smallest group that is shown by itself; None where no background was asked for.
    group_minimum: int | None = None
    group_names: tuple[str, ...] = ()
    # The month of the round before, where there was one; and what has moved since, in themes.
    since_when: str = ""
    since_comparable: bool = False
    higher: tuple[ItemReading, ...] = ()
    lower: tuple[ItemReading, ...] = ()
    same_middle: SameMiddle | None = None
    # The kinds of numbers that are shown, each explained once.
    numbers: tuple[ExplainedNumber, ...] = ()

    @property
    def tables_title(self) -> str:
        if len(self.tables) == 1:
            return _("Everything in one table")
        return _("Everything in tables")

    @property
    def strong_themes(self) -> str:
        return _themes(self.strong)

    @property
    def low_themes(self) -> str:
        return _themes(self.low)

    @property
    def wide_themes(self) -> str:
        return _themes(self.wide)

    @property
    def first(self) -> ItemReading | None:
        """Return the statement to talk about first, for the way there from the top of the page."""
        return next((item for item in self.items if item.key == self.talk_first), None)

    @property
    def groups_fit(self) -> bool:
        """Tell whether the groups are few enough to stand below a statement on the page itself."""
        return len(self.group_names) <= MOST_GROUPS_BELOW

    @property
    def numbers_fit(self) -> bool:
        """Tell whether the statements are few enough for each to explain its numbers itself."""
        return len(self.items) <= MOST_EXPLAINED

    @property
    def higher_themes(self) -> str:
        return _themes(self.higher)

    @property
    def lower_themes(self) -> str:
        return _themes(self.lower)

    @property
    def has_interval(self) -> bool:
        return any(item.figure.interval for item in self.items)

    @property
    def has_ring(self) -> bool:
        return any(item.figure.ring for item in self.items)

    @property
    def has_figures(self) -> bool:
        return any(item.figure.has_drawing for item in self.items)

    @property
    def has_middle(self) -> bool:
        return any(item.figure.diamond for item in self.items)

    @property
    def in_fifths(self) -> bool:
        return any(item.figure.form == "fifths" for item in self.items)

    @property
    def in_tenths(self) -> bool:
        return any(item.figure.form == "tenths" for item in self.items)


def view(reading: Reading, language: str) -> RoundReading:
    """Return a reading as it was shown, in one language."""
    grouping, before, order = reading.grouping, reading.before, reading.order
    names = [in_language(name, language) for name in grouping.names] if grouping else []
    when = in_language(before.when, language) if before else ""
    items = tuple(
        _item_reading(item, reading.scale_of(item), language, names, when) for item in reading.items
    )

    def pick(places: Sequence[int]) -> tuple[ItemReading, ...]:
        return tuple(items[place] for place in places)

    first = order.talk_first
    return RoundReading(
        title=in_language(reading.title, language),
        count=in_language(reading.count, language),
        tables=scale_tables(reading, items, language),
        is_hidden=reading.is_hidden,
        minimum=reading.minimum,
        strong=pick(order.strong),
        low=pick(order.low),
        wide=pick(order.wide),
        others=pick(order.others),
        talk_first=None if first is None else items[first].key,
        items=items,
        group_minimum=grouping.minimum if grouping else None,
        group_names=tuple(names),
        since_when=when,
        since_comparable=bool(before and before.is_comparable),
        higher=pick(before.higher) if before else (),
        lower=pick(before.lower) if before else (),
        same_middle=_same_middle(reading, items),
        numbers=explain_in_general(
            {number.key for item in items for number in item.numbers}, language
        ),
    )


def _same_middle(reading: Reading, items: Sequence[ItemReading]) -> SameMiddle | None:
    """Find one gathered, one in two camps and one spread with nearly the same middle, on one scale.

    A tenth from the first at most; three are better than two. A middle alone would make such
    rooms look alike.
    """
    shown = [
        (item.figures.middle, item.figures.spread, place, items[place].identity[1])
        for place, item in enumerate(reading.items)
    ]
    best: Mapping[Spread, int] = {}
    for middle, _spread, _place, ends in shown:
        if middle is None:
            continue
        near = {
            spread: place
            for other, spread, place, others in reversed(shown)
            if other is not None
            and spread is not None
            and others == ends
            and round(abs(other - middle), 1) <= NEARLY_THE_SAME
        }
        # Without camps the rooms hardly look different.
        if "camps" in near and len(near) > max(1, len(best)):
            best = near
    if not best:
        return None
    middles = sorted(reading.items[place].figures.middle or 0.0 for place in best.values())
    return SameMiddle(
        middle=decimal(middles[len(middles) // 2]),
        **{name: items[best[name]] if name in best else None for name in SPREADS},
    )


def _item_reading(
    item: StoredItem, scale: StoredScale, language: str, group_names: Sequence[str], when: str
) -> ItemReading:
    figures, words = item.figures, item.words
    is_hidden = figures.form == "hidden"
    groups = None if is_hidden else item.groups
    return ItemReading(
        key=item.key,
        identity=(item.wording, scale.ends),
        labels=in_language(scale.points_short, language),
        text=in_language(item.text, language),
        theme=in_language(item.theme, language),
        talk=in_language(item.talk, language),
        finding=in_language(words.finding, language),
        detail=in_language(words.detail, language),
        middle=in_language(words.middle, language),
        spread=in_language(words.spread, language),
        figure=item_figure(item, scale, language, when, small=False),
        small_figure=item_figure(item, scale, language, when, small=True),
        cells=tuple(str(tiles) if tiles else _("few") for tiles in figures.tiles),
        middle_short=middle_short(figures, scale, language),
        groups=_groups_shown(item, scale, language, group_names),
        held_back=joined(_held_back(groups, group_names)),
        group_words=in_language(groups.words, language) if groups else "",
        sure=_describe_interval(item.interval),
        since=in_language(item.since.words, language) if item.since else "",
        numbers=explain(item, scale, language),
        dont_know=in_language(item.dont_know.words, language) if item.dont_know else "",
        dont_know_short=_share(item),
        is_repeated=bool(item.repeats),
        count=count_words(figures.count, figures.count_band, minimum=figures.minimum),
        claim=in_language(item.claim, language) if item.claim else "",
        low_short=in_language(words.low_sum, language),
        change=item.since.change if item.since else None,
        groups_say=groups.say if groups else None,
        has_camps=figures.spread == "camps",
        has_middle=figures.middle is not None,
    )


def _share(item: StoredItem) -> str:
    shares = {"few_or_none": _("few or none"), "some": _("some"), "many": _("many")}
    return shares.get(item.dont_know.share or "", "") if item.dont_know else ""


def _describe_interval(interval: tuple[float, float] | None) -> str:
    if interval is None:
        return ""
    low, high = interval
    return _("Between {low} and {high}.").format(low=decimal(low), high=decimal(high))


# --- Groups ------------------------------------------------------------------------------------


def _held_back(groups: ItemGroups | None, names: Sequence[str]) -> list[str]:
    """Name the groups that are not shown alone."""
    if groups is None or not groups.each:
        return []
    return [
        name
        for name, group in zip(names, groups.each, strict=True)
        if group.figures.form == "hidden"
    ]


def _groups_shown(
    item: StoredItem, scale: StoredScale, language: str, names: Sequence[str]
) -> tuple[GroupReading, ...]:
    """Return the groups that stand alone, in their order, and then those that are shown as one."""
    groups = item.groups
    if groups is None:
        return ()
    alone = [
        _group_reading(f"{item.key}-{place}", names[place], group, scale, language)
        for place, group in enumerate(groups.each)
        if group.figures.form != "hidden" and item.figures.form != "hidden"
    ]
    if groups.together is None:
        return tuple(alone)
    inside = [names[place] for place in groups.together.places]
    unsaid = [_("those who did not say")] if groups.together.with_unsaid else []
    name = joined([*inside, *unsaid])
    key, shown = f"{item.key}-together", groups.together.shown
    together = _group_reading(key, name[:1].upper() + name[1:], shown, scale, language)
    return (*alone, together)


def _group_reading(
    key: str, name: str, group: StoredGroup, scale: StoredScale, language: str
) -> GroupReading:
    return GroupReading(
        name=name,
        count=in_language(group.count, language),
        finding=in_language(group.words.finding, language),
        figure=draw_figures(key, group.figures, group.words, scale, language, small=False),
    )


def _themes(items: tuple[ItemReading, ...]) -> str:
    return joined([item.theme for item in items])

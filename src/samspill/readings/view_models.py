"""A release as it is read: in one language, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from samspill.foundation.ui.drawing import DistributionFigure, draw
from samspill.readings.explanations import ExplainedNumber, explain, explain_in_general
from samspill.readings.releases import Release

# More groups than this have a page of their own for each statement: a page that everybody reads
# stays under 200 kB.
MOST_GROUPS_BELOW = 4
# For the same reason: of more statements than this, what their numbers mean has pages of its own.
MOST_EXPLAINED = 15

NEARLY_THE_SAME = 0.1
SPREADS = ("gathered", "camps", "wide")


@dataclass(frozen=True)
class ItemReading:
    """One statement, as it is shown: the sentence first, the figure second, the number third."""

    key: str
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
    # Drawn as last time: so few may answer otherwise that one of them could be found.
    is_repeated: bool = False


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
    labels: tuple[str, ...]
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
    group_count: int = 0
    # The month of the round before, where there was one; and what has moved since, in themes.
    since_when: str = ""
    since_comparable: bool = False
    higher: tuple[ItemReading, ...] = ()
    lower: tuple[ItemReading, ...] = ()
    same_middle: SameMiddle | None = None
    # The kinds of numbers that are shown, each explained once.
    numbers: tuple[ExplainedNumber, ...] = ()

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
        return self.group_count <= MOST_GROUPS_BELOW

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


def read_release(found: Release, language: str) -> RoundReading:
    """Return a release as it was shown, in one language."""
    content = found.content
    grouping = content.get("groups")
    names = [name[language] for name in grouping["names"]] if grouping else []
    since = content.get("since")
    when = since["when"][language] if since else ""
    items = tuple(
        _item_reading(item, content["scale"], language, names, when) for item in content["items"]
    )
    reading = content["reading"]

    def pick(name: str) -> tuple[ItemReading, ...]:
        return tuple(items[index] for index in reading[name])

    first = reading["talk_first"]
    return RoundReading(
        title=content["title"][language],
        count=content["count"][language],
        labels=tuple(content["scale"]["points_short"][language]),
        is_hidden=content["is_hidden"],
        minimum=content["minimum"],
        strong=pick("strong"),
        low=pick("low"),
        wide=pick("wide"),
        others=pick("others"),
        talk_first=None if first is None else items[first].key,
        items=items,
        group_minimum=grouping["minimum"] if grouping else None,
        group_count=len(names),
        since_when=when,
        since_comparable=bool(since and since["is_comparable"]),
        higher=tuple(items[place] for place in since["higher"]) if since else (),
        lower=tuple(items[place] for place in since["lower"]) if since else (),
        same_middle=_same_middle(content["items"], items),
        numbers=explain_in_general(
            {number.key for item in items for number in item.numbers}, language
        ),
    )


def _same_middle(
    stored: Sequence[dict[str, Any]], items: Sequence[ItemReading]
) -> SameMiddle | None:
    """Find one gathered, one in two camps and one spread with nearly the same middle.

    A tenth from the first at most; three are better than two. A middle alone would make such
    rooms look alike.
    """
    shown = [(one["shown"]["middle"], one["shown"]["spread"], place)
             for place, one in enumerate(stored) if one["shown"]["middle"] is not None]  # fmt: skip
    best: dict[str, int] = {}
    for middle, _spread, _place in shown:
        near = {spread: place for other, spread, place in reversed(shown)
                if round(abs(other - middle), 1) <= NEARLY_THE_SAME}  # fmt: skip
        if len(near) > max(1, len(best)):
            best = near
    if not best:
        return None
    middles = sorted(stored[place]["shown"]["middle"] for place in best.values())
    return SameMiddle(
        middle=number_format(middles[len(middles) // 2], decimal_pos=1),
        **{name: items[best[name]] if name in best else None for name in SPREADS},
    )


def _item_reading(
    item: dict[str, Any],
    scale: dict[str, Any],
    language: str,
    group_names: list[str],
    when: str,
) -> ItemReading:
    words = item["words"][language]
    is_hidden = item["shown"]["form"] == "hidden"
    stored = item.get("groups") or []
    groups = list(zip(group_names, stored, strict=True)) if stored and not is_hidden else []
    held_back = [name for name, one in groups if one["shown"]["form"] == "hidden"]
    return ItemReading(
        key=item["key"],
        text=item["text"][language],
        theme=item["theme"][language],
        talk=item["talk"][language],
        finding=words["finding"],
        detail=words["detail"],
        middle=words["middle"],
        spread=words["spread"],
        figure=_figure(item, scale, language, small=False, when=when),
        small_figure=_figure(item, scale, language, small=True, when=when),
        cells=tuple(str(tiles) if tiles else _("few") for tiles in item["shown"]["tiles"]),
        middle_short=_middle_short(item["shown"], scale, language),
        groups=(
            *(
                _group_reading(f"{item['key']}-{place}", name, one, scale, language)
                for place, (name, one) in enumerate(groups)
                if one["shown"]["form"] != "hidden"
            ),
            *_together(item, group_names, scale, language),
        ),
        held_back=joined(held_back),
        group_words="" if is_hidden else item.get("group_words", {}).get(language, ""),
        sure=_describe_interval(item.get("interval")),
        since=item["since"]["words"][language] if item.get("since") else "",
        numbers=explain(item, scale, language),
        is_repeated=bool(item.get("repeats")),
    )


def _describe_interval(interval: list[float] | None) -> str:
    if interval is None:
        return ""
    low, high = (number_format(one, decimal_pos=1) for one in interval)
    return _("Between {low} and {high}.").format(low=low, high=high)


def _group_reading(
    key: str, name: str, group: dict[str, Any], scale: dict[str, Any], language: str
) -> GroupReading:
    return GroupReading(
        name=name,
        count=group["words"][language]["count"],
        finding=group["words"][language]["finding"],
        figure=_figure({"key": key, **group}, scale, language, small=True),
    )


def _together(
    item: dict[str, Any], names: list[str], scale: dict[str, Any], language: str
) -> tuple[GroupReading, ...]:
    """Return the groups that are shown as one, where there are any."""
    together = item.get("together")
    if not together:
        return ()
    name = joined(
        [
            *(names[place] for place in together["places"]),
            *([_("those who did not say")] if together["with_unsaid"] else []),
        ]
    )
    key = f"{item['key']}-together"
    return (_group_reading(key, name[:1].upper() + name[1:], together, scale, language),)


def _middle_short(shown: dict[str, Any], scale: dict[str, Any], language: str) -> str:
    """Return the number where it is shown, else the answer that the middle is closest to."""
    if shown["middle"] is not None:
        return number_format(shown["middle"], decimal_pos=1)
    if shown["nearest_point"] is not None:
        label: str = scale["points_short"][language][shown["nearest_point"] - scale["low"]]
        return label
    return ""


def _figure(
    item: dict[str, Any], scale: dict[str, Any], language: str, *, small: bool, when: str = ""
) -> DistributionFigure:
    shown = item["shown"]
    since = item.get("since")
    moved_from = since["middle"] if since else None
    interval = item.get("interval")
    words = item["words"][language]
    sums = _sums(shown, words)
    return draw(
        key=f"{item['key']}-small" if small else item["key"],
        form=shown["form"],
        tiles=tuple(shown["tiles"]),
        sides=tuple(shown["sides"]),
        middle=shown["middle"],
        interval=(interval[0], interval[1]) if interval else None,
        before=None if moved_from is None else (moved_from, when),
        scale_low=scale["low"],
        scale_high=scale["high"],
        labels=tuple(scale["points"][language]),
        labels_short=tuple(scale["points_short"][language]),
        low_sum=sums[0],
        high_sum=sums[1],
        agreed_side=shown["agreed_side"],
        side_labels=_side_labels(scale, shown["agreed_side"], language),
        title=words["finding"],
        description=words["distribution"],
        camps=shown["spread"] == "camps",
        small=small,
        percent=shown["percent"] or (),
    )


def _sums(shown: dict[str, Any], words: dict[str, str]) -> tuple[str, str]:
    """Return the words above the drawing; where nearly all answer alike, one side is held back."""
    if shown["form"] != "near_unanimous":
        return words["low_sum"], words["high_sum"]
    held_back, shown_side = _("too few to show"), _("at least 9 of 10")
    if shown["agreed_side"] == "low":
        return shown_side, held_back
    return held_back, shown_side


def _side_labels(scale: dict[str, Any], side: str | None, language: str) -> tuple[str, ...]:
    """Return the labels of the areas, in scale order, when nearly all answer alike."""
    if side == "high":
        return scale["not_high"][language], scale["high_side"][language]
    if side == "low":
        return scale["low_side"][language], scale["not_low"][language]
    return scale["low_side"][language], scale["middle_side"][language], scale["high_side"][language]


def _themes(items: tuple[ItemReading, ...]) -> str:
    return joined([item.theme for item in items])


def joined(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}

"""The big screen, as it is read: what it shows now, and what comes before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.foundation.ui.drawing import DistributionFigure
from samspill.readings.public import ItemReading, RoundReading, view
from samspill.surveys.models import Projection, SurveyRound

# A sight is one thing to look at. "together": closed, and read together from now on.
Sees: TypeAlias = Literal[
    "blank", "draft", "code", "links", "together", "deleted", "whole", "item", "guess"
]
# How large a text can be set: the style sheet has a size for each.
Size: TypeAlias = Literal["short", "medium", "long", "longest"]

# Letters up to which a text is set in each size; measured on the three screens of
# tests/journeys/test_screen.py, with the largest drawing beside.
STATEMENT = (60, 105, 165)
WORDS = (85, 130, 190)
QUESTION = (80, 125, 180)
SENTENCES = (170, 260, 420)
# A statement of 300 letters is no theme that can be read aloud among others.
MOST_THEMES = 4
LONGEST_THEMES = 110
# A drawing higher than this (its width is 300) has a pile of eight tiles or more, and the texts
# above and below make way for it.
TALL = 185


@dataclass(frozen=True)
class Step:
    """Something the screen can show next: what a button sends, and how it is named."""

    value: str
    title: str


@dataclass(frozen=True)
class ItemSight:
    """One statement on the wall: its words, sorted by how large they can be."""

    key: str
    text: str
    text_size: Size
    lead: str
    rest: str
    words_size: Size
    talk: str
    talk_size: Size
    is_first: bool
    figure: DistributionFigure
    small_figure: DistributionFigure
    is_tall: bool
    tile: str


@dataclass(frozen=True)
class GuessSight:
    """One statement without what the room answered, and what a hand up and a hand down mean."""

    text: str
    text_size: Size
    lowest: str
    highest: str


@dataclass(frozen=True)
class WholeSight:
    """What is strong, what is low and where people see it differently, in a sentence each."""

    strong: str
    low: str
    wide: str
    is_hidden: bool
    size: Size


@dataclass(frozen=True)
class Screen:
    """What the big screen of a round shows now, and where it can go from there."""

    sees: Sees
    stamp: str
    current: str
    count: str = ""
    item: ItemSight | None = None
    guess: GuessSight | None = None
    guess_next: Step | None = None
    whole: WholeSight | None = None
    can_show_code: bool = False
    can_show_whole: bool = False
    talk_first: Step | None = None
    previous: Step | None = None
    next: Step | None = None

    @property
    def is_blank(self) -> bool:
        return self.sees == "blank"


def stamp_of(survey_round: SurveyRound) -> str:
    """Return what changes when, and only when, a facilitator has done something.

    Never with an answer: whoever polls it would be told when each one comes.
    """
    return _stamp(survey_round, _projection_of(survey_round))


def read_screen(
    survey_round: SurveyRound, language: str, reading: RoundReading | None = None
) -> Screen:
    """Return what the screen shows now. `reading` is the round's release, where it is at hand."""
    projection = _projection_of(survey_round)
    if survey_round.release is not None and reading is None:
        reading = view(survey_round.release.reading, language)
    sees = _sees(survey_round, projection)
    order = _in_reading_order(reading) if reading else ()
    found = next((one for one in order if one.key == projection.item_key), None)
    if sees in ("item", "guess") and found is None:
        sees = "together"
    current = _value(projection)
    steps = [Step("whole", _("The whole")), *(_step(one) for one in order)] if reading else []
    before, after = _around(steps, current.replace("guess:", "item:"))
    if sees == "guess" and found:
        after = _step(found)
    first = next((one for one in order if reading and one.key == reading.talk_first), None)
    return Screen(
        sees="blank" if projection.is_blank else sees,
        stamp=_stamp(survey_round, projection),
        current=current,
        count=reading.count if reading else "",
        item=_item_sight(found, reading) if found and reading and sees == "item" else None,
        guess=_guess_sight(found) if found and sees == "guess" else None,
        guess_next=_guess_next(order, after) if sees != "guess" else None,
        whole=_whole_sight(reading) if reading and sees == "whole" else None,
        can_show_code=survey_round.is_open and survey_round.way_in != SurveyRound.WayIn.LINK,
        can_show_whole=reading is not None,
        talk_first=_step(first) if first else None,
        previous=before,
        next=after,
    )


def _projection_of(survey_round: SurveyRound) -> Projection:
    found = Projection.objects.filter(survey_round=survey_round).first()
    return found or Projection(survey_round=survey_round)


def _stamp(survey_round: SurveyRound, projection: Projection) -> str:
    return f"{survey_round.state} {projection.changes}"


def _sees(survey_round: SurveyRound, projection: Projection) -> Sees:
    """Tell what the screen shows when it is not blank: what was chosen, where it can be shown."""
    if survey_round.state == SurveyRound.State.DRAFT:
        return "draft"
    if survey_round.is_open:
        return "links" if survey_round.way_in == SurveyRound.WayIn.LINK else "code"
    if survey_round.release is None:
        return "deleted" if survey_round.answers_deleted_at else "together"
    if projection.what == Projection.What.WHOLE:
        return "whole"
    if projection.what == Projection.What.GUESS:
        return "guess"
    return "item" if projection.what == Projection.What.ITEM else "together"


def _in_reading_order(reading: RoundReading) -> tuple[ItemReading, ...]:
    """Return the items as the reading is read; in the round's order where nothing may be shown."""
    read = (*reading.strong, *reading.low, *reading.wide, *reading.others)
    return read or reading.items


def _value(projection: Projection) -> str:
    if projection.what in (Projection.What.ITEM, Projection.What.GUESS):
        return f"{projection.what}:{projection.item_key}"
    return projection.what


def _step(item: ItemReading) -> Step:
    return Step(f"item:{item.key}", item.text)


def _around(steps: Sequence[Step], current: str) -> tuple[Step | None, Step | None]:
    """Return what comes before and after; where nothing has been chosen, the first comes next."""
    values = [one.value for one in steps]
    place = values.index(current) if current in values else -1
    before = steps[place - 1] if place > 0 else None
    return before, steps[place + 1] if place + 1 < len(steps) else None


def _item_sight(item: ItemReading, reading: RoundReading) -> ItemSight:
    lead, rest = _words(item)
    is_tall = float(item.figure.height) > TALL
    return ItemSight(
        key=item.key,
        text=item.text,
        text_size=_size(item.text, STATEMENT, smaller=is_tall),
        lead=lead,
        rest=rest,
        words_size=_size(lead + rest, WORDS),
        talk=item.talk,
        talk_size=_size(item.talk, QUESTION, smaller=is_tall),
        is_first=item.key == reading.talk_first,
        figure=replace(item.figure, key=f"screen-{item.key}"),
        small_figure=replace(item.small_figure, key=f"screen-{item.key}-small"),
        is_tall=is_tall,
        tile=_tile(item.figure),
    )


def _guess_sight(item: ItemReading) -> GuessSight:
    return GuessSight(
        text=item.text,
        text_size=_size(item.text, STATEMENT),
        lowest=item.labels[0],
        highest=item.labels[-1],
    )


def _guess_next(order: Sequence[ItemReading], after: Step | None) -> Step | None:
    """Return the statement that comes next as something to guess, where there is a drawing."""
    for item in order:
        if after and after.value == f"item:{item.key}" and item.figure.has_drawing:
            return Step(f"guess:{item.key}", item.text)
    return None


def _words(item: ItemReading) -> tuple[str, str]:
    """Return what is said first and what is said then, short enough to be read aloud."""
    if item.figure.form == "near_unanimous":
        return item.finding, _("The rest is not shown, so that nobody can be pointed out.")
    if item.figure.camps and item.spread:
        return item.spread, item.finding
    return item.finding, " ".join(part for part in (item.detail, item.dont_know) if part)


def _tile(figure: DistributionFigure) -> str:
    if figure.form == "tenths":
        return _("One tile is about a tenth.")
    return _("One tile is about a fifth.") if figure.form == "fifths" else ""


def _whole_sight(reading: RoundReading) -> WholeSight:
    strong, low, wide = (_themes(one) for one in (reading.strong, reading.low, reading.wide))
    return WholeSight(strong, low, wide, reading.is_hidden, _size(strong + low + wide, SENTENCES))


def _themes(items: Sequence[ItemReading]) -> str:
    """Name what the statements are about: as many as can be read aloud, and how many more."""
    named: list[str] = []
    for item in items[:MOST_THEMES]:
        theme = item.theme.rstrip(".")
        if len(", ".join([*named, theme])) > LONGEST_THEMES:
            break
        named.append(theme)
    left = len(items) - len(named)
    if not named:
        count = ngettext("%(number)s statement", "%(number)s statements", left)
        return count % {"number": left} if left else ""
    if left:
        named.append(ngettext("%(number)s more", "%(number)s more", left) % {"number": left})
    if len(named) == 1:
        return named[0]
    return _("%(first)s and %(last)s") % {"first": ", ".join(named[:-1]), "last": named[-1]}


def _size(text: str, limits: tuple[int, int, int], *, smaller: bool = False) -> Size:
    sizes: tuple[Size, ...] = ("short", "medium", "long", "longest")
    step = sum(len(text) > limit for limit in limits) + smaller
    return sizes[min(step, len(sizes) - 1)]

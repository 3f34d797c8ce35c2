"""A round on the big screen: its parts, in the order they are read, and how each is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.foundation.access.public import ActorRequest
from samspill.foundation.ui.drawing import DistributionFigure
from samspill.participation.public import half_minute
from samspill.readings.public import ItemReading, RoundReading, view
from samspill.screens.public import (
    Choice,
    Frame,
    Opener,
    Part,
    Picture,
    ShownScreen,
    Step,
    Subject,
    SubjectKind,
    read_screen,
    words,
)
from samspill.surveys.access import access_round
from samspill.surveys.join_sign import join_sign, room_sign
from samspill.surveys.models import SurveyRound
from samspill.surveys.results import raisings_of

CODE, WHOLE = Part("code"), Part("whole")
# One statement with the answers, and without them: the tables guess first.
ITEM, GUESS = "item", "guess"

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
class ItemView:
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
class GuessView:
    """One statement without what the room answered, and what a hand up and a hand down mean."""

    text: str
    text_size: Size
    lowest: str
    highest: str


@dataclass(frozen=True)
class WholeView:
    """What is strong, what is low and where people see it differently, in a sentence each."""

    strong: str
    low: str
    wide: str
    is_hidden: bool
    size: Size

    @property
    def stands_out(self) -> bool:
        """Whether there is anything to say of single themes."""
        return bool(self.strong or self.low or self.wide)


def read_round_screen(
    survey_round: SurveyRound, language: str, reading: RoundReading | None = None
) -> ShownScreen:
    """Return what the screen shows now. `reading` is the round's release, where it is at hand."""
    subject = _subject_of(survey_round, language, reading)
    return read_screen(ROUND_SCREEN, survey_round, subject)


def _can_show(survey_round: SurveyRound, part: Part) -> bool:
    """Return whether a part can be shown: the code while the round is open, else what was read."""
    if survey_round.is_open:
        return part == CODE
    if survey_round.state != SurveyRound.State.PUBLISHED:
        return False
    keys = {item.key for item in survey_round.asked.items}
    return part == WHOLE or (part.what in (ITEM, GUESS) and part.key in keys)


def _subject_of(
    survey_round: SurveyRound, language: str, reading: RoundReading | None = None
) -> Subject:
    if survey_round.release is not None:
        reading = reading or view(survey_round.release.reading, language)
        return _reading_subject(survey_round, reading)
    picture = _before_it_is_read(survey_round)
    choices = [Choice("code", CODE, _("The code"))] if picture.part == CODE else []
    return Subject(draw=lambda _part: picture, choices=choices)


def _before_it_is_read(survey_round: SurveyRound) -> Picture:
    """Return what the wall has before there is a reading: the state of the round decides."""
    if survey_round.state == SurveyRound.State.DRAFT:
        return words(Part("draft"), _("The round is not open yet."))
    if survey_round.is_open and survey_round.way_in == SurveyRound.WayIn.LINK:
        title = _("Everybody answers on a link of their own.")
        return words(Part("links"), title, _("There is no code for this round."), small_sentence="")
    if survey_round.is_open:
        shown = {
            "collaboration": survey_round.collaboration.name,
            "is_open_table": survey_round.is_open_table,
            "news": _news(survey_round),
        }
        return Picture(CODE, "surveys/screen_code.html", "surveys/screen_code_small.html", shown)
    if survey_round.answers_deleted_at and survey_round.picture_id is None:
        sentence = _("The answers were deleted on the day that was promised.")
        return words(Part("deleted"), _("There is nothing to show."), sentence, small_sentence="")
    return _together()


def _news(survey_round: SurveyRound) -> tuple[str, ...]:
    """Return what everybody in the room must see: that it closes, and that more are asked."""
    raisings = raisings_of(survey_round)
    if survey_round.closing_at is None:
        return raisings
    time = time_format(timezone.localtime(survey_round.closing_at), "H.i.s")
    closing = _("The round closes at %(time)s. Hand in what you have begun.") % {"time": time}
    return (closing, *raisings)


def _together() -> Picture:
    """Return what the wall has until something is chosen: nothing comes there by itself."""
    return words(Part("together"), _("The round is closed."), _("We read it together now."))


def _reading_subject(survey_round: SurveyRound, reading: RoundReading) -> Subject:
    items = _in_reading_order(reading)

    def draw(part: Part) -> Picture:
        item = next((item for item in items if item.key == part.key), None)
        if part == WHOLE:
            return _whole_picture(survey_round, reading)
        if item and part.what == GUESS:
            return _guess_picture(survey_round, item, reading)
        if item and part.what == ITEM:
            return _item_picture(survey_round, item, reading)
        return _together()

    return Subject(
        draw=draw,
        steps=[Step(WHOLE, _("The whole")), *(_item_step(item) for item in items)],
        choices=[
            Choice("whole", WHOLE, _("The whole")),
            *(
                Choice("first", Part(ITEM, item.key), _("Talk about this first"), item.text)
                for item in items
                if item.key == reading.talk_first
            ),
        ],
    )


def _in_reading_order(reading: RoundReading) -> tuple[ItemReading, ...]:
    """Return the items as the reading is read; in the round's order where nothing may be shown."""
    read = (*reading.strong, *reading.low, *reading.wide, *reading.others)
    return read or reading.items


def _item_step(item: ItemReading) -> Step:
    opener = Opener(
        part=Part(GUESS, item.key),
        label=_("Let them guess the next one first"),
        onward=_("Show the answers"),
        is_offered=item.figure.has_drawing,
    )
    return Step(Part(ITEM, item.key), item.text, opener)


def _whole_picture(survey_round: SurveyRound, reading: RoundReading) -> Picture:
    shown = {
        "whole": _whole_view(reading),
        "title": _("This is how you see it"),
        "small_sentence": _("What is strong, what is low, and what you see differently"),
    }
    shown |= _about(survey_round, reading)
    return Picture(WHOLE, "surveys/screen_whole.html", "screens/small_words.html", shown)


def _guess_picture(survey_round: SurveyRound, item: ItemReading, reading: RoundReading) -> Picture:
    shown = {"guess": _guess_view(item), **_about(survey_round, reading)}
    part = Part(GUESS, item.key)
    return Picture(part, "surveys/screen_guess.html", "surveys/screen_guess_small.html", shown)


def _item_picture(survey_round: SurveyRound, item: ItemReading, reading: RoundReading) -> Picture:
    shown = {"item": _item_view(item, reading), **_about(survey_round, reading)}
    part = Part(ITEM, item.key)
    return Picture(part, "surveys/screen_item.html", "surveys/screen_item_small.html", shown)


def _about(survey_round: SurveyRound, reading: RoundReading) -> dict[str, object]:
    """Return what every picture of a reading says: how many answered, and in which language."""
    return {
        "count": reading.count,
        "is_simulated": survey_round.is_simulated,
        "text_language": survey_round.asked.text_language,
    }


def _item_view(item: ItemReading, reading: RoundReading) -> ItemView:
    lead, rest = _words(item)
    is_tall = float(item.figure.height) > TALL
    return ItemView(
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


def _guess_view(item: ItemReading) -> GuessView:
    return GuessView(
        text=item.text,
        text_size=_size(item.text, STATEMENT),
        lowest=item.labels[0],
        highest=item.labels[-1],
    )


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


def _whole_view(reading: RoundReading) -> WholeView:
    strong, low, wide = (_themes(items) for items in (reading.strong, reading.low, reading.wide))
    return WholeView(strong, low, wide, reading.is_hidden, _size(strong + low + wide, SENTENCES))


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


def _frame_of(survey_round: SurveyRound) -> Frame:
    key = [survey_round.pk]
    return Frame(
        title=survey_round.collaboration.name,
        back="round",
        back_label=_("Back to the round"),
        pages={
            "round": reverse("surveys:round", args=key),
            "reading": reverse("surveys:reading", args=key),
        },
    )


def _state_of(survey_round: SurveyRound) -> str:
    """Return what the wall follows: what facilitators do and, while it has a sign, the clock."""
    if not survey_round.is_open:
        return survey_round.state
    sign = room_sign(survey_round)
    clock = half_minute() if sign and not sign.is_on_paper else 0
    closing = survey_round.closing_at.isoformat() if survey_round.closing_at else ""
    return f"{survey_round.state} {clock} {closing} {len(survey_round.raised)}"


def _context_of(request: ActorRequest, survey_round: SurveyRound) -> Mapping[str, object]:
    return join_sign(request, survey_round) if survey_round.is_open else {}


ROUND_SCREEN = SubjectKind(
    name="round",
    namespace="surveys",
    model=SurveyRound,
    access=access_round,
    state_of=_state_of,
    can_show=_can_show,
    subject_of=_subject_of,
    frame_of=_frame_of,
    context_of=_context_of,
)

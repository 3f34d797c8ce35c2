"""What the room needs on paper. No name of anybody who comes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspill.meetings.plan_page import ShownStep, plan
from samspill.meetings.results import Evening
from samspill.toolbox.languages import in_language
from samspill.toolbox.run_sheet_content import Notes


class Paper(StrEnum):
    """What can be printed."""

    AGENDA = "agenda"
    CARDS = "cards"
    SHEETS = "sheets"
    LEADER = "leader"
    POSTER = "poster"


PAPERS: dict[Paper, Promise] = {
    Paper.AGENDA: _("The programme"),
    Paper.CARDS: _("Table cards"),
    Paper.SHEETS: _("Sheets for notes, A3"),
    Paper.LEADER: _("The leader’s cards"),
    Paper.POSTER: _("A poster with the code"),
}


@dataclass(frozen=True, kw_only=True)
class NoteSheet:
    """An A3 sheet for one step: what is asked, and a field for each thing that is written."""

    title: str
    question: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LeaderCard:
    """A card in the leader's hand, for one step."""

    step: ShownStep
    watch_for: str
    if_stuck: str
    late: str
    no_phone: str


@dataclass(frozen=True, kw_only=True)
class Printed:
    """Everything for the room; a page prints one kind of it."""

    steps: tuple[ShownStep, ...]
    end: str
    tables: tuple[int, ...]
    sheets: tuple[NoteSheet, ...]
    cards: tuple[LeaderCard, ...]


def printed(evening: Evening, language: str) -> Printed:
    shown = plan(evening, language)
    return Printed(
        steps=shown.steps,
        end=shown.end,
        tables=tuple(range(1, evening.meeting.table_count + 1)),
        sheets=tuple(
            NoteSheet(
                title=in_language(step.texts.title, language),
                question=in_language(step.texts.wall_question, language),
                fields=tuple(in_language(field.label, language) for field in uses.fields),
            )
            for step in evening.steps
            if isinstance(uses := step.texts.uses, Notes)
        ),
        cards=tuple(
            LeaderCard(
                step=card,
                watch_for=in_language(step.texts.watch_for, language),
                if_stuck=in_language(step.texts.if_stuck, language),
                late=in_language(step.texts.late, language),
                no_phone=in_language(step.texts.no_phone, language),
            )
            for card, step in zip(shown.steps, evening.steps, strict=True)
        ),
    )

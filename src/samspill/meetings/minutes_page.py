"""The minutes of a meeting: how it went, what was handed in, and what was promised."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from samspill.meetings.closing_page import ClosingField, closing_fields
from samspill.meetings.models import StepRun
from samspill.meetings.results import Evening, notes_of, runs_of
from samspill.meetings.wording import clock, day, labelled, minutes_said, whose_note
from samspill.toolbox.languages import in_language
from samspill.toolbox.run_sheet_content import Notes, Reader


@dataclass(frozen=True, kw_only=True)
class WentRow:
    """A step as it went: when it began, how long it took, and what was changed of the plan."""

    time: str
    title: str
    took: str


@dataclass(frozen=True, kw_only=True)
class WrittenNote:
    """A table's own words, each under its label where there are several."""

    lines: tuple[tuple[str, str], ...]
    whose: str
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class WrittenIn:
    """What the tables wrote in one step, under what was asked."""

    question: str
    notes: tuple[WrittenNote, ...]


@dataclass(frozen=True, kw_only=True)
class Minutes:
    when: str
    owner: str
    agenda: tuple[WentRow, ...]
    written: tuple[WrittenIn, ...]
    fields: tuple[ClosingField, ...]
    tables: int


def minutes(evening: Evening, language: str) -> Minutes:
    """Return how the meeting went, from what is stored and nothing else."""
    meeting = evening.meeting
    every = notes_of(meeting, [step.texts.key for step in evening.steps])
    written = []
    for step in evening.steps:
        notes = tuple(
            WrittenNote(
                lines=labelled(note.fields, step.texts, language),
                whose=whose_note(note.table),
                is_late=note.is_late,
            )
            for note in every
            if note.step_key == step.texts.key
        )
        uses = step.texts.uses
        if isinstance(uses, Notes) and uses.seen_by is not Reader.TABLE and notes:
            question = in_language(step.texts.wall_question, language)
            written.append(WrittenIn(question=question, notes=notes))
    return Minutes(
        when=day(meeting.begun_at or meeting.planned_start),
        owner=", ".join(part for part in (meeting.owner, meeting.owner_role) if part),
        agenda=tuple(_agenda(evening, language)),
        written=tuple(written),
        fields=closing_fields(meeting),
        tables=len({note.table for note in every}),
    )


def _agenda(evening: Evening, language: str) -> list[WentRow]:
    runs = runs_of(evening.meeting)
    rows = []
    for step in evening.steps:
        mine = runs.get(step.key, [])
        rows.append(
            WentRow(
                time=clock(mine[0].started_at) if mine else "",
                title=in_language(step.texts.title, language),
                took=_took(mine, step.planned_minutes),
            )
        )
    return rows


def _took(runs: list[StepRun], planned: int) -> str:
    """Say how long a step took, beside what was planned where that is something else."""
    if not runs:
        return _("Left out")
    if runs[-1].outcome == StepRun.Outcome.SKIPPED:
        return _("Skipped")
    seconds = sum(
        (run.ended_at - run.started_at).total_seconds() for run in runs if run.ended_at is not None
    )
    took = round(seconds / 60)
    if took == planned:
        return minutes_said(took)
    return _("%(took)s, planned %(planned)s") % {"took": minutes_said(took), "planned": planned}

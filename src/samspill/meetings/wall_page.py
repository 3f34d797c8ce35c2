"""What the wall shows: one thing. Nothing here knows how late it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samspill.meetings.closing_page import ClosingField, closing_fields
from samspill.meetings.models import MeetingState
from samspill.meetings.results import Evening, HandedIn, PlannedStep, notes_of
from samspill.meetings.wording import (
    clock,
    countdown,
    labelled,
    lines_of,
    minutes_said,
    question_of,
    whose_note,
)
from samspill.toolbox.languages import in_language
from samspill.toolbox.run_sheet_content import (
    Closing,
    Dark,
    Notes,
    Reader,
    Rule,
    Show,
    Shown,
    StepContent,
    Wall,
)


@dataclass(frozen=True)
class WallNote:
    """A table's own words on the wall, each under its label where there are several."""

    lines: tuple[tuple[str, str], ...]
    whose: str


@dataclass(frozen=True)
class WallNotes:
    """The notes of one step, under what was asked."""

    question: str
    notes: tuple[WallNote, ...]


@dataclass(frozen=True, kw_only=True)
class WallView:
    """One thing: `shows` says which. `seconds_left` is None where no clock runs."""

    shows: str
    title: str
    lines: tuple[str, ...] = ()
    by: str = ""
    seconds_left: int | None = None
    after: str = ""
    code: str = ""
    notes: tuple[WallNotes, ...] = ()
    # What is shortened or left out of the programme that people were given.
    changed: str = ""
    # The six fields, as they are filled; who has taken what on is not on the wall.
    promises: tuple[ClosingField, ...] = ()

    @property
    def countdown(self) -> str:
        return countdown(self.seconds_left or 0)


def wall(evening: Evening, language: str) -> WallView:
    """Return what the wall shows now."""
    if evening.is_blank:
        return WallView(shows="blank", title=evening.meeting.title)
    if evening.meeting.is_closed:
        thanks = _("Thank you for coming")
        return WallView(shows="closed", title=thanks, promises=closing_fields(evening.meeting))
    if evening.current is None or evening.wall == MeetingState.Wall.CODE:
        return WallView(shows="code", title=evening.meeting.title, code=evening.code)
    texts = evening.current.texts
    if evening.wall == MeetingState.Wall.AFTER and texts.after_talk:
        title, lines = in_language(texts.title, language), lines_of(texts.after_talk, language)
        return WallView(shows="question", title=title, lines=lines)
    return _of_step(evening, evening.current, language)


def _of_step(evening: Evening, step: PlannedStep, language: str) -> WallView:
    """Return what a step shows: its question and a clock, or what it has of its own."""
    texts, meeting = step.texts, evening.meeting
    uses = texts.uses
    if isinstance(uses, Show) and uses.what is Shown.OWNER_NEED and meeting.need:
        by = ", ".join(part for part in (meeting.owner, meeting.owner_role) if part)
        return WallView(shows="need", title=meeting.need, by=by, code=evening.code)
    shows = _shows(texts)
    return WallView(
        shows=shows,
        title=question_of(texts, meeting.mode, language),
        lines=(*lines_of(texts.wall_lines, language), *step.prepared),
        changed=changed_said(evening, language),
        seconds_left=evening.seconds_left,
        after=_after(evening, language),
        code=evening.code if shows == "question" else "",
        notes=_notes(evening, uses, language) if isinstance(uses, Wall) else (),
        promises=closing_fields(meeting) if isinstance(uses, Closing) else (),
    )


def _shows(texts: StepContent) -> str:
    """Return which kind of picture a step has on the wall."""
    uses = texts.uses
    if isinstance(uses, Dark):
        return "break"
    if isinstance(uses, Closing):
        return "closing"
    if isinstance(uses, Wall):
        return "notes"
    is_model = isinstance(uses, Show) and uses.what is Shown.MODEL
    return "model" if is_model else "question"


def _notes(evening: Evening, uses: Wall, language: str) -> tuple[WallNotes, ...]:
    """Return the notes of the steps that are read, each under its own question."""
    by_key = {step.texts.key: step.texts for step in evening.steps}
    open_steps = [key for key in uses.reads if key in by_key and _may_be_read(by_key[key])]
    handed_in = notes_of(evening.meeting, open_steps)
    if _waits_for_both(by_key, open_steps) and len({note.table for note in handed_in}) < 2:
        return ()
    return tuple(
        WallNotes(
            in_language(by_key[key].wall_question, language),
            tuple(
                _wall_note(note, by_key[key], language)
                for note in handed_in
                if note.step_key == key
            ),
        )
        for key in uses.reads
        if key in by_key
    )


def _may_be_read(texts: StepContent) -> bool:
    """Return whether the room sees what a step's notes say: a table's own stay at the table."""
    return isinstance(texts.uses, Notes) and texts.uses.seen_by is not Reader.TABLE


def _waits_for_both(by_key: Mapping[str, StepContent], keys: Sequence[str]) -> bool:
    """Return whether nothing is shown before both sides have handed in."""
    return any(Rule.BOTH_BEFORE_EITHER in by_key[key].rules for key in keys)


def changed_said(evening: Evening, language: str) -> str:
    """Say what of the programme is shortened; never how late it is."""
    first = 0 if evening.place is None else evening.place + 1
    shorter = [
        f"{in_language(step.texts.title, language)}, {minutes_said(step.minutes)}"
        for step in evening.steps[first:]
        if step.minutes < step.planned_minutes
    ]
    if not shorter:
        return ""
    return _("The programme is changed. Shorter: %(steps)s.") % {"steps": "; ".join(shorter)}


def _wall_note(note: HandedIn, texts: StepContent, language: str) -> WallNote:
    """Return a note as it is shown: what is guessed is never shown as known."""
    return WallNote(labelled(note.fields, texts, language), whose_note(note.table))


def _after(evening: Evening, language: str) -> str:
    """Say what comes next, by the clock as it is planned to be from now on."""
    following = evening.following
    if following is None:
        return ""
    starts_at = evening.timeline.row_of(following.key).starts_at
    title = in_language(following.texts.title, language)
    return _("%(time)s: %(title)s") % {"time": clock(starts_at), "title": title}

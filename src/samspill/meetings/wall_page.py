"""What the wall shows: one thing. Nothing here knows how late it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from samspill.meetings.models import MeetingState
from samspill.meetings.results import Evening, HandedIn, notes_of
from samspill.meetings.wording import clock, countdown
from samspill.toolbox.languages import in_language
from samspill.toolbox.run_sheet_content import Dark, Show, Shown, StepContent, Wall


@dataclass(frozen=True)
class WallNote:
    """A table's own words on the wall."""

    text: str
    table: int


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

    @property
    def countdown(self) -> str:
        return countdown(self.seconds_left or 0)


def wall(evening: Evening, language: str) -> WallView:
    """Return what the wall shows now."""
    if evening.is_blank:
        return WallView(shows="blank", title=evening.meeting.title)
    if evening.meeting.is_closed:
        return WallView(shows="closed", title=_("Thank you for coming"), code=evening.code)
    current = evening.current
    if current is None or evening.wall == MeetingState.Wall.CODE:
        return WallView(shows="code", title=evening.meeting.title, code=evening.code)
    texts = current.texts
    question = in_language(texts.wall_question, language)
    lines = tuple(in_language(texts.wall_lines, language)) if texts.wall_lines else ()
    common = {"seconds_left": evening.seconds_left, "after": _after(evening, language)}
    if isinstance(texts.uses, Dark):
        return WallView(shows="break", title=question, lines=lines, **common)
    if isinstance(texts.uses, Wall):
        notes = _notes(evening, texts.uses, language)
        return WallView(shows="notes", title=question, lines=lines, notes=notes, **common)
    if isinstance(texts.uses, Show):
        return _shown(evening, texts, question, lines, language)
    return WallView(
        shows="question", title=question, lines=lines, code=evening.code, **common
    )


def _shown(
    evening: Evening, texts: StepContent, question: str, lines: tuple[str, ...], language: str
) -> WallView:
    """Return what was known beforehand: the need in the owner's words, or the model."""
    meeting = evening.meeting
    uses = texts.uses
    assert isinstance(uses, Show)  # noqa: S101  (the caller has looked)
    if uses.what is Shown.OWNER_NEED and meeting.need:
        by = ", ".join(part for part in (meeting.owner, meeting.owner_role) if part)
        return WallView(shows="need", title=meeting.need, by=by, code=evening.code)
    shows = "model" if uses.what is Shown.MODEL else "question"
    return WallView(
        shows=shows, title=question, lines=lines, after=_after(evening, language),
        seconds_left=evening.seconds_left,
    )  # fmt: skip


def _notes(evening: Evening, uses: Wall, language: str) -> tuple[WallNotes, ...]:
    """Return the notes of the steps that are read, each under its own question."""
    handed_in = notes_of(evening.meeting, uses.reads)
    by_key = {step.texts.key: step.texts for step in evening.steps}
    return tuple(
        WallNotes(
            in_language(by_key[key].wall_question, language),
            tuple(_wall_note(note) for note in handed_in if note.step_key == key),
        )
        for key in uses.reads
        if key in by_key
    )


def _wall_note(note: HandedIn) -> WallNote:
    return WallNote(note.text, note.table)


def _after(evening: Evening, language: str) -> str:
    """Say what comes next, by the clock as it is planned to be from now on."""
    following = evening.following
    if following is None:
        return ""
    starts_at = evening.timeline.row_of(following.key).starts_at
    title = in_language(following.texts.title, language)
    return _("%(time)s: %(title)s") % {"time": clock(starts_at), "title": title}



"""What a phone in the room shows: what *I* do now. Never how late it is, and never a name."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from samspill.meetings.closing_page import ClosingField, closing_fields
from samspill.meetings.results import (
    Evening,
    HandedIn,
    PlannedStep,
    TableNow,
    notes_of,
    round_now,
)
from samspill.meetings.wording import clock, phone_lines_of, question_of
from samspill.toolbox.languages import in_language
from samspill.toolbox.run_sheet_content import (
    Closing,
    Dark,
    Notes,
    Reader,
    Round,
    RoundPhase,
    Rule,
    Seats,
    Show,
    Shown,
    StepContent,
    StepKind,
    Writer,
)


@dataclass(frozen=True)
class FieldToWrite:
    key: str
    label: str
    hint: str
    is_optional: bool


@dataclass(frozen=True, kw_only=True)
class NotesToWrite:
    """What a table writes in a step, what it has handed in, and why it cannot, where it cannot."""

    step_key: str
    fields: tuple[FieldToWrite, ...]
    chosen: str
    seen_by: str
    handed_in: tuple[HandedIn, ...]
    is_full: bool
    shut: str
    until: str


@dataclass(frozen=True, kw_only=True)
class AgendaRow:
    time: str
    title: str
    is_now: bool


@dataclass(frozen=True, kw_only=True)
class PhoneView:
    """One page. `shows` is before, now, dark or closed."""

    shows: str
    before: str
    title: str
    lines: tuple[str, ...] = ()
    need: str = ""
    by: str = ""
    agenda: tuple[AgendaRow, ...] = ()
    asks_seats: bool = False
    can_mark_read: bool = False
    waits_for_read: str = ""
    notes: NotesToWrite | None = None
    can_ask_for_help: bool = False
    round_address: str = ""
    round_words: str = ""
    help_said: str = ""
    promises: tuple[ClosingField, ...] = ()


def phone(evening: Evening, table: TableNow | None, language: str) -> PhoneView:
    """Return what a phone at this table shows; None where nobody has said which table."""
    meeting = evening.meeting
    if meeting.is_closed:
        return PhoneView(
            shows="closed",
            before=_("The meeting is over"),
            title=_("This is what was promised"),
            promises=closing_fields(meeting),
        )
    current = evening.current
    if current is None:
        return PhoneView(
            shows="before",
            before=_("Begins at %(time)s") % {"time": clock(meeting.planned_start)},
            title=meeting.title,
            lines=(meeting.purpose,),
            agenda=_agenda(evening, language),
        )
    texts = current.texts
    until = _until(evening)
    if isinstance(texts.uses, Dark):
        question = in_language(texts.wall_question, language)
        return PhoneView(shows="dark", before=until, title=question)
    return _now(evening, current, table, until, language)


def _now(
    evening: Evening, current: PlannedStep, table: TableNow | None, until: str, language: str
) -> PhoneView:
    meeting, texts = evening.meeting, current.texts
    shows_need = isinstance(texts.uses, Show) and texts.uses.what is Shown.OWNER_NEED
    has_tables = texts.kind in (StepKind.TABLE_ROUND, StepKind.TABLE_TALK)
    waits = Rule.LOCKED_UNTIL_READ in texts.rules
    return PhoneView(
        shows="now",
        before=until,
        title=question_of(texts, meeting.mode, language),
        lines=(*phone_lines_of(texts, meeting.mode, language), *current.prepared),
        **_round(evening, texts),
        need=meeting.need if shows_need else "",
        by=meeting.owner if shows_need else "",
        agenda=_agenda(evening, language) if texts.kind is StepKind.WELCOME else (),
        asks_seats=table is not None and isinstance(texts.uses, Seats),
        can_mark_read=table is not None and waits and not table.has_read,
        waits_for_read=_waits_for_read(table) if waits else "",
        notes=_notes(evening, texts, table, language) if table is not None else None,
        can_ask_for_help=table is not None and has_tables,
        help_said=_help_said(table),
        promises=closing_fields(meeting) if isinstance(texts.uses, Closing) else (),
    )


def _round(evening: Evening, texts: StepContent) -> dict[str, str]:
    """Return the way to the round of the step, where one is open, and what the way is called."""
    if not isinstance(texts.uses, Round):
        return {}
    asked = round_now(evening.meeting, texts.uses.instrument)
    if asked is None or not asked.is_open:
        return {}
    words = _("Answer alone")
    if asked.is_open_table:
        is_first = texts.uses.phase is RoundPhase.ANSWER
        words = _("See the statements") if is_first else _("I write for the table")
    return {"round_address": asked.address, "round_words": words}


def _until(evening: Evening) -> str:
    """Say until when, by the clock. Once the time is over it says only that it is now."""
    if not evening.seconds_left:
        return _("Now. Finish the sentence.")
    following = evening.timeline.rows[(evening.place or 0) + 1 :]
    ends_at = following[0].starts_at if following else evening.timeline.ends_at
    return _("Now, until %(time)s") % {"time": clock(ends_at)}


def _agenda(evening: Evening, language: str) -> tuple[AgendaRow, ...]:
    current = evening.current
    return tuple(
        AgendaRow(
            time=clock(row.starts_at),
            title=in_language(step.texts.title, language),
            is_now=current is not None and step.key == current.key,
        )
        for step, row in zip(evening.steps, evening.timeline.rows, strict=True)
    )


def _waits_for_read(table: TableNow | None) -> str:
    if table is not None and table.has_read:
        return _("Everybody at the table has read. Now you can talk.")
    return _("Nobody answers, asks or explains until everybody at the table has read.")


def _help_said(table: TableNow | None) -> str:
    if table is None or not table.asks_for_help:
        return ""
    if table.helped_by:
        return _("%(name)s is on the way to your table.") % {"name": table.helped_by}
    return _("You have asked for help. Somebody comes.")


def _notes(
    evening: Evening, texts: StepContent, table: TableNow, language: str
) -> NotesToWrite | None:
    uses = texts.uses
    if not isinstance(uses, Notes) or uses.by is Writer.SECRETARY:
        return None
    reads = [key for key in (texts.key, texts.waits_for, _chosen_before(evening, texts)) if key]
    written = notes_of(evening.meeting, reads, table=table.number)
    handed_in = tuple(note for note in written if note.step_key == texts.key)
    is_shut = bool(texts.waits_for) and all(note.step_key != texts.waits_for for note in written)
    chosen = [note.text for note in written if note.step_key == _chosen_before(evening, texts)]
    return NotesToWrite(
        step_key=texts.key,
        fields=tuple(
            FieldToWrite(
                field.key,
                in_language(field.label, language),
                in_language(field.hint, language) if field.hint else "",
                field.optional,
            )
            for field in uses.fields
        ),
        chosen=chosen[-1] if chosen else "",
        seen_by=_seen_by(uses.seen_by),
        handed_in=handed_in,
        is_full=len(handed_in) >= uses.most_each,
        shut=_shut(evening, texts, language) if is_shut else "",
        until=_("It can be taken back for as long as the step goes on."),
    )


def _chosen_before(evening: Evening, texts: StepContent) -> str:
    """Return the nearest step before in which the table chose what it talks about."""
    before = evening.steps[: evening.place or 0]
    choosing = [
        step.texts.key
        for step in before
        if isinstance(step.texts.uses, Notes) and step.texts.uses.choose_one
    ]
    chooses_itself = isinstance(texts.uses, Notes) and texts.uses.choose_one
    return "" if chooses_itself or not choosing else choosing[-1]


def _shut(evening: Evening, texts: StepContent, language: str) -> str:
    needed = evening.meeting.sheet.step(texts.waits_for)
    return _("This opens when your table has handed in “%(title)s”.") % {
        "title": in_language(needed.title, language)
    }


def _seen_by(reader: Reader) -> str:
    names = {
        Reader.TABLE: _("Your table sees the note"),
        Reader.ROOM: _("Everybody in the meeting sees the note"),
        Reader.PARTNERS: _("Everybody in the meeting and the partners see the note"),
        Reader.NEW_MEETINGS: _("Everybody in this and later meetings sees the note"),
    }
    return names[reader]

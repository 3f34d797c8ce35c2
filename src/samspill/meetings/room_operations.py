"""Every write from a phone: where it is, what its table hands in, and that it needs help.

None is audited: an entry with a time would tell when somebody did something.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from samspill.foundation.audit.public import unaudited
from samspill.meetings.models import (
    Arrival,
    Meeting,
    MeetingState,
    Note,
    Step,
    Table,
    TableMark,
)
from samspill.meetings.revisions import REVISIONS
from samspill.meetings.round_operations import tell_sheet
from samspill.toolbox.run_sheet_content import Notes, Writer

WHY_UNAUDITED = "an entry with a time would tell when a phone came or a table wrote"
MOST_TABLES = 60
# What a table can say of itself with one press, as the form sends it.
MARKS = {"read": TableMark.Kind.READ, "help": TableMark.Kind.HELP}
MOST_AT_A_TABLE = 12
# So many notes a table can hand in where the sheet says more than one.
MOST_NOTES = 20


class NotTakenError(Exception):
    """The step takes no notes (any more), from this table, or with these fields."""


class FullError(Exception):
    """The table has handed in as many notes as the step takes."""


@unaudited(WHY_UNAUDITED)
@transaction.atomic
def sit_at_table(meeting: Meeting, *, phone: str, number: int) -> Arrival:
    """Note at which table a phone is. A table that was not planned is laid: people move chairs."""
    if not 1 <= number <= MOST_TABLES:
        message = f"tables have the numbers 1 to {MOST_TABLES}; got {number}"
        raise ValueError(message)
    table, _is_new = Table.objects.get_or_create(meeting=meeting, number=number)
    arrival, _is_first = Arrival.objects.update_or_create(
        key=phone, defaults={"meeting": meeting, "table": table}
    )
    tell_consoles(meeting)
    return arrival


@unaudited(WHY_UNAUDITED)
@transaction.atomic
def say_seats(meeting: Meeting, table: Table, seats: int) -> Table:
    """Note how many sit at a table, as somebody there says. An interpreter is not counted."""
    if not 1 <= seats <= MOST_AT_A_TABLE:
        message = f"from 1 to {MOST_AT_A_TABLE} people sit at a table; got {seats}"
        raise ValueError(message)
    table.seats = seats
    table.save(update_fields=["seats"])
    tell_sheet(meeting, table, seats)
    tell_consoles(meeting)
    return table


@unaudited(WHY_UNAUDITED)
@transaction.atomic
def mark_table(meeting: Meeting, table: Table, step: Step, kind: TableMark.Kind) -> TableMark:
    """Note that a table has read aloud, or asks for help. Pressed twice it stands once."""
    mark, _is_new = TableMark.objects.get_or_create(table=table, step=step, kind=kind)
    if kind == TableMark.Kind.HELP and mark.taken_by:
        mark.taken_by = ""  # asked again: somebody goes again
        mark.save(update_fields=["taken_by"])
    if kind == TableMark.Kind.READ:
        tell_sheet(meeting, table, 0)
    tell_consoles(meeting)
    return mark


@unaudited(WHY_UNAUDITED)
@transaction.atomic
def hand_in_note(
    meeting: Meeting, step: Step, table: Table | None, *, texts: dict[str, str], client_key: str
) -> Note:
    """Store what a table hands in. Sent twice it is one note; come in after the step, it is late.

    Without a table it is what the secretary writes for the room.

    Raises `NotTakenError` where the step takes no such note or the meeting is closed, and
    `FullError` where the table has handed in as many as the step takes.
    """
    state = MeetingState.objects.select_for_update().get(meeting=meeting.pk)
    before = Note.objects.filter(meeting=meeting, client_key=client_key).first()
    if before is not None:
        return before
    uses = step.texts.uses
    meeting.refresh_from_db(fields=["closed_at"])
    if not isinstance(uses, Notes) or not meeting.is_led or step.meeting_id != meeting.pk:
        raise NotTakenError
    if (table is None) != (uses.by is Writer.SECRETARY):
        raise NotTakenError
    wanted = {field.key for field in uses.fields}
    needed = {field.key for field in uses.fields if not field.optional}
    written = {key: text.strip() for key, text in texts.items() if key in wanted and text.strip()}
    if not needed <= written.keys():
        raise NotTakenError
    handed_in = Note.objects.filter(step=step, table=table, state=Note.State.HANDED_IN)
    if handed_in.count() >= min(uses.most_each, MOST_NOTES):
        raise FullError
    note = Note.objects.create(
        meeting=meeting,
        step=step,
        table=table,
        fields=written,
        client_key=client_key,
        is_late=state.step_id != step.pk,
        number=Note.objects.filter(step=step, table=table).count() + 1,
    )
    tell_consoles(meeting)
    return note


@unaudited(WHY_UNAUDITED)
@transaction.atomic
def take_back_note(meeting: Meeting, table: Table | None, client_key: str) -> None:
    """Take a note of one's own table back, for as long as its step goes on."""
    if "\0" in client_key:  # which PostgreSQL refuses to look for
        return
    notes = Note.objects.filter(meeting=meeting, table=table, client_key=client_key)
    state = MeetingState.objects.select_for_update().get(meeting=meeting.pk)
    if notes.filter(step=state.step_id).update(state=Note.State.TAKEN_BACK):
        tell_consoles(meeting)


@unaudited(WHY_UNAUDITED)
def tell_consoles(meeting: Meeting) -> None:
    """Count one more change in the room, which consoles and the phones of a table look for."""
    MeetingState.objects.filter(meeting=meeting.pk).update(room_revision=F("room_revision") + 1)
    transaction.on_commit(REVISIONS.read_again)

"""Every write to the sheets of open tables, which are gone when the round is closed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record, unaudited
from samspill.surveys.models import SurveyRound, TableSheet
from samspill.surveys.operations import WrongStateError, check_ratings, locked
from samspill.surveys.table_sheets import MOST_AT_A_TABLE

MOST_TABLES = 60
WHY_UNAUDITED = "an entry with a time would tell when each column was read aloud"


class SheetFullError(Exception):
    """No more people can be written down for this table."""


class TableTakenError(Exception):
    """Another phone keeps the sheet of this table."""


@unaudited(WHY_UNAUDITED)
@transaction.atomic
def take_table(survey_round: SurveyRound, *, number: int, holder: UUID) -> TableSheet:
    """Let a phone keep the sheet of a table, or take over one that has been freed.

    A phone keeps one sheet: with another number it moves there, and leaves the
    first for somebody else. What another phone has written is sealed: counted, and read by nobody.
    That the phone has shown the sign of the table has been seen to. Raises `TableTakenError` when
    another phone keeps this table's.
    """
    survey_round = _locked_open_table(survey_round)
    if not 1 <= number <= MOST_TABLES:
        message = f"tables have the numbers 1 to {MOST_TABLES}; got {number}"
        raise ValueError(message)
    sheets = TableSheet.objects.filter(survey_round=survey_round)
    sheet = sheets.filter(number=number).first()
    if sheet is not None and sheet.holder not in ("", holder.hex):
        raise TableTakenError
    sheets.filter(holder=holder.hex).exclude(number=number).update(holder="")
    if sheet is None:
        return TableSheet.objects.create(
            survey_round=survey_round, number=number, holder=holder.hex
        )
    if sheet.holder != holder.hex:
        sheet.holder = holder.hex
        sheet.sealed = len(sheet.columns)
        sheet.save(update_fields=["holder", "sealed"])
    return sheet


@unaudited(WHY_UNAUDITED)
@transaction.atomic
def write_column(
    survey_round: SurveyRound, *, holder: UUID, place: int, ratings: Sequence[int | None]
) -> TableSheet:
    """Write what the person at `place` has read aloud, counted from 0 after what is sealed.

    The first place after the last is the next person. The same sent twice, as with two clicks,
    writes one person. Raises `WrongStateError` when the round is closed or this
    phone keeps no sheet, `SheetFullError`, and `ValueError` when the ratings do not fit.
    """
    check_ratings(survey_round, ratings)
    sheet = _held_sheet(survey_round, holder)
    if place < len(sheet.columns) - sheet.sealed:
        sheet.columns[sheet.sealed + place] = list(ratings)
    elif len(sheet.columns) < MOST_AT_A_TABLE:
        sheet.columns.append(list(ratings))
    else:
        raise SheetFullError
    sheet.save(update_fields=["columns"])
    return sheet


@unaudited(WHY_UNAUDITED)
@transaction.atomic
def open_talk_from(survey_round: SurveyRound, *, number: int, people: int) -> None:
    """Tell a table what to talk about when so many there have read aloud, and not before.

    For a slice that knows how many sit at each table, as a meeting does. With 0, all have read.
    """
    survey_round = _locked_open_table(survey_round)
    said = {"sits": people} if people else {"have_all_read": True}
    TableSheet.objects.update_or_create(survey_round=survey_round, number=number, defaults=said)


@unaudited(WHY_UNAUDITED)
@transaction.atomic
def remove_column(survey_round: SurveyRound, *, holder: UUID, place: int, of: int) -> TableSheet:
    """Strike a column out of a sheet that has `of` of them.

    Where it has another number by now, as after a first click, nobody is struck out: the same
    place would be somebody else's.
    """
    sheet = _held_sheet(survey_round, holder)
    if len(sheet.columns) - sheet.sealed == of and 0 <= place < of:
        sheet.struck = [place, sheet.columns.pop(sheet.sealed + place)]
        sheet.save(update_fields=["columns", "struck"])
    return sheet


@unaudited(WHY_UNAUDITED)
@transaction.atomic
def put_back_column(survey_round: SurveyRound, *, holder: UUID) -> TableSheet:
    """Put back the person who was struck out last; twice puts back once."""
    sheet = _held_sheet(survey_round, holder)
    if sheet.struck and len(sheet.columns) < MOST_AT_A_TABLE:
        place, ratings = sheet.struck
        sheet.columns.insert(sheet.sealed + place, ratings)
        sheet.struck = []
        sheet.save(update_fields=["columns", "struck"])
    return sheet


@unaudited(WHY_UNAUDITED)
@transaction.atomic
def say_who_sits(
    survey_round: SurveyRound, *, holder: UUID, sits: int = 0, have_all_read: bool = False
) -> TableSheet:
    """Note how many sit at the table, or that all have read; who comes late can be added."""
    sheet = _held_sheet(survey_round, holder)
    if sits:
        sheet.sits = sits
    sheet.have_all_read = have_all_read
    sheet.save(update_fields=["sits", "have_all_read"])
    return sheet


@transaction.atomic
def free_table(survey_round: SurveyRound, *, number: int, by: Actor) -> None:
    """Let another phone take over a table's sheet, when the first is lost. Audited."""
    survey_round = _locked_open_table(survey_round)
    TableSheet.objects.filter(survey_round=survey_round, number=number).update(holder="")
    record("free_table", survey_round, by=by)


def _locked_open_table(survey_round: SurveyRound) -> SurveyRound:
    open_table = locked(survey_round, SurveyRound.State.OPEN)
    if not open_table.is_open_table:
        message = "this round is no open table"
        raise WrongStateError(message)
    return open_table


def _held_sheet(survey_round: SurveyRound, holder: UUID) -> TableSheet:
    open_table = _locked_open_table(survey_round)
    sheet = TableSheet.objects.filter(survey_round=open_table, holder=holder.hex).first()
    if sheet is None:
        message = "this phone keeps no sheet"
        raise WrongStateError(message)
    return sheet

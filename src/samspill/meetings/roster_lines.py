"""A roster as it is typed, pasted or in a file: one line for each person."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum

from samspill.meetings.people_models import Attendee

DELIMITERS = (";", "\t", ",")
# What the columns are called where the first line names them, in the languages of the product.
HEADINGS = {
    "name": "name",
    "navn": "name",
    "namn": "name",
    "partner": "partner",
    "kommune": "partner",
    "municipality": "partner",
    "part": "partner",
    "sector": "sector",
    "sektor": "sector",
    "note": "marks",
    "merknad": "marks",
    "together": "together",
    "sammen": "together",
    "saman": "together",
    "apart": "apart",
    "hver for seg": "apart",
    "kvar for seg": "apart",
}
COLUMNS = ("name", "partner", "sector", "marks", "together", "apart")
LONGEST = {"name": 120, "partner": 120, "sector": 60, "needs": 160, "together": 30, "apart": 30}
# What can be written about a person in the fourth column.
LEADS = ("bordleder", "bordleiar", "table leader")
INTERPRETS = ("tolk", "interpreter")
NO_PHONE = ("uten telefon", "utan telefon", "no phone")


class LineFault(StrEnum):
    """What can be wrong with a line."""

    NO_NAME = "no name"
    TWICE = "twice"
    TOO_LONG = "too long"
    NOT_TEXT = "not text"


class RosterLineError(Exception):
    """A line cannot be understood: which, and why."""

    def __init__(self, fault: LineFault, line: int, text: str = "") -> None:
        super().__init__(f"line {line}: {fault}")
        self.fault, self.line, self.text = fault, line, text


@dataclass(frozen=True, kw_only=True)
class NewAttendee:
    """What is known of somebody who is to come."""

    name: str
    partner: str = ""
    sector: str = ""
    role: str = Attendee.Role.PARTICIPANT
    needs: str = ""
    can_lead_table: bool = False
    has_phone: bool = True
    together: str = ""
    apart: str = ""


def read_lines(text: str) -> list[NewAttendee]:
    """Return those who are named, one a line: name; partner; sector; marks; together; apart.

    Raises
    ------
    RosterLineError
        A line has no name or too long words, or somebody of the same partner stands there twice.
    """
    attendees: list[NewAttendee] = []
    lines = text.splitlines()
    delimiter = _delimiter(lines)
    columns: tuple[str, ...] = COLUMNS
    seen: set[tuple[str, str]] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip(f" \t{delimiter}"):
            continue
        cells = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]
        if not attendees and (named := _named(cells)):
            columns = named
            continue
        person = _person(dict(zip(columns, cells, strict=False)), number)
        if (person.name, person.partner) in seen:
            raise RosterLineError(LineFault.TWICE, number, person.name)
        seen.add((person.name, person.partner))
        attendees.append(person)
    return attendees


def text_of(content: bytes) -> str:
    """Return the text of a file as spreadsheets save it."""
    if b"\x00" in content:
        raise RosterLineError(LineFault.NOT_TEXT, 1)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(lines: list[str]) -> str:
    first = next((line for line in lines if line.strip()), "")
    return max(DELIMITERS, key=first.count)


def _named(cells: list[str]) -> tuple[str, ...]:
    """Return the columns that a first line names; nothing where it is a person."""
    known = [HEADINGS.get(cell.lower(), "") for cell in cells]
    return tuple(known) if "name" in known else ()


def _person(cells: dict[str, str], number: int) -> NewAttendee:
    name = cells.get("name", "")
    if not name:
        raise RosterLineError(LineFault.NO_NAME, number)
    marks = [mark.strip() for mark in cells.get("marks", "").split(",") if mark.strip()]
    words = {mark.lower() for mark in marks}
    person = NewAttendee(
        name=name,
        partner=cells.get("partner", ""),
        sector=cells.get("sector", ""),
        role=Attendee.Role.INTERPRETER if words & set(INTERPRETS) else Attendee.Role.PARTICIPANT,
        can_lead_table=bool(words & set(LEADS)),
        has_phone=not words & set(NO_PHONE),
        needs=", ".join(
            mark for mark in marks if mark.lower() not in {*LEADS, *INTERPRETS, *NO_PHONE}
        ),
        together=cells.get("together", ""),
        apart=cells.get("apart", ""),
    )
    for column, longest in LONGEST.items():
        if len(getattr(person, column)) > longest:
            raise RosterLineError(LineFault.TOO_LONG, number, getattr(person, column)[:40])
    return person

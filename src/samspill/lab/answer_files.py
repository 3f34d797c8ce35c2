"""A file of answers, read once and row by row, kept only as counts."""

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import numpy as np
from django.utils.translation import gettext as _

from samspill.lab.statistics.sufficient_statistics import Sums
from samspill.science.distributions import Distribution
from samspill.science.scales import ResponseScale

DELIMITERS = ",;\t"
NO_ANSWER = frozenset({"", "na", "n/a", "nan", "-", "–"})
WHOLE_NUMBER = re.compile(r"([+-]?[0-9]{1,6})(?:[.,]0*)?")
# More groups than this is an id or a free text, and would fill the memory.
MOST_GROUPS = 1000
CHUNK = 1 << 20
LONGEST_QUOTE = 40
MOST_COLUMNS_NAMED = 40
# Rows that are held before they are added up.
ROWS_HELD = 4096


class AnswerFileError(Exception):
    """One sentence for the person who asked: where the file is wrong and how to mend it."""


@dataclass(frozen=True)
class Wanted:
    """What is to be counted: which columns, on which scale, and by which groups."""

    scale: ResponseScale
    items: tuple[str, ...]
    by: str | None = None
    reversed_items: frozenset[str] = frozenset()

    @property
    def columns(self) -> tuple[str, ...]:
        return self.items if self.by is None else (*self.items, self.by)


@dataclass
class GroupCount:
    """How many in one group answered what: n_items rows of n_points counts and the missing."""

    counts: list[list[int]]
    respondents: int = 0

    def distribution(self, item: int, scale: ResponseScale) -> Distribution:
        *counts, missing = self.counts[item]
        return Distribution(scale, tuple(counts), missing)


@dataclass
class AnswerCounts:
    """Counts by group; without groups everybody is in the group with the empty name."""

    wanted: Wanted
    groups: dict[str, GroupCount] = field(default_factory=dict)
    sums: Sums | None = None

    def group(self, name: str) -> GroupCount:
        """Find a group's counts, from the first time it is met."""
        if name not in self.groups:
            self.groups[name] = self._nobody()
        return self.groups[name]

    def total(self) -> GroupCount:
        total = self._nobody()
        for group in self.groups.values():
            total.respondents += group.respondents
            for sums, counts in zip(total.counts, group.counts, strict=True):
                sums[:] = [a + b for a, b in zip(sums, counts, strict=True)]
        return total

    def _nobody(self) -> GroupCount:
        return GroupCount([[0] * (self.wanted.scale.points + 1) for _item in self.wanted.items])


class SumsOfRows:
    """Adds up whole rows: the places on the scale that one person chose, the last for missing."""

    def __init__(self, scale: ResponseScale, reversed_items: tuple[bool, ...]) -> None:
        self.scale = scale
        self.is_reversed = np.array(reversed_items)
        self._rows: list[list[int]] = []
        self._sums: Sums | None = None

    def add(self, places: list[int]) -> None:
        self._rows.append(places)
        if len(self._rows) == ROWS_HELD:
            self._add_up()

    def sums(self) -> Sums | None:
        """Return the sums of everybody who answered every item; None where nobody was added."""
        self._add_up()
        return self._sums

    def _add_up(self) -> None:
        if not self._rows:
            return
        places = np.array(self._rows, dtype=np.float64)
        self._rows = []
        places[places == self.scale.points] = np.nan
        last = self.scale.points - 1
        added = Sums.from_ratings(np.where(self.is_reversed, last - places, places))
        self._sums = added if self._sums is None else self._sums + added


def printable(text: str) -> str:
    """Make text from a file safe to print: no control signs, not too long."""
    safe = "".join(sign if sign.isprintable() else "\ufffd" for sign in text.replace("\xa0", " "))
    return safe if len(safe) <= LONGEST_QUOTE else safe[: LONGEST_QUOTE - 1] + "…"


def count_answers(path: Path, wanted: Wanted, *, notify: Callable[[str], None]) -> AnswerCounts:
    """Count a file of answers; one row is one person, the first row names the columns.

    Raises
    ------
    AnswerFileError
        The file cannot be read as answers on the scale. The message is one or two short
        sentences with the file, and where it can be said the row and the column.
    """
    name = shown_name(path)
    with translate_os_errors(name):
        encoding = find_encoding(path, name, notify=notify)
        with path.open(encoding=encoding, newline="") as lines:
            delimiter = find_delimiter(lines.read(CHUNK), wanted.columns)
        with path.open(encoding=encoding, newline="") as lines:
            return _count_rows(lines, delimiter, wanted=wanted, name=name)


def shown_name(path: Path) -> str:
    return printable(path.name or str(path))


@contextmanager
def translate_os_errors(name: str) -> Iterator[None]:
    """Raise AnswerFileError in place of an OSError while a file is opened or read."""
    try:
        yield
        return
    except FileNotFoundError:
        message = _("{file} was not found. Check the name and the folder.")
    except IsADirectoryError:
        message = _("{file} is a folder. Give the name of a file.")
    except PermissionError:
        message = _("{file} may not be read by you. Ask for access to it, or for a copy.")
    except OSError:
        message = _("{file} could not be read. Copy it to this computer and try again.")
    raise AnswerFileError(message.format(file=name))


# --- The file as text -----------------------------------------------------------------------


def find_encoding(path: Path, name: str, *, notify: Callable[[str], None]) -> str:
    """Return the encoding, UTF-8 or Windows text, from reading the whole file in pieces."""
    windows = codecs.getincrementaldecoder("cp1252")()
    unicode = codecs.getincrementaldecoder("utf-8")()
    is_unicode = True
    is_empty = True
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            is_empty = is_empty and not chunk.strip()
            if b"\0" in chunk or chunk.startswith(b"PK\x03\x04"):
                raise _not_text(name)
            is_unicode = is_unicode and _decodes(unicode, chunk)
            if not is_unicode and not _decodes(windows, chunk):
                raise _not_text(name)
    if is_empty:
        raise AnswerFileError(
            _("{file} is empty. The first row must name the columns.").format(file=name)
        )
    if is_unicode and _decodes(unicode, b"", final=True):
        return "utf-8-sig"
    notify(_("{file} is not UTF-8 and is read as Windows text (cp1252).").format(file=name))
    return "cp1252"


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _not_text(name: str) -> AnswerFileError:
    message = _('{file} is not a text file. Save it from the spreadsheet as "CSV UTF-8".')
    return AnswerFileError(message.format(file=name))


def find_delimiter(opening: str, wanted: Sequence[str] = ()) -> str:
    """Return the delimiter that finds most wanted columns, then most columns, else a semicolon."""

    def columns_named(delimiter: str) -> tuple[int, int, bool]:
        try:
            header = next(csv.reader(opening.splitlines(keepends=True), delimiter=delimiter))
        except (csv.Error, StopIteration):
            return -1, -1, False
        names = {cell.strip() for cell in header}
        return len(names.intersection(wanted)), len(header), delimiter == ";"

    return max(DELIMITERS, key=columns_named)


# --- The rows -------------------------------------------------------------------------------


class NotOnScaleError(Exception):
    """A cell that is not on the scale: whoever reads the row knows where, and raises a sentence."""

    def __init__(self, cell: str) -> None:
        super().__init__(cell)
        self.cell = cell


class Spellings(dict[str, int]):
    """Where on the scale each spelling of a cell belongs; the place after the last is missing.

    A file has few spellings, so each is understood once however long the file is.
    """

    def __init__(self, scale: ResponseScale) -> None:
        super().__init__()
        self.scale = scale

    def __missing__(self, cell: str) -> int:
        text = cell.strip()
        if text.lower() in NO_ANSWER:
            point = self.scale.points
        else:
            number = WHOLE_NUMBER.fullmatch(text)
            point = int(number[1]) - self.scale.low if number else -1
            if not 0 <= point < self.scale.points:
                raise NotOnScaleError(cell)
        self[cell] = point
        return point


def _count_rows(lines: TextIO, delimiter: str, *, wanted: Wanted, name: str) -> AnswerCounts:
    rows = number_rows(csv.reader(lines, delimiter=delimiter, strict=True), name)
    _number, header = next(rows)
    counted = AnswerCounts(wanted)
    together = SumsOfRows(
        wanted.scale, tuple(item in wanted.reversed_items for item in wanted.items)
    )
    for answers, group_name in read_rows(rows, header, wanted=wanted, name=name):
        group = counted.group(group_name)
        group.respondents += 1
        for counts, point in zip(group.counts, answers, strict=True):
            counts[point] += 1
        together.add(answers)
        if len(counted.groups) > MOST_GROUPS:
            raise too_many_groups(name, wanted.by or "")
    counted.sums = together.sums()
    return counted


def read_rows(
    rows: Iterator[tuple[int, list[str]]], header: Sequence[str], *, wanted: Wanted, name: str
) -> Iterator[tuple[list[int], str]]:
    """Yield for each person the place of every answer (after the last: none), and the group.

    Raises
    ------
    AnswerFileError
        A column is missing, or a row or a cell cannot be understood.
    """
    items = [find_column(header, item, name=name) for item in wanted.items]
    by = None if wanted.by is None else find_column(header, wanted.by, name=name)
    places = Spellings(wanted.scale)
    for number, row in rows:
        if len(row) != len(header):
            if any(map(str.strip, row)):
                raise wrong_width(name, number, found=len(row), expected=len(header))
            continue  # spreadsheets leave empty rows behind
        try:
            answers = [places[row[column]] for column in items]
        except NotOnScaleError as wrong:
            column = header[next(column for column in items if row[column] == wrong.cell)]
            where = where_in(name, number, column=column)
            raise not_on_scale(wrong.cell, wanted.scale, where=where) from None
        if min(answers) == wanted.scale.points and not any(map(str.strip, row)):
            continue
        yield answers, "" if by is None else row[by].strip()


def number_rows(
    reader: Iterator[list[str]], name: str, *, after: int = 0
) -> Iterator[tuple[int, list[str]]]:
    """Yield rows with the number a spreadsheet gives them: the header is row 1."""
    number = after
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            message = _(
                "{file}, row {row}: the quotation marks do not match. Correct them in this row."
            )
            raise AnswerFileError(message.format(file=name, row=number)) from None
        yield number, row


def find_column(header: Sequence[str], column: str, *, name: str) -> int:
    names = [cell.strip() for cell in header]
    if column not in names:
        message = _('{file} has no column "{column}". Its columns are {columns}.')
        raise AnswerFileError(
            message.format(file=name, column=printable(column), columns=_list_columns(names))
        )
    if names.count(column) > 1:
        message = _(
            '{file}, row 1: the column "{column}" is there more than once. '
            "Give each column its own name."
        )
        raise AnswerFileError(message.format(file=name, column=printable(column)))
    return names.index(column)


def _list_columns(names: Sequence[str]) -> str:
    listed = ", ".join(printable(name) for name in names[:MOST_COLUMNS_NAMED] if name)
    return f"{listed}, …" if len(names) > MOST_COLUMNS_NAMED else listed


# --- What can be wrong in a row -------------------------------------------------------------


def where_in(name: str, row: int, *, column: str) -> str:
    message = _("{file}, row {row}, column {column}")
    return message.format(file=name, row=row, column=printable(column.strip()))


def not_on_scale(cell: str, scale: ResponseScale, *, where: str) -> AnswerFileError:
    text = cell.strip()
    message = _(
        '{where}: "{value}" is outside the scale {low} to {high}. Correct the value, or leave '
        "the cell empty if the person did not answer."
    )
    if not WHOLE_NUMBER.fullmatch(text):
        message = _(
            '{where}: "{value}" is not a whole number from {low} to {high}. Correct the value, '
            "or leave the cell empty if the person did not answer."
        )
    return AnswerFileError(
        message.format(where=where, value=printable(text), low=scale.low, high=scale.high)
    )


def wrong_width(name: str, row: int, *, found: int, expected: int) -> AnswerFileError:
    message = _(
        "{file}, row {row}: the row has {found} cells, but row 1 names {expected} columns. "
        "Correct the row."
    )
    return AnswerFileError(message.format(file=name, row=row, found=found, expected=expected))


def too_many_groups(name: str, column: str) -> AnswerFileError:
    message = _(
        '{file}: the column "{column}" has more than {most} different values, so it does not '
        "make groups. Choose another column."
    )
    return AnswerFileError(message.format(file=name, column=printable(column), most=MOST_GROUPS))

"""A file with a table of counts: each row one cell, every column but one says which."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from samspill.foundation.documents.spreadsheets import unescape_formulas
from samspill.lab.answer_files import (
    CHUNK,
    AnswerFileError,
    find_column,
    find_delimiter,
    find_encoding,
    number_rows,
    printable,
    shown_name,
    translate_os_errors,
    wrong_width,
)

# What people write for a sum; compared without regard to capitals.
WORDS_FOR_ALL = frozenset({"all", "alle", "i alt", "sum", "total", "totalt", "*"})
# Between the names of cells that are shown together.
TOGETHER = " + "
NOT_SHOWN = ":"
PEOPLE = re.compile(r"([0-9]{1,8})(?:[.,]0*)?")

Labels = tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One row of a file: its number in the spreadsheet, its texts, and what stands as count."""

    number: int
    labels: Labels
    count: str


@dataclass(frozen=True)
class CountFile:
    """A file as it was read: nothing is understood yet but which column is the count."""

    name: str
    delimiter: str
    columns: tuple[str, ...]
    count_column: str
    # Where the count stands among the columns.
    place: int
    rows: tuple[Row, ...]

    def where(self, row: Row, column: str) -> str:
        message = _("{file}, row {row}, column {column}")
        return message.format(file=self.name, row=row.number, column=printable(column))


def read_count_file(
    path: Path,
    count: str | None,
    *,
    notify: Callable[[str], None],
    only: Sequence[str] = (),
) -> CountFile:
    """Read all rows of a file.

    Parameters
    ----------
    path : Path
        Comma, semicolon or tab between cells; UTF-8, or Windows text with a notice.
    count : str or None
        The column with the counts; None for the last.
    notify : callable
        Told what the user should know.
    only : sequence of str
        The columns to read, in this order; empty for all of them.

    Raises
    ------
    AnswerFileError
        Where the file is wrong and how to mend it.
    """
    name = shown_name(path)
    with translate_os_errors(name):
        text = path.read_text(encoding=find_encoding(path, name, notify=notify))
    delimiter = find_delimiter(text[:CHUNK])
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    rows = number_rows(reader, name)
    _number, header = next(rows)
    there = tuple(unescape_formulas(cell.strip()) for cell in header)
    columns = tuple(only) or there
    if len(columns) < 2:
        message = _("{file} has one column. A table needs at least one column besides the count.")
        raise AnswerFileError(message.format(file=name))
    places = [find_column(there, column, name=name) for column in columns]
    count = columns[-1] if count is None else count
    count_index = find_column(columns, count, name=name)
    table_rows = []
    for number, cells in rows:
        if len(cells) != len(header):
            if any(map(str.strip, cells)):
                raise wrong_width(name, number, found=len(cells), expected=len(header))
            continue  # spreadsheets leave empty rows behind
        texts = [unescape_formulas(cells[at].strip()) for at in places]
        if any(texts):
            people = texts.pop(count_index)
            table_rows.append(Row(number, tuple(texts), people))
    names = (*columns[:count_index], *columns[count_index + 1 :])
    return CountFile(name, delimiter, names, count, count_index, tuple(table_rows))


def is_word_for_all(label: str) -> bool:
    """Return whether a label marks a sum."""
    return label.casefold() in WORDS_FOR_ALL


def whole_number(source: CountFile, row: Row) -> int:
    number = PEOPLE.fullmatch(row.count.replace("\xa0", "").replace(" ", ""))
    if number is None:
        message = _(
            '{where}: "{value}" is not a number of people. Write a whole number, 0 where there '
            "is nobody."
        )
        where = source.where(row, source.count_column)
        raise AnswerFileError(message.format(where=where, value=printable(row.count)))
    return int(number[1])

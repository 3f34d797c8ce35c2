"""A file as rows of text: CSV in the encodings people have, and XLSX. Knows no framework.

What cannot be read is a `Fault`: a code with its place, which `faults` puts into words.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, count, islice
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from samspill.imports.hidden_rows import hidden_rows

MEGABYTE = 1 << 20
MOST_UNPACKED = 1024 * MEGABYTE
MOST_MEMBERS = 2000
MOST_COLUMNS = 500
MOST_ROWS = 1_100_000  # a sheet has at most 1 048 576
MOST_SHEETS = 100
LONGEST_NAME = 100  # the name of a sheet has at most 31 signs
LONGEST_CELL = 300
DELIMITERS = ";,\t|"
LOOKED_AT = 50

ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The line in which a spreadsheet names the delimiter; not one of the rows that it shows.
SEPARATOR = re.compile(r'"?sep=([;,\t|])"?(?:\r\n|\r|\n)', re.IGNORECASE)
WEB_PAGE = re.compile(rb"\s*<(?:!doctype|html|\?xml|table)", re.IGNORECASE)
INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u0000-\u0008\u000e-\u001f]")

# A row as it was read: texts from CSV; texts, numbers, days and truth values from XLSX.
Row = Sequence[object]


class Fault(Exception):  # noqa: N818  (a fault in the file, told to the user)
    """What is wrong in a file: a code, and where it stands (row and column as people count)."""

    def __init__(self, code: str, **place: Any) -> None:
        super().__init__(code)
        self.code = code
        self.place = place


@dataclass(frozen=True)
class Table:
    """The rows of one sheet, each with the number a spreadsheet gives it; read once."""

    # All the sheets there are, and the one that is read; none in a file of text.
    sheets: tuple[str, ...]
    sheet: str
    rows: Iterator[tuple[int, Row]]
    # How many rows a filter in the spreadsheet hides; they are not read.
    hidden_rows: int = 0


def open_table(data: bytes, sheet: str = "") -> Table:
    """Open a file; of several sheets the named one, or the first that has something in it.

    Raises `Fault` at once for what is no table, and while rows are read for what stands in one.
    """
    if not data.strip():
        raise Fault("empty")
    if data.startswith(OLD_OFFICE):
        raise Fault("old_or_protected")
    if data.startswith(ZIP):
        return _open_workbook(data, sheet)
    return Table((), "", _numbered(_text_rows(data)))


def clean(cell: object) -> str:
    """Return a cell as the text people see: whole numbers without decimals, blanks made alike."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    text = INVISIBLE.sub("", str(cell)[: 4 * LONGEST_CELL])
    return " ".join(text.split())[:LONGEST_CELL]


def is_filled(row: Row) -> bool:
    """Return whether anything stands in a row."""
    for cell in row:  # noqa: SIM110  (asked of every row: half the time of a generator)
        if not isinstance(cell, str) or cell.strip():
            return True
    return False


# --- XLSX -------------------------------------------------------------------------------------


def _open_workbook(data: bytes, sheet: str) -> Table:
    _check_size_unpacked(data)
    with _faults_of_workbooks():
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names, likely = _sheets(book)
        for name in [sheet] if sheet in names else likely:
            numbered = _numbered(_cells(book.get_sheet_by_name(name)))
            first = next(
                (numbered_row for numbered_row in numbered if is_filled(numbered_row[1])), None
            )
            if first is not None:
                hidden = hidden_rows(data, name)
                rows = (row for row in chain([first], numbered) if row[0] not in hidden)
                return Table(names, name, rows, len(hidden))
    raise Fault("empty")


def _sheets(book: CalamineWorkbook) -> tuple[tuple[str, ...], list[str]]:
    """Return the names of all sheets, and the order to look in: those that people see first."""
    sheets = [
        sheet
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet
        and "\0" not in sheet.name
        and len(sheet.name) <= LONGEST_NAME
    ][:MOST_SHEETS]
    seen = sorted(sheets, key=lambda sheet: sheet.visible != SheetVisibleEnum.Visible)
    return tuple(sheet.name for sheet in sheets), [sheet.name for sheet in seen]


def _cells(sheet: CalamineSheet) -> Iterator[Row]:
    """Yield the rows from the first of the sheet, each from column A: so people count them."""
    before: list[Any] = [""] * (sheet.start[1] if sheet.start else 0)
    with _faults_of_workbooks():
        for row in sheet.iter_rows():
            yield before + row if before else row


@contextmanager
def _faults_of_workbooks() -> Iterator[None]:
    """Translate what the library raises for a workbook that it cannot read."""
    try:
        yield
    except (Fault, MemoryError):
        raise
    except PasswordError as error:
        raise Fault("old_or_protected") from error
    except (CalamineError, ValueError, OSError, LookupError, OverflowError) as error:
        raise Fault("broken") from error
    except BaseException as error:
        # A panic in the library's own language stands outside of Exception.
        if type(error).__name__ == "PanicException":
            raise Fault("broken") from None
        raise


def _check_size_unpacked(data: bytes) -> None:
    """Refuse what would fill the memory, before anything is unpacked.

    A file that lies about its sizes is stopped by the memory limit of the reader's own process.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Fault("broken") from error
    if not any(member.filename.endswith(("workbook.xml", "workbook.bin")) for member in members):
        raise Fault("not_a_table")
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Fault("too_large_unpacked", most=MOST_UNPACKED // MEGABYTE)


# --- CSV --------------------------------------------------------------------------------------


def _text_rows(data: bytes) -> Iterator[Row]:
    text = _decoded(data)
    named = SEPARATOR.match(text)
    if named:
        delimiter, text = named[1], text[named.end() :]
    else:
        delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for number in count(1):
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            code = "long_cell" if "field limit" in str(error) else "quotes"
            raise Fault(code, row=number) from error
        yield row


def _decoded(data: bytes) -> str:
    """Read as UTF-8, as the Unicode text of a spreadsheet, or as Windows text."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")
    ):  # fmt: skip
        if data.startswith(mark):
            return _decode(data, encoding)
    if b"\0" in data or data.startswith((b"%PDF", b"\x89PNG", b"{\\rtf")) or WEB_PAGE.match(data):
        raise Fault("not_a_table")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(data, "cp1252")


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Fault("not_a_table") from error


def _delimiter(text: str) -> str:
    """Choose the sign that makes the most of the first rows alike, and then the most columns."""
    opening = text[: 64 * 1024].splitlines(keepends=True)

    def fit(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(islice(csv.reader(opening, delimiter=delimiter), LOOKED_AT))
        except csv.Error:
            return -1, -1
        widths = Counter(len(row) for row in rows if any(row))
        return max(((many, width) for width, many in widths.items() if width > 1), default=(0, 1))

    return max(DELIMITERS, key=fit)


# --- Both -------------------------------------------------------------------------------------


def _numbered(rows: Iterator[Row]) -> Iterator[tuple[int, Row]]:
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise Fault("too_many_rows", most=MOST_ROWS)
        if len(row) > MOST_COLUMNS and is_filled(row[MOST_COLUMNS:]):
            raise Fault("too_many_columns", row=number, most=MOST_COLUMNS)
        yield number, row[:MOST_COLUMNS]

"""A file of answers of any size, counted piece by piece: CSV or Parquet, read by polars.

A piece that polars takes as whole numbers goes the fast way. One with other spellings (`NA`, `3,0`)
has each spelling understood once. Whatever is still not plain is read row by row as `samspill
analyse` does it, which knows where a file is wrong and how to mend it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np
import numpy.typing as npt
from django.utils.translation import gettext as _

from samspill.science.adding import Codes
from samspill.science.score_tables import Places, ScaleCounts
from samspill.site.answer_files import (
    CHUNK,
    MOST_GROUPS,
    AnswerFileError,
    NotOnScaleError,
    Spellings,
    Wanted,
    find_column,
    find_delimiter,
    find_encoding,
    not_on_scale,
    number_rows,
    read_rows,
    shown_name,
    told_where,
    too_many_groups,
    where_in,
)

if TYPE_CHECKING:
    import polars

# What is held at a time, beside as much again for what is made of it.
PIECE_BYTES = 16 * 1024 * 1024
PIECE_ROWS = 2**18
PARQUET_MARK = b"PAR1"
# A column with more spellings than this is not one of answers.
MOST_SPELLINGS = 10_000
# Ends of rows that are tried, where a cell may hold new lines.
MOST_ENDS = 20
# A row longer than so many pieces is no row, but a quotation mark too many.
MOST_PIECES = 4
QUOTE = ord('"')

Notify = Callable[[str], None]
Show = Callable[[float], None]


@dataclass(frozen=True)
class Piece:
    """Some people: where each answer stands, and their groups as codes; and the share read so far.

    `places` has shape (n_respondents, n_items); see `ScaleCounts.from_places`.
    """

    places: Places
    codes: Codes
    share: float


class Groups:
    """Gives every group a code, in the order they are met; the empty name is for the unsaid."""

    def __init__(self, name: str, by: str | None) -> None:
        self.name = name
        self.by = by
        self._codes: dict[str, int] = {"": 0}

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(self._codes)

    def code(self, group: str) -> int:
        code = self._codes.setdefault(group, len(self._codes))
        if code > MOST_GROUPS:
            raise too_many_groups(self.name, self.by or "")
        return code

    def codes(self, column: polars.Series) -> Codes:
        """Return the code of every cell; each spelling is looked at once."""
        import polars as pl  # noqa: PLC0415

        spellings = column.unique()
        found = [self.code(_group_name(one)) for one in spellings.to_list()]
        codes = column.replace_strict(spellings, found, return_dtype=pl.Int32)
        return codes.to_numpy().astype(np.intp)


def count_file(
    path: Path, wanted: Wanted, *, notify: Notify, show: Show, piece_bytes: int = PIECE_BYTES
) -> ScaleCounts:
    """Count a file of answers; one row is one person.

    Parameters
    ----------
    path : Path
        CSV, whose first row names the columns, or Parquet.
    wanted : Wanted
        Which columns, on which scale, by which groups.
    notify : callable
        Is told in a sentence how the file was taken, where that may surprise.
    show : callable
        Is told the share that has been counted, 0 to 1.
    piece_bytes : int
        How much of a CSV file is held at a time; the counts do not depend on it.

    Raises
    ------
    AnswerFileError
        The file cannot be read as answers on the scale. The sentence says where, and how to
        mend it.
    """
    name = shown_name(path)
    groups = Groups(name, wanted.by)
    with told_where(name):
        with path.open("rb") as source:
            is_parquet = source.read(len(PARQUET_MARK)) == PARQUET_MARK
        if is_parquet:
            pieces = _parquet_pieces(path, wanted, groups)
        else:
            encoding = find_encoding(path, name, notify=notify)
            pieces = CsvFile(path, wanted, groups, encoding).pieces(piece_bytes)
        nobody = np.zeros((0, len(wanted.items)), dtype=np.int8)
        counts = _count(Piece(nobody, np.zeros(0, dtype=np.intp), 0.0), groups, wanted)
        for piece in pieces:
            counts += _count(piece, groups, wanted)
            show(piece.share)
    return counts


def _count(piece: Piece, groups: Groups, wanted: Wanted) -> ScaleCounts:
    return ScaleCounts.from_places(
        piece.places, piece.codes, labels=groups.labels, scale=wanted.scale
    )


def _group_name(cell: Any) -> str:
    if cell is None:
        return ""
    # A column of numbers becomes one of decimals where somebody has no number.
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell != cell else str(cell).strip()  # noqa: PLR0124 - not a number


def _turn(places: Places, wanted: Wanted) -> Places:
    """Turn the turned items; a missing answer stays missing."""
    points = wanted.scale.points
    for item, name in enumerate(wanted.items):
        if name in wanted.reversed_items:
            own = places[:, item]
            places[:, item] = np.where(own < points, points - 1 - own, own)
    return places


# --- CSV ------------------------------------------------------------------------------------


class _NotPlainError(Exception):
    """A piece cannot be read this way; never seen by anyone."""


class CsvFile:
    """A CSV file whose columns have been found."""

    def __init__(self, path: Path, wanted: Wanted, groups: Groups, encoding: str) -> None:
        self.path = path
        self.wanted = wanted
        self.groups = groups
        self.encoding = encoding
        self.size = path.stat().st_size
        with path.open(encoding=encoding, newline="") as lines:
            opening = lines.read(CHUNK)
        self.delimiter = find_delimiter(opening, wanted)
        self.newline = b"\n" if "\n" in opening else b"\r"
        # Where numbers are spelt in more ways than one, later pieces begin with what worked.
        self.ways = [self._as_numbers, self._as_spellings]
        self.rows_read = 1
        self.header: list[str] = []

    def pieces(self, piece_bytes: int) -> Iterator[Piece]:
        read = 0
        with self.path.open("rb") as source:
            for cut in _cut(source, self.newline, piece_bytes):
                read += len(cut)
                rows = cut if self.header else self._take_header(cut)
                if rows:
                    places, codes = self._read(rows)
                    yield Piece(_turn(places, self.wanted), codes, read / self.size)

    def _take_header(self, cut: bytes) -> bytes:
        end = _first_end(cut, self.newline)
        # Only the beginning of a file has a mark; and rows must not lose one that is their own.
        text = cut[:end].decode(self.encoding)
        self.encoding = self.encoding.removesuffix("-sig")
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter, strict=True)
        _number, self.header = next(number_rows(rows, self.groups.name))
        for column in self.wanted.columns:
            find_column(self.header, column, name=self.groups.name)
        return cut[end:]

    def _read(self, rows: bytes) -> tuple[Places, Codes]:
        while self.ways:
            try:
                return self.ways[0](rows)
            except _NotPlainError:
                if len(self.ways) == 1:
                    break
                self.ways.pop(0)
        return self._row_by_row(rows)

    def _as_numbers(self, rows: bytes) -> tuple[Places, Codes]:
        import polars as pl  # noqa: PLC0415

        scale = self.wanted.scale
        frame = self._frame(rows, pl.Int8 if max(-scale.low, scale.high) < 100 else pl.Int16)
        items = frame.columns[: len(self.wanted.items)]
        for low, high in zip(
            frame.select(pl.col(items).min()).row(0),
            frame.select(pl.col(items).max()).row(0),
            strict=True,
        ):
            if low is not None and not scale.low <= low <= high <= scale.high:
                raise _NotPlainError
        places = frame.select(
            (pl.col(items) - scale.low).fill_null(scale.points).cast(pl.Int8)
        ).to_numpy(order="c", writable=True)
        return places, self._codes(frame)

    def _as_spellings(self, rows: bytes) -> tuple[Places, Codes]:
        import polars as pl  # noqa: PLC0415

        frame = self._frame(rows, pl.String)
        try:
            columns = [
                _understand(frame.to_series(place), Spellings(self.wanted.scale))
                for place in range(len(self.wanted.items))
            ]
        except NotOnScaleError as wrong:
            raise _NotPlainError from wrong
        return np.stack(columns, axis=1), self._codes(frame)

    def _frame(self, rows: bytes, kind: Any) -> polars.DataFrame:
        """Read the wanted columns, items first, if every row is as wide as the header."""
        import polars as pl  # noqa: PLC0415

        if self.encoding != "utf-8":
            rows = rows.decode(self.encoding).encode()
        if self.newline == b"\r":
            rows = rows.replace(b"\r", b"\n")
        names = [f"column_{place}" for place in range(1, len(self.header) + 1)]
        places = [
            find_column(self.header, column, name=self.groups.name)
            for column in self.wanted.columns
        ]
        columns = [names[place] for place in places]
        kinds = dict.fromkeys(names, pl.String) | dict.fromkeys(
            columns[: len(self.wanted.items)], kind
        )
        try:
            frame = pl.read_csv(
                rows,
                has_header=False,
                separator=self.delimiter,
                schema=kinds,
                columns=columns,
            )
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as fault:
            raise _NotPlainError from fault
        if not _is_regular(rows, self.delimiter, rows=frame.height, columns=len(names)):
            raise _NotPlainError
        self.rows_read += frame.height
        return frame.select(columns)

    def _codes(self, frame: polars.DataFrame) -> Codes:
        if self.wanted.by is None:
            return np.zeros(frame.height, dtype=np.intp)
        return self.groups.codes(frame.to_series(len(self.wanted.items)))

    def _row_by_row(self, rows: bytes) -> tuple[Places, Codes]:
        text = io.StringIO(rows.decode(self.encoding), newline="")
        reader = csv.reader(text, delimiter=self.delimiter, strict=True)
        numbered = number_rows(self._counted(reader), self.groups.name, after=self.rows_read)
        found = list(read_rows(numbered, self.header, wanted=self.wanted, name=self.groups.name))
        places = np.array([answers for answers, _group in found], dtype=np.int8)
        codes = np.array([self.groups.code(group) for _answers, group in found], dtype=np.intp)
        return places.reshape(-1, len(self.wanted.items)), codes

    def _counted(self, reader: Iterator[list[str]]) -> Iterator[list[str]]:
        for row in reader:
            self.rows_read += 1
            yield row


def _cut(source: BinaryIO, newline: bytes, piece_bytes: int) -> Iterator[bytes]:
    """Cut a file at ends of rows: where a new line stands outside quotation marks."""
    rest = b""
    while chunk := source.read(piece_bytes):
        rest += chunk
        end = _last_end(rest, newline)
        if end or len(rest) > MOST_PIECES * max(piece_bytes, CHUNK):
            end = end or len(rest)
            yield rest[:end]
            rest = rest[end:]
    if rest:
        yield rest


def _last_end(rows: bytes, newline: bytes) -> int:
    end = len(rows)
    for _try in range(MOST_ENDS):
        end = rows.rfind(newline, 0, end) + 1
        if not end or rows.count(b'"', 0, end) % 2 == 0:
            return end
        end -= 1
    return 0


def _first_end(rows: bytes, newline: bytes) -> int:
    end = 0
    while found := rows.find(newline, end) + 1:
        end = found
        if rows.count(b'"', 0, end) % 2 == 0:
            return end
    return len(rows)


def _is_regular(text: bytes, delimiter: str, *, rows: int, columns: int) -> bool:
    """Whether every row has as many cells as the header; polars takes shorter ones silently."""
    if text.count(b"\r") != text.count(b"\r\n"):
        return False
    signs = np.frombuffer(text, dtype=np.uint8)
    between = signs == ord(delimiter)
    if b'"' in text:
        is_inside = np.cumsum(signs == QUOTE, dtype=np.uint8) & 1
        between &= is_inside == 0
    return int(np.count_nonzero(between)) == rows * (columns - 1)


def _understand(column: polars.Series, spellings: Spellings) -> npt.NDArray[np.int8]:
    """Return where on the scale every cell of text stands; each spelling is understood once."""
    import polars as pl  # noqa: PLC0415

    cells = column.fill_null("")
    found = cells.unique()
    if len(found) > MOST_SPELLINGS:
        raise NotOnScaleError(str(found[0]))
    places = [spellings[cell] for cell in found.to_list()]
    return cells.replace_strict(found, places, return_dtype=pl.Int8).to_numpy()


# --- Parquet --------------------------------------------------------------------------------


def _parquet_pieces(path: Path, wanted: Wanted, groups: Groups) -> Iterator[Piece]:
    import polars as pl  # noqa: PLC0415

    try:
        table = pl.scan_parquet(path, glob=False)
        names = table.collect_schema().names()
        columns = [names[find_column(names, column, name=groups.name)] for column in wanted.columns]
        rows = table.select(pl.len()).collect().item()
        for start in range(0, rows, PIECE_ROWS):
            frame = table.select(columns).slice(start, PIECE_ROWS).collect()
            places = np.stack(
                [
                    _places_of(frame.to_series(place), wanted, name=groups.name, before=start)
                    for place in range(len(wanted.items))
                ],
                axis=1,
            )
            by = None if wanted.by is None else frame.to_series(len(wanted.items))
            codes = np.zeros(len(places), dtype=np.intp) if by is None else groups.codes(by)
            yield Piece(_turn(places, wanted), codes, (start + len(places)) / rows)
    except pl.exceptions.PolarsError as fault:
        message = _("{file} is not a whole Parquet file. Save it again, or save it as CSV.")
        raise AnswerFileError(message.format(file=groups.name)) from fault


def _places_of(
    column: polars.Series, wanted: Wanted, *, name: str, before: int
) -> npt.NDArray[np.int8]:
    """Return where on the scale every cell stands; `before` rows have been read already."""
    import polars as pl  # noqa: PLC0415

    scale = wanted.scale
    if column.dtype.is_numeric():
        numbers = column.fill_nan(None) if column.dtype.is_float() else column
        is_wrong = ~numbers.is_between(scale.low, scale.high) | (numbers % 1 != 0)
        wrong = is_wrong.fill_null(value=False).arg_max() if is_wrong.any() else None
        if wrong is None:
            places = numbers.cast(pl.Int16) - scale.low
            return places.fill_null(scale.points).cast(pl.Int8).to_numpy()
    else:
        cells = column.cast(pl.String)
        try:
            return _understand(cells, Spellings(scale))
        except NotOnScaleError as found:
            wrong = (cells == found.cell).arg_max()
    cell = str(column[wrong or 0])
    where = where_in(name, before + (wrong or 0) + 1, column=column.name)
    raise not_on_scale(cell, scale, where=where)

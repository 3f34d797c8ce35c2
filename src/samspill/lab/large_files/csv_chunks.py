"""A CSV file of any size, read piece by piece by polars.

A piece that polars takes as whole numbers goes the fast way. One with other spellings (`NA`, `3,0`)
has each spelling understood once. Whatever is still not plain is read row by row as `samspill
analyse` does it, which knows where a file is wrong and how to mend it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import polars as pl

from samspill.lab.answer_files import (
    CHUNK,
    NotOnScaleError,
    Spellings,
    Wanted,
    find_column,
    find_delimiter,
    number_rows,
    read_rows,
)
from samspill.lab.large_files.chunks import Groups, Piece, turn, understand_cells
from samspill.lab.statistics.accumulation import Codes
from samspill.lab.statistics.score_tables import Places

# What is held at a time, beside as much again for what is made of it.
PIECE_BYTES = 8 * 1024 * 1024
# Ends of rows that are tried, where a cell may hold new lines.
MOST_ENDS = 20
# What stands between quotation marks is never so many pieces long.
MOST_PIECES = 4
QUOTE = ord('"')


class _NotPlainError(Exception):
    """A piece cannot be read this way: the next way is tried."""


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
        self.delimiter = find_delimiter(opening, wanted.columns)
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
                    yield Piece(turn(places, self.wanted), codes, read / self.size)

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
                chunk = self.ways[0](rows)
            except _NotPlainError:
                if len(self.ways) == 1:
                    break
                self.ways.pop(0)
            else:
                self.rows_read += len(chunk[0])
                return chunk
        return self._row_by_row(rows)

    def _as_numbers(self, rows: bytes) -> tuple[Places, Codes]:
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
        frame = self._frame(rows, pl.String)
        try:
            columns = [
                understand_cells(frame.to_series(item), Spellings(self.wanted.scale))
                for item in range(len(self.wanted.items))
            ]
        except NotOnScaleError as wrong:
            raise _NotPlainError from wrong
        return np.stack(columns, axis=1), self._codes(frame)

    def _frame(self, rows: bytes, kind: Any) -> pl.DataFrame:
        """Read the wanted columns, items first, if every row is as wide as the header."""
        if self.encoding != "utf-8":
            rows = rows.decode(self.encoding).encode()
        if self.newline == b"\r":
            rows = rows.replace(b"\r", b"\n")
        names = [f"column_{number}" for number in range(1, len(self.header) + 1)]
        places = [
            find_column(self.header, column, name=self.groups.name)
            for column in self.wanted.columns
        ]
        columns = [names[number] for number in places]
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
        return frame.select(columns)

    def _codes(self, frame: pl.DataFrame) -> Codes:
        if self.wanted.by is None:
            return np.zeros(frame.height, dtype=np.intp)
        return self.groups.codes(frame.to_series(len(self.wanted.items)))

    def _row_by_row(self, rows: bytes) -> tuple[Places, Codes]:
        text = io.StringIO(rows.decode(self.encoding), newline="")
        reader = csv.reader(text, delimiter=self.delimiter, strict=True)
        numbered = number_rows(self._counted(reader), self.groups.name, after=self.rows_read)
        people = list(read_rows(numbered, self.header, wanted=self.wanted, name=self.groups.name))
        places = np.array([answers for answers, _group in people], dtype=np.int8)
        codes = np.array([self.groups.code(group) for _answers, group in people], dtype=np.intp)
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
        if not end and len(rest) > MOST_PIECES * max(piece_bytes, CHUNK):
            # No cell is that long, so the quotation mark stands inside one, as in 5" pipe.
            end = rest.rfind(newline) + 1 or len(rest)
        if end:
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
    while next_end := rows.find(newline, end) + 1:
        end = next_end
        if rows.count(b'"', 0, end) % 2 == 0:
            return end
    return len(rows)


def _is_regular(text: bytes, delimiter: str, *, rows: int, columns: int) -> bool:
    """Return whether every row is as wide as the header; polars takes shorter ones silently."""
    if text.count(b"\r") != text.count(b"\r\n"):
        return False
    signs = np.frombuffer(text, dtype=np.uint8)
    between = signs == ord(delimiter)
    if b'"' in text:
        is_inside = np.cumsum(signs == QUOTE, dtype=np.uint8) & 1
        between &= is_inside == 0
    return int(np.count_nonzero(between)) == rows * (columns - 1)

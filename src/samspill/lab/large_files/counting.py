"""A file of answers of any size, counted piece by piece: CSV or Parquet, read by polars."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from samspill.lab.answer_files import Wanted, find_encoding, shown_name, translate_os_errors
from samspill.lab.large_files.chunks import Groups, Piece
from samspill.lab.large_files.csv_chunks import PIECE_BYTES, CsvFile
from samspill.lab.large_files.parquet_chunks import PARQUET_MARK, parquet_pieces
from samspill.lab.statistics.score_tables import ScaleCounts


def count_file(
    path: Path,
    wanted: Wanted,
    *,
    notify: Callable[[str], None],
    show: Callable[[float], None],
    piece_bytes: int = PIECE_BYTES,
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
    with translate_os_errors(name):
        with path.open("rb") as source:
            is_parquet = source.read(len(PARQUET_MARK)) == PARQUET_MARK
        if is_parquet:
            pieces = parquet_pieces(path, wanted, groups)
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

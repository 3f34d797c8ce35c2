"""A Parquet file of any size, read piece by piece by polars."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
from django.utils.translation import gettext as _

from samspill.lab.answer_files import (
    AnswerFileError,
    NotOnScaleError,
    Spellings,
    Wanted,
    find_column,
    not_on_scale,
    where_in,
)
from samspill.lab.large_files.chunks import Groups, Piece, turn, understand_cells

PIECE_ROWS = 2**18
PARQUET_MARK = b"PAR1"


def parquet_pieces(path: Path, wanted: Wanted, groups: Groups) -> Iterator[Piece]:
    try:
        table = pl.scan_parquet(path, glob=False)
        names = table.collect_schema().names()
        columns = [names[find_column(names, column, name=groups.name)] for column in wanted.columns]
        rows = table.select(pl.len()).collect().item()
        for start in range(0, rows, PIECE_ROWS):
            frame = table.select(columns).slice(start, PIECE_ROWS).collect()
            places = np.stack(
                [
                    _places_of(frame.to_series(item), wanted, name=groups.name, before=start)
                    for item in range(len(wanted.items))
                ],
                axis=1,
            )
            by = None if wanted.by is None else frame.to_series(len(wanted.items))
            codes = np.zeros(len(places), dtype=np.intp) if by is None else groups.codes(by)
            yield Piece(turn(places, wanted), codes, (start + len(places)) / rows)
    except pl.exceptions.PolarsError as fault:
        message = _("{file} is not a whole Parquet file. Save it again, or save it as CSV.")
        raise AnswerFileError(message.format(file=groups.name)) from fault


def _places_of(
    column: pl.Series, wanted: Wanted, *, name: str, before: int
) -> npt.NDArray[np.int8]:
    """Return where on the scale every cell stands; `before` rows have been read already."""
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
            return understand_cells(cells, Spellings(scale))
        except NotOnScaleError as found:
            wrong = (cells == found.cell).arg_max()
    cell = str(column[wrong or 0])
    where = where_in(name, before + (wrong or 0) + 1, column=column.name)
    raise not_on_scale(cell, scale, where=where)

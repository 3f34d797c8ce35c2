"""Read what has been shown of a table before, as `samspill protect` wrote it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from django.utils.translation import gettext as _

from samspill.lab.answer_files import AnswerFileError
from samspill.lab.count_files import NOT_SHOWN, read_count_file, whole_number
from samspill.lab.count_tables import CountTable, find_cells
from samspill.lab.protection.cubes import PublishedTable, Sum
from samspill.lab.protection.earlier_tables import (
    EarlierRound,
    NothingFitsError,
    filled_in,
    perhaps_same,
)


def read_earlier(
    paths: Sequence[Path], table: CountTable, *, notify: Callable[[str], None]
) -> list[EarlierRound]:
    """Read the earlier rounds of a table, the first first; their counts are not known.

    Raises
    ------
    AnswerFileError
        A file has other columns or other cells than the table, or does not add up.
    """
    if not paths:
        return []
    shown = [_read_shown(path, table, notify=notify) for path in paths]
    following = [*shown[1:], PublishedTable(table.cube, table.counts)]
    return [
        EarlierRound(before, None, perhaps_same(before, after))
        for before, after in zip(shown, following, strict=True)
    ]


def _read_shown(path: Path, table: CountTable, *, notify: Callable[[str], None]) -> PublishedTable:
    ours = table.source
    columns = [*ours.columns[: ours.place], ours.count_column, *ours.columns[ours.place :]]
    source = read_count_file(path, ours.count_column, notify=notify, only=columns)
    values = np.full(table.cube.n_cells, -1, dtype=np.int64)
    told: list[Sum] = []
    for row in source.rows:
        cells = find_cells(source, row, table.chains, table.cube)
        if row.count in ("", NOT_SHOWN):
            continue
        people = whole_number(source, row)
        if len(cells) == 1:
            values[cells[0]] = people
        else:
            told.append((tuple(sorted(cells)), people))
    try:
        return filled_in(PublishedTable(table.cube, values, tuple(told)))
    except NothingFitsError:
        message = _("{file} does not add up. Give it as it was shown.")
        raise AnswerFileError(message.format(file=source.name)) from None

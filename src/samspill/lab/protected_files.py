"""Write a protected table, and read what has been written of it before.

Written are the rows it came with, then the cells and totals they leave out.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

import numpy as np
from django.utils.translation import gettext as _

from samspill.foundation.documents.spreadsheets import escape_formulas
from samspill.lab.answer_files import AnswerFileError, printable
from samspill.lab.count_files import (
    NOT_SHOWN,
    TOGETHER,
    is_word_for_all,
    read_count_file,
    whole_number,
)
from samspill.lab.count_tables import CountTable, find_cells
from samspill.lab.protection.cubes import TOTAL, PublishedTable, Sum
from samspill.lab.protection.earlier_tables import (
    EarlierRound,
    NothingFitsError,
    filled_in,
    perhaps_same,
)
from samspill.lab.protection.table_protection import ProtectedTable


def write_protected(path: Path, table: CountTable, protected: ProtectedTable) -> None:
    """Write all of the file, or nothing.

    Raises
    ------
    AnswerFileError
        The folder or the disk does not take it.
    """
    try:
        handle, beside = tempfile.mkstemp(prefix=".samspill-protect-", dir=path.parent)
        try:
            os.chmod(beside, 0o666 & ~_mask())
            with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as lines:
                _write_rows(lines, table, protected)
                lines.flush()
                os.fsync(lines.fileno())
            os.replace(beside, path)
        except BaseException:
            os.unlink(beside)
            raise
    except OSError as error:
        message = _("{file} cannot be written ({reason}). Choose another folder.")
        raise AnswerFileError(
            message.format(file=printable(path.name), reason=error.strerror)
        ) from None


def _mask() -> int:
    """Ask which rights new files do not get here; asking is only possible by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _write_rows(lines: TextIO, table: CountTable, protected: ProtectedTable) -> None:
    source = table.source
    writer = csv.writer(lines, delimiter=source.delimiter)

    def write(labels: Sequence[str], count: str, why: str) -> None:
        row = [*labels[: source.place], count, *labels[source.place :], why]
        writer.writerow([escape_formulas(text) for text in row])

    write(source.columns, source.count_column, _("Why not"))
    values = protected.published.values
    words = [label for row in source.rows for label in row.labels if is_word_for_all(label)]
    word = words[0] if words else _("All")
    together = {cell: cells for cells, _people in protected.merged for cell in cells}

    def write_cell(cell: int, labels: Sequence[str]) -> None:
        if values[cell] >= 0:
            write(labels, str(values[cell]), "")
        elif cell in together:
            _labels, name = joined_labels(table, together[cell], word=word)
            why = _('Shown together with others, as "{name}".').format(name=name)
            write(labels, NOT_SHOWN, why)
        else:
            write(labels, NOT_SHOWN, _("Not shown, so that nobody in a small cell can be found."))

    for row, cell in zip(source.rows, table.cells, strict=True):
        write_cell(cell, row.labels)
    for cells, people in protected.merged:
        labels, _name = joined_labels(table, cells, word=word)
        write(labels, str(people), "")
    there = set(table.cells)
    for cell, nodes in enumerate(table.nodes):
        if cell not in there:
            write_cell(cell, labels_of(table, nodes, word=word))


def labels_of(table: CountTable, nodes: Sequence[str], *, word: str) -> list[str]:
    """Write a cell as the texts of a row; `word` stands where it is summed over a column."""
    labels = [word] * len(table.source.columns)
    for chain, part in zip(table.chains, nodes, strict=True):
        node = part
        while node != TOTAL:
            level, label = node.split(":", 1)
            labels[chain.places[int(level)]] = label
            node = chain.above[node]
    return labels


def joined_labels(table: CountTable, cells: Sequence[int], *, word: str) -> tuple[list[str], str]:
    """Write cells that are shown together as the texts of one row, and name what is joined."""
    rows = [labels_of(table, table.nodes[cell], word=word) for cell in cells]
    joined = [TOGETHER.join(dict.fromkeys(labels)) for labels in zip(*rows, strict=True)]
    names = [text for text, first in zip(joined, rows[0], strict=True) if text != first]
    return joined, names[0]


# --- What has been shown before ---------------------------------------------------------------


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
    sums: list[Sum] = []
    for row in source.rows:
        cells = find_cells(source, row, table.chains, table.cube)
        if row.count in ("", NOT_SHOWN):
            continue
        people = whole_number(source, row)
        if len(cells) == 1:
            values[cells[0]] = people
        else:
            sums.append((tuple(sorted(cells)), people))
    try:
        return filled_in(PublishedTable(table.cube, values, tuple(sums)))
    except NothingFitsError:
        message = _("{file} does not add up. Give it as it was shown.")
        raise AnswerFileError(message.format(file=source.name)) from None

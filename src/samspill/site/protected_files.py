"""Write a protected table: the rows it came with, then the cells and totals they leave out."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from samspill.foundation.documents.spreadsheets import escape_formulas
from samspill.science.protection import ProtectedTable
from samspill.science.tables import TOTAL
from samspill.site.answer_files import AnswerFileError, printable
from samspill.site.count_files import NOT_SHOWN, CountTable, is_word_for_all


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


def _write_rows(lines: TextIO, table: CountTable, protected: ProtectedTable) -> None:
    source = table.source
    writer = csv.writer(lines, delimiter=source.delimiter)

    def write(labels: Sequence[str], count: str, why: str) -> None:
        row = [*labels[: source.place], count, *labels[source.place :], why]
        writer.writerow([escape_formulas(text) for text in row])

    write(source.columns, source.count_column, _("Why not"))
    values = protected.published.values
    why = _("Not shown, so that nobody in a small cell can be found.")
    for cell, labels in _rows(table):
        if values[cell] < 0:
            write(labels, NOT_SHOWN, why)
        else:
            write(labels, str(values[cell]), "")


def _rows(table: CountTable) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield every cell with its labels: the rows of the file first, as they stood there."""
    for row, cell in zip(table.source.rows, table.cells, strict=True):
        yield cell, row.labels
    there = set(table.cells)
    words = [label for row in table.source.rows for label in row.labels if is_word_for_all(label)]
    word = words[0] if words else _("All")
    for cell, nodes in enumerate(table.cube.labels()):
        if cell not in there:
            yield cell, labels_of(table, nodes, word=word)


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

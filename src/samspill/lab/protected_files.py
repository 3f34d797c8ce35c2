"""Write a protected table: the rows it came with, then the cells and totals they leave out."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from samspill.foundation.documents.spreadsheets import escape_formulas
from samspill.lab.answer_files import AnswerFileError, printable
from samspill.lab.count_files import NOT_SHOWN, TOGETHER, is_word_for_all
from samspill.lab.count_tables import CountTable
from samspill.lab.protection.cubes import TOTAL
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

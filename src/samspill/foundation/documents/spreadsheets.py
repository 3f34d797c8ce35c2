"""Rows of text and numbers as CSV that a spreadsheet opens, and in which no text is a formula.

CSV injection: a spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` as a formula, also
when somebody wrote it as a name or a statement, and a formula can send what stands beside it
elsewhere. The rule, in both directions:

- Written, a text gets one apostrophe before such a sign: where the cell begins, and after
  everything that another program may take as the beginning of a cell (`,` `;` `|` `"`, a
  tabulator, a new line). White space and signs that are not seen do not hide it; full-width,
  small and raised signs count as the sign.
- Read, one apostrophe is taken away in the same places. Every text comes back as it was, also one
  that had apostrophes there already.

Numbers are written as numbers, minus and all, with the decimal comma of Norwegian spreadsheets.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

Cell = str | int | float | Decimal | None

DELIMITER = ";"


# Every sign that is one of `=`, `+`, `-` and `@` when it is written plainly, and so for the minus
# of Norwegian keyboards and spreadsheets, which is a sign of its own.
FORMULA_SIGNS = (
    "+-=@\u2212"
    "\u207a\u207b\u207c\u208a\u208b\u208c\ufb29"
    "\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
)
_BREAKS = ',;|"\t\r\n'
# White space, control signs, and signs without width.
_UNSEEN = "\\s\x00-\x1f\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff"
_RUN = f"[{_UNSEEN}{_BREAKS}]"
# Each sign of a text is looked at once, however long the text: nothing here is tried again.
_BEFORE_A_SIGN = re.compile(
    rf"(?P<run>(?<!{_RUN}){_RUN}++|(?<!{_RUN})(?<!'))(?P<marks>'*+)(?=[{re.escape(FORMULA_SIGNS)}])"
)
# A tabulator or a new line first in a cell is itself taken away, or ends it.
_BEFORE_A_BREAK = re.compile(r"\A(?P<run>)(?P<marks>'*+)(?=[\t\r\n])")
_HALF = re.compile("[\ud800-\udfff]")


def escape_formulas(text: str) -> str:
    """Return a text as it is written in a cell: nothing in it begins a formula."""

    def with_one_more(match: re.Match[str]) -> str:
        return f"{match['run']}'{match['marks']}" if _begins_a_cell(match) else match[0]

    return _BEFORE_A_BREAK.sub(with_one_more, _BEFORE_A_SIGN.sub(with_one_more, text))


def unescape_formulas(cell: str) -> str:
    """Return the text that was written in a cell by `escape_formulas`."""

    def with_one_less(match: re.Match[str]) -> str:
        return match["run"] + match["marks"][1:] if _begins_a_cell(match) else match[0]

    return _BEFORE_A_SIGN.sub(with_one_less, _BEFORE_A_BREAK.sub(with_one_less, cell))


def _begins_a_cell(match: re.Match[str]) -> bool:
    return match.start() == 0 or any(sign in _BREAKS for sign in match["run"])


def write_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write rows as Norwegian Excel reads them: UTF-8 with its mark, semicolons between.

    Missing cells (None) are empty. Half a pair of signs, which is no text, becomes U+FFFD.

    Raises
    ------
    ValueError
        A number that is none: infinite, or not a number.
    TypeError
        A cell that is neither text nor number.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=DELIMITER)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return _HALF.sub("\ufffd", out.getvalue()).encode("utf-8-sig")


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return escape_formulas(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        message = f"a cell holds text or a number, not {type(cell).__name__}"
        raise TypeError(message)
    if not math.isfinite(cell):
        message = f"{cell} cannot be written in a spreadsheet"
        raise ValueError(message)
    return f"{Decimal(str(cell)):f}".replace(".", ",")

"""What is written for a spreadsheet is never a formula there, and comes back as it was."""

from __future__ import annotations

import csv
import io
import re
import sys
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.csv_files import read_csv

from samspill.foundation.documents.spreadsheets import (
    FORMULA_SIGNS,
    escape_formulas,
    unescape_formulas,
    write_csv,
)

# Much of what matters, so that it is met often, and any other text that can be written.
TEXTS = st.one_of(
    st.text(st.sampled_from("=+-@＝－−';,|\t\r\n\" \xa0\u200b\ufeffx1\x00"), max_size=12),
    st.text(st.characters(exclude_categories=["Cs"])),
)
HIDDEN = ("Cc", "Zs", "Zl", "Zp")
NO_WIDTH = "\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff"
FORMULAS = [
    '=HYPERLINK("http://elsewhere.example";"Se her")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\xa0\u200b\ufeff=1+1",
    "\x00=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "−1",
    "＠SUM(A1)",
    "﹦1+1",
    "=cmd|' /C calc'!A0",
    '";=1+1',
    '","=1+1',
    "x,=1+1",
    "x;\t=1+1",
    "x\r\n=1+1",
]


def begins_a_formula(cell: str) -> bool:
    """Read a cell as the most willing spreadsheet does: what is not seen does not count."""
    seen = [one for one in cell if unicodedata.category(one) not in HIDDEN and one not in NO_WIDTH]
    first = unicodedata.normalize("NFKC", "".join(seen[:1]))
    return first in ("=", "+", "-", "@", "−") or cell.startswith(("\t", "\r", "\n"))


def cells_as_read_by(content: bytes, delimiter: str) -> list[str]:
    lines = io.StringIO(content.decode("utf-8-sig"), newline="")
    return [cell for row in csv.reader(lines, delimiter=delimiter) for cell in row]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_text_and_comes_back(text: str) -> None:
    written = escape_formulas(text)
    assert written != text
    assert not begins_a_formula(written)
    assert unescape_formulas(written) == text


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=4), max_size=4))
def test_every_text_comes_back_as_it_was(rows: list[list[str]]) -> None:
    assert read_csv(write_csv(rows)) == rows


@given(TEXTS)
def test_no_cell_begins_a_formula(text: str) -> None:
    for cell in cells_as_read_by(write_csv([[text]]), ";"):
        assert not begins_a_formula(cell)


@given(TEXTS)
def test_nothing_after_what_may_divide_cells_begins_a_formula(text: str) -> None:
    """As when a program divides the file elsewhere than we do."""
    for part in re.split('[,;|"\t\r\n]', escape_formulas(text)):
        assert not begins_a_formula(part)


@pytest.mark.parametrize("delimiter", [",", "\t", "|"])
def test_a_spreadsheet_that_expects_another_delimiter_finds_no_formula(delimiter: str) -> None:
    content = write_csv([[text, f"x{delimiter}=1+1"] for text in FORMULAS])
    assert not [one for one in cells_as_read_by(content, delimiter) if begins_a_formula(one)]


@pytest.mark.parametrize(
    "text", ["", "Møte", "Nord-Fron", "a@b.no", "2027-01-01", "'tis", "O'Neil", "1 + 1 = 2", "🦜"]
)
def test_ordinary_text_is_written_as_it_is(text: str) -> None:
    assert escape_formulas(text) == text
    assert unescape_formulas(text) == text


def test_apostrophes_that_were_there_stay() -> None:
    for text in ("'=1", "''=1", "'\t=1", "'Møte", "''"):
        assert unescape_formulas(escape_formulas(text)) == text


@pytest.mark.parametrize("sign", ["\t", "'", " ", "'\t", '"', "=", ",'", " '"])
def test_a_long_text_is_read_once(sign: str) -> None:
    """Trying again from every sign of it would take hours."""
    text = sign * 200_000 + "x"
    assert unescape_formulas(escape_formulas(text)) == text


def test_every_way_to_write_a_sign_is_known() -> None:
    """As the tables of Unicode have it: full-width, small, raised, lowered."""
    plain = ("=", "+", "-", "@", "−")
    every = [one for one in map(chr, range(sys.maxunicode + 1))
             if unicodedata.normalize("NFKC", one) in plain]  # fmt: skip
    assert sorted(FORMULA_SIGNS) == sorted(every)


def test_numbers_stay_numbers() -> None:
    written = write_csv([[-5, 0, 3.5, -1e-7, 1e22, Decimal("-2.50"), None, "-5"]])
    assert written.decode("utf-8-sig") == (
        "-5;0;3,5;-0,0000001;10000000000000000000000;-2,50;;'-5\r\n"
    )


@pytest.mark.parametrize("cell", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number_is_refused(cell: float) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        write_csv([[cell]])


@pytest.mark.parametrize("cell", [True, [1], b"x"])
def test_what_is_neither_text_nor_number_is_refused(cell: object) -> None:
    with pytest.raises(TypeError, match="text or a number"):
        write_csv([[cell]])  # type: ignore[list-item]


def test_norwegian_excel_sees_the_letters_and_the_columns() -> None:
    content = write_csv([["Påstand", "Svar"], ["Vi når målet; sammen", 4]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content[3:].decode() == 'Påstand;Svar\r\n"Vi når målet; sammen";4\r\n'


def test_half_a_pair_of_signs_does_not_stop_the_file() -> None:
    assert read_csv(write_csv([["a\ud800b"]])) == [["a\ufffdb"]]

"""Files as rows: encodings, delimiters, line ends, sheets and cells."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from samspill.imports import file_rows
from samspill.imports.file_rows import Fault, clean, open_table
from samspill.imports.tests.made_files import as_csv, as_xlsx, member, with_member

ROWS = [["Påstand én", "Påstand to"], ["Å ja", "2"], ["æøåÆØÅ", "3"]]


def texts(data: bytes, sheet: str = "") -> list[list[str]]:
    """Return every row that has something in it, as texts, without empty cells at the end."""
    rows = [[clean(cell) for cell in row] for _number, row in open_table(data, sheet).rows]
    for row in rows:
        while row and not row[-1]:
            row.pop()
    return [row for row in rows if row]


def fault_of(data: bytes) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Fault) as raised:
        texts(data)
    return raised.value.code, raised.value.place


# --- Texts --------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_line_ends(encoding: str, delimiter: str, end: str) -> None:
    assert texts(as_csv(ROWS, delimiter=delimiter, encoding=encoding, end=end)) == ROWS


def test_unicode_text_in_the_other_order() -> None:
    assert texts(b"\xfe\xff" + as_csv(ROWS, delimiter="\t", encoding="utf-16-be")) == ROWS


@pytest.mark.parametrize("line", ["sep=;\r\n", "SEP=;\n", "sep=;\r", '"sep=;"\r\n'])
def test_the_line_that_names_the_delimiter_is_no_row(line: str) -> None:
    rows = [["a,b,c", "d,e,f"], ["1,2,3", "4,5,6"]]
    data = line.encode() + as_csv(rows)
    assert texts(data) == rows
    assert next(open_table(data).rows)[0] == 1


def test_quoted_cells_may_hold_delimiters_and_lines() -> None:
    data = b'"Vi lytter; og svarer";B\r\n"to\r\nlinjer";"et ""sitat"""\r\n1;2\r\n'
    assert texts(data) == [["Vi lytter; og svarer", "B"], ["to linjer", 'et "sitat"'], ["1", "2"]]
    assert [number for number, _row in open_table(data).rows] == [1, 2, 3]


def test_a_title_with_a_comma_does_not_decide_the_delimiter() -> None:
    data = b"Svar, hentet i mai\na;b;c\n1;2;3\n"
    assert texts(data)[1:] == [["a", "b", "c"], ["1", "2", "3"]]


def test_commas_in_texts_do_not_decide_the_delimiter() -> None:
    data = b"a;b;c\n1,5;2,5;3,5\nja, vel, da;ja, vel, da;nei, nei\n"
    assert texts(data)[1] == ["1,5", "2,5", "3,5"]


def test_blank_rows_keep_their_numbers() -> None:
    rows = open_table(b"a;b\r\n\r\n;;\r\n1;2\r\n\r\n").rows
    assert [number for number, row in rows if any(row)] == [1, 4]


def test_what_cannot_be_seen_is_left_out() -> None:
    assert clean("\ufeff Helt\u200b\u00a0 enig\u202e\u0000\n") == "Helt enig"


def test_a_text_is_cut_where_nobody_reads_on() -> None:
    assert len(clean("x" * 100_000)) == file_rows.LONGEST_CELL


@pytest.mark.parametrize(
    ("cell", "seen"),
    [(4, "4"), (4.0, "4"), (-0.0, "0"), (2.5, "2.5"), (0.1 + 0.2, "0.30000000000000004"),
     (1e308, "1e+308"), (float("inf"), "inf"), (float("nan"), "nan"), (True, "True"),
     (date(2026, 5, 4), "2026-05-04"), (time(10, 30), "10:30:00")],
)  # fmt: skip
def test_cells_as_people_see_them(cell: object, seen: str) -> None:
    assert clean(cell) == seen


# --- Faults -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"", "empty", {}),
        (b" \r\n \n", "empty", {}),
        (b"%PDF-1.7 \xe2", "not_a_table", {}),
        (b"\x89PNG\r\n\x1a\n", "not_a_table", {}),
        (b"{\\rtf1 hei}", "not_a_table", {}),
        (b"<!DOCTYPE html><table><tr><td>a</td></tr></table>", "not_a_table", {}),
        (b"\n<html><body>", "not_a_table", {}),
        (b"a;b\n1\x00;2\n", "not_a_table", {}),
        (b"a;b\n\x81;\x8d\xe6\n", "not_a_table", {}),
        (b"\xef\xbb\xbfa;b\n\xff;1\n", "not_a_table", {}),
        (b"\xff\xfea\x00\x00\xd8", "not_a_table", {}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_or_protected", {}),
        (b"PK\x03\x04 cut off", "broken", {}),
        (b'a;b\n1;2\n"3"x;4\n', "quotes", {"row": 3}),
        (b'a;b\n1;2\n"3;4\n5;6\n', "quotes", {"row": 3}),
        (b"a;b\n1;2\n" + b"x" * 140_000 + b";1\n", "long_cell", {"row": 3}),
        (b";".join([b"q"] * 501) + b"\n", "too_many_columns", {"row": 1, "most": 500}),
    ],
    ids=lambda one: one[:24] if isinstance(one, bytes) else "",
)  # fmt: skip
def test_what_is_no_table(data: bytes, code: str, place: dict[str, Any]) -> None:
    assert fault_of(data) == (code, place)


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_rows, "MOST_ROWS", 3)
    assert texts(b"a\n1\n2\n")
    assert fault_of(b"a\n1\n2\n3\n") == ("too_many_rows", {"most": 3})


def packed(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            new.writestr(name, content)
    return made.getvalue()


def test_packed_files_that_are_no_workbooks() -> None:
    assert fault_of(packed(letter=b"Hei"))[0] == "not_a_table"
    assert fault_of(packed(**{"content.xml": b"<ods/>"}))[0] == "not_a_table"


def test_a_workbook_that_says_it_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_rows, "MOST_UNPACKED", file_rows.MEGABYTE)
    fault = fault_of(
        with_member(as_xlsx(ROWS), "xl/media/picture.bin", bytes(2 * file_rows.MEGABYTE))
    )
    assert fault == ("too_large_unpacked", {"most": 1})


def test_a_workbook_with_very_many_members() -> None:
    many = {f"xl/media/{number}": b"" for number in range(file_rows.MOST_MEMBERS)}
    assert fault_of(packed(**{"xl/workbook.xml": b""}, **many))[0] == "too_large_unpacked"


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"]
)
@pytest.mark.parametrize(
    "change", [lambda old: b"", lambda old: old[: len(old) // 2], lambda old: b"<a" * 90]
)
def test_damaged_workbooks(name: str, change: Callable[[bytes], bytes]) -> None:
    whole = as_xlsx(ROWS)
    broken = with_member(whole, name, change(member(whole, name)))
    assert fault_of(broken)[0] in {"broken", "empty"}


def test_a_workbook_that_is_cut_off() -> None:
    whole = as_xlsx(ROWS)
    assert fault_of(whole[: len(whole) // 2])[0] == "broken"


# --- Workbooks ----------------------------------------------------------------------------------


def test_the_first_sheet_with_something_in_it() -> None:
    data = as_xlsx([], [["", ""]], ROWS, [["x"]], names=["Forside", "Tomt", "Svar", "Annet"])
    table = open_table(data)
    assert (table.sheet, table.sheets) == ("Svar", ("Forside", "Tomt", "Svar", "Annet"))
    assert texts(data) == ROWS
    assert texts(data, "Annet") == [["x"]]
    assert texts(data, "borte") == ROWS


def test_a_hidden_sheet_is_read_when_it_is_named_or_alone() -> None:
    def hidden(_book: Any, sheet: Any) -> None:
        sheet.hide()
        sheet.write(0, 0, "gjemt")

    def shown(_book: Any, sheet: Any) -> None:
        sheet.activate()
        sheet.write(0, 0, "vist")

    data = as_xlsx(hidden, shown, names=["Gjemt", "Svar"])
    assert open_table(data).sheet == "Svar"
    assert texts(data, "Gjemt") == [["gjemt"]]


def test_a_sheet_of_drawings_alone_is_not_offered() -> None:
    def with_chart(book: Any, sheet: Any) -> None:
        sheet.write(0, 0, "a")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Svar!$A$1:$A$2"})
        book.add_chartsheet("Figur").set_chart(chart)

    assert open_table(as_xlsx(with_chart, names=["Svar"])).sheets == ("Svar",)


def test_an_empty_workbook() -> None:
    assert fault_of(as_xlsx([], [])) == ("empty", {})


def test_rows_and_columns_are_counted_from_the_corner() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_row(4, 2, ["a", "b"])
        sheet.write_row(5, 2, [1, 2])

    table = open_table(as_xlsx(fill))
    assert list(table.rows) == [(5, ["", "", "a", "b"]), (6, ["", "", 1, 2])]


def test_kinds_of_cells() -> None:
    def fill(book: Any, sheet: Any) -> None:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, ["tall", "brøk", "tekst", "dag", "ja", "feil", "formel", "prosent"])
        sheet.write(1, 0, 4)
        sheet.write(1, 1, 2.5)
        sheet.write_string(1, 2, "4")
        sheet.write_datetime(1, 3, date(2026, 5, 4), day)
        sheet.write_boolean(1, 4, True)
        sheet.write_formula(1, 5, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 6, "=2+3", None, 5)
        sheet.write(1, 7, 0.5, book.add_format({"num_format": "0 %"}))

    assert texts(as_xlsx(fill))[1] == ["4", "2.5", "4", "2026-05-04", "True", "", "5", "0.5"]


def test_merged_cells_have_their_text_in_the_first() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.merge_range("A1:C1", "Spørreundersøkelse")
        sheet.write_row(1, 0, ["a", "b", "c"])

    assert texts(as_xlsx(fill)) == [["Spørreundersøkelse"], ["a", "b", "c"]]


def test_a_workbook_with_macros_is_read_and_nothing_is_run() -> None:
    data = with_member(as_xlsx(ROWS), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(500))
    types = member(data, "[Content_Types].xml").replace(
        b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
    )
    assert texts(with_member(data, "[Content_Types].xml", types)) == ROWS


def test_the_widest_sheet_there_is() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, range(16_384))

    assert fault_of(as_xlsx(fill)) == ("too_many_columns", {"row": 1, "most": 500})


def test_a_very_long_cell_in_a_workbook_is_cut() -> None:
    assert texts(as_xlsx([["a"], ["x" * 32_767]]))[1] == ["x" * file_rows.LONGEST_CELL]


def test_a_time_that_no_clock_can_tell() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["a"])
        sheet.write_number(1, 0, 1e30, book.add_format({"num_format": "[h]:mm:ss"}))

    assert fault_of(as_xlsx(fill)) == ("broken", {})


@pytest.mark.parametrize("error", [BaseException, MemoryError, KeyboardInterrupt])
def test_what_stops_the_process_is_not_taken_for_a_fault(error: type[BaseException]) -> None:
    with pytest.raises(error), file_rows._faults_of_workbooks():
        raise error


def test_a_panic_in_the_library_is_a_fault() -> None:
    class PanicException(BaseException):
        pass

    with pytest.raises(Fault, match="broken"), file_rows._faults_of_workbooks():
        raise PanicException

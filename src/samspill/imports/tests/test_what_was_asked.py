"""A file proposes what was asked by its wording alone: never by its columns, or their order."""

from __future__ import annotations

import io
import zipfile

import pytest
from tests import cast as people

from samspill.imports.file_rows import open_table
from samspill.imports.models import AnswerFile
from samspill.imports.reader import count, describe
from samspill.imports.recognition import columns_by_wording, guess_columns
from samspill.imports.results import likeliest
from samspill.surveys.public import contents_of_files
from samspill.toolbox.catalogue import instrument

CHECK = instrument("collaboration_test", 1)
WORDINGS = [item.text["nb"] for item in CHECK.items]
WORDS = ("Helt uenig", "Uenig", "Verken enig eller uenig", "Enig", "Helt enig")


def csv(heads: list[str], *, open_column: int | None = None) -> bytes:
    rows = [
        ["" if place == open_column else WORDS[(person + place) % 5] for place in range(len(heads))]
        for person in range(12)
    ]
    return "\n".join(";".join(row) for row in [heads, *rows]).encode()


def described(data: bytes) -> dict[str, object]:
    return describe(data, {}, lambda _told: None)


@pytest.mark.django_db
def test_nine_of_ten_wordings_are_that_check_and_no_other(cast: people.Cast) -> None:
    nine = [text for place, text in enumerate(WORDINGS) if place != 4]
    file = AnswerFile(found=described(csv(nine)))
    contents = contents_of_files(cast.cecilie)
    assert likeliest(file, contents) == "collaboration_test.v1"
    columns = file.found["columns"]
    assert guess_columns(columns, CHECK.asked) == [0, 1, 2, 3, None, 4, 5, 6, 7, 8]
    assert set(guess_columns(columns, instrument("dialogue_and_trust_check").asked)) == {None}


def test_a_statement_that_nobody_answered_was_asked_all_the_same() -> None:
    data = csv(WORDINGS, open_column=4)
    found = described(data)
    assert columns_by_wording(found["columns"], CHECK.asked) == list(range(10))  # type: ignore[arg-type]
    points = {word: place for place, word in enumerate(WORDS)}
    spec = {
        "sheet": "",
        "header_row": 1,
        "items": [
            {"column": None if place == 9 else place, "scale": "a", "reversed": False}
            for place in range(10)
        ],
        "scales": {"a": {"n_points": 5, "points": points}},
    }
    (heap,) = count(data, spec, lambda _told: None)["groups"].values()
    assert heap["people"] == 12
    assert sum(heap["items"][4]) == 0
    assert sum(heap["items"][9]) == 0, "no column has it: nobody was asked"
    assert sum(heap["items"][0]) == 12


def test_columns_that_tell_of_the_answering_are_no_answers() -> None:
    names = [
        "respondent",
        *(f"statoverall_{n}" for n in range(1, 6)),
        *(f"s_{n}" for n in range(1, 11)),
    ]
    columns = [
        {"name": name, "values": ["0", "1"] if "stat" in name else list("12345")} for name in names
    ]
    assert guess_columns(columns, CHECK.asked) == list(range(6, 16))


def workbook(hidden: range) -> bytes:
    """Return a workbook of one column: a heading and twelve rows, of which some are hidden."""
    rows = "".join(
        f'<row r="{n}"{" hidden=" + chr(34) + "1" + chr(34) if n in hidden else ""}>'
        f'<c r="A{n}" t="inlineStr"><is><t>{"Svar" if n == 1 else "Enig"}</t></is></c></row>'
        for n in range(1, 14)
    )
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{link}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{link}"><sheets>'
        '<sheet name="Ark" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{link}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>",
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return data.getvalue()


def test_rows_that_a_filter_hides_are_not_read() -> None:
    table = open_table(workbook(range(5, 9)))
    assert table.hidden_rows == 4
    assert [number for number, _row in table.rows] == [1, 2, 3, 4, 9, 10, 11, 12, 13]
    assert open_table(workbook(range(0))).hidden_rows == 0

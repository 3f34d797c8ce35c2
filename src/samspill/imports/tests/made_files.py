"""Files as survey tools, spreadsheets and people make them. The people in them are invented."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import xlsxwriter

from samspill.toolbox.catalogue import instrument

Rows = Sequence[Sequence[Any]]

# Else a workbook holds the second in which it was made, and no two are alike.
MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)

AGREE = ("Helt uenig", "Delvis uenig", "Verken enig eller uenig", "Delvis enig", "Helt enig")
STATEMENTS = [item.text["nb"] for item in instrument("collaboration_test").items]
PLACES = ("Bø", "Ås", "Øyer", "Luster")
REMARK = "Vi må snakke mer sammen om skolebussen, synes jeg, for den går for sjelden."


def as_csv(
    rows: Rows, *, delimiter: str = ";", encoding: str = "utf-8", end: str = "\r\n"
) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(*sheets: Rows | Callable[[Any, Any], None], names: Sequence[str] = ()) -> bytes:
    """Return a workbook; a sheet is rows, or a function that fills it."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "remove_timezone": True})
    book.set_properties({"created": MADE_AT})
    book.default_date_format = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for place, content in enumerate(sheets):
        sheet = book.add_worksheet(names[place] if names else None)
        if callable(content):
            content(book, sheet)
            continue
        for number, row in enumerate(content):
            sheet.write_row(number, 0, row)
    book.close()
    return made.getvalue()


def with_member(packed: bytes, name: str, content: bytes) -> bytes:
    """Return a zip file with one member changed or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(made, "w") as new:
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member.filename, old.read(member), zipfile.ZIP_DEFLATED)
        new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def member(packed: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(packed)) as found:
        return found.read(name)


# --- As survey tools make them ------------------------------------------------------------------


def forms_rows(people: int = 30, *, seed: int = 1, words: Sequence[str] = AGREE) -> list[list[Any]]:
    """Return what Microsoft Forms makes: who and when first, then the questions."""
    chance = random.Random(seed)
    head = ["ID", "Starttidspunkt", "Fullføringstidspunkt", "E-post", "Navn", "Hvor kommer du fra?"]
    rows: list[list[Any]] = [[*head, *STATEMENTS, "Hva vil du legge til?"]]
    begun = datetime(2026, 5, 4, 9)  # noqa: DTZ001  (a cell has no time zone)
    for number in range(1, people + 1):
        begun += timedelta(seconds=chance.randrange(400))
        rows.append(
            [
                number, begun, begun + timedelta(minutes=4), f"person{number}@uvaer.example",
                f"Person Nummer{number}", chance.choice(PLACES),
                *(chance.choice(words) for _item in STATEMENTS),
                f"{REMARK} {number}" if chance.random() < 0.3 else "",
            ]
        )  # fmt: skip
    return rows


def plain(rows: Rows) -> list[list[Any]]:
    """Return rows as a text file has them: times as text."""
    return [
        [one.strftime("%d.%m.%Y %H:%M:%S") if isinstance(one, datetime) else one for one in row]
        for row in rows
    ]


def numbers(people: int, items: int, *, seed: int = 1, points: int = 5) -> list[list[Any]]:
    chance = random.Random(seed)
    return [[chance.randint(1, points) for _item in range(items)] for _person in range(people)]


def qualtrics_rows() -> list[list[Any]]:
    return [
        ["StartDate", "ResponseId", "Q1_1", "Q1_2"],
        ["Start Date", "Response ID", f"Hvor … - {STATEMENTS[0]}", f"Hvor … - {STATEMENTS[1]}"],
        ['{"ImportId":"startDate","timeZone":"Z"}', '{"ImportId":"_recordId"}',
         '{"ImportId":"QID1_1"}', '{"ImportId":"QID1_2"}'],
        *([f"2026-05-04 10:0{n}:00", f"R_{n}aBcDeFg", *answers]
          for n, answers in enumerate(numbers(9, 2))),
    ]  # fmt: skip


def surveymonkey_rows() -> list[list[Any]]:
    return [
        ["Respondent ID", "Collector ID", "Hvor enig er du?", "", "", "Noe mer?"],
        ["", "", *STATEMENTS[:3], "Open-Ended Response"],
        *([11822000000 + n, 4551, *(AGREE[one - 1] for one in answers), ""]
          for n, answers in enumerate(numbers(9, 3))),
    ]  # fmt: skip


def surveymonkey_single_rows() -> list[list[Any]]:
    return [
        ["Respondent ID", STATEMENTS[0], STATEMENTS[1], "Noe mer?"],
        ["", "Response", "Response", "Open-Ended Response"],
        *([11822000000 + n, *(AGREE[one - 1] for one in answers), ""]
          for n, answers in enumerate(numbers(9, 2))),
    ]  # fmt: skip


def limesurvey_rows() -> list[list[Any]]:
    head = [f"Q1[SQ{n:03}]. <p><strong>{text}</strong></p>" for n, text in enumerate(STATEMENTS, 1)]
    return [
        ["id. Response ID", "submitdate. Date submitted", *head],
        *([n, f"2026-05-04 10:{n:02}:00", *(f"A{one}" for one in answers)]
          for n, answers in enumerate(numbers(30, len(STATEMENTS)), 1)),
    ]  # fmt: skip


def nettskjema_rows() -> list[list[Any]]:
    return [
        ["$submission_id", "$created", "$answer_time_ms", *STATEMENTS],
        *([30221000 + n, f"2026-05-04T10:{n:02}:00+02:00", 81000 + n, *answers]
          for n, answers in enumerate(numbers(30, len(STATEMENTS)))),
    ]  # fmt: skip


def keyed_rows() -> list[list[Any]]:
    chance = random.Random(3)
    return [
        ["Skjema nr", *(f"Spm {n}" for n in range(1, 11))],
        *([n, *("" if chance.random() < 0.1 else one for one in answers)]
          for n, answers in enumerate(numbers(24, 10, seed=3), 1)),
    ]  # fmt: skip


KINDS: Mapping[str, Callable[[], Rows]] = {
    "forms": forms_rows,
    "qualtrics": qualtrics_rows,
    "surveymonkey": surveymonkey_rows,
    "surveymonkey, single": surveymonkey_single_rows,
    "limesurvey": limesurvey_rows,
    "nettskjema": nettskjema_rows,
    "keyed": keyed_rows,
}

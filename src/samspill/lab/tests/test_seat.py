"""`samspill seat`, as a person runs it: tables from a file, or one sentence."""

import argparse
import csv
import io
from pathlib import Path

import pytest

from samspill.lab import seat

PARTNERS, SECTORS = ("Lidal", "Nesdal", "Sundvoll", "Tverrelv"), ("politiker", "adm.")
HEADING = "Navn;Kommune;Sektor;Sammen;Hver for seg\n"


def roster(people: int) -> str:
    return HEADING + "".join(
        f"Person {number};{PARTNERS[number % 4]};{SECTORS[number // 4 % 2]};;\n"
        for number in range(people)
    )


def seated(
    text: str, folder: Path, capsys: pytest.CaptureFixture[str], *options: str
) -> tuple[int, str, str]:
    file = folder / "people.csv"
    file.write_text(text, encoding="utf-8")
    parser = argparse.ArgumentParser()
    seat.add_arguments(parser)
    out = io.StringIO()
    status = seat.run(parser.parse_args([str(file), "--language", "en", *options]), out)
    return status, out.getvalue(), capsys.readouterr().err


def test_tables_of_two_sessions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, told = seated(roster(16), tmp_path, capsys, "--max-size", "4", "--sessions", "2")
    rows = list(csv.reader(out.splitlines(), delimiter=";"))
    assert (status, rows[0], len(rows)) == (0, ["Name", "Table 1", "Table 2"], 17)
    assert told == (
        "16 people, 4 tables, 2 sessions: 48 of at most 48 new meetings, 0 meet again, and 0 pairs "
        "at a table share the first column.\n"
    )


def test_a_file_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "tables.csv"
    assert seated("Navn\n=1+1\n", tmp_path, capsys, "--out", str(out))[0] == 0
    assert "'=1+1;1" in out.read_text(encoding="utf-8-sig")
    status, _out, told = seated(roster(4), tmp_path, capsys, "--out", str(out))
    assert (status, "tables.csv" in told) == (2, True)


@pytest.mark.parametrize(
    ("text", "options", "told"),
    [
        ("", (), "people.csv is empty"),
        (HEADING, (), "Nobody is in the file."),
        (HEADING + "Kari;Lidal;;;\nKari;Lidal;;;\n", (), '"Kari" is there twice.'),
        (HEADING + "Kari;Lidal\n", (), "row 2: the row has 2 cells"),
        (
            HEADING + "Kari;;;A;B\nPer;;;A;B\n",
            ("--together", "Sammen", "--apart", "Hver for seg"),
            "Kari, Per are to sit both together and apart.",
        ),
        (roster(8), ("--by", "Fylke"), 'has no column "Fylke"'),
        (roster(8), ("--sessions", "0"), "--sessions is 0. Write a number from 1 to 20."),
        (roster(1001), (), "has 1001 people. The most that are seated is 1000."),
    ],
)
def test_what_is_wrong_is_one_sentence(
    text: str,
    options: tuple[str, ...],
    told: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, errors = seated(text, tmp_path, capsys, *options)
    assert (status, out, errors.count("\n")) == (2, "", 1)
    assert told in errors

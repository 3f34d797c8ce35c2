import argparse
import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import scipy.optimize

from samspill.lab import count_tables, protect
from samspill.lab.native_output import quiet_output
from samspill.lab.protection import cell_suppression
from samspill.lab.protection.table_audit import TableAudit

SOURCE = Path(__file__).resolve().parents[3]
TABLE = """\
region;kommune;rolle;svar;antall
Nord;Lidal;leder;lavt;1
Nord;Lidal;leder;middels;4
Nord;Lidal;leder;høyt;6
Nord;Lidal;ansatt;lavt;9
Nord;Lidal;ansatt;middels;22
Nord;Lidal;ansatt;høyt;31
Nord;Nesdal;leder;lavt;7
Nord;Nesdal;leder;middels;6
Nord;Nesdal;leder;høyt;8
Nord;Nesdal;ansatt;lavt;12
Nord;Nesdal;ansatt;middels;25
Nord;Nesdal;ansatt;høyt;40
Sør;Sundvoll;leder;lavt;5
Sør;Sundvoll;leder;middels;9
Sør;Sundvoll;leder;høyt;2
Sør;Sundvoll;ansatt;lavt;11
Sør;Sundvoll;ansatt;middels;19
Sør;Sundvoll;ansatt;høyt;26
Sør;Tverrelv;leder;lavt;6
Sør;Tverrelv;leder;middels;8
Sør;Tverrelv;leder;høyt;11
Sør;Tverrelv;ansatt;lavt;14
Sør;Tverrelv;ansatt;middels;33
Sør;Tverrelv;ansatt;høyt;29
"""
ASKED = ("--hierarchy", "kommune,region", "--ordered", "svar")


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    errors: str


class Command:
    """`samspill protect`, as a person runs it; English, so that sentences can be read here."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.capsys = capsys
        self.folder = folder

    def __call__(self, path: Path, *options: str, out: str = "safe.csv") -> Outcome:
        parser = argparse.ArgumentParser()
        protect.add_arguments(parser)
        told = io.StringIO()
        asked = [str(path), "--out", str(self.folder / out), "--language", "en", *options]
        status = protect.run(parser.parse_args(asked), told)
        return Outcome(status, told.getvalue(), self.capsys.readouterr().err)

    def shown(self, out: str = "safe.csv") -> list[list[str]]:
        text = (self.folder / out).read_text(encoding="utf-8-sig")
        delimiter = ";" if ";" in text.splitlines()[0] else ","
        return list(csv.reader(text.splitlines(), delimiter=delimiter))

    @property
    def files(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    return Command(capsys, tmp_path)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write_file(text: str | bytes, name: str = "table.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write_file


def counts(rows: Sequence[Sequence[str]]) -> dict[tuple[str, ...], str]:
    return {tuple(row[:-2]): row[-2] for row in rows[1:]}


# --- The way of a user --------------------------------------------------------------------


def test_a_table_is_protected_attacked_and_written(
    run: Command, write: Callable[..., Path]
) -> None:
    outcome = run(write(TABLE), *ASKED)
    assert (outcome.status, outcome.errors) == (0, "")
    assert outcome.out == (
        "safe.csv: of 84 cells, totals included, 68 are shown, 16 merged into 8 sums and 0 hidden; "
        "3 of these count fewer than 5 people, and 13 would give those away.\n"
        "Attacked with linear and integer programs: of 3 cells that were asked about, 0 can be "
        "worked out and 0 are surely small.\n"
    )
    rows = run.shown()
    assert rows[0] == ["region", "kommune", "rolle", "svar", "antall", "Why not"]
    # The rows of the file come first, as they stood there.
    names = [tuple(line.split(";")[:4]) for line in TABLE.splitlines()[1:]]
    assert [tuple(row[:4]) for row in rows[1:25]] == names
    assert rows[1][4:] == [":", 'Shown together with others, as "lavt + middels".']
    shown = counts(rows)
    assert shown["Nord", "Lidal", "leder", "lavt + middels"] == "5"
    assert shown["Nord", "Lidal", "ansatt", "høyt"] == "31"
    assert shown["Nord", "All", "leder", "lavt"] == "8"
    assert shown["All", "All", "All", "All"] == "344"
    assert all(row[5] for row in rows if row[4] == ":")


def test_every_cell_of_the_table_is_there_once_and_adds_up(
    run: Command, write: Callable[..., Path]
) -> None:
    run(write(TABLE), *ASKED)
    rows = run.shown()
    keys = [tuple(row[:4]) for row in rows[1:]]
    assert len(keys) == len(set(keys)) == 84 + 8
    true = {tuple(line.split(";")[:4]): int(line.split(";")[4]) for line in TABLE.splitlines()[1:]}
    for row in rows[1:]:
        if row[4] != ":":
            parts = [
                people
                for key, people in true.items()
                if all(
                    one == "All" or other in one.split(" + ")
                    for one, other in zip(row, key, strict=False)
                )
            ]
            assert int(row[4]) == sum(parts)
            assert int(row[4]) >= 5


def test_the_reason_does_not_tell_which_cells_are_small(
    run: Command, write: Callable[..., Path]
) -> None:
    run(write(TABLE), "--hierarchy", "kommune,region")
    why = {row[5] for row in run.shown()[1:] if row[4] == ":"}
    assert why
    assert not any("fewer" in text or "5" in text for text in why)
    by_cell = {tuple(row[:4]): row[5] for row in run.shown()[1:] if row[4] == ":"}
    small = by_cell.pop(("Nord", "Lidal", "leder", "lavt"))
    assert small in by_cell.values()


def test_the_order_of_rows_does_not_matter(run: Command, write: Callable[..., Path]) -> None:
    head, *lines = TABLE.splitlines()
    asked = ("--hierarchy", "kommune,region", "--ordered", "svar=lavt,middels,høyt")
    run(write(TABLE), *asked)
    run(write("\n".join([head, *reversed(lines)])), *asked, out="other.csv")
    assert counts(run.shown()) == counts(run.shown("other.csv"))


def test_a_comma_between_cells_stays_a_comma(run: Command, write: Callable[..., Path]) -> None:
    path = write(b"\xef\xbb\xbf" + TABLE.replace(";", ",").encode())
    assert run(path, *ASKED).status == 0
    assert run.shown()[0][:2] == ["region", "kommune"]
    assert (run.folder / "safe.csv").read_bytes().startswith(b"\xef\xbb\xbfregion,kommune,")


def test_totals_in_the_file_are_read_as_totals(run: Command, write: Callable[..., Path]) -> None:
    table = "sted,rolle,antall\nA,x,10\nA,y,12\nB,x,9\nB,y,3\nI alt,x,19\nI alt,I alt,34\n"
    assert run(write(table)).status == 0
    shown = counts(run.shown())
    assert shown["I alt", "x"] == "19" or shown["I alt", "x"] == ":"
    assert shown["I alt", "I alt"] == "34"
    assert shown["B", "y"] == ":"


def test_a_cell_without_a_row_counts_nobody_and_is_hidden(
    run: Command, write: Callable[..., Path]
) -> None:
    table = "sted,rolle,antall\nA,x,10\nA,y,12\nB,x,19\nC,x,11\nC,y,14\n"
    assert run(write(table)).status == 0
    assert counts(run.shown())["B", "y"] == ":"


def test_the_count_may_stand_anywhere(run: Command, write: Callable[..., Path]) -> None:
    table = "antall,sted,rolle\n10,A,x\n12,A,y\n9,B,x\n13,B,y\n"
    outcome = run(write(table), "--count", "antall")
    assert outcome.status == 0
    assert outcome.out.startswith(
        "safe.csv: of 9 cells, totals included, 9 are shown and 0 hidden; 0 of these count fewer "
        "than 5 people, and 0 would give those away.\n"
    )
    assert run.shown()[1] == ["10", "A", "x", ""]


def test_a_name_is_no_formula_and_comes_back(run: Command, write: Callable[..., Path]) -> None:
    table = TABLE.replace("Lidal", "=HYPERLINK(1)")
    assert run(write(table), *ASKED).status == 0
    assert "\nNord;'=HYPERLINK(1);" in (run.folder / "safe.csv").read_text()
    again = run(write(table), *ASKED, "--earlier", str(run.folder / "safe.csv"), out="next.csv")
    assert again.status == 0


def test_many_people_are_counted_and_read_back(run: Command, write: Callable[..., Path]) -> None:
    table = "sted;svar;antall\nA;nei;1 200 000\nA;ja;900000,0\nB;nei;3\nB;ja;700000\n"
    path = write(table)
    assert run(path).status == 0
    assert counts(run.shown())["All", "All"] == "2800003"
    earlier = ("--earlier", str(run.folder / "safe.csv"))
    assert run(path, *earlier, out="next.csv").status == 0
    assert counts(run.shown("next.csv")) == counts(run.shown())


def test_the_delimiter_is_found_also_where_names_have_commas(
    run: Command, write: Callable[..., Path]
) -> None:
    assert run(write("by, sted;antall\nA, x;12\nB\u2028y;13\nC;9\n")).status == 0
    assert run.shown()[1][:2] == ["A, x", "12"]


def test_windows_text_is_read_with_a_notice(run: Command, write: Callable[..., Path]) -> None:
    outcome = run(write(TABLE.encode("cp1252")), *ASKED)
    assert outcome.status == 0
    assert outcome.errors == "table.csv is not UTF-8 and is read as Windows text (cp1252).\n"


# --- The minimum --------------------------------------------------------------------------


def test_a_minimum_may_be_raised_and_never_lowered(
    run: Command, write: Callable[..., Path]
) -> None:
    path = write(TABLE)
    lower = run(path, *ASKED, "--minimum", "4")
    assert (lower.status, lower.out) == (2, "")
    assert lower.errors == "--minimum may be raised, never lowered: write 5 or more.\n"
    across = run(path, *ASKED, "--politics", "--minimum", "7")
    assert across.errors == "--minimum may be raised, never lowered: write 8 or more.\n"
    assert run.files == {"table.csv"}
    assert run(path, *ASKED, "--politics").status == 0
    assert all(int(row[4]) >= 8 for row in run.shown()[1:] if row[4] != ":")


# --- Earlier rounds -----------------------------------------------------------------------


def test_the_next_round_cannot_be_subtracted(run: Command, write: Callable[..., Path]) -> None:
    run(write(TABLE), *ASKED)
    # Nothing in Lidal is small any more, and one person more has come to Nesdal.
    later = (
        TABLE.replace("Lidal;leder;lavt;1", "Lidal;leder;lavt;6")
        .replace("Lidal;leder;middels;4", "Lidal;leder;middels;9")
        .replace("Nesdal;ansatt;høyt;40", "Nesdal;ansatt;høyt;41")
    )
    path = write(later, "later.csv")
    alone = run(path, *ASKED, out="alone.csv")
    both = run(path, *ASKED, "--earlier", str(run.folder / "safe.csv"), out="next.csv")
    assert (alone.status, both.status) == (0, 0)
    before, after = counts(run.shown()), counts(run.shown("next.csv"))
    assert counts(run.shown("alone.csv"))["Nord", "Lidal", "leder", "lavt"] == "6"
    assert {key for key, count in before.items() if count == ":"} <= {
        key for key, count in after.items() if count == ":"
    }
    assert after["Nord", "Nesdal", "ansatt", "høyt"] == "41"


def test_three_rounds_are_attacked_together(run: Command, write: Callable[..., Path]) -> None:
    path = write(TABLE)
    assert run(path, *ASKED, out="one.csv").status == 0
    one = ("--earlier", str(run.folder / "one.csv"))
    assert run(path, *ASKED, *one, out="two.csv").status == 0
    two = ("--earlier", str(run.folder / "two.csv"))
    assert run(path, *ASKED, *one, *two, out="three.csv").status == 0
    assert counts(run.shown("one.csv")) == counts(run.shown("three.csv"))


def test_a_new_municipality_has_rows_in_the_new_table_alone(
    run: Command, write: Callable[..., Path]
) -> None:
    assert run(write(TABLE), *ASKED).status == 0
    new = [line.replace("Tverrelv", "Øyfjord") for line in TABLE.splitlines() if "Tverrelv" in line]
    path = write(TABLE + "\n".join(new) + "\n", "later.csv")
    assert run(path, *ASKED, "--earlier", str(run.folder / "safe.csv"), out="next.csv").status == 0
    assert counts(run.shown("next.csv"))["Sør", "Øyfjord", "ansatt", "All"] == "76"


def test_a_careless_earlier_table_is_refused_where_it_gives_somebody_away_now(
    run: Command, write: Callable[..., Path]
) -> None:
    """Everything of the first round was shown: whoever has come since is found by subtraction."""
    earlier = write("sted;svar;antall\nA;nei;20\nA;ja;10\nB;nei;1\nB;ja;30\n", "shown.csv")
    table = write("sted;svar;antall\nA;nei;20\nA;ja;10\nB;nei;1\nB;ja;31\n")
    outcome = run(table, "--earlier", str(earlier))
    assert (outcome.status, outcome.out) == (3, "")
    assert outcome.errors == (
        "Nothing was written. Cells that can be worked out or are surely small: 1; cells that "
        "could not be settled in time: 0. Join values or leave out a column, and try again; what "
        "has been shown earlier cannot be taken back.\n"
    )
    assert run.files == {"table.csv", "shown.csv"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("sted;svar;antall\nC;nei;9\n",
         'shown.csv, row 2, column sted: "C" is not in the table that is to be protected. Add its '
         "rows there, with 0 people where there is nobody."),
        ("sted;antall\nA;9\n",
         'shown.csv has no column "svar". Its columns are sted, antall.'),
        ("sted;svar;antall\nA;nei;9\nA;ja;9\nA;Alle;30\n",
         "shown.csv does not add up. Give it as it was shown."),
        ("sted;svar;antall\nA;nei;mange\n",
         'shown.csv, row 2, column antall: "mange" is not a number of people. Write a whole '
         "number, 0 where there is nobody."),
    ],
)  # fmt: skip
def test_an_earlier_table_that_does_not_fit_is_explained(
    run: Command, write: Callable[..., Path], text: str, sentence: str
) -> None:
    table = write("sted;svar;antall\nA;nei;20\nA;ja;10\nB;nei;12\nB;ja;31\n")
    outcome = run(table, "--earlier", str(write(text, "shown.csv")))
    assert (outcome.status, outcome.errors) == (2, f"{sentence}\n")
    assert "safe.csv" not in run.files


# --- What can be wrong --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "table.csv is empty. The first row must name the columns."),
        ("antall\n3\n",
         "table.csv has one column. A table needs at least one column besides the count."),
        ("sted,antall\n", 'table.csv: the column "sted" has nothing but totals. Add the parts.'),
        ("sted,antall\nA,-1\n",
         'table.csv, row 2, column antall: "-1" is not a number of people. Write a whole number, '
         "0 where there is nobody."),
        ("sted,antall\nA,\n",
         'table.csv, row 2, column antall: "" is not a number of people. Write a whole number, '
         "0 where there is nobody."),
        ("sted,antall\nA,2.5\n",
         'table.csv, row 2, column antall: "2.5" is not a number of people. Write a whole number, '
         "0 where there is nobody."),
        ("sted,antall\nA,5\n,7\n",
         "table.csv, row 3, column sted: the cell is empty. Write what the row counts."),
        ("sted,antall\nA,5\nB,7\nA,9\n",
         "table.csv, row 4: row 2 counts the same people. Keep one of them, or add them together."),
        ("sted,antall\nA,5\nB,7\nSum,13\n",
         "table.csv, row 4, column antall: the total is 13, but its parts are 12 together. "
         "Correct the total or the parts."),
        ("sted,antall\nA,5,7\n",
         "table.csv, row 2: the row has 3 cells, but row 1 names 2 columns. Correct the row."),
        ("sted,sted,antall\nA,B,5\n",
         'table.csv, row 1: the column "sted" is there more than once. '
         "Give each column its own name."),
        ('sted,antall\n"A,5\n',
         "table.csv, row 2: the quotation marks do not match. Correct them in this row."),
    ],
)  # fmt: skip
def test_a_wrong_table_is_explained(
    run: Command, write: Callable[..., Path], text: str, sentence: str
) -> None:
    outcome = run(write(text))
    assert (outcome.status, outcome.out, outcome.errors) == (2, "", f"{sentence}\n")
    assert run.files == {"table.csv"}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--hierarchy", "kommune,fylke"],
         'table.csv has no column "fylke". Its columns are region, kommune, rolle, svar.'),
        (["--hierarchy", "region,kommune"],
         'table.csv, row 8, column kommune: "Nord" stands under "Nesdal" here and under "Lidal" in '
         "row 2. Give each its own name, and write the finest column of --hierarchy first."),
        (["--hierarchy", "kommune,region", "--hierarchy", "kommune,rolle"],
         'The column "kommune" is named twice in --hierarchy. Name each once.'),
        (["--ordered", "svar=lavt,høyt"],
         'The order of "svar" must name each of its values once: lavt, middels, høyt. '
         "Correct --ordered."),
        (["--ordered", "alder"],
         'table.csv has no column "alder". Its columns are region, kommune, rolle, svar.'),
        (["--ordered", "region", "--hierarchy", "kommune,region"],
         'The column "region" has no order of its own: it sums "kommune". Name that in --ordered.'),
        (["--count", "sum"],
         'table.csv has no column "sum". Its columns are region, kommune, rolle, svar, antall.'),
    ],
)  # fmt: skip
def test_a_wrong_question_is_explained(
    run: Command, write: Callable[..., Path], options: list[str], sentence: str
) -> None:
    outcome = run(write(TABLE), *options)
    assert (outcome.status, outcome.out, outcome.errors) == (2, "", f"{sentence}\n")
    assert run.files == {"table.csv"}


def test_a_table_that_is_too_large_is_refused(
    run: Command, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(count_tables, "MOST_CELLS", 80)
    assert run(write(TABLE), *ASKED).errors == (
        "table.csv makes a table of 84 cells with its totals. At most 80 can be protected: leave "
        "out a column, or divide the file.\n"
    )


def test_what_is_there_is_not_written_over(run: Command, write: Callable[..., Path]) -> None:
    path = write(TABLE)
    outcome = run(path, *ASKED, out="table.csv")
    assert outcome.status == 2
    assert outcome.errors == (
        "table.csv is there already. Give another name: what has been shown is kept.\n"
    )
    assert path.read_text() == TABLE


def test_a_folder_that_is_not_there_is_explained(run: Command, write: Callable[..., Path]) -> None:
    outcome = run(write(TABLE), *ASKED, out="nowhere/safe.csv")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.errors == (
        "safe.csv cannot be written (No such file or directory). Choose another folder.\n"
    )
    assert run(run.folder / "none.csv").errors == (
        "none.csv was not found. Check the name and the folder.\n"
    )


def test_a_file_that_is_cut_off_leaves_nothing(
    run: Command, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(TABLE)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    outcome = run(path, *ASKED)
    assert (outcome.status, outcome.out) == (2, "")
    assert "No space left on device" in outcome.errors
    assert run.files == {"table.csv"}


def test_what_fails_the_attack_is_not_written(
    run: Command, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TableAudit, "is_safe", property(lambda _audit: False))
    outcome = run(write(TABLE), *ASKED)
    assert (outcome.status, outcome.out) == (3, "")
    assert outcome.errors.startswith("Nothing was written.")
    assert run.files == {"table.csv"}


# --- Languages, terminals, output ---------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "word", "why"),
    [
        ("nb", "Alle", "Hvorfor ikke"),
        ("nn", "Alle", "Kvifor ikkje"),
        ("en", "All", "Why not"),
    ],
)
def test_it_speaks_three_languages(
    run: Command, write: Callable[..., Path], language: str, word: str, why: str
) -> None:
    path = write(TABLE)
    outcome = run(path, *ASKED, "--language", language)
    assert outcome.status == 0
    assert ("Attacked" in outcome.out) == (language == "en")
    assert run.shown()[0][-1] == why
    assert run.shown()[-1][:4] == [word] * 4
    # A later round in another language finds its way in it.
    again = run(path, *ASKED, "--earlier", str(run.folder / "safe.csv"), out="next.csv")
    assert again.status == 0


def test_the_solver_does_not_write_in_the_output(capfd: pytest.CaptureFixture[str]) -> None:
    """It writes past Python, into the file descriptor; so does this."""
    with quiet_output():
        os.write(1, b"HighsMipSolverData::something\n")
        subprocess.run([sys.executable, "-c", "print('a child')"], check=True)
    os.write(1, b"ours\n")
    assert capfd.readouterr().out == "ours\n"


def test_a_solver_that_writes_is_not_heard(
    tmp_path: Path,
    write: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    quiet = scipy.optimize.milp

    def loud(*given: object, **more: object) -> object:
        os.write(1, b"HighsMipSolverData::transformNewIntegerFeasibleSolution\n")
        return quiet(*given, **more)

    monkeypatch.setattr(cell_suppression, "milp", loud)
    parser = argparse.ArgumentParser()
    protect.add_arguments(parser)
    asked = [str(write(TABLE)), "--out", str(tmp_path / "safe.csv"), *ASKED]
    assert protect.run(parser.parse_args(asked), sys.stdout) == 0
    assert "Highs" not in capfd.readouterr().out


def test_whoever_waits_at_a_terminal_is_told_how_far_it_is(
    run: Command, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    errors = run(write(TABLE), *ASKED).errors
    assert "\r\x1b[KChoosing 1/1" in errors
    assert errors.endswith("\r\x1b[K")


def test_it_needs_no_installation(tmp_path: Path, write: Callable[..., Path]) -> None:
    """No settings, secret, database or server: a laptop with the package and a file."""
    program = (
        "import argparse, sys; from samspill.lab import protect;"
        "p = argparse.ArgumentParser(); protect.add_arguments(p);"
        "sys.exit(protect.run(p.parse_args(), sys.stdout))"
    )
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            program,
            str(write(TABLE)),
            "--out",
            str(tmp_path / "s.csv"),
            *ASKED,
        ],
        env={"PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("s.csv: ")


def test_names_cannot_steer_the_terminal(run: Command, write: Callable[..., Path]) -> None:
    evil = "\x1b[31mred"
    outcome = run(write(f"sted,antall\n{evil},x\n"))
    assert "\x1b" not in outcome.errors
    outcome = run(write(f"{evil},antall\n,3\n"))
    assert outcome.status == 2
    assert "\x1b" not in outcome.errors

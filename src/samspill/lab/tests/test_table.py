"""`samspill table`: figures as computed otherwise, who is withheld, and files that are wrong."""

import argparse
import csv
import io
import math
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.csv_files import read_csv

from samspill.lab import table
from samspill.lab.answer_files import AnswerFileError, Wanted, count_answers
from samspill.lab.large_files import counting, csv_chunks, parquet_chunks
from samspill.lab.progress_bar import ProgressBar
from samspill.lab.statistics.intraclass import intraclass_correlation
from samspill.lab.statistics.reliability import cronbach_alpha, mcdonald_omega
from samspill.lab.table_rows import table_rows
from samspill.science.arrays import Numbers
from samspill.science.scales import ResponseScale

ITEMS = ("A1", "A2", "A3", "A4")
SCALE = ("--scale", "1:5", "--items", ",".join(ITEMS))
SIZES = {"Nesdal": 400, "Lidal": 120, "Sundvoll": 60, "Tverrelv": 40, "Kort": 25, "Små": 7}


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    errors: str
    target: Path

    @property
    def rows(self) -> dict[str, dict[str, str]]:
        names, *rows = read_csv(self.target.read_bytes())
        return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


class Command:
    """`samspill table`, as a person runs it; English, so that sentences can be read here."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.capsys = capsys
        self.target = folder / "table.csv"

    def __call__(self, path: Path, *options: str) -> Outcome:
        parser = argparse.ArgumentParser()
        table.add_arguments(parser)
        out = io.StringIO()
        asked = [str(path), "--language", "en", "--out", str(self.target), *SCALE, *options]
        status = table.run(parser.parse_args(asked), out)
        return Outcome(status, out.getvalue(), self.capsys.readouterr().err, self.target)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    return Command(capsys, tmp_path)


def survey(seed: int = 1) -> tuple[Numbers, list[str]]:
    """Invent answers that hang together, and groups that differ a little."""
    rng = np.random.default_rng(seed)
    names = [name for name, size in SIZES.items() for _person in range(size)]
    shift = {name: place / 6 for place, name in enumerate(SIZES)}
    attitude = rng.normal(size=len(names)) + np.array([shift[name] for name in names])
    wanted = attitude[:, None] + rng.normal(size=(len(names), len(ITEMS)))
    ratings = 1 + np.searchsorted([-1.5, -0.5, 0.5, 1.5], wanted)
    order = rng.permutation(len(names))
    return ratings[order], [names[place] for place in order]


def rows_of(ratings: Numbers, names: Sequence[str]) -> list[list[Any]]:
    header = [["kommune", *ITEMS]]
    return header + [[name, *own] for name, own in zip(names, ratings.tolist(), strict=True)]


def write(folder: Path, content: Sequence[Sequence[Any]] | str | bytes, **options: Any) -> Path:
    path = folder / "answers.csv"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif isinstance(content, str):
        path.write_text(content, encoding="utf-8", newline="")
    else:
        with path.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out, lineterminator="\n", **options).writerows(content)
    return path


def number(cell: str) -> float:
    return float(cell.replace(",", "."))


# --- Figures --------------------------------------------------------------------------------


def test_every_figure_is_that_of_the_answers_themselves(run: Command, tmp_path: Path) -> None:
    ratings, names = survey()
    outcome = run(write(tmp_path, rows_of(ratings, names)), "--by", "kommune")
    assert (outcome.status, outcome.errors) == (0, "")
    assert outcome.out == "table.csv is written.\n"
    groups = {name: ratings[[one == name for one in names]] for name in ("Nesdal", "Lidal")}
    for name, own in {"Everybody": ratings, **groups}.items():
        row = outcome.rows[name]
        decimals = 2 if len(own) >= 250 else 1
        scores = own.mean(axis=1)
        alpha = cronbach_alpha(own)
        spread = own.var(axis=0, ddof=1).mean() / 2
        assert row["n"] == str(len(own))
        assert number(row["mean"]) == round(scores.mean(), decimals)
        error = scores.std(ddof=1) / math.sqrt(len(own))
        assert number(row["mean_low"]) == pytest.approx(scores.mean() - 1.96 * error, abs=0.1)
        assert number(row["mean_high"]) == pytest.approx(scores.mean() + 1.96 * error, abs=0.1)
        assert number(row["alpha"]) == round(alpha.value, decimals)
        assert number(row["alpha_low"]) <= alpha.low < number(row["alpha_low"]) + 10**-decimals
        assert number(row["alpha_high"]) >= alpha.high > number(row["alpha_high"]) - 10**-decimals
        assert number(row["r_wg_j"]) == round(
            4 * (1 - spread) / (4 * (1 - spread) + spread), decimals
        )
    whole = outcome.rows["Everybody"]
    omega = mcdonald_omega(ratings)
    between = intraclass_correlation(ratings.mean(axis=1), names)
    assert number(whole["omega"]) == round(omega.value, 2)
    assert number(whole["icc1"]) == round(between.icc1, 3)
    assert number(whole["icc2"]) == round(between.icc2, 3)


def test_turned_items_are_turned(run: Command, tmp_path: Path) -> None:
    ratings, names = survey()
    plain = run(write(tmp_path, rows_of(ratings, names)), "--by", "kommune").rows
    ratings[:, 1] = 6 - ratings[:, 1]
    path = write(tmp_path, rows_of(ratings, names))
    assert run(path, "--by", "kommune", "--reverse", "A2").rows == plain


def test_only_those_who_answered_every_item_are_counted(run: Command, tmp_path: Path) -> None:
    ratings, names = survey()
    rows = rows_of(ratings, names)
    whole = run(write(tmp_path, rows), "--by", "kommune").rows
    rows += [["Nesdal", 1, "", 1, 1], ["Nesdal", "NA", 5, 5, "-"], ["Lidal", "", "", "", ""]]
    with_gaps = run(write(tmp_path, rows), "--by", "kommune").rows
    assert (whole["Everybody"].pop("left_out"), with_gaps["Everybody"].pop("left_out")) == (
        "0",
        "2",
    )
    assert with_gaps == whole


def test_without_groups_there_is_one_row(run: Command, tmp_path: Path) -> None:
    ratings, names = survey()
    rows = run(write(tmp_path, rows_of(ratings, names))).rows
    assert list(rows) == ["Everybody"]
    assert rows["Everybody"]["icc1"] == rows["Everybody"]["note"] == ""


def test_where_answers_are_heaped_alpha_has_no_interval(run: Command, tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    wanted = rng.normal(size=(300, 1)) + rng.normal(size=(300, 4))
    ratings = 1 + np.searchsorted([-3, -2.4, -1.8, -0.8], wanted)
    row = run(write(tmp_path, rows_of(ratings, ["a"] * 300))).rows["Everybody"]
    assert row["alpha"]
    assert row["alpha_low"] == row["alpha_high"] == row["omega_low"] == ""
    assert row["note"].startswith("Most answers stand at one end of the scale")


def test_under_thirty_there_is_no_alpha(run: Command, tmp_path: Path) -> None:
    ratings, names = survey()
    row = run(write(tmp_path, rows_of(ratings, names)), "--by", "kommune").rows["Tverrelv"]
    assert row["alpha"]
    few = [place for place, name in enumerate(names) if name == "Lidal"][:28]
    row = run(write(tmp_path, rows_of(ratings[few], ["x"] * 28))).rows["Everybody"]
    assert (row["n"], row["alpha"]) == ("28", "")
    assert row["note"] == "Alpha needs 30 people who answered every item, and 3 items."


def test_two_camps_have_no_number_for_agreement(run: Command, tmp_path: Path) -> None:
    ratings = np.array([[1] * 4, [5] * 4] * 20)
    ratings[0] = [1, 2, 3, 4]
    row = run(write(tmp_path, rows_of(ratings, ["a"] * 40))).rows["Everybody"]
    assert row["r_wg_j"] == row["r_wg_j_by_chance"] == ""
    assert "Agreement lies below 0: the answers are split." in row["note"]


# --- What is withheld -----------------------------------------------------------------------


def shown(outcome: Outcome) -> set[str]:
    return {name for name, row in outcome.rows.items() if row["n"]}


def test_small_groups_are_withheld_and_one_more_that_hides_them(
    run: Command, tmp_path: Path
) -> None:
    ratings, names = survey()
    outcome = run(write(tmp_path, rows_of(ratings, names)), "--by", "kommune")
    assert shown(outcome) == {"Everybody", "Nesdal", "Lidal", "Sundvoll", "Tverrelv"}
    withheld = [outcome.rows[name] for name in ("Små", "Kort")]
    for row in withheld:
        assert not any(row[column] for column in row if column not in {"group", "note"})
    assert withheld[0]["note"] == withheld[1]["note"]


def test_the_minimum_can_only_be_raised(run: Command, tmp_path: Path) -> None:
    ratings, names = survey()
    path = write(tmp_path, rows_of(ratings, names))
    outcome = run(path, "--by", "kommune", "--minimum", "50")
    assert shown(outcome) == {"Everybody", "Nesdal", "Lidal", "Sundvoll"}
    outcome = run(path, "--by", "kommune", "--minimum", "21")
    assert outcome.status == 2
    assert outcome.errors == "--minimum may be raised, never lowered: write 22 or more.\n"


def test_a_nearly_unanimous_group_is_withheld_among_others(run: Command, tmp_path: Path) -> None:
    ratings, names = survey()
    place = [one == "Lidal" for one in names]
    ratings[place] = 5
    outcome = run(write(tmp_path, rows_of(ratings, names)), "--by", "kommune")
    assert "Lidal" not in shown(outcome)
    # What is left of the total without those shown is not nearly unanimous either.
    left = [one not in shown(outcome) for one in names]
    assert (ratings[left].mean(axis=1) <= 3.5).sum() >= 3


def test_a_unanimous_file_shows_nothing(run: Command, tmp_path: Path) -> None:
    outcome = run(write(tmp_path, rows_of(np.full((90, 4), 5), ["a", "b"] * 45)), "--by", "kommune")
    assert (outcome.status, shown(outcome)) == (0, set())


def test_a_file_without_people_shows_nothing(run: Command, tmp_path: Path) -> None:
    outcome = run(write(tmp_path, "kommune;A1;A2;A3;A4"), "--by", "kommune")
    assert (outcome.status, outcome.errors, shown(outcome)) == (0, "", set())
    assert list(outcome.rows) == ["Everybody"]


def test_those_who_did_not_say_are_a_group_of_their_own(run: Command, tmp_path: Path) -> None:
    ratings, names = survey()
    names = ["" if name == "Lidal" else name for name in names]
    outcome = run(write(tmp_path, rows_of(ratings, names)), "--by", "kommune")
    assert outcome.rows["not stated"]["n"] == "120"
    said = [bool(name) for name in names]
    between = intraclass_correlation(ratings[said].mean(axis=1), [name for name in names if name])
    assert number(outcome.rows["Everybody"]["icc1"]) == round(between.icc1, 3)


def test_names_of_groups_are_no_formulas(run: Command, tmp_path: Path) -> None:
    ratings, names = survey()
    names = ["=cmd|calc" if name == "Lidal" else name for name in names]
    outcome = run(write(tmp_path, rows_of(ratings, names)), "--by", "kommune")
    assert b"\n'=cmd|calc;120;" in outcome.target.read_bytes()


# --- The same table however it is read ------------------------------------------------------


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ratings, names = survey()
    again = np.random.default_rng(4).permutation(np.repeat(np.arange(len(names)), 30))
    rows = rows_of(ratings[again], [names[place] for place in again])
    return write(tmp_path_factory.mktemp("large"), rows)


def count(path: Path, piece_bytes: int) -> list[list[Any]]:
    wanted = Wanted(ResponseScale(1, 5), ITEMS, "kommune")
    counts = counting.count_file(
        path, wanted, notify=pytest.fail, show=lambda share: None, piece_bytes=piece_bytes
    )
    return table_rows(counts, is_grouped=True, minimum=22)


def test_the_size_of_the_pieces_does_not_matter(large: Path) -> None:
    whole = count(large, 1 << 30)
    assert [count(large, size) for size in (1000, 4099, 65536)] == [whole] * 3


def test_the_number_of_cores_does_not_matter(large: Path, tmp_path: Path) -> None:
    written = []
    for cores in ("1", "2"):
        target = tmp_path / f"{cores}.csv"
        subprocess.run(
            [
                *(sys.executable, "-m", "samspill.site.command_line", "table", str(large)),
                *(*SCALE, "--by", "kommune", "--out", str(target)),
            ],
            env={
                **os.environ,
                "POLARS_MAX_THREADS": cores,
                "OPENBLAS_NUM_THREADS": cores,
                "OMP_NUM_THREADS": cores,
            },
            check=True,
            capture_output=True,
        )
        written.append(target.read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize(
    "options",
    [
        {"delimiter": ";"},
        {"delimiter": "\t"},
        {"quoting": csv.QUOTE_ALL},
        {"quoting": csv.QUOTE_NONNUMERIC, "lineterminator": "\r\n"},
        {"lineterminator": "\r"},
    ],
)
def test_files_are_written_in_many_ways(
    options: dict[str, Any], run: Command, tmp_path: Path
) -> None:
    ratings, names = survey()
    rows = rows_of(ratings, names)
    plain = run(write(tmp_path, rows), "--by", "kommune").rows
    path = tmp_path / "answers.csv"
    with path.open("w", newline="", encoding="utf-8-sig") as out:
        csv.writer(out, **{"lineterminator": "\n", **options}).writerows(rows)
    outcome = run(path, "--by", "kommune")
    assert (outcome.status, outcome.errors, outcome.rows) == (0, "", plain)


def test_numbers_are_spelt_in_many_ways(run: Command, tmp_path: Path) -> None:
    ratings, names = survey()
    rows = rows_of(ratings, names)
    plain = run(write(tmp_path, rows), "--by", "kommune").rows
    spellings = ["{}", " {}", "{}.0", "{},0", "+{}", "{} "]
    for place, row in enumerate(rows[1:]):
        row[1:] = [spellings[(place + at) % 6].format(one) for at, one in enumerate(row[1:])]
    rows.insert(5, [""] * 5)
    outcome = run(write(tmp_path, rows, delimiter=";"), "--by", "kommune")
    assert (outcome.errors, outcome.rows) == ("", plain)


def test_older_windows_files_are_read_with_a_notice(run: Command, tmp_path: Path) -> None:
    ratings, names = survey()
    rows = rows_of(ratings, names)
    plain = run(write(tmp_path, rows), "--by", "kommune").rows
    text = "\n".join(";".join(map(str, row)) for row in rows)
    outcome = run(write(tmp_path, text.encode("cp1252")), "--by", "kommune")
    assert outcome.rows == plain
    assert "is read as Windows text (cp1252)" in outcome.errors


@pytest.mark.parametrize("kind", [pl.Int8, pl.UInt16, pl.Int64, pl.Float64, pl.String])
def test_parquet_gives_the_same_table(
    kind: type[pl.DataType], run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_chunks, "PIECE_ROWS", 100)
    ratings, names = survey()
    rows = rows_of(ratings, names)
    rows += [["Nesdal", "", 1, 1, 1], ["", *[""] * 4]]
    plain = run(write(tmp_path, rows), "--by", "kommune").rows
    path = tmp_path / "answers.parquet"
    columns = {
        item: pl.Series([row[place] or None for row in rows[1:]], strict=False).cast(kind)
        for place, item in enumerate(ITEMS, start=1)
    }
    pl.DataFrame({"kommune": [row[0] or None for row in rows[1:]], **columns}).write_parquet(path)
    outcome = run(path, "--by", "kommune")
    assert (outcome.errors, outcome.rows) == ("", plain)


def test_groups_may_be_numbers(run: Command, tmp_path: Path) -> None:
    ratings, names = survey()
    codes = {name: 4200 + place for place, name in enumerate(SIZES)}
    frame = pl.DataFrame(dict(zip(ITEMS, ratings.T, strict=True)))
    numbers = pl.Series("kommune", [codes[name] for name in names])
    tables = []
    for column in (numbers, numbers.cast(pl.Float64), numbers.cast(pl.String).cast(pl.Categorical)):
        path = tmp_path / "answers.parquet"
        frame.with_columns(column).write_parquet(path)
        tables.append(run(path, "--by", "kommune").rows)
    assert tables[0]["4200"]["n"] == "400"
    assert tables[1:] == tables[:1] * 2


def test_it_counts_whom_analyse_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small odd files, in pieces of a few rows: the same people, or the same refusal."""
    monkeypatch.setattr(csv_chunks, "CHUNK", 64)
    rng = np.random.default_rng(5)
    cells = ["1", "2", "5", "", "NA", "3,0", " 4", '"', '"2"', "6", "x", "1;2"]
    chances = np.array([20, 20, 20, 4, 1, 1, 1, 0.1, 0.5, 0.1, 0.1, 0.1])
    ends = ["\n", "\r\n", "\n\n", "\r"]
    for seed in range(150):
        lines = ["g;A1;A2;A3;A4\n"]
        for _row in range(int(rng.integers(0, 30))):
            own = rng.choice(cells, size=4, p=chances / chances.sum()).tolist()
            lines.append(";".join([rng.choice(["a", "b", "", '"c;d"', '5" d'], p=NAMED), *own]))
            lines.append(ends[0] if seed % 2 else rng.choice(ends, p=[0.9, 0.05, 0.04, 0.01]))
        path = write(tmp_path, "".join(lines))
        wanted = Wanted(ResponseScale(1, 5), ITEMS, "g")
        assert counted_in_pieces(path, wanted) == counted_by_analyse(path, wanted), lines


NAMED = (0.4, 0.3, 0.18, 0.1, 0.02)


def counted_by_analyse(path: Path, wanted: Wanted) -> object:
    try:
        sums = count_answers(path, wanted, notify=pytest.fail).sums
    except AnswerFileError as error:
        return str(error)
    return (sums.n, sums.products.tolist()) if sums and sums.n else 0


def counted_in_pieces(path: Path, wanted: Wanted) -> object:
    try:
        counts = counting.count_file(
            path, wanted, notify=pytest.fail, show=lambda share: None, piece_bytes=64
        )
    except AnswerFileError as error:
        return str(error)
    sums = counts.sums.together()
    return (sums.n, sums.products.tolist()) if sums.n else 0


# --- What is refused ------------------------------------------------------------------------

HEADER = "g,A1,A2,A3,A4\n"
WRONG = {
    "": "answers.csv is empty. The first row must name the columns.",
    "g,A1,A2,A3\na,1,2,3\n": 'answers.csv has no column "A4". Its columns are g, A1, A2, A3.',
    HEADER + "a,1,2,3,4\nb,1,2,7,4\n": 'answers.csv, row 3, column A3: "7" is outside the scale 1 '
    "to 5. Correct the value, or leave the cell empty if the person did not answer.",
    HEADER + "a,1,2.5,3,4\n": 'answers.csv, row 2, column A2: "2.5" is not a whole number from 1 '
    "to 5. Correct the value, or leave the cell empty if the person did not answer.",
    HEADER + "a,1,2,3,4\n\nb,1,2,3\n": "answers.csv, row 4: the row has 4 cells, but row 1 names "
    "5 columns. Correct the row.",
    HEADER + 'a,1,2,3,"4\n': "answers.csv, row 2: the quotation marks do not match. Correct them "
    "in this row.",
    "PK\x03\x04": 'answers.csv is not a text file. Save it from the spreadsheet as "CSV UTF-8".',
    "PAR1 and nothing more": "answers.csv is not a whole Parquet file. Save it again, or save it "
    "as CSV.",
}


@pytest.mark.parametrize(("content", "sentence"), WRONG.items())
def test_what_is_wrong_is_told_and_nothing_is_written(
    content: str, sentence: str, run: Command, tmp_path: Path
) -> None:
    run.target.write_text("an older table")
    outcome = run(write(tmp_path, content), "--by", "g")
    assert (outcome.status, outcome.errors, outcome.out) == (2, sentence + "\n", "")
    assert run.target.read_text() == "an older table"
    assert {path.name for path in tmp_path.iterdir()} == {"answers.csv", "table.csv"}


@pytest.mark.parametrize(
    ("column", "cell"),
    [([1, 2, 9], "9"), ([1.0, 2.5, 3.0], "2.5"), (["1", "ja", "3"], "ja"), ([True] * 3, "true")],
)
def test_a_wrong_cell_in_parquet_is_found(
    column: list[Any], cell: str, run: Command, tmp_path: Path
) -> None:
    path = tmp_path / "answers.parquet"
    pl.DataFrame({item: [1, 2, 3] for item in ITEMS} | {"A3": column}).write_parquet(path)
    outcome = run(path)
    assert outcome.status == 2
    assert f'column A3: "{cell}" is ' in outcome.errors.replace("True", "true")


def test_a_column_of_everybodys_own_makes_no_groups(run: Command, tmp_path: Path) -> None:
    ratings = np.tile(np.arange(1, 5), (1500, 1))
    outcome = run(
        write(tmp_path, rows_of(ratings, [f"id{n}" for n in range(1500)])), "--by", "kommune"
    )
    assert outcome.status == 2
    assert "has more than 1000 different values, so it does not make groups" in outcome.errors


def test_a_missing_file_is_told(run: Command, tmp_path: Path) -> None:
    outcome = run(tmp_path / "none.csv")
    assert outcome.errors == "none.csv was not found. Check the name and the folder.\n"


def test_the_answers_are_never_written_over(run: Command, tmp_path: Path) -> None:
    ratings, names = survey()
    path = write(tmp_path, rows_of(ratings, names))
    before = path.read_bytes()
    outcome = run(path, "--out", str(path))
    assert outcome.errors == "--out is the file of answers itself. Give the table another name.\n"
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("out", "sentence"),
    [
        ("table.xlsx", "is no CSV file. Give it a name that ends in .csv."),
        ("none/table.csv", "there is no such folder. Make it first, or choose another."),
    ],
)
def test_a_place_that_cannot_be_written_is_told_first(
    out: str, sentence: str, run: Command, tmp_path: Path
) -> None:
    outcome = run(tmp_path / "not read.csv", "--out", str(tmp_path / out))
    assert outcome.status == 2
    assert sentence in outcome.errors


def test_a_full_disk_leaves_what_was_there(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ratings, names = survey()
    path = write(tmp_path, rows_of(ratings, names))
    run.target.write_text("an older table")

    def full(self: Path, content: bytes) -> int:
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    outcome = run(path)
    assert (outcome.status, run.target.read_text()) == (2, "an older table")
    assert "could not be written" in outcome.errors
    assert {path.name for path in tmp_path.iterdir()} == {"answers.csv", "table.csv"}


# --- Words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "everybody"), [("nb", "Alle"), ("nn", "Alle"), ("en", "Everybody")]
)
def test_it_is_said_in_three_languages(
    language: str, everybody: str, run: Command, tmp_path: Path
) -> None:
    ratings, names = survey()
    names = ["" if name == "Lidal" else name for name in names]
    path = write(tmp_path, rows_of(ratings, names))
    outcome = run(path, "--by", "kommune", "--language", language)
    notes = {row["note"] for row in outcome.rows.values()} - {""}
    assert everybody in outcome.rows
    assert (language == "en") == ("not stated" in outcome.rows)
    assert (language == "en") == any("Not shown" in note for note in notes)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_is_for_whoever_looks() -> None:
    seen, unseen = Terminal(), io.StringIO()
    for stream in (seen, unseen):
        with ProgressBar(stream) as progress:
            progress.show(0.5)
            progress.show(1.0)
    assert unseen.getvalue() == ""
    assert seen.getvalue().startswith(f"\r[{'#' * 20}{'.' * 20}]  50%\r")
    assert seen.getvalue().endswith("\r")

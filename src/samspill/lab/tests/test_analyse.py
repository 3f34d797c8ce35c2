import argparse
import csv
import io
import statistics
import subprocess
import sys
from pathlib import Path

import pytest
from tests.shared import shared_file

from samspill.lab import analyse, answer_files
from samspill.lab.tests.commands import Command, table, write

SOURCE = Path(__file__).resolve().parents[3]
ITEMS = "A1,A2,A3,A4,A5"
LEAD = ",".join(f"LEAD{number:02}" for number in range(1, 12))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


# --- Real surveys ------------------------------------------------------------------------

TENTHS = "None One Two Three Four Five Six Seven Eight Nine All".split()


def column(file: str, name: str) -> list[str]:
    with shared_file(f"data/surveys/{file}").open(encoding="utf-8", newline="") as lines:
        return [row[name] for row in csv.DictReader(lines)]


def test_a_real_survey_is_read_as_in_the_product(run: Command) -> None:
    outcome = run(
        shared_file("data/surveys/bfi.csv"), "--scale", "1:6", "--items", ITEMS, "--reverse", "A1"
    )
    assert (outcome.status, outcome.errors) == (0, "")
    rows = column("bfi.csv", "A1")
    turned = [7 - int(point) for point in rows if point]
    high = TENTHS[round(10 * statistics.fmean(point > 3 for point in turned))]
    middle = statistics.fmean(turned)
    assert outcome.out.startswith(f"bfi.csv: {len(rows)} answers. The scale runs from 1 to 6.\n")
    assert f"A1 (reversed): {high} of ten answer high on the scale." in outcome.out
    assert f"The middle is about {middle:.1f}. The answers " in outcome.out
    assert f"({len(turned)} answers, {len(rows) - len(turned)} missing)" in outcome.out
    assert "Talk about this first: A" in outcome.out


def test_a_reversed_item_matters(run: Command) -> None:
    asked = (
        shared_file("data/surveys/bfi.csv"),
        "--scale",
        "1:6",
        "--items",
        ITEMS,
        "--format",
        "json",
    )
    as_keyed = run(*asked).document["items"][0]
    turned = run(*asked, "--reverse", "A1").document["items"][0]
    middle = statistics.fmean(int(point) for point in column("bfi.csv", "A1") if point)
    assert as_keyed["middle"] == pytest.approx(middle, abs=0.05)
    assert turned["middle"] == pytest.approx(7 - middle, abs=0.05)
    assert as_keyed["percent"] == turned["percent"][::-1]
    assert (as_keyed["reversed"], turned["reversed"]) == (False, True)
    assert as_keyed["sentence"] == turned["sentence"].replace("high", "low")


def test_every_group_of_a_real_survey_is_read(run: Command) -> None:
    outcome = run(
        shared_file("data/surveys/lq2002.csv"), "--scale", "1:5", "--items", LEAD, "--by", "COMPID",
        "--format", "json",
    )  # fmt: skip
    document = outcome.document
    companies = column("lq2002.csv", "COMPID")
    assert document["respondents"] == len(companies)
    assert len(document["groups"]) == len(set(companies))
    names = [int(group["name"]) for group in document["groups"]]
    assert names == sorted(names)
    assert not any(group["hidden"] for group in document["groups"])
    for group in document["groups"]:
        for item in group["items"]:
            assert (item["n"] is None) == (item["band"] is not None)
            assert item["percent"] is None or item["n"] >= 250
            assert item["form"] != "tenths" or item["n"] >= 20


def test_the_same_file_always_gives_the_same_document(run: Command) -> None:
    asked = (
        shared_file("data/surveys/bfi.csv"),
        "--scale",
        "1:6",
        "--items",
        ITEMS,
        "--by",
        "education",
    )
    first, second = run(*asked, "--format", "json"), run(*asked, "--format", "json")
    assert first.out == second.out
    assert "NaN" not in first.out
    assert first.document["groups"][-1]["name"] is None  # not stated, last
    silent = column("bfi.csv", "education").count("")
    assert f"education not stated: {silent} answers" in run(*asked).out


# --- Small files -------------------------------------------------------------------------


def test_the_document_has_the_keys_that_are_promised(run: Command, tmp_path: Path) -> None:
    path = write(tmp_path, table([["A", "B"], *[[1, 5]] * 3, *[[5, 4]] * 4]))
    document = run(path, "--scale", "1:5", "--items", "A,B", "--format", "json").document
    assert set(document) == {
        "file", "scale", "language", "minimum", "respondents", "respondents_band",
        "items", "reading", "by", "groups", "reliability", "differences",
    }  # fmt: skip
    assert document["reading"] == {
        "strong": ["B"], "low": [], "wide": ["A"], "others": [], "talk_first": "A",
    }  # fmt: skip
    assert document["items"][0] == {
        "item": "A", "reversed": False, "n": None, "band": "5-11", "missing": None,
        "form": "words", "word": "split", "agreed_side": None, "tiles": [],
        "sides": [0, 0, 0], "percent": None, "middle": None, "nearest_point": None,
        "spread": None, "sentence": "The answers point in opposite directions.",
        "mean": None, "agreement": None, "beside_chance": None,
    }  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_the_delimiter_is_found(
    run: Command, tmp_path: Path, delimiter: str, encoding: str
) -> None:
    rows = [["Kjønn", " Åpenhet "], *[["k", 4]] * 12, *[["m", 1]] * 12]
    path = write(tmp_path, table(rows, delimiter).encode(encoding))
    outcome = run(path, "--scale", "1:5", "--items", "Åpenhet", "--by", "Kjønn")
    assert (outcome.status, outcome.errors) == (0, "")
    assert "Kjønn k: 12 to 21 answers" in outcome.out


def test_windows_text_is_read_with_a_notice(run: Command, tmp_path: Path) -> None:
    path = write(tmp_path, table([["Åpenhet"], *[[4]] * 12]).encode("cp1252"))
    outcome = run(path, "--scale", "1:5", "--items", "Åpenhet")
    assert outcome.status == 0
    assert outcome.errors == ("answers.csv is not UTF-8 and is read as Windows text (cp1252).\n")


def test_numbers_may_be_written_in_several_ways(run: Command, tmp_path: Path) -> None:
    cells = ["3", "3,0", "3.0", " 3 ", "+3", "3,", "\u00a03"] * 4
    missing = ["", " ", "NA", "na", "N/A", "-", "–", "NaN"]
    path = write(tmp_path, "A;B\n" + "".join(f"{cell};x\n" for cell in [*cells, *missing]))
    document = run(path, "--scale", "1:5", "--items", "A", "--format", "json").document
    assert (document["items"][0]["n"], document["items"][0]["missing"]) == (28, 8)
    assert document["items"][0]["agreed_side"] == "middle"


def test_empty_rows_are_nobody(run: Command, tmp_path: Path) -> None:
    path = write(tmp_path, "A,B\n" + "1,x\n5,y\n\n" * 15 + ",\n" * 40 + "\n")
    document = run(path, "--scale", "1:5", "--items", "A", "--format", "json").document
    assert (document["respondents"], document["items"][0]["missing"]) == (30, 0)


def test_text_has_tiles_and_percentages_only_from_a_hundred(run: Command, tmp_path: Path) -> None:
    rows = [[1]] * 3 + [[2]] * 3 + [[4]] * 6
    few = run(write(tmp_path, table([["A"], *rows])), "--scale", "1:5", "--items", "A").out
    many = run(write(tmp_path, table([["A"], *rows * 21])), "--scale", "1:5", "--items", "A").out
    assert "  1 ■■          1 of 5\n" in few
    assert "  3             few or none\n" in few
    assert "%" not in few
    assert "  4 ■■■■■       50 %\n" in many
    assert "(12 to 21 answers)" in few


def test_small_groups_are_hidden_and_cannot_be_subtracted(run: Command, tmp_path: Path) -> None:
    rows = [["A", "part"], *[[4, "pol"]] * 14, *[[2, "adm"]] * 9, *[[1, "union"]] * 3]
    asked = (write(tmp_path, table(rows)), "--scale", "1:5", "--items", "A", "--by", "part")
    text = run(*asked).out
    assert "part pol: 12 to 21 answers" in text
    assert "part adm" not in text
    assert text.endswith(
        "Not shown by themselves, so that what a few people answered cannot be worked out: "
        "adm, union. Their answers are in the total.\n"
    )
    groups = {group["name"]: group for group in run(*asked, "--format", "json").document["groups"]}
    assert [groups[name]["hidden"] for name in ("adm", "pol", "union")] == [True, False, True]
    for name in ("adm", "union"):
        assert groups[name]["respondents"] is None
        assert [item["form"] for item in groups[name]["items"]] == ["hidden"]
        assert groups[name]["reading"]["low"] == []
    assert groups["adm"]["respondents_band"] is None


def test_an_item_few_answered_is_protected_across_groups(run: Command, tmp_path: Path) -> None:
    """Both groups are large, but only three of one answered B: the other's B is held back."""
    rows = [["A", "B", "part"], *[[4, 4, "x"]] * 20, *[[2, "", "y"]] * 17, *[[2, 1, "y"]] * 3]
    path = write(tmp_path, table(rows))
    document = run(
        path, "--scale", "1:5", "--items", "A,B", "--by", "part", "--format", "json"
    ).document
    forms = [[item["form"] for item in group["items"]] for group in document["groups"]]
    assert forms == [["near_unanimous", "hidden"], ["near_unanimous", "hidden"]]
    assert [group["items"][1]["missing"] for group in document["groups"]] == [None, None]
    assert [group["items"][1]["n"] for group in document["groups"]] == [None, None]


def test_a_minimum_may_be_raised(run: Command, tmp_path: Path) -> None:
    path = write(tmp_path, table([["A"], *[[4]] * 7]))
    asked = (path, "--scale", "1:5", "--items", "A")
    assert "answers.csv: 5 to 11 answers." in run(*asked).out
    assert "answers.csv: fewer than eight answers." in run(*asked, "--minimum", "8").out


def test_names_cannot_steer_the_terminal(run: Command, tmp_path: Path) -> None:
    evil = "\x1b[31mred\u202e"
    rows = [["A", evil], *[[4, "\x1b]0;x\x07"]] * 12, *[[4, "b"]] * 12]
    path = write(tmp_path, table(rows), name="e\x1b[2J.csv")
    asked = (path, "--scale", "1:5", "--items", "A", "--by", evil)
    for outcome in (run(*asked), run(*asked, "--format", "json"), run(*asked, "--reverse", evil)):
        assert not {"\x1b", "\x07", "\u202e"}.intersection(outcome.out + outcome.errors)


def test_a_quoted_name_may_hold_a_comma(run: Command, tmp_path: Path) -> None:
    path = write(tmp_path, '"Open, or not",B\n' + "4,1\n" * 12)
    assert run(path, "--scale", "1:5", "--items", '"Open, or not",B').status == 0


def test_an_old_terminal_has_other_tiles(tmp_path: Path) -> None:
    path = write(tmp_path, table([["Å"], *[[1]] * 10, *[[5]] * 10]))
    parser = argparse.ArgumentParser()
    analyse.add_arguments(parser)
    arguments = parser.parse_args([str(path), "--scale", "1:5", "--items", "Å"])
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    assert analyse.run(arguments, terminal) == 0
    terminal.seek(0)
    assert "  1 #####" in terminal.read()


# --- What can be wrong -------------------------------------------------------------------

ASKED = ("--scale", "1:6", "--items", "A1,A2", "--by", "G")
MEND = "Correct the value, or leave the cell empty if the person did not answer."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("A1,A2,G\n1,2,x\n1,7,x\n", f'row 3, column A2: "7" is outside the scale 1 to 6. {MEND}'),
        ("A1,A2,G\n0,2,x\n", f'row 2, column A1: "0" is outside the scale 1 to 6. {MEND}'),
        ("A1,A2,G\n1,2.5,x\n",
         f'row 2, column A2: "2.5" is not a whole number from 1 to 6. {MEND}'),
        ("A1;A2;G\n1;ja;x\n", f'row 2, column A2: "ja" is not a whole number from 1 to 6. {MEND}'),
        ("A1;A2;G\n1;1e3;x\n",
         f'row 2, column A2: "1e3" is not a whole number from 1 to 6. {MEND}'),
        ("A1,A2,G\n1,2,x\n\n1,2\n",
         "row 4: the row has 2 cells, but row 1 names 3 columns. Correct the row."),
        ("A1,A2,G\n1,2,x,9\n",
         "row 2: the row has 4 cells, but row 1 names 3 columns. Correct the row."),
        ('A1,A2,G\n1,2,"x\ny"\n1,9,x\n',
         f'row 3, column A2: "9" is outside the scale 1 to 6. {MEND}'),
        ('A1,A2,G\n1,2,"x\n1,2,y\n',
         "row 2: the quotation marks do not match. Correct them in this row."),
        ("A1,A2,A2,G\n1,2,3,x\n",
         'row 1: the column "A2" is there more than once. Give each column its own name.'),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_with_its_place(
    run: Command, tmp_path: Path, text: str, sentence: str
) -> None:
    outcome = run(write(tmp_path, text), *ASKED)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.errors == f"answers.csv, {sentence}\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "answers.csv is empty. The first row must name the columns."),
        (b" \n\r\n", "answers.csv is empty. The first row must name the columns."),
        (b"PK\x03\x04rest",
         'answers.csv is not a text file. Save it from the spreadsheet as "CSV UTF-8".'),
        ("A1,A2,G\n".encode("utf-16"),
         'answers.csv is not a text file. Save it from the spreadsheet as "CSV UTF-8".'),
        (b"\x81\x8d\x8f",
         'answers.csv is not a text file. Save it from the spreadsheet as "CSV UTF-8".'),
        (b"A1,X,G\n1,2,x\n",
         'answers.csv has no column "A2". Its columns are A1, X, G.'),
        (b"A1,A2\n1,2\n", 'answers.csv has no column "G". Its columns are A1, A2.'),
    ],
)  # fmt: skip
def test_a_wrong_file_is_explained(
    run: Command, tmp_path: Path, content: bytes, sentence: str
) -> None:
    outcome = run(write(tmp_path, content), *ASKED)
    assert (outcome.status, outcome.out, outcome.errors) == (2, "", f"{sentence}\n")


def test_a_file_that_is_not_there(run: Command, tmp_path: Path) -> None:
    missing = run(tmp_path / "no.csv", *ASKED)
    assert missing.errors == "no.csv was not found. Check the name and the folder.\n"
    folder = run(tmp_path, *ASKED)
    assert folder.errors.endswith("is a folder. Give the name of a file.\n")
    below = run(write(tmp_path, "A1") / "below.csv", *ASKED)
    assert "could not be read" in below.errors
    assert {missing.status, folder.status, below.status} == {2}


def test_a_file_that_may_not_be_read(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert "may not be read by you" in run(tmp_path / "a.csv", *ASKED).errors


def test_an_id_makes_no_groups(run: Command, tmp_path: Path) -> None:
    rows = [["A", "id"], *[[4, number] for number in range(answer_files.MOST_GROUPS + 1)]]
    outcome = run(write(tmp_path, table(rows)), "--scale", "1:5", "--items", "A", "--by", "id")
    assert outcome.errors == (
        'answers.csv: the column "id" has more than 1000 different values, so it does not make '
        "groups. Choose another column.\n"
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--reverse", "A9"], 'The reversed item "A9" is not among --items. Add it there.'),
        (["--reverse", "A1,A1"], 'The item "A1" is named twice. Name each item once.'),
        (["--items", "A1,A1"], 'The item "A1" is named twice. Name each item once.'),
        (["--items", " , "], "--items names no column. Write them as A1,A2,A3."),
        (["--by", "A1"], 'The column "A1" is both an item and --by. Choose another group column.'),
        (["--minimum", "4"], "--minimum may be raised, never lowered: write 5 or more."),
        *[
            (["--scale", scale], f'--scale "{scale}" is not a scale of 2 to 11 points. '
             "Write it as 1:5.")
            for scale in ("5", "1:1", "6:1", "0:11", "a:b", "1:5:6", "", "1,5")
        ],
    ],
)  # fmt: skip
def test_a_wrong_question_is_explained(
    run: Command, tmp_path: Path, options: list[str], sentence: str
) -> None:
    path = write(tmp_path, "A1,A2,G\n1,2,x\n")
    outcome = run(path, "--scale", "1:6", "--items", "A1,A2", *options)
    assert (outcome.status, outcome.out, outcome.errors) == (2, "", f"{sentence}\n")


# --- Without an installation -------------------------------------------------------------


def test_it_needs_no_installation(tmp_path: Path) -> None:
    """No settings, secret, database or server: a laptop with the package and a file."""
    path = write(tmp_path, table([["A"], *[[4]] * 12, *[[1]] * 12]))
    program = (
        "import argparse, sys; from samspill.lab import analyse;"
        "p = argparse.ArgumentParser(); analyse.add_arguments(p);"
        "sys.exit(analyse.run(p.parse_args(), sys.stdout))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), "--scale", "1:5", "--items", "A"],
        env={"PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "answers.csv" in done.stdout


@pytest.mark.slow
def test_a_million_rows_are_counted_without_being_kept(run: Command, tmp_path: Path) -> None:
    rows = "".join(f"{n % 300},{n % 5 + 1},{n * 7 % 5 + 1}\n" for n in range(1000))
    path = write(tmp_path, "G,A,B\n" + rows * 1000)
    outcome = run(path, "--scale", "1:5", "--items", "A,B", "--by", "G", "--format", "json")
    assert outcome.document["respondents"] == 1_000_000

"""Intervals, agreement, reliability and compared groups, as `samspill analyse` gives them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.shared import shared_file

from samspill.lab.answer_files import ROWS_HELD
from samspill.lab.statistics.reliability import cronbach_alpha
from samspill.lab.tests.commands import Command, table, write

BFI = ("--scale", "1:6", "--items", "A1,A2,A3,A4,A5", "--reverse", "A1")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


def rows_of(n: int, seed: int = 1) -> list[list[int]]:
    """Answer three items that hang together, on five points."""
    rng = np.random.default_rng(seed)
    own = rng.normal(size=(n, 1))
    ratings = np.clip(np.round(3 + own + rng.normal(scale=0.8, size=(n, 3))), 1, 5)
    result: list[list[int]] = ratings.astype(int).tolist()
    return result


def document(run: Command, folder: Path, rows: list[Any], *more: str) -> Any:
    path = write(folder, table([["A", "B", "C", "G"][: len(rows[0])], *rows]))
    asked = ("--scale", "1:5", "--items", "A,B,C", "--format", "json", *more)
    return run(path, *asked).document


def test_a_real_survey_has_the_reliability_that_psych_gives(run: Command) -> None:
    peer = json.loads(shared_file("data/expected/reliability_and_agreement_R.json").read_text())
    peer = peer["reliability"]["agree"]
    alpha, feldt = peer["alpha_complete"]["total"]["raw_alpha"], peer["alpha_complete"]["feldt_raw"]
    path = shared_file("data/surveys/bfi.csv")
    found = run(path, *BFI, "--format", "json").document["reliability"]
    assert (found["n"], found["left_out"]) == (peer["n_complete"], peer["n"] - peer["n_complete"])
    assert found["alpha"]["value"] == round(alpha, 2)
    assert found["omega"]["value"] == round(peer["omega_lavaan_ml_complete"]["omega_u_model"], 2)
    # Answers that are not normal make it wider than Feldt's.
    assert found["alpha"]["low"] <= round(feldt["lower"], 2) + 0.01
    assert found["alpha"]["high"] >= round(feldt["upper"], 2) - 0.01
    text = run(path, *BFI).out
    of_alpha = found["alpha"]
    assert f"alpha: {alpha:.2f} ({of_alpha['low']:.2f} to {of_alpha['high']:.2f})" in text
    assert "answers by chance reach 0." in text


def test_rows_that_come_in_several_pieces_are_added_up(run: Command, tmp_path: Path) -> None:
    rows = rows_of(ROWS_HELD * 2 + 17)
    result = document(run, tmp_path, rows)["reliability"]
    assert result["n"] == len(rows)
    assert result["alpha"]["value"] == round(cronbach_alpha(rows).value, 2)


def test_a_reversed_item_is_turned_before_it_is_added(run: Command, tmp_path: Path) -> None:
    rows = [[6 - a, b, c] for a, b, c in rows_of(200)]
    turned = document(run, tmp_path, rows, "--reverse", "A")["reliability"]
    assert turned == document(run, tmp_path, rows_of(200))["reliability"]


@pytest.mark.parametrize(("n", "is_told"), [(29, False), (30, True)])
def test_reliability_is_told_from_thirty(
    n: int, is_told: bool, run: Command, tmp_path: Path
) -> None:
    result = document(run, tmp_path, rows_of(n))["reliability"]
    assert (result is not None) == is_told
    text = run(tmp_path / "answers.csv", "--scale", "1:5", "--items", "A,B,C").out
    assert ("Alpha and omega: too few to tell." in text) != is_told


def test_thirty_who_answered_something_are_not_thirty_who_answered_all(
    run: Command, tmp_path: Path
) -> None:
    rows: list[Any] = [*rows_of(29), ["", 3, 4]]
    assert document(run, tmp_path, rows)["reliability"] is None


def test_under_a_hundred_reliability_has_one_decimal(run: Command, tmp_path: Path) -> None:
    rows = rows_of(40)
    result, exact = document(run, tmp_path, rows)["reliability"]["alpha"], cronbach_alpha(rows)
    for end in result.values():
        assert end == round(end, 1)
    assert result["low"] <= exact.low <= exact.high <= result["high"]


def test_two_items_have_no_reliability(run: Command, tmp_path: Path) -> None:
    path = write(tmp_path, table([["A", "B", "C"], *rows_of(50)]))
    asked = (path, "--scale", "1:5", "--items", "A,B", "--format", "json")
    assert run(*asked).document["reliability"] is None


def test_answers_that_are_all_alike_have_none_either(run: Command, tmp_path: Path) -> None:
    result = document(run, tmp_path, [[3, 3, 3]] * 40)["reliability"]
    assert (result["alpha"], result["omega"]) == (None, None)
    text = run(tmp_path / "answers.csv", "--scale", "1:5", "--items", "A,B,C").out
    assert "alpha: cannot be computed from these answers" in text


@pytest.mark.parametrize("n", [11, 21, 22, 249, 250])
def test_no_figure_is_finer_than_what_is_shown_of_as_many(
    n: int, run: Command, tmp_path: Path
) -> None:
    for item in document(run, tmp_path, rows_of(n))["items"]:
        assert (item["mean"] is None) == (item["middle"] is None)
        assert (item["agreement"] is None) == (item["middle"] is None)
        if item["mean"] is None:
            assert n < 22
            continue
        assert item["mean"]["value"] == item["middle"]
        parts = 10 if n >= 250 else 2
        for end in (item["mean"]["low"], item["mean"]["high"]):
            assert round(end * parts, 9) == int(round(end * parts, 9))
        assert item["mean"]["low"] <= item["middle"] <= item["mean"]["high"]
        decimals = 2 if n >= 250 else 1
        assert item["agreement"]["r_wg"] == round(item["agreement"]["r_wg"], decimals)


def test_rooms_that_are_shown_alike_have_the_same_figures(run: Command, tmp_path: Path) -> None:
    """One away among the others is moved before anything is drawn, and so before this."""
    result = []
    for counts in ((1, 2, 6, 14, 7), (0, 3, 6, 14, 7)):
        answers = [[point] for point, count in enumerate(counts, 1) for _ in range(count)]
        path = write(tmp_path, table([["A"], *answers]))
        asked = (path, "--scale", "1:5", "--items", "A", "--format", "json")
        [item] = run(*asked).document["items"]
        result.append(item)
    assert result[0]["agreement"] is not None
    assert result[0] == result[1]


def test_split_answers_say_so_and_have_a_negative_agreement(run: Command, tmp_path: Path) -> None:
    path = write(tmp_path, table([["A"], *[[1]] * 12, *[[5]] * 12]))
    text = run(path, "--scale", "1:5", "--items", "A").out
    assert "Agreement (r_wg) is -1.1; answers by chance reach 0.3." in text
    assert "Below 0 means that the answers are split. Further apart" in text


def test_groups_are_compared_with_a_correction(run: Command, tmp_path: Path) -> None:
    high = [[4, 4, 3, "x"], [5, 4, 3, "x"], [3, 4, 2, "x"]]
    low = [[2, 4, 3, "y"], [1, 3, 3, "y"], [3, 4, 2, "y"]]
    rows = [*high * 9, *low * 9]
    result = document(run, tmp_path, rows, "--by", "G")["differences"]
    by_item = {one["item"]: one for one in result}
    assert by_item["A"]["larger_than_chance"]
    assert (by_item["A"]["first"], by_item["A"]["second"]) == ("x", "y")
    assert by_item["A"]["value"] == -2.0
    assert by_item["A"]["low"] <= -2.0 <= by_item["A"]["high"] < 0
    path = tmp_path / "answers.csv"
    text = run(path, "--scale", "1:5", "--items", "A,B,C", "--by", "G").out
    assert "Groups compared\n  A: y lies 2.0 lower than x (1.0 to 3.0)." in text


@pytest.mark.parametrize("n", [12, 19])
def test_groups_without_a_middle_are_not_compared(n: int, run: Command, tmp_path: Path) -> None:
    rows = [[5, 4, 3, "x"], [4, 5, 3, "x"], [1, 3, 3, "y"], [2, 1, 3, "y"]] * n
    result = document(run, tmp_path, rows[: 2 * n], "--by", "G")
    assert result["differences"] == []
    path = tmp_path / "answers.csv"
    text = run(path, "--scale", "1:5", "--items", "A,B,C", "--by", "G").out
    assert "Too few to tell whether the groups differ." in text


def test_many_groups_are_not_compared(run: Command, tmp_path: Path) -> None:
    rows = [[*row, f"g{place % 13}"] for place, row in enumerate(rows_of(13 * 24))]
    assert document(run, tmp_path, rows, "--by", "G")["differences"] == []
    path = tmp_path / "answers.csv"
    text = run(path, "--scale", "1:5", "--items", "A,B,C", "--by", "G").out
    assert "More than 12 groups are not compared" in text


def test_the_document_has_no_number_that_is_not_one(run: Command, tmp_path: Path) -> None:
    for rows in ([[3, 3, 3]] * 40, [[1, 1, 1], [5, 5, 5]] * 20, rows_of(31)):
        assert "NaN" not in json.dumps(document(run, tmp_path, rows))


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_it_is_said_in_norwegian(language: str, run: Command, tmp_path: Path) -> None:
    path = write(tmp_path, table([["A", "B", "C"], *rows_of(60)]))
    text = run(path, "--scale", "1:5", "--items", "A,B,C", "--language", language).out
    said = {
        "nb": ("Henger spørsmålene sammen?", "Enigheten (r_wg) er"),
        "nn": ("Heng spørsmåla saman?", "Semja (r_wg) er"),
    }[language]
    for sentence in said:
        assert sentence in text

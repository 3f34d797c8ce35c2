"""What is said of a file, what is never said of it, and how its answers are counted."""

from __future__ import annotations

import csv
import io
import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest

from samspill.imports.file_rows import Fault
from samspill.imports.reader import count, describe
from samspill.imports.tests.made_files import (
    AGREE,
    KINDS,
    PLACES,
    REMARK,
    STATEMENTS,
    Rows,
    as_csv,
    as_xlsx,
    forms_rows,
    keyed_rows,
    plain,
)


def described(data: bytes, **spec: Any) -> dict[str, Any]:
    return describe(data, spec, lambda _line: None)


def names(found: dict[str, Any]) -> list[str]:
    return [column["name"] for column in found["columns"]]


def values(found: dict[str, Any], name: str) -> list[str] | None:
    kept: list[str] | None = next(
        column["values"] for column in found["columns"] if column["name"] == name
    )
    return kept


def fault_of(work: Callable[[], object]) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Fault) as raised:
        work()
    return raised.value.code, raised.value.place


# --- Where the statements stand -----------------------------------------------------------------


@pytest.mark.parametrize("make", [as_xlsx, lambda rows: as_csv(plain(rows))], ids=["xlsx", "csv"])
@pytest.mark.parametrize(
    ("kind", "header_row", "people", "statements"),
    [
        ("forms", 1, 30, STATEMENTS),
        ("qualtrics", 2, 9, [f"Hvor … - {one}" for one in STATEMENTS[:2]]),
        ("surveymonkey", 2, 9, STATEMENTS[:3]),
        ("surveymonkey, single", 1, 9, STATEMENTS[:2]),
        ("nettskjema", 1, 30, STATEMENTS),
        ("keyed", 1, 24, ["Spm 1", "Spm 10"]),
        ("limesurvey", 1, 30, []),
    ],
)
def test_files_as_survey_tools_make_them(
    make: Callable[[Rows], bytes], kind: str, header_row: int, people: int, statements: list[str]
) -> None:
    found = described(make(KINDS[kind]()))
    assert (found["header_row"], found["rows"]) == (header_row, people)
    assert set(statements) <= set(names(found))
    for statement in statements:
        assert values(found, statement)


def test_a_question_is_the_name_where_it_has_no_statements() -> None:
    rows: Rows = [["Respondent ID", "Hvor enig?", "", "Alt i alt", "Noe mer?"],
            ["", "A er bra", "B er bra", "Response", "Open-Ended Response"],
            [11, "Enig", "Uenig", "Bra", ""]]  # fmt: skip
    found = described(as_csv(rows))
    assert names(found) == ["Respondent ID", "A er bra", "B er bra", "Alt i alt", "Noe mer?"]
    assert (found["header_row"], found["rows"]) == (2, 1)
    assert describe(as_csv(rows), {"header_row": 2}, lambda _line: None) == found


def test_a_title_and_blank_rows_above() -> None:
    rows = [["Samarbeidet i Uvær, mai 2026"], [], ["Svar fra", "alle"], [], ["A", "B", "C"]]
    found = described(as_xlsx([*rows, [1, 2, 3], [], [4, 5, 5]]), header_row=5)
    assert (found["header_row"], names(found), found["rows"]) == (5, ["A", "B", "C"], 2)
    found = described(as_xlsx([rows[0], [], rows[4], [1, 2, 3], [4, 5, 5]]))
    assert (found["header_row"], names(found)) == (3, ["A", "B", "C"])


def test_a_table_far_down_is_found() -> None:
    found = described(as_xlsx([[]] * 14 + [["A", "B"], [1, 2], [2, 2]]))
    assert (found["header_row"], found["rows"]) == (15, 2)


def test_another_row_of_headings_can_be_named() -> None:
    data = as_csv([["x", "y"], ["A", "B"], [1, 2]])
    assert names(described(data, header_row=2)) == ["A", "B"]
    assert names(described(data, header_row=1)) == ["x", "y"]
    assert fault_of(lambda: described(data, header_row=9)) == ("no_rows", {"row": 3})


def test_headings_that_are_alike_or_empty_are_kept_apart() -> None:
    found = described(as_csv([["A", "A", "", "A", "", ""], [1, 2, 3, 4, "", ""]]))
    assert names(found) == ["A", "A", "", "A"]
    assert [column["values"] for column in found["columns"]] == [["1"], ["2"], ["3"], ["4"]]


def test_short_rows_are_filled_and_too_long_ones_are_named() -> None:
    assert described(b"a;b;c\n1\n1;2;3\n\n1;2;3;;\n")["rows"] == 3
    fault = fault_of(lambda: described(b"a;b;c\n1;2;3\n\n1;2;3;;4;\n"))
    assert fault == ("too_wide", {"row": 4, "found": 5, "named": 3})


def test_headings_without_answers() -> None:
    assert fault_of(lambda: described(b"a;b\n;\n\n")) == ("no_rows", {"row": 1})


def test_how_far_one_has_come_is_told() -> None:
    told: list[dict[str, Any]] = []
    describe(b"a;b\n" + b"1;2\n" * 45_000, {}, told.append)
    assert told == [{"rows": 20_000}, {"rows": 40_000}]


# --- What is never said -------------------------------------------------------------------------


@pytest.mark.parametrize("people", [5, 8, 13, 30, 300])
@pytest.mark.parametrize("seed", range(4))
def test_who_people_are_and_what_they_write_is_never_said(people: int, seed: int) -> None:
    rows = forms_rows(people, seed=seed)
    for data in (as_xlsx(rows), as_csv(plain(rows))):
        found = described(data)
        said = json.dumps(found, ensure_ascii=False)
        for private in ("uvaer.example", "Nummer", REMARK[:12], "2026"):
            assert private not in said
        # What is asked for is there, also when few have answered.
        for statement in STATEMENTS:
            assert values(found, statement) == sorted({row[names(found).index(statement)] for row in rows[1:]})  # fmt: skip # noqa: E501


@pytest.mark.parametrize(
    "private",
    [
        [f"Person {n}" for n in range(9)],
        ["Kari", "Ola", "Mina", "Are", "Ida", "Liv", "Per", "Pål", "Kari"],
        [f"mobil {90000000 + n}" for n in (1, 1, 2, 2, 3, 3, 3, 3, 3)],
        ["ola@uvaer.example"] * 5 + ["kari@uvaer.example"] * 4,
        ["04.05.2026 10:31"] * 9,
        ["2026-05-04"] * 9,
        [timedelta(minutes=4, seconds=n % 2) for n in range(9)],
        ["010190 12345"] * 9,
        ["Nei"] * 8 + ["Jeg synes at rådmannen i kommunen min ikke hører på oss som bor ytterst."],
        ["Nei"] * 4 + ["x" * 120] * 5,
        ["", "", "Bare dette", "", "", "", "", "", ""],
    ],
    ids=lambda cells: str(cells[-1])[:20],
)
def test_a_column_that_tells_of_one_person_is_not_kept(private: Sequence[object]) -> None:
    rows: list[list[object]] = [
        ["Svar", "Annet"],
        *([AGREE[n % 5], one] for n, one in enumerate(private)),
    ]
    assert values(described(as_xlsx(rows)), "Annet") is None


@pytest.mark.parametrize(
    "kept",
    [
        [1, 2, 3, 4, 5, 1, 2, 3],
        ["Helt enig", "Enig", "Helt enig", "Uenig", "Enig", "Nøytral", "Enig", "Enig"],
        ["4 - Delvis enig", "5 - Helt enig", "1 - Helt uenig", "", "", "", "", "vet ikke"],
        ["Bø", "Bø", "Ås", "Øyer", "Øyer", "Luster", "Luster", "Sogn og Fjordane idrettskrins"],
        [999, "", "", "", "", "", "", ""],
        ["Stemmer", "", "", "", "Stemmer ikke", "Stemmer ikke", "", ""],
    ],
    ids=str,
)
def test_answers_and_groups_are_kept(kept: Sequence[object]) -> None:
    rows: Rows = [["Alltid", "Annet"], *([1, one] for one in kept)]
    texts = sorted({str(one) for one in kept if one != ""})
    assert values(described(as_xlsx(rows)), "Annet") == texts


def test_own_words_that_stand_in_other_columns_are_kept() -> None:
    rows = [["A", "B"], ["Kjempebra", "Kjempebra"], ["Kjempebra", "Elendig"], ["Elendig", ""]]
    assert values(described(as_csv(rows)), "B") == ["Elendig", "Kjempebra"]


def test_more_texts_than_answers_can_be() -> None:
    rows = [["A"], *([f"gruppe {n % 41}"] for n in range(400))]
    assert values(described(as_csv(rows)), "A") is None
    rows = [["A"], *([f"gruppe {n % 40}"] for n in range(400))]
    assert len(values(described(as_csv(rows)), "A") or ()) == 40


# --- Counting -----------------------------------------------------------------------------------

POINTS = {"Helt uenig": 0, "Delvis uenig": 1, "Verken enig eller uenig": 2, "Delvis enig": 3,
          "Helt enig": 4, "vet ikke": None}  # fmt: skip


def spec_for(columns: Sequence[int], *, turned: Sequence[int] = (), **more: Any) -> dict[str, Any]:
    items = [{"column": one, "reversed": one in turned, "scale": "agree"} for one in columns]
    scales = {"agree": {"points": POINTS, "n_points": 5}}
    return {"sheet": "", "header_row": 1, "items": items, "scales": scales, **more}


def counted(data: bytes, spec: dict[str, Any]) -> dict[str, Any]:
    return count(data, spec, lambda _line: None)


def counted_apart(rows: Rows, spec: dict[str, Any]) -> dict[str, Any]:
    """Count in another way: through text, row by row, one answer at a time."""
    people: Counter[str] = Counter()
    answers: Counter[tuple[str, int, int]] = Counter()
    left_out = 0
    scale = spec["scales"]["agree"]
    text = as_csv(rows).decode()
    for row in [one for one in csv.reader(io.StringIO(text), delimiter=";") if any(one)][1:]:
        said = [scale["points"].get(row[item["column"]]) for item in spec["items"]]
        if said == [None] * len(said):
            left_out += 1
            continue
        group = spec.get("group")
        name = group["of"].get(row[group["column"]], "") if group else ""
        people[name] += 1
        for item, point in enumerate(said):
            if point is not None:
                turned = spec["items"][item]["reversed"]
                answers[name, item, scale["n_points"] - 1 - point if turned else point] += 1
    groups = {
        name: {
            "people": people[name],
            "items": [
                [answers[name, item, point] for point in range(scale["n_points"])]
                for item in range(len(spec["items"]))
            ],
            "dont_know": [0] * len(spec["items"]),
        }
        for name in people
    }
    return {"left_out": left_out, "groups": groups}


@pytest.mark.parametrize("seed", range(12))
def test_the_same_as_when_it_is_counted_in_another_way(seed: int) -> None:
    chance = random.Random(seed)
    items = chance.randint(1, 12)
    rows: list[list[object]] = [["Sted", *(f"P{n}" for n in range(items))]]
    for _person in range(chance.choice([1, 7, 999, 1000, 2001])):
        empty = chance.random() < 0.1
        rows.append([
            chance.choice([*PLACES, "", "annet"]),
            *("" if empty or chance.random() < 0.1 else chance.choice(list(POINTS))
              for _item in range(items)),
        ])  # fmt: skip
    spec = spec_for(
        chance.sample(range(1, items + 1), items),
        turned=chance.sample(range(1, items + 1), items // 2),
        **chance.choice([{}, {"group": {"column": 0, "of": {one: one for one in PLACES}}}]),
    )
    wanted = counted_apart(rows, spec)
    assert counted(as_csv(rows), spec) == wanted
    assert counted(as_xlsx(rows), {**spec, "sheet": "Sheet1"}) == wanted
    people = sum(heap["people"] for heap in wanted["groups"].values())
    assert people + wanted["left_out"] == sum(1 for row in rows[1:] if any(row))


def test_missing_cells_and_short_rows_are_no_answer() -> None:
    found = counted(b"a;b\nHelt enig\n;Helt uenig\nvet ikke;\n;;\n\n", spec_for([0, 1]))
    assert found == {
        "left_out": 1,
        "groups": {
            "": {"people": 2, "items": [[0, 0, 0, 0, 1], [1, 0, 0, 0, 0]], "dont_know": [0, 0]}
        },
    }


def test_a_column_that_no_row_reaches_is_no_answer() -> None:
    found = counted(b"a;b\nHelt enig\nHelt uenig\n", spec_for([0, 1]))
    assert found["groups"][""]["items"] == [[1, 0, 0, 0, 1], [0] * 5]


def test_numbers_are_the_same_as_whole_numbers_texts_and_fractions() -> None:
    rows: Rows = [["a"], [4], [4.0], ["4"], [" 4 "], ["5"]]
    spec = spec_for([0], scales={"agree": {"points": {"4": 3, "5": 4}, "n_points": 5}})
    assert counted(as_xlsx(rows), spec)["groups"][""]["items"] == [[0, 0, 0, 4, 1]]


def test_an_answer_that_was_not_described_is_named_with_its_place() -> None:
    data = b"a;b\nHelt enig;Helt enig\n\nHelt enig;Kanskje\n"
    place = {"row": 4, "column": "b", "value": "Kanskje"}
    assert fault_of(lambda: counted(data, spec_for([0, 1]))) == ("unknown_answer", place)


def test_columns_that_are_gone_give_a_sentence() -> None:
    assert fault_of(lambda: counted(b"a\nHelt enig\n", spec_for([0, 1]))) == ("broken", {})
    group = {"column": 7, "of": {}}
    fault = fault_of(lambda: counted(b"a\nHelt enig\n", spec_for([0], group=group)))
    assert fault == ("broken", {})


def test_keyed_paper_counts_what_was_keyed() -> None:
    rows = keyed_rows()
    spec = spec_for(
        range(1, 11),
        scales={"agree": {"points": {str(n): n - 1 for n in range(1, 6)}, "n_points": 5}},
    )
    found = counted(as_xlsx([], rows, names=["Forside", "Inntasting"]), spec)
    for item, counts in enumerate(found["groups"][""]["items"], 1):
        said = Counter(row[item] for row in rows[1:])
        assert counts == [said[point] for point in range(1, 6)]

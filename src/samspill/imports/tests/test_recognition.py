"""Guesses: which column is which statement, where each text belongs, and which scale it is."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from typing import Any

import pytest
from msgspec import structs
from tests.mixed import DONT_KNOW_LABEL, mixed_check

from samspill.imports.reader import describe
from samspill.imports.recognition import (
    NO_ANSWER,
    NumberedScale,
    guess_columns,
    guess_names,
    guess_points,
    guess_scale,
    looks_like_answers,
)
from samspill.imports.tests.made_files import KINDS, as_xlsx
from samspill.toolbox.catalogue import instrument
from samspill.toolbox.languages import LANGUAGES
from samspill.toolbox.round_content import DONT_KNOW, RoundContent

CHECK = instrument("collaboration_test")
CONTENT = CHECK.asked
(SCALE,) = CONTENT.scales
ANSWERS = [str(point) for point in range(1, 6)]


def scale_of(points: int, low: int = 1) -> NumberedScale:
    labels = dict.fromkeys(LANGUAGES, tuple(str(point) for point in range(low, low + points)))
    return NumberedScale(low, low + points - 1, labels, labels)


def content_of(texts: Sequence[str]) -> RoundContent:
    """Return a check that asks these."""
    items = tuple(
        structs.replace(CHECK.items[0], key=f"s{n}", text=dict.fromkeys(LANGUAGES, text))
        for n, text in enumerate(texts)
    )
    return structs.replace(CONTENT, items=items)


def columns_of(names: Sequence[str], values: Sequence[str] | None = ANSWERS) -> list[Any]:
    return [{"name": name, "values": values} for name in names]


# --- Which column -------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(5))
def test_shuffled_headings_in_any_language(language: str, seed: int) -> None:
    names = [item.text[language] for item in CHECK.items]
    others = ["ID", "E-post", "Hvor kommer du fra?", "Noe mer?", ""]
    order = [*names, *others]
    random.Random(seed).shuffle(order)
    assert guess_columns(columns_of(order), CONTENT) == [order.index(name) for name in names]


@pytest.mark.parametrize(
    "around",
    ["{}", "3. {}", "Q{n} - {}", "Q1[SQ00{n}]. <p><strong>{}</strong></p>", "  {} * (påkrevd)",
     "Hvor enig er du i dette? [{}]", "Hvor enig er du? – {}"],
)  # fmt: skip
def test_headings_with_something_around_them(around: str) -> None:
    names = [around.format(item.text["nb"], n=n) for n, item in enumerate(CHECK.items, 1)]
    assert guess_columns(columns_of(names), CONTENT) == list(range(10))


def test_headings_with_capitals_and_slips() -> None:
    names = [item.text["nb"].upper().replace("V", "", 1) for item in CHECK.items]
    assert guess_columns(columns_of(names), CONTENT) == list(range(10))


def test_a_heading_that_denies_the_wording_is_another_statement() -> None:
    content = content_of(["Vi lytter til hverandre i møtene"])
    denied = "Vi lytter ikke til hverandre i møtene"
    assert guess_columns(columns_of([denied, "Annet"]), content) == [None]
    both = columns_of([denied, "Vi lytter til hverandre i møtene"])
    assert guess_columns(both, content) == [1]


def test_statements_that_are_nearly_alike_are_kept_apart() -> None:
    texts = [f"Jeg har tillit til {who} i saken" for who in ("lederne", "rådene", "andre", "alle")]
    content = content_of(texts)
    for order in itertools.permutations(range(4)):
        found = guess_columns(columns_of([texts[one] for one in order]), content)
        assert found == [order.index(one) for one in range(4)]


@pytest.mark.parametrize("seed", range(20))
def test_no_column_is_used_twice(seed: int) -> None:
    chance = random.Random(seed)
    names = [item.text[chance.choice(LANGUAGES)] for item in CHECK.items] * 2
    chance.shuffle(names)
    found = guess_columns(columns_of(names[: chance.randrange(20)]), CONTENT)
    used = [one for one in found if one is not None]
    assert len(found) == 10
    assert len(used) == len(set(used))


@pytest.mark.parametrize("name", ["Q{}", "Spørsmål {}", "{}.", "p{}", "{} Noe annet", "Q1_{}", "Q1[SQ00{}]"])  # fmt: skip # noqa: E501
def test_headings_that_only_have_a_number(name: str) -> None:
    names = [name.format(number) for number in range(1, 11)]
    random.Random(1).shuffle(names)
    found = guess_columns(columns_of(["Kommune", *names]), CONTENT)
    assert found == [1 + names.index(name.format(number)) for number in range(1, 11)]


def test_as_many_columns_as_items_are_taken_in_order_and_others_are_left_open() -> None:
    names = list("abcdefghij")
    remarks: list[Any] = [{"name": "x", "values": None}, {"name": "y", "values": ["Bø", "Ås"]}]
    assert guess_columns([*remarks, *columns_of(names)], CONTENT) == list(range(2, 12))
    assert guess_columns(columns_of([*names, "k"]), CONTENT) == [None] * 10
    assert guess_columns(columns_of(names[:9]), CONTENT) == [None] * 10
    assert guess_columns([], CONTENT) == [None] * 10


def test_a_column_that_was_not_kept_has_no_answers() -> None:
    name = CHECK.items[0].text["nb"]
    columns: list[Any] = [*columns_of([name], None), *columns_of([f"{name} (tall)"])]
    assert guess_columns(columns, CONTENT)[0] == 1
    assert not looks_like_answers({"name": "", "values": []}, SCALE)


def test_forty_items() -> None:
    texts = [f"Påstand om {a} og {b} hos oss" for a, b in itertools.product(
        ("tillit", "møter", "penger", "tid", "ledelse", "avtaler", "åpenhet", "mål"),
        ("vilje", "ansvar", "læring", "deling", "ro"))]  # fmt: skip
    content = content_of(texts)
    order = random.Random(1).sample(range(40), 40)
    found = guess_columns(columns_of([texts[one] for one in order]), content)
    assert found == [order.index(one) for one in range(40)]


@pytest.mark.parametrize("kind", ["forms", "nettskjema", "limesurvey", "keyed"])
def test_whole_files_as_tools_make_them(kind: str) -> None:
    rows = KINDS[kind]()
    found = describe(as_xlsx(rows), {}, lambda _line: None)
    columns = guess_columns(found["columns"], CONTENT)
    first = {"forms": 6, "nettskjema": 3, "limesurvey": 2, "keyed": 1}[kind]
    assert columns == list(range(first, first + 10))


# --- Which point --------------------------------------------------------------------------------

GUESSES = {
    # The scale's own words, words in common use, and numbers; in nb, nn and en.
    **{text: str(n) for one in LANGUAGES for n, text in enumerate(SCALE.points[one], 1)},
    "helt uenig": "1", "HELT UENIG.": "1", "heilt usamd": "1", "Strongly disagree": "1",
    "  Helt enig  ": "5", "heilt einig": "5", "strongly agree!": "5",
    "4": "4", "4,0": "4", "4.00": "4", "+4": "4", "4 - Delvis enig": "4", "4. Noe annet": "4",
    "4 = ja, litt": "4", "4) x": "4", "Enig (4)": "4", "Noe annet (4)": "4", "(4)": "4",
    # The word says more than its number: the numbering may run the other way.
    "1 - Helt enig": "5", "Helt uenig (5)": "1", "1: Strongly agree": "5",
    "vet ikke": NO_ANSWER, "Veit ikkje": NO_ANSWER, "N/A": NO_ANSWER, "-": NO_ANSWER,
    "n.a.": NO_ANSWER, ".": NO_ANSWER, "#NULL!": NO_ANSWER, "?": NO_ANSWER, "4.": "4",
    "6 - Vet ikke": NO_ANSWER, "Vet ikke (9)": NO_ANSWER, "nan": NO_ANSWER,
    "9": NO_ANSWER, "99": NO_ANSWER, "-9": NO_ANSWER, "999": NO_ANSWER,
    "0": None, "6": None, "4,5": None, "3-4": None, "3 eller 4": None, "": None,
    "Kjempebra": None, "44": None, "Kari": None, "inf": None, "1e+308": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "point"), GUESSES.items(), ids=GUESSES)
def test_where_a_text_belongs(text: str, point: str | None) -> None:
    assert guess_points([text], SCALE) == {text: point}


@pytest.mark.parametrize(("points", "low"), [(7, 1), (10, 1), (11, 0)])
def test_a_code_for_no_answer_is_one_only_outside_the_scale(points: int, low: int) -> None:
    guessed = guess_points(["9", "99", "1"], scale_of(points, low))
    assert guessed == {"9": "9" if points > 7 else NO_ANSWER, "99": NO_ANSWER, "1": "1"}


def test_languages_may_be_mixed() -> None:
    mixed = ["Helt enig", "Heilt einig", "Strongly agree", "5", "5 - Helt enig", "Enig", "Agree"]
    assert list(guess_points(mixed, SCALE).values()) == ["5"] * 5 + ["4"] * 2


@pytest.mark.parametrize("text", [DONT_KNOW_LABEL, "veit ikkje", "8 - Vet ikke", "Don't know"])
def test_dont_know_is_an_answer_where_the_scale_has_it(text: str) -> None:
    five, seven, named = mixed_check().scales
    assert guess_points([text, "N/A"], five) == {text: NO_ANSWER, "N/A": NO_ANSWER}
    for scale in (seven, named):
        assert guess_points([text, "N/A"], scale) == {text: str(DONT_KNOW), "N/A": NO_ANSWER}


def test_words_of_a_longer_scale_stay_open() -> None:
    six = ["Helt uenig", "Uenig", "Litt uenig", "Litt enig", "Enig", "Helt enig"]
    guessed = guess_points(six, SCALE)
    assert guessed == dict(zip(six, ["1", None, None, None, None, "5"], strict=True))
    assert list(guess_points(six, scale_of(6)).values()) == list("123456")


# --- Which group --------------------------------------------------------------------------------


def test_groups_by_name() -> None:
    partners = {"a": "Bø kommune", "b": "Ås kommune", "c": "Uvær fylkeskommune", "d": "Uvær"}
    guessed = guess_names(
        ["bø", "BØ KOMMUNE", "Ås", "Uvær kommune", "Uvær fylkeskommune", "Nord-Uvær", "Åsnes",
         "Kommune", "", "-", "Frivillig"], partners,
    )  # fmt: skip
    assert guessed == {
        "bø": "a", "BØ KOMMUNE": "a", "Ås": "b", "Uvær kommune": "d", "Uvær fylkeskommune": "c",
    }  # fmt: skip
    assert guess_names(["Bø"], {}) == {}


# --- Which scale --------------------------------------------------------------------------------

WORDS = {
    4: ["Helt uenig", "Delvis uenig", "Delvis enig", "Helt enig"],
    5: ["Helt uenig", "Delvis uenig", "Verken enig eller uenig", "Delvis enig", "Helt enig"],
    6: ["Helt uenig", "Uenig", "Litt uenig", "Litt enig", "Enig", "Helt enig"],
    7: ["Helt uenig", "Uenig", "Litt uenig", "Nøytral", "Litt enig", "Enig", "Helt enig"],
}


@pytest.mark.parametrize("points", [4, 5, 6, 7])
def test_the_scale_of_words_and_of_numbers(points: int) -> None:
    others: list[Any] = [{"name": "x", "values": None}, {"name": "Sted", "values": ["Bø", "Ås"]}]
    words = guess_scale([*others, *columns_of("abc", [*WORDS[points], "Vet ikke"])])
    assert (words.points, words.columns) == (points, (2, 3, 4))
    assert (words.lowest, words.highest) == ("Helt uenig", "Helt enig")
    numbers = [str(one) for one in range(1, points + 1)]
    guess = guess_scale(columns_of("abc", [*numbers, "99"]))
    assert (guess.points, guess.columns, guess.lowest) == (points, (0, 1, 2), "")


def test_the_scale_where_a_point_is_not_used_or_nothing_is_known() -> None:
    assert guess_scale(columns_of("ab", ["2", "3"])).points == 5
    assert guess_scale(columns_of("ab", WORDS[6][:5])).points == 6
    assert (guess_scale([]).points, guess_scale([]).columns) == (5, ())
    assert guess_scale(columns_of("a", ["Bø", "Ås"])).columns == ()

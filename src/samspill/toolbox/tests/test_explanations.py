"""What is said of numbers: complete in three languages, plain, and never with an empty place."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from itertools import chain
from typing import Any

import pytest
from tests.language import foreign_words, lix, misspelt, words

from samspill.toolbox.explanations import KNOWN, PARTS, PLACE, explanations
from samspill.toolbox.languages import LANGUAGES

HARDEST = 40
RIGHT = {
    "nb": "alfa omega kommandoen n noe noen poengsum skalaen students t welchs",
    "nn": "alfa omega kommandoen n poengsum rangering skalaen students t welchs éi",
}


def content() -> dict[str, Any]:
    source = files("samspill.toolbox").joinpath("explanations.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def texts(language: str) -> Iterator[str]:
    said = explanations()
    yield said.opening[language]
    for number in said.numbers:
        yield from (number.title[language], *(getattr(number, part)[language] for part in PARTS))
        yield from (one.text[language] for one in number.here)
    for section in said.sections:
        yield from (section.title[language], section.text[language])


def test_every_text_is_there_in_three_languages_with_the_same_places() -> None:
    said = explanations()
    everything = [
        said.opening,
        *chain.from_iterable(
            (one.title, one.means, one.sure, one.made, *(here.text for here in one.here))
            for one in said.numbers
        ),
        *chain.from_iterable((one.title, one.text) for one in said.sections),
    ]
    for text in everything:
        assert set(text) == set(LANGUAGES), text
        assert len({tuple(sorted(PLACE.findall(one))) for one in text.values()}) == 1, text


def test_what_is_said_in_general_has_no_place_to_fill() -> None:
    for number in explanations().numbers:
        for part in PARTS:
            assert not any(PLACE.search(text) for text in getattr(number, part).values())


def test_every_word_that_texts_may_depend_on_is_used_by_one() -> None:
    used = {word for number in explanations().numbers for one in number.here for word in one.when}
    assert used == KNOWN


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_texts_are_plain_and_each_in_its_own_form(language: str) -> None:
    for text in texts(language):
        assert not foreign_words(text, language), text
        if len(words(text)) >= 12:
            assert lix(text) <= HARDEST, (lix(text), text)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_every_word_is_spelt_right(language: str) -> None:
    found = misspelt(list(texts(language)), language)
    assert not {word for word in found if word.lower() not in RIGHT[language].split()}


def test_bokmal_and_nynorsk_are_written_twice() -> None:
    alike = {
        one["nb"]
        for number in content()["number"]
        for one in (number["means"], number["sure"], number["made"])
        if one["nb"] == one["nn"]
    }
    assert not alike


def test_what_is_particular_is_said_instead_of_what_is_general() -> None:
    [middle] = [one for one in explanations().numbers if one.key == "middle"]
    assert middle.said("means", "nb").startswith("Midten er gjennomsnittet av brikkene.")
    assert middle.said("means", "nb", {"middle", "camps"}) == (
        "Svarene danner to leire, så midten sier nesten ingenting. Se på hver leir for seg."
    )
    assert middle.said("sure", "en", {"number"}, middle="2.3", **{"from": "1.5", "to": "3.0"}) == (
        "The middle is 2.3, but may as well be between 1.5 and 3.0."
    )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"part": "means", "when": ["polarised"]}, "polarised"),
        ({"part": "meaning", "when": ["wide"]}, "meaning"),
        ({"part": "means", "when": []}, "when is not known"),
        ({"part": "means", "when": ["wide"], "nb": "{middle}"}, "{middle} may be empty"),
        ({"part": "means", "when": ["wide"], "nb": "{score}"}, "{score} may be empty"),
    ],
)
def test_a_text_that_could_not_be_said_is_refused(
    wrong: dict[str, Any], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = content()
    changed["number"][0]["here"] = [wrong]
    monkeypatch.setattr(tomllib, "loads", lambda _text: changed)
    with pytest.raises(ValueError, match=message):
        explanations.__wrapped__()

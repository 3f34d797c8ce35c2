"""Words that answers are given in elsewhere: each in one place, and in lower case."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

from samspill.toolbox.catalogue import instruments
from samspill.toolbox.languages import LANGUAGES
from samspill.toolbox.scale_words import forms_of, scale_words


def all_words() -> list[tuple[int, str]]:
    lists = scale_words().lists
    return [(points, word) for points, found in lists.items() for one in found for word in one]


def test_there_are_words_for_each_number_of_points_that_a_wording_may_have() -> None:
    assert set(scale_words().lists) == {3, 4, 5, 6, 7}


@pytest.mark.parametrize("points", [3, 4, 5, 6, 7])
def test_each_list_has_words_on_every_place(points: int) -> None:
    for places in scale_words().lists[points]:
        assert set(places.values()) == set(range(points))


def test_words_are_as_they_are_looked_up() -> None:
    words = scale_words()
    for word in [*(word for _points, word in all_words()), *words.missing]:
        assert word == " ".join(word.casefold().split())
        # What a text is looked up by must be able to find the word.
        assert word in forms_of(word)


def test_a_word_stands_in_one_place_of_a_list_and_is_never_also_no_answer() -> None:
    content = tomllib.loads(
        files("samspill.toolbox").joinpath("scale_words.toml").read_text("utf-8")
    )
    for scale in content["scale"]:
        counts = Counter(word for words in scale["words"] for word in words)
        assert [word for word, many in counts.items() if many > 1] == []
        assert scale_words().missing.isdisjoint(counts)


def test_a_word_means_the_same_wherever_as_many_points_have_it() -> None:
    for found in scale_words().lists.values():
        meanings: dict[str, set[int]] = {}
        for places in found:
            for word, place in places.items():
                meanings.setdefault(word, set()).add(place)
        assert {word for word, places in meanings.items() if len(places) > 1} == set()


def test_disagreement_comes_before_agreement() -> None:
    for points, found in scale_words().lists.items():
        if points == 3:
            continue  # whether something is in place: nobody agrees or disagrees
        for low, high in (("helt uenig", "helt enig"), ("heilt usamd", "heilt samd"),
                          ("strongly disagree", "strongly agree")):  # fmt: skip
            assert [(one[low], one[high]) for one in found if low in one] == [(0, points - 1)]


def test_the_scales_of_the_toolbox_are_understood() -> None:
    for one in instruments():
        (scale,) = one.asked.scales
        points = len(scale.values)
        for language in LANGUAGES:
            for place, text in enumerate(scale.points[language]):
                known = [
                    places.get(text.casefold(), place) for places in scale_words().lists[points]
                ]
                assert set(known) == {place}, text


def test_codes_are_whole_numbers() -> None:
    assert all(int(code) or True for code in scale_words().codes)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Helt enig", ("helt enig",)),
        (" HELT ENIG! ", ("helt enig", "helt enig!")),
        ("n.a.", ("n.a", "n.a.")),
        (".", ("", ".")),
        ("4 - Enig", ("4 - enig", "enig")),
        ("4. Enig", ("4. enig", "enig")),
        ("4=Enig", ("4=enig", "enig")),
        ("-9: Vet ikke", ("-9: vet ikke", "vet ikke")),
        ("Enig (4)", ("enig (4)", "enig")),
        ("4", ("4",)),
        ("3-4", ("3-4",)),
        ("", ("",)),
        ("Straße", ("strasse",)),
    ],
)
def test_a_text_is_looked_up_with_and_without_its_number(text: str, forms: tuple[str, ...]) -> None:
    assert forms_of(text) == forms


def test_a_list_with_a_word_too_few_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def changed(text: str) -> dict[str, Any]:
        content = load(text)
        content["scale"][0]["words"].pop()
        return content

    load = tomllib.loads
    scale_words.cache_clear()
    monkeypatch.setattr(tomllib, "loads", changed)
    with pytest.raises(ValueError, match="3 points has 2 words"):
        scale_words()
    scale_words.cache_clear()

"""What a round asks, as it is stored: read back in any format, and known by its wording."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace
from tests.mixed import everywhere, mixed_check, mixed_written

from samspill.toolbox import catalogue, languages
from samspill.toolbox.catalogue import Instrument, instrument
from samspill.toolbox.languages import in_language
from samspill.toolbox.round_content import (
    DONT_KNOW,
    ContentError,
    RoundContent,
    read_round_content,
    wording_of,
)
from samspill.toolbox.tests.texts import written

CHECK = instrument("collaboration_test", 1).asked
SAID = "Vi følger opp det vi er enige om."


# --- A scale for each statement -----------------------------------------------------------------


def test_each_statement_has_its_scale() -> None:
    asked = mixed_check()
    ends = [asked.scale_of(item).ends for item in asked.items]
    assert ends == [(1, 5), (1, 7), (0, 2), (1, 5), (1, 7)]
    assert [len(asked.scale_of(item).values) for item in asked.items] == [5, 7, 3, 5, 7]


@pytest.mark.parametrize(
    ("item", "taken", "refused"),
    [
        (0, (1, 5, None), (0, 6, DONT_KNOW)),
        (1, (1, 7, None, DONT_KNOW), (0, 8)),
        (2, (0, 2, None, DONT_KNOW), (3, -2)),
    ],
)
def test_a_scale_takes_its_own_answers_alone(
    item: int, taken: tuple[int | None, ...], refused: tuple[int, ...]
) -> None:
    asked = mixed_check()
    scale = asked.scale_of(asked.items[item])
    assert all(scale.takes(rating) for rating in taken)
    assert not any(scale.takes(rating) for rating in refused)


def test_what_is_stored_is_read_back_as_it_was() -> None:
    for asked in (CHECK, mixed_check()):
        assert read_round_content(asked.encode()) == asked


def test_one_scale_for_all_is_the_scale_of_each() -> None:
    assert len(CHECK.scales) == 1
    assert {CHECK.scale_of(item) is CHECK.scales[0] for item in CHECK.items} == {True}


# --- Earlier formats, and what is no format -----------------------------------------------------


def test_content_from_before_statements_had_scales_is_lifted() -> None:
    """Then a round stored the file itself: the scale by itself, and no format."""
    lifted = read_round_content(written("collaboration_test"))
    assert lifted == CHECK
    assert lifted.encode()["format"] == 2


def changed(change: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
    stored = CHECK.encode()
    change(stored)
    return stored


REFUSED = {
    "a later format": (lambda c: c.update(format=3), "the format is 3; this version reads 1 and 2"),
    "a word for a format": (lambda c: c.update(format="2"), "the format is '2'"),
    "something unknown": (lambda c: c.update(colour="red"), "unknown field `colour`"),
    "an item without its wording": (
        lambda c: c["items"][3].pop("wording"),
        "items[3]: Object missing required field `wording`",
    ),
    "a scale that nothing is on": (
        lambda c: c["items"][0].update(scale="temperature"),
        "the item shared_goals is on the scale 'temperature'; there are agreement_5",
    ),
    "a scale without a label": (
        lambda c: c["scales"][0]["points"]["nn"].pop(),
        "scales[0]: points.nn has 4 labels for 5 points",
    ),
    "one scale twice": (
        lambda c: c["scales"].append(c["scales"][0]),
        "scales: a key stands twice among agreement_5, agreement_5",
    ),
    "a scale without a key": (lambda c: c["scales"][0].update(key=""), "scales: a key is empty"),
    "nothing to ask": (lambda c: c.update(items=[]), "items: nothing is asked"),
    "no key": (lambda c: c.update(key=""), "key is empty"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_cannot_be_read_is_refused_in_words(fault: str) -> None:
    change, told = REFUSED[fault]
    with pytest.raises(ContentError) as caught:
        read_round_content(changed(change))
    assert told in str(caught.value)


def test_a_file_has_one_scale_or_several_and_not_both() -> None:
    both = {**mixed_written(), "scale": written("collaboration_test")["scale"]}
    with pytest.raises(ContentError, match="either one scale, or scales that the items name"):
        Instrument.from_content(both)


def test_where_there_are_several_scales_each_statement_names_its_own() -> None:
    content = mixed_written()
    del content["items"][1]["scale"]
    with pytest.raises(ContentError, match="is on the scale ''; there are agreement_5, often_7"):
        Instrument.from_content(content)


# --- Known by its wording -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        {"nb": SAID, "nn": "Vi følgjer opp det vi er samde om.", "en": "We follow up."},
        {"nb": SAID, "nn": "Vi følgjer opp, det vi er samde om"},
        {"nb": SAID, "se": "Mii čuovvulit dan maid leat soahpan."},
        {"nb": "Vi følger opp det vi er enige om"},
        {"nb": "Vi følger opp, det vi er enige om!"},
        {"nb": " VI  FØLGER OPP –\n«det vi er enige om»."},
    ],
)
def test_a_comma_a_blank_or_a_translation_is_not_another_statement(text: dict[str, str]) -> None:
    assert wording_of(text) == wording_of({"nb": SAID})


@pytest.mark.parametrize(
    "text", ["Vi følger ikke opp det vi er enige om.", "Vi følger opp det vi er uenige om.", "Vi"]
)
def test_another_word_is_another_statement(text: str) -> None:
    assert wording_of({"nb": text}) != wording_of({"nb": SAID})


def test_a_keyed_wording_is_known_in_the_language_it_is_in() -> None:
    text = {"nb": "Vi følger opp.", "nn": "Vi følgjer opp."}
    assert wording_of(text, "nn") == wording_of({"nn": "Vi følgjer opp"}, "nn")
    assert wording_of(text, "nn") != wording_of(text)


def test_signs_alone_are_told_apart() -> None:
    assert wording_of({"nb": "?"}) != wording_of({"nb": "!"})


def test_a_file_may_say_that_a_new_wording_is_the_same_statement() -> None:
    content = written("collaboration_test")
    content["items"][0]["wording"] = CHECK.items[1].wording
    assert Instrument.from_content(content).items[0].wording == CHECK.items[1].wording


def test_no_two_published_statements_are_the_same() -> None:
    wordings = [item.wording for one in catalogue.instruments() for item in one.items]
    assert len(set(wordings)) == len(wordings) == 47


# --- A fourth language --------------------------------------------------------------------------


@pytest.fixture
def _fourth(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(languages, "LANGUAGES", (*languages.LANGUAGES, "se"))
    catalogue._all.cache_clear()
    yield
    catalogue._all.cache_clear()


@pytest.mark.usefixtures("_fourth")
def test_a_fourth_language_breaks_nothing_published_and_nothing_stored() -> None:
    published = instrument("collaboration_test", 1).asked
    assert published == CHECK
    stored = read_round_content(CHECK.encode())
    for item in stored.items:
        assert in_language(item.text, "se") == item.text["nb"]
        labels = in_language(stored.scale_of(item).points, "se")
        assert labels == stored.scale_of(item).points["nb"]


def in_a_fourth(asked: RoundContent) -> RoundContent:
    items = tuple(replace(one, text={**one.text, "se": "Davvisámegillii"}) for one in asked.items)
    return replace(asked, items=items)


@pytest.mark.usefixtures("_fourth")
def test_a_translation_into_it_is_taken_and_no_statement_becomes_another() -> None:
    content = written("collaboration_test")
    for item in content["items"]:
        item["text"]["se"] = "Davvisámegillii"
    translated = Instrument.from_content(content).asked
    assert in_language(translated.items[0].text, "se") == "Davvisámegillii"
    assert [one.wording for one in translated.items] == [one.wording for one in CHECK.items]
    assert read_round_content(in_a_fourth(CHECK).encode()) == translated


def test_without_it_the_language_is_not_known_to_a_file() -> None:
    content = written("collaboration_test")
    content["title"] = {**everywhere("Sjekken"), "se": "Iskkus"}
    with pytest.raises(ContentError, match=r"title\.se is not known here"):
        Instrument.from_content(content)

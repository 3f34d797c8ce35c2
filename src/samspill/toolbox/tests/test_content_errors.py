"""Content that is not as it must be is refused, and the place of the fault is named."""

from collections.abc import Callable
from typing import Any

import pytest

from samspill.toolbox.catalogue import Instrument
from samspill.toolbox.round_content import ContentError
from samspill.toolbox.tests.texts import written

Content = dict[str, Any]


def put(*path: str | int, value: object) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        inner: Any = content
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value

    return change


def remove(*path: str | int) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        inner: Any = content
        for step in path[:-1]:
            inner = inner[step]
        del inner[path[-1]]

    return change


def both(*changes: Callable[[Content], None]) -> Callable[[Content], None]:
    def change(content: Content) -> None:
        for one in changes:
            one(content)

    return change


FAULTS = {
    "a language is missing": (remove("items", 3, "text", "nn"), "items[3].text.nn is missing"),
    "a text is empty": (put("items", 0, "talk", "en", value="  "), "items[0].talk.en is empty"),
    "a text is no text": (put("title", "nb", value=7), "title[...]: Expected `str`, got `int`"),
    "a text has no languages": (
        put("title", value="Sjekken"),
        "title: Expected `object`, got `str`",
    ),
    "a language too many": (put("prompt", "da", value="Tænk"), "prompt.da is not known here"),
    "a field is missing": (remove("status_note"), "missing required field `status_note`"),
    "a field is unknown": (put("author", value="Ada"), "unknown field `author`"),
    "an item's field is unknown": (
        put("items", 2, "reversed", value=True),
        "items[2]: Object contains unknown field `reversed`",
    ),
    "a scale's field is unknown": (
        put("scale", "colour", value="red"),
        "scale: Object contains unknown field `colour`",
    ),
    "the key is missing": (remove("key"), "missing required field `key`"),
    "the key is empty": (put("key", value=""), "key is empty"),
    "the version is no number": (put("version", value="1"), "version: Expected `int`, got `str`"),
    "the version is yes": (put("version", value=True), "version: Expected `int`, got `bool`"),
    "the version is zero": (put("version", value=0), "version is 0"),
    "the minutes are below zero": (put("minutes", value=-5), "minutes is -5"),
    "the kind is unknown": (put("kind", value="quiz"), "kind: Invalid enum value 'quiz'"),
    "the items are no list": (
        put("items", value={"a": 1}),
        "items: Expected `array`, got `object`",
    ),
    "an item is no table": (
        put("items", 4, value="Vi er enige."),
        "items[4]: Expected `object`, got `str`",
    ),
    "two items have one key": (
        put("items", 1, "key", value="shared_goals"),
        "items: a key stands twice among shared_goals, shared_goals",
    ),
    "there are no items": (put("items", value=[]), "either items, or slots"),
    "there are slots beside the items": (put("slots", value=10), "either items, or slots"),
    "slots are no number": (put("slots", value="10"), "slots: Expected `int`, got `str`"),
    "a template has items": (put("kind", value="template"), "either items, or slots"),
    "a label is missing": (
        put("scale", "points", "nb", value=["Uenig", "Enig"]),
        "scale: points.nb has 2 labels for 5 points",
    ),
    "labels do not fit the points": (
        put("scale", "high", value=4),
        "scale: points.nb has 5 labels for 4 points",
    ),
    "the scale is upside down": (
        both(put("scale", "low", value=5), put("scale", "high", value=1)),
        "scale: low is 5 and high 1",
    ),
    "a label is empty": (
        put("scale", "points_short", "nn", value=["a", "b", "", "d", "e"]),
        "scale.points_short.nn is empty",
    ),
    "a sentence has no share": (
        put("scale", "low_sentence", "nn", value="Nokre er usamde."),
        "scale: low_sentence.nn must hold {share} once",
    ),
    "a short label has two shares": (
        put("scale", "high_short", "en", value="{share} of {share}"),
        "scale: high_short.en must hold {share} once",
    ),
    "steps are no list": (
        put("how_to_run", "nb", value="Si hvorfor."),
        "how_to_run[...]: Expected `array`, got `str`",
    ),
    "a step is missing in one language": (
        put("how_to_run", "en", value=["Say why."]),
        "how_to_run.en has 1 lines, nb has 6",
    ),
    "there are scales beside the scale": (put("scales", value=[{}]), "scales[0]: Object missing"),
    "the scale begins below zero": (
        both(put("scale", "low", value=-2), put("scale", "high", value=2)),
        "scale: low is -2; a scale begins at 0 or above",
    ),
    "the scale has twelve points": (put("scale", "high", value=12), "has 2 to 11 points"),
    "an item names another scale": (
        put("items", 0, "scale", value="temperature"),
        "the item shared_goals is on the scale 'temperature'; there are agreement_5",
    ),
    "the scale is missing": (remove("scale"), "there must be either one scale, or scales"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_and_its_place_named(fault: str) -> None:
    change, message = FAULTS[fault]
    content = written("collaboration_test")
    change(content)
    with pytest.raises(ContentError) as caught:
        Instrument.from_content(content)
    assert message in str(caught.value)


def test_a_template_without_slots_is_refused() -> None:
    content = written("ten_statements")
    del content["slots"]
    with pytest.raises(ContentError, match="slots if it is a template"):
        Instrument.from_content(content)

from pathlib import Path

import pytest

from samspill.toolbox.catalogue import Instrument, UnknownInstrument, instrument, instruments
from samspill.toolbox.languages import LANGUAGES
from samspill.toolbox.round_content import ScaleContent
from samspill.toolbox.tests.texts import ALL, WITH_ITEMS, texts_in

METHODS = Path(__file__).resolve().parents[4] / "docs" / "methods"


def only_scale_of(one: Instrument) -> ScaleContent:
    (scale,) = one.asked.scales
    return scale


def test_there_are_two_instruments_and_two_templates() -> None:
    assert {one.key: (one.asked.kind, len(one.items), one.slots) for one in instruments()} == {
        "collaboration_test": ("statements", 10, 0),
        "dialogue_and_trust_check": ("questions", 9, 0),
        "nine_questions": ("template", 0, 9),
        "ten_statements": ("template", 0, 10),
    }


def test_the_newest_version_is_the_default() -> None:
    assert instrument("collaboration_test") == instrument("collaboration_test", 1)


@pytest.mark.parametrize(("key", "version"), [("collaboration", None), ("collaboration_test", 99)])
def test_an_unknown_instrument_is_told_with_those_there_are(key: str, version: int | None) -> None:
    with pytest.raises(UnknownInstrument) as caught:
        instrument(key, version)
    assert str(caught.value).startswith(f"no instrument '{key}'")
    assert "ten_statements version 1" in str(caught.value)


def test_what_is_stored_is_a_copy() -> None:
    copy = instrument("collaboration_test").asked.encode()
    copy["items"][0]["text"]["nb"] = "Noe annet."
    copy["scales"][0]["points"]["nb"] = []
    assert instrument("collaboration_test").asked.encode() != copy
    assert instrument("collaboration_test").items[0].text["nb"] != "Noe annet."


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.key)
def test_every_text_is_there_in_every_language(one: Instrument) -> None:
    per_language = {
        language: list(texts_in(one.asked.encode(), language)) for language in LANGUAGES
    }
    assert len({len(texts) for texts in per_language.values()}) == 1
    assert all(text.strip() == text and text for texts in per_language.values() for text in texts)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.key)
def test_every_language_has_the_same_five_points(one: Instrument) -> None:
    scale = only_scale_of(one)
    assert scale.ends == (1, 5)
    for language in LANGUAGES:
        for labels in (scale.points[language], scale.points_short[language]):
            assert len(labels) == len(set(labels)) == 5


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.key)
def test_short_labels_fit_under_a_narrow_well(one: Instrument) -> None:
    """A well is 60 units wide: two lines of nine letters at most."""
    for language in LANGUAGES:
        for label in only_scale_of(one).points_short[language]:
            assert len(label.split()) <= 2, label
            assert max(map(len, label.split())) <= 9, label


@pytest.mark.parametrize("one", WITH_ITEMS, ids=lambda one: one.key)
def test_the_method_page_has_every_item_as_it_is_asked(one: Instrument) -> None:
    page = (METHODS / f"{one.key.replace('_', '-')}.md").read_text(encoding="utf-8")
    missing = [item.text["en"] for item in one.items if item.text["en"] not in page]
    assert not missing

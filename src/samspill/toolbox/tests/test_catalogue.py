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


def test_there_are_five_instruments_and_two_templates() -> None:
    assert {one.key: (one.asked.kind, len(one.items), one.slots) for one in instruments()} == {
        "collaboration_test": ("statements", 10, 0),
        "dialogue_and_trust_check": ("questions", 10, 0),
        "nine_questions": ("template", 0, 9),
        "readiness": ("questions", 9, 0),
        "ten_statements": ("template", 0, 10),
        "trust_based_leadership_leaders": ("statements", 9, 0),
        "trust_based_leadership_staff": ("statements", 9, 0),
    }


def test_the_newest_version_is_the_default() -> None:
    assert instrument("collaboration_test") == instrument("collaboration_test", 2)


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
def test_every_language_has_as_many_points(one: Instrument) -> None:
    scale = only_scale_of(one)
    points = 3 if one.key == "readiness" else 5
    assert scale.ends == (1, points)
    for language in LANGUAGES:
        for labels in (scale.points[language], scale.points_short[language]):
            assert len(labels) == len(set(labels)) == points


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.key)
def test_short_labels_fit_under_a_narrow_well(one: Instrument) -> None:
    """A well is 60 units wide: two lines of nine letters at most."""
    for language in LANGUAGES:
        for label in only_scale_of(one).points_short[language]:
            assert len(label.split()) <= 2, label
            assert max(map(len, label.split())) <= 9, label


@pytest.mark.parametrize("one", WITH_ITEMS, ids=lambda one: one.key)
def test_the_method_page_has_every_item_as_it_is_asked(one: Instrument) -> None:
    # Two wordings of the same nine themes have one page.
    page_name = one.key.removesuffix("_staff").removesuffix("_leaders").replace("_", "-")
    page = (METHODS / f"{page_name}.md").read_text(encoding="utf-8")
    missing = [item.text["en"] for item in one.items if item.text["en"] not in page]
    assert not missing


def test_staff_and_leaders_are_asked_about_the_same_themes() -> None:
    """They are read side by side, so each theme has its statement in both."""
    staff = instrument("trust_based_leadership_staff")
    leaders = instrument("trust_based_leadership_leaders")
    assert [item.key for item in staff.items] == [item.key for item in leaders.items]
    assert staff.asked.scales == leaders.asked.scales
    assert not {item.wording for item in staff.items} & {item.wording for item in leaders.items}


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.key)
def test_how_it_is_run_is_one_list_for_each_mode(one: Instrument) -> None:
    """At an open table scores are read aloud; in an anonymous round nobody is asked for theirs."""
    at_the_table = one.asked.how_to_run_open_table
    assert at_the_table is not None
    assert any("aloud" in step for step in at_the_table["en"])
    assert not any("aloud" in step for step in one.asked.how_to_run["en"])


def test_a_statement_that_stays_can_be_compared_with_the_version_before() -> None:
    """What has another wording is another statement, and the version before keeps its own."""
    before, now = instrument("collaboration_test", 1), instrument("collaboration_test", 2)
    stayed = {item.wording for item in before.items} & {item.wording for item in now.items}
    assert {item.key for item in now.items if item.wording in stayed} == {
        "shared_goals", "endorsement", "attitudes", "settings", "consistency", "loyalty",
    }  # fmt: skip
    themes = {item.theme["en"] for item in now.items}
    assert {"something in it for everyone", "good settings"} <= themes
    assert "needs" in {item.key for item in instrument("dialogue_and_trust_check").items}

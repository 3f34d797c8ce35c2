"""The same statement asked again is the same: whatever a comma, a language or a version is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from msgspec.structs import replace
from tests import cast as people
from tests.upgrades.test_stored_readings import releases_of

from samspill.readings.memory import Remembered, has_other_groups, remembered_items
from samspill.readings.models import Release
from samspill.readings.reading import Grouping, StoredItem
from samspill.readings.view_models import view
from samspill.surveys.models import SurveyRound
from samspill.surveys.timelines import timeline
from samspill.toolbox import languages
from samspill.toolbox.catalogue import instrument
from samspill.toolbox.round_content import RoundContent, read_round_content

pytestmark = pytest.mark.django_db

ANSWERS = 24


def with_a_comma(asked: RoundContent) -> RoundContent:
    """Return a new version in which every statement has a comma more and a dot less."""
    stored = asked.encode()
    del stored["format"]
    stored["version"] += 1
    (stored["scale"],) = stored.pop("scales")
    for item in stored["items"]:
        del item["wording"]
        first, *rest = item["text"]["nb"].rstrip(".").split()
        item["text"] = {**item["text"], "nb": " ".join([f"{first},", *rest])}
    return read_round_content(stored)


def in_one_language_more(asked: RoundContent) -> RoundContent:
    def translated(text: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**text, "se": text["nb"]}

    items = tuple(replace(item, text=translated(item.text)) for item in asked.items)
    return replace(asked, title=translated(asked.title), items=items)


def shown_round(
    cast: people.Cast,
    first: SurveyRound | None = None,
    *,
    answers: int = ANSWERS,
    **changes: object,
) -> SurveyRound:
    """Ask and show a round; of the later ones, one more has answered."""
    collaboration = first.collaboration if first else None
    opened = people.an_open_round(cast.cecilie, collaboration, **changes)
    people.answer_it(opened, people.some_answers(answers))
    return people.show_it(opened, cast.cecilie)


def items_of(shown: SurveyRound) -> tuple[StoredItem, ...]:
    assert shown.release is not None
    return shown.release.reading.items


def assert_goes_on(first: SurveyRound, second: SurveyRound) -> None:
    """Compare the second with the first, stand it beside, and repeat its drawings."""
    assert second.release is not None
    assert second.release.reading.before is not None
    assert {item.since.change for item in items_of(second) if item.since} == {"too_little"}
    assert {item.repeats for item in items_of(second)} == {1}, "one newcomer could else be found"
    found = timeline(second, "nb")
    assert [one.key for one in found.rounds] == [first.pk, second.pk]
    assert all(len(item.moments) == 2 for item in found.items)


def test_a_comma_ends_nothing(cast: people.Cast, cecilie: Client) -> None:
    first = shown_round(cast)
    second = shown_round(cast, first, answers=ANSWERS + 1, content=with_a_comma(first.asked))
    assert second.instrument_version == first.instrument_version + 1
    assert items_of(first)[0].text != items_of(second)[0].text
    assert_goes_on(first, second)
    page = cecilie.get(f"/rounds/{second.pk}/reading/").content.decode()
    assert f"/rounds/{second.pk}/over-time/" in page
    assert "Figuren er den samme som sist" in page


def test_a_fourth_language_ends_nothing(
    cast: people.Cast, cecilie: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = shown_round(cast)
    monkeypatch.setattr(languages, "LANGUAGES", (*languages.LANGUAGES, "se"))
    second = shown_round(
        cast, first, answers=ANSWERS + 1, content=in_one_language_more(first.asked)
    )
    assert set(items_of(second)[0].words.finding) == {"nb", "nn", "en", "se"}
    assert_goes_on(first, second)
    for shown in (first, second):
        assert shown.release is not None
        read = view(shown.release.reading, "se")
        assert read.items[0].text == items_of(first)[0].text["nb"]
        assert read.items[0].finding
        assert cecilie.get(f"/rounds/{shown.pk}/reading/").status_code == 200


def test_another_statement_among_the_same_is_the_only_one_without_a_time_before(
    cast: people.Cast,
) -> None:
    first = shown_round(cast)
    new = replace(first.asked.items[3], wording="another", text={"nb": "Noe helt annet."})
    items = (*first.asked.items[:3], new, *first.asked.items[4:])
    second = shown_round(cast, first, content=replace(first.asked, items=items))
    found = timeline(second, "nb")
    assert [len(item.moments) for item in found.items] == [2, 2, 2, 1, *[2] * 6]
    changes = [item.since.change for item in items_of(second) if item.since]
    assert (changes[3], set(changes[:3])) == (None, {"too_little"})


def test_the_same_words_on_another_scale_are_another_statement(cast: people.Cast) -> None:
    first = shown_round(cast)
    (scale,) = first.asked.scales
    shifted = replace(first.asked, scales=(replace(scale, low=0, high=4),))
    second = people.an_open_round(cast.cecilie, first.collaboration, content=shifted)
    people.answer_it(second, [[point - 1 for point in row if point] for row in
                              people.some_answers(ANSWERS)])  # fmt: skip
    shown = people.show_it(second, cast.cecilie)
    assert shown.release is not None
    assert shown.release.reading.before is None
    assert {item.repeats for item in items_of(shown)} == {0}


def test_what_the_first_versions_stored_is_remembered_and_compared_with(
    cast: people.Cast, cecilie: Client
) -> None:
    (old, *_rest) = releases_of("main-c0b5975")
    first = shown_round(cast)
    assert first.release is not None
    Release.objects.filter(pk=first.release.pk).update(content=old)
    second = shown_round(cast, first)
    changes = {item.since.change for item in items_of(second) if item.since}
    assert changes & {"higher", "lower", "too_little"}
    assert len(timeline(second, "nb").rounds) == 2
    assert cecilie.get(f"/rounds/{second.pk}/over-time/").status_code == 200
    first.refresh_from_db()
    assert first.release is not None
    known = remembered_items(
        Remembered(("one",), (first.release.reading,)),
        instrument("collaboration_test", 1).asked,
        None,
    )
    assert [len(earlier) for earlier in known] == [1] * 10


# --- Groups --------------------------------------------------------------------------------------


def grouping(*names: str, **more: object) -> Grouping:
    said = tuple({"nb": name, "nn": f"{name} (nynorsk)"} for name in names)
    return Grouping(background="partner", names=said, minimum=5, **more)  # type: ignore[arg-type]


def test_groups_are_the_same_by_their_names_in_the_first_language(cast: people.Cast) -> None:
    shown = shown_round(cast)
    assert shown.release is not None
    before = replace(
        shown.release.reading,
        grouping=grouping("Nesdal", "Lidal og Sundvoll", asked=({"a": 9}, {"b": 3})),
    )
    memory = Remembered(("one",), (before,))
    names: list[dict[str, str]] = [
        {"nb": "Nesdal", "nn": "Nesdal", "se": "Neasdal"},
        {"nb": "Lidal, og Sundvoll"},
    ]
    asked = [{"a": 9}, {"b": 8}]
    assert not has_other_groups(memory, names, asked, minimum=5)
    names[1]["nb"] = "Sundvoll"
    assert has_other_groups(memory, names, [{"a": 9}, {"a": 3, "b": 3}], minimum=5)

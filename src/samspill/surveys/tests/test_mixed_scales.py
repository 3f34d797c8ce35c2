"""Each statement is answered on its own scale, and "don't know" is an answer of its own."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace
from tests import cast as people
from tests.mixed import DONT_KNOW_LABEL, NAMED, SEVEN, mixed_check

from samspill.surveys import closing_operations, operations, table_operations
from samspill.surveys.import_operations import GivenElsewhere, take_in_round
from samspill.surveys.join_sign import table_sign
from samspill.surveys.models import Response, SurveyRound, TableSheet
from samspill.surveys.table_sheets import read_sheet
from samspill.toolbox.languages import LANGUAGES
from samspill.toolbox.round_content import DONT_KNOW
from samspill.toolbox.round_records import Counts

pytestmark = pytest.mark.django_db

AGREE = ("Helt uenig", "Litt uenig", "Verken eller", "Litt enig", "Helt enig")
# Five points, seven, three that are named, five, seven.
OF_EACH = ((1, 5, None), (1, 7, None, DONT_KNOW), (0, 2, None, DONT_KNOW), (3,), (4, DONT_KNOW))


@pytest.fixture
def opened(cast: people.Cast) -> SurveyRound:
    return people.an_open_round(cast.cecilie, content=mixed_check())


def first_table() -> dict[str, str]:
    return {"number": "1", "sign": table_sign(SurveyRound.objects.get(), 1)}


def way_in(opened: SurveyRound) -> str:
    assert opened.join_code is not None
    return f"/r/{opened.join_code.address}/"


def let_in(opened: SurveyRound) -> Client:
    phone = Client()
    phone.post(way_in(opened) + "begin/")
    return phone


def answers(*points: int | None) -> dict[str, str]:
    return {f"item-{n}": str(point) for n, point in enumerate(points, 1) if point is not None}


def labels_of(page: str, item: int) -> list[str]:
    """Return the answers one can choose among for a statement, as they stand on the page."""
    fieldset = re.search(rf'id="id_item-{item}".*?</fieldset>', page, re.DOTALL)
    assert fieldset
    return re.findall(r'<label for="id_item-\d+_\d+">(.*?)</label>', fieldset[0])


# --- On a phone ---------------------------------------------------------------------------------


def test_each_statement_has_the_answers_of_its_scale(opened: SurveyRound) -> None:
    page = let_in(opened).get(way_in(opened) + "answer/").content.decode()
    asked = opened.asked
    five = list(asked.scales[0].points["nb"])
    assert [labels_of(page, number) for number in range(1, 6)] == [
        five,
        [*SEVEN, DONT_KNOW_LABEL],
        [*NAMED, DONT_KNOW_LABEL],
        five,
        [*SEVEN, DONT_KNOW_LABEL],
    ]


@pytest.mark.parametrize("point", [0, 1, 2])
def test_what_is_chosen_is_stored_as_it_was_chosen(opened: SurveyRound, point: int) -> None:
    sent = let_in(opened).post(way_in(opened) + "answer/", answers(5, 7, point, None, DONT_KNOW))
    assert sent.status_code == 302
    assert Response.objects.get().ratings == [5, 7, point, None, DONT_KNOW]


def test_dont_know_is_an_answer_and_leaving_it_open_is_none(opened: SurveyRound) -> None:
    phone = let_in(opened)
    assert phone.post(way_in(opened) + "answer/", {"item-1": ""}).status_code == 422
    everything_open = answers(None, DONT_KNOW)
    assert phone.post(way_in(opened) + "answer/", everything_open).status_code == 302
    assert Response.objects.get().ratings == [None, DONT_KNOW, None, None, None]


@pytest.mark.parametrize(
    ("item", "point"), [(1, 7), (1, DONT_KNOW), (1, 0), (2, 8), (2, 0), (3, 3), (4, 6), (5, -2)]
)
def test_an_answer_from_another_scale_is_refused_where_it_was_given(
    opened: SurveyRound, item: int, point: int
) -> None:
    sent = let_in(opened).post(way_in(opened) + "answer/", {f"item-{item}": str(point)})
    assert sent.status_code == 422
    assert "Velg ett av svarene" in sent.content.decode()
    ratings: list[int | None] = [None] * 5
    ratings[item - 1] = point
    with pytest.raises(ValueError, match="is outside its scale"):
        operations.submit_response(opened, key=uuid.uuid4(), ratings=ratings)
    assert not Response.objects.exists()


@pytest.mark.parametrize("item", range(5))
def test_every_answer_of_every_scale_is_taken(opened: SurveyRound, item: int) -> None:
    for point in OF_EACH[item]:
        ratings: list[int | None] = [1, 1, 1, 1, 1]
        ratings[item] = point
        assert operations.submit_response(opened, key=uuid.uuid4(), ratings=ratings)


# --- At an open table ---------------------------------------------------------------------------


@pytest.fixture
def at_tables(cast: people.Cast) -> SurveyRound:
    return people.an_open_round(cast.cecilie, content=mixed_check(), mode="open_table")


def test_the_scales_are_said_before_the_statements_they_are_for(at_tables: SurveyRound) -> None:
    page = Client().get(way_in(at_tables) + "statements/").content.decode()
    assert re.findall(r'<ol class="numbered" start="(\d)"', page) == ["1", "2", "3", "4", "5"]
    keys = re.findall(r'<ul class="scale-key"[^>]*>(.*?)</ul>', page, re.DOTALL)
    assert f"<strong>7</strong> {SEVEN[-1]}" in keys[1]
    assert f"<strong>?</strong> {DONT_KNOW_LABEL}" in keys[1]
    assert f"<strong>0</strong> {NAMED[0]}" in keys[2]
    assert DONT_KNOW_LABEL not in keys[0]


def test_one_scale_for_all_is_said_once(cast: people.Cast) -> None:
    opened = people.an_open_round(cast.cecilie, mode="open_table")
    page = Client().get(way_in(opened) + "statements/").content.decode()
    assert page.count('class="scale-key"') == page.count('class="numbered"') == 1


def test_a_table_writes_dont_know_and_it_is_counted_apart(
    at_tables: SurveyRound, cast: people.Cast
) -> None:
    phone = let_in(at_tables)
    phone.post(
        way_in(at_tables) + "table/",
        first_table(),
    )
    column = phone.get(way_in(at_tables) + "column/").content.decode()
    assert len(re.findall(r"<span\s*>\s*\?\s*</span\s*>", column)) == 3
    for given in (answers(5, 7, 0, 3, DONT_KNOW), answers(1, DONT_KNOW, 0, None, DONT_KNOW)):
        assert phone.post(way_in(at_tables) + "column/", given).status_code == 302
    page = phone.get(way_in(at_tables) + "table/").content.decode()
    assert page.count("<td>?</td>") == 3
    assert "? er «vet ikke»." in page
    written = phone.get(way_in(at_tables) + "column/?person=2").content.decode()
    assert re.search(r'name="item-5"\s+value="-1"[^>]*\schecked', written)

    counts = closing_operations.close_round(at_tables, by=cast.cecilie).counted
    assert counts.people == 2
    assert counts.items == (
        (1, 0, 0, 0, 1), (0, 0, 0, 0, 0, 0, 1), (2, 0, 0), (0, 0, 1, 0, 0), (0,) * 7
    )  # fmt: skip
    assert counts.dont_know == (0, 1, 0, 0, 2)


def test_a_sheet_without_dont_know_says_nothing_of_it(cast: people.Cast) -> None:
    opened = people.an_open_round(cast.cecilie, mode="open_table")
    phone = let_in(opened)
    phone.post(way_in(opened) + "table/", first_table())
    phone.post(way_in(opened) + "column/", answers(5, 1, 3))
    assert "vet ikke" not in phone.get(way_in(opened) + "table/").content.decode().lower()


def test_what_to_talk_about_is_judged_on_each_scale() -> None:
    """Two of seven is lower than two of five; two of the three named answers lie far apart."""
    columns = [[3, 2, 0, 2, DONT_KNOW], [3, 2, 2, 2, 2], [3, 2, 1, 2, 2]]
    rows = read_sheet(mixed_check(), 1, columns, "nb").rows
    assert [row.signal for row in rows] == ["", "low", "wide", "", "low"]
    rows = read_sheet(mixed_check(), 1, [[2, 2, None, 2, None]] * 2, "nb").rows
    assert [row.signal for row in rows] == ["low", "low", "", "low", ""], "what is as low is named"


def test_those_who_dont_know_lie_nowhere_on_the_scale() -> None:
    columns = [[3, DONT_KNOW, 1, 3, 7], [3, 7, DONT_KNOW, 3, 7]]
    rows = read_sheet(mixed_check(), 1, columns, "nb").rows
    assert [row.signal for row in rows] == ["", "", "", "", "strong"]


# --- From a file --------------------------------------------------------------------------------


def given(**changes: object) -> GivenElsewhere:
    closed = timezone.localdate()
    counts = Counts(
        people=6,
        items=((2, 2, 2, 0, 0), (1,) * 6 + (0,), (2, 2, 0), (6, 0, 0, 0, 0), (0,) * 7),
        dont_know=(0, 0, 2, 0, 6),
    )
    return GivenElsewhere(counts=replace(counts, **changes), begun_on=closed, ended_on=closed)


def test_counts_on_several_scales_are_taken_in(cast: people.Cast) -> None:
    made = take_in_round(
        people.a_collaboration(cast.cecilie),
        people.round_settings(content=mixed_check()),
        given(),
        by=cast.cecilie,
    )
    made.refresh_from_db()
    assert made.counted == given().counts


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"items": ((0, 0, 0, 0, 0),) * 5}, "are not of 5 items on their scales"),
        ({"dont_know": (1, 0, 0, 0, 6), "people": 9}, "have don't know on a scale without it"),
    ],
)
def test_counts_that_do_not_fit_the_scales_are_refused(
    changes: dict[str, object], told: str, cast: people.Cast
) -> None:
    collaboration = people.a_collaboration(cast.cecilie)
    settings = people.round_settings(content=mixed_check())
    with pytest.raises(ValueError, match=told):
        take_in_round(collaboration, settings, given(**changes), by=cast.cecilie)


# --- Stored before, and in languages that came later --------------------------------------------


def as_stored_before(opened: SurveyRound) -> None:
    """Store a round as it was before statements had scales of their own."""
    stored = opened.asked.encode()
    (stored["scale"],) = stored.pop("scales")
    del stored["format"], stored["template"], stored["text_language"], stored["scale"]["dont_know"]
    for item in stored["items"]:
        del item["scale"], item["wording"]
    SurveyRound.objects.filter(pk=opened.pk).update(
        content=stored, promise=opened.promise["languages"]
    )


@pytest.mark.parametrize("mode", ["anonymous", "open_table"])
def test_a_round_that_was_open_during_an_upgrade_goes_on(
    mode: str, cast: people.Cast, cecilie: Client
) -> None:
    opened = people.an_open_round(cast.cecilie, mode=mode)
    as_stored_before(opened)
    phone = let_in(opened)
    if mode == "anonymous":
        assert phone.post(way_in(opened) + "answer/", answers(4, 2)).status_code == 302
    else:
        phone.post(
            way_in(opened) + "table/",
            first_table(),
        )
        assert phone.post(way_in(opened) + "column/", answers(4, 2)).status_code == 302
    for page in ("", "promise/"):
        assert Client().get(way_in(opened) + page).status_code == 200
    assert cecilie.get(f"/rounds/{opened.pk}/").status_code == 200
    closing_operations.close_round(opened, by=cast.cecilie)
    opened.refresh_from_db()
    assert opened.promised.parts("nb")
    assert len(opened.asked.items) == 10


def test_a_round_from_before_a_language_was_added_is_shown_in_another(
    cast: people.Cast, cecilie: Client, phone: Client
) -> None:
    opened = people.an_open_round(cast.cecilie)
    without = {"nb": opened.promised.parts("nb"), "en": opened.promised.parts("en")}
    asked = opened.asked
    items = [replace(item, text={"nb": item.text["nb"]}) for item in asked.items]
    asked = replace(asked, title={"nb": asked.title["nb"]}, items=tuple(items))
    opened.content = asked.encode()
    opened.promise = replace(opened.promised, languages=without).encode()
    opened.save()
    for client, page in (
        (phone, way_in(opened)),
        (phone, way_in(opened) + "promise/"),
        (let_in(opened), way_in(opened) + "answer/"),
        (cecilie, f"/rounds/{opened.pk}/"),
        (cecilie, "/"),
    ):
        for language in LANGUAGES:
            client.cookies["samspill_language"] = language
            assert client.get(page, follow=True).status_code == 200
    phone.cookies["samspill_language"] = "nn"
    assert without["nb"][0].text in phone.get(way_in(opened)).content.decode()


def test_a_promise_is_made_in_every_language_there_is(
    cast: people.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspill.toolbox.languages.LANGUAGES", (*LANGUAGES, "se"))
    opened = people.an_open_round(cast.cecilie)
    assert set(opened.promised.languages) == {*LANGUAGES, "se"}


def test_a_file_of_a_table_keeps_nothing_of_who_did_not_know(
    at_tables: SurveyRound, cast: people.Cast
) -> None:
    holder = uuid.uuid4()
    table_operations.take_table(at_tables, number=1, holder=holder)
    table_operations.write_column(
        at_tables, holder=holder, place=0, ratings=[1, DONT_KNOW, 2, None, 4]
    )
    closed = closing_operations.close_round(at_tables, by=cast.cecilie)
    assert closed.counts["dont_know"] == [0, 1, 0, 0, 0]
    assert not TableSheet.objects.exists()

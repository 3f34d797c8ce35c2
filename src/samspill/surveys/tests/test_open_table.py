"""The open table: read aloud, written in columns without names, then only counts."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.surveys import closing_operations, operations, table_operations
from samspill.surveys.join_sign import table_sign
from samspill.surveys.models import Response, SurveyRound, TableSheet
from samspill.surveys.table_sheets import MOST_AT_A_TABLE, read_sheet
from samspill.toolbox import catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(cast: people.Cast) -> SurveyRound:
    return people.an_open_round(cast.cecilie, mode="open_table")


@pytest.fixture
def url(opened: SurveyRound) -> str:
    assert opened.join_code is not None
    return f"/r/{opened.join_code.address}/"


def scores(*points: int) -> dict[str, str]:
    return {f"item-{number}": str(point) for number, point in enumerate(points, start=1)}


def at_table(url: str, number: int) -> Client:
    phone = Client()
    phone.post(url + "begin/")
    phone.post(url + "table/", {"number": str(number), "sign": sign_of(number)})
    return phone


def sign_of(number: int) -> str:
    """Return the sign that lies on this table."""
    return table_sign(SurveyRound.objects.get(mode="open_table"), number)


# --- The two modes are never mixed --------------------------------------------------------------


def test_the_mode_is_chosen_before_opening_and_frozen(cast: people.Cast, cecilie: Client) -> None:
    opened = people.an_open_round(cast.cecilie, mode="open_table")
    with pytest.raises(operations.WrongStateError):
        operations.change_round(opened, people.round_settings(mode="anonymous"), by=cast.cecilie)
    opened.refresh_from_db()
    assert opened.mode == "open_table"
    assert "Åpent bord" in cecilie.get(f"/rounds/{opened.pk}/").content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", "Dette er ikke anonymt."), ("nn", "Dette er ikkje anonymt."),
     ("en", "This is not anonymous.")],
)  # fmt: skip
def test_the_promise_says_plainly_that_it_is_not_anonymous(
    language: str, words: str, opened: SurveyRound, url: str, phone: Client
) -> None:
    phone.cookies["samspill_language"] = language
    for page in ("", "promise/"):
        assert words in phone.get(url + page).content.decode()
    anonymous = phone.get(url).content.decode()
    assert "anonymt på" not in anonymous


def test_nobody_answers_alone_at_an_open_table(url: str, opened: SurveyRound) -> None:
    phone = Client()
    phone.post(url + "begin/")
    assert phone.get(url + "answer/")["Location"] == url
    assert phone.post(url + "answer/", scores(*[4] * 10))["Location"] == url
    with pytest.raises(operations.WrongStateError):
        operations.submit_response(opened, key=uuid.uuid4(), ratings=[4] * 10)
    assert not Response.objects.exists()


@pytest.mark.parametrize("page", ["table/", "column/", "statements/"])
def test_an_anonymous_round_has_no_tables(page: str, cast: people.Cast, phone: Client) -> None:
    anonymous = people.an_open_round(cast.cecilie)
    assert anonymous.join_code is not None
    code = f"/r/{anonymous.join_code.address}/"
    phone.post(code + "begin/")
    assert phone.get(code + page).status_code == 404
    with pytest.raises(operations.WrongStateError):
        table_operations.take_table(anonymous, number=1, holder=uuid.uuid4())


def test_an_open_table_asks_for_no_background_and_no_links(cast: people.Cast) -> None:
    draft = people.a_draft(cast.cecilie, mode="open_table", way_in="link")
    assert draft.way_in == "code"
    with pytest.raises(ValueError, match="anonymous"):
        operations.ask_for_background(draft, people.a_group_plan(draft), by=cast.cecilie)
    anonymous = people.a_draft(cast.cecilie)
    operations.ask_for_background(anonymous, people.a_group_plan(anonymous), by=cast.cecilie)
    settings = people.round_settings(mode="open_table")
    assert operations.change_round(anonymous, settings, by=cast.cecilie).groups == []


def test_a_group_too_small_to_be_anonymous_is_offered_the_open_table(
    cast: people.Cast, cecilie: Client
) -> None:
    data = {
        "collaboration": str(people.a_collaboration(cast.cecilie).pk),
        "instrument": "collaboration_test",
        "purpose": "Vi vil vite.",
        "intended_use": "Vi leser sammen.",
        "follow_up_on": timezone.localdate().isoformat(),
        "expected_count": "4",
        "open": "",
    }
    response = cecilie.post("/rounds/new/", {**data, "mode": "anonymous"})
    assert response.status_code == 422
    assert "Velg åpent bord" in response.content.decode()
    assert cecilie.post("/rounds/new/", {**data, "mode": "open_table"}).status_code == 302


# --- At the table -------------------------------------------------------------------------------


def test_the_whole_way_of_a_table(url: str) -> None:
    phone = Client()
    assert "Tenk først, alene" in phone.get(url).content.decode()
    assert "Vi vil vite" not in phone.get(url + "statements/").content.decode()
    assert phone.get(url + "table/")["Location"] == url, "not let in yet"
    assert phone.post(url + "begin/")["Location"] == url + "table/"
    assert "Hvilket bord?" in phone.get(url + "table/").content.decode()
    assert (
        phone.post(url + "table/", {"number": "3", "sign": sign_of(3)})["Location"]
        == url + "table/"
    )
    assert phone.post(url + "column/", scores(*[1] * 10))["Location"] == url + "table/"
    phone.post(url + "column/", scores(*[5, 1, *[4] * 8]))
    sheet = TableSheet.objects.get()
    assert (sheet.number, sheet.columns) == (3, [[1] * 10, [5, 1, *[4] * 8]])
    page = phone.get(url + "table/").content.decode()
    assert "Snakk om dette" not in page, "not before all have read"
    phone.post(url + "table/seats/", {"sits": "2"})
    page = phone.get(url + "table/").content.decode()
    assert page.index("Snakk om dette") < page.index("<table")
    assert "2 personer er skrevet ned" in page
    assert phone.get(url)["Location"] == url + "table/", "the code on the screen leads back"


def test_a_column_can_be_changed_and_struck_out(url: str) -> None:
    phone = at_table(url, 1)
    for point in (1, 2, 3):
        phone.post(url + "column/", scores(*[point] * 10))
    page = phone.get(url + "column/?person=2").content.decode()
    assert re.search(r'value="2"\s+id="id_item-1_1"\s+checked', page)
    phone.post(url + "column/", {"person": "2", **scores(*[5] * 10)})
    assert [one[0] for one in TableSheet.objects.get().columns] == [1, 5, 3]
    for _click in range(2):
        phone.post(url + "column/remove/", {"person": "1", "of": "3"})
    assert [one[0] for one in TableSheet.objects.get().columns] == [5, 3], "two clicks are one"


def test_a_person_saved_with_two_clicks_is_one_person(url: str) -> None:
    phone = at_table(url, 1)
    assert 'name="person" value="1"' in phone.get(url + "column/").content.decode()
    for _click in range(2):
        phone.post(url + "column/", {"person": "1", **scores(*[4] * 10)})
    assert TableSheet.objects.get().columns == [[4] * 10]
    phone.post(url + "column/", {"person": "9", **scores(*[2] * 10)})
    assert TableSheet.objects.get().columns == [[4] * 10, [2] * 10], "the next, not a gap"


@pytest.mark.parametrize("person", ["0", "9", "-1", "x", "½", "9" * 50, ""])
def test_a_person_who_is_not_there_changes_nothing(person: str, url: str) -> None:
    phone = at_table(url, 1)
    phone.post(url + "column/", scores(*[1] * 10))
    phone.post(url + "column/remove/", {"person": person, "of": "1"})
    assert TableSheet.objects.get().columns == [[1] * 10]
    assert phone.get(url + f"column/?person={person}").status_code == 200


def test_one_phone_writes_for_a_table(url: str, opened: SurveyRound, cast: people.Cast) -> None:
    first, second = at_table(url, 1), at_table(url, 1)
    refused = second.post(url + "table/", {"number": "1", "sign": sign_of(1)})
    assert refused.status_code == 422
    assert "En annen telefon skriver" in refused.content.decode()
    first.post(url + "column/", scores(*[4] * 10))
    assert "1 person er skrevet ned" not in second.get(url + "table/").content.decode()
    facilitator = people.client_of(cast.cecilie)
    assert "1 person er skrevet ned" in facilitator.get(f"/rounds/{opened.pk}/").content.decode()
    facilitator.post(f"/rounds/{opened.pk}/tables/free/", {"number": "1"})
    assert second.post(url + "table/", {"number": "1", "sign": sign_of(1)}).status_code == 302
    taken_over = second.get(url + "table/").content.decode()
    assert "1 person er skrevet ned av en annen telefon" in taken_over
    assert "person=" not in taken_over
    assert first.post(url + "column/", scores(*[1] * 10))["Location"] == url + "table/"
    assert TableSheet.objects.get().columns == [[4] * 10], "the first phone writes no more"


@pytest.mark.parametrize("number", ["0", "61", "-3", "x", "", "1.5", "9" * 40])
def test_a_table_without_a_number_is_told(number: str, url: str) -> None:
    phone = Client()
    phone.post(url + "begin/")
    assert phone.post(url + "table/", {"number": number}).status_code == 422
    assert not TableSheet.objects.exists()


@pytest.mark.parametrize("value", ["0", "6", "x", "\x00"])
def test_a_score_outside_the_scale_is_refused(value: str, url: str) -> None:
    phone = at_table(url, 1)
    data = {**scores(*[4] * 10), "item-3": value}
    assert phone.post(url + "column/", data).status_code == 422
    assert TableSheet.objects.get().columns == []


def test_a_full_sheet_takes_no_more(url: str) -> None:
    phone = at_table(url, 1)
    for _ in range(14):
        phone.post(url + "column/", scores(*[4] * 10))
    assert len(TableSheet.objects.get().columns) == MOST_AT_A_TABLE
    assert "Arket er fullt" in phone.get(url + "table/").content.decode()


def test_what_a_table_has_written_is_shown_to_nobody_else(
    url: str, opened: SurveyRound, cast: people.Cast
) -> None:
    """The facilitator sees how many are written down; other phones and readers nothing."""
    pages = []
    for point in (1, 5):
        TableSheet.objects.all().delete()
        phone = at_table(url, 1)
        phone.post(url + "column/", scores(*[point] * 10))
        looks = [
            people.client_of(cast.cecilie).get(f"/rounds/{opened.pk}/"),
            people.client_of(cast.eli).get(f"/collaborations/{opened.collaboration_id}/"),
            at_table(url, 2).get(url + "table/"),
        ]
        pages.append([people.without_tokens(one.content.decode()) for one in looks])
    assert pages[0] == pages[1]


# --- What the table talks about -----------------------------------------------------------------


def signals(*columns: list[int | None]) -> list[str]:
    asked = catalogue.instrument("collaboration_test").asked
    filled = [[*column, *[None] * (10 - len(column))] for column in columns]
    rows = read_sheet(asked, 1, filled, "nb").rows
    return [str(row.signal) for row in rows][: len(columns[0])]


def test_wide_and_low_are_two_signals() -> None:
    assert signals([1, 2, 4, 5], [4, 2, 4, 3]) == ["wide", "low", "strong", ""]
    assert signals([1, 1, 2, 2], [1, 2, 2, 2]) == ["low", "low", "", ""], "the two lowest"
    apart = signals([1, 1, 1, 1, 3], [5, 5, 4, 5, 3])
    assert apart == ["wide", "wide", "", "wide", ""], "at most three, the widest"
    assert signals([1, 2]) == ["", ""], "one person is no table"
    assert signals([1, None], [None, 2]) == ["", ""]


# --- When the meeting is over -------------------------------------------------------------------


def written(opened: SurveyRound, tables: int, people_each: int) -> None:
    for number in range(1, tables + 1):
        holder = uuid.uuid4()
        table_operations.take_table(opened, number=number, holder=holder)
        for person in range(people_each):
            ratings: list[int | None] = [(person + item + number) % 5 + 1 for item in range(9)]
            table_operations.write_column(
                opened, holder=holder, place=person, ratings=[*ratings, None]
            )


def test_closing_leaves_counts_for_the_room_alone(opened: SurveyRound, cast: people.Cast) -> None:
    written(opened, tables=3, people_each=5)
    closed = closing_operations.close_round(opened, by=cast.cecilie)
    assert not TableSheet.objects.exists()
    assert closed.counted.people == 15
    assert closed.counted.items == ((3,) * 5,) * 9 + ((0,) * 5,)


def test_a_closed_round_takes_no_column(opened: SurveyRound, url: str, cast: people.Cast) -> None:
    phone = at_table(url, 1)
    closing_operations.close_round(opened, by=cast.cecilie)
    for page in ("table/", "column/"):
        assert phone.get(url + page).status_code == 410
        assert phone.post(url + page, {"number": "2", **scores(*[4] * 10)}).status_code == 410
    assert phone.post(url + "column/remove/", {"person": "1"}).status_code in (302, 410)


def test_what_leaves_the_room_passes_the_same_limits(cast: people.Cast) -> None:
    for people_each, form in ((4, "hidden"), (5, "words")):
        opened = people.an_open_round(cast.cecilie, mode="open_table")
        written(opened, tables=1, people_each=people_each)
        closed = closing_operations.close_round(opened, by=cast.cecilie)
        shown = closing_operations.publish_reading(closed, by=cast.cecilie)
        assert shown.release is not None
        assert shown.release.reading.items[0].figures.form == form
        page = people.client_of(cast.cecilie).get(f"/rounds/{shown.pk}/reading/")
        assert page.status_code == 200


def test_the_counts_are_deleted_on_the_day_promised(opened: SurveyRound, cast: people.Cast) -> None:
    written(opened, tables=2, people_each=5)
    closing_operations.close_round(opened, by=cast.cecilie)
    assert closing_operations.delete_answers_due(opened.delete_answers_on) == 1
    assert SurveyRound.objects.get().counts == {}


def test_a_forgotten_round_is_closed_and_its_sheets_deleted(
    opened: SurveyRound, cast: people.Cast
) -> None:
    written(opened, tables=2, people_each=5)
    closing_operations.delete_answers_due(opened.delete_answers_on)
    assert not TableSheet.objects.exists()
    assert SurveyRound.objects.get().counts == {}

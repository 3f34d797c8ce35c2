"""Statements on different scales in one round, with "don't know" as an answer of its own."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from msgspec.structs import replace
from tests import cast as people
from tests.mixed import DONT_KNOW_LABEL, NAMED, SEVEN, mixed_check

from samspill.exports.tables import table_of
from samspill.readings.answers import count_answers, take_counts
from samspill.readings.making import make_reading
from samspill.readings.reading import Reading, StoredItem
from samspill.screens import operations as screens
from samspill.screens.public import Part
from samspill.surveys import operations
from samspill.surveys.models import SurveyRound
from samspill.surveys.round_screen import ROUND_SCREEN
from samspill.toolbox.languages import LANGUAGES
from samspill.toolbox.round_content import DONT_KNOW, RoundContent
from samspill.toolbox.round_records import Counts

Ratings = list[int | None]


def mixed_answers(count: int, *, unsure: int) -> list[Ratings]:
    """Give answers on every scale; so many do not know about the second and third statement."""
    return [
        [
            1 + person % 5,
            DONT_KNOW if person < unsure else 4 + person % 4,
            DONT_KNOW if person < unsure else person % 3,
            4,
            None,
        ]
        for person in range(count)
    ]


def read(asked: RoundContent, answers: list[Ratings]) -> Reading:
    counted = count_answers(asked, [(ratings, None) for ratings in answers])
    return make_reading(asked, counted, minimum=5).reading


def shown_round(cast: people.Cast, count: int = 40, *, unsure: int = 8) -> SurveyRound:
    opened = people.an_open_round(cast.cecilie, content=mixed_check(), expected_count=60)
    people.answer_it(opened, mixed_answers(count, unsure=unsure))
    return people.show_it(opened, cast.cecilie)


def item_of(shown: SurveyRound, place: int) -> StoredItem:
    assert shown.release is not None
    return shown.release.reading.items[place]


# --- Figures -------------------------------------------------------------------------------------


def test_each_statement_is_drawn_on_its_own_scale() -> None:
    reading = read(mixed_check(), mixed_answers(40, unsure=0))
    assert [len(item.figures.tiles) for item in reading.items[:3]] == [5, 7, 3]
    assert [reading.scale_of(item).ends for item in reading.items[:3]] == [(1, 5), (1, 7), (0, 2)]
    assert [item.figures.middle for item in reading.items[:3]] == [3.0, 5.3, 0.9]
    assert reading.items[1].words.middle["nb"].endswith("nærmest «Ofte».")


def test_statements_are_put_in_order_across_scales() -> None:
    """The fourth is agreed upon. A 0.9 of 0 to 2 lies lower than a 3 of 1 to 5."""
    order = read(mixed_check(), mixed_answers(40, unsure=0)).order
    assert order.strong == (3,)
    assert order.low == (2, 0)
    assert order.others == (1, 4)


def test_who_does_not_know_is_counted_apart() -> None:
    with_them = read(mixed_check(), mixed_answers(40, unsure=8)).items[1]
    without = read(mixed_check(), mixed_answers(40, unsure=8)[8:]).items[1]
    assert with_them.figures == without.figures
    assert with_them.figures.count == 30, "of 32, rounded down"
    assert with_them.dont_know is not None
    assert without.dont_know is not None
    assert (with_them.dont_know.share, without.dont_know.share) == ("some", "few_or_none")


def test_where_it_was_no_answer_nothing_is_said_of_it() -> None:
    items = read(mixed_check(), mixed_answers(40, unsure=8)).items
    assert [item.dont_know is None for item in items] == [True, False, False, True, False]
    assert items[0].figures.count == 40


def test_counts_alone_give_the_same_reading() -> None:
    asked, answers = mixed_check(), mixed_answers(40, unsure=8)
    columns = list(zip(*answers, strict=True))
    counts = Counts(
        people=40,
        items=tuple(
            tuple(column.count(value) for value in asked.scale_of(item).values)
            for item, column in zip(asked.items, columns, strict=True)
        ),
        dont_know=tuple(column.count(DONT_KNOW) for column in columns),
    )
    assert make_reading(asked, take_counts(asked, counts), minimum=5).reading == read(
        asked, answers
    )


def test_only_statements_on_one_scale_are_put_side_by_side_for_their_middle() -> None:
    from samspill.readings.view_models import view

    seven = [1, 2, 3, 3, 4, 5]
    answers: list[Ratings] = [
        [[1, 1, 5, 5][person % 4], seven[person % 6], 1, [2, 3, 4, 3][person % 4], 1]
        for person in range(60)
    ]
    shown = view(read(mixed_check(), answers), "nb")
    assert shown.same_middle is not None
    alike = [shown.same_middle.gathered, shown.same_middle.camps, shown.same_middle.wide]
    assert {item.identity[1] for item in alike if item} == {(1, 5)}


# --- Pages, the big screen, paper and files ------------------------------------------------------


@pytest.mark.django_db
def test_the_page_says_how_many_do_not_know_in_words_alone(
    cast: people.Cast, cecilie: Client
) -> None:
    page = cecilie.get(f"/rounds/{shown_round(cast).pk}/reading/").content.decode()
    assert f"Noen svarte «{DONT_KNOW_LABEL}»." in page
    assert all(label in page for label in (*NAMED, *SEVEN))
    many = cecilie.get(f"/rounds/{shown_round(cast, unsure=20).pk}/reading/").content.decode()
    assert f"Mange svarte «{DONT_KNOW_LABEL}»." in many


@pytest.mark.django_db
def test_there_is_a_table_for_each_scale(cast: people.Cast, cecilie: Client) -> None:
    page = cecilie.get(f"/rounds/{shown_round(cast).pk}/reading/?tables").content.decode()
    tables = page.split('<table class="table table-tight">')[1:]
    assert len(tables) == 3
    assert "Alt i tabeller" in page
    five, seven, named = (table.split("</table>")[0] for table in tables)
    assert DONT_KNOW_LABEL not in five
    for table, labels in ((seven, SEVEN), (named, NAMED)):
        assert all(f">{label}</th>" in table for label in (*labels, DONT_KNOW_LABEL))
        assert "<td>noen</td>" in table


@pytest.mark.django_db
def test_the_big_screen_shows_a_statement_on_its_own_scale(
    cast: people.Cast, cecilie: Client
) -> None:
    shown = shown_round(cast)
    key = item_of(shown, 2).key
    screens.show_on_screen(ROUND_SCREEN, shown, Part("guess", key), by=cast.cecilie)
    page = cecilie.get(f"/rounds/{shown.pk}/screen/").content.decode()
    assert f"«{NAMED[0]}»" in page
    assert f"«{NAMED[-1]}»" in page
    screens.show_on_screen(ROUND_SCREEN, shown, Part("item", key), by=cast.cecilie)
    page = cecilie.get(f"/rounds/{shown.pk}/screen/").content.decode()
    assert f"Noen svarte «{DONT_KNOW_LABEL}»." in page


@pytest.mark.django_db
def test_asked_again_each_statement_stands_beside_itself(
    cast: people.Cast, cecilie: Client
) -> None:
    first = shown_round(cast)
    opened = people.an_open_round(
        cast.cecilie, first.collaboration, content=mixed_check(), expected_count=60
    )
    people.answer_it(opened, mixed_answers(41, unsure=9))
    second = people.show_it(opened, cast.cecilie)
    said = item_of(second, 1).dont_know
    assert said is not None
    assert (said.share, said.repeats) == ("some", 1)
    page = cecilie.get(f"/rounds/{second.pk}/over-time/").content.decode()
    assert page.count('class="times"') == 5


def test_a_file_has_a_column_for_each_place_and_tells_the_scale() -> None:
    table = table_of(read(mixed_check(), mixed_answers(40, unsure=8)), "nb")
    names = [variable.name for variable in table.variables]
    assert [name for name in names if name.startswith("tiles_")] == [
        f"tiles_{place}" for place in range(1, 8)
    ]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    told = [row["dont_know"] for row in rows]
    assert told == [None, 2, 2, None, None], "nobody answered the last"
    assert rows[2]["scale"] == " / ".join(NAMED)
    assert rows[2]["tiles_4"] is None
    label = str(next(one.label for one in table.variables if one.name == "tiles_1"))
    assert SEVEN[0] in label
    assert NAMED[0] in label


def test_a_file_of_one_scale_without_it_has_neither_column() -> None:
    asked = mixed_check()
    asked = replace(asked, scales=asked.scales[:1], items=asked.items[:1])
    names = [one.name for one in table_of(read(asked, [[3]] * 12), "nb").variables]
    assert not {"scale", "dont_know"} & set(names)


# --- The gate ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_whether_one_or_none_does_not_know_looks_the_same(
    cast: people.Cast, cecilie: Client
) -> None:
    """The number of answers is rounded, the word is the same, and so is the drawing."""
    pages = []
    for unsure in (0, 1):
        opened = people.an_open_round(cast.cecilie, content=mixed_check())
        for place, ratings in enumerate(mixed_answers(29, unsure=0)):
            answer = DONT_KNOW if unsure and place == 5 else ratings[2]
            row = [*ratings[:2], answer, *ratings[3:]]
            operations.submit_response(opened, key=uuid.uuid4(), ratings=row)
        shown = people.show_it(opened, cast.cecilie)
        pages.append(
            (item_of(shown, 2).figures, item_of(shown, 2).words, item_of(shown, 2).dont_know)
        )
    assert pages[0] == pages[1]


def test_every_language_says_it() -> None:
    said = read(mixed_check(), mixed_answers(40, unsure=8)).items[1].dont_know
    assert said is not None
    assert set(said.words) == set(LANGUAGES)
    assert said.words["nn"] == f"Nokre har svart «{DONT_KNOW_LABEL}»."
    assert said.words["en"] == f"Some answered “{DONT_KNOW_LABEL}”."

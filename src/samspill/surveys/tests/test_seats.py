"""Who sits at an open table, that all have read, and taking back that somebody was struck out."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import cast as people

from samspill.surveys.models import SurveyRound, TableSheet
from samspill.surveys.tests.test_open_table import at_table, scores

pytestmark = pytest.mark.django_db

TO_TALK_ABOUT = "Snakk om dette"


@pytest.fixture
def opened(cast: people.Cast) -> SurveyRound:
    return people.an_open_round(cast.cecilie, mode="open_table")


@pytest.fixture
def url(opened: SurveyRound) -> str:
    assert opened.join_code is not None
    return f"/r/{opened.join_code.address}/"


def table_page(phone: Client, url: str) -> str:
    return phone.get(url + "table/").content.decode()


def test_nothing_is_to_be_talked_about_before_all_who_sit_there_have_read(url: str) -> None:
    phone = at_table(url, 1)
    phone.post(url + "table/seats/", {"sits": "3"})
    for number in range(2):
        phone.post(url + "column/", scores(*[1 + 4 * number] * 10))
    assert TO_TALK_ABOUT not in table_page(phone, url)
    phone.post(url + "column/", scores(*[3] * 10))
    assert TO_TALK_ABOUT in table_page(phone, url)


def test_one_who_left_does_not_keep_the_others_waiting(url: str) -> None:
    phone = at_table(url, 1)
    phone.post(url + "table/seats/", {"sits": "5"})
    for points in (1, 5):
        phone.post(url + "column/", scores(*[points] * 10))
    assert TO_TALK_ABOUT not in table_page(phone, url)
    phone.post(url + "table/seats/", {"read": ""})
    assert TO_TALK_ABOUT in table_page(phone, url)


@pytest.mark.parametrize("sits", ["0", "1", "-3", "99", "999", "x", "½", ""])
def test_a_number_that_cannot_be_right_changes_nothing(sits: str, url: str) -> None:
    phone = at_table(url, 1)
    phone.post(url + "table/seats/", {"sits": "4"})
    assert phone.post(url + "table/seats/", {"sits": sits}).status_code == 302
    assert TableSheet.objects.get().sits == 4


def test_who_was_struck_out_is_put_back_in_their_place_once(url: str) -> None:
    phone = at_table(url, 1)
    for point in (1, 2, 3):
        phone.post(url + "column/", scores(*[point] * 10))
    phone.post(url + "column/remove/", {"person": "2", "of": "3"})
    assert "Person 2 er strøket" in table_page(phone, url)
    for _click in range(2):
        phone.post(url + "column/put-back/")
    assert [column[0] for column in TableSheet.objects.get().columns] == [1, 2, 3]
    assert "er strøket" not in table_page(phone, url)


def test_another_phone_neither_says_who_sits_nor_puts_back(url: str) -> None:
    phone = at_table(url, 1)
    phone.post(url + "column/", scores(*[1] * 10))
    phone.post(url + "column/remove/", {"person": "1", "of": "1"})
    before = TableSheet.objects.values().get()
    for page, sent in (("table/seats/", {"sits": "6"}), ("column/put-back/", {})):
        for other in (Client(), at_table(url, 1)):
            assert other.post(url + page, sent).status_code in (302, 410)
    assert TableSheet.objects.values().get() == before

"""Those who answered see what has been shown, on the code, as long as the facilitator says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.screens.public import Part, show_on_screen
from samspill.surveys import sharing_operations
from samspill.surveys.models import SurveyRound
from samspill.surveys.round_screen import ROUND_SCREEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(cast: people.Cast) -> SurveyRound:
    return people.a_published_round(cast.cecilie)


def way_in(survey_round: SurveyRound) -> str:
    assert survey_round.join_code is not None
    return f"/r/{survey_round.join_code.address}/"


def test_the_code_leads_to_what_has_been_shown(shown: SurveyRound) -> None:
    phone = Client()
    assert phone.get(way_in(shown))["Location"] == way_in(shown) + "result/"
    page = phone.get(way_in(shown) + "result/").content.decode()
    assert page.count('class="reading-row"') == 10
    assert "ui/vendor/facilitator.css" in page
    assert not phone.cookies, "nothing is kept on the phone for reading"


def test_before_it_is_shown_nothing_can_be_seen(cast: people.Cast) -> None:
    closed = people.a_closed_round(cast.cecilie)
    page = Client().get(way_in(closed) + "result/")
    assert page.status_code == 410
    assert "reading-row" not in page.content.decode()
    assert "Resultatet kommer her" in page.content.decode()


def test_it_is_the_same_protected_reading_and_nothing_more(
    shown: SurveyRound, cecilie: Client
) -> None:
    own = cecilie.get(f"/rounds/{shown.pk}/reading/").content.decode()
    theirs = Client().get(way_in(shown) + "result/").content.decode()
    for line in theirs.split('class="reading-row-line"')[1:]:
        assert line.split("</span>")[0] in own
    for word in ("/rounds/", "Avtal et tiltak", "Spør igjen", "screen-form"):
        assert word not in theirs


def test_the_facilitator_says_how_long(
    shown: SurveyRound, cast: people.Cast, cecilie: Client
) -> None:
    page = cecilie.get(f"/rounds/{shown.pk}/share/").content.decode()
    assert way_in(shown) in page
    past = cecilie.post(f"/rounds/{shown.pk}/share/", {"until": "2020-01-01"})
    assert past.status_code == 422
    cecilie.post(f"/rounds/{shown.pk}/share/stop/")
    assert Client().get(way_in(shown) + "result/").status_code == 410
    until = timezone.localdate() + timedelta(days=3)
    sharing_operations.share_until(shown, until, by=cast.cecilie)
    assert Client().get(way_in(shown) + "result/").status_code == 200


def test_it_ends_with_the_follow_up_where_nobody_has_said(shown: SurveyRound) -> None:
    assert Client().get(way_in(shown) + "result/").status_code == 200
    SurveyRound.objects.filter(pk=shown.pk).update(
        follow_up_on=timezone.localdate() - timedelta(days=1)
    )
    assert Client().get(way_in(shown) + "result/").status_code == 410


def test_the_big_screen_can_be_followed_on_a_phone(shown: SurveyRound, cast: people.Cast) -> None:
    item = shown.asked.items[0]
    show_on_screen(ROUND_SCREEN, shown, Part("item", item.key), by=cast.cecilie)
    page = Client().get(way_in(shown) + "screen/").content.decode()
    assert item.text["nb"] in page
    assert 'aria-live="polite"' in page


def test_another_organisation_cannot_share_it(shown: SurveyRound, cast: people.Cast) -> None:
    reader = people.client_of(cast.eli)
    assert reader.post(f"/rounds/{shown.pk}/share/stop/").status_code in (403, 404)

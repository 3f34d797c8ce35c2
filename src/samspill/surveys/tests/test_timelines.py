"""Every time the same was asked: small multiples from releases, and who has come and gone."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import cast as people

from samspill.collaborations.models import Partner
from samspill.collaborations.operations import (
    NewPartner,
    add_partners,
    merge_partners,
    remove_partner,
    rename_partner,
)
from samspill.collaborations.public import partners_of
from samspill.surveys import closing_operations
from samspill.surveys.models import SurveyRound
from samspill.surveys.timelines import MOST_ROUNDS, timeline

pytestmark = pytest.mark.django_db


def again(cast: people.Cast, first: SurveyRound | None = None, answers: int = 24) -> SurveyRound:
    opened = people.an_open_round(cast.cecilie, first.collaboration if first else None)
    people.answer_it(opened, people.some_answers(answers))
    closed = closing_operations.close_round(opened, by=cast.cecilie)
    return closing_operations.publish_reading(closed, by=cast.cecilie)


def partner(shown: SurveyRound, name: str) -> Partner:
    return next(one for one in partners_of(shown.collaboration) if one.name == name)


def test_the_first_time_has_nothing_beside_it(cast: people.Cast, cecilie: Client) -> None:
    first = again(cast)
    page = cecilie.get(f"/rounds/{first.pk}/reading/").content.decode()
    assert "over-time" not in page


def test_the_second_time_stands_beside_the_first(cast: people.Cast, cecilie: Client) -> None:
    first = again(cast)
    second = again(cast, first, answers=30)
    assert (
        f"/rounds/{second.pk}/over-time/"
        in cecilie.get(f"/rounds/{second.pk}/reading/").content.decode()
    )
    page = cecilie.get(f"/rounds/{second.pk}/over-time/").content.decode()
    assert page.index("24 svar") < page.index("30 svar")
    assert page.count('class="distribution-drawing"') == 20
    assert len(set(ids := [one.split('"')[0] for one in page.split(' id="')[1:]])) == len(ids)


def test_only_the_newest_are_shown(cast: people.Cast) -> None:
    shown = again(cast)
    for _ in range(MOST_ROUNDS):
        shown = again(cast, shown)
    found = timeline(shown, "nb")
    assert len(found.rounds) == MOST_ROUNDS
    assert found.earlier_count == 1


def test_a_round_that_is_not_shown_is_not_there(cast: people.Cast, cecilie: Client) -> None:
    first = again(cast)
    opened = people.an_open_round(cast.cecilie, first.collaboration)
    assert cecilie.get(f"/rounds/{opened.pk}/over-time/").status_code == 404
    assert len(timeline(first, "nb").rounds) == 1


def test_partners_that_came_went_and_changed_are_named(cast: people.Cast) -> None:
    first = again(cast)
    rename_partner(partner(first, "Nesdal"), name="Nye Nesdal", by=cast.cecilie)
    remove_partner(partner(first, "Lidal"), by=cast.cecilie)
    new = [NewPartner(Partner.Kind.UNION, "De tillitsvalgte")]
    add_partners(first.collaboration, new, by=cast.cecilie)
    second = again(cast, first)
    changes = timeline(second, "nb").rounds[1].changes
    assert changes == (
        "Nesdal heter nå Nye Nesdal.",
        "Nye: De tillitsvalgte.",
        "Ikke lenger med: Lidal.",
    )
    assert timeline(second, "nb").rounds[0].changes == ()


def test_partners_that_merged_are_named_with_what_they_became(cast: people.Cast) -> None:
    first = again(cast)
    merge_partners(
        partner(first, "Lidal"), partner(first, "Nesdal"), name="Storfjord", by=cast.cecilie
    )
    second = again(cast, first)
    assert timeline(second, "nb").rounds[1].changes == ("Lidal og Nesdal er nå Storfjord.",)


def test_the_same_middle_in_different_rooms_is_shown_side_by_side(
    cast: people.Cast, cecilie: Client
) -> None:
    opened = people.an_open_round(cast.cecilie)
    gathered, camps, wide = (
        [3] * 24 + [2] * 3 + [4] * 3,
        [1, 2, 4, 5, 1, 5] * 5,
        [1, 2, 3, 4, 5] * 6,
    )
    people.answer_it(
        opened, [[gathered[i], camps[i], wide[i], *[4, 5, 5, 4, 4, 4, 5][:7]] for i in range(30)]
    )
    closed = closing_operations.close_round(opened, by=cast.cecilie)
    shown = closing_operations.publish_reading(closed, by=cast.cecilie)
    page = cecilie.get(f"/rounds/{shown.pk}/reading/?all").content.decode()
    panel = page.split("Samme midte, ulike rom.")[1].split("</section>")[0]
    for words in ("om lag 3,0", "To leire.", "Spredt.", "Samlet."):
        assert words in panel
    without = again(cast)
    assert "Samme midte" not in cecilie.get(f"/rounds/{without.pk}/reading/?all").content.decode()


def test_the_result_can_be_read_as_one_table(cast: people.Cast, cecilie: Client) -> None:
    shown = again(cast)
    page = cecilie.get(f"/rounds/{shown.pk}/reading/?tables").content.decode()
    assert page.count('<th scope="row"') == 10
    assert "distribution-drawing" not in page

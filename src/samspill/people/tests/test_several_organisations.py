"""One person in several organisations: one is chosen at a time, and kept."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests import cast as people
from tests.cast import Cast, client_of

from samspill.foundation.access.public import Role
from samspill.foundation.organisations.models import Membership
from samspill.people.tests.story import another_organisation, text

pytestmark = pytest.mark.django_db

HOME = "Regionrådet for Indre Fjord"
OTHER = "En annen kommune"


@pytest.fixture
def both(cast: Cast) -> Client:
    """Cecilie leads in the regional council, and reads in Frode's municipality."""
    Membership.objects.create(
        account_id=cast.cecilie.account_id,
        organisation_id=cast.frode.organisation_id,
        role=Role.READER,
    )
    return client_of(cast.cecilie)


def choose(browser: Client, organisation: object) -> object:
    return browser.post("/organisations/choose/", {"organisation": str(organisation)})


def test_the_one_that_is_chosen_is_kept_from_page_to_page(cast: Cast, both: Client) -> None:
    here, there = people.a_collaboration(cast.cecilie), people.a_collaboration(cast.frode)
    for chosen, open_to, shut in (
        (cast.cecilie.organisation_id, here, there),
        (cast.frode.organisation_id, there, here),
        (cast.cecilie.organisation_id, here, there),
    ):
        choose(both, chosen)
        for _page in range(2):
            assert both.get(f"/collaborations/{open_to.pk}/").status_code == 200
            assert both.get(f"/collaborations/{shut.pk}/").status_code == 404


def test_a_role_in_one_is_no_role_in_the_other(cast: Cast, both: Client) -> None:
    there = people.a_collaboration(cast.frode)
    choose(both, cast.frode.organisation_id)
    assert both.get(f"/collaborations/{there.pk}/").status_code == 200
    assert both.get(f"/collaborations/{there.pk}/change/").status_code == 403


def test_it_is_changed_from_the_top_of_every_page_where_there_are_several(
    cast: Cast, both: Client
) -> None:
    page = text(both.get("/collaborations/"))
    assert page.count(f'<option value="{cast.frode.organisation_id}"') == 2  # header, phone menu
    assert "organisation-switch" not in text(client_of(cast.ada).get("/collaborations/"))


@pytest.mark.parametrize("chosen", ["", "x", "None", f"{UUID(int=7)}", "\x00"])
def test_to_choose_what_is_none_of_ones_own_changes_nothing(
    chosen: str, cast: Cast, both: Client
) -> None:
    mine = people.a_collaboration(cast.cecilie)
    choose(both, cast.cecilie.organisation_id)
    choose(both, chosen)
    assert both.get(f"/collaborations/{mine.pk}/").status_code == 200


def test_a_foreign_organisation_cannot_be_chosen(cast: Cast, both: Client) -> None:
    foreign = another_organisation("Fjern kommune")
    mine = people.a_collaboration(cast.cecilie)
    choose(both, cast.cecilie.organisation_id)
    choose(both, foreign.pk)
    assert "Fjern kommune" not in text(both.get("/"))
    assert both.get(f"/collaborations/{mine.pk}/").status_code == 200


def test_where_the_role_in_the_chosen_one_ends_the_other_is_shown(cast: Cast, both: Client) -> None:
    mine = people.a_collaboration(cast.cecilie)
    there = people.a_collaboration(cast.frode)
    Membership.objects.filter(
        account=cast.cecilie.account_id, organisation=cast.frode.organisation_id
    ).update(ends_on=timezone.localdate())
    choose(both, cast.frode.organisation_id)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert both.get(f"/collaborations/{there.pk}/").status_code == 404
        assert both.get(f"/collaborations/{mine.pk}/").status_code == 200


def test_leaving_one_leaves_the_other_as_it_was(cast: Cast, both: Client) -> None:
    choose(both, cast.frode.organisation_id)
    assert both.post("/me/leave/").status_code == 302
    assert OTHER not in text(both.get("/me/"))
    assert HOME in text(both.get("/me/"))


def test_whoever_is_nowhere_any_more_still_has_their_own_page(cast: Cast) -> None:
    browser = client_of(cast.ada)
    browser.post("/me/leave/")
    page = text(browser.get("/me/"))
    assert HOME not in page
    assert "/me/erase/" in page
    assert browser.get("/me/data/").status_code == 200
    assert browser.get("/people/").status_code == 403

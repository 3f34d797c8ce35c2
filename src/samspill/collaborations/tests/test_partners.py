"""Who the partners are: picked, typed, taken out and brought back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.collaborations import operations
from samspill.collaborations.models import Collaboration, Partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def collaboration(cast: people.Cast) -> Collaboration:
    return people.a_collaboration(cast.cecilie)


def page(collaboration: Collaboration, step: str = "") -> str:
    return f"/collaborations/{collaboration.pk}/partners/{step}"


def names(collaboration: Collaboration) -> set[str]:
    return {
        partner.name for partner in Partner.objects.present().filter(collaboration=collaboration)
    }


def test_several_municipalities_are_picked_in_a_county(
    cecilie: Client, collaboration: Collaboration
) -> None:
    shown = cecilie.get(page(collaboration), {"county": "15"}).content.decode()
    assert "Giske" in shown
    assert 'value="0301"' not in shown
    numbers = {"municipality": ["1532", "1531"]}
    assert cecilie.post(page(collaboration, "pick/?county=15"), numbers).status_code == 302
    assert {"Giske", "Sula"} <= names(collaboration)
    assert Partner.objects.get(name="Giske").place_number == "1532"


def test_a_municipality_from_another_county_is_refused(
    cecilie: Client, collaboration: Collaboration
) -> None:
    response = cecilie.post(page(collaboration, "pick/?county=15"), {"municipality": ["0301"]})
    assert response.status_code == 422
    assert "Oslo" not in names(collaboration)


def test_nothing_ticked_is_told(cecilie: Client, collaboration: Collaboration) -> None:
    assert cecilie.post(page(collaboration, "pick/?county=15"), {}).status_code == 422


@pytest.mark.parametrize("typed", ["kautokeino", "Guovdageaidnu", " Guovdageaidnu /  Kautokeino "])
def test_a_typed_municipality_is_recognised_in_either_language(
    typed: str, cecilie: Client, collaboration: Collaboration
) -> None:
    cecilie.post(page(collaboration, "add/"), {"kind": "municipality", "name": typed})
    assert Partner.objects.get(place_number="5612").name == "Guovdageaidnu / Kautokeino"


def test_a_county_is_recognised(cecilie: Client, collaboration: Collaboration) -> None:
    cecilie.post(page(collaboration, "add/"), {"kind": "county", "name": "rogaland fylkeskommune"})
    assert Partner.objects.get(kind="county").place_number == "11"


def test_what_is_in_no_register_is_taken_as_typed(
    cecilie: Client, collaboration: Collaboration
) -> None:
    cecilie.post(page(collaboration, "add/"), {"kind": "users", "name": "Brukerrådet"})
    assert Partner.objects.get(name="Brukerrådet").place_number == ""


def test_a_partner_stands_once(cecilie: Client, collaboration: Collaboration) -> None:
    for _ in range(2):
        cecilie.post(page(collaboration, "add/"), {"kind": "union", "name": "De tillitsvalgte"})
    assert Partner.objects.filter(name="De tillitsvalgte").count() == 1


def test_a_missing_name_is_told_and_nothing_stored(
    cecilie: Client, collaboration: Collaboration
) -> None:
    before = names(collaboration)
    response = cecilie.post(page(collaboration, "add/"), {"kind": "union", "name": " "})
    assert response.status_code == 422
    assert names(collaboration) == before


def test_a_removed_partner_can_be_brought_back(
    cecilie: Client, collaboration: Collaboration
) -> None:
    partner = Partner.objects.get(collaboration=collaboration, name="Nesdal")
    response = cecilie.post(f"/collaborations/partners/{partner.pk}/remove/")
    assert "Nesdal" not in names(collaboration)
    offered = cecilie.get(response["Location"]).content.decode()
    restore = f"/collaborations/partners/{partner.pk}/restore/"
    assert restore in offered
    cecilie.post(restore)
    assert "Nesdal" in names(collaboration)


def test_bringing_back_one_that_was_added_again_makes_no_second(
    cecilie: Client, collaboration: Collaboration
) -> None:
    partner = Partner.objects.get(collaboration=collaboration, name="Nesdal")
    cecilie.post(f"/collaborations/partners/{partner.pk}/remove/")
    cecilie.post(page(collaboration, "add/"), {"kind": "municipality", "name": "Nesdal"})
    cecilie.post(f"/collaborations/partners/{partner.pk}/restore/")
    assert Partner.objects.present().filter(name="Nesdal").count() == 1


def test_a_removed_collaboration_can_be_brought_back(
    cecilie: Client, collaboration: Collaboration
) -> None:
    response = cecilie.post(f"/collaborations/{collaboration.pk}/remove/")
    assert cecilie.get(f"/collaborations/{collaboration.pk}/").status_code == 404
    assert (
        f"/collaborations/{collaboration.pk}/restore/"
        in cecilie.get(response["Location"]).content.decode()
    )
    cecilie.post(f"/collaborations/{collaboration.pk}/restore/")
    assert cecilie.get(f"/collaborations/{collaboration.pk}/").status_code == 200


def test_what_was_removed_is_forgotten_after_thirty_days(
    cast: people.Cast, collaboration: Collaboration
) -> None:
    operations.remove_collaboration(collaboration, by=cast.cecilie)
    operations.forget_removed()
    assert Collaboration.objects.filter(pk=collaboration.pk).exists()
    long_ago = timezone.now() - timedelta(days=operations.UNDO_DAYS + 1)
    Collaboration.objects.filter(pk=collaboration.pk).update(removed_at=long_ago)
    operations.forget_removed()
    operations.forget_removed()
    assert not Collaboration.objects.filter(pk=collaboration.pk).exists()


def test_name_and_purpose_are_required(cecilie: Client) -> None:
    response = cecilie.post("/collaborations/new/", {"name": "", "purpose": ""})
    assert response.status_code == 422
    assert not Collaboration.objects.exists()


def test_a_collaboration_is_changed(cecilie: Client, collaboration: Collaboration) -> None:
    url = f"/collaborations/{collaboration.pk}/change/"
    assert cecilie.post(url, {"name": "Nytt navn", "purpose": "Nytt formål"}).status_code == 302
    collaboration.refresh_from_db()
    assert (collaboration.name, collaboration.purpose) == ("Nytt navn", "Nytt formål")

"""Trials: written down on the page of a collaboration, and changed."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import cast as people

from samspill.trials.models import Trial

pytestmark = pytest.mark.django_db


def test_the_way_from_the_collaboration_and_back(cast: people.Cast, cecilie: Client) -> None:
    collaboration = people.a_collaboration(cast.cecilie)
    home = f"/collaborations/{collaboration.pk}/"
    address = f"/trials/collaboration/{collaboration.pk}/new/"
    assert address in cecilie.get(home).content.decode()
    page = cecilie.post(address, {"title": "Møtes hver måned"})
    assert "Møtes hver måned" in cecilie.get(page["Location"]).content.decode()
    assert page["Location"] in cecilie.get(home).content.decode()


def test_other_words(cast: people.Cast, cecilie: Client) -> None:
    collaboration = people.a_collaboration(cast.cecilie)
    cecilie.post(f"/trials/collaboration/{collaboration.pk}/new/", {"title": "Møtes"})
    trial = Trial.objects.get()
    address = f"/trials/{trial.pk}/change/"
    assert 'value="Møtes"' in cecilie.get(address).content.decode()
    cecilie.post(address, {"title": "Møtes hver uke"})
    trial.refresh_from_db()
    assert trial.title == "Møtes hver uke"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", "Skriv hva dere vil prøve."),
        ("nn", "Skriv kva de vil prøve."),
        ("en", "Write what you want to try."),
    ],
)
def test_nothing_written_is_told(
    language: str, told: str, cast: people.Cast, cecilie: Client
) -> None:
    collaboration = people.a_collaboration(cast.cecilie)
    address = f"/trials/collaboration/{collaboration.pk}/new/"
    page = cecilie.post(address, {"title": " "}, headers={"accept-language": language})
    assert page.status_code == 422
    assert told in page.content.decode()
    assert not Trial.objects.exists()


def test_who_only_reads_is_offered_no_change(cast: people.Cast, cecilie: Client) -> None:
    collaboration = people.a_collaboration(cast.cecilie)
    address = f"/trials/collaboration/{collaboration.pk}/new/"
    page = cecilie.post(address, {"title": "Møtes"})["Location"]
    ada = people.client_of(cast.ada)
    assert address not in ada.get(f"/collaborations/{collaboration.pk}/").content.decode()
    assert f"{page}change/" not in ada.get(page).content.decode()

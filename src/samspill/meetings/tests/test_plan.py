"""Meetings: found from the page of a collaboration, written down, and changed."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import cast as people

from samspill.meetings.models import Meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(cast: people.Cast) -> str:
    """Return where the meetings of a collaboration are."""
    return f"/meetings/collaboration/{people.a_collaboration(cast.cecilie).pk}/"


def test_the_way_from_the_collaboration(cecilie: Client, home: str) -> None:
    collaboration = home.replace("/meetings/collaboration/", "/collaborations/")
    assert home in cecilie.get(collaboration).content.decode()
    page = cecilie.get(home).content.decode()
    assert "Ingenting er skrevet ned ennå." in page
    assert f"{home}new/" in page


def test_written_down_and_changed(cecilie: Client, home: str) -> None:
    assert cecilie.post(f"{home}new/", {"title": "Møtes hver måned"})["Location"] == home
    assert "Møtes hver måned" in cecilie.get(home).content.decode()
    address = f"/meetings/{Meeting.objects.get().pk}/change/"
    assert 'value="Møtes hver måned"' in cecilie.get(address).content.decode()
    assert cecilie.post(address, {"title": "Møtes hver uke"})["Location"] == home
    assert Meeting.objects.get().title == "Møtes hver uke"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", "Skriv hva dere vil prøve."),
        ("nn", "Skriv kva de vil prøve."),
        ("en", "Write what you want to try."),
    ],
)
def test_nothing_written_is_told(language: str, told: str, cecilie: Client, home: str) -> None:
    page = cecilie.post(f"{home}new/", {"title": " "}, headers={"accept-language": language})
    assert page.status_code == 422
    assert told in page.content.decode()
    assert not Meeting.objects.exists()


def test_who_only_reads_is_offered_no_change(cast: people.Cast, cecilie: Client, home: str) -> None:
    cecilie.post(f"{home}new/", {"title": "Møtes"})
    page = people.client_of(cast.ada).get(home).content.decode()
    assert "Møtes" in page
    assert "/new/" not in page
    assert "/change/" not in page

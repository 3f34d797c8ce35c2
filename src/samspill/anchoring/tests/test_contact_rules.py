"""Rules of contact: found, written down by both sides, kept, and told of after an election."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from django.test import Client
from tests import cast as people

from samspill.anchoring.agreed_rules import read_agreed_rules
from samspill.anchoring.models import ContactRules
from samspill.anchoring.tests.examples import contact_rules

pytestmark = pytest.mark.django_db

FILLED = {
    "made_by": "Kommunestyret og ledergruppen",
    "valid_from": "2026-11-01",
    "AV3": "Alltid når det gjelder en sak.",
}


@pytest.fixture
def home(cast: people.Cast) -> str:
    """Return where the rules of a collaboration are."""
    return f"/contact-rules/collaboration/{people.a_collaboration(cast.cecilie).pk}/"


def test_the_way_there_from_the_collaboration_and_from_the_arenas(
    cecilie: Client, home: str
) -> None:
    collaboration = home.replace("/contact-rules/collaboration/", "/collaborations/")
    assert home in cecilie.get(collaboration).content.decode()
    assert "/contact-rules/" in Client().get("/cases/arenas/").content.decode()
    page = cecilie.get(home).content.decode()
    assert "Ingenting er avtalt ennå." in page
    assert f"{home}write/" in page


def test_written_down_agreed_anew_and_what_held_before_is_kept(cecilie: Client, home: str) -> None:
    assert cecilie.post(f"{home}write/", FILLED)["Location"] == home
    again = cecilie.get(f"{home}write/").content.decode()
    assert "Alltid når det gjelder en sak." in again
    cecilie.post(f"{home}write/", {**FILLED, "valid_from": "2026-12-01", "AV3": "Hver uke."})
    page = cecilie.get(home).content.decode()
    assert page.index("Hver uke.") < page.index("Alltid når det gjelder en sak.")
    assert "Svar til alle" in page


def test_the_organisation_has_its_own(cecilie: Client) -> None:
    assert cecilie.post("/contact-rules/write/", FILLED)["Location"] == "/contact-rules/"
    assert "Alltid når det gjelder en sak." in cecilie.get("/contact-rules/").content.decode()
    assert ContactRules.objects.get().collaboration is None


@pytest.mark.parametrize(
    ("language", "left_out", "told"),
    [
        ("nb", "AV3", "Skriv minst ett punkt."),
        ("nn", "AV3", "Skriv minst eitt punkt."),
        ("en", "AV3", "Write at least one point."),
        ("nb", "made_by", "Skriv hvilke organer og roller som er enige."),
        ("nb", "valid_from", "Velg en dato."),
    ],
)
def test_what_is_missing_is_told(
    language: str, left_out: str, told: str, cecilie: Client, home: str
) -> None:
    cecilie.cookies["samspill_language"] = language
    response = cecilie.post(f"{home}write/", {**FILLED, left_out: ""})
    assert response.status_code == 422
    assert told in response.content.decode()
    assert not ContactRules.objects.exists()


def test_after_an_election_both_sides_are_asked_to_look_again(
    cast: people.Cast, cecilie: Client
) -> None:
    rules = contact_rules(cast.cecilie, valid_from=date(2021, 3, 1))
    home = f"/contact-rules/collaboration/{rules.collaboration_id}/"
    assert "fra før valget" in cecilie.get("/").content.decode()
    assert "fra før valget" in cecilie.get(home).content.decode()
    assert cecilie.post(f"/contact-rules/{rules.pk}/keep/")["Location"] == home
    assert "fra før valget" not in cecilie.get("/").content.decode()
    assert "Sett på og beholdt" in cecilie.get(home).content.decode()


def test_who_only_reads_is_offered_no_change(cast: people.Cast) -> None:
    rules = contact_rules(cast.cecilie)
    home = f"/contact-rules/collaboration/{rules.collaboration_id}/"
    page = people.client_of(cast.ada).get(home).content.decode()
    assert "innen to dager" in page
    assert "/write/" not in page
    assert "/keep/" not in page


def test_what_is_stored_and_is_no_agreement_is_told_of() -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        read_agreed_rules({"format": 1, "score": 3})

"""A reform: begun with an owner, taken over with its lessons, and asked of whether it is ready."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.collaborations.public import partners_of
from samspill.reforms.models import AgreedSentence, LevelAnswer, Reform
from samspill.reforms.readiness_results import readiness_page
from samspill.reforms.tests.examples import a_reform
from samspill.surveys.public import plan_groups

pytestmark = pytest.mark.django_db

START = {
    "name": "Tillit i hjemmetjenesten",
    "purpose": "Mer tid til brukerne.",
    "owner_role": "Leder for hjemmetjenesten",
    "frame": "pilot",
    "levels": ["staff", "nearest", "top", "union", "users"],
}


def started(browser: Client, address: str = "/reforms/new/", **changes: object) -> Reform:
    assert browser.post(address, {**START, **changes}).status_code == 302
    return Reform.objects.get()


def test_the_way_from_the_start_page(cecilie: Client) -> None:
    assert 'href="/reform/"' in cecilie.get("/").content.decode()
    assert 'href="/reforms/new/"' in cecilie.get("/reform/").content.decode()
    reform = started(cecilie)
    page = cecilie.get("/reform/").content.decode()
    assert f"/reforms/{reform.pk}/" in page
    assert "Leder for hjemmetjenesten" in page
    assert {partner.kind for partner in partners_of(reform.collaboration)} == {
        "staff", "nearest_leaders", "top_leaders", "union", "users",
    }  # fmt: skip


def test_taking_over_carries_the_lessons_and_asks_who_owns_it(cecilie: Client) -> None:
    record = cecilie.get("/reform/register/no_oslo/").content.decode()
    address = "/reforms/new/?from=no_oslo"
    assert address in record
    form = cecilie.get(address).content.decode()
    assert "Få tegn til at mål- og resultatstyringen er vesentlig endret" in form
    refused = cecilie.post(address, {**START, "owner_role": " "})
    assert refused.status_code == 422
    assert "Skriv hvilken rolle som eier reformen her." in refused.content.decode()
    assert not Reform.objects.exists()
    reform = started(cecilie, address)
    page = cecilie.get(f"/reforms/{reform.pk}/").content.decode()
    assert "Få tegn til at mål- og resultatstyringen er vesentlig endret" in page
    assert "/reform/lessons/L2/" in page


def test_the_sentence_stands_with_its_history(cast: people.Cast, cecilie: Client) -> None:
    address = f"/reforms/{a_reform(cast.cecilie).pk}/"
    for days, text in ((9, "Tillit er å holde avtaler."), (2, "Tillit er å si fra i tide.")):
        day = timezone.localdate() - timedelta(days=days)
        given = {"text": text, "agreed_on": day.isoformat(), "meeting": "Ledermøtet"}
        assert cecilie.post(f"{address}sentence/", given)["Location"] == address
    page = cecilie.get(address).content.decode()
    assert page.index("Tillit er å si fra i tide.") < page.index("Tillit er å holde avtaler.")
    assert AgreedSentence.objects.count() == 2


def test_gaps_between_levels_come_first(cast: people.Cast, cecilie: Client) -> None:
    reform = a_reform(cast.cecilie)
    address = f"/reforms/{reform.pk}/readiness/"
    today = timezone.localdate().isoformat()
    says = {"staff": {"C4": "no", "C5": "in_place", "C4_how": "Ingen er kjøpt fri."},
            "nearest": {"C4": "in_place", "C5": "in_place"}}  # fmt: skip
    for level, answers in says.items():
        sent = cecilie.post(f"{address}talk/?level={level}", {"said_on": today, **answers})
        assert sent["Location"] == address
    page = readiness_page(reform, cast.cecilie, "nb")
    assert [row.id for row in page.gaps] == ["C4"]
    assert [row.id for row in page.in_place] == ["C5"]
    assert [each.word for each in page.gaps[0].says] == ["Nei", "På plass", "Ikke spurt"]
    shown = cecilie.get(address).content.decode()
    assert page.gaps[0].gap in shown
    assert "Ingen er kjøpt fri." in shown
    assert shown.index(page.gaps[0].gap) < shown.index("Eierskap")


def test_a_gain_that_is_booked_too_early_is_told(cast: people.Cast, cecilie: Client) -> None:
    address = f"/reforms/{a_reform(cast.cecilie).pk}/"
    dates = {"gain": "2027-01-01", "gain_amount": "2,4 millioner", "training": "2027-05-01"}
    assert cecilie.post(f"{address}dates/", dates)["Location"] == address
    assert "1. januar 2027" in cecilie.get(address).content.decode()
    assert "Hva gjør dere i mellomtiden?" in cecilie.get(address).content.decode()
    cecilie.post(f"{address}dates/", {**dates, "training": "2026-12-01"})
    assert "Hva gjør dere i mellomtiden?" not in cecilie.get(address).content.decode()


@pytest.mark.parametrize(
    ("page", "given", "told"),
    [
        ("sentence/", {"agreed_on": "2026-11-30", "meeting": "Ledermøtet"},
         "Skriv setningen dere er blitt enige om."),
        ("readiness/talk/?level=staff", {"said_on": "2026-11-30"},
         "Svar på minst én av forutsetningene."),
        ("readiness/condition/?condition=C10", {"state": "in_place"},
         "Skriv hvordan dere vet at det er på plass"),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_and_nothing_is_kept(
    page: str, given: dict[str, str], told: str, cast: people.Cast, cecilie: Client
) -> None:
    refused = cecilie.post(f"/reforms/{a_reform(cast.cecilie).pk}/{page}", given)
    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert not AgreedSentence.objects.exists()
    assert not LevelAnswer.objects.exists()


def test_another_organisation_sees_nothing(cast: people.Cast) -> None:
    reform = a_reform(cast.cecilie)
    browser = people.client_of(cast.frode)
    for page in ("", "readiness/", "change/"):
        assert browser.get(f"/reforms/{reform.pk}/{page}").status_code == 404
    assert browser.get(f"/reforms/{uuid4()}/").status_code == 404
    assert people.client_of(cast.ada).get(f"/reforms/{reform.pk}/change/").status_code == 403


@pytest.mark.parametrize(("leaders", "groups"), [(11, 2), (6, 0)])
def test_a_level_of_leaders_is_shown_from_eight(
    leaders: int, groups: int, cast: people.Cast
) -> None:
    partners = {each.pk: each for each in partners_of(a_reform(cast.cecilie).collaboration)}
    asked = {
        key: {"staff": 26, "nearest_leaders": leaders}.get(each.kind, 0)
        for key, each in partners.items()
    }
    plan = plan_groups("partner", partners, asked, minimum=5)
    assert plan.minimum == 8
    assert len(plan.groups) == groups

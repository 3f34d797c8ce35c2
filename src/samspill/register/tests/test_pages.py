"""The open pages: everybody may read them, and they say no more than the facts do."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client
from django.urls import reverse

from samspill.register.reading_pages import PAGES
from samspill.toolbox.reform.loading import what_is_known

pytestmark = pytest.mark.django_db

OTHERS = (
    "front", "records", "comparison", "table", "contradictions", "how_sure", "trial_or_pilot",
    "why_trust", "self_check",
)  # fmt: skip


def addresses() -> list[str]:
    known = what_is_known("nb")
    return [
        *(reverse(f"register:{name}") for name in OTHERS),
        *(reverse("register:record", args=[key]) for key in known.initiatives),
        *(reverse("register:lesson", args=[key]) for key in known.lessons),
        *(reverse("register:reading", args=[key]) for key in PAGES),
    ]


def test_every_page_is_open_and_light(client: Client) -> None:
    for address in addresses():
        response = client.get(address)
        assert response.status_code == 200, address
        assert "samspill_session" not in response.cookies, address
        assert len(gzip.compress(response.content)) < 30_000, address


def test_three_questions_are_answered_from_the_start_page(client: Client) -> None:
    """As a reform lead, a union representative and a politician would look for it."""
    assert 'href="/reform/"' in client.get("/").content.decode()
    front = client.get("/reform/").content.decode()
    hits = client.get(
        "/reform/register/", {"q": "hjemmetjeneste, selvstyrte team"}
    ).content.decode()
    for key in ("no_oslo", "no_bergen_heltom"):
        assert f"/reform/register/{key}/" in hits
    other_form = client.get("/reform/register/", {"q": "heimeteneste, sjølvstyrte team"})
    assert "/reform/register/no_oslo/" in other_form.content.decode()
    for key, told in (
        ("unions", "Nedenfra og opp, med partssamarbeid"),
        ("not-worked", "Få tegn til at mål- og resultatstyringen er vesentlig endret"),
    ):
        assert f"/reform/read/{key}/" in front
        page = client.get(f"/reform/read/{key}/").content.decode()
        assert told in page
        assert "DFØ-notat 2023:1" in page


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({}, "Hindrer en regel dere"),
        ({"rule": "no such answer"}, "Hindrer en regel dere"),
        ({"rule": "own_rule"}, "Begynn på nytt"),
    ],
)
def test_trial_or_pilot_leads_on(answers: dict[str, str], told: str, client: Client) -> None:
    assert told in client.get("/reform/trial-or-pilot/", answers).content.decode()


def test_an_unanswered_question_is_asked_anew(client: Client) -> None:
    page = client.get("/reform/trial-or-pilot/", {"asked": "rule"})
    assert page.status_code == 422
    assert "Velg et av svarene." in page.content.decode()

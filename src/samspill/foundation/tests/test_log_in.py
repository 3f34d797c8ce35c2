"""Coming in by the link that the start printed."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.test import Client
from tests import cast as people

from samspill.foundation.accounts.models import Account


@pytest.fixture
def token(cast: people.Cast, settings: LazySettings) -> str:
    settings.SAMSPILL_LOGIN_TOKEN = "the token of this start"
    settings.SAMSPILL_FACILITATOR_EMAIL = "cecilie@example.no"
    return "the token of this start"


def test_the_link_logs_the_facilitator_in(token: str) -> None:
    browser = Client()
    assert browser.get(f"/log-in/{token}/").status_code == 302
    assert "Cecilie Moe" in browser.get("/").content.decode()


@pytest.mark.parametrize("other", ["the-token-of-yesterday", "blåbær", "%00", "🦜"])
def test_another_token_does_not(other: str, token: str) -> None:
    browser = Client()
    response = browser.get(f"/log-in/{other}/")
    assert response.status_code == 403
    assert "Cecilie Moe" not in browser.get("/").content.decode()


def test_without_a_token_there_is_no_link(token: str, settings: LazySettings) -> None:
    settings.SAMSPILL_LOGIN_TOKEN = ""
    assert Client().get("/log-in/x/").status_code == 403


def test_log_out(cecilie: Client) -> None:
    assert cecilie.get("/log-out/").status_code == 405
    cecilie.post("/log-out/")
    assert cecilie.get("/collaborations/").status_code == 302


def test_somebody_without_a_role_comes_nowhere(db: None) -> None:
    account = Account.objects.create_account(email="ny@example.no", name="Ny")
    browser = Client()
    browser.force_login(account)
    assert browser.get("/collaborations/").status_code == 403
    assert browser.get("/").status_code == 200


def test_accounts_have_no_password(cast: people.Cast) -> None:
    assert not Account.objects.get(email="cecilie@example.no").has_usable_password()

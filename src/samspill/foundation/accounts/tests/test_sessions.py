"""Being logged in: where, for how long, and never longer than one may."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client, RequestFactory
from django.utils import timezone
from tests import cast as people

from samspill.foundation.access.public import Actor
from samspill.foundation.accounts.models import Account
from samspill.foundation.accounts.sessions import begin_session
from samspill.people.operations import make_login_link

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def logged_in_by_link(actor: Actor, browser: Client | None = None) -> Client:
    browser = browser or Client()
    token = make_login_link(Account.objects.get(pk=actor.account_id))
    assert browser.post(f"/log-in/link/{token}/").status_code == 302
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/collaborations/").status_code == 200


def test_log_out(cecilie: Client) -> None:
    assert cecilie.get("/log-out/").status_code == 405
    cecilie.post("/log-out/")
    assert cecilie.get("/collaborations/").status_code == 302


def test_accounts_have_no_password(cast: people.Cast) -> None:
    assert not Account.objects.get(email="cecilie@example.no").has_usable_password()


def test_somebody_without_a_role_comes_nowhere(db: None) -> None:
    account = Account.objects.create_account(email="ny@example.no", name="Ny")
    browser = Client()
    browser.force_login(account)
    assert browser.get("/collaborations/").status_code == 403
    assert browser.get("/").status_code == 200
    assert browser.get("/me/").status_code == 200


def test_sessions_are_listed_and_ended_everywhere_else(cast: people.Cast) -> None:
    here, elsewhere = logged_in_by_link(cast.cecilie), logged_in_by_link(cast.cecilie)
    ada = logged_in_by_link(cast.ada)
    page = here.get("/me/log-ins/").content.decode()
    assert page.count("Logget inn") == 2
    assert here.post("/me/log-ins/").status_code == 302
    assert [is_in(browser) for browser in (here, elsewhere, ada)] == [True, False, True]


def test_no_address_of_a_browser_is_kept(cast: people.Cast) -> None:
    from allauth.usersessions.models import UserSession

    logged_in_by_link(cast.cecilie, Client(REMOTE_ADDR="203.0.113.7"))
    assert {session.ip for session in UserSession.objects.all()} == {"0.0.0.0"}


def test_log_in_needs_no_address(cast: people.Cast) -> None:
    """The server tells no page where a browser is."""
    assert is_in(logged_in_by_link(cast.cecilie, Client(REMOTE_ADDR="")))


def test_the_session_is_another_after_a_link(cast: people.Cast) -> None:
    """Also where somebody was logged in before: nothing is carried over."""
    browser = logged_in_by_link(cast.ada)
    before = browser.cookies["samspill_session"].value
    logged_in_by_link(cast.cecilie, browser)
    assert browser.cookies["samspill_session"].value != before
    thief = Client()
    thief.cookies["samspill_session"] = before
    assert not is_in(thief)


def test_ways_to_log_in_are_changed_within_an_hour_of_the_log_in(cast: people.Cast) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        browser = logged_in_by_link(cast.cecilie)
        assert browser.get("/me/passkeys/add/").status_code == 200
        clock.shift(timedelta(minutes=61))
        response = browser.get("/me/passkeys/add/")
        assert response["Location"] == "/me/again/?next=%2Fme%2Fpasskeys%2Fadd%2F"
        page = browser.get(response["Location"]).content.decode()
        assert "Be om en ny, og kom tilbake hit" in page
        response = browser.post(response["Location"])
        assert response["Location"] == "/log-in/?next=%2Fme%2Fpasskeys%2Fadd%2F"
        assert not is_in(browser)
        logged_in_by_link(cast.cecilie, browser)
        assert browser.get("/me/passkeys/add/").status_code == 200


def test_logging_in_again_leads_nowhere_else(cast: people.Cast) -> None:
    browser = logged_in_by_link(cast.cecilie)
    response = browser.post("/me/again/?next=https://evil.example/")
    assert "evil" not in response["Location"]


def test_a_role_taken_back_is_gone_at_the_next_page(cast: people.Cast) -> None:
    from samspill.foundation.organisations.models import Membership

    ada = logged_in_by_link(cast.ada)
    assert is_in(ada)
    Membership.objects.filter(account=cast.ada.account_id).delete()
    response = ada.post(f"/actions/collaboration/{uuid4()}/new/", {"title": "Møtes"})
    assert response.status_code == 403
    assert "Du har ikke tilgang" in response.content.decode()
    assert ada.get("/me/").status_code == 200


def test_a_closed_account_is_out_at_once(cast: people.Cast) -> None:
    ada = logged_in_by_link(cast.ada)
    account = Account.objects.get(pk=cast.ada.account_id)
    token = make_login_link(account)
    account.is_active = False
    account.save()
    assert not is_in(ada)
    response = ada.post(f"/log-in/link/{token}/")
    assert response.status_code == 403
    assert not is_in(ada)


def test_one_who_is_erased_leaves_no_way_in(cast: people.Cast) -> None:
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from allauth.socialaccount.models import SocialAccount
    from allauth.usersessions.models import UserSession

    eli = logged_in_by_link(cast.eli)
    own = {"user_id": cast.eli.account_id}
    EmailAddress.objects.create(email="eli@example.no", verified=True, **own)
    Authenticator.objects.create(type="webauthn", data={"name": "Telefonen"}, **own)
    SocialAccount.objects.create(provider="provider", uid="eli", **own)
    held = eli.get("/me/data/").content.decode()
    for kind in ("EmailAddress", "Authenticator", "SocialAccount", "UserSession"):
        assert kind in held
    assert "session_key" not in held
    eli.post("/me/erase/")
    assert not is_in(eli)
    for model in (EmailAddress, Authenticator, SocialAccount, UserSession):
        assert not model.objects.filter(**own).exists()


def test_a_session_begins_as_one_that_has_just_logged_in(cast: people.Cast) -> None:
    from allauth.account.internal.flows.login import get_authentication_records

    request = RequestFactory().get("/")
    request.session = Client().session
    account = Account.objects.get(pk=cast.cecilie.account_id)
    begin_session(request, account.pk)
    (record,) = get_authentication_records(request, account)
    assert record["method"] == "link"

"""Inviting a colleague, and everything that can happen to a link on its way."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from tests import cast as people
from tests.cast import Cast, client_of

from samspill.foundation.access.public import Role
from samspill.foundation.accounts.models import Account
from samspill.foundation.mail.models import OutgoingMail
from samspill.foundation.organisations.models import Membership
from samspill.people import operations
from samspill.people.models import Invitation
from samspill.people.tests.story import accept, invite, roles_of, somebody, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def gry(cast: Cast) -> Client:
    """Gry's browser: she is the administrator."""
    return client_of(cast.gry)


# --- It goes as it should -------------------------------------------------------------------------


def test_a_link_lets_somebody_new_in_with_the_role_it_was_made_for(cast: Cast, gry: Client) -> None:
    link = invite(gry, Role.LEADER)
    phone = Client()
    shown = text(phone.get(link))
    assert "Regionrådet for Indre Fjord" in shown
    assert "Gry Vik" in shown
    assert not Account.objects.filter(email="hanne@example.no").exists()
    response = phone.post(link, {"name": "Hanne Dahl", "email": "hanne@example.no"}, follow=True)
    assert response.status_code == 200
    assert "Hanne Dahl" in text(response)
    assert roles_of("hanne@example.no", cast.gry.organisation_id) == {Role.LEADER}


def test_looking_at_the_link_uses_nothing_up(cast: Cast, gry: Client) -> None:
    """Programs that look at links in e-mail press nothing."""
    link = invite(gry)
    for _look in range(3):
        assert Client().get(link).status_code == 200
        assert Client().head(link).status_code == 200
    assert accept(link).status_code == 302


def test_an_invitation_by_email_is_sent_and_says_who_asks(
    cast: Cast, gry: Client, settings: LazySettings
) -> None:
    settings.SAMSPILL_SMTP = "smtp://localhost:2525"
    invite(gry, email="hanne@example.no")
    (mail,) = OutgoingMail.objects.all()
    assert mail.to == "hanne@example.no"
    assert "Gry Vik" in mail.subject
    assert "Regionrådet for Indre Fjord" in mail.text
    assert "Gry Vik" in mail.text
    link = re.search(r"http://testserver(/invitation/[\w-]+/)", mail.text)
    assert link is not None
    assert accept(link[1]).status_code == 302


def test_without_a_mail_server_the_sender_gets_a_text_to_paste(cast: Cast, gry: Client) -> None:
    response = gry.post("/people/invite/", {"role": Role.READER, "email": "hanne@example.no"})
    assert "data-copy" in text(response)
    assert "/invitation/" in text(response)
    assert not OutgoingMail.objects.exists()


def test_somebody_who_is_logged_in_accepts_with_one_press(cast: Cast, gry: Client) -> None:
    browser = client_of(cast.frode)
    link = invite(gry, Role.FOLLOWER, ends_on=str(timezone.localdate() + timedelta(days=30)))
    assert "Frode Nes" in text(browser.get(link))
    response = browser.post(link, follow=True)
    assert roles_of("frode@example.no", cast.gry.organisation_id) == {Role.FOLLOWER}
    # They act for the organisation they were just let into.
    assert "Regionrådet for Indre Fjord" in text(response)
    assert roles_of("frode@example.no", cast.frode.organisation_id) == {Role.FACILITATOR}


def test_accepting_never_shortens_what_somebody_has(cast: Cast, gry: Client) -> None:
    link = invite(gry, Role.READER, ends_on=str(timezone.localdate()))
    client_of(cast.ada).post(link)
    held = Membership.objects.get(account=cast.ada.account_id, role=Role.READER)
    assert held.ends_on is None


def test_accepting_never_shortens_a_role_with_a_later_end(cast: Cast, gry: Client) -> None:
    today = timezone.localdate()
    held = Membership.objects.filter(account=cast.ada.account_id, role=Role.READER)
    held.update(ends_on=today + timedelta(days=90))
    client_of(cast.ada).post(invite(gry, Role.READER, ends_on=str(today)))
    assert held.get().ends_on == today + timedelta(days=90)
    client_of(cast.ada).post(invite(gry, Role.READER, ends_on=str(today + timedelta(days=100))))
    assert held.get().ends_on == today + timedelta(days=100)


def test_an_invitation_leaves_by_no_header(cast: Cast, gry: Client) -> None:
    response = Client().get(invite(gry))
    assert response["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response["Cache-Control"]


def test_the_link_is_stored_as_a_hash_alone(cast: Cast, gry: Client) -> None:
    token = invite(gry).split("/")[2]
    stored = Invitation.objects.values().get()
    assert token not in str(stored)


# --- It is used otherwise than it was meant -------------------------------------------------------


def test_a_used_link_lets_nobody_else_in(cast: Cast, gry: Client) -> None:
    link = invite(gry)
    accept(link)
    again = accept(link, "Ivar Lund", "ivar@example.no")
    assert again.status_code == 302
    assert "Denne invitasjonen kan ikke brukes" in text(Client().get(link))
    assert not Account.objects.filter(email="ivar@example.no").exists()


def test_a_link_that_was_sent_to_one_cannot_be_used_by_another(cast: Cast, gry: Client) -> None:
    link = invite(gry, email="hanne@example.no")
    passed_on = accept(link, "Ivar Lund", "ivar@example.no")
    assert passed_on.status_code == 422
    assert "sendt til en annen e-post" in text(passed_on)
    assert not Account.objects.filter(email="ivar@example.no").exists()
    frode = client_of(cast.frode)
    assert "sendt til en annen e-post" in text(frode.get(link))
    assert frode.post(link).status_code == 302
    assert roles_of("frode@example.no", cast.gry.organisation_id) == set()
    # It has not been used up: the one it was for can still come in, however they write it.
    assert accept(link, email="Hanne@Example.no").status_code == 302


def test_a_link_that_has_run_out_lets_nobody_in(cast: Cast, gry: Client) -> None:
    link = invite(gry)
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
        assert "Denne invitasjonen kan ikke brukes" in text(Client().get(link))
        accept(link)
    assert not Account.objects.filter(email="hanne@example.no").exists()


def test_a_link_that_was_taken_back_lets_nobody_in(cast: Cast, gry: Client) -> None:
    link = invite(gry)
    invitation = Invitation.objects.get()
    assert gry.post(f"/people/invitations/{invitation.pk}/withdraw/").status_code == 302
    accept(link)
    assert not Account.objects.filter(email="hanne@example.no").exists()
    assert "Trekk tilbake" not in text(gry.get("/people/"))


def test_who_may_no_longer_invite_lets_nobody_in_by_what_they_made(cast: Cast, gry: Client) -> None:
    """Else one who is put out could come in again, by a link made beforehand."""
    other, browser = somebody("Tor", cast.gry.organisation_id, [Role.ADMINISTRATOR])
    link = invite(browser, Role.ADMINISTRATOR)
    again = invite(gry, Role.READER)
    assert gry.post(f"/people/{other.pk}/", {"ends_on": ""}).status_code == 302
    assert "har gått ut" in text(browser.get(link))
    browser.post(link)
    accept(link)
    assert not Membership.objects.filter(account=other).exists()
    assert not Account.objects.filter(email="hanne@example.no").exists()
    accept(again)
    assert roles_of("hanne@example.no", cast.gry.organisation_id) == {Role.READER}


def test_nor_when_their_role_has_ended_by_itself(cast: Cast, gry: Client) -> None:
    other, browser = somebody("Tor", cast.gry.organisation_id, [Role.ADMINISTRATOR])
    link = invite(browser, Role.ADMINISTRATOR)
    today = timezone.localdate()
    Membership.objects.filter(account=other).update(ends_on=today - timedelta(days=1))
    browser.post(link)
    assert not Membership.objects.current().filter(account=other).exists()


def test_to_invite_twice_makes_the_first_link_void(cast: Cast, gry: Client) -> None:
    first = invite(gry, Role.READER, email="hanne@example.no")
    second = invite(gry, Role.LEADER, email="HANNE@example.no")
    accept(first)
    assert not Account.objects.filter(email="hanne@example.no").exists()
    accept(second)
    assert roles_of("hanne@example.no", cast.gry.organisation_id) == {Role.LEADER}


def test_holding_a_link_is_no_proof_of_being_somebody_with_an_account(
    cast: Cast, gry: Client
) -> None:
    """Else whoever makes links could come in as anybody."""
    link = invite(gry)
    browser = Client()
    response = browser.post(link, {"name": "Ada", "email": "ADA@example.no"})
    assert response.status_code == 422
    assert "Logg inn først" in text(response) or "logg inn først" in text(response)
    assert browser.get("/me/").status_code == 302
    assert Account.objects.get(email="ada@example.no").name == "Ada Lie"


@pytest.mark.parametrize(
    "tampered", [{"role": "administrator"}, {"ends_on": ""}, {"organisation": "x"}]
)
def test_the_role_comes_from_the_invitation_alone(
    tampered: dict[str, str], cast: Cast, gry: Client
) -> None:
    link = invite(gry, Role.FOLLOWER, ends_on=str(timezone.localdate() + timedelta(days=9)))
    sent = {"name": "Hanne", "email": "hanne@example.no", "roles": "administrator", **tampered}
    Client().post(link, sent)
    (held,) = Membership.objects.filter(account__email="hanne@example.no")
    assert (held.role, held.organisation_id) == (Role.FOLLOWER, cast.gry.organisation_id)
    assert held.ends_on == timezone.localdate() + timedelta(days=9)


@pytest.mark.parametrize("who", ["cecilie", "ada", "frode"])
def test_nobody_but_the_administrator_invites_here(who: str, cast: Cast) -> None:
    response = client_of(cast.named()[who]).post("/people/invite/", {"role": Role.ADMINISTRATOR})
    assert response.status_code == 403
    assert not Invitation.objects.exists()


def test_another_organisations_administrator_takes_nothing_back(cast: Cast, gry: Client) -> None:
    invite(gry)
    invitation = Invitation.objects.get()
    Membership.objects.create(
        account_id=cast.frode.account_id,
        organisation_id=cast.frode.organisation_id,
        role=Role.ADMINISTRATOR,
    )
    address = f"/people/invitations/{invitation.pk}/withdraw/"
    assert client_of(cast.frode).post(address).status_code == 404
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is None


# --- What is written wrong ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"role": "reader", "email": "hanne"}, "Dette er ikke en e-postadresse"),
        ({"role": "reader", "email": "hanne@example.no\r\nBcc: alle@example.no"}, "e-postadresse"),
        ({"role": "king"}, "Velg"),
        ({}, "Velg en rolle"),
        ({"role": "reader", "ends_on": "i går"}, "Dette er ikke en dato"),
        ({"role": "reader", "ends_on": "2020-01-01"}, "Denne dagen har vært"),
        ({"role": "follower"}, "følger med utenfra"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(
    sent: dict[str, str], told: str, cast: Cast, gry: Client
) -> None:
    response = gry.post("/people/invite/", sent)
    assert response.status_code == 422
    assert told in text(response)
    assert not Invitation.objects.exists()


def test_a_role_cannot_end_before_it_began_however_it_is_asked_for(cast: Cast) -> None:
    new = operations.NewInvitation(Role.READER, ends_on=date(2020, 1, 1))
    with pytest.raises(ValueError, match="before it has begun"):
        operations.invite(new, by=cast.gry)


def test_the_way_in_is_shown_in_nynorsk_and_english(cast: Cast, gry: Client) -> None:
    link = invite(gry)
    for language, told in (("nn", "Du er invitert"), ("en", "You are invited")):
        phone = Client()
        phone.cookies["samspill_language"] = language
        assert told in people.without_tokens(phone.get(link).content.decode())


def test_who_said_yes_and_was_let_in_is_forgotten_after_a_year(cast: Cast, gry: Client) -> None:
    accept(invite(gry, email="hanne@example.no"))
    operations.make_login_link(Account.objects.get(email="ada@example.no"))
    assert operations.forget_used(timezone.now() + timedelta(days=364)) == 0
    assert operations.forget_used(timezone.now() + timedelta(days=373)) == 2
    assert not Invitation.objects.exists()
    # What they were given stays.
    assert roles_of("hanne@example.no", cast.gry.organisation_id) == {Role.READER}


def test_who_never_said_yes_is_forgotten_a_month_after_the_link_ran_out(
    cast: Cast, gry: Client
) -> None:
    """They have no account, and so no page where they could ask for it themselves."""
    invite(gry, email="hanne@example.no")
    invite(gry, email="hanne@example.no")  # the first one is void from now on
    assert operations.forget_used(timezone.now() + timedelta(days=29)) == 0
    assert operations.forget_used(timezone.now() + timedelta(days=31)) == 1
    assert operations.forget_used(timezone.now() + timedelta(days=38)) == 1
    assert not Invitation.objects.exists()

"""Roles: given, ended, taken back, and never the last of those that an organisation needs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests.cast import Cast, client_of

from samspill.foundation.access.public import Role
from samspill.foundation.accounts.models import Account
from samspill.foundation.audit.models import AuditEntry
from samspill.foundation.organisations.models import Membership, Organisation
from samspill.people import operations
from samspill.people.access import access_person
from samspill.people.operations import LastOneError, NewPerson
from samspill.people.tests.story import roles_of, somebody, text

pytestmark = pytest.mark.django_db

LAST = "Dette er den siste med rollen"


@pytest.fixture
def gry(cast: Cast) -> Client:
    """Gry's browser: she is the administrator."""
    return client_of(cast.gry)


def give(browser: Client, account: object, *roles: Role, ends_on: str = "") -> Any:
    return browser.post(f"/people/{account}/", {"roles": list(roles), "ends_on": ends_on})


# --- Giving and taking ----------------------------------------------------------------------------


def test_a_role_is_changed_and_the_change_is_written_down(cast: Cast, gry: Client) -> None:
    give(gry, cast.ada.account_id, Role.LEADER, Role.REFORM_LEAD)
    assert roles_of("ada@example.no", cast.gry.organisation_id) == {"leader", "reform_lead"}
    entry = AuditEntry.objects.get(operation="change_roles")
    assert (entry.account_id, entry.subject_id) == (cast.gry.account_id, cast.ada.account_id)
    assert "Leder, Reformleder" in text(gry.get("/people/"))


def test_a_role_that_is_taken_back_ends_at_the_next_page(cast: Cast, gry: Client) -> None:
    browser = client_of(cast.ada)
    assert browser.get("/collaborations/").status_code == 200
    give(gry, cast.ada.account_id)
    assert browser.get("/collaborations/").status_code == 403
    # Still logged in: what is about oneself stays open.
    assert browser.get("/me/").status_code == 200
    assert "Ada Lie" not in text(gry.get("/people/"))


def test_a_role_ends_by_itself_when_its_last_day_is_over(cast: Cast, gry: Client) -> None:
    today = timezone.localdate()
    give(gry, cast.ada.account_id, Role.FOLLOWER, ends_on=str(today + timedelta(days=3)))
    browser = client_of(cast.ada)
    noon = timezone.localtime().replace(hour=12, minute=0)
    with time_machine.travel(noon + timedelta(days=3)):
        assert browser.get("/collaborations/").status_code == 200
    with time_machine.travel(noon + timedelta(days=4)):
        assert browser.get("/collaborations/").status_code == 403
        assert roles_of("ada@example.no", cast.gry.organisation_id) == set()


def test_an_end_can_be_made_later(cast: Cast, gry: Client) -> None:
    for days in (1, 90):
        give(
            gry,
            cast.ada.account_id,
            Role.FOLLOWER,
            ends_on=str(timezone.localdate() + timedelta(days=days)),
        )
    with time_machine.travel(timezone.now() + timedelta(days=80)):
        browser = client_of(cast.ada)
        assert browser.get("/collaborations/").status_code == 200


def test_a_day_that_has_been_is_refused(cast: Cast, gry: Client) -> None:
    response = give(gry, cast.ada.account_id, Role.READER, ends_on="2020-01-01")
    assert response.status_code == 422
    assert "Denne dagen har vært" in text(response)
    assert Membership.objects.get(account=cast.ada.account_id).ends_on is None


@pytest.mark.parametrize("who", ["cecilie", "ada"])
def test_nobody_but_the_administrator_changes_roles(who: str, cast: Cast) -> None:
    browser = client_of(cast.named()[who])
    own = cast.named()[who].account_id
    assert browser.get(f"/people/{own}/").status_code == 403
    response = give(browser, own, Role.ADMINISTRATOR, Role.FACILITATOR)
    assert response.status_code == 403
    assert not Membership.objects.filter(account=own, role=Role.ADMINISTRATOR).exists()


def test_the_page_does_not_offer_what_one_may_not_do(cast: Cast) -> None:
    page = text(client_of(cast.cecilie).get("/people/"))
    assert "Ada Lie" in page
    assert "/people/invite/" not in page
    assert f"/people/{cast.ada.account_id}/" not in page


def test_a_role_that_does_not_exist_is_refused(cast: Cast, gry: Client) -> None:
    response = gry.post(f"/people/{cast.ada.account_id}/", {"roles": ["owner"]})
    assert response.status_code == 422
    assert roles_of("ada@example.no", cast.gry.organisation_id) == {Role.READER}


def test_whoever_gives_away_their_own_rights_is_led_home(cast: Cast, gry: Client) -> None:
    somebody("Ivar", cast.gry.organisation_id, [Role.ADMINISTRATOR])
    response = give(gry, cast.gry.account_id, Role.READER)
    assert response["Location"] == "/"


# --- The last one ---------------------------------------------------------------------------------


def test_the_last_administrator_and_the_last_facilitator_cannot_be_removed(
    cast: Cast, gry: Client
) -> None:
    for actor, role in ((cast.gry, Role.ADMINISTRATOR), (cast.cecilie, Role.FACILITATOR)):
        for roles in ([], [Role.READER]):
            response = give(gry, actor.account_id, *roles)
            assert response.status_code == 422
            assert LAST in text(response)
        assert role in roles_of(
            f"{actor.name.split()[0].lower()}@example.no", actor.organisation_id
        )


def test_the_last_one_cannot_be_given_an_end(cast: Cast, gry: Client) -> None:
    """Else the organisation would be without anybody on the day after."""
    later = str(timezone.localdate() + timedelta(days=5))
    response = give(gry, cast.gry.account_id, Role.ADMINISTRATOR, ends_on=later)
    assert LAST in text(response)
    # Nor is somebody with an end enough to let the other one go.
    ivar, _browser = somebody("Ivar", cast.gry.organisation_id, [])
    give(gry, cast.eli.account_id, Role.ADMINISTRATOR, ends_on=later)
    assert LAST in text(give(gry, cast.gry.account_id, Role.READER))
    assert ivar.is_active


def test_nor_one_who_is_the_last_and_has_an_end_already(cast: Cast) -> None:
    Membership.objects.filter(role=Role.FACILITATOR).update(
        ends_on=timezone.localdate() + timedelta(days=5)
    )
    assert LAST in text(give(client_of(cast.gry), cast.cecilie.account_id))


def test_whoever_runs_the_server_cannot_end_the_last_one_either(cast: Cast) -> None:
    here = Organisation.objects.get(pk=cast.gry.organisation_id)
    gry = NewPerson("Gry Vik", "gry@example.no")
    with pytest.raises(LastOneError):
        operations.add_person(here, gry, Role.ADMINISTRATOR, ends_on=timezone.localdate())


def test_the_last_one_cannot_leave_nor_be_erased(cast: Cast, gry: Client) -> None:
    for browser, email in (
        (gry, "gry@example.no"),
        (client_of(cast.cecilie), "cecilie@example.no"),
    ):
        assert LAST in text(browser.post("/me/leave/"))
        assert LAST in text(browser.post("/me/erase/"))
        assert Account.objects.get(email=email).is_active
        assert roles_of(email, cast.gry.organisation_id)


def test_two_administrators_cannot_remove_each_other_at_once(cast: Cast) -> None:
    """Both have opened the page; the one who comes second is the last one by then."""
    ivar, _browser = somebody("Ivar", cast.gry.organisation_id, [Role.ADMINISTRATOR])
    gry_as_seen = access_person(cast.gry, cast.gry.account_id, to="look after")
    ivar_as_seen = access_person(cast.gry, ivar.pk, to="look after")
    operations.change_roles(ivar_as_seen, [], ends_on=None, by=cast.gry)
    with pytest.raises(LastOneError):
        operations.change_roles(gry_as_seen, [], ends_on=None, by=cast.gry)
    assert roles_of("gry@example.no", cast.gry.organisation_id) == {Role.ADMINISTRATOR}


def test_an_erased_account_does_not_count_as_somebody(cast: Cast, gry: Client) -> None:
    ivar, browser = somebody("Ivar", cast.gry.organisation_id, [Role.ADMINISTRATOR])
    browser.post("/me/erase/")
    assert LAST in text(give(gry, cast.gry.account_id))
    assert not Account.objects.get(pk=ivar.pk).is_active


# --- The page about roles -------------------------------------------------------------------------


def test_what_each_role_may_do_is_what_the_guards_ask(cast: Cast) -> None:
    page = text(client_of(cast.ada).get("/people/roles/"))
    assert "Invitere, endre roller" in page
    # Honest about the machine.
    assert "slippe seg selv inn som hvem som helst" in page


def test_oneself_comes_first_and_the_others_by_name(cast: Cast, gry: Client) -> None:
    page = text(gry.get("/people/"))
    names = [page.index(f"<strong>{name}") for name in ("Gry", "Ada", "Bjørn", "Cecilie", "Eli")]
    assert names == sorted(names)


def test_a_follower_has_a_last_day_however_they_come_in(cast: Cast) -> None:
    hanne = operations.NewPerson("Hanne Dahl", "hanne@example.no")
    organisation = Organisation.objects.get(pk=cast.gry.organisation_id)
    with pytest.raises(operations.EndlessError):
        operations.add_person(organisation, hanne, Role.FOLLOWER)
    assert not Account.objects.filter(email="hanne@example.no").exists()

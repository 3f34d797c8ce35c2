"""One's own page: what is held about me, as a file; leaving; and being erased."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from tests import cast as people
from tests.cast import Cast, client_of

from samspill.collaborations.models import Contact
from samspill.collaborations.public import add_contact, partners_of
from samspill.foundation.access.public import Role
from samspill.foundation.accounts.models import Account
from samspill.foundation.audit.models import AuditEntry
from samspill.foundation.organisations.models import Membership
from samspill.foundation.privacy.public import NAMELESS
from samspill.people.models import GroupMember, Invitation
from samspill.people.tests.story import another_organisation, invite, somebody, text

pytestmark = pytest.mark.django_db


def held(browser: Client) -> dict[str, Any]:
    response = browser.get("/me/data/")
    assert response["Content-Disposition"].startswith("attachment")
    content: dict[str, Any] = json.loads(response.content)
    return content


def kinds(file: dict[str, Any]) -> set[str]:
    return {
        what["kind"]
        for organisation in file["organisations"]
        for part in organisation["held"]
        for what in part["what"]
    }


@pytest.fixture
def ada_everywhere(cast: Cast) -> Client:
    """Ada is a contact, in a group, in two organisations, and has done something."""
    collaboration = people.a_collaboration(cast.cecilie)
    add_contact(partners_of(collaboration)[0], role="Ordfører", name="Ada Lie", by=cast.cecilie)
    Membership.objects.create(
        account_id=cast.ada.account_id,
        organisation_id=cast.frode.organisation_id,
        role=Role.MEMBER,
    )
    Membership.objects.create(
        account_id=cast.ada.account_id,
        organisation_id=cast.ada.organisation_id,
        role=Role.LEADER,
    )
    browser = client_of(cast.ada)
    browser.post("/organisations/choose/", {"organisation": str(cast.ada.organisation_id)})
    sent = {"name": "Ledergruppen", "kind": "leaders", "members": [str(cast.ada.account_id)]}
    assert browser.post("/people/groups/propose/", sent).status_code == 302
    return browser


def test_the_file_holds_what_is_held(cast: Cast, ada_everywhere: Client) -> None:
    file = held(ada_everywhere)
    assert file["about"] == "ada@example.no"
    names = {organisation["name"] for organisation in file["organisations"]}
    assert names == {"Regionrådet for Indre Fjord", "En annen kommune"}
    models = {kind.rpartition(".")[2] for kind in kinds(file)}
    assert {"Account", "Membership", "GroupMember", "AuditEntry"} <= models
    # Nobody else's.
    assert "Bjørn" not in json.dumps(file, ensure_ascii=False)


def test_to_call_oneself_somebody_else_gives_nothing_of_theirs(cast: Cast) -> None:
    """Neither where Anne is named nor that she is asked, whatever role one has."""
    asked = people.an_open_round(cast.cecilie, way_in="link")
    partner = partners_of(asked.collaboration)[0]
    add_contact(partner, role="Ordfører", name="Anne Vik", by=cast.cecilie)
    people.client_of(cast.cecilie).post(f"/rounds/{asked.pk}/links/", {"names": "Anne Vik"})
    for name in ("cecilie", "ada", "gry"):
        browser = client_of(cast.named()[name])
        browser.post("/me/", {"name": "Anne Vik"})
        models = {kind.rpartition(".")[2] for kind in kinds(held(browser))}
        assert not models & {"Contact", "Action", "Invitation"}


def test_the_file_never_holds_what_somebody_answered(cast: Cast, ada_everywhere: Client) -> None:
    people.a_published_round(cast.cecilie)
    assert not {kind for kind in kinds(held(ada_everywhere)) if "Response" in kind}


def test_a_changed_name_is_shown_to_colleagues(cast: Cast) -> None:
    browser = client_of(cast.ada)
    assert browser.post("/me/", {"name": "Ada Lie Berg"}).status_code == 302
    assert "Ada Lie Berg" in text(client_of(cast.gry).get("/people/"))
    assert browser.post("/me/", {"name": ""}).status_code == 422


def test_to_be_erased_takes_the_name_and_the_address_from_everywhere(
    cast: Cast, ada_everywhere: Client
) -> None:
    said = text(ada_everywhere.get("/me/erase/"))
    assert "24 måneder" in said
    assert ada_everywhere.post("/me/erase/").status_code == 302
    account = Account.objects.get(pk=cast.ada.account_id)
    assert (account.name, account.is_active) == (NAMELESS, False)
    assert "ada@example.no" not in account.email
    assert not Membership.objects.filter(account=account).exists()
    assert not GroupMember.objects.filter(account=account).exists()
    # The act is kept, and by which account, not the name.
    entry = AuditEntry.objects.get(operation="propose_group")
    assert (entry.account_id, entry.account_name) == (account.pk, NAMELESS)
    assert not AuditEntry.objects.filter(account_name__contains="Ada").exists()
    # Neither this browser nor another one is in any more.
    assert ada_everywhere.get("/me/").status_code == 302


def test_to_be_erased_takes_nothing_from_another_with_the_same_name(cast: Cast) -> None:
    """Nor from whoever one calls oneself: colleagues wrote it, and take it away when asked."""
    collaboration = people.a_collaboration(cast.cecilie)
    add_contact(partners_of(collaboration)[0], role="Ordfører", name="Anne Vik", by=cast.cecilie)
    browser = client_of(cast.ada)
    browser.post("/me/", {"name": "Anne Vik"})
    assert "Be dem ta det bort" in text(browser.get("/me/erase/"))
    assert browser.post("/me/erase/").status_code == 302
    assert Contact.objects.get().name == "Anne Vik"


def test_another_browser_is_out_as_well(cast: Cast) -> None:
    here, there = client_of(cast.ada), client_of(cast.ada)
    here.post("/me/erase/")
    assert there.get("/collaborations/").status_code == 302


def test_the_address_can_be_used_anew_by_somebody_who_is_nobody(cast: Cast) -> None:
    client_of(cast.ada).post("/me/erase/")
    link = invite(client_of(cast.gry))
    assert Client().post(link, {"name": "Ada", "email": "ada@example.no"}).status_code == 302
    assert Account.objects.get(email="ada@example.no").pk != cast.ada.account_id


def test_what_one_has_invited_others_to_no_longer_says_by_whom(cast: Cast) -> None:
    _ivar, browser = somebody("Ivar", cast.gry.organisation_id, [Role.ADMINISTRATOR])
    invite(browser)
    browser.post("/me/erase/")
    assert Invitation.objects.get().invited_by_name == NAMELESS


def test_nor_does_it_say_what_one_was_called_before(cast: Cast) -> None:
    _ivar, browser = somebody("Ivar", cast.gry.organisation_id, [Role.ADMINISTRATOR])
    invite(browser)
    browser.post("/me/", {"name": "Ivar Ås"})
    browser.post("/me/erase/")
    assert Invitation.objects.get().invited_by_name == NAMELESS


def test_somebody_who_was_never_anywhere_can_be_erased_too(cast: Cast) -> None:
    ivar, browser = somebody("Ivar", cast.gry.organisation_id, [])
    assert held(browser)["organisations"]
    browser.post("/me/erase/")
    ivar.refresh_from_db()
    assert (ivar.name, ivar.is_active) == (NAMELESS, False)


def test_what_was_done_in_an_organisation_that_is_gone_loses_the_name(cast: Cast) -> None:
    gone = another_organisation("Oppløst kommune")
    ivar, browser = somebody("Ivar", gone.pk, [Role.LEADER])
    browser.post(
        "/people/groups/propose/", {"name": "G", "kind": "unit", "members": [str(ivar.pk)]}
    )
    gone.delete()
    browser.post("/me/erase/")
    assert not AuditEntry.objects.filter(account_name="Ivar").exists()


def test_to_look_at_the_page_erases_nothing(cast: Cast) -> None:
    browser = client_of(cast.ada)
    browser.get("/me/erase/")
    browser.head("/me/erase/")
    assert browser.get("/me/").status_code == 200

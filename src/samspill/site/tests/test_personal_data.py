"""Somebody asks what is held about them, gets it, and is forgotten; nobody else is."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.collaborations.models import Collaboration, Contact, Partner
from samspill.foundation.access.public import Actor
from samspill.foundation.declarations.public import declared
from samspill.foundation.privacy.public import NAMELESS, Person, PersonalRecord

pytestmark = pytest.mark.django_db

ANNE = "Anne Vik"
HELD = {"collaborations.Contact", "action_plans.Action", "participation.Invitation"}


def write_down(by: Actor, name: str = ANNE) -> Collaboration:
    """Name somebody in every way that a facilitator can; return where."""
    browser = people.client_of(by)
    asked = people.an_open_round(by, way_in="both")
    collaboration = asked.collaboration
    partner = Partner.objects.filter(collaboration=collaboration).first()
    assert partner is not None
    contact = {"role": "Daglig leder", "name": name}
    browser.post(f"/collaborations/partners/{partner.pk}/contacts/", contact)
    browser.post(
        f"/actions/collaboration/{collaboration.pk}/new/",
        {"title": "Møtes", "owner": name, "due_on": timezone.localdate(), "aim": "change"},
    )
    browser.post(f"/rounds/{asked.pk}/links/", {"names": name})
    return collaboration


def held(person: Person) -> dict[str, PersonalRecord]:
    """Return what is exported, by the model; nobody here has two of a kind."""
    records = [record for one in declared().personal_data for record in one.export(person)]
    return {record.model: record for record in records}


def forget(person: Person) -> int:
    with transaction.atomic():
        return sum(one.erase(person) for one in declared().personal_data)


def anne_at(organisation_id: UUID) -> Person:
    return Person(organisation_id=organisation_id, name=ANNE)


def fields(record: PersonalRecord) -> dict[str, str]:
    return {field.name: field.value for field in record.fields}


def test_anne_gets_all_that_is_written_under_her_name(cast: people.Cast) -> None:
    write_down(cast.cecilie)
    given = held(anne_at(cast.cecilie.organisation_id))
    assert set(given) == HELD
    assert fields(given["collaborations.Contact"]) | {"partner": ""} == {
        "collaboration": "Samarbeid om barnevern",
        "partner": "",
        "role": "Daglig leder",
        "name": ANNE,
    }
    assert fields(given["action_plans.Action"])["title"] == "Møtes"
    assert fields(given["participation.Invitation"])["name"] == ANNE


def test_anne_is_forgotten_and_what_she_did_stays(cast: people.Cast, cecilie: Client) -> None:
    collaboration = write_down(cast.cecilie)
    assert forget(anne_at(cast.cecilie.organisation_id)) == 3
    assert held(anne_at(cast.cecilie.organisation_id)) == {}
    page = cecilie.get(f"/collaborations/{collaboration.pk}/").content.decode()
    assert ANNE not in page
    assert "Møtes" in page
    assert NAMELESS in page
    assert Contact.objects.get().role == "Daglig leder"
    assert forget(anne_at(cast.cecilie.organisation_id)) == 0, "safe to do twice"


def test_another_organisation_and_another_name_are_left_alone(cast: people.Cast) -> None:
    write_down(cast.cecilie)
    write_down(cast.frode)
    write_down(cast.cecilie, "Anne Vika")
    forget(anne_at(cast.cecilie.organisation_id))
    assert len(held(anne_at(cast.frode.organisation_id))) == 3
    vika = Person(organisation_id=cast.cecilie.organisation_id, name="Anne Vika")
    assert len(held(vika)) == 3


def test_her_link_lets_her_answer_although_she_has_been_forgotten(
    cast: people.Cast, phone: Client
) -> None:
    asked = people.an_open_round(cast.cecilie, way_in="link")
    page = people.client_of(cast.cecilie).post(f"/rounds/{asked.pk}/links/", {"names": ANNE})
    (issued,) = page.context["issued"]
    forget(anne_at(cast.cecilie.organisation_id))
    token = issued["url"].split("link=")[1]
    assert asked.join_code is not None
    response = phone.post(f"/r/{asked.join_code.address}/begin/", {"link": token})
    assert response["Location"].endswith("/answer/")


def test_cecilie_gets_what_she_has_done_and_leaves(cast: people.Cast, cecilie: Client) -> None:
    people.a_collaboration(cast.cecilie)
    me = Person(
        organisation_id=cast.cecilie.organisation_id,
        account_id=cast.cecilie.account_id,
        name=cast.cecilie.name,
    )
    given = held(me)
    assert fields(given["accounts.Account"])["email"] == "cecilie@example.no"
    assert fields(given["organisations.Membership"])["role"] == "facilitator"
    assert fields(given["audit.AuditEntry"])["operation"] == "add_partners"
    forget(me)
    assert set(held(me)) == {"accounts.Account", "audit.AuditEntry"}, "without her name"
    told = " ".join(value for one in held(me).values() for value in fields(one).values())
    assert "Cecilie" not in told
    assert "cecilie" not in told
    assert cecilie.get("/collaborations/").status_code == 302, "she is logged out"


def test_an_account_in_use_elsewhere_is_kept(cast: people.Cast) -> None:
    """Asked by an organisation that the account has no role in, nothing of it is touched."""
    elsewhere = Person(
        organisation_id=cast.frode.organisation_id, account_id=cast.cecilie.account_id
    )
    assert forget(elsewhere) == 0
    assert people.client_of(cast.cecilie).get("/collaborations/").status_code == 200


def test_without_a_name_and_an_account_nothing_is_meant(cast: people.Cast) -> None:
    write_down(cast.cecilie)
    nobody = Person(organisation_id=cast.cecilie.organisation_id)
    assert held(nobody) == {}
    assert forget(nobody) == 0

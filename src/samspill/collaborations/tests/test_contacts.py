"""Who knows the collaboration from a partner: written down, counted to two, deleted for good."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.collaborations import operations, wording
from samspill.collaborations.models import Collaboration, Contact, Partner
from samspill.foundation.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def collaboration(cast: people.Cast) -> Collaboration:
    return people.a_collaboration(cast.cecilie)


@pytest.fixture
def lidal(collaboration: Collaboration) -> Partner:
    return Partner.objects.get(collaboration=collaboration, name="Lidal")


def page(partner: Partner) -> str:
    return f"/collaborations/partners/{partner.pk}/"


def shown(client: Client, partner: Partner) -> str:
    return client.get(page(partner)).content.decode()


def test_a_role_and_a_name_are_written_down(cecilie: Client, lidal: Partner) -> None:
    answers = {"role": "kommunedirektør", "name": "Anne Vik"}
    assert cecilie.post(page(lidal) + "contacts/", answers).status_code == 302
    assert "Anne Vik, kommunedirektør" in shown(cecilie, lidal)


def test_the_role_is_enough(cecilie: Client, lidal: Partner) -> None:
    cecilie.post(page(lidal) + "contacts/", {"role": "kommunedirektør", "name": ""})
    assert "<div>Kommunedirektør</div>" in shown(cecilie, lidal)


def test_a_missing_role_is_told_and_nothing_stored(cecilie: Client, lidal: Partner) -> None:
    response = cecilie.post(page(lidal) + "contacts/", {"role": " ", "name": "Anne Vik"})
    assert response.status_code == 422
    assert "Skriv rollen." in response.content.decode()
    assert not Contact.objects.exists()


def test_one_person_is_said_gently_and_two_are_not(
    cecilie: Client, cast: people.Cast, lidal: Partner
) -> None:
    gentle = "Bare én person kjenner dette fra Lidal. Med to er det mindre sårbart."
    collaboration = f"/collaborations/{lidal.collaboration_id}/"
    assert gentle not in shown(cecilie, lidal)
    operations.add_contact(lidal, role="ordfører", name="Svein Hovde", by=cast.cecilie)
    assert gentle in shown(cecilie, lidal)
    assert gentle in cecilie.get(collaboration).content.decode()
    operations.add_contact(lidal, role="kommunedirektør", name="", by=cast.cecilie)
    assert gentle not in shown(cecilie, lidal)
    assert "sårbart" not in cecilie.get(collaboration).content.decode()


@pytest.mark.parametrize(
    ("partners", "named"),
    [
        (["Lidal"], "fra Lidal."),
        (["Lidal", "Nesdal"], "disse: Lidal og Nesdal."),
        (["Lidal", "Nesdal", "Sula"], "disse: Lidal, Nesdal og Sula."),
        (["Lidal", "Nesdal", "Sula", "Giske"], "disse: Lidal, Nesdal, Sula og én til."),
        (["A"] * 23, "disse: A, A, A og 20 til."),
    ],
)
def test_many_partners_are_still_one_sentence(partners: list[str], named: str) -> None:
    assert named in wording.lone(partners)


def test_nobody_alone_is_no_sentence() -> None:
    assert wording.lone([]) == ""


def test_names_are_on_the_partners_page_only(
    cecilie: Client, cast: people.Cast, lidal: Partner
) -> None:
    operations.add_contact(lidal, role="ordfører", name="Svein Hovde", by=cast.cecilie)
    for url in ("/", "/collaborations/", f"/collaborations/{lidal.collaboration_id}/"):
        assert "Svein Hovde" not in cecilie.get(url).content.decode()
    told = "Møteledere og lesere hos dere ser denne lista, og ingen andre som bruker Samspill."
    assert told in shown(cecilie, lidal)
    assert "Svein Hovde" in shown(people.client_of(cast.ada), lidal)
    for person in (cast.frode, cast.gry, None):
        assert b"Svein Hovde" not in people.client_of(person).get(page(lidal)).content


def test_what_is_removed_is_gone_at_once(
    cecilie: Client, cast: people.Cast, lidal: Partner
) -> None:
    contact = operations.add_contact(lidal, role="ordfører", name="Svein Hovde", by=cast.cecilie)
    remove = f"/collaborations/contacts/{contact.pk}/remove/"
    assert remove in shown(cecilie, lidal)
    assert cecilie.post(remove)["Location"] == page(lidal) + "#contacts"
    assert not Contact.objects.exists()
    assert "Svein" not in str(list(AuditEntry.objects.values()))


def test_names_go_with_the_partner(cast: people.Cast, lidal: Partner) -> None:
    operations.add_contact(lidal, role="ordfører", name="Svein Hovde", by=cast.cecilie)
    operations.remove_partner(lidal, by=cast.cecilie)
    operations.forget_removed()
    assert Contact.objects.exists()
    long_ago = timezone.now() - timedelta(days=operations.UNDO_DAYS + 1)
    Partner.objects.filter(pk=lidal.pk).update(removed_at=long_ago)
    operations.forget_removed()
    assert not Contact.objects.exists()


def test_the_name_of_a_removed_partner_cannot_be_reached(
    cecilie: Client, cast: people.Cast, lidal: Partner
) -> None:
    contact = operations.add_contact(lidal, role="ordfører", name="", by=cast.cecilie)
    operations.remove_partner(lidal, by=cast.cecilie)
    assert cecilie.post(f"/collaborations/contacts/{contact.pk}/remove/").status_code == 404
    assert Contact.objects.exists()

"""A partner writes down its decision itself: by a link, once, and without an account."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.collaborations.models import Collaboration, Endorsement, Partner
from samspill.collaborations.operations import merge_partners, remove_partner
from samspill.foundation.audit.models import AuditEntry
from samspill.participation.models import TaskLink

pytestmark = pytest.mark.django_db

LINK = re.compile(r"/task/[\w-]+/")
CLOSED = "Denne lenken kan ikke brukes lenger"


@pytest.fixture
def collaboration(cast: people.Cast) -> Collaboration:
    return people.a_collaboration(cast.cecilie)


@pytest.fixture
def nesdal(collaboration: Collaboration) -> Partner:
    return Partner.objects.get(collaboration=collaboration, name="Nesdal")


def days_on(days: int) -> str:
    return str(timezone.localdate() + timedelta(days=days))


def ask(browser: Client, partner: Partner, *, days: int = 14) -> str:
    """Make the link as Cecilie does, and return its path."""
    response = browser.post(
        f"/collaborations/partners/{partner.pk}/ask/", {"ends_on": days_on(days)}
    )
    found = LINK.search(response.content.decode())
    assert found is not None, response.content.decode()
    return found.group()


def decide(link: str, body: str = "Kommunestyret") -> str:
    """Write the decision down on a phone, and return the page that is shown then."""
    sent = {"body": body, "is_elected": "yes", "decided_on": days_on(-7)}
    return Client().post(link, sent, follow=True).content.decode()


def test_the_partner_writes_it_down_and_the_page_says_so(
    cecilie: Client, nesdal: Partner, cast: people.Cast
) -> None:
    page = cecilie.get(f"/collaborations/partners/{nesdal.pk}/").content.decode()
    assert "La parten skrive det selv" in page
    link = ask(cecilie, nesdal)
    phone = Client()
    shown = phone.get(link).content.decode()
    assert "Regionrådet for Indre Fjord spør" in shown
    assert "Hvem står bak i Nesdal?" in shown
    assert "Det er gjort" in decide(link)
    written = Endorsement.objects.get()
    assert (written.body, written.is_elected, written.partner) == ("Kommunestyret", True, nesdal)
    page = cecilie.get(f"/collaborations/partners/{nesdal.pk}/").content.decode()
    assert "Parten skrev det ned selv, med en lenke." in page
    assert "En lenke til parten virker" not in page
    operations = list(AuditEntry.objects.order_by("pk").values_list("operation", "account_id"))
    assert operations[-2:] == [
        ("make_task_link", cast.cecilie.account_id),
        ("spend_task_link", None),
    ]


def test_what_a_facilitator_writes_does_not_say_so(cecilie: Client, nesdal: Partner) -> None:
    sent = {"body": "Formannskapet", "is_elected": "yes", "decided_on": days_on(-7)}
    address = f"/collaborations/partners/{nesdal.pk}/"
    cecilie.post(f"{address}endorse/", sent)
    page = cecilie.get(address).content.decode()
    assert "Formannskapet" in page
    assert "med en lenke" not in page


def test_looking_and_mistakes_use_nothing_up(cecilie: Client, nesdal: Partner) -> None:
    link = ask(cecilie, nesdal)
    for _look in range(3):
        Client().get(link)
        Client().head(link)
    wrong = Client().post(link, {"body": "", "decided_on": days_on(3)})
    assert wrong.status_code == 422
    assert "Skriv hvem som står bak" in wrong.content.decode()
    assert "Det er gjort" in decide(link)


def test_it_works_once(cecilie: Client, nesdal: Partner) -> None:
    link = ask(cecilie, nesdal)
    decide(link)
    assert "Det er gjort" in decide(link, "Noen andre")
    assert Endorsement.objects.get().body == "Kommunestyret"


def test_two_who_press_at_once_write_it_down_once(
    cecilie: Client, nesdal: Partner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have been let through to the form; the second meets a link that is spent."""
    link = ask(cecilie, nesdal)
    decide(link)
    with monkeypatch.context() as faster:
        real = TaskLink.is_open
        answers = iter([True])
        faster.setattr(TaskLink, "is_open", lambda one, day: next(answers, real(one, day)))
        response = Client().post(link, {"body": "B", "is_elected": "no", "decided_on": days_on(-1)})
    assert response.status_code == 302
    assert Endorsement.objects.count() == 1


def test_taken_back_it_opens_nothing(cecilie: Client, nesdal: Partner) -> None:
    link = ask(cecilie, nesdal)
    key = TaskLink.objects.get().pk
    assert cecilie.post(f"/collaborations/tasks/{key}/take-back/").status_code == 302
    assert CLOSED in decide(link)
    assert not Endorsement.objects.exists()


def test_the_last_day_counts_and_the_next_does_not(cecilie: Client, nesdal: Partner) -> None:
    link = ask(cecilie, nesdal, days=3)
    noon = timezone.localtime().replace(hour=12, minute=0)
    with time_machine.travel(noon + timedelta(days=4)):
        assert CLOSED in decide(link)
    assert not Endorsement.objects.exists()
    with time_machine.travel(noon + timedelta(days=3)):
        assert "Det er gjort" in decide(link)


@pytest.mark.parametrize("days", [-1, 400])
def test_an_end_that_cannot_be_is_refused(days: int, cecilie: Client, nesdal: Partner) -> None:
    address = f"/collaborations/partners/{nesdal.pk}/ask/"
    assert cecilie.post(address, {"ends_on": days_on(days)}).status_code == 422
    assert not TaskLink.objects.exists()


def test_only_those_who_lead_here_make_links_and_take_them_back(
    cecilie: Client, nesdal: Partner, cast: people.Cast
) -> None:
    ask(cecilie, nesdal)
    take_back = f"/collaborations/tasks/{TaskLink.objects.get().pk}/take-back/"
    make = f"/collaborations/partners/{nesdal.pk}/ask/"
    for actor, status in ((cast.ada, 403), (cast.gry, 403), (cast.frode, 404)):
        browser = people.client_of(actor)
        assert browser.post(make, {"ends_on": days_on(3)}).status_code == status
        assert browser.post(take_back).status_code == status
    assert TaskLink.objects.get().taken_back_at is None


def test_a_reader_does_not_see_that_a_link_is_out(
    cecilie: Client, nesdal: Partner, cast: people.Cast
) -> None:
    ask(cecilie, nesdal)
    address = f"/collaborations/partners/{nesdal.pk}/"
    assert "En lenke til parten virker" in cecilie.get(address).content.decode()
    page = people.client_of(cast.ada).get(address).content.decode()
    assert "lenke" not in page.partition("<main")[2].partition("</main>")[0].lower()


def test_whoever_holds_it_gets_in_nowhere_else(cecilie: Client, nesdal: Partner) -> None:
    phone = Client()
    phone.get(ask(cecilie, nesdal))
    assert phone.get(f"/collaborations/partners/{nesdal.pk}/").status_code == 302
    assert "sessionid" not in phone.cookies


def test_a_link_that_is_none_is_not_found(db: None) -> None:
    assert Client().get("/task/nothing-like-it/").status_code == 404


def test_it_follows_a_merger_and_ends_with_the_partner(
    cecilie: Client, nesdal: Partner, collaboration: Collaboration, cast: people.Cast
) -> None:
    link = ask(cecilie, nesdal)
    lidal = Partner.objects.get(collaboration=collaboration, name="Lidal")
    merged = merge_partners(nesdal, lidal, name="Nye Fjord", by=cast.cecilie)
    assert "Nye Fjord" in Client().get(link).content.decode()
    remove_partner(merged, by=cast.cecilie)
    assert Client().get(link).status_code == 404


def test_the_link_is_stored_as_a_hash_and_told_in_three_languages(
    cecilie: Client, nesdal: Partner
) -> None:
    link = ask(cecilie, nesdal)
    assert link.split("/")[2] not in str(TaskLink.objects.values().get())
    for language, told in (
        ("nn", "Kven står bak i Nesdal?"),
        ("en", "Who stands behind in Nesdal?"),
    ):
        phone = Client()
        phone.cookies["samspill_language"] = language
        assert told in phone.get(link).content.decode()

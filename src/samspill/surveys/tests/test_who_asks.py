"""Who asks: said where somebody is asked, frozen with the promise, and asked for where it lacks."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import cast as people

from samspill.foundation.access.public import Role
from samspill.foundation.organisations.models import Membership, Organisation
from samspill.surveys.models import SurveyRound

pytestmark = pytest.mark.django_db

CONTACT, OFFICER = "Anne Vik, 55 00 00 00", "ombud@indrefjord.example"


@pytest.fixture
def council(cast: people.Cast) -> Organisation:
    organisation = Organisation.objects.get(pk=cast.cecilie.organisation_id)
    organisation.contact, organisation.data_protection_officer = CONTACT, OFFICER
    organisation.save()
    return organisation


def first_page(survey_round: SurveyRound, page: str = "", language: str = "nb") -> str:
    assert survey_round.join_code is not None
    phone = Client()
    phone.cookies["samspill_language"] = language
    return phone.get(f"/r/{survey_round.join_code.address}/{page}").content.decode()


@pytest.mark.parametrize("mode", ["anonymous", "open_table"])
@pytest.mark.parametrize("page", ["", "promise/"])
def test_it_stands_on_the_first_page_and_in_the_whole_promise(
    mode: str, page: str, council: Organisation, cast: people.Cast
) -> None:
    opened = people.an_open_round(cast.cecilie, mode=mode)
    shown = first_page(opened, page)
    for told in ("Hvem som spør", "Regionrådet for Indre Fjord.", CONTACT, OFFICER):
        assert told in shown


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", f"Kontakt: {CONTACT}. Personvernombud: {OFFICER}."),
        ("nn", f"Kontakt: {CONTACT}. Personvernombod: {OFFICER}."),
        ("en", f"Contact: {CONTACT}. Data protection officer: {OFFICER}."),
    ],
)
def test_in_every_language(
    language: str, told: str, council: Organisation, cast: people.Cast
) -> None:
    assert told in first_page(people.an_open_round(cast.cecilie), language=language)


def test_what_lacks_is_left_out_and_not_invented(cast: people.Cast) -> None:
    shown = first_page(people.an_open_round(cast.cecilie))
    assert "Regionrådet for Indre Fjord." in shown
    assert "Kontakt" not in shown
    assert "Personvernombud" not in shown


def test_it_is_frozen_when_the_round_opens(council: Organisation, cast: people.Cast) -> None:
    opened = people.an_open_round(cast.cecilie)
    council.contact, council.name = "Noen andre", "Et annet råd"
    council.save()
    for page in ("", "promise/"):
        assert CONTACT in first_page(opened, page)
        assert "Noen andre" not in first_page(opened, page)


def test_what_somebody_writes_is_shown_as_text(council: Organisation, cast: people.Cast) -> None:
    council.contact = "<script>alert(1)</script> %(officer)s {contact}"
    council.save()
    shown = first_page(people.an_open_round(cast.cecilie))
    assert "<script>alert" not in shown
    assert "%(officer)s {contact}" in shown
    survey_round = people.a_draft(cast.cecilie)
    page = people.client_of(cast.cecilie).get(f"/rounds/{survey_round.pk}/assessment/")
    assert "%(officer)s {contact}" in page.content.decode()


def test_the_assessment_says_it(council: Organisation, cast: people.Cast, cecilie: Client) -> None:
    survey_round = people.a_draft(cast.cecilie)
    page = cecilie.get(f"/rounds/{survey_round.pk}/assessment/").content.decode()
    for told in ("Den som spør, er Regionrådet for Indre Fjord.", f"{CONTACT}.", f"{OFFICER}."):
        assert told in page
    assert "Hvem personvernombudet er" not in page


def test_where_it_lacks_the_assessment_says_what_to_fill_in_and_where(
    cast: people.Cast, cecilie: Client
) -> None:
    survey_round = people.a_draft(cast.cecilie)
    address = f"/rounds/{survey_round.pk}/assessment/"
    page = cecilie.get(address).content.decode()
    assert "Hvem personvernombudet er" in page
    assert "Hvem de som svarer, kan henvende seg til" in page
    # Cecilie cannot change it, so nothing leads her to a page that turns her away.
    assert "/organisations/" not in page
    Membership.objects.create(
        account_id=cast.cecilie.account_id,
        organisation_id=cast.cecilie.organisation_id,
        role=Role.ADMINISTRATOR,
    )
    link = f"/organisations/{cast.cecilie.organisation_id}/"
    assert link in cecilie.get(address).content.decode()
    assert cecilie.get(link).status_code == 200


def test_the_start_page_suggests_it_when_nothing_else_is_to_be_done(
    cast: people.Cast, cecilie: Client
) -> None:
    Membership.objects.create(
        account_id=cast.cecilie.account_id,
        organisation_id=cast.cecilie.organisation_id,
        role=Role.ADMINISTRATOR,
    )
    told = "Si hvem folk kan henvende seg til"
    # First things first: who works together.
    assert told not in cecilie.get("/").content.decode()
    people.a_published_round(cast.cecilie)
    link = f"/organisations/{cast.cecilie.organisation_id}/"
    assert link in cecilie.get("/people/").content.decode()
    sent = {
        "kind": "regional_council",
        "name": "Regionrådet for Indre Fjord",
        "contact": CONTACT,
        "data_protection_officer": OFFICER,
    }
    assert cecilie.post(link, sent).status_code == 302
    assert told not in cecilie.get("/").content.decode()
    assert "Skriv det" not in cecilie.get("/people/").content.decode()


def test_only_an_administrator_is_told_to(cast: people.Cast) -> None:
    from samspill.people.start_page import tell_start_page

    assert not tell_start_page(cast.cecilie, "nb").next_steps
    (step,) = tell_start_page(cast.gry, "nb").next_steps
    assert step.title == "Si hvem folk kan henvende seg til"

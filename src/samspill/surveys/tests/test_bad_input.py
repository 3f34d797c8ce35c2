"""What nobody should send: twice at once, tampered with, too late, or somebody else's.

Wrong codes, made-up admissions and links, and answers outside the scale are in test_answering and
test_links, too much of anything is in test_too_much, and what every form of the product must bear
in tests/contracts/test_every_form.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Barrier, Thread

import pytest
from django.test import Client
from msgspec.structs import replace
from tests import cast as people
from tests.chaos.databases import Database, stored_answers
from tests.chaos.people import Browser, Page, WayIn, code_on, expect, log_in, open_round_in
from tests.chaos.product import Product

from samspill.action_plans.models import Action
from samspill.collaborations import operations as collaborations
from samspill.collaborations.models import Partner
from samspill.foundation.access.public import Actor
from samspill.instruments.operations import save_keyed_instrument
from samspill.participation.models import Invitation, Ticket
from samspill.participation.operations import invite
from samspill.participation.public import give_admission, response_key
from samspill.surveys import closing_operations, operations
from samspill.surveys.models import Response, SurveyRound
from samspill.surveys.tests.a_whole_round import running_product
from samspill.toolbox import catalogue


@pytest.fixture
def opened(cast: people.Cast) -> SurveyRound:
    return people.an_open_round(cast.cecilie, way_in="both")


def url_of(opened: SurveyRound) -> str:
    assert opened.join_code is not None
    return f"/r/{opened.join_code.address}/"


def ten_answers(point: int = 4) -> dict[str, str]:
    return {f"item-{number}": str(point) for number in range(1, 11)}


def let_in(url: str) -> Client:
    phone = Client()
    phone.post(url + "begin/")
    return phone


# --- Twice, and more than was asked ---------------------------------------------------------------


@pytest.mark.django_db
def test_items_that_do_not_exist_and_points_given_twice(opened: SurveyRound) -> None:
    """What is beside the ten is not stored; of two points for one statement the last counts."""
    url = url_of(opened)
    body = "&".join(
        ["item-0=5", "item-11=5", "item-1=1", *[f"item-{n}=4" for n in range(1, 11)], "item-=3"]
    )
    let_in(url).post(url + "answer/", body, content_type="application/x-www-form-urlencoded")
    assert Response.objects.get().ratings == [4] * 10


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, suites_server: str
) -> Iterator[tuple[Product, Database, WayIn]]:
    """Start the product with its own server, on the database of the suite, and open a round."""
    with running_product(tmp_path_factory.mktemp("served"), suites_server) as (product, database):
        facilitator = Browser(product.port)
        link = product.start()
        log_in(facilitator, link)
        address = open_round_in(facilitator)
        yield product, database, code_on(expect(facilitator.get(address), 200))


def test_the_same_phone_eight_times_in_the_same_instant(
    served: tuple[Product, Database, WayIn],
) -> None:
    """With answers that differ: one of them is stored, whole, and all eight are told so.

    By the product's own server: the tests' database in memory has one writer, without waiting.
    """
    product, database, code = served
    phone, path = Browser(product.port), f"/r/{code}/"
    form = {"csrfmiddlewaretoken": expect(phone.get(path), 200).token}
    expect(phone.post(f"{path}begin/", {**form, "sign": code.sign}), 302)
    start = Barrier(8)
    replies: list[Page] = []

    def send(number: int) -> None:
        mine = form | ten_answers(number % 5 + 1)
        start.wait()
        replies.append(phone.post(f"{path}answer/", mine))

    before = stored_answers(database)
    threads = [Thread(target=send, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(one.status, one.location) for one in replies] == [(302, f"{path}received/")] * 8
    after = stored_answers(database)
    assert len(after) == len(before) + 1
    (stored,) = [one for one in after if one not in before]
    assert stored in [[point] * 10 for point in range(1, 6)]
    assert "Traceback" not in product.said()


# --- Tampered with --------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("place", [0, 5, 23, 24, 25, 30, -1])
def test_an_admission_with_one_letter_changed_opens_nothing(
    place: int, opened: SurveyRound
) -> None:
    url = url_of(opened)
    admission = let_in(url).cookies["samspill_admission"].value
    letters = list(admission)
    letters[place] = "A" if letters[place] != "A" else "B"
    phone = Client()
    phone.cookies["samspill_admission"] = "".join(letters)
    assert phone.post(url + "answer/", ten_answers())["Location"] == url
    assert not Response.objects.exists()


@pytest.mark.django_db
def test_an_admission_signed_with_another_key_opens_nothing(
    opened: SurveyRound, settings: object
) -> None:
    """As after a move to a server whose key was not brought along."""
    url = url_of(opened)
    phone = let_in(url)
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    assert phone.post(url + "answer/", ten_answers())["Location"] == url
    assert not Response.objects.exists()


@pytest.mark.django_db
def test_whoever_has_the_servers_key_can_let_in_whom_they_like(
    opened: SurveyRound, cast: people.Cast
) -> None:
    """The limit that THREAT_MODEL.md names: they can add an answer, and find nobody's."""
    assert opened.join_code is not None
    phone, made = Client(), give_admission(opened.join_code.address)
    phone.cookies["samspill_admission"] = made
    phone.post(url_of(opened) + "answer/", ten_answers())
    key = response_key(made, opened.join_code.address)
    assert key is not None
    assert Response.objects.filter(pk=key).exists()
    closing_operations.close_round(opened, by=cast.cecilie)
    assert not Response.objects.exists()


@pytest.mark.django_db
def test_a_link_with_one_letter_changed_opens_nothing_and_spends_nothing(
    opened: SurveyRound, cast: people.Cast
) -> None:
    assert opened.join_code is not None
    (issued,) = invite(opened.join_code, ["Dag Ås"], by=cast.cecilie)
    token = issued.token
    for wrong in (token[:-1], token + "A", token.swapcase(), token[::-1], f" {token}"):
        assert Client().post(url_of(opened) + "begin/", {"link": wrong}).status_code == 403
    assert Ticket.objects.get().state == "unused"


# --- Too late -------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("way_in", ["code", "link", "both"])
def test_a_closed_round_lets_nobody_in(way_in: str, cast: people.Cast) -> None:
    opened = people.an_open_round(cast.cecilie, way_in=way_in)
    assert opened.join_code is not None
    (issued,) = invite(opened.join_code, ["Dag Ås"], by=cast.cecilie)
    closing_operations.close_round(opened, by=cast.cecilie)
    for link in ({}, {"link": issued.token}):
        phone = Client()
        for response in (
            phone.get(url_of(opened), link),
            phone.post(url_of(opened) + "begin/", link),
        ):
            assert response.status_code == 410
            assert "Denne runden er lukket" in response.content.decode()
        assert "samspill_admission" not in phone.cookies


@pytest.mark.django_db
def test_nothing_is_done_to_a_round_that_is_closed(
    opened: SurveyRound, cast: people.Cast, cecilie: Client
) -> None:
    """Each button of a page that was loaded before the round was closed."""
    assert opened.join_code is not None
    invite(opened.join_code, ["Dag Ås"], by=cast.cecilie)
    invitation = Invitation.objects.get().pk
    closing_operations.close_round(opened, by=cast.cecilie)
    page = f"/rounds/{opened.pk}/"
    assert cecilie.post(page + "links/", {"names": "Eli Strand"})["Location"] == page
    for step in ("renew", "check-in"):
        assert cecilie.post(f"/rounds/links/{invitation}/{step}/").status_code == 404
    for step in ("open", "close", "discard", "change"):
        assert cecilie.post(f"{page}{step}/")["Location"] == page
    assert SurveyRound.objects.get().state == "closed"
    assert not Invitation.objects.exists()


@pytest.mark.django_db
def test_a_draft_has_no_links(cast: people.Cast, cecilie: Client) -> None:
    draft = people.a_draft(cast.cecilie, way_in="link")
    response = cecilie.post(f"/rounds/{draft.pk}/links/", {"names": "Dag Ås"})
    assert response["Location"] == f"/rounds/{draft.pk}/"


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["closed", "removed"])
def test_the_round_goes_in_the_moment_the_answer_arrives(
    how: str, opened: SurveyRound, cast: people.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page had found it; when the answer is stored it is no more."""
    phone = let_in(url_of(opened))
    submit = operations.submit_response

    def too_late(survey_round: SurveyRound, **rest: object) -> bool:
        if how == "closed":
            closing_operations.close_round(survey_round, by=cast.cecilie)
        else:
            opened.collaboration.delete()
        return submit(survey_round, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(operations, "submit_response", too_late)
    response = phone.post(url_of(opened) + "answer/", ten_answers())
    assert response.status_code == 410
    assert "tar ikke imot flere svar" in response.content.decode()
    assert not Response.objects.exists()


@pytest.mark.django_db
def test_a_draft_is_opened_in_another_tab_while_it_is_changed(
    cast: people.Cast, cecilie: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = people.a_draft(cast.cecilie)
    change = operations.change_round

    def too_late(survey_round: SurveyRound, *rest: object, **more: object) -> SurveyRound:
        operations.open_round(survey_round, by=cast.cecilie)
        return change(survey_round, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(operations, "change_round", too_late)
    form = {
        "collaboration": str(draft.collaboration_id),
        "instrument": "collaboration_test",
        "purpose": "En annen grunn.",
        "intended_use": "Noe annet.",
        "follow_up_on": draft.follow_up_on.isoformat(),
        "expected_count": "30",
    }
    page = f"/rounds/{draft.pk}/"
    assert cecilie.post(page + "change/", form)["Location"] == page
    assert SurveyRound.objects.get().purpose == draft.purpose


# --- Somebody else's, inside what is sent ---------------------------------------------------------


@pytest.fixture
def theirs(cast: people.Cast) -> SurveyRound:
    """Return a draft of Frode's, whose organisation Cecilie must not see."""
    made = people.a_draft(cast.frode)
    collaborations.change_collaboration(
        made.collaboration, name="Det hemmelige", purpose="Ingen skal vite.", by=cast.frode
    )
    return made


def a_wording(by: Actor) -> str:
    asked = catalogue.instrument("collaboration_test").asked
    content = replace(
        asked,
        template="ten_statements",
        text_language="nb",
        title=dict.fromkeys(("nb", "nn", "en"), "Den hemmelige ordlyden"),
        items=tuple(
            replace(item, key=f"theirs-{number}") for number, item in enumerate(asked.items)
        ),
    )
    made = save_keyed_instrument(content, source="Vi selv", language="nb", by=by)
    return f"keyed:{made.pk}"


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["collaboration", "instrument"])
def test_a_draft_cannot_be_made_of_what_another_organisation_has(
    field: str, theirs: SurveyRound, cast: people.Cast, cecilie: Client
) -> None:
    draft = people.a_draft(cast.cecilie)
    form = {
        "collaboration": str(draft.collaboration_id),
        "instrument": "collaboration_test",
        "purpose": "Vi spør.",
        "intended_use": "Vi leser.",
        "follow_up_on": draft.follow_up_on.isoformat(),
    }
    stolen = str(theirs.collaboration_id) if field == "collaboration" else a_wording(cast.frode)
    for address in ("/rounds/new/", f"/rounds/{draft.pk}/change/"):
        response = cecilie.post(address, {**form, field: stolen})
        assert response.status_code == 422
        assert "hemmelig" not in response.content.decode()
    assert SurveyRound.objects.count() == 2
    assert SurveyRound.objects.get(pk=draft.pk).purpose == draft.purpose


@pytest.mark.django_db
def test_a_draft_stays_in_its_own_collaboration(cast: people.Cast, cecilie: Client) -> None:
    """Also when the form names another one of one's own: a draft is not moved."""
    draft = people.a_draft(cast.cecilie)
    other = people.a_collaboration(cast.cecilie)
    form = {
        "collaboration": str(other.pk),
        "instrument": "collaboration_test",
        "purpose": "Vi spør.",
        "intended_use": "Vi leser.",
        "follow_up_on": draft.follow_up_on.isoformat(),
    }
    cecilie.post(f"/rounds/{draft.pk}/change/", form)
    assert SurveyRound.objects.get().collaboration_id == draft.collaboration_id


@pytest.mark.django_db
def test_an_action_cannot_name_a_statement_of_another_organisation(
    cast: people.Cast, cecilie: Client
) -> None:
    a_wording(cast.frode)
    own = people.a_published_round(cast.cecilie)
    form = {"title": "Møtes", "owner": "Anne Vik", "due_on": own.follow_up_on.isoformat()}
    address = f"/actions/round/{own.pk}/new/"
    assert cecilie.post(address, {**form, "item": "theirs-3"}).status_code == 422
    assert not Action.objects.exists()


@pytest.mark.django_db
def test_what_another_organisation_has_is_not_shown_by_naming_it_in_an_address(
    theirs: SurveyRound, cast: people.Cast, cecilie: Client
) -> None:
    own = people.a_collaboration(cast.cecilie)
    partner = Partner.objects.filter(collaboration=theirs.collaboration_id).first()
    assert partner is not None
    Partner.objects.filter(pk=partner.pk).update(name="Hemmelig part")
    collaborations.remove_partner(partner, by=cast.frode)
    wording = a_wording(cast.frode)
    collaborations.remove_collaboration(theirs.collaboration, by=cast.frode)
    for address in (
        f"/collaborations/?removed={theirs.collaboration_id}",
        f"/collaborations/{own.pk}/partners/?removed={partner.pk}",
        f"/rounds/new/?collaboration={theirs.collaboration_id}&instrument={wording}",
    ):
        response = cecilie.get(address)
        assert response.status_code == 200
        assert "emmelig" not in response.content.decode()

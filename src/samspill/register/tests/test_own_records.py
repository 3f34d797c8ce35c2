"""An organisation's own record: with source and grade, private, shared, reported and looked at."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import cast as people

from samspill.register import operations
from samspill.register.models import OwnRecord
from samspill.register.tests.examples import CONTENT, a_shared_record, an_own_record

pytestmark = pytest.mark.django_db

RECORD = {
    "name": "Tillit i hjemmetjenesten",
    "lead": "Små team.",
    "period": "2024–2026",
    "units": "Hjemmetjenesten",
}
FACT = {
    "part": "result",
    "text": "Teamene bestemmer mer selv",
    "source": "Sluttrapport 2026",
    "source_kind": "own_report",
    "grade": "egen rapport",
}


def test_written_with_a_source_and_then_shared(cecilie: Client, client: Client) -> None:
    assert "/reform/own/new/" in cecilie.get("/reform/register/").content.decode()
    address = cecilie.post("/reform/own/new/", RECORD)["Location"]
    refused = cecilie.post(f"{address}share/")
    assert refused.status_code == 422
    assert "Legg til minst én opplysning med kilde" in refused.content.decode()
    assert cecilie.post(f"{address}fact/", FACT)["Location"] == address
    assert "Tillit i hjemmetjenesten" not in client.get("/reform/register/").content.decode()
    cecilie.post(f"{address}share/")
    page = client.get("/reform/register/", {"q": "heimetenesta"}).content.decode()
    shared = address.replace("/own/", "/shared/")
    assert shared in page
    assert "Sluttrapport 2026" in client.get(shared).content.decode()
    cecilie.post(f"{address}withdraw/")
    assert client.get(shared).status_code == 404


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"source": " "}, "Skriv kilden. En opplysning uten kilde kan ikke stå i registeret."),
        ({"grade": "evaluering"}, "«Vår egen rapport» bærer ikke «Evaluert utenfra»."),
        ({"text": "Kari Nordmann ledet arbeidet"}, "«Kari Nordmann» ser ut som en person."),
    ],
)
def test_what_cannot_stand_is_told_and_not_kept(
    change: dict[str, str], told: str, cast: people.Cast, cecilie: Client
) -> None:
    own = operations.write_record(CONTENT, by=cast.cecilie)
    refused = cecilie.post(f"/reform/own/{own.pk}/fact/", {**FACT, **change})
    assert refused.status_code == 422
    assert told in refused.content.decode()
    own.refresh_from_db()
    assert own.told.facts == CONTENT.facts


def test_a_report_hides_it_until_it_is_looked_at(
    cast: people.Cast, cecilie: Client, client: Client
) -> None:
    shared = a_shared_record(cast.cecilie)
    address = f"/reform/shared/{shared.pk}/"
    assert client.post(f"{address}report/", {"reason": ""}).status_code == 422
    assert client.post(f"{address}report/", {"reason": "source"}).status_code == 200
    assert client.get(address).status_code == 404
    own = f"/reform/own/{shared.pk}/"
    assert "Kilden sier det ikke" in cecilie.get(own).content.decode()
    cecilie.post(f"{own}looked-at/")
    assert client.get(address).status_code == 200
    client.post(f"{address}report/", {"reason": "source"})
    assert client.get(address).status_code == 200, "the same report does not hide it again"
    client.post(f"{address}report/", {"reason": "person"})
    assert OwnRecord.objects.get().state == OwnRecord.State.HIDDEN


def test_two_clicks_take_one_fact_away(cast: people.Cast, cecilie: Client) -> None:
    own = an_own_record(cast.cecilie)
    address = f"/reform/own/{own.pk}/"
    cecilie.post(f"{address}fact/", FACT)
    assert len(OwnRecord.objects.get().told.facts) == 2
    for _click in range(2):
        assert cecilie.post(f"{address}fact/remove/", {"place": "0", "of": "2"}).status_code == 302
    (left,) = OwnRecord.objects.get().told.facts
    assert left.text == FACT["text"]


def test_other_words_keep_what_a_colleague_has_just_added(cast: people.Cast) -> None:
    own = an_own_record(cast.cecilie)
    (fact,) = own.told.facts
    operations.add_fact(own, fact, by=cast.cecilie)
    operations.change_record(own, CONTENT, by=cast.cecilie)
    assert len(OwnRecord.objects.get().told.facts) == 2


def test_another_organisation_sees_nothing_that_is_private(cast: people.Cast) -> None:
    own = an_own_record(cast.cecilie)
    assert people.client_of(cast.frode).get(f"/reform/own/{own.pk}/").status_code == 404
    assert people.client_of(cast.ada).get(f"/reform/own/{own.pk}/").status_code == 200
    assert people.client_of(cast.ada).get(f"/reform/own/{own.pk}/fact/").status_code == 403

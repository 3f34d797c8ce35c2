"""The register as files: open to everyone, and an organisation's own records for its own people."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client
from tests import cast as people

from samspill.register.tests.examples import CONTENT, a_shared_record, an_own_record
from samspill.toolbox.reform.loading import what_is_known

pytestmark = pytest.mark.django_db

PARTS = {"lessons": "lesson", "conditions": "condition", "barriers": "barrier",
         "misconceptions": "misconception", "resistance": "resistance"}  # fmt: skip
FILES = ("register.csv", "register.json", "table-3-1.csv")


def rows_of(client: Client, name: str, language: str = "nb") -> list[dict[str, str]]:
    content = client.get(f"/reform/{name}", headers={"accept-language": language}).content
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_register_is_open_data_with_all_its_parts(language: str, client: Client) -> None:
    known = what_is_known(language)
    asked = client.get("/reform/register.json", headers={"accept-language": language})
    data = json.loads(asked.content)
    assert (data["licence"], data["version"], data["language"]) == ("CC BY 4.0", "2", language)
    assert len(data["records"]) == 33
    assert [each["name"] for each in data["lessons"]] == [each.name for each in known.lesson]
    for name, field in PARTS.items():
        assert len(data[name]) == len(getattr(known, field)), name
    rows = rows_of(client, "register.csv", language)
    parts = [each for name in ("records", *PARTS) for each in data[name]]
    assert [row["id"] for row in rows] == [fact["id"] for each in parts for fact in each["facts"]]
    assert {row["kind"] for row in rows} == {"initiative", *PARTS.values()}
    assert {(row["version"], row["licence"]) for row in rows} == {("2", "CC BY 4.0")}


def test_the_table_has_what_it_rests_on_and_where_it_differs(client: Client) -> None:
    known = what_is_known("nb")
    rows = rows_of(client, "table-3-1.csv")
    by_kind = {kind: [row for row in rows if row["kind"] == kind] for kind in
               ("cell", "difference", "contradiction")}  # fmt: skip
    assert len(by_kind["cell"]) == sum(len(cell.items) for cell in known.cell)
    assert [row["id"] for row in by_kind["difference"]] == [each.id for each in known.difference]
    assert len(by_kind["contradiction"]) == len(known.contradiction)
    named = {key for row in by_kind["cell"] for key in row["records"].split()}
    assert named
    assert named <= known.initiatives.keys()
    assert {row["licence"] for row in rows} == {"CC BY 4.0"}


@pytest.mark.parametrize(
    ("language", "sure"),
    [("nb", "Egen rapport"), ("nn", "Eigen rapport"), ("en", "Their own report")],
)
def test_own_records_are_taken_out_by_their_own_people(
    language: str, sure: str, cast: people.Cast, cecilie: Client
) -> None:
    own = an_own_record(cast.cecilie)
    (row,) = rows_of(cecilie, "own.csv", language)
    assert (row["record"], row["state"], row["name"]) == (str(own.pk), "private", CONTENT.name)
    assert (row["source"], row["how_sure"]) == (CONTENT.facts[0].source, sure)
    (record,) = json.loads(cecilie.get("/reform/own.json").content)["records"]
    assert record["content"]["facts"][0]["text"] == CONTENT.facts[0].text
    assert "/reform/own.csv" in cecilie.get("/reform/register/").content.decode()


def test_own_records_are_in_no_file_of_others(cast: people.Cast, client: Client) -> None:
    an_own_record(cast.cecilie)
    a_shared_record(cast.cecilie)
    frode = people.client_of(cast.frode)
    for reader in (client, frode, people.client_of(cast.cecilie)):
        for name in FILES:
            assert CONTENT.name not in reader.get(f"/reform/{name}").content.decode(), name
    for name in ("own.csv", "own.json"):
        assert CONTENT.name not in frode.get(f"/reform/{name}").content.decode()
        assert client.get(f"/reform/{name}").status_code == 302
    assert "/reform/own.csv" not in client.get("/reform/register/").content.decode()

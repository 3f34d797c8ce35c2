"""Numbers are taken out as they were shown, by those who may read them, and the promise tells."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyreadstat
import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from tests import cast as people
from tests.csv_files import read_csv

from samspill.exports import files, operations
from samspill.exports.models import Export
from samspill.exports.tables import table_of
from samspill.foundation.audit.models import AuditEntry
from samspill.foundation.declarations.public import declared
from samspill.surveys import operations as surveys
from samspill.surveys.models import SurveyRound

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(cast: people.Cast) -> SurveyRound:
    return people.a_published_round(cast.cecilie)


def with_groups(cast: people.Cast, *counts: int, unsaid: int = 0) -> SurveyRound:
    draft = people.a_draft(cast.cecilie, expected_count=60)
    asked = [max(count, 10) for count in counts]
    asked[0] += unsaid
    surveys.ask_for_background(draft, people.a_group_plan(draft, *asked), by=cast.cecilie)
    opened = surveys.open_round(draft, by=cast.cecilie)
    for group, count in [*enumerate(counts), (None, unsaid)]:
        for number in range(count):
            ratings = [1 + (number + (group or 0) + item) % 5 for item in range(10)]
            surveys.submit_response(opened, key=uuid.uuid4(), ratings=ratings, group=group)
    return people.show_it(opened, cast.cecilie)


def unpacked(export: Export) -> Mapping[str, bytes]:
    assert export.content is not None
    with zipfile.ZipFile(io.BytesIO(bytes(export.content))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of(export: Export) -> list[dict[str, str]]:
    content = next(one for name, one in unpacked(export).items() if name.endswith(".csv"))
    head, *rows = read_csv(content)
    return [dict(zip(head, row, strict=True)) for row in rows]


# --- What is in the files ------------------------------------------------------------------------


def test_every_row_says_what_the_release_shows(cast: people.Cast, shown: SurveyRound) -> None:
    rows = rows_of(people.an_export(cast.cecilie, shown))
    assert shown.release is not None
    items = shown.release.reading.items
    assert [row["item"] for row in rows] == [item.key for item in items]
    for row, item in zip(rows, items, strict=True):
        figures = item.figures
        tiles = [int(row[f"tiles_{place}"] or 0) for place in range(1, 6)]
        assert tiles == list(figures.tiles or [0] * 5)
        middle = figures.middle
        assert row["middle"] == ("" if middle is None else str(middle).replace(".", ","))
        assert row["n"] == ("" if figures.count is None else str(figures.count))


def test_spss_reads_the_same_with_the_meaning_of_every_variable(
    cast: people.Cast, shown: SurveyRound, tmp_path: Path
) -> None:
    export = people.an_export(cast.cecilie, shown)
    name, content = next(
        (name, one) for name, one in unpacked(export).items() if name.endswith(".sav")
    )
    path = tmp_path / name
    path.write_bytes(content)
    columns, about = pyreadstat.read_sav(path, output_format="dict")
    rows = rows_of(export)
    assert list(columns) == list(rows[0])
    assert columns["item_text"] == [row["item_text"] for row in rows]
    for name in ("tiles_4", "middle", "n", "spread"):
        assert columns[name] == [_number(row[name]) for row in rows], name
    assert all(about.column_names_to_labels.values())
    assert about.variable_value_labels["spread"] == {
        1.0: "Nær hverandre", 2.0: "Spredt", 3.0: "I to leire"
    }  # fmt: skip


def test_the_same_release_gives_the_same_bytes_whenever_it_is_asked_for(
    cast: people.Cast, shown: SurveyRound
) -> None:
    assert shown.closed_at is not None
    first = unpacked(people.an_export(cast.cecilie, shown))
    with time_machine.travel(shown.closed_at + timedelta(days=40, seconds=7)):
        assert unpacked(people.an_export(cast.cecilie, shown)) == first
    (content,) = (one for name, one in first.items() if name.endswith(".sav"))
    assert content[92:101].decode() == f"{timezone.localdate(shown.closed_at):%d %b %y}"


def _number(cell: str) -> float | None:
    return float(cell.replace(",", ".")) if cell else None


def test_groups_that_cannot_be_shown_have_no_rows(cast: people.Cast) -> None:
    rows = rows_of(people.an_export(cast.cecilie, with_groups(cast, 4, 16)))
    assert [row["group"] for row in rows] == ["0"] * 10


def test_groups_that_are_shown_together_have_a_row_and_alone_one_without_figures(
    cast: people.Cast,
) -> None:
    """Which of those together was too small is not told."""
    rows = rows_of(people.an_export(cast.cecilie, with_groups(cast, 15, 16, unsaid=2)))
    held = [row for row in rows if row["group"] == "1"]
    figures = [name for name in held[0] if name not in
               ("item", "item_text", "theme", "group", "group_name", "form")]  # fmt: skip
    assert {row["form"] for row in held} == {"0"}
    assert {row[name] for row in held for name in figures} == {""}
    together = [row for row in rows if row["group"] == "3"]
    assert len(together) == len(held)
    assert {row["group_name"] for row in together} == {"Lidal + de som ikke sa hvor de kommer fra"}
    assert all(sum(int(row[f"tiles_{place}"]) for place in range(1, 6)) == 5 for row in together)


def test_groups_that_may_be_shown_have_their_rows(cast: people.Cast) -> None:
    rows = rows_of(people.an_export(cast.cecilie, with_groups(cast, 15, 16)))
    groups = [row for row in rows if row["group"] != "0"]
    assert {row["group_name"] for row in groups} == {"Lidal", "Nesdal"}
    assert {row["form"] for row in groups} == {"2"}
    assert all(sum(int(row[f"tiles_{place}"]) for place in range(1, 6)) == 5 for row in groups)


def test_the_codebook_describes_every_column_and_every_code(
    cast: people.Cast, shown: SurveyRound
) -> None:
    export = people.an_export(cast.cecilie, shown)
    book = unpacked(export)["kodebok.txt"].decode("utf-8-sig")
    assert shown.release is not None
    for variable in table_of(shown.release.reading, "nb").variables:
        assert re.search(rf"^{variable.name} \((tekst|tall|kode)\): \w", book, re.M), variable.name
        for number, text in (variable.codes or {}).values():
            assert f"    {number} = {text}" in book
    assert "færre enn 5" in book
    assert 'read.csv2(file, fileEncoding = "UTF-8-BOM")' in book
    assert "{" not in book


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_files_speak_the_language_of_the_one_who_asks(
    language: str, cast: people.Cast, shown: SurveyRound
) -> None:
    client = people.client_of(cast.cecilie)
    client.post(f"/exports/round/{shown.pk}/order/", headers={"accept-language": language})
    operations.make_exports_due()
    export = Export.objects.get()
    assert export.language == language
    assert shown.release is not None
    texts = [item.text[language] for item in shown.release.reading.items]
    assert [row["item_text"] for row in rows_of(export)] == texts


def test_without_the_writer_for_spss_the_rest_is_there(
    cast: people.Cast, cecilie: Client, shown: SurveyRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "find_spec", lambda _name: None)
    names = list(unpacked(people.an_export(cast.cecilie, shown)))
    assert [name.rpartition(".")[2] for name in names] == ["csv", "txt"]
    assert "samspill[spss]" in cecilie.get(f"/exports/round/{shown.pk}/").content.decode()


def test_no_text_becomes_a_formula_on_the_way_out(cast: people.Cast) -> None:
    opened = people.an_open_round(cast.cecilie)
    opened.content["items"][0]["text"] = dict.fromkeys(("nb", "nn", "en"), "=1+1")
    opened.save()
    for number in range(24):
        surveys.submit_response(opened, key=uuid.uuid4(), ratings=[1 + number % 5] * 10)
    export = people.an_export(cast.cecilie, people.show_it(opened, cast.cecilie))
    content = next(one for name, one in unpacked(export).items() if name.endswith(".csv"))
    assert b";'=1+1;" in content


# --- Who may, and who is told --------------------------------------------------------------------


def test_what_was_taken_out_stands_on_the_promise_by_role_and_never_by_name(
    cast: people.Cast, shown: SurveyRound, phone: Client
) -> None:
    assert shown.join_code is not None
    address = f"/r/{shown.join_code.address}/promise/"
    before = phone.get(address).content.decode()
    assert "Ingen har tatt ut noe." in before
    people.an_export(cast.cecilie, shown)
    after = phone.get(address).content.decode()
    assert "Ingen har tatt ut noe." not in after
    assert "En møteleder tok ut resultatet som filer, slik det er vist." in after
    assert "Cecilie" not in after
    entry = AuditEntry.objects.get(operation="order_export")
    assert entry.account_id == cast.cecilie.account_id


def test_the_way_there_is_from_the_reading(cecilie: Client, shown: SurveyRound) -> None:
    address = f"/exports/round/{shown.pk}/"
    assert address in cecilie.get(f"/rounds/{shown.pk}/reading/").content.decode()
    assert "Lag filene" in cecilie.get(address).content.decode()


def test_those_in_the_readers_own_language_come_first(
    cast: people.Cast, shown: SurveyRound
) -> None:
    client = people.client_of(cast.cecilie)
    for language in ("en", "nn", "nb"):
        client.post(f"/exports/round/{shown.pk}/order/", headers={"accept-language": language})
    for language, name in (("nn", "nynorsk"), ("en", "English"), ("nb", "bokmål")):
        page = client.get(f"/exports/round/{shown.pk}/", headers={"accept-language": language})
        first = re.search(
            r'<p class="soft">[^<]*, (nynorsk|bokmål|English)</p>', page.content.decode()
        )
        assert first is not None
        assert first[1] == name


def test_two_clicks_order_once_and_the_worker_makes_it(cecilie: Client, shown: SurveyRound) -> None:
    for _click in range(2):
        found = cecilie.post(f"/exports/round/{shown.pk}/order/")
        assert found["Location"] == f"/exports/round/{shown.pk}/"
    export = Export.objects.get()
    assert "Lages nå" in cecilie.get(found["Location"]).content.decode()
    assert cecilie.get(f"/exports/{export.pk}/")["Location"] == found["Location"]
    declared().duties[operations.ExportDuty.MAKE_EXPORTS.value].work()
    fetched = cecilie.get(f"/exports/{export.pk}/")
    assert fetched["Content-Type"] == "application/zip"
    assert re.search(r'filename="[a-z0-9-]+-\d{4}-\d\d-\d\d\.zip"', fetched["Content-Disposition"])
    assert "Hent filene" in cecilie.get(found["Location"]).content.decode()


def test_one_that_cannot_be_made_keeps_no_other_waiting(
    cast: people.Cast, cecilie: Client, shown: SurveyRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = operations.order_export(shown, language="nb", by=cast.cecilie)
    asked: list[str] = []

    def break_once(*parts: Any) -> bytes:
        asked.append("one")
        if len(asked) == 1:
            raise OSError("no room on the disk")
        return files.make_archive(*parts)

    monkeypatch.setattr(operations, "make_archive", break_once)
    with pytest.raises(OSError, match="no room"):
        operations.make_exports_due()
    first.refresh_from_db()
    assert first.has_failed
    assert "Prøv igjen" in cecilie.get(f"/exports/round/{shown.pk}/").content.decode()
    assert people.an_export(cast.cecilie, shown).content is not None


def test_nothing_is_taken_out_of_what_has_not_been_shown(
    cast: people.Cast, cecilie: Client
) -> None:
    closed = people.a_closed_round(cast.cecilie)
    assert cecilie.get(f"/exports/round/{closed.pk}/").status_code == 404
    assert cecilie.post(f"/exports/round/{closed.pk}/order/").status_code == 404
    assert not Export.objects.exists()

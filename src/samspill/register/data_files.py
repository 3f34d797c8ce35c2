"""The register as open data: a table and a document, with licence and version."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from django.utils.translation import gettext as _

from samspill.foundation.documents.spreadsheets import write_csv
from samspill.toolbox.languages import in_language
from samspill.toolbox.reform.facts import Fact
from samspill.toolbox.reform.loading import grades, what_is_known, works
from samspill.toolbox.reform.records import Initiative, facts_in

# Goes up when a fact, a grade or the shape of the files changes.
VERSION = "1"
LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


class DataFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact in the document. `part` is what of the initiative it tells."""

    id: str
    part: str
    key: str
    text: str
    language: str
    reference: str
    place: str
    how_sure: str
    inferred: bool
    value: int | float | None
    unit: str


class DataRecord(msgspec.Struct, frozen=True, kw_only=True):
    key: str
    name: str
    country: str
    period: str
    parent: str
    frame: str
    frame_inferred: bool
    facts: tuple[DataFact, ...]


class DataSet(msgspec.Struct, frozen=True, kw_only=True):
    """All of the register in one language."""

    title: str
    version: str
    licence: str
    licence_url: str
    language: str
    note: str
    texts: dict[str, str]
    records: tuple[DataRecord, ...]


def data_set(language: str) -> DataSet:
    known = what_is_known(language)
    return DataSet(
        title=_("Trust reforms: what is known"),
        version=VERSION,
        licence=LICENCE,
        licence_url=LICENCE_URL,
        language=language,
        note=_(
            "Page numbers are as the texts give them. Samspill has not read every report itself."
        ),
        texts={key: in_language(work.reference, language) for key, work in works().items()},
        records=tuple(_record(each, language) for each in known.initiative),
    )


def as_json(language: str) -> bytes:
    return msgspec.json.format(msgspec.json.encode(data_set(language)), indent=1)


def as_csv(language: str) -> bytes:
    """Return one row for each fact; version and licence stand in each row, so that none is lost."""
    return write_csv(_rows(data_set(language)))


def _rows(data: DataSet) -> Iterator[tuple[str | int | float | None, ...]]:
    yield (
        *("record", "name", "country", "period", "parent", "frame", "id", "part", "key", "text"),
        *("language", "reference", "place", "how_sure", "inferred", "value", "unit"),
        *("version", "licence"),
    )
    for record in data.records:
        for fact in record.facts:
            yield (
                *(record.key, record.name, record.country, record.period, record.parent),
                *(record.frame, fact.id, fact.part, fact.key, fact.text, fact.language),
                *(fact.reference, fact.place, fact.how_sure, "yes" if fact.inferred else "no"),
                *(fact.value, fact.unit, data.version, data.licence),
            )


def _record(initiative: Initiative, language: str) -> DataRecord:
    frame = initiative.frame
    return DataRecord(
        key=initiative.key,
        name=initiative.name,
        country=initiative.country,
        period=initiative.period,
        parent=initiative.parent,
        frame=frame.key if frame else "",
        frame_inferred=bool(frame and frame.inferred),
        facts=tuple(_fact(fact, language) for fact in facts_in(initiative)),
    )


def _fact(fact: Fact, language: str) -> DataFact:
    return DataFact(
        id=fact.id,
        part=fact.id.split(".")[1],
        key=fact.key,
        text=fact.text,
        language=fact.language,
        reference=fact.ref,
        place=fact.place,
        how_sure=in_language(grades()[fact.grade].words, language),
        inferred=fact.inferred,
        value=fact.value,
        unit=fact.unit,
    )

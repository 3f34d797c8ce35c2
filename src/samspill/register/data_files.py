"""The register as open data: a table and a document, with licence and version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from django.utils.translation import gettext as _

from samspill.foundation.documents.spreadsheets import write_csv
from samspill.register.printed_table import borne_keys
from samspill.toolbox.languages import in_language
from samspill.toolbox.reform.facts import Fact
from samspill.toolbox.reform.loading import Known, grades, what_is_known, works
from samspill.toolbox.reform.records import (
    Barrier,
    Condition,
    Difference,
    Initiative,
    Lesson,
    Misconception,
    Resistance,
    facts_in,
)

# Goes up when a fact, a grade or the shape of the files changes.
VERSION = "2"
LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"

NamedPart = Lesson | Condition | Barrier | Misconception | Resistance


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


class DataPart(msgspec.Struct, frozen=True, kw_only=True):
    """A lesson, a condition, a barrier, a misconception, or where resistance is expected."""

    key: str
    name: str
    facts: tuple[DataFact, ...]


class DataCell(msgspec.Struct, frozen=True, kw_only=True):
    """A word in a cell of the note's table, and the records that bear it."""

    row: str
    country: str
    key: str
    label: str
    records: tuple[str, ...]


class DataDifference(msgspec.Struct, frozen=True, kw_only=True):
    """Where table and text of the note differ; a `number` stands in the table of the page."""

    id: str
    number: int | None
    row: str
    countries: tuple[str, ...]
    table_says: str
    text_says: str
    places: tuple[str, ...]
    verdict: str
    note: str


class DataContradiction(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    text: str
    places: tuple[str, ...]
    note: str


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
    lessons: tuple[DataPart, ...]
    conditions: tuple[DataPart, ...]
    barriers: tuple[DataPart, ...]
    misconceptions: tuple[DataPart, ...]
    resistance: tuple[DataPart, ...]
    table: tuple[DataCell, ...]
    differences: tuple[DataDifference, ...]
    contradictions: tuple[DataContradiction, ...]


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
        lessons=_parts(known.lesson, language),
        conditions=_parts(known.condition, language),
        barriers=_parts(known.barrier, language),
        misconceptions=_parts(known.misconception, language),
        resistance=_parts(known.resistance, language),
        table=tuple(_cells(known)),
        differences=tuple(_difference(each) for each in known.difference),
        contradictions=tuple(
            DataContradiction(id=each.id, text=each.text, places=each.where, note=each.note)
            for each in known.contradiction
        ),
    )


def as_json(language: str) -> bytes:
    return msgspec.json.format(msgspec.json.encode(data_set(language)), indent=1)


def as_csv(language: str) -> bytes:
    """Return one row for each fact; version and licence stand in each row, so that none is lost."""
    return write_csv(_rows(data_set(language)))


def _rows(data: DataSet) -> Iterator[tuple[str | int | float | None, ...]]:
    """Yield the facts of initiatives, and then those of lessons and of what else there is."""
    yield (
        *("kind", "record", "name", "country", "period", "parent", "frame", "id", "part", "key"),
        *("text", "language", "reference", "place", "how_sure", "inferred", "value", "unit"),
        *("version", "licence"),
    )
    for record in data.records:
        told = (record.name, record.country, record.period, record.parent, record.frame)
        for fact in record.facts:
            yield ("initiative", record.key, *told, *_row(fact), data.version, data.licence)
    for kind, parts in (
        ("lesson", data.lessons),
        ("condition", data.conditions),
        ("barrier", data.barriers),
        ("misconception", data.misconceptions),
        ("resistance", data.resistance),
    ):
        for part in parts:
            for fact in part.facts:
                told = (part.name, "", "", "", "")
                yield (kind, part.key, *told, *_row(fact), data.version, data.licence)


def _row(fact: DataFact) -> tuple[str | int | float | None, ...]:
    inferred = "yes" if fact.inferred else "no"
    return (
        *(fact.id, fact.part, fact.key, fact.text, fact.language, fact.reference, fact.place),
        *(fact.how_sure, inferred, fact.value, fact.unit),
    )


def table_as_csv(language: str) -> bytes:
    """Return the note's table with the records that each word rests on, and where it differs."""
    return write_csv(_table_rows(data_set(language)))


def _table_rows(data: DataSet) -> Iterator[tuple[str | int | float | None, ...]]:
    yield (
        *("kind", "id", "number", "row", "countries", "table_says", "text_says", "records"),
        *("places", "verdict", "note", "version", "licence"),
    )
    end = (data.version, data.licence)
    for cell in data.table:
        records = " ".join(cell.records)
        yield ("cell", cell.key, None, cell.row, cell.country, cell.label, "", records, "", "", "",
               *end)  # fmt: skip
    for each in data.differences:
        countries, places = " ".join(each.countries), "; ".join(each.places)
        said = (each.table_says, each.text_says, "", places, each.verdict, each.note)
        yield ("difference", each.id, each.number, each.row, countries, *said, *end)
    for other in data.contradictions:
        said = ("", other.text, "", "; ".join(other.places), "", other.note)
        yield ("contradiction", other.id, None, "", "", *said, *end)


def _parts(parts: Iterable[NamedPart], language: str) -> tuple[DataPart, ...]:
    return tuple(
        DataPart(
            key=each.id,
            name=_name_of(each),
            facts=tuple(_fact(fact, language) for fact in facts_in(each)),
        )
        for each in parts
    )


def _name_of(part: NamedPart) -> str:
    """Return what a page calls it: a misconception is the claim, and a condition a question."""
    if isinstance(part, Misconception):
        return part.claim.text
    return part.question if isinstance(part, Condition) else part.name


def _cells(known: Known) -> Iterator[DataCell]:
    for cell in known.cell:
        borne = borne_keys(known, cell.row, cell.column)
        for item in cell.items:
            yield DataCell(
                row=cell.row,
                country=cell.column,
                key=item.key,
                label=item.label,
                records=tuple(basis.key for basis in borne.get(item.key, ())),
            )


def _difference(difference: Difference) -> DataDifference:
    return DataDifference(
        id=difference.id,
        number=difference.number,
        row=difference.row,
        countries=difference.country,
        table_says=difference.table_says,
        text_says=difference.text_says,
        places=difference.where,
        verdict=difference.verdict,
        note=difference.note,
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

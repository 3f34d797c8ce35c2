"""An organisation's own records as a table and a document, for its own people alone.

They are not part of the open data: what an organisation has written is licensed by nobody else.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from samspill.foundation.access.public import Actor
from samspill.foundation.documents.spreadsheets import write_csv
from samspill.register.access import records_seen_by
from samspill.register.data_files import VERSION
from samspill.register.models import OwnRecord
from samspill.toolbox.languages import in_language
from samspill.toolbox.reform.loading import grades
from samspill.toolbox.reform.own_records import OwnContent, source_kinds


class OwnDataRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record as it is written. `state` tells who sees it."""

    key: str
    state: str
    content: OwnContent


class OwnDataSet(msgspec.Struct, frozen=True, kw_only=True):
    version: str
    records: tuple[OwnDataRecord, ...]


def as_json(actor: Actor) -> bytes:
    records = (
        OwnDataRecord(key=str(own.pk), state=own.state, content=own.told) for own in _own(actor)
    )
    data = OwnDataSet(version=VERSION, records=tuple(records))
    return msgspec.json.format(msgspec.json.encode(data), indent=1)


def as_csv(actor: Actor, language: str) -> bytes:
    """Return one row for each fact; a record that has none yet has a row of its own."""
    return write_csv(_rows(actor, language))


def _own(actor: Actor) -> Iterator[OwnRecord]:
    """Yield the records of the actor's organisation, and not those that others share."""
    yield from records_seen_by(actor).filter(organisation=actor.organisation_id)


def _rows(actor: Actor, language: str) -> Iterator[tuple[str, ...]]:
    yield (
        *("record", "state", "name", "lead", "period", "units", "frame", "purposes", "relations"),
        *("sectors", "means", "part", "text", "source", "page", "source_kind", "how_sure"),
        "version",
    )
    for own in _own(actor):
        told = own.told
        head = (
            *(str(own.pk), own.state, told.name, told.lead, told.period, told.units, told.frame),
            *(" ".join(told.purposes), " ".join(told.relations)),
            *(" ".join(told.sectors), " ".join(told.means)),
        )
        for fact in told.facts:
            kind = in_language(source_kinds()[fact.source_kind].name, language)
            sure = in_language(grades()[fact.grade].words, language)
            said = (fact.part, fact.text, fact.source, fact.page, kind, sure)
            yield (*head, *said, VERSION)
        if not told.facts:
            yield (*head, *[""] * 6, VERSION)

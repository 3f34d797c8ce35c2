"""The note's table 3.1 from the register: what cells rest on, and where the text differs."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from samspill.register.facts_shown import country_name, place_name
from samspill.toolbox.reform.facts import Fact
from samspill.toolbox.reform.loading import Known, what_is_known
from samspill.toolbox.reform.records import Cell, Difference, Initiative

# What the rows of the table are called in the register.
KINDS = {"formal": "purpose", "relasjon": "relation", "sektor": "sector", "tilnaerming": "means"}
# The table is the note's; what the other texts say is not in it.
WORK = "dfo"


@dataclass(frozen=True)
class Basis:
    """A record that a cell rests on; `is_inferred` where the link is ours."""

    key: str
    name: str
    is_inferred: bool


@dataclass(frozen=True)
class ShownItem:
    """One thing in a cell, with the records that bear it; none where the register cannot."""

    label: str
    basis: tuple[Basis, ...]


@dataclass(frozen=True)
class ShownCell:
    """`printed` is what the table has, `added` what the text has beside; `numbers` lead below."""

    printed: tuple[ShownItem, ...]
    added: tuple[ShownItem, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class ShownRow:
    label: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True)
class ShownDifference:
    """`number` is the difference's own of ten, or its id where it stands under *also*."""

    id: str
    number: str
    where: str
    table_says: str
    text_says: str
    source: str
    verdict: str
    note: str


@dataclass(frozen=True)
class ShownContradiction:
    id: str
    kind: str
    text: str
    source: str
    note: str


@dataclass(frozen=True)
class TablePage:
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[ShownRow, ...]
    numbered: tuple[ShownDifference, ...]
    also: tuple[ShownDifference, ...]
    missing: tuple[str, ...]


def table_page(language: str) -> TablePage:
    known = what_is_known(language)
    cells = {(cell.row, cell.column): cell for cell in known.cell}
    labels = row_labels()
    rows = tuple(
        ShownRow(
            labels[row],
            tuple(_cell(known, cells[row, column]) for column in known.table.columns),
        )
        for row in known.table.rows
    )
    ordered = sorted(known.difference, key=lambda each: each.number or 0)
    return TablePage(
        title=known.table.title,
        note=known.table.note,
        columns=tuple(country_name(column) for column in known.table.columns),
        rows=rows,
        numbered=tuple(_difference(each, language) for each in ordered if each.number),
        also=tuple(_difference(each, language) for each in known.difference if not each.number),
        missing=tuple(_missing(known, rows)),
    )


def row_labels() -> dict[str, str]:
    """Return the rows of the note's table, and what a difference in all of it is called."""
    return {
        "formal": _("Purpose"),
        "relasjon": _("Whom trust is between"),
        "sektor": _("Sector"),
        "tilnaerming": _("Approach and methods"),
        "alle": _("The whole table"),
    }


def contradictions(language: str) -> tuple[ShownContradiction, ...]:
    """Return where the text says two things, and where two of the texts do."""
    return tuple(
        ShownContradiction(
            each.id,
            each.kind,
            each.text,
            "; ".join(place_name(place, language) for place in each.where),
            each.note,
        )
        for each in what_is_known(language).contradiction
    )


def borne_keys(known: Known, row: str, country: str) -> dict[str, tuple[Basis, ...]]:
    """Return every key that records of a country bear in a row, with those records."""
    borne: dict[str, list[Basis]] = {}
    for each in known.initiative:
        if each.country != country:
            continue
        facts = [fact for fact in _facts(each, row) if fact.key and fact.work == WORK]
        for key in dict.fromkeys(fact.key for fact in facts):
            is_inferred = all(fact.inferred for fact in facts if fact.key == key)
            borne.setdefault(key, []).append(Basis(each.key, each.name, is_inferred))
    return {key: tuple(basis) for key, basis in borne.items()}


def _facts(initiative: Initiative, row: str) -> tuple[Fact, ...]:
    facts = {
        "formal": initiative.purposes,
        "relasjon": initiative.relations,
        "sektor": initiative.sectors,
        "tilnaerming": initiative.means,
    }
    return facts[row]


def _cell(known: Known, cell: Cell) -> ShownCell:
    borne, kind = borne_keys(known, cell.row, cell.column), KINDS[cell.row]
    printed = {item.key for item in cell.items}
    return ShownCell(
        printed=tuple(ShownItem(item.label, borne.get(item.key, ())) for item in cell.items),
        added=tuple(
            ShownItem(known.names[kind, key], basis)
            for key, basis in borne.items()
            if key not in printed
        ),
        numbers=tuple(
            _number(each)
            for each in known.difference
            if each.row == cell.row and {cell.column, "alle"} & set(each.country)
        ),
    )


def _missing(known: Known, rows: tuple[ShownRow, ...]) -> list[str]:
    """Return what the table has and no record bears, with row and country."""
    return [
        f"{row.label}, {country_name(column)}: {item.label}"
        for row in rows
        for column, cell in zip(known.table.columns, row.cells, strict=True)
        for item in cell.printed
        if not item.basis
    ]


def _number(difference: Difference) -> str:
    return str(difference.number or difference.id)


def _difference(difference: Difference, language: str) -> ShownDifference:
    countries = ", ".join(country_name(country) for country in difference.country)
    label = row_labels()[difference.row]
    return ShownDifference(
        id=difference.id,
        number=_number(difference),
        where=f"{countries}, {label[:1].lower()}{label[1:]}",
        table_says=difference.table_says,
        text_says=difference.text_says,
        source="; ".join(place_name(place, language) for place in difference.where),
        verdict=difference.verdict,
        note=difference.note,
    )

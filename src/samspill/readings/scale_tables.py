"""A reading as tables: the answers along the top, a statement in each row.

One table holds what is on one scale and rounded alike: a fifth and a tenth never share a column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from samspill.readings.reading import Reading, StoredItem, StoredScale
from samspill.toolbox.languages import in_language

Row = TypeVar("Row")


@dataclass(frozen=True)
class ScaleTable(Generic[Row]):
    """Statements on one scale, in one rounding. `dont_know` is the label of that, where it was one.

    `shares` says what the numbers are.
    """

    labels: tuple[str, ...]
    dont_know: str
    shares: str
    items: tuple[Row, ...]


def scale_tables(
    reading: Reading, rows: Sequence[Row], language: str
) -> tuple[ScaleTable[Row], ...]:
    """Put together what is on one scale and rounded alike, in the order scales are used."""
    tables = []
    for scale in _used(reading):
        on_scale = [
            (item, row)
            for item, row in zip(reading.items, rows, strict=True)
            if item.scale == scale.key
        ]
        rounded_alike = (
            [row for item, row in on_scale if not _is_in_fifths(item)],
            [row for item, row in on_scale if _is_in_fifths(item)],
        )
        for are_fifths, together in enumerate(rounded_alike):
            if together:
                tables.append(_table(scale, together, language, in_fifths=bool(are_fifths)))
    return tuple(tables)


def _table(
    scale: StoredScale, rows: Sequence[Row], language: str, *, in_fifths: bool
) -> ScaleTable[Row]:
    few = _("‘few’ means few or none.")
    shares = (
        _("Fifths of the answers, rounded.") if in_fifths else _("Tenths of the answers, rounded.")
    )
    return ScaleTable(
        labels=in_language(scale.points_short, language),
        dont_know=in_language(scale.dont_know, language) if scale.dont_know else "",
        shares=f"{shares} {few}",
        items=tuple(rows),
    )


def _used(reading: Reading) -> list[StoredScale]:
    first_used = [item.scale for item in reading.items]
    used = [scale for scale in reading.scales if scale.key in first_used]
    return sorted(used, key=lambda scale: first_used.index(scale.key))


def _is_in_fifths(item: StoredItem) -> bool:
    """Return whether a row says fifths; one without numbers stands with those in tenths."""
    return item.figures.form == "fifths"

"""A piece of a large file of answers: some people, where their answers stand, and their groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from samspill.lab.answer_files import (
    MOST_GROUPS,
    NotOnScaleError,
    Spellings,
    Wanted,
    too_many_groups,
)
from samspill.lab.statistics.accumulation import Codes
from samspill.lab.statistics.score_tables import Places

# A column with more spellings than this is not one of answers.
MOST_SPELLINGS = 10_000


@dataclass(frozen=True)
class Piece:
    """Some people: where each answer stands, and their groups as codes; and the share read so far.

    `places` has shape (n_respondents, n_items); see `ScaleCounts.from_places`.
    """

    places: Places
    codes: Codes
    share: float


class Groups:
    """Gives every group a code, in the order they are met; the empty name is for the unsaid."""

    def __init__(self, name: str, by: str | None) -> None:
        self.name = name
        self.by = by
        self._codes: dict[str, int] = {"": 0}

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(self._codes)

    def code(self, group: str) -> int:
        code = self._codes.setdefault(group, len(self._codes))
        if code > MOST_GROUPS:
            raise too_many_groups(self.name, self.by or "")
        return code

    def codes(self, column: pl.Series) -> Codes:
        """Return the code of every cell; each spelling is looked at once."""
        spellings = column.unique()
        codes_of_spellings = [self.code(_group_name(spelling)) for spelling in spellings.to_list()]
        codes = column.replace_strict(spellings, codes_of_spellings, return_dtype=pl.Int32)
        return codes.to_numpy().astype(np.intp)


def turn(places: Places, wanted: Wanted) -> Places:
    """Turn the turned items; a missing answer stays missing."""
    points = wanted.scale.points
    for item, name in enumerate(wanted.items):
        if name in wanted.reversed_items:
            own = places[:, item]
            places[:, item] = np.where(own < points, points - 1 - own, own)
    return places


def understand_cells(column: pl.Series, spellings: Spellings) -> npt.NDArray[np.int8]:
    """Return where on the scale every cell of text stands; each spelling is understood once."""
    cells = column.fill_null("")
    distinct = cells.unique()
    if len(distinct) > MOST_SPELLINGS:
        raise NotOnScaleError(str(distinct[0]))
    places = [spellings[cell] for cell in distinct.to_list()]
    return cells.replace_strict(distinct, places, return_dtype=pl.Int8).to_numpy()


def _group_name(cell: Any) -> str:
    if cell is None:
        return ""
    # A column of numbers becomes one of decimals where somebody has no number.
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell != cell else str(cell).strip()  # noqa: PLR0124 - not a number

"""Whole rows of a file of answers, added up as they come: what reliability is computed from."""

from __future__ import annotations

import numpy as np

from samspill.lab.statistics.sufficient_statistics import Sums
from samspill.science.scales import ResponseScale

# Rows that are held before they are added up.
ROWS = 4096


class AnswersTogether:
    """Adds up rows, each the places on the scale that one person chose, the last for missing."""

    def __init__(self, scale: ResponseScale, reversed_items: tuple[bool, ...]) -> None:
        self.scale = scale
        self.is_reversed = np.array(reversed_items)
        self._rows: list[list[int]] = []
        self._sums: Sums | None = None

    def add(self, places: list[int]) -> None:
        self._rows.append(places)
        if len(self._rows) == ROWS:
            self._add_up()

    def sums(self) -> Sums | None:
        """Return the sums of everybody who answered every item; None where nobody was added."""
        self._add_up()
        return self._sums

    def _add_up(self) -> None:
        if not self._rows:
            return
        places = np.array(self._rows, dtype=np.float64)
        self._rows = []
        places[places == self.scale.points] = np.nan
        last = self.scale.points - 1
        found = Sums.from_ratings(np.where(self.is_reversed, last - places, places))
        self._sums = found if self._sums is None else self._sums + found

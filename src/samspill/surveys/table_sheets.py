"""What one table sees of its own sheet: the scores as they were read aloud, and where to begin.

This never leaves the table. What leaves the room is a release, like everything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

Signal = Literal["wide", "low", ""]

# Samspill's own rule: three quarters of the scale between the lowest and the highest score is
# wide; low are the two lowest means on the lower half. Wide comes before low.
WIDE_SHARE = Fraction(3, 4)
LOW_ITEMS = 2
NO_SCORE = "–"
MOST_AT_A_TABLE = 12


@dataclass(frozen=True)
class SheetRow:
    """One statement on the sheet: the scores in the order people were written down."""

    number: int
    text: str
    scores: tuple[str, ...]
    signal: Signal
    talk: str


@dataclass(frozen=True)
class Sheet:
    """The sheet of one table; nothing is marked until at least two have been written down."""

    number: int
    people: int
    rows: tuple[SheetRow, ...]

    @property
    def is_full(self) -> bool:
        return self.people >= MOST_AT_A_TABLE

    @property
    def can_be_compared(self) -> bool:
        return self.people > 1

    @property
    def wide(self) -> tuple[SheetRow, ...]:
        return tuple(row for row in self.rows if row.signal == "wide")

    @property
    def low(self) -> tuple[SheetRow, ...]:
        return tuple(row for row in self.rows if row.signal == "low")


def read_sheet(
    content: dict[str, Any], number: int, columns: Sequence[Sequence[int | None]], language: str
) -> Sheet:
    """Return a table's sheet, with what the table should talk about marked."""
    by_item = [[column[place] for column in columns] for place in range(len(content["items"]))]
    signals = _signals(by_item, content["scale"]["low"], content["scale"]["high"])
    rows = [
        SheetRow(
            number=place,
            text=item["text"][language],
            scores=tuple(NO_SCORE if one is None else str(one) for one in scores),
            signal=signal,
            talk=item["talk"][language],
        )
        for place, (item, scores, signal) in enumerate(
            zip(content["items"], by_item, signals, strict=True), start=1
        )
    ]
    return Sheet(number, len(columns), tuple(rows))


def _signals(by_item: Sequence[Sequence[int | None]], low: int, high: int) -> list[Signal]:
    given = [[one for one in scores if one is not None] for scores in by_item]
    wide = {
        place
        for place, scores in enumerate(given)
        if len(scores) > 1 and max(scores) - min(scores) >= WIDE_SHARE * (high - low)
    }
    means = {
        place: Fraction(sum(scores), len(scores))
        for place, scores in enumerate(given)
        if len(scores) > 1 and place not in wide
    }
    below = [place for place, mean in means.items() if 2 * mean < low + high]
    lowest = sorted(below, key=lambda place: (means[place], place))[:LOW_ITEMS]
    return [
        "wide" if place in wide else "low" if place in lowest else "" for place in range(len(given))
    ]

"""What one table sees of its own sheet: the scores as they were read aloud, and where to begin.

This never leaves the table. What leaves the room is a release, like everything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from samspill.toolbox.languages import in_language
from samspill.toolbox.round_content import DONT_KNOW, RoundContent, ScaleContent

Signal = Literal["strong", "wide", "low", ""]

# Samspill's own rule: three quarters of the scale between the lowest and the highest score is
# wide; low are the two lowest means on the lower half, strong the two highest on the upper. Wide
# comes before both.
WIDE_SHARE = Fraction(3, 4)
LOW_ITEMS = STRONG_ITEMS = 2
NO_SCORE = "–"
DONT_KNOW_SIGN = "?"
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
    # How many another phone has written down before: counted, and read by nobody.
    sealed: int = 0
    # So many must have read aloud before anything is marked.
    opens_from: int = 0

    @property
    def has_dont_know(self) -> bool:
        return any(DONT_KNOW_SIGN in row.scores for row in self.rows)

    @property
    def is_full(self) -> bool:
        return self.people + self.sealed >= MOST_AT_A_TABLE

    @property
    def can_be_compared(self) -> bool:
        return self.people > 1 and not self.waits_for

    @property
    def waits_for(self) -> int:
        """How many at the table have not read aloud yet, where it is known how many sit there."""
        return max(0, self.opens_from - self.people - self.sealed)

    @property
    def strong(self) -> tuple[SheetRow, ...]:
        return tuple(row for row in self.rows if row.signal == "strong")

    @property
    def wide(self) -> tuple[SheetRow, ...]:
        return tuple(row for row in self.rows if row.signal == "wide")

    @property
    def low(self) -> tuple[SheetRow, ...]:
        return tuple(row for row in self.rows if row.signal == "low")


def read_sheet(
    asked: RoundContent,
    number: int,
    columns: Sequence[Sequence[int | None]],
    language: str,
    *,
    sealed: int = 0,
    opens_from: int = 0,
) -> Sheet:
    """Return a table's sheet, with what the table should talk about marked.

    The first `sealed` of the columns were written by another phone, and are left out.
    """
    columns = columns[sealed:]
    by_item = [[column[place] for column in columns] for place in range(len(asked.items))]
    signals = _signals(by_item, [asked.scale_of(item) for item in asked.items])
    rows = [
        SheetRow(
            number=place,
            text=in_language(item.text, language),
            scores=tuple(_written(score) for score in scores),
            signal=signal,
            talk=in_language(item.talk, language),
        )
        for place, (item, scores, signal) in enumerate(
            zip(asked.items, by_item, signals, strict=True), start=1
        )
    ]
    return Sheet(number, len(columns), tuple(rows), sealed, opens_from)


def _written(score: int | None) -> str:
    if score is None:
        return NO_SCORE
    return DONT_KNOW_SIGN if score == DONT_KNOW else str(score)


def _signals(
    by_item: Sequence[Sequence[int | None]], scales: Sequence[ScaleContent]
) -> list[Signal]:
    """Say what to talk about; scores on different scales are compared by how far up they lie."""
    given = [
        [_height(score, scale) for score in scores if score not in (None, DONT_KNOW)]
        for scores, scale in zip(by_item, scales, strict=True)
    ]
    wide = {
        place
        for place, heights in enumerate(given)
        if len(heights) > 1 and max(heights) - min(heights) >= WIDE_SHARE
    }
    means = {
        place: sum(heights) / len(heights)
        for place, heights in enumerate(given)
        if len(heights) > 1 and place not in wide
    }
    below = [place for place, mean in means.items() if 2 * mean < 1]
    above = [place for place, mean in means.items() if 2 * mean > 1]
    marked: dict[int, Signal] = dict.fromkeys(wide, "wide")
    for place in sorted(below, key=lambda place: (means[place], place))[:LOW_ITEMS]:
        marked[place] = "low"
    for place in sorted(above, key=lambda place: (-means[place], place))[:STRONG_ITEMS]:
        marked[place] = "strong"
    return [marked.get(place, "") for place in range(len(given))]


def _height(score: int | None, scale: ScaleContent) -> Fraction:
    """Return how far up on its scale a score lies, from 0 to 1."""
    return Fraction((score or 0) - scale.low, scale.high - scale.low)

"""What one table sees of its own sheet: the scores as they were read aloud, and where to begin.

This never leaves the table. What leaves the room is a release, like everything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from samspill.surveys.table_talk import MANY_AT_A_TABLE, Signal, signals_of, width_of
from samspill.toolbox.languages import in_language
from samspill.toolbox.round_content import DONT_KNOW, RoundContent, ScaleContent

NO_SCORE = "–"
DONT_KNOW_SIGN = "?"
MOST_AT_A_TABLE = 12


@dataclass(frozen=True)
class Seats:
    """What a table has said of itself: how many sit there, if all have read, who was struck."""

    sits: int = 0
    have_all_read: bool = False
    struck: int = 0


@dataclass(frozen=True)
class SheetRow:
    """One statement on the sheet: the scores in the order people were written down."""

    number: int
    text: str
    scores: tuple[str, ...]
    signal: Signal
    talk: str
    width: Fraction
    # From the lowest to the highest that was read, each with its words.
    reach: str


@dataclass(frozen=True)
class Sheet:
    """The sheet of one table; nothing is to be talked about until all who sit there have read."""

    number: int
    people: int
    rows: tuple[SheetRow, ...]
    # How many sit at the table, as they have said; and whether all of them have read.
    sits: int = 0
    have_all_read: bool = False
    # The person who was struck out last, and may be put back; 0 for none.
    struck: int = 0
    # How many another phone has written down before: counted, and read by nobody.
    sealed: int = 0

    @property
    def is_crowded(self) -> bool:
        return self.sits > MANY_AT_A_TABLE

    @property
    def has_dont_know(self) -> bool:
        return any(DONT_KNOW_SIGN in row.scores for row in self.rows)

    @property
    def is_full(self) -> bool:
        return self.people + self.sealed >= MOST_AT_A_TABLE

    @property
    def can_be_compared(self) -> bool:
        """Whether the table may talk: at least two have been written down, and all have read."""
        return self.people > 1 and self.have_all_read

    @property
    def stands_out(self) -> bool:
        return bool(self.strong or self.wide or self.low)

    @property
    def strong(self) -> tuple[SheetRow, ...]:
        return tuple(row for row in self.rows if row.signal == "strong")

    @property
    def wide(self) -> tuple[SheetRow, ...]:
        """Return the statements whose scores lie furthest apart, widest first."""
        wide = [row for row in self.rows if row.signal == "wide"]
        return tuple(sorted(wide, key=lambda row: (-row.width, row.number)))

    @property
    def low(self) -> tuple[SheetRow, ...]:
        return tuple(row for row in self.rows if row.signal == "low")


def read_sheet(
    asked: RoundContent,
    number: int,
    columns: Sequence[Sequence[int | None]],
    language: str,
    *,
    seats: Seats | None = None,
    sealed: int = 0,
) -> Sheet:
    """Return a table's sheet, with what the table should talk about marked.

    The first `sealed` of the columns were written by another phone, and are left out.
    """
    columns = columns[sealed:]
    by_item = [[column[place] for column in columns] for place in range(len(asked.items))]
    scales = [asked.scale_of(item) for item in asked.items]
    signals = signals_of(by_item, scales)
    rows = [
        SheetRow(
            number=place,
            text=in_language(item.text, language),
            scores=tuple(_written(score) for score in scores),
            signal=signal,
            talk=in_language(item.talk, language),
            width=width_of(scores, scale),
            reach=_reach(scores, scale, language),
        )
        for place, (item, scores, scale, signal) in enumerate(
            zip(asked.items, by_item, scales, signals, strict=True), start=1
        )
    ]
    said = seats or Seats()
    return Sheet(
        number,
        len(columns),
        tuple(rows),
        sits=said.sits,
        have_all_read=said.have_all_read or 0 < said.sits <= len(columns) + sealed,
        struck=said.struck,
        sealed=sealed,
    )


def _reach(scores: Sequence[int | None], scale: ScaleContent, language: str) -> str:
    """Say the lowest and the highest score with their words: "1 Helt uenig – 4 Enig"."""
    given = sorted({score for score in scores if score is not None and score != DONT_KNOW})
    labels = in_language(scale.points, language)
    said = [_with_word(score, labels[score - scale.low]) for score in given]
    return said[0] if len(said) == 1 else f"{said[0]} – {said[-1]}" if said else ""


def _with_word(score: int, label: str) -> str:
    return label if label == str(score) else f"{score} {label}"


def _written(score: int | None) -> str:
    if score is None:
        return NO_SCORE
    return DONT_KNOW_SIGN if score == DONT_KNOW else str(score)

"""The shapes a drawing is made of, with coordinates written as text.

A template that formats a number would write a comma in Norwegian, which no drawing understands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Form: TypeAlias = Literal["hidden", "words", "fifths", "tenths", "near_unanimous"]


@dataclass(frozen=True)
class Box:
    """A well, a tile or a hatched area."""

    x: str
    y: str
    width: str
    height: str
    radius: str


@dataclass(frozen=True)
class Stroke:
    """A straight line."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Word:
    """A text at a place; `anchor` is SVG's start, middle or end."""

    text: str
    x: str
    y: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Ring:
    """Where the middle was last time."""

    x: str
    y: str
    radius: str


@dataclass(frozen=True)
class Row:
    """One line of the table that says the same."""

    label: str
    text: str


@dataclass(frozen=True)
class DistributionFigure:
    """What the template needs to draw one distribution, in words and in coordinates.

    `key` is unique on the page. `whole` is 10 or 5: tiles in all.
    `has_drawing` is false for the forms that are words only.
    """

    key: str
    form: Form
    title: str
    description: str
    small: bool
    camps: bool
    whole: int
    has_drawing: bool = False
    height: str = "0"
    wells: tuple[Box, ...] = ()
    tiles: tuple[Box, ...] = ()
    hatched: tuple[Box, ...] = ()
    hatching: tuple[Stroke, ...] = ()
    side_lines: tuple[Stroke, ...] = ()
    sum_words: tuple[Word, ...] = ()
    words: tuple[Word, ...] = ()
    track: tuple[Stroke, ...] = ()
    diamond: str = ""
    middle_word: Word | None = None
    interval: tuple[Stroke, ...] = ()
    ring: Ring | None = None
    ring_word: Word | None = None
    arrow: Stroke | None = None
    arrow_head: str = ""
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Span:
    """From `left` to `right` along the drawing, in units."""

    left: float
    right: float

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        return self.right - self.left


def box(span: Span, y: float, height: float, radius: float) -> Box:
    return Box(number(span.left), number(y), number(span.width), number(height), number(radius))


def number(value: float) -> str:
    """Write a coordinate to one decimal, with a point whatever the language."""
    return f"{round(value, 1) + 0:g}" if abs(value) < 1000 else f"{value:.0f}"

"""Sensible guesses: which column is which statement, and where on the scale each text belongs.

Guesses are shown to the facilitator, who can change every one of them. What is not understood is
left open, and must be answered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from samspill.toolbox.catalogue import LANGUAGES
from samspill.toolbox.scale_words import forms_of, scale_words

# Texts that are as alike as this are the same statement, with a slip or two.
ALIKE = 82.0
# "4", "4,0", "4 - Delvis enig", "4. Enig", "Enig (4)".
NUMBER = re.compile(r"([+-]?\d{1,4})(?:[.,]0*)?(?:\s*[-–—:.)=]\s*\D.*)?|\D*\((\d{1,2})\)")
# "Q3", "Spørsmål 3", "3.", "p3", "3 Vi lytter".
ORDINAL = re.compile(r"\D{0,12}?(\d{1,3})\b")

NO_ANSWER = "none"
Column = Mapping[str, Any]


# --- Which column is which statement -----------------------------------------------------------


def guess_columns(columns: Sequence[Column], content: Mapping[str, Any]) -> list[int | None]:
    """Return for each item of an instrument the place of its column, or None.

    By the wording, in any language; then by the number in the heading; and where no heading tells
    and there are just as many columns of answers as items, by their order.
    """
    found = _by_wording(columns, content["items"])
    open_columns = [
        place
        for place, column in enumerate(columns)
        if place not in found and looks_like_answers(column, content["scale"])
    ]
    missing = [place for place, one in enumerate(found) if one is None]
    if missing and len(missing) == len(found):
        by_number = _by_number(columns, open_columns, len(found))
        if by_number:
            return by_number
        if len(open_columns) == len(found):
            return list(open_columns)
    return found


def looks_like_answers(column: Column, scale: Mapping[str, Any]) -> bool:
    """Tell whether at least half of the texts in a column are points of the scale."""
    values = column["values"]
    if not values:
        return False
    guessed = guess_points(values, scale)
    known = [one for one in guessed.values() if one is not None]
    on_scale = [one for one in known if one != NO_ANSWER]
    return bool(on_scale) and 2 * len(known) >= len(values)


def _by_wording(columns: Sequence[Column], items: Sequence[Mapping[str, Any]]) -> list[int | None]:
    """Match headings to wordings, the most alike first; each column and item is used once."""
    names = [column["name"] for column in columns]
    scored = []
    for place, item in enumerate(items):
        for language in LANGUAGES:
            hits = process.extract(
                item["text"][language], names, scorer=_alike, score_cutoff=ALIKE, limit=3
            )
            scored += [(score, place, column) for _name, score, column in hits]
    found: list[int | None] = [None] * len(items)
    for _score, place, column in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if found[place] is None and column not in found:
            found[place] = column
    return found


def _alike(wording: str, name: str, **_more: Any) -> float:
    """Return how alike two texts are, 0 to 100; a heading may have words around the wording."""
    one, other = default_process(wording), default_process(name)
    if len(other) < 0.6 * len(one):
        return 0.0
    return max(fuzz.ratio(one, other), 0.97 * fuzz.partial_ratio(one, other))


def _by_number(
    columns: Sequence[Column], places: Sequence[int], items: int
) -> list[int | None] | None:
    numbers: dict[int, int] = {}
    for place in places:
        number = ORDINAL.match(columns[place]["name"])
        if number and 1 <= int(number[1]) <= items:
            numbers.setdefault(int(number[1]), place)
    if len(numbers) < items:
        return None
    return [numbers[number] for number in range(1, items + 1)]


# --- Where on the scale -------------------------------------------------------------------------


def guess_points(values: Sequence[str], scale: Mapping[str, Any]) -> dict[str, str | None]:
    """Return for each text its point on the scale, `NO_ANSWER`, or None where it is not known.

    By the words of the scale itself in three languages, by words that are often used for as many
    points, and by number.
    """
    own = [
        {text.casefold(): place for place, text in enumerate(scale[name][language])}
        for name in ("points", "points_short")
        for language in LANGUAGES
    ]
    points = scale["high"] - scale["low"] + 1
    lists = [*own, *scale_words().lists.get(points, ())]
    return {value: _guess_point(value, scale, lists) for value in values}


def _guess_point(
    value: str, scale: Mapping[str, Any], lists: Sequence[Mapping[str, int]]
) -> str | None:
    forms = forms_of(value)
    words = scale_words()
    for places in lists:
        for form in forms:
            if form in places:
                return str(scale["low"] + places[form])
    if any(form in words.missing for form in forms):
        return NO_ANSWER
    number = NUMBER.fullmatch(forms[0])
    if number is None:
        return None
    point = int(number[1] or number[2])
    if scale["low"] <= point <= scale["high"]:
        return str(point)
    return NO_ANSWER if number[1] in words.codes else None


# --- Which group ---------------------------------------------------------------------------------


def guess_names(values: Sequence[str], names: Mapping[str, str]) -> dict[str, str]:
    """Return for each text the key of the name that is most like it; those without are left out."""
    found: dict[str, str] = {}
    for value in values:
        hits = process.extract(
            value, names, scorer=fuzz.WRatio, processor=default_process, score_cutoff=88, limit=1
        )
        if hits:
            found[value] = hits[0][2]
    return found


# --- Which scale ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class ScaleGuess:
    """How many points a file seems to use, the columns that use them, and the words of the ends."""

    points: int
    columns: tuple[int, ...]
    lowest: str
    highest: str


def guess_scale(columns: Sequence[Column]) -> ScaleGuess:
    """Return the scale on which most columns are understood whole; five points where none is."""
    guesses = [_guess_of(columns, points) for points in (5, 4, 6, 7)]
    return max(guesses, key=lambda one: len(one.columns))


def _guess_of(columns: Sequence[Column], points: int) -> ScaleGuess:
    numbers = [str(point) for point in range(1, points + 1)]
    labels = dict.fromkeys(LANGUAGES, numbers)
    scale = {"low": 1, "high": points, "points": labels, "points_short": labels}
    understood, ends = [], {1: "", points: ""}
    for place, column in enumerate(columns):
        guessed = guess_points(column["values"] or (), scale)
        on_scale = {text: one for text, one in guessed.items() if one not in (None, NO_ANSWER)}
        if len(on_scale) < 2 or None in guessed.values():
            continue
        understood.append(place)
        for text, point in on_scale.items():
            if point in ("1", str(points)) and not text.isdecimal():
                ends[int(point)] = ends[int(point)] or text[:40]
    return ScaleGuess(points, tuple(understood), ends[1], ends[points])

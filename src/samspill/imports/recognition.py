"""Sensible guesses: which column is which statement, and where on the scale each text belongs.

Guesses are shown to the facilitator, who can change every one of them. What is not understood is
left open, and must be answered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from samspill.toolbox import languages
from samspill.toolbox.languages import LocalizedList, LocalizedText, in_language
from samspill.toolbox.round_content import DONT_KNOW, ItemContent, RoundContent
from samspill.toolbox.scale_words import forms_of, scale_words

# Texts that are as alike as this are the same statement, with a slip or two.
ALIKE = 82.0
SAME_NAME = 88.0
# "4", "4,0", "4 - Delvis enig", "4. Enig", "Enig (4)".
NUMBER = re.compile(r"([+-]?\d{1,4})(?:[.,]0*)?(?:\s*[-–—:.)=]\s*\D.*)?|\D*\((\d{1,2})\)")
# "Q3", "Spørsmål 3", "3.", "p3", "3 Vi lytter".
ORDINAL = re.compile(r"\D{0,12}?(\d{1,3})\b")

# A heading of so many words is what was asked, and not a code for it.
WORDS_OF_A_SENTENCE = 5
# "Q1[SQ003]", "Q1_3".
LAST_NUMBER = re.compile(r".*?(\d{1,3})\D*$")
DENIALS = frozenset({"ikke", "ikkje", "aldri", "ingen", "not", "never", "no"})
# Words that many names of partners have.
IN_MANY_NAMES = frozenset({"kommune", "kommunen", "herad", "municipality"})

NO_ANSWER = "none"
BESIDE_THE_SCALE = (NO_ANSWER, str(DONT_KNOW))
Column = Mapping[str, Any]


class AnswersOnAScale(Protocol):
    """What is known of a scale where texts are to be placed on it; `ScaleContent` is one."""

    @property
    def low(self) -> int: ...
    @property
    def high(self) -> int: ...
    @property
    def points(self) -> LocalizedList: ...
    @property
    def points_short(self) -> LocalizedList: ...
    @property
    def dont_know(self) -> LocalizedText | None: ...


@dataclass(frozen=True)
class NumberedScale:
    """A scale whose answers have no words yet."""

    low: int
    high: int
    points: LocalizedList
    points_short: LocalizedList
    dont_know: LocalizedText | None = None


# --- Which column is which statement -----------------------------------------------------------


def guess_columns(columns: Sequence[Column], asked: RoundContent) -> list[int | None]:
    """Return for each item of an instrument the place of its column, or None.

    By the wording, in any language; then by the number in the heading; and where no heading tells
    and there are just as many columns of answers as items, by their order. A column whose texts
    were not kept has no answers. Headings that are sentences say what was asked: where they are
    other statements, neither number nor order makes them these.
    """
    items = asked.items
    worded = columns_by_wording(columns, asked)
    if any(column is not None for column in worded):
        return worded
    with_values = [place for place, column in enumerate(columns) if column["values"]]
    if any(_is_sentence(columns[place]["name"]) for place in with_values):
        return [None] * len(items)
    places = [
        place
        for place in with_values
        if any(looks_like_answers(columns[place], scale) for scale in asked.scales)
    ]
    by_number = _by_number([columns[place]["name"] for place in places], len(items))
    if by_number is None and len(places) == len(items):
        return list(places)
    return [None] * len(items) if by_number is None else [places[column] for column in by_number]


def columns_by_wording(columns: Sequence[Column], asked: RoundContent) -> list[int | None]:
    """Return for each item the place of the column whose heading is its wording, or None.

    Also a column that nobody has answered: it was asked all the same.
    """
    kept = [place for place, column in enumerate(columns) if column["values"] is not None]
    worded = _by_wording([columns[place]["name"] for place in kept], asked.items)
    return [None if column is None else kept[column] for column in worded]


def _is_sentence(name: str) -> bool:
    return len(name.split()) >= WORDS_OF_A_SENTENCE


def looks_like_answers(column: Column, scale: AnswersOnAScale) -> bool:
    """Tell whether at least half of the texts in a column are points of the scale."""
    values = column["values"]
    if not values:
        return False
    guessed = guess_points(values, scale)
    known = [point for point in guessed.values() if point is not None]
    on_scale = [point for point in known if point not in BESIDE_THE_SCALE]
    return bool(on_scale) and 2 * len(known) >= len(values)


def _by_wording(names: Sequence[str], items: Sequence[ItemContent]) -> list[int | None]:
    """Match headings to wordings, the most alike first; each column and item is used once."""
    headings = [default_process(name) for name in names]
    column_of: list[int | None] = [None] * len(items)
    if not headings or not items:
        return column_of
    every = languages.LANGUAGES
    wordings = [
        default_process(in_language(item.text, language)) for item in items for language in every
    ]
    alike = _alike(wordings, headings).reshape(len(items), len(every), len(headings)).max(1)
    likely = [(alike[pair], *map(int, pair)) for pair in zip(*np.nonzero(alike), strict=True)]
    for _score, item, column in sorted(likely, key=lambda match: (-match[0], match[1], match[2])):
        if column_of[item] is None and column not in column_of:
            column_of[item] = column
    return column_of


def _alike(wordings: Sequence[str], headings: Sequence[str]) -> NDArray[np.float32]:
    """Return how alike each pair is, `ALIKE` to 100, else 0: a row for each wording.

    A heading may have words around the wording. Where one of the two denies what the other says,
    they are opposites, however alike.
    """
    whole = process.cdist(wordings, headings, scorer=fuzz.ratio, score_cutoff=ALIKE)
    part = process.cdist(wordings, headings, scorer=fuzz.partial_ratio, score_cutoff=ALIKE)
    score = np.maximum(whole, np.float32(0.97) * part)
    lengths = [np.array([len(text) for text in texts]) for texts in (wordings, headings)]
    denies = [
        np.array([not DENIALS.isdisjoint(text.split()) for text in texts])
        for texts in (wordings, headings)
    ]
    is_short = lengths[1][None, :] < 0.6 * lengths[0][:, None]
    is_opposite = denies[0][:, None] != denies[1][None, :]
    return np.where((score < ALIKE) | is_short | is_opposite, np.float32(0), score)


def _by_number(names: Sequence[str], items: int) -> list[int] | None:
    """Find a heading for each number, by the first number in the headings or by the last.

    First among headings that begin alike: "s_4" belongs to "s_1", and "statoverall_4" does not.
    """
    for pattern in (ORDINAL, LAST_NUMBER):
        by_stem: dict[str, dict[int, int]] = {}
        for place, name in enumerate(names):
            number = pattern.match(name)
            if number and 1 <= int(number[1]) <= items:
                stem = by_stem.setdefault(name[: number.start(1)].casefold(), {})
                stem.setdefault(int(number[1]), place)
        for numbers in by_stem.values():
            if len(numbers) == items:
                return [numbers[number] for number in range(1, items + 1)]
    for pattern in (ORDINAL, LAST_NUMBER):
        mixed: dict[int, int] = {}
        for place, name in enumerate(names):
            number = pattern.match(name)
            if number and 1 <= int(number[1]) <= items:
                mixed.setdefault(int(number[1]), place)
        if len(mixed) == items:
            return [mixed[number] for number in range(1, items + 1)]
    return None


# --- Where on the scale -------------------------------------------------------------------------


def guess_points(values: Sequence[str], scale: AnswersOnAScale) -> dict[str, str | None]:
    """Return for each text its point on the scale, `NO_ANSWER`, or None where it is not known.

    "Don't know" is `DONT_KNOW` as text, on a scale that has it; on others it is no answer.

    By the words of the scale itself in three languages, by words that are often used for as many
    points, and by number. Two words on the same point stay open where another scale has both: the
    file may have more answers than the scale.
    """
    own = [
        {text.casefold(): place for place, text in enumerate(labels)}
        for said in (scale.points, scale.points_short)
        for labels in said.values()
    ]
    points = scale.high - scale.low + 1
    lists = [*own, *scale_words().lists.get(points, ())]
    guessed = {value: _guess_point(value, scale, lists) for value in values}
    return guessed | dict.fromkeys(_told_apart_elsewhere(guessed, points))


def _told_apart_elsewhere(guessed: Mapping[str, str | None], points: int) -> set[str]:
    """Return the texts that mean the same here, and not on a scale of more or fewer points."""
    together: dict[str, list[str]] = {}
    for value, point in guessed.items():
        if point is not None and point not in BESIDE_THE_SCALE:
            together.setdefault(str(point), []).append(value)
    shared = {value: forms_of(value) for same in together.values() if same[1:] for value in same}
    apart: set[str] = set()
    for many, lists in scale_words().lists.items():
        for places in lists if many != points and shared else ():
            for same in together.values():
                known = {
                    value: places[form]
                    for value in same
                    for form in shared.get(value, ())
                    if form in places
                }
                if len(set(known.values())) > 1:
                    apart.update(known)
    return apart


def _guess_point(
    value: str, scale: AnswersOnAScale, lists: Sequence[Mapping[str, int]]
) -> str | None:
    forms = forms_of(value)
    words = scale_words()
    for places in lists:
        for form in forms:
            if form in places:
                return str(scale.low + places[form])
    if scale.dont_know and any(form in _dont_know(scale.dont_know) for form in forms):
        return str(DONT_KNOW)
    if any(form in words.missing for form in forms):
        return NO_ANSWER
    number = NUMBER.fullmatch(forms[0])
    if number is None:
        return None
    point = int(number[1] or number[2])
    if scale.low <= point <= scale.high:
        return str(point)
    return NO_ANSWER if number[1] in words.codes else None


def _dont_know(label: LocalizedText) -> frozenset[str]:
    return scale_words().dont_know | {form for said in label.values() for form in forms_of(said)}


# --- Which group ---------------------------------------------------------------------------------


def guess_names(values: Sequence[str], names: Mapping[str, str]) -> dict[str, str]:
    """Return for each text the key of the name that is most like it; those without are left out."""
    keys = list(names)
    known = [_without_common_words(names[key]) for key in keys]
    key_of: dict[str, str] = {}
    for value in values:
        hit = process.extractOne(_without_common_words(value), known, scorer=fuzz.ratio,
                                 score_cutoff=SAME_NAME)  # fmt: skip
        if hit and hit[0]:
            key_of[value] = keys[hit[2]]
    return key_of


def _without_common_words(name: str) -> str:
    """Return a name as it can be compared: "Bø kommune" and "Bø" are the same."""
    words = default_process(name).split()
    return " ".join(word for word in words if word not in IN_MANY_NAMES) or " ".join(words)


# --- Which scale ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class ScaleGuess:
    """How many points a file seems to use, the columns that use them, and the words of the ends."""

    points: int
    columns: tuple[int, ...]
    lowest: str
    highest: str
    # How many different texts would be one, and whether every point is used.
    lost: int
    is_whole: bool


def guess_scale(columns: Sequence[Column]) -> ScaleGuess:
    """Return the scale on which most columns are understood whole; five points where none is.

    Of several, the one that keeps all the texts apart, and of these the one that is used whole.
    """
    guesses = [(_guess_of(columns, points)) for points in (5, 4, 6, 7)]
    return max(guesses, key=lambda guess: (len(guess.columns), -guess.lost, guess.is_whole))


def _guess_of(columns: Sequence[Column], points: int) -> ScaleGuess:
    numbers = tuple(str(point) for point in range(1, points + 1))
    labels = dict.fromkeys(languages.LANGUAGES, numbers)
    scale = NumberedScale(1, points, labels, labels)
    understood, ends, lost = [], {1: "", points: ""}, 0
    used: set[str] = set()
    for place, column in enumerate(columns):
        guessed = guess_points(column["values"] or (), scale)
        on_scale = {
            text: point
            for text, point in guessed.items()
            if point is not None and point not in BESIDE_THE_SCALE
        }
        if len(on_scale) < 2 or None in guessed.values():
            continue
        understood.append(place)
        used.update(filter(None, on_scale.values()))
        lost += len(on_scale) - len(set(on_scale.values()))
        for text, point in on_scale.items():
            if point in ("1", str(points)) and not text.isdecimal():
                ends[int(point)] = ends[int(point)] or text[:40]
    return ScaleGuess(
        points, tuple(understood), ends[1], ends[points], lost, is_whole=len(used) == points
    )

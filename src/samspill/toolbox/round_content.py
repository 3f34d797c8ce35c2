"""What a round asks, typed and versioned: statements, each with its scale, in every language.

This is what an instrument is made of, what a round freezes when it is made, and what is read back
for as long as the round is kept. A text may lack a language, and `languages.in_language` finds
another; everything else is checked whenever content is read, and refused in words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, Literal, TypeVar

import msgspec

from samspill.toolbox.languages import LocalizedList, LocalizedText, in_language

FORMAT = 2
# Beside the points of a scale a stored rating may be this; None is no answer.
DONT_KNOW = -1
FEWEST_POINTS, MOST_POINTS = 2, 11
# What a sentence about a side of the scale must hold: the place of "six of ten".
SHARE = "{share}"
SENTENCES = ("low_sentence", "middle_sentence", "high_sentence", "low_short", "high_short")
AREAS = ("low_side", "not_low", "middle_side", "high_side", "not_high")

Kind = Literal["statements", "questions", "template"]
Struct = TypeVar("Struct", bound=msgspec.Struct)


class ContentError(ValueError):
    """Content is not as it must be; the message names the place and the fault."""


class ScaleContent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answers one chooses among, and how a share of them is said in a sentence.

    `points` has a label for each whole number from `low` to `high`. `dont_know`, where there is
    one, is the label of an answer of its own that lies on no point.
    """

    key: str
    low: int
    high: int
    points: LocalizedList
    points_short: LocalizedList
    low_sentence: LocalizedText
    middle_sentence: LocalizedText
    high_sentence: LocalizedText
    low_short: LocalizedText
    high_short: LocalizedText
    low_side: LocalizedText
    not_low: LocalizedText
    middle_side: LocalizedText
    high_side: LocalizedText
    not_high: LocalizedText
    dont_know: LocalizedText | None = None

    @property
    def ends(self) -> tuple[int, int]:
        """The identity of a scale: answers on scales with the same ends may be compared."""
        return self.low, self.high

    @property
    def values(self) -> range:
        return range(self.low, self.high + 1)

    def takes(self, rating: int | None) -> bool:
        """Tell whether this can be stored as an answer: a point, no answer, or "don't know"."""
        if rating == DONT_KNOW:
            return self.dont_know is not None
        return rating is None or rating in self.values

    def __post_init__(self) -> None:
        if self.low < 0:
            message = f"low is {self.low}; a scale begins at 0 or above"
            raise ValueError(message)
        if not FEWEST_POINTS <= len(self.values) <= MOST_POINTS:
            message = (
                f"low is {self.low} and high {self.high}; "
                f"a scale has {FEWEST_POINTS} to {MOST_POINTS} points"
            )
            raise ValueError(message)
        for name in ("points", "points_short"):
            for language, labels in getattr(self, name).items():
                if len(labels) != len(self.values):
                    message = (
                        f"{name}.{language} has {len(labels)} labels for {len(self.values)} points"
                    )
                    raise ValueError(message)
        for name in SENTENCES:
            for language, text in getattr(self, name).items():
                if text.count(SHARE) != 1:
                    message = f"{name}.{language} must hold {SHARE} once"
                    raise ValueError(message)


class ItemContent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One statement or question, its theme, a question for the table, and the key of its scale.

    `wording` tells whether the same was asked before: it stays when a comma, a blank or a
    translation changes, and is another when the statement is. `claim` is what the statement says of
    those who answered, as it stands after "you agree that": "you tell each other the truth".
    """

    key: str
    wording: str
    theme: LocalizedText
    text: LocalizedText
    talk: LocalizedText
    scale: str
    claim: LocalizedText | None = None


class RoundContent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that a round asks and says of itself. A template has no items.

    `template` and `text_language` are of a wording that an organisation has keyed in: what it is
    run as, and the one language it is in. `how_to_run` is for an anonymous round; where there is no
    list for the open table, it is for both.
    """

    format: Literal[2] = 2
    key: str
    version: int
    kind: Kind
    minutes: int
    title: LocalizedText
    summary: LocalizedText
    source: LocalizedText
    how_to_read: LocalizedText
    status_note: LocalizedText
    prompt: LocalizedText
    talk: LocalizedText
    how_to_run: LocalizedList
    scales: tuple[ScaleContent, ...]
    items: tuple[ItemContent, ...]
    template: str = ""
    text_language: str = ""
    how_to_run_open_table: LocalizedList | None = None

    def scale_of(self, item: ItemContent) -> ScaleContent:
        return next(scale for scale in self.scales if scale.key == item.scale)

    def encode(self) -> dict[str, Any]:
        """Return what a JSON field stores; `read_round_content` reads it back."""
        stored: dict[str, Any] = encoded(self)
        return stored

    def __post_init__(self) -> None:
        for name in ("version", "minutes"):
            if getattr(self, name) < 1:
                message = f"{name} is {getattr(self, name)}; it must be above zero"
                raise ValueError(message)
        if not self.key:
            message = "key is empty"
            raise ValueError(message)
        _check_keys("scales", (scale.key for scale in self.scales))
        _check_keys("items", (item.key for item in self.items))
        known = {scale.key for scale in self.scales}
        for item in self.items:
            if item.scale not in known:
                message = (
                    f"the item {item.key} is on the scale {item.scale!r}; "
                    f"there are {', '.join(sorted(known)) or 'none'}"
                )
                raise ValueError(message)


class WrittenItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item as somebody has written it: which scale and which wording may go without saying."""

    key: str
    theme: LocalizedText
    text: LocalizedText
    talk: LocalizedText
    scale: str = ""
    wording: str = ""
    claim: LocalizedText | None = None


class WrittenContent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Content as a file has it, and as rounds stored it before each statement had its scale.

    Either one `scale` for all, or `scales` of which each item names its own.
    """

    key: str
    version: int
    kind: Kind
    minutes: int
    title: LocalizedText
    summary: LocalizedText
    source: LocalizedText
    how_to_read: LocalizedText
    status_note: LocalizedText
    prompt: LocalizedText
    talk: LocalizedText
    how_to_run: LocalizedList
    scale: ScaleContent | None = None
    scales: tuple[ScaleContent, ...] = ()
    items: tuple[WrittenItem, ...] = ()
    slots: int = 0
    template: str = ""
    text_language: str = ""
    how_to_run_open_table: LocalizedList | None = None

    def lifted(self) -> RoundContent:
        """Return the same with everything said; raises `ContentError`."""
        if (self.scale is None) == (not self.scales):
            message = "there must be either one scale, or scales that the items name"
            raise ContentError(message)
        fields = {
            name: getattr(self, name)
            for name in self.__struct_fields__
            if name not in ("scale", "scales", "items", "slots")
        }
        scales = (self.scale,) if self.scale else self.scales
        try:
            return RoundContent(
                **fields, scales=scales, items=tuple(self._lifted_item(item) for item in self.items)
            )
        except ValueError as fault:
            raise ContentError(str(fault)) from None

    def _lifted_item(self, item: WrittenItem) -> ItemContent:
        return ItemContent(
            key=item.key,
            wording=item.wording or wording_of(item.text, self.text_language),
            theme=item.theme,
            text=item.text,
            talk=item.talk,
            scale=item.scale or (self.scale.key if self.scale else ""),
            claim=item.claim,
        )


def read_round_content(stored: Mapping[str, Any]) -> RoundContent:
    """Return what a round or a keyed wording has stored, in whatever format it was stored.

    Raises
    ------
    ContentError
        It is in a format that is not known, or something is missing, unknown or does not fit.
    """
    if "format" not in stored:
        content = decode(stored, WrittenContent).lifted()
    elif stored["format"] == FORMAT:
        content = decode(stored, RoundContent)
    else:
        message = f"the format is {stored['format']!r}; this version reads 1 and {FORMAT}"
        raise ContentError(message)
    if not content.items:
        message = "items: nothing is asked"
        raise ContentError(message)
    return content


def wording_of(text: LocalizedText, text_language: str = "") -> str:
    """Return the identity of a statement apart from its translations, punctuation and blanks.

    `text_language` is the one language that a keyed wording is in; the toolbox's own are in bokmål
    first.
    """
    primary = in_language(text, text_language or "nb")
    letters = "".join(
        sign
        for sign in primary.casefold()
        if not sign.isspace() and not unicodedata.category(sign).startswith("P")
    )
    return sha256((letters or primary).encode()).hexdigest()[:16]


def encoded(value: object) -> Any:
    """Return what a JSON field stores of structs: mappings, lists, texts and numbers alone."""
    return msgspec.json.decode(msgspec.json.encode(value))


def decode(stored: object, kind: type[Struct]) -> Struct:
    """Return stored data as `kind`; raises `ContentError` that names the place of the fault."""
    try:
        return msgspec.convert(stored, kind)
    except msgspec.ValidationError as fault:
        raise ContentError(_told(str(fault))) from None


def _told(message: str) -> str:
    """Put the place first, as in "items[3].text: Expected `str`, got `int`"."""
    fault, _at, place = message.partition(" - at `$")
    path = place.removesuffix("`").removeprefix(".")
    return f"{path}: {fault}" if path else fault


def _check_keys(name: str, keys: Iterable[str]) -> None:
    listed = list(keys)
    if "" in listed:
        message = f"{name}: a key is empty"
        raise ValueError(message)
    if len(set(listed)) != len(listed):
        message = f"{name}: a key stands twice among {', '.join(listed)}"
        raise ValueError(message)

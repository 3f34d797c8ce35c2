"""What a round stores beside what it asks: its promise, its counts, who was asked. Typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, TypeAlias

import msgspec

from samspill.toolbox.languages import LocalizedText, in_language
from samspill.toolbox.round_content import ContentError, decode, encoded

FORMAT = 2


class PromisePart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One part of a promise; the short ones stand before the first question."""

    heading: str
    text: str
    # A promise made before there was a longer one is short all through.
    is_short: bool = True


class Promise(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a round says before the first question, in the languages there were when it opened."""

    format: Literal[2] = 2
    languages: Mapping[str, tuple[PromisePart, ...]] = {}

    def parts(self, language: str) -> tuple[PromisePart, ...]:
        """Return the parts in the order they are read; none where no promise has been made."""
        return in_language(self.languages, language) if self.languages else ()

    def short_parts(self, language: str) -> tuple[PromisePart, ...]:
        return tuple(part for part in self.parts(language) if part.is_short)

    def encode(self) -> dict[str, Any]:
        stored: dict[str, Any] = encoded(self)
        return stored


class GroupCounts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many people there were, and for each item how many chose each point, from the lowest.

    `dont_know` has how many chose that, for each item. Whoever is in neither gave no answer.
    """

    people: int = 0
    items: tuple[tuple[int, ...], ...] = ()
    dont_know: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if len(self.items) != len(self.dont_know):
            message = f"{len(self.items)} items, and {len(self.dont_know)} counts of don't know"
            raise ValueError(message)
        for place, (points, dont_know) in enumerate(zip(self.items, self.dont_know, strict=True)):
            if min((*points, dont_know)) < 0 or sum(points) + dont_know > self.people:
                message = f"items[{place}] does not fit {self.people} people"
                raise ValueError(message)


class Counts(GroupCounts, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is left where no single answers are kept; also for each group, where there are groups.

    `groups` is by the place of the group in the round, as text; "" for those who did not say.
    """

    format: Literal[2] = 2
    groups: Mapping[str, GroupCounts] = {}

    def encode(self) -> dict[str, Any]:
        stored: dict[str, Any] = encoded(self)
        return stored


class AskedGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A group that can be chosen: its name, and how many are asked from which partner."""

    name: LocalizedText
    asked: Mapping[str, int] = {}


class NumberRaised(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That more are asked than was said at first: when, and for which partner where groups ask."""

    at: datetime
    before: int
    after: int
    partner: str = ""


class ClosingCancelled(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That a closing which had been announced was taken back, and when."""

    at: datetime


class LinksMade(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many personal links were made for one partner; without a name, for others."""

    partner: str = ""
    count: int


class Turnout(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Between which numbers the answers lay; no `high` is no end. Never the number itself."""

    low: int
    high: int | None = None
    # Whether fewer than half of those who were asked answered; None where it was not said how many.
    is_under_half: bool | None = None

    def encode(self) -> dict[str, Any]:
        stored: dict[str, Any] = encoded(self)
        return stored


class AskedPartner(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A partner of the collaboration when the round opened."""

    key: str
    name: str


Record: TypeAlias = AskedGroup | AskedPartner | NumberRaised | ClosingCancelled | LinksMade


def read_promise(stored: Mapping[str, Any]) -> Promise:
    """Return a stored promise, of any format; an empty one where none has been made."""
    if "format" not in stored:
        return decode({"languages": stored}, Promise)
    _check_format(stored)
    return decode(stored, Promise)


def read_counts(stored: Mapping[str, Any]) -> Counts:
    """Return stored counts, of any format; of nobody where nothing is stored."""
    if "format" in stored:
        _check_format(stored)
        return decode(stored, Counts)
    try:
        groups = {place: _lifted(counts) for place, counts in stored.get("groups", {}).items()}
        return decode({**_lifted(stored), "groups": groups}, Counts)
    except (TypeError, AttributeError):
        message = "counts must be people and items, in all and in each group"
        raise ContentError(message) from None


def read_group_counts(stored: Mapping[str, Any]) -> GroupCounts:
    """Return the counts of one group, of any format."""
    return decode(stored if "dont_know" in stored else _lifted(stored), GroupCounts)


def read_groups(stored: Sequence[Any]) -> tuple[AskedGroup, ...]:
    return decode({"groups": stored}, _Groups).groups


def read_partners(stored: Sequence[Any]) -> tuple[AskedPartner, ...]:
    return decode({"partners": stored}, _Partners).partners


def read_raised(stored: Sequence[Any]) -> tuple[NumberRaised, ...]:
    return decode({"raised": stored}, _Raised).raised


def read_cancelled(stored: Sequence[Any]) -> tuple[ClosingCancelled, ...]:
    return decode({"cancelled": stored}, _Cancelled).cancelled


def read_links_made(stored: Sequence[Any]) -> tuple[LinksMade, ...]:
    return decode({"links": stored}, _Links).links


def read_turnout(stored: Mapping[str, Any]) -> Turnout | None:
    return decode(stored, Turnout) if stored else None


def encode_all(records: Sequence[Record]) -> list[dict[str, Any]]:
    """Return what a JSON field stores of several records."""
    stored: list[dict[str, Any]] = encoded(records)
    return stored


class _Groups(msgspec.Struct, frozen=True):
    groups: tuple[AskedGroup, ...]


class _Raised(msgspec.Struct, frozen=True):
    raised: tuple[NumberRaised, ...]


class _Cancelled(msgspec.Struct, frozen=True):
    cancelled: tuple[ClosingCancelled, ...]


class _Links(msgspec.Struct, frozen=True):
    links: tuple[LinksMade, ...]


class _Partners(msgspec.Struct, frozen=True):
    partners: tuple[AskedPartner, ...]


def _lifted(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Before there was "don't know", nobody had answered it."""
    return {**stored, "dont_know": [0 for _item in stored.get("items", ())]}


def _check_format(stored: Mapping[str, Any]) -> None:
    if stored["format"] != FORMAT:
        message = f"the format is {stored['format']!r}; this version reads 1 and {FORMAT}"
        raise ContentError(message)

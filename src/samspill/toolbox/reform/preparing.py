"""What a reform lead prepares: our own words beside the conditions, and the facts they rest on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec

from samspill.toolbox.languages import LocalizedText
from samspill.toolbox.reform.written import Written
from samspill.toolbox.round_content import ContentError


class Ways(Written, frozen=True, kw_only=True):
    """How a level is asked, and what is never made of the answers."""

    round: LocalizedText
    talk: LocalizedText
    smallest: LocalizedText
    no_sum: LocalizedText


class Answers(Written, frozen=True, kw_only=True):
    """What a level can be said to have answered."""

    no: LocalizedText
    not_yet: LocalizedText
    in_place: LocalizedText
    dont_know: LocalizedText
    not_asked: LocalizedText
    split: LocalizedText
    held_back: LocalizedText


class Know(Written, frozen=True, kw_only=True):
    """What would let somebody say that a condition is in place."""

    condition: str
    text: LocalizedText


class PlannedPart(Written, frozen=True, kw_only=True):
    """Something that the lead writes down: people, roles, unions, the budget year, training."""

    key: str
    name: LocalizedText
    ask: LocalizedText
    facts: tuple[str, ...]
    conditions: tuple[str, ...]


class EarlyGains(Written, frozen=True, kw_only=True):
    """The warning when a gain is booked before what it is to come from: {gain}, {ready}."""

    heading: LocalizedText
    text: LocalizedText
    why: LocalizedText
    facts: tuple[str, ...]


class Gaps(Written, frozen=True, kw_only=True):
    """What is said where levels answer differently: {condition}, {high}, {low}."""

    heading: LocalizedText
    sentence: LocalizedText
    sentence_not_yet: LocalizedText
    none: LocalizedText
    talk: LocalizedText
    missing: LocalizedText
    in_place: LocalizedText


class OthersLacked(Written, frozen=True, kw_only=True):
    """Facts that tell where a condition was not in place for others."""

    condition: str
    facts: tuple[str, ...]


class Preparing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything beside the conditions. `asked` has the item that asks about each of the nine."""

    ways: Ways
    answers: Answers
    asked: Mapping[str, str]
    know: tuple[Know, ...]
    parts: tuple[PlannedPart, ...]
    early_gains: EarlyGains
    gaps: Gaps
    others_lacked: tuple[OthersLacked, ...]


@cache
def preparing() -> Preparing:
    """Return what stands beside the conditions.

    Raises
    ------
    ContentError
        The file is not as it must be.
    """
    source = files("samspill.toolbox.reform").joinpath("preparing.toml")
    try:
        return msgspec.convert(tomllib.loads(source.read_text(encoding="utf-8")), Preparing)
    except msgspec.ValidationError as error:
        message = f"preparing: {error}"
        raise ContentError(message) from error

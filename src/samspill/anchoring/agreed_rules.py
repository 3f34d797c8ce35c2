"""What is stored of the rules of contact: typed, with a format."""

from __future__ import annotations

from typing import Any, Literal

import msgspec


class AgreedPoint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One point of the twelve, in the words that were agreed."""

    key: str
    text: str


class AgreedRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The half page: who made it, the points they chose, and what else they agreed."""

    format: Literal[1] = 1
    made_by: str = ""
    points: tuple[AgreedPoint, ...] = ()
    more: str = ""

    def text_of(self, key: str) -> str:
        return next((point.text for point in self.points if point.key == key), "")

    def encode(self) -> dict[str, Any]:
        stored: dict[str, Any] = msgspec.to_builtins(self)
        return stored


def read_agreed_rules(stored: object) -> AgreedRules:
    """Return what is stored. Raises `msgspec.ValidationError` where it is nothing of the kind."""
    return msgspec.convert(stored, AgreedRules)

"""A record that an organisation writes of its own reform: in the same form, with the same demands.

Every fact has a source, and a grade that the kind of source can bear.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

from samspill.toolbox.languages import LocalizedText
from samspill.toolbox.reform.written import Written
from samspill.toolbox.round_content import decode, encoded

PartName = Literal["organised", "result", "not_worked", "against", "advice"]
FrameKey = Literal["", "forsok", "pilot"]


class SourceKind(Written, frozen=True, kw_only=True):
    """A kind of source, and the grades that it bears."""

    key: str
    name: LocalizedText
    bears: tuple[str, ...]


class OwnFact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that is said of one's own reform, with its source, page and grade."""

    part: PartName
    text: str
    source: str
    page: str = ""
    source_kind: str
    grade: str

    def __post_init__(self) -> None:
        """Refuse a fact without source, and a grade that its source does not bear."""
        if not self.source.strip():
            message = "source is empty; every fact has one"
            raise ValueError(message)
        kind = source_kinds().get(self.source_kind)
        if kind is None or self.grade not in kind.bears:
            message = f"a source of the kind {self.source_kind!r} does not bear {self.grade!r}"
            raise ValueError(message)


class OwnContent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of a record. The keys are those that the register sorts initiatives by."""

    format: Literal[1] = 1
    name: str
    lead: str
    period: str
    units: str
    frame: FrameKey = ""
    purposes: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    facts: tuple[OwnFact, ...] = ()

    def encode(self) -> dict[str, Any]:
        stored: dict[str, Any] = encoded(self)
        return stored


def read_own_content(stored: object) -> OwnContent:
    """Return what a record has stored. Raises `ContentError`, which names the place."""
    return decode(stored, OwnContent)


@cache
def source_kinds() -> Mapping[str, SourceKind]:
    """Return the kinds of sources, by key."""
    source = files("samspill.toolbox.reform").joinpath("source_kinds.toml")
    content = tomllib.loads(source.read_text(encoding="utf-8"))
    kinds = (msgspec.convert(each, SourceKind) for each in content["kind"])
    return {kind.key: kind for kind in kinds}

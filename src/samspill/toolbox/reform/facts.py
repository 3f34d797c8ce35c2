"""A fact: what is said, where it is said, whom that text refers to, and how sure it is."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

Country = Literal["DK", "SE", "NO"]
CountryOrAll = Literal["DK", "SE", "NO", "alle"]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something with texts.

    `SAID` are written anew in each language, by the path of the part; `PHRASES` are short and stand
    in many parts, and are written once in each language.
    """

    SAID: ClassVar[tuple[str, ...]] = ()
    PHRASES: ClassVar[tuple[str, ...]] = ()

    @property
    def path(self) -> str:
        """What the texts of this part are found by; empty where it has none of its own."""
        return ""

    def path_of(self, field: str) -> str:
        return f"{self.path}.{field}"


class Fact(Part, frozen=True, kw_only=True):
    """One thing that a text says.

    `place` is the text and its section ("dfo 2.3 Norge, resultater"), `ref` what that text refers
    to, with the page where it gives it. `inferred`: the link is ours, and not said in the text.
    `language` is the one that the text is in, which is bokmål where nobody has translated it.
    """

    SAID = ("text", "note")
    PHRASES = ("ref", "strength", "unit")

    id: str
    text: str
    place: str
    ref: str
    ref_keys: tuple[str, ...]
    grade: str
    key: str = ""
    strength: str = ""
    inferred: bool = False
    note: str = ""
    language: str = "nb"
    # Of a figure.
    value: int | float | None = None
    unit: str = ""
    approx: bool = False
    # Of a point of a lesson.
    country: tuple[CountryOrAll, ...] = ()
    kind: str = ""

    @property
    def path(self) -> str:
        return self.id

    def path_of(self, field: str) -> str:
        return self.id if field == "text" else f"{self.id}.{field}"

    @property
    def work(self) -> str:
        """The key of the text that says it."""
        return self.place.partition(" ")[0]

    @property
    def section(self) -> str:
        return self.place.partition(" ")[2]


class Reference(Part, frozen=True, kw_only=True):
    """What a text refers to. Samspill has not read it."""

    SAID = ("note",)
    PHRASES = ("cited_as",)

    key: str
    cited_as: str
    title: str = ""
    kind: str
    place: str
    in_reference_list: bool
    cited_in_text: bool
    country: str = ""
    pages_cited: tuple[str, ...] = ()
    note: str = ""

    @property
    def path(self) -> str:
        return f"reference.{self.key}"


class Outside(Part, frozen=True, kw_only=True):
    """Found elsewhere, only to explain a fault or a gap in the texts."""

    SAID = ("text", "consequence")

    id: str
    about: str
    text: str
    url: tuple[str, ...]
    consequence: str

    @property
    def path(self) -> str:
        return self.id

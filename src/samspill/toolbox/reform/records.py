"""What facts are gathered in: initiatives, lessons, conditions, barriers, the note's table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import msgspec

from samspill.toolbox.reform.facts import Country, CountryOrAll, Fact, Part

Facts = tuple[Fact, ...]
Row = Literal["formal", "relasjon", "sektor", "tilnaerming"]


class Named(Part, frozen=True, kw_only=True):
    """Something that initiatives are sorted by, or a word of the reform, with what is said of it.

    `in_table` tells where in the note's table it stands: in which columns, or whether at all.
    """

    SAID = ("name", "note")

    key: str
    name: str
    facts: Facts = ()
    examples: Facts = ()
    unknown: Facts = ()
    note: str = ""
    in_table: tuple[Country, ...] | bool = False
    in_note_list: bool = False
    defined_in_text: bool = False
    values: tuple[str, ...] = ()
    PREFIX: ClassVar[str] = ""

    @property
    def path(self) -> str:
        return f"{self.PREFIX}.{self.key}"


class Level(Named, frozen=True, kw_only=True):
    PREFIX = "level"


class Relation(Named, frozen=True, kw_only=True):
    PREFIX = "relation"


class Frame(Named, frozen=True, kw_only=True):
    PREFIX = "frame"


class Means(Named, frozen=True, kw_only=True):
    PREFIX = "means"


class Axis(Named, frozen=True, kw_only=True):
    PREFIX = "axis"


class Purpose(Named, frozen=True, kw_only=True):
    PREFIX = "purpose"


class Sector(Named, frozen=True, kw_only=True):
    PREFIX = "sector"


class Term(Named, frozen=True, kw_only=True):
    PREFIX = "term"


class Mention(Named, frozen=True, kw_only=True):
    """Somebody whom the texts name without an initiative of their own."""

    PREFIX = "mention"


class Context(Named, frozen=True, kw_only=True):
    PREFIX = "context"


class UsedFrame(Part, frozen=True, kw_only=True):
    """The frame of an initiative: what it needed, or why we take it to be so."""

    PHRASES = ("needs", "text")

    key: Literal["forsok", "pilot"]
    needs: str = ""
    text: str = ""
    inferred: bool = False


class Initiative(Part, frozen=True, kw_only=True):
    """Something that was tried. A list that is empty is one of which the texts say nothing."""

    SAID = ("name", "period", "units", "initiated_by_note")
    PHRASES = ("kind", "initiated_by", "trust_role")

    key: str
    name: str
    country: Country
    kind: str
    level: tuple[str, ...]
    initiated_by: str
    initiated_by_note: str = ""
    initiated_by_inferred: bool = False
    period: str
    units: str
    units_names: tuple[str, ...] = ()
    parent: str = ""
    frame: UsedFrame | None = None
    trust_role: str = ""
    trust_role_inferred: bool = False
    facts: Facts = ()
    relations: Facts = ()
    sectors: Facts = ()
    purposes: Facts = ()
    means: Facts = ()
    organised: Facts = ()
    principles: Facts = ()
    numbers: Facts = ()
    findings: Facts = msgspec.field(default=(), name="found")
    not_worked: Facts = ()
    against: Facts = ()
    recommendations: Facts = ()
    unknown: Facts = ()
    lessons: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return self.key


class Lesson(Part, frozen=True, kw_only=True):
    SAID = ("name",)

    id: str
    name: str
    place: str
    relation: str = ""
    points: Facts
    countries: tuple[CountryOrAll, ...]
    conditions: tuple[str, ...]
    initiatives: tuple[str, ...]

    @property
    def path(self) -> str:
        return self.id


class Condition(Part, frozen=True, kw_only=True):
    """Something to have in place. The question is in Samspill's words, the facts are not.

    `only`: it is about trials with an exemption alone.
    """

    SAID = ("question",)

    id: str
    question: str
    kind: str
    only: str = ""
    facts: Facts
    lessons: tuple[str, ...] = ()
    related_lessons: tuple[str, ...] = ()
    own_words: bool

    @property
    def path(self) -> str:
        return self.id


class Barrier(Part, frozen=True, kw_only=True):
    SAID = ("name",)
    PHRASES = ("duty",)

    id: str
    key: str
    name: str
    signs: Facts
    counter: Facts = ()
    against: Facts = ()
    unknown: Facts = ()
    duty: str
    duty_place: str = ""
    duty_inferred: bool = False
    lessons: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return self.id


class Misconception(Part, frozen=True, kw_only=True):
    """A claim taken to be wrong: what shows it, what speaks against it, and where it holds."""

    SAID = ("note",)
    PHRASES = ("duty",)

    id: str
    claim: Fact
    signs: Facts
    counter: Facts
    where_true: Facts
    duty: str
    duty_place: str = ""
    duty_inferred: bool = False
    lessons: tuple[str, ...] = ()
    note: str = ""

    @property
    def path(self) -> str:
        return self.id


class Resistance(Part, frozen=True, kw_only=True):
    """Where resistance is expected, by level and never by person."""

    SAID = ("name", "note")
    PHRASES = ("expect",)

    id: str
    level: str
    name: str
    expect: str
    reasons: Facts
    evidence: Facts = ()
    against: Facts = ()
    unknown: Facts = ()
    note: str = ""

    @property
    def path(self) -> str:
        return self.id


class TrustTest(Part, frozen=True, kw_only=True):
    SAID = ("name", "question")

    id: str
    key: str
    name: str
    question: str
    meaning: Facts
    requires: Facts = ()
    critical: Facts = ()

    @property
    def path(self) -> str:
        return self.id


class Gathered(Part, frozen=True, kw_only=True):
    """Facts that belong together under headings that the page gives them."""

    key: str
    facts: Facts = ()
    context: Facts = ()
    payoff: Facts = ()
    limits: Facts = ()
    unknown: Facts = ()
    critical_factors: Facts = ()
    oslo_users_valued: Facts = ()


class PrintedTable(Part, frozen=True, kw_only=True):
    """How the note's table is printed: its rows and columns, and what it has no row for."""

    SAID = ("title", "note", "in_table_not_in_list")

    key: str
    title: str
    place: str
    rows: tuple[Row, ...]
    row_labels: tuple[str, ...]
    columns: tuple[Country, ...]
    in_table_not_in_list: str
    note: str

    @property
    def path(self) -> str:
        return self.key


class CellItem(Part, frozen=True, kw_only=True):
    PHRASES = ("label",)

    id: str
    key: str
    label: str
    position: int


class Cell(Part, frozen=True, kw_only=True):
    """One cell of the table as it is printed."""

    PHRASES = ("ref",)

    id: str
    row: Row
    column: Country
    place: str
    ref: str
    items: tuple[CellItem, ...]


class Difference(Part, frozen=True, kw_only=True):
    """Where the note's table says another thing than its text. Ten have a `number`."""

    SAID = ("table_says", "text_says", "note")
    PHRASES = ("kind", "verdict", "ref")

    id: str
    row: str
    country: tuple[CountryOrAll, ...]
    kind: str
    table_says: str
    text_says: str
    where: tuple[str, ...]
    place: str
    ref: str
    grade: str
    verdict: str
    number: int | None = None
    note: str = ""

    @property
    def path(self) -> str:
        return self.id


class Contradiction(Part, frozen=True, kw_only=True):
    """Where the text says two things, or where two of the texts do."""

    SAID = ("text", "note")
    PHRASES = ("kind", "ref")

    id: str
    kind: str
    text: str
    where: tuple[str, ...]
    place: str
    ref: str
    grade: str
    note: str = ""

    @property
    def path(self) -> str:
        return self.id


def facts_in(part: Part) -> Iterator[Fact]:
    """Yield every fact of a part, in the order in which it is written."""
    for field in part.__struct_fields__:
        value = getattr(part, field)
        if isinstance(value, Fact):
            yield value
        elif isinstance(value, tuple):
            yield from (each for each in value if isinstance(each, Fact))

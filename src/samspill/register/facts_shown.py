"""A fact as every page shows it: what is said, who says it, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.toolbox.languages import in_language
from samspill.toolbox.reform.facts import Fact
from samspill.toolbox.reform.loading import grades, what_is_known, works
from samspill.toolbox.reform.own_records import OwnFact

Links = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShownFact:
    """`language` is set where the text is in another one than the page; `label` goes before it.

    `source` is where it can be looked up: what the text refers to, and then the text itself.
    """

    id: str
    text: str
    language: str
    label: str
    source: str
    place: str
    sure: str
    is_inferred: bool
    note: str
    # Of a fact in an organisation's own record, which the register does not know.
    own_url: str = ""

    @property
    def record_url(self) -> str:
        """Where a fact of an initiative stands with its source."""
        return self.own_url or address_of_fact(self.id)


@dataclass(frozen=True)
class FactPart:
    """Facts under one small heading."""

    title: str
    facts: tuple[ShownFact, ...]


@dataclass(frozen=True)
class FactGroup:
    """One thing that facts are about, with parts and with links to what belongs to it."""

    anchor: str
    title: str
    parts: tuple[FactPart, ...]
    intro: str = ""
    ask: str = ""
    links_title: str = ""
    links: Links = ()


def address_of_fact(fact_id: str) -> str:
    """Return where a fact of an initiative, a lesson or resistance stands with its source."""
    key = fact_id.partition(".")[0]
    known = what_is_known("nb")
    if key in known.initiatives:
        return f"{reverse('register:record', args=[key])}#{fact_id}"
    if key in known.lessons:
        return f"{reverse('register:lesson', args=[key])}#{fact_id}"
    page = "conditions" if key in known.conditions else "resistance"
    return f"{reverse('register:reading', args=[page])}#{fact_id}"


def show_fact(fact: Fact, language: str, label: str = "") -> ShownFact:
    return ShownFact(
        id=fact.id,
        text=fact.text,
        language="" if fact.language == language else fact.language,
        label=label,
        source=fact.ref,
        place=place_name(fact.place, language),
        sure=in_language(grades()[fact.grade].words, language),
        is_inferred=fact.inferred,
        note="; ".join(part for part in (fact.strength, fact.note) if part),
    )


def show_facts(facts: Iterable[Fact], language: str) -> tuple[ShownFact, ...]:
    return tuple(show_fact(fact, language) for fact in facts)


def place_name(place: str, language: str) -> str:
    """Return a text and its section by name ("DFØ-notat 2023:1, 2.3 Norge, resultater")."""
    work, _blank, section = place.partition(" ")
    name = in_language(works()[work].name, language)
    return f"{name}, {section}" if section else name


def parts_of(
    titles_and_facts: Iterable[tuple[str, Iterable[Fact]]], language: str
) -> tuple[FactPart, ...]:
    """Return the parts that have something in them."""
    parts = (FactPart(title, show_facts(facts, language)) for title, facts in titles_and_facts)
    return tuple(part for part in parts if part.facts)


def country_name(key: str) -> str:
    names = {"DK": _("Denmark"), "SE": _("Sweden"), "NO": _("Norway"), "alle": _("All three")}
    return names[key]


def sure_of(facts: Iterable[Fact | OwnFact], language: str) -> str:
    """Return how sure the findings are: the two surest grades, or that there is none."""
    held = {fact.grade for fact in facts}
    words = [in_language(grade.words, language) for key, grade in grades().items() if key in held]
    first, *rest = words[:2] or [_("Described, without findings")]
    return ", ".join((first, *(_inside(word) for word in rest)))


def _inside(words: str) -> str:
    """Return words as they stand inside a sentence: an abbreviation keeps its letters."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]

"""Read what is known, check that everything it points to is there, and hand it out.

`what_is_known(language)` is the facts; the other functions are what Samspill says of them in its
own words. Each file is read once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, TypeVar

import msgspec

from samspill.toolbox.languages import LANGUAGES, in_language
from samspill.toolbox.reform import records, written
from samspill.toolbox.reform.facts import Fact, Outside, Part, Reference
from samspill.toolbox.reform.translation import paths_in, translation
from samspill.toolbox.round_content import ContentError

Struct = TypeVar("Struct", bound=msgspec.Struct)

# What a fact refers to that only Samspill says.
OWN = "own"
# What files hold that facts stand in, by the tables in them.
FACT_FILES = (
    *("classes", "initiatives", "lessons", "resistance", "table", "terms", "references"),
    *("context", "outside"),
)


class Known(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """All that is known, in one language. The names are those of the tables in the files."""

    level: tuple[records.Level, ...]
    relation: tuple[records.Relation, ...]
    frame: tuple[records.Frame, ...]
    means: tuple[records.Means, ...]
    axis: tuple[records.Axis, ...]
    purpose: tuple[records.Purpose, ...]
    sector: tuple[records.Sector, ...]
    term: tuple[records.Term, ...]
    initiative: tuple[records.Initiative, ...]
    mention: tuple[records.Mention, ...]
    lesson: tuple[records.Lesson, ...]
    condition: tuple[records.Condition, ...]
    barrier: tuple[records.Barrier, ...]
    misconception: tuple[records.Misconception, ...]
    resistance: tuple[records.Resistance, ...]
    trust_test: tuple[records.TrustTest, ...]
    reduce: records.Gathered
    why: records.Gathered
    test_context: records.Gathered
    organisational_trust: records.Gathered
    scope: records.Gathered
    context: tuple[records.Context, ...]
    table: records.PrintedTable
    cell: tuple[records.Cell, ...]
    difference: tuple[records.Difference, ...]
    contradiction: tuple[records.Contradiction, ...]
    reference: tuple[Reference, ...]
    outside: tuple[Outside, ...]

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every fact by its id."""
        return {fact.id: fact for part in self.parts for fact in records.facts_in(part)}

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Everything that facts are gathered in."""
        parts: list[Part] = []
        for field in self.__struct_fields__:
            value = getattr(self, field)
            parts.extend(value if isinstance(value, tuple) else (value,))
        return tuple(parts)

    @cached_property
    def initiatives(self) -> Mapping[str, records.Initiative]:
        return {each.key: each for each in self.initiative}

    @cached_property
    def lessons(self) -> Mapping[str, records.Lesson]:
        return {each.id: each for each in self.lesson}

    @cached_property
    def conditions(self) -> Mapping[str, records.Condition]:
        return {each.id: each for each in self.condition}

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        return {each.key: each for each in self.reference}

    @cached_property
    def names(self) -> Mapping[tuple[str, str], str]:
        """What a key is called: by the kind of thing it is a key of, and itself."""
        kinds = (*self.level, *self.relation, *self.frame, *self.means)
        return {
            (each.PREFIX, each.key): each.name
            for each in (*kinds, *self.axis, *self.purpose, *self.sector)
        }


@cache
def what_is_known(language: str) -> Known:
    """Return all facts in a language.

    Raises
    ------
    ContentError
        A file is not as it must be, or something points to what is not there.
    """
    if language == "nb":
        return _facts_as_written()
    if language not in LANGUAGES:
        message = f"{language!r} is no language of Samspill"
        raise ContentError(message)
    said, source = translation(language), what_is_known("nb")
    unknown = said.texts.keys() - dict(paths_in(source)).keys()
    if unknown:
        message = f"{language} says what is of nothing: {sorted(unknown)[:5]}"
        raise ContentError(message)
    return said.of(source)


def _facts_as_written() -> Known:
    content: dict[str, Any] = {}
    for name in FACT_FILES:
        content |= _content(name)
    known = _read(content, Known, "the facts")
    faults = tuple(_faults(known))
    if faults:
        raise ContentError("; ".join(faults))
    return known


def _faults(known: Known) -> Iterator[str]:
    """Tell what points to what is not there, and what stands twice."""
    ids = [fact.id for part in known.parts for fact in records.facts_in(part)]
    yield from (f"{fact_id} stands twice" for fact_id in {i for i in ids if ids.count(i) > 1})
    grade_keys = set(grades())
    for fact in known.facts.values():
        if fact.grade not in grade_keys:
            yield f"{fact.id}: {fact.grade!r} is no grade"
        if set(fact.ref_keys) - known.references.keys() - {OWN} or not fact.ref_keys:
            yield f"{fact.id}: {fact.ref_keys} are no references"
        if fact.work not in works():
            yield f"{fact.id}: {fact.work!r} is no text"
    for initiative in known.initiative:
        yield from _faults_of_initiative(known, initiative)
    for lesson in known.lesson:
        if set(lesson.initiatives) - known.initiatives.keys():
            yield f"{lesson.id}: an initiative is not there"
        if set(lesson.conditions) - known.conditions.keys():
            yield f"{lesson.id}: a condition is not there"


def _faults_of_initiative(known: Known, initiative: records.Initiative) -> Iterator[str]:
    if initiative.parent and initiative.parent not in known.initiatives:
        yield f"{initiative.key}: {initiative.parent!r} is not there"
    if set(initiative.lessons) - known.lessons.keys():
        yield f"{initiative.key}: a lesson is not there"
    for kind, facts in (
        ("relation", initiative.relations),
        ("sector", initiative.sectors),
        ("purpose", initiative.purposes),
        ("means", initiative.means),
    ):
        for fact in facts:
            if fact.key and (kind, fact.key) not in known.names:
                yield f"{fact.id}: {fact.key!r} is no {kind}"


def _content(name: str) -> dict[str, Any]:
    source = files("samspill.toolbox.reform").joinpath(f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _read(content: object, kind: type[Struct], place: str) -> Struct:
    try:
        return msgspec.convert(content, kind)
    except msgspec.ValidationError as error:
        message = f"{place}: {error}"
        raise ContentError(message) from error


@cache
def works() -> Mapping[str, written.Work]:
    """Return the texts that the facts are from, by key."""
    return {each["key"]: _read(each, written.Work, "works") for each in _content("works")["work"]}


@cache
def grades() -> Mapping[str, written.Grade]:
    """Return how sure something can be, by key, the surest first."""
    kinds = (_read(each, written.Grade, "grades") for each in _content("grades")["grade"])
    return {each.key: each for each in sorted(kinds, key=lambda grade: grade.rank)}


@cache
def leads(language: str) -> Mapping[str, str]:
    """Return the one-line lead of each initiative, by key."""
    every = (_read(each, written.Lead, "leads") for each in _content("leads")["lead"])
    return {each.key: in_language(each.text, language) for each in every}


@cache
def talk_cases() -> Mapping[str, written.TalkCase]:
    """Return the cases to talk about, by the misconception they are of."""
    every = (_read(each, written.TalkCase, "talk_cases") for each in _content("talk_cases")["case"])
    return {each.about: each for each in every}


@cache
def steering() -> written.Steering:
    """Return the two languages side by side."""
    return _read(_content("steering"), written.Steering, "steering")


@cache
def readiness() -> written.Readiness:
    """Return the levels and what the conditions are called."""
    return _read(_content("readiness"), written.Readiness, "readiness")


@cache
def trial_or_pilot() -> written.TrialOrPilot:
    """Return the questions that tell a trial from a pilot."""
    return _read(_content("trial_or_pilot"), written.TrialOrPilot, "trial_or_pilot")


@cache
def why_trust() -> written.WhyTrust:
    """Return the short answers to those who ask why."""
    return _read(_content("why_trust"), written.WhyTrust, "why_trust")

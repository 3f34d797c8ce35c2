"""The initiatives as a list, and one of them as a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.foundation.access.public import NotFoundError
from samspill.register.facts_shown import (
    FactPart,
    Links,
    country_name,
    parts_of,
    show_fact,
    sure_of,
)
from samspill.toolbox.reform.facts import Fact
from samspill.toolbox.reform.loading import Known, grades, leads, what_is_known
from samspill.toolbox.reform.records import Initiative


@dataclass(frozen=True)
class RecordLine:
    """An initiative in a list; `parts` are the records that are a part of it."""

    key: str
    name: str
    where: str
    lead: str
    sure: str
    parts: tuple[RecordLine, ...] = ()

    @property
    def url(self) -> str:
        return reverse("register:record", args=[self.key])


@dataclass(frozen=True)
class RecordPage:
    """Everything of an initiative. `details` stand behind *All details*."""

    line: RecordLine
    facts_line: tuple[str, ...]
    parts: tuple[FactPart, ...]
    details: tuple[FactPart, ...]
    outside: tuple[tuple[str, tuple[str, ...]], ...]
    part_of: RecordLine | None
    lessons: Links
    references: tuple[str, ...]


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; an empty one is not asked for."""

    country: str = ""
    relation: str = ""
    purpose: str = ""
    means: str = ""
    frame: str = ""
    sector: str = ""
    sure: str = ""

    def takes(self, held: Mapping[str, Collection[str]]) -> bool:
        """Return whether a record has everything that is asked for."""
        return all(not wanted or wanted in held[name] for name, wanted in vars(self).items())


def held_by(initiative: Initiative) -> Mapping[str, tuple[str, ...]]:
    """Return what an initiative is sorted by, as its text says, by the names of the filters."""
    return {
        "country": (initiative.country,),
        "relation": keys_of(initiative.relations),
        "purpose": keys_of(initiative.purposes),
        "means": keys_of(initiative.means),
        "frame": (frame_key(initiative),) if frame_key(initiative) else (),
        "sector": keys_of(initiative.sectors),
        "sure": tuple(dict.fromkeys(fact.grade for fact in initiative.findings)),
    }


def keys_of(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Return the keys that a text bears, each once: without those that are our own link."""
    return tuple(dict.fromkeys(fact.key for fact in facts if fact.key and not fact.inferred))


def frame_key(initiative: Initiative) -> str:
    """Return the frame that a text bears, or nothing."""
    frame = initiative.frame
    return frame.key if frame and not frame.inferred else ""


def choices_of(language: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what each filter can be set to: what some initiative has, by name."""
    known = what_is_known(language)
    held: dict[str, set[str]] = {
        "relation": set(),
        "purpose": set(),
        "means": set(),
        "sector": set(),
    }
    for each in known.initiative:
        held["relation"] |= set(keys_of(each.relations))
        held["purpose"] |= set(keys_of(each.purposes))
        held["means"] |= set(keys_of(each.means))
        held["sector"] |= set(keys_of(each.sectors))
    named = {
        kind: tuple((part.key, part.name) for part in getattr(known, kind) if part.key in keys)
        for kind, keys in held.items()
    }
    used = {fact.grade for each in known.initiative for fact in each.findings}
    sure = tuple((key, grade.words[language]) for key, grade in grades().items() if key in used)
    countries = tuple((key, country_name(key)) for key in ("DK", "SE", "NO"))
    frames = tuple((frame.key, frame.name) for frame in known.frame)
    return {"country": countries, **named, "frame": frames, "sure": sure}


def record_list(
    language: str, filters: Filters | None = None, keys: Collection[str] | None = None
) -> tuple[RecordLine, ...]:
    """Return the records without a parent, with their parts, narrowed and in the order of `keys`.

    A part that fits stands under its parent, also where the parent itself does not.
    """
    known, wanted = what_is_known(language), filters or Filters()
    fits = {
        each.key: wanted.takes(held_by(each)) and (keys is None or each.key in keys)
        for each in known.initiative
    }
    lines = []
    for each in known.initiative:
        if each.parent:
            continue
        parts = [part for part in known.initiative if part.parent == each.key]
        shown = [part for part in parts if fits[part.key] or (keys is None and fits[each.key])]
        if fits[each.key] or shown:
            line = line_of(each, language)
            lines.append(replace(line, parts=tuple(line_of(part, language) for part in shown)))
    order = {key: place for place, key in enumerate(keys or ())}
    return tuple(sorted(lines, key=lambda line: _place(line, order)))


def _place(line: RecordLine, order: Mapping[str, int]) -> int:
    return min((order.get(each.key, len(order)) for each in (line, *line.parts)), default=0)


def line_of(initiative: Initiative, language: str) -> RecordLine:
    return RecordLine(
        key=initiative.key,
        name=initiative.name,
        where=f"{country_name(initiative.country)}, {initiative.period}",
        lead=leads(language).get(initiative.key, ""),
        sure=sure_of(initiative.findings, language),
    )


def find_initiative(key: str) -> str:
    """Return the key of an initiative that there is. Raises `NotFoundError`."""
    if key not in what_is_known("nb").initiatives:
        raise NotFoundError
    return key


def record_page(key: str, language: str) -> RecordPage:
    known = what_is_known(language)
    initiative = known.initiatives[key]
    parent = known.initiatives.get(initiative.parent)
    parts = tuple(line_of(each, language) for each in known.initiative if each.parent == key)
    return RecordPage(
        line=replace(line_of(initiative, language), parts=parts),
        facts_line=_facts_line(known, initiative),
        parts=(*_classes(known, initiative, language), *_findings(initiative, language)),
        details=parts_of(
            (
                (_("What it was"), initiative.facts),
                (_("Principles"), initiative.principles),
                (_("Numbers that are given"), initiative.numbers),
                (_("What the source does not say"), initiative.unknown),
            ),
            language,
        ),
        outside=tuple(
            (f"{each.text} {each.consequence}", each.url)
            for each in known.outside
            if each.about == key
        ),
        part_of=line_of(parent, language) if parent else None,
        lessons=tuple(
            (known.lessons[lesson].name, reverse("register:lesson", args=[lesson]))
            for lesson in initiative.lessons
        ),
        references=tuple(
            known.references[reference].cited_as
            for reference in initiative.refs
            if reference in known.references
        ),
    )


def _facts_line(known: Known, initiative: Initiative) -> tuple[str, ...]:
    """Return where, when, of what kind and for whom, in as many words as the texts give."""
    frame = known.names.get(("frame", frame_key(initiative)), "")
    levels = ", ".join(known.names["level", key] for key in initiative.level)
    words = (country_name(initiative.country), initiative.period, levels, initiative.units, frame)
    return tuple(word for word in words if word)


def _classes(known: Known, initiative: Initiative, language: str) -> Iterator[FactPart]:
    """Yield what the initiative was for, between whom, where, and by what means."""
    for kind, title, facts in (
        ("purpose", _("Purpose"), initiative.purposes),
        ("relation", _("Whom trust is between"), initiative.relations),
        ("sector", _("Sector"), initiative.sectors),
        ("means", _("By what means"), initiative.means),
    ):
        if facts:
            shown = (
                show_fact(fact, language, known.names.get((kind, fact.key), "")) for fact in facts
            )
            yield FactPart(title, tuple(shown))


def _findings(initiative: Initiative, language: str) -> tuple[FactPart, ...]:
    return parts_of(
        (
            (_("What was found"), initiative.findings),
            (_("Not better, or not settled"), initiative.not_worked),
            (_("What speaks against"), initiative.against),
            (_("What they were advised to do differently"), initiative.recommendations),
            (_("How it was organised"), initiative.organised),
        ),
        language,
    )

"""Every read that a page about own records needs, and the search among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.foundation.access.public import Actor
from samspill.register.access import records_seen_by
from samspill.register.facts_shown import FactPart, ShownFact
from samspill.register.models import OwnRecord
from samspill.toolbox.languages import in_language
from samspill.toolbox.reform.loading import grades, what_is_known
from samspill.toolbox.reform.own_records import OwnFact
from samspill.toolbox.search_words import WordIndex


@dataclass(frozen=True)
class OwnLine:
    """An own record in a list; `is_own` where it is the reader's organisation's."""

    key: UUID
    name: str
    lead: str
    organisation: str
    state: str
    is_own: bool
    url: str


@dataclass(frozen=True)
class OwnPage:
    """All of an own record. `numbered` has each fact with its place, to be taken away."""

    key: UUID
    name: str
    lead: str
    facts_line: tuple[str, ...]
    organisation: str
    state: str
    is_hidden: bool
    is_public: bool
    report_reason: str
    parts: tuple[FactPart, ...]
    numbered: tuple[tuple[int, ShownFact], ...]
    fact_count: int


def own_lines(actor: Actor | None, query: str) -> tuple[OwnLine, ...]:
    """Return the own records that somebody may see: with a query, those that have its words."""
    seen = {str(each.pk): each for each in records_seen_by(actor)}
    if query:
        stamp = tuple((key, each.changed_at) for key, each in seen.items())
        index = _INDEXES.get(stamp) or _indexed(stamp, seen)
        seen = {hit.key: seen[hit.key] for hit in index.find(query)}
    return tuple(_line(each, actor) for each in seen.values())


# The index of each set of records that is searched, until one of them changes.
_INDEXES: dict[tuple[tuple[str, datetime], ...], WordIndex] = {}
MOST_INDEXES = 16


def _indexed(stamp: tuple[tuple[str, datetime], ...], seen: Mapping[str, OwnRecord]) -> WordIndex:
    index = WordIndex()
    for key, own in seen.items():
        told = own.told
        index.add(key, told.name, weight=3.0)
        index.add(key, " ".join((told.lead, told.units, *(fact.text for fact in told.facts))))
    while len(_INDEXES) >= MOST_INDEXES:
        del _INDEXES[next(iter(_INDEXES))]
    _INDEXES[stamp] = index
    return index


def _line(own: OwnRecord, actor: Actor | None) -> OwnLine:
    is_own = actor is not None and own.organisation_id == actor.organisation_id
    page = "register:own_record" if is_own else "register:shared_record"
    return OwnLine(
        key=own.pk,
        name=own.told.name,
        lead=own.told.lead,
        organisation=own.organisation.name,
        state=str(OwnRecord.State(own.state).label),
        is_own=is_own,
        url=reverse(page, args=[own.pk]),
    )


def own_page(own: OwnRecord, language: str) -> OwnPage:
    known, told = what_is_known(language), own.told
    classes = {
        "purpose": told.purposes,
        "relation": told.relations,
        "sector": told.sectors,
        "means": told.means,
    }
    names = [known.names[kind, key] for kind, keys in classes.items() for key in keys]
    frame = known.names.get(("frame", told.frame), "")
    shown = tuple(_shown(place, fact, language) for place, fact in enumerate(told.facts))
    parts = (
        FactPart(
            title,
            tuple(each for each, fact in zip(shown, told.facts, strict=True) if fact.part == part),
        )
        for part, title in part_titles().items()
    )
    return OwnPage(
        key=own.pk,
        name=told.name,
        lead=told.lead,
        facts_line=tuple(word for word in (told.period, told.units, frame, *names) if word),
        organisation=own.organisation.name,
        state=str(OwnRecord.State(own.state).label),
        is_hidden=own.state == OwnRecord.State.HIDDEN,
        is_public=own.state == OwnRecord.State.PUBLIC,
        report_reason=str(OwnRecord.Reason(own.report_reason).label) if own.report_reason else "",
        parts=tuple(part for part in parts if part.facts),
        numbered=tuple(enumerate(shown)),
        fact_count=len(shown),
    )


def part_titles() -> Mapping[str, str]:
    return {
        "organised": _("How it was organised"),
        "result": _("What was found"),
        "not_worked": _("Not better, or not settled"),
        "against": _("What speaks against"),
        "advice": _("What we would do differently"),
    }


def _shown(place: int, fact: OwnFact, language: str) -> ShownFact:
    page = _("p. %(page)s") % {"page": fact.page} if fact.page else ""
    return ShownFact(
        id=f"fact-{place + 1}",
        text=fact.text,
        language="",
        label="",
        source=", ".join(word for word in (fact.source, page) if word),
        place="",
        sure=in_language(grades()[fact.grade].words, language),
        is_inferred=False,
        note="",
    )

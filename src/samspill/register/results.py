"""Every read that a page about own records needs, and the search among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.foundation.access.public import Actor
from samspill.register.access import records_seen_by
from samspill.register.comparison import Cell, Compared
from samspill.register.facts_shown import FactPart, ShownFact, sure_of
from samspill.register.models import OwnRecord
from samspill.register.records_shown import Filters
from samspill.toolbox.languages import in_language
from samspill.toolbox.reform.loading import grades, what_is_known
from samspill.toolbox.reform.own_records import OwnContent, OwnFact
from samspill.toolbox.search_words import WordIndex


@dataclass(frozen=True)
class OwnLine:
    """An own record in a list, with what a line of the register has.

    `where` tells whose it is, and to its own organisation who sees it.
    """

    key: str
    name: str
    where: str
    lead: str
    sure: str
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


def own_lines(
    actor: Actor | None, language: str, query: str = "", filters: Filters | None = None
) -> tuple[OwnLine, ...]:
    """Return the own records that somebody may see, searched and narrowed as the register is."""
    seen, wanted = {str(each.pk): each for each in records_seen_by(actor)}, filters or Filters()
    if query:
        stamp = tuple((key, each.changed_at) for key, each in seen.items())
        index = _INDEXES.get(stamp) or _indexed(stamp, seen)
        seen = {hit.key: seen[hit.key] for hit in index.find(query)}
    fitting = (each for each in seen.values() if wanted.takes(_held_by(each.told)))
    return tuple(_line(each, actor, language) for each in fitting)


def own_compared(actor: Actor | None, keys: Sequence[str], language: str) -> Mapping[str, Compared]:
    """Return the chosen own records that somebody may see, as they are laid beside others."""
    chosen = set(filter(None, map(_as_uuid, keys)))
    seen = records_seen_by(actor).filter(pk__in=chosen) if chosen else ()
    return {str(each.pk): _compared(each, actor, language) for each in seen}


def _as_uuid(key: str) -> UUID | None:
    """Return the key of an own record; None for that of an initiative, and for anything else."""
    try:
        return UUID(key)
    except ValueError:
        return None


def _compared(own: OwnRecord, actor: Actor | None, language: str) -> Compared:
    known, told, line = what_is_known(language), own.told, _line(own, actor, language)
    held = _held_by(told)
    said = {"where": told.period, "who": told.units, "sure": line.sure}
    for kind in ("frame", "purpose", "relation", "sector", "means"):
        said[kind] = ", ".join(known.names[kind, key] for key in held[kind])
    cells = {row: Cell(words=words) for row, words in said.items()}
    for part in ("result", "not_worked", "against"):
        facts = (
            _shown(place, fact, language, url=line.url)
            for place, fact in enumerate(told.facts)
            if fact.part == part
        )
        cells[part] = Cell(facts=tuple(facts))
    return Compared(name=line.name, url=line.url, keys=held, cells=cells, note=line.where)


def _held_by(told: OwnContent) -> Mapping[str, tuple[str, ...]]:
    """Return what an own record is sorted by; whoever writes here works in Norway."""
    return {
        "country": ("NO",),
        "relation": told.relations,
        "purpose": told.purposes,
        "means": told.means,
        "frame": (told.frame,) if told.frame else (),
        "sector": told.sectors,
        "sure": tuple(fact.grade for fact in _findings(told)),
    }


def _findings(told: OwnContent) -> tuple[OwnFact, ...]:
    return tuple(fact for fact in told.facts if fact.part == "result")


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


def _line(own: OwnRecord, actor: Actor | None, language: str) -> OwnLine:
    is_own = actor is not None and own.organisation_id == actor.organisation_id
    page = "register:own_record" if is_own else "register:shared_record"
    told, state = own.told, str(OwnRecord.State(own.state).label)
    return OwnLine(
        key=str(own.pk),
        name=told.name,
        where=" · ".join((own.organisation.name, *((state,) if is_own else ()))),
        lead=told.lead,
        sure=sure_of(_findings(told), language),
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


def _shown(place: int, fact: OwnFact, language: str, *, url: str = "") -> ShownFact:
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
        own_url=f"{url}#fact-{place + 1}",
    )

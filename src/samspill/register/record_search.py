"""Search the register, whichever written form is asked in: initiatives, lessons and conditions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import reverse

from samspill.register.facts_shown import Links
from samspill.toolbox.languages import LANGUAGES
from samspill.toolbox.reform.loading import leads, what_is_known
from samspill.toolbox.reform.records import facts_in
from samspill.toolbox.search_words import Hit, WordIndex

NAME, LEAD, FACT = 3.0, 2.0, 1.0
# So many lessons and conditions stand beside the records that were found.
MOST_BESIDE = 6


@dataclass(frozen=True)
class Found:
    """The keys of the records that were found, the best first, and what else to read."""

    keys: tuple[str, ...]
    beside: Links


@cache
def _records() -> WordIndex:
    index = WordIndex()
    for language in LANGUAGES:
        known = what_is_known(language)
        for each in known.initiative:
            index.add(each.key, each.name, weight=NAME)
            index.add(each.key, leads(language).get(each.key, ""), weight=LEAD)
            index.add(each.key, " ".join(each.units_names), weight=LEAD)
            for kind, facts in (("purpose", each.purposes), ("sector", each.sectors)):
                names = (known.names.get((kind, fact.key), "") for fact in facts)
                index.add(each.key, " ".join(names))
            for fact in facts_in(each):
                index.add(each.key, fact.text)
    return index


@cache
def _beside() -> WordIndex:
    index = WordIndex()
    for language in LANGUAGES:
        known = what_is_known(language)
        for lesson in known.lesson:
            index.add(lesson.id, lesson.name, weight=NAME)
            index.add(lesson.id, " ".join(point.text for point in lesson.points))
        for condition in known.condition:
            index.add(condition.id, condition.question, weight=LEAD)
            index.add(condition.id, " ".join(fact.text for fact in condition.facts))
    return index


def search(query: str, language: str) -> Found:
    """Return what has at least half of the words, and what has most of them first."""
    known = what_is_known(language)
    beside = []
    for hit in _best(_beside().find(query))[:MOST_BESIDE]:
        if hit.key in known.lessons:
            beside.append((known.lessons[hit.key].name, reverse("register:lesson", args=[hit.key])))
        else:
            address = reverse("register:reading", args=["conditions"])
            beside.append((known.conditions[hit.key].question, f"{address}#{hit.key}"))
    return Found(tuple(hit.key for hit in _records().find(query)), tuple(beside))


def _best(hits: tuple[Hit, ...]) -> list[Hit]:
    """Return those with as many of the words as the best has."""
    return [hit for hit in hits if hit.words == hits[0].words]

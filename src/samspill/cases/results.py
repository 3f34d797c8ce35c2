"""What the pages show: the content of the toolbox, laid out for reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from samspill.cases.script_data import script_data
from samspill.science.conflict import Rules, advise, read_rules, standing_stops
from samspill.toolbox import case_content
from samspill.toolbox.case_records import (
    Approach,
    Arena,
    Call,
    ContactContent,
    Factor,
    ForMembers,
    Situation,
    Stop,
    TrustContent,
)


@dataclass(frozen=True, kw_only=True)
class BeforePage:
    """The questions as they stand on the page, and all that its script needs."""

    questions: tuple[Factor, ...]
    data: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One approach in a situation: what speaks for and against it there."""

    approach: Approach
    about: str
    is_defensible: bool
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]
    closed_by: tuple[Stop, ...]

    @property
    def says_something(self) -> bool:
        """Return whether there is anything to open: not where no approach is to be chosen."""
        return bool(self.about or self.speaks_for or self.speaks_against or self.closed_by)


@dataclass(frozen=True, kw_only=True)
class SituationPage:
    situation: Situation
    number: int
    total: int
    choices: tuple[Choice, ...]
    said: tuple[tuple[str, str], ...]
    stops: tuple[Stop, ...]
    other_stops: tuple[Stop, ...]
    first_question: str
    more_questions: tuple[str, ...]
    next_key: str


@dataclass(frozen=True, kw_only=True)
class ContactPage:
    content: ContactContent
    calls: tuple[tuple[Call, Arena], ...]
    stops: tuple[Stop, ...]


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What those who are elected may want to know about one thing."""

    heading: str
    lines: tuple[ForMembers, ...]


@cache
def rules() -> Rules:
    """Return the rules, read from the same data as the browser's."""
    return read_rules(case_content.rules_as_data())


def before_page(language: str) -> BeforePage:
    questions = case_content.advice_content(language).factor
    return BeforePage(questions=questions, data=script_data(language))


def trust_page(language: str) -> TrustContent:
    return case_content.trust_content(language)


def listed_situations(language: str) -> tuple[Situation, ...]:
    return tuple(case_content.situations(language).values())


def situation_page(key: str, language: str) -> SituationPage:
    """Return one situation, with what the rules say of each approach in it."""
    every = list(case_content.situations(language).values())
    place = next(place for place, each in enumerate(every) if each.id == key)
    shown = every[place]
    stops = _stops(language)
    standing = standing_stops(rules(), shown.factors, shown.risks)
    return SituationPage(
        situation=shown,
        number=place + 1,
        total=len(every),
        choices=_choices(shown, language),
        said=tuple(zip(shown.said, shown.said_by, strict=True)),
        stops=tuple(stops[each] for each in shown.stops_that_matter),
        other_stops=tuple(stops[each] for each in standing if each not in shown.stops_that_matter),
        first_question=shown.questions[0],
        more_questions=shown.questions[1:],
        next_key=every[(place + 1) % len(every)].id,
    )


def contact_page(language: str) -> ContactPage:
    content = case_content.contact_content(language)
    arenas = {arena.key: arena for arena in content.arena}
    stops = _stops(language)
    return ContactPage(
        content=content,
        calls=tuple((call, arenas[call.arena]) for call in content.call),
        stops=tuple(stops[each] for each in content.helper.stops),
    )


def member_topics(language: str) -> tuple[Topic, ...]:
    lines = case_content.contact_content(language).for_members
    headings = {
        "paper": _("Reading a case paper"),
        "delegation": _("What delegation means"),
        "signal": _("What an informal signal does"),
        "questions": _("Questions that build trust"),
        "role": _("To stand outside"),
    }
    return tuple(
        Topic(heading=heading, lines=tuple(line for line in lines if line.topic == topic))
        for topic, heading in headings.items()
    )


def _choices(shown: Situation, language: str) -> tuple[Choice, ...]:
    content = case_content.advice_content(language)
    reasons = {rule.id: rule.text for rule in content.rule}
    stops = _stops(language)
    advice = advise(rules(), shown.factors)
    speaks_for = (advice.reasons_for if advice else None) or {}
    speaks_against = (advice.reasons_against if advice else None) or {}
    closed = (advice.closed if advice else None) or {}
    return tuple(
        Choice(
            approach=approach,
            about=shown.about.get(approach.key, ""),
            is_defensible=approach.key in shown.defensible,
            speaks_for=tuple(reasons[each] for each in speaks_for.get(approach.key, ())),
            speaks_against=tuple(reasons[each] for each in speaks_against.get(approach.key, ())),
            closed_by=tuple(stops[each] for each in closed.get(approach.key, ())),
        )
        for approach in content.approach
    )


def _stops(language: str) -> dict[str, Stop]:
    return {stop.id: stop for stop in case_content.advice_content(language).stop}

"""The short answer for those who are asked at home, with its source and how far it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from samspill.register.facts_shown import place_name
from samspill.toolbox.languages import in_language
from samspill.toolbox.reform import loading
from samspill.toolbox.reform.written import TrustAnswer


@dataclass(frozen=True)
class ShownAnswer:
    ask: str
    text: str
    limit: str
    source: str
    sure: str
    limit_is_own: bool


@dataclass(frozen=True)
class ShownKind:
    name: str
    text: str
    is_here: bool


@dataclass(frozen=True)
class ShownTrait:
    """A trait of a leader, and a question to ask oneself."""

    name: str
    question: str
    source: str


@dataclass(frozen=True)
class WhyTrustPage:
    definition: str
    definition_source: str
    kinds: tuple[ShownKind, ...]
    effects: tuple[ShownAnswer, ...]
    answers: tuple[ShownAnswer, ...]
    traits: tuple[ShownTrait, ...]


def why_trust_page(language: str) -> WhyTrustPage:
    content = loading.why_trust()
    return WhyTrustPage(
        definition=in_language(content.definition, language),
        definition_source=place_name(content.definition_source, language),
        kinds=tuple(
            ShownKind(
                in_language(kind.name, language), in_language(kind.text, language), kind.is_here
            )
            for kind in content.kinds
        ),
        effects=_answers(content.effects, language),
        answers=_answers(content.answers, language),
        traits=tuple(
            ShownTrait(
                in_language(trait.name, language),
                in_language(trait.question, language),
                " · ".join(
                    (place_name(trait.source, language), in_language(trait.attribution, language))
                ),
            )
            for trait in content.traits
        ),
    )


def _answers(answers: Iterable[TrustAnswer], language: str) -> tuple[ShownAnswer, ...]:
    return tuple(
        ShownAnswer(
            ask=in_language(each.ask, language),
            text=in_language(each.text, language),
            limit=in_language(each.limit, language),
            source=place_name(each.source, language),
            sure=in_language(loading.grades()[each.sure].words, language),
            limit_is_own=each.limit_is_own,
        )
        for each in answers
    )

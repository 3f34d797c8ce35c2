"""A few questions that tell a trial from a pilot: the answers stand in the address alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from samspill.toolbox.languages import in_language
from samspill.toolbox.reform import loading
from samspill.toolbox.reform.written import Outcome, Question, TrialOrPilot


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True)
class Answered:
    """A question that has been answered, in words."""

    key: str
    value: str
    question: str
    answer: str


@dataclass(frozen=True)
class ShownQuestion:
    key: str
    text: str
    help: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class ShownPoint:
    """One thing that an outcome says; `sure` says where it is from."""

    text: str
    law: str
    sure: str


@dataclass(frozen=True)
class ShownOutcome:
    key: str
    title: str
    lead: str
    parts: tuple[tuple[str, tuple[ShownPoint, ...]], ...]
    law_checked_on: str


@dataclass(frozen=True)
class Step:
    """Where somebody has come to: a question to answer, or an outcome."""

    answered: tuple[Answered, ...]
    question: ShownQuestion | None
    outcome: ShownOutcome | None


def question_keys() -> tuple[str, ...]:
    return tuple(question.key for question in loading.trial_or_pilot().questions)


def step_at(answers: Mapping[str, str], language: str) -> Step:
    """Follow the answers as far as they lead; one that is none of the choices is asked anew."""
    content = loading.trial_or_pilot()
    questions = {question.key: question for question in content.questions}
    outcomes = {outcome.key: outcome for outcome in content.outcomes}
    answered: list[Answered] = []
    place = content.questions[0].key
    while place in questions:
        question = questions[place]
        chosen = next((each for each in question.choices if each.key == answers.get(place)), None)
        if chosen is None:
            return Step(tuple(answered), _shown(question, language), None)
        said = in_language(chosen.text, language)
        answered.append(Answered(place, chosen.key, in_language(question.text, language), said))
        place = chosen.leads_to
    outcome = {str(key): each for key, each in outcomes.items()}[place]
    return Step(tuple(answered), None, _outcome(content, outcome, language))


def _shown(question: Question, language: str) -> ShownQuestion:
    return ShownQuestion(
        key=question.key,
        text=in_language(question.text, language),
        help=in_language(question.help, language),
        options=tuple(
            Option(choice.key, in_language(choice.text, language)) for choice in question.choices
        ),
    )


def _outcome(content: TrialOrPilot, outcome: Outcome, language: str) -> ShownOutcome:
    return ShownOutcome(
        key=outcome.key,
        title=in_language(outcome.title, language),
        lead=in_language(outcome.lead, language),
        parts=tuple(
            (
                in_language(part.title, language),
                tuple(
                    ShownPoint(
                        in_language(point.text, language),
                        point.law,
                        in_language(content.sure[point.sure], language),
                    )
                    for point in part.points
                ),
            )
            for part in outcome.parts
        ),
        law_checked_on=date_format(date.fromisoformat(content.law_checked_on), "DATE_FORMAT"),
    )

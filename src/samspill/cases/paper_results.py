"""The same questions and rules on two sheets of paper: answers become codes, rules name codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samspill.toolbox import case_content
from samspill.toolbox.case_records import AdviceContent, Approach, Condition, Factor, Outcome, Stop

LETTERS = "abcdefg"


@dataclass(frozen=True, kw_only=True)
class PaperAnswer:
    code: str
    label: str


@dataclass(frozen=True, kw_only=True)
class PaperQuestion:
    number: int
    question: str
    answers: tuple[PaperAnswer, ...]


@dataclass(frozen=True, kw_only=True)
class PaperRule:
    """A rule by the codes that must all be crossed: “3c 4bc” is 3c, and 4b or 4c."""

    codes: str
    is_heavy: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class PaperApproach:
    approach: Approach
    stops: tuple[PaperRule, ...]
    speaks_for: tuple[PaperRule, ...]
    speaks_against: tuple[PaperRule, ...]


@dataclass(frozen=True, kw_only=True)
class PaperForm:
    questions: tuple[PaperQuestion, ...]
    outcomes: tuple[tuple[str, Outcome], ...]
    always: tuple[Stop, ...]
    sometimes: tuple[tuple[str, Stop], ...]
    approaches: tuple[PaperApproach, ...]


def paper_form(language: str) -> PaperForm:
    content = case_content.advice_content(language)
    codes = _codes(content.factor)
    kinds = ("questions", "duty", "plain")
    return PaperForm(
        questions=tuple(
            _question(number, factor) for number, factor in enumerate(content.factor, start=1)
        ),
        outcomes=tuple(
            (_outcome_codes(outcome, codes), outcome)
            for outcome in content.outcome
            if outcome.kind in kinds
        ),
        always=tuple(stop for stop in content.stop if stop.always),
        sometimes=tuple(
            (_condition(stop.when, codes), stop)
            for stop in content.stop
            if stop.when and not stop.closes
        ),
        approaches=tuple(_approach(approach, content, codes) for approach in content.approach),
    )


def _question(number: int, factor: Factor) -> PaperQuestion:
    answers = tuple(
        PaperAnswer(code=f"{number}{letter}", label=factor.labels[value])
        for letter, value in zip(LETTERS, factor.values, strict=False)
    )
    return PaperQuestion(number=number, question=factor.question, answers=answers)


def _approach(
    approach: Approach, content: AdviceContent, codes: dict[str, dict[str, str]]
) -> PaperApproach:
    def rules(side: str) -> Iterable[PaperRule]:
        for rule in content.rule:
            if (rule.approach, rule.side) == (approach.key, side):
                where, is_heavy = _condition(rule.when, codes), rule.weight == "heavy"
                yield PaperRule(codes=where, is_heavy=is_heavy, text=rule.text)

    stops = (
        PaperRule(codes=_condition(stop.when, codes), is_heavy=False, text=stop.title)
        for stop in content.stop
        if approach.key in stop.closes and stop.when != {"stage": ("decided",)}
    )
    return PaperApproach(
        approach=approach,
        stops=tuple(stops),
        speaks_for=tuple(rules("for")),
        speaks_against=tuple(rules("against")),
    )


def _codes(factors: Iterable[Factor]) -> dict[str, dict[str, str]]:
    """Return the letter of each value, by factor; the number of the factor stands under “”."""
    return {
        factor.key: {"": str(number), **dict(zip(factor.values, LETTERS, strict=False))}
        for number, factor in enumerate(factors, start=1)
    }


def _condition(when: Condition, codes: dict[str, dict[str, str]]) -> str:
    parts = (
        codes[factor][""] + "".join(codes[factor][value] for value in values)
        for factor, values in sorted(when.items(), key=lambda item: codes[item[0]][""])
    )
    return " ".join(parts)


def _outcome_codes(outcome: Outcome, codes: dict[str, dict[str, str]]) -> str:
    if outcome.when:
        return _condition(outcome.when, codes)
    unknown = [
        codes[factor][""] + codes[factor]["unknown"]
        for factor in (*outcome.when_unknown_any, *outcome.among)
    ]
    if outcome.among:
        return _("more than two of %(codes)s") % {"codes": ", ".join(unknown)}
    return " / ".join(unknown)

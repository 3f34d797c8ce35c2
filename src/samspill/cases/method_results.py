"""How the advice is made: every rule, every finding and where it is used, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samspill.cases.results import rules
from samspill.cases.sources import finding_label, sure_word
from samspill.science.conflict import Answers, advise, fallen_away, what_changes
from samspill.toolbox import case_content
from samspill.toolbox.case_records import AdviceContent, Approach, Finding, Record, Source

# The worked example: one situation, and the answer that turns out to be another.
EXAMPLE, CHANGED, CHANGED_TO = "P01", "weight_us", "small"


@dataclass(frozen=True, kw_only=True)
class ShownRule:
    text: str
    is_for: bool
    is_heavy: bool
    when: tuple[tuple[int, str], ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ShownApproach:
    approach: Approach
    rules: tuple[ShownRule, ...]


@dataclass(frozen=True, kw_only=True)
class Use:
    """Where a finding is used: a page, and what it stands below there."""

    url_name: str
    key: str
    what: str


@dataclass(frozen=True, kw_only=True)
class ShownFinding:
    finding: Finding
    label: str
    uses: tuple[Use, ...]


@dataclass(frozen=True, kw_only=True)
class ShownSource:
    source: Source
    sure: str


@dataclass(frozen=True, kw_only=True)
class Example:
    """One case before and after an answer changed, with what fell away and what was added."""

    before: str
    after: str
    gone: tuple[str, ...]
    come: tuple[str, ...]
    turns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class MethodPage:
    content: AdviceContent
    approaches: tuple[ShownApproach, ...]
    findings: tuple[ShownFinding, ...]
    laws: tuple[ShownSource, ...]
    sources: tuple[ShownSource, ...]
    example: Example


def method_page(language: str) -> MethodPage:
    content = case_content.advice_content(language)
    uses = _uses(language)
    every = [
        ShownSource(source=source, sure=sure_word(source))
        for source in case_content.sources(language).values()
    ]
    return MethodPage(
        content=content,
        approaches=tuple(_approach(approach, content) for approach in content.approach),
        findings=tuple(
            ShownFinding(
                finding=finding, label=finding_label(finding.id), uses=tuple(uses[finding.id])
            )
            for finding in case_content.findings(language).values()
        ),
        laws=tuple(each for each in every if each.source.kind == "law"),
        sources=tuple(each for each in every if each.source.kind != "law"),
        example=_example(language),
    )


def _approach(approach: Approach, content: AdviceContent) -> ShownApproach:
    numbers = {factor.key: number for number, factor in enumerate(content.factor, start=1)}
    labels = {factor.key: factor.labels for factor in content.factor}
    return ShownApproach(
        approach=approach,
        rules=tuple(
            ShownRule(
                text=rule.text,
                is_for=rule.side == "for",
                is_heavy=rule.weight == "heavy",
                when=tuple(
                    (numbers[factor], " / ".join(labels[factor][value] for value in values))
                    for factor, values in rule.when.items()
                ),
                sources=rule.sources,
            )
            for rule in content.rule
            if rule.approach == approach.key
        ),
    )


def _uses(language: str) -> dict[str, list[Use]]:
    """Return where each finding is used, each place once."""
    uses: dict[str, list[Use]] = {key: [] for key in case_content.findings(language)}
    for use, record in _places(language):
        for code in record.sources:
            if code in uses and use not in uses[code]:
                uses[code].append(use)
    return uses


def _places(language: str) -> Iterator[tuple[Use, Record]]:
    content = case_content.advice_content(language)
    trust = case_content.trust_content(language)
    contact = case_content.contact_content(language)
    before = Use(url_name="cases:before", key="", what=_("Before a case"))
    records: Iterable[Record] = (
        *content.factor,
        *content.risk_question,
        *content.approach,
        *content.outcome,
        *content.stop,
        *content.rule,
        *content.risk,
        *content.trust_need,
    )
    yield from ((before, record) for record in records)
    forms = Use(url_name="cases:trust", key="", what=_("Forms of trust"))
    yield from ((forms, record) for record in (*trust.principle, *trust.practice, trust.own_start))
    for situation in case_content.situations(language).values():
        use = Use(url_name="cases:situation", key=situation.id, what=situation.title)
        yield use, situation
        yield use, Record(sources=situation.said_by)
    arenas = Use(url_name="cases:arenas", key="", what=_("Where does this talk belong?"))
    yield from ((arenas, record) for record in (*contact.arena, *contact.point))
    call = Use(url_name="cases:phone_call", key="", what=_("A member rings about a case"))
    yield from ((call, record) for record in contact.call)
    members = Use(url_name="cases:elected_members", key="", what=_("For elected members"))
    yield from ((members, record) for record in contact.for_members)


def _example(language: str) -> Example:
    content = case_content.advice_content(language)
    factor = next(factor for factor in content.factor if factor.key == CHANGED)
    texts = {rule.id: rule.text for rule in content.rule}
    texts |= {stop.id: stop.title for stop in content.stop}
    situation = case_content.situations(language)[EXAMPLE]
    after = {**situation.factors, CHANGED: CHANGED_TO}
    difference = fallen_away(rules(), situation.factors, after)
    words = {
        "question": factor.question,
        "was": factor.labels[situation.factors[CHANGED]],
        "now": factor.labels[CHANGED_TO],
        "first": _first(after, content),
    }
    return Example(
        before=_("In “%(title)s” the first approach is: %(first)s.")
        % {"title": situation.title, "first": _first(situation.factors, content)},
        after=_(
            "Say the answer to “%(question)s” turns out to be “%(now)s” and not “%(was)s”."
            " Then it is: %(first)s."
        )
        % words,
        gone=tuple(texts[each] for each in difference.gone),
        come=tuple(texts[each] for each in difference.come),
        turns=tuple(_turns(situation.factors, content)),
    )


def _first(answers: Answers, content: AdviceContent) -> str:
    """Return what is advised first, or what is said where nothing is."""
    advice = advise(rules(), answers)
    labels = {approach.key: approach.label for approach in content.approach}
    texts = {outcome.id: outcome.text for outcome in content.outcome}
    if advice is None:
        return ""
    return labels[advice.first] if advice.first else texts[advice.outcome]


def _turns(answers: Answers, content: AdviceContent) -> Iterator[tuple[str, str, str]]:
    factors = {factor.key: factor for factor in content.factor}
    for turn in what_changes(rules(), answers):
        factor = factors[turn.factor]
        first = _first({**answers, turn.factor: turn.value}, content)
        yield factor.question, factor.labels[turn.value], first

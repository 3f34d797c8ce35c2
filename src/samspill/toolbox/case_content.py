"""What is known about a political case: questions, rules, situations, forms of trust, arenas.

Facts lie in `cases/NAME.toml`, the texts beside them in `cases/texts/NAME.LANGUAGE.toml`, by the
same keys. Here they are laid together in one language; a text that lacks, or that nothing asks
for, is an error that says where.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import msgspec

from samspill.toolbox.case_records import (
    AdviceContent,
    ContactContent,
    Finding,
    Findings,
    Situation,
    Situations,
    Source,
    Sources,
    TrustContent,
)
from samspill.toolbox.languages import LANGUAGES

FOLDER = files("samspill.toolbox").joinpath("cases")
# What a record is called by, in a file of facts.
NAMES_OF_KEYS = ("id", "key")
# What a browser is told of the rules: no texts, and no sources.
OUTCOME = ("id", "kind", "when", "when_unknown_any", "among", "when_unknown_more_than")
STOP = ("id", "closes", "when", "when_risk", "always", "first_task")
RULE = ("id", "approach", "side", "weight", "when")
CHANGE = ("id", "factor", "values", "was", "toward", "away_from")
RISK = ("id", "question", "values", "approach")
CONTRADICTION = ("id", "when")
TRUST_NEED = ("id", "form", "when")

Wanted = TypeVar("Wanted", bound=msgspec.Struct)


class CaseContentError(Exception):
    """A file of the content does not fit the others; the message says which and where."""


@cache
def advice_content(language: str) -> AdviceContent:
    """Return the questions, the rules and all that is said with them."""
    return _laid_together(("factors", "rules"), language, AdviceContent)


@cache
def trust_content(language: str) -> TrustContent:
    return _laid_together(("trust_forms",), language, TrustContent)


@cache
def contact_content(language: str) -> ContactContent:
    return _laid_together(("contact_rules",), language, ContactContent)


@cache
def situations(language: str) -> Mapping[str, Situation]:
    """Return the situations by their ids, in the order in which they are shown."""
    return {
        each.id: each for each in _laid_together(("situations",), language, Situations).situation
    }


@cache
def findings(language: str) -> Mapping[str, Finding]:
    """Return the findings of the thesis by their ids."""
    return {each.id: each for each in _laid_together(("findings",), language, Findings).finding}


@cache
def sources(language: str) -> Mapping[str, Source]:
    """Return what the content refers to, by its code; a finding is a source too."""
    return {each.key: each for each in _laid_together(("sources",), language, Sources).source}


@cache
def rules_as_data() -> dict[str, Any]:
    """Return the rules without their texts: the one thing that browser and server both read."""
    content = advice_content(LANGUAGES[0])
    return {
        "factors": [
            {"key": factor.key, "values": list(factor.values)} for factor in content.factor
        ],
        "approaches": [approach.key for approach in content.approach],
        "tie_order": list(content.tie_order),
        "outcomes": [_plain(outcome, OUTCOME) for outcome in content.outcome],
        "stops": [_plain(stop, STOP) for stop in content.stop],
        "rules": [_plain(rule, RULE) for rule in content.rule],
        "changes": [_plain(change, CHANGE) for change in content.change],
        "risks": [_plain(risk, RISK) for risk in content.risk],
        "trust_needs": [_plain(need, TRUST_NEED) for need in content.trust_need],
        "contradictions": [_plain(each, CONTRADICTION) for each in content.contradiction],
    }


def _plain(record: msgspec.Struct, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: msgspec.to_builtins(getattr(record, name)) for name in names}


def _laid_together(names: tuple[str, ...], language: str, kind: type[Wanted]) -> Wanted:
    whole: dict[str, Any] = {}
    for name in names:
        facts = _read(f"{name}.toml")
        texts = _read(f"texts/{name}.{language}.toml")
        for group, said in texts.items():
            facts[group] = _with_texts(f"{name}.{language}.toml, {group}", facts.get(group), said)
        whole |= facts
    try:
        return msgspec.convert(whole, kind)
    except msgspec.ValidationError as error:
        message = f"{', '.join(names)} in {language}: {error}"
        raise CaseContentError(message) from error


def _with_texts(where: str, facts: Any, texts: Any) -> Any:
    """Return facts with their texts: one table, or a list of records by their keys."""
    if not isinstance(facts, list):
        return {**(facts or {}), **texts}
    name = next(name for name in NAMES_OF_KEYS if name in facts[0])
    keys = {record[name] for record in facts}
    if keys != texts.keys():
        message = f"{where}: {sorted(keys ^ texts.keys())} are not in both"
        raise CaseContentError(message)
    return [{**record, **_as_table(texts[record[name]])} for record in facts]


def _as_table(said: str | dict[str, Any]) -> dict[str, Any]:
    return {"text": said} if isinstance(said, str) else said


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(FOLDER.joinpath(name).read_text(encoding="utf-8"))

"""What the script of *Before a case* is given: the rules, and every text in the page's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from samspill.cases.sources import known_codes, source_notes
from samspill.cases.words import script_words
from samspill.toolbox.case_content import advice_content, rules_as_data
from samspill.toolbox.case_records import AdviceContent, Record


def script_data(language: str) -> dict[str, Any]:
    """Return all that the page needs, so that it never has to ask for anything."""
    content = advice_content(language)
    return {
        "rules": rules_as_data(),
        "texts": {**_texts_of_questions(content), **_texts_of_rules(content)},
        "sources": {
            note.code: {"text": note.text, "sure": note.sure, "url": note.url}
            for note in source_notes(known_codes(language), language)
        },
        "words": script_words(),
        "links": {
            "method": reverse("cases:method"),
            "situations": reverse("cases:situations"),
            "trust": reverse("cases:trust"),
        },
    }


def _texts_of_questions(content: AdviceContent) -> dict[str, Any]:
    return {
        "factors": _by_key(content.factor, "key", ("label", "question", "labels", "if_unknown")),
        "risk_questions": _by_key(
            content.risk_question, "key", ("values", "question", "labels", "self_check")
        ),
    }


def _texts_of_rules(content: AdviceContent) -> dict[str, Any]:
    approach = ("label", "now", "ready", "means_here", "does_not_mean", "risk", "sources")
    return {
        "approaches": _by_key(content.approach, "key", approach),
        "outcomes": _by_key(content.outcome, "id", ("text", "do", "dont", "sources")),
        "stops": _by_key(content.stop, "id", ("title", "text", "do", "sources")),
        "reasons": _by_key(content.rule, "id", ("text", "sources")),
        "changes": _by_key(content.change, "id", ("found_out", "then")),
        "risks": _by_key(content.risk, "id", ("text",)),
        "trust_needs": _by_key(content.trust_need, "id", ("text", "sources")),
        "contradictions": _by_key(content.contradiction, "id", ("text",)),
    }


def _by_key(records: Iterable[Record], key: str, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        getattr(record, key): {name: getattr(record, name) for name in names} for record in records
    }

"""What the numbers of one statement mean, how sure they are and how they were made.

The words are content (`toolbox/explanations.toml`). Which of them fit is decided here, and only
from what a release shows: nothing is said that a reader could not have found.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format

from samspill.toolbox.explanations import Explanation, explanations

Content = dict[str, Any]

# Most stand together and some on the far side: seven of ten on one, and at least a tile across.
HEAP_PERCENT = 70
# "Most" is two thirds, as in the words for five to 11 answers.
MOST_THIRDS = 2


@dataclass(frozen=True)
class ExplainedNumber:
    """One kind of number that a statement shows, opened up."""

    key: str
    title: str
    means: str
    sure: str
    made: str


def explain(item: Content, scale: Content, language: str) -> tuple[ExplainedNumber, ...]:
    """Explain every number that is shown of one statement, as it is stored in a release."""
    known = known_of(item)
    kinds = _kinds(item, known)
    places = _places(item, scale, language)
    return tuple(
        ExplainedNumber(
            key=one.key,
            title=one.title[language],
            means=one.said("means", language, known, **places),
            sure=one.said("sure", language, known, **places),
            made=one.said("made", language, known, **places),
        )
        for one in explanations().numbers
        if one.key in kinds
    )


def explain_in_general(keys: AbstractSet[str], language: str) -> tuple[ExplainedNumber, ...]:
    """Explain kinds of numbers once for all, as on paper."""
    return tuple(in_general(one, language) for one in explanations().numbers if one.key in keys)


def in_general(one: Explanation, language: str) -> ExplainedNumber:
    texts = (one.title, one.means, one.sure, one.made)
    return ExplainedNumber(one.key, *(text[language] for text in texts))


def known_of(item: Content) -> frozenset[str]:
    """Tell what is known of one statement, in the words that texts may depend on."""
    shown = item["shown"]
    word = shown["word"] or ""
    since = item.get("since")
    known = {
        shown["form"],
        "most" if word.startswith("most") else word,
        "middle" if shown["nearest_point"] is not None else "",
        "number" if item.get("interval") else "",
        _spread(shown),
        item.get("beside_chance") or "",
        (since["change"] or "not_comparable") if since else "",
        item.get("groups_differ") or "",
        *_shapes(shown),
    }
    return frozenset(known - {"", "hidden", "words"})


def _spread(shown: Content) -> str:
    """Name the spread; where a heap and a few far away make it wide, that is what it is."""
    low, _middle, high = shown["sides"]
    is_heap = max(low, high) * 100 >= HEAP_PERCENT * sum(shown["tiles"])
    if shown["spread"] == "wide" and is_heap and min(low, high) > 0:
        return "few_far_away"
    return shown["spread"] or ""


def _shapes(shown: Content) -> tuple[str, ...]:
    """Tell whether most stand at the very end of the scale, where nothing lies beyond."""
    tiles, whole = shown["tiles"], sum(shown["tiles"])
    ends = {"at_the_low_end": tiles[:1], "at_the_high_end": tiles[-1:]}
    return tuple(name for name, end in ends.items() if whole and end[0] * 3 >= MOST_THIRDS * whole)


def _kinds(item: Content, known: AbstractSet[str]) -> frozenset[str]:
    is_hidden = item["shown"]["form"] == "hidden"
    has_groups = item.get("group_words") and not known & {"near_unanimous"}
    kinds = {
        "tiles": bool(item["shown"]["tiles"]),
        "nearly-everybody": "near_unanimous" in known,
        "words": item["shown"]["form"] == "words",
        "middle": "middle" in known,
        "how-sure": "number" in known,
        "spread": bool(item["shown"]["spread"]),
        "change": bool(item.get("since")) and not is_hidden,
        "groups": bool(has_groups) and not is_hidden,
    }
    return frozenset(kind for kind, is_shown in kinds.items() if is_shown)


def _places(item: Content, scale: Content, language: str) -> dict[str, str]:
    """Return what stands in each place; empty where the statement does not show it."""
    shown, words = item["shown"], item["words"][language]
    low, high = item.get("interval") or (None, None)
    since = item.get("since") or {}
    return {
        "low_sum": words["low_sum"],
        "high_sum": words["high_sum"],
        "finding": words["finding"],
        "middle": _decimal(shown["middle"]),
        "from": _decimal(low),
        "to": _decimal(high),
        "n": "" if shown["n"] is None else number_format(shown["n"]),
        "bottom": str(scale["low"]),
        "top": str(scale["high"]),
        "before": _decimal(since.get("middle")),
    }


def _decimal(number: float | None) -> str:
    return "" if number is None else str(number_format(number, decimal_pos=1))

"""What the numbers of one statement mean, how sure they are and how they were made.

The words are content (`toolbox/explanations.toml`). Which of them fit is decided here, and only
from what a release shows: nothing is said that a reader could not have found.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from samspill.readings.reading import ShownFigures, StoredItem, StoredScale
from samspill.toolbox.explanations import Explanation, explanations
from samspill.toolbox.languages import in_language

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


def explain(item: StoredItem, scale: StoredScale, language: str) -> tuple[ExplainedNumber, ...]:
    """Explain every number that is shown of one statement, as it is stored in a release."""
    known = known_of(item)
    kinds = _kinds(item, known)
    places = _places(item, scale, language)
    return tuple(
        ExplainedNumber(
            key=number.key,
            title=in_language(number.title, language),
            means=number.said("means", language, known, **places),
            sure=number.said("sure", language, known, **places),
            made=number.said("made", language, known, **places),
        )
        for number in explanations().numbers
        if number.key in kinds
    )


def explain_in_general(keys: AbstractSet[str], language: str) -> tuple[ExplainedNumber, ...]:
    """Explain kinds of numbers once for all, as on paper."""
    return tuple(
        in_general(number, language) for number in explanations().numbers if number.key in keys
    )


def in_general(number: Explanation, language: str) -> ExplainedNumber:
    texts = (number.title, number.means, number.sure, number.made)
    return ExplainedNumber(number.key, *(in_language(text, language) for text in texts))


def known_of(item: StoredItem) -> frozenset[str]:
    """Tell what is known of one statement, in the words that texts may depend on."""
    figures, since = item.figures, item.since
    word = figures.word or ""
    known = {
        figures.form,
        "most" if word.startswith("most") else word,
        "middle" if figures.nearest_point is not None else "",
        "number" if item.interval else "",
        _spread(figures),
        item.beside_chance or "",
        (since.change or "not_comparable") if since else "",
        (item.groups and item.groups.say) or "",
        *_shapes(figures),
    }
    return frozenset(known - {"", "hidden", "words"})


def _spread(figures: ShownFigures) -> str:
    """Name the spread; where a heap and a few far away make it wide, that is what it is."""
    low, _middle, high = figures.sides
    is_heap = max(low, high) * 100 >= HEAP_PERCENT * sum(figures.tiles)
    if figures.spread == "wide" and is_heap and min(low, high) > 0:
        return "few_far_away"
    return figures.spread or ""


def _shapes(figures: ShownFigures) -> tuple[str, ...]:
    """Tell whether most stand at the very end of the scale, where nothing lies beyond."""
    tiles, whole = figures.tiles, sum(figures.tiles)
    ends = {"at_the_low_end": tiles[:1], "at_the_high_end": tiles[-1:]}
    return tuple(name for name, end in ends.items() if whole and end[0] * 3 >= MOST_THIRDS * whole)


def _kinds(item: StoredItem, known: AbstractSet[str]) -> frozenset[str]:
    figures = item.figures
    is_hidden = figures.form == "hidden"
    has_groups = item.groups is not None and "near_unanimous" not in known
    kinds = {
        "tiles": bool(figures.tiles),
        "nearly-everybody": "near_unanimous" in known,
        "words": figures.form == "words",
        "middle": "middle" in known,
        "how-sure": "number" in known,
        "spread": bool(figures.spread),
        "change": item.since is not None and not is_hidden,
        "groups": has_groups and not is_hidden,
    }
    return frozenset(kind for kind, is_shown in kinds.items() if is_shown)


def _places(item: StoredItem, scale: StoredScale, language: str) -> Mapping[str, str]:
    """Return what stands in each place; empty where the statement does not show it."""
    figures, words = item.figures, item.words
    low, high = item.interval or (None, None)
    return {
        "low_sum": in_language(words.low_sum, language),
        "high_sum": in_language(words.high_sum, language),
        "finding": in_language(words.finding, language),
        "middle": decimal(figures.middle),
        "from": decimal(low),
        "to": decimal(high),
        "n": _number(item),
        "bottom": str(scale.low),
        "top": str(scale.high),
        "before": decimal(item.since.middle_before if item.since else None),
    }


def _number(item: StoredItem) -> str:
    """Write the number of answers; where "don't know" is one, the number of others is rounded."""
    if item.figures.count is None:
        return ""
    number = str(number_format(item.figures.count))
    return number if item.dont_know is None else _("{number} or more").format(number=number)


def decimal(number: float | None) -> str:
    """Write a number with one decimal; nothing where there is none."""
    return "" if number is None else str(number_format(number, decimal_pos=1))

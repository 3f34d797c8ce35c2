"""What a table should talk about, from the scores it has read aloud: strong, apart, low.

Nothing is called any of it before everybody at the table has read: who reads last would otherwise
hear what is thought of the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from samspill.toolbox.round_content import DONT_KNOW, ScaleContent

Signal = Literal["strong", "wide", "low", ""]

# Samspill's own rule: three quarters of the scale between the lowest and the highest score is
# apart, and at most three are named, widest first; strong is where everybody is in the upper
# quarter and half; low are the two lowest means on the lower half, with what ties.
WIDE_SHARE = Fraction(3, 4)
STRONG_FROM = Fraction(3, 4)
MOST_STRONG = 3
MOST_WIDE = 3
LOW_ITEMS = 2
# Distriktssenteret seats four to six at a table; with more, not everybody gets to speak.
MANY_AT_A_TABLE = 6


def signals_of(
    by_item: Sequence[Sequence[int | None]], scales: Sequence[ScaleContent]
) -> list[Signal]:
    """Return for each statement what it is at this table; scales are compared by height."""
    given = [
        [_height(score, scale) for score in scores if score not in (None, DONT_KNOW)]
        for scores, scale in zip(by_item, scales, strict=True)
    ]
    rated = {place: heights for place, heights in enumerate(given) if len(heights) > 1}
    strong = _strong(rated)
    apart = {place for place, heights in rated.items() if _width(heights) >= WIDE_SHARE}
    wide = _widest({place: rated[place] for place in apart})
    # Where they lie apart but others do more, the middle says as little: that is not low either.
    low = _low({place: heights for place, heights in rated.items() if place not in apart})
    signals: list[Signal] = []
    for place in range(len(given)):
        if place in wide:
            signals.append("wide")
        elif place in low:
            signals.append("low")
        else:
            signals.append("strong" if place in strong else "")
    return signals


def width_of(scores: Sequence[int | None], scale: ScaleContent) -> Fraction:
    """Return how far apart the scores of a statement lie, as a share of its scale."""
    heights = [_height(score, scale) for score in scores if score not in (None, DONT_KNOW)]
    return max(heights) - min(heights) if heights else Fraction(0)


def _strong(rated: dict[int, list[Fraction]]) -> set[int]:
    high = [place for place, heights in rated.items() if min(heights) >= STRONG_FROM]
    highest = sorted(high, key=lambda place: (-_mean(rated[place]), place))
    return set(highest[:MOST_STRONG])


def _widest(apart: dict[int, list[Fraction]]) -> set[int]:
    """Return the widest; of two as wide, the one with fewer people between its ends."""
    widest = sorted(
        apart, key=lambda place: (-_width(apart[place]), -_variance(apart[place]), place)
    )
    return set(widest[:MOST_WIDE])


def _width(heights: Sequence[Fraction]) -> Fraction:
    return max(heights) - min(heights)


def _low(rated: dict[int, list[Fraction]]) -> set[int]:
    means = {place: _mean(heights) for place, heights in rated.items()}
    below = sorted(mean for mean in means.values() if 2 * mean < 1)
    if not below:
        return set()
    limit = below[min(LOW_ITEMS, len(below)) - 1]
    return {place for place, mean in means.items() if mean <= limit}


def _mean(heights: Sequence[Fraction]) -> Fraction:
    return sum(heights, Fraction(0)) / len(heights)


def _variance(heights: Sequence[Fraction]) -> Fraction:
    mean = _mean(heights)
    return _mean([(height - mean) ** 2 for height in heights])


def _height(score: int | None, scale: ScaleContent) -> Fraction:
    """Return how far up on its scale a score lies, from 0 to 1."""
    return Fraction((score or 0) - scale.low, scale.high - scale.low)

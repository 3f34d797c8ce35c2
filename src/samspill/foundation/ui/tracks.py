"""The line below a drawing: the middle, how sure it is, and where it was last time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import pgettext

from samspill.foundation.ui.lettering import LETTER
from samspill.foundation.ui.shapes import Ring, Span, Stroke, Word, number

DIAMOND = 6.4
DIAMOND_ROOM = 9.0
RING = 4.5
RING_ROOM = 6.5
ARROW_ABOVE = 10.0
ARROW_HEAD = 4.0
# Two signs closer than this have no room for an arrow between them.
SHORTEST_ARROW = 22.0
# A stump of line between two signs would look like a sign of its own.
SHORTEST_LINE = 8.0
WORD_GAP = 6.0


@dataclass(frozen=True)
class Places:
    """Where the signs stand along the drawing, in units. `before` has a text, such as a month."""

    middle: float
    interval: Span | None = None
    before: float | None = None
    before_text: str = ""


def track(places: Places, y: float, width: float, *, small: bool) -> dict[str, object]:
    """Return the parts of the drawing below the wells, by their names in the figure."""
    word = None if small else _middle_word(places, y, width)
    ring_word = None if small or places.before is None else _ring_word(places, y, width)
    return {
        "track": _line(places, y, width, [text for text in (word, ring_word) if text]),
        "interval": _interval(places, y),
        "diamond": _corners(
            [(places.middle, y - DIAMOND), (places.middle + DIAMOND, y),
             (places.middle, y + DIAMOND), (places.middle - DIAMOND, y)]
        ),
        "middle_word": word,
        "ring": _ring(places, y),
        "ring_word": ring_word,
        **_arrow(places, y),
    }  # fmt: skip


def _ring(places: Places, y: float) -> Ring | None:
    if places.before is None:
        return None
    return Ring(number(places.before), number(y), number(RING))


def _taken(places: Places) -> Span:
    """From the leftmost to the rightmost sign."""
    left, right = places.middle - DIAMOND_ROOM, places.middle + DIAMOND_ROOM
    if places.interval is not None:
        left, right = min(left, places.interval.left), max(right, places.interval.right)
    if places.before is not None:
        left, right = min(left, places.before - RING_ROOM), max(right, places.before + RING_ROOM)
    return Span(left, right)


def _middle_word(places: Places, y: float, width: float) -> Word | None:
    """Beside the signs, on the side with more room; nothing where the text does not fit."""
    text = pgettext("below a drawing, beside the diamond", "the middle")
    taken, length = _taken(places), len(text) * LETTER
    right = width - taken.right >= taken.left
    if places.before is not None:
        right = places.before <= places.middle
    room = width - taken.right if right else taken.left
    if room < length + WORD_GAP:
        return None
    x = taken.right + WORD_GAP if right else taken.left - WORD_GAP
    return Word(text, number(x), number(y + 4), "start" if right else "end")


def _ring_word(places: Places, y: float, width: float) -> Word | None:
    """Outside the ring, away from the diamond."""
    assert places.before is not None  # noqa: S101  (asked for only where there is a ring)
    taken, length = _taken(places), len(places.before_text) * LETTER
    left = places.before <= places.middle
    room = taken.left if left else width - taken.right
    if not places.before_text or room < length + WORD_GAP:
        return None
    x = taken.left - WORD_GAP if left else taken.right + WORD_GAP
    return Word(places.before_text, number(x), number(y + 4), "end" if left else "start")


def _line(places: Places, y: float, width: float, words: Iterable[Word]) -> tuple[Stroke, ...]:
    """Return the scale's line, broken for every sign and word."""
    gaps = [(places.middle - DIAMOND_ROOM, places.middle + DIAMOND_ROOM)]
    if places.before is not None:
        gaps.append((places.before - RING_ROOM, places.before + RING_ROOM))
    for word in words:
        start, extent = float(word.x), len(word.text) * LETTER
        from_start = (start - 4, start + extent + 2)
        gaps.append(from_start if word.anchor == "start" else (start - extent - 2, start + 4))
    lines, at = [], 0.0
    for left, right in [*sorted(gaps), (width, width)]:
        if left - at > SHORTEST_LINE:
            lines.append(Stroke(number(at), number(y), number(left), number(y)))
        at = max(at, right)
    return tuple(lines)


def _interval(places: Places, y: float) -> tuple[Stroke, ...]:
    """Return the thick line that shows the doubt, broken for the diamond."""
    if places.interval is None:
        return ()
    left, right = places.middle - DIAMOND_ROOM, places.middle + DIAMOND_ROOM
    pieces = ((places.interval.left, left), (right, places.interval.right))
    return tuple(Stroke(number(a), number(y), number(b), number(y)) for a, b in pieces if b - a > 1)


def _arrow(places: Places, y: float) -> dict[str, object]:
    if places.before is None or abs(places.middle - places.before) < SHORTEST_ARROW:
        return {"arrow": None, "arrow_head": ""}
    way = 1 if places.middle > places.before else -1
    start, tip, at = places.before, places.middle - way * 2, y - ARROW_ABOVE
    back = tip - way * 2 * ARROW_HEAD
    return {
        "arrow": Stroke(number(start), number(at), number(back), number(at)),
        "arrow_head": _corners([(tip, at), (back, at - ARROW_HEAD), (back, at + ARROW_HEAD)]),
    }


def _corners(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)

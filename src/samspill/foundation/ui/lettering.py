"""Words in a drawing: SVG does not fold a text, so it is folded here."""

from __future__ import annotations

import textwrap
from itertools import combinations, pairwise

# An average letter of a system font; generous, so that a text is rather folded than cut.
LETTER = 6.6
LINE_HEIGHT = 15.0
MOST_LINES = 3


def fold(text: str, room: float) -> tuple[str, ...] | None:
    """Return a text in the fewest and most even lines that fit, or nothing."""
    parts = text.split()
    for count in range(1, MOST_LINES + 1):
        cuts = [(0, *inner, len(parts)) for inner in combinations(range(1, len(parts)), count - 1)]
        folds = [tuple(" ".join(parts[a:b]) for a, b in pairwise(cut)) for cut in cuts]
        best = min(folds, key=_unevenness, default=None)
        if best and max(map(len, best)) * LETTER <= room:
            return best
    return None


def _unevenness(fold: tuple[str, ...]) -> tuple[int, int]:
    lengths = [len(line) for line in fold]
    return max(lengths), sum(length**2 for length in lengths)


def wrap(text: str, room: float) -> tuple[str, ...]:
    """Return a text in as many lines as it takes; even a word may be divided."""
    return tuple(textwrap.wrap(text, int(room / LETTER)))

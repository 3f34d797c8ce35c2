"""The figure of the trust exercise: drawn by ourselves, since the text it is from lacks its own."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _

from samspill.foundation.ui.lettering import LETTER, wrap

register = template.Library()

WIDTH, BOX = 480, 222
# The middle of each road.
KNOWN, UNKNOWN = 115, 365
TEXT, STRONG = 18, 22
LINE = 23
# How wide a letter is beside its height.
WIDE = 0.52


@dataclass(frozen=True)
class Words:
    """A text of the drawing: its lines, each with the height where it stands."""

    x: int
    lines: tuple[tuple[int, str], ...]


@register.inclusion_tag("meetings/trust_model.html")
def trust_model() -> dict[str, object]:
    """Draw the two roads: knowing why leads to trust, not knowing to suspicion."""
    return {
        "event": folded(_("Something succeeded, or something failed"), WIDTH // 2, 30, WIDTH - 20),
        "known": folded(
            _("Everyone did their best, was open, and chose together"), KNOWN, 164, BOX - 22
        ),
        "unknown": folded(
            _("We guess at hidden motives, rightly or wrongly"), UNKNOWN, 164, BOX - 22
        ),
        "grows": folded(_("Trust grows"), KNOWN, 352, BOX, STRONG),
        "shrinks": folded(_("Trust shrinks"), UNKNOWN, 352, BOX, STRONG),
    }


def folded(text: str, x: int, y: int, room: int, size: int = TEXT) -> Words:
    """Return a text in as many lines as it takes, from a height and down."""
    lines = wrap(text, room * LETTER / (size * WIDE))
    return Words(x, tuple((y + number * LINE, line) for number, line in enumerate(lines)))

"""What the signs in the drawings of a page mean."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Legend:
    """Which signs there are, and what is said of them.

    `middle` is empty where no diamond is drawn; with `has_interval` it has its doubt beside it,
    and with `has_change` a ring shows where it was.
    """

    tile: str
    middle: str
    has_interval: bool
    has_change: bool


def legend_of(
    *,
    tenths: bool = True,
    fifths: bool = False,
    middle: bool = False,
    interval: bool = False,
    change: bool = False,
) -> Legend:
    """Return what the signs of a page mean, whose tiles are tenths, fifths, or some of each."""
    if tenths and fifths:
        tile = _("One tile is about a tenth of the answers (a tall one a fifth), never one person")
    elif fifths:
        tile = _("One tile is about a fifth of the answers, never one person")
    else:
        tile = _("One tile is about a tenth of the answers, never one person")
    told = _("The middle, and how sure it is") if interval else _("The middle")
    return Legend(tile, told if middle else "", interval, change)

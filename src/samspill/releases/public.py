"""The door to releases for other slices, and the only door for numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from samspill.collaborations.public import Collaboration
from samspill.releases.models import Release

__all__ = ["Release", "Shown", "earlier_releases", "release"]


@dataclass(frozen=True)
class Shown:
    """Numbers and sentences that have passed disclosure control, in every language.

    Made where a slice reads its answers (`surveys.readings`), and nowhere else: a contract test
    looks for other makers.
    """

    content: Mapping[str, object]


def release(shown: Shown, *, collaboration: Collaboration, at: datetime) -> Release:
    """Store what is shown from now on. It never changes, and knows all earlier ones.

    Raises
    ------
    TypeError
        Given anything else than `Shown`: bare numbers do not leave.
    """
    return Release.objects.create(
        collaboration=collaboration,
        released_at=at,
        knows=[str(one.pk) for one in earlier_releases(collaboration)],
        content=dict(_checked(shown).content),
    )


def earlier_releases(collaboration: Collaboration) -> tuple[Release, ...]:
    """Return everything that has been shown of a collaboration, oldest first."""
    found = Release.objects.filter(collaboration=collaboration)
    return tuple(found.order_by("released_at", "pk"))


def _checked(shown: object) -> Shown:
    """Refuse what a caller that no type checker has seen may bring."""
    if not isinstance(shown, Shown):
        message = f"only what has passed disclosure control is released, not {type(shown).__name__}"
        raise TypeError(message)
    return shown

"""The door to releases for other slices, and the only door for numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import apps

from samspill.readings.formats import as_stored
from samspill.readings.reading import Reading

if TYPE_CHECKING:
    # Sentences are made without a database too (`samspill analyse`): models come when used.
    from samspill.collaborations.public import Collaboration
    from samspill.readings.models import Release


class NotSafeError(Exception):
    """What was to be released lets somebody find an answer, or was not tried against all of it."""


@dataclass(frozen=True)
class Audit:
    """What an attacker finds in what is to be shown, and the earlier releases that were tried.

    Made from what `samspill.science.reading_disclosure` decided.
    """

    is_safe: bool
    earlier: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """Numbers and sentences that have passed disclosure control, in every language.

    Made where answers are read (`readings.making`), and nowhere else: a contract test looks for
    other makers. Without an audit there is nothing to release.
    """

    reading: Reading
    audit: Audit


def release(shown: Shown, *, collaboration: Collaboration, at: datetime) -> Release:
    """Store what is shown from now on. It never changes, and knows all earlier ones.

    Raises
    ------
    TypeError
        Given anything else than `Shown`: bare numbers do not leave.
    NotSafeError
        The audit found something, or did not try all that has been shown before. Nothing is stored.
    """
    content = as_stored(_checked(shown).reading)
    knows = tuple(str(before.pk) for before in earlier_releases(collaboration))
    if not shown.audit.is_safe:
        message = "an answer could be found in what was to be released; show less of it"
        raise NotSafeError(message)
    if shown.audit.earlier != knows:
        message = (
            f"tried against {len(shown.audit.earlier)} earlier releases of {len(knows)}; again"
        )
        raise NotSafeError(message)
    return _releases().objects.create(
        collaboration=collaboration,
        released_at=at,
        knows=list(knows),
        content=content,
    )


def earlier_releases(collaboration: Collaboration) -> tuple[Release, ...]:
    """Return everything that has been shown of a collaboration, oldest first."""
    before = _releases().objects.filter(collaboration=collaboration)
    return tuple(before.order_by("released_at", "pk"))


def _releases() -> type[Release]:
    model: type[Release] = apps.get_model("releases", "Release")
    return model


def _checked(shown: object) -> Shown:
    """Refuse what a caller that no type checker has seen may bring."""
    if isinstance(shown, Shown):
        parts: tuple[object, object] = (shown.reading, shown.audit)
        if isinstance(parts[0], Reading) and isinstance(parts[1], Audit):
            return shown
    message = f"only what has passed disclosure control is released, not {type(shown).__name__}"
    raise TypeError(message)

"""The levels of a reform, and the partners they are in its collaboration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from samspill.collaborations.public import Partner
from samspill.toolbox.reform.loading import readiness

KINDS: Mapping[str, Partner.Kind] = {
    "staff": Partner.Kind.STAFF,
    "nearest": Partner.Kind.NEAREST_LEADERS,
    "top": Partner.Kind.TOP_LEADERS,
    "union": Partner.Kind.UNION,
    "users": Partner.Kind.USERS,
}


def level_names(language: str) -> dict[str, str]:
    """Return every level by its key, in the order in which they are shown."""
    return {level.key: level.name[language] for level in readiness().levels}


def levels_among(partners: Iterable[Partner]) -> tuple[str, ...]:
    """Return the levels that a collaboration has, in their order."""
    kinds = {partner.kind for partner in partners}
    return tuple(key for key, kind in KINDS.items() if kind in kinds)

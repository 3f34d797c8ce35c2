"""Every read that a page about reforms needs."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from samspill.collaborations.public import Collaboration
from samspill.reforms.models import Reform


@dataclass(frozen=True)
class ReformSummary:
    """A reform as lists show it."""

    key: UUID
    title: str


def reforms_of(collaboration: Collaboration) -> tuple[ReformSummary, ...]:
    """Return what is written down of a collaboration, the oldest first."""
    rows = Reform.objects.filter(collaboration=collaboration).values_list("pk", "title")
    return tuple(ReformSummary(key, title) for key, title in rows)

"""Every read that a page about trials needs."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from samspill.collaborations.public import Collaboration
from samspill.trials.models import Trial


@dataclass(frozen=True)
class TrialSummary:
    """A trial as lists show it."""

    key: UUID
    title: str


def trials_of(collaboration: Collaboration) -> tuple[TrialSummary, ...]:
    """Return what is written down of a collaboration, the oldest first."""
    rows = Trial.objects.filter(collaboration=collaboration).values_list("pk", "title")
    return tuple(TrialSummary(key, title) for key, title in rows)

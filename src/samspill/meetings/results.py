"""Every read that a page about meetings needs."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from samspill.collaborations.public import Collaboration
from samspill.meetings.models import Meeting


@dataclass(frozen=True)
class MeetingSummary:
    """A meeting as lists show it."""

    key: UUID
    title: str


def meetings_of(collaboration: Collaboration) -> tuple[MeetingSummary, ...]:
    """Return what is written down of a collaboration, the oldest first."""
    rows = Meeting.objects.filter(collaboration=collaboration).values_list("pk", "title")
    return tuple(MeetingSummary(key, title) for key, title in rows)

"""The only way to a meeting, a step of it, or what a code of one opens."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from samspill.collaborations.public import collaborations_of
from samspill.foundation.access.public import READERS, Actor, NotAllowedError, NotFoundError, Role
from samspill.meetings.models import Arrival, Commitment, Meeting, Note, Step, Table

__all__ = [
    "Arrival",
    "Commitment",
    "Meeting",
    "Note",
    "Step",
    "Table",
    "access_meeting",
    "access_step",
    "find_meeting_by_code",
    "meetings_of",
]

# `see` is the programme and the minutes; `change` is to plan and to lead.
To = Literal["see", "change"]

ROLES: dict[To, frozenset[Role]] = {
    "see": frozenset(READERS),
    "change": frozenset({Role.FACILITATOR}),
}
# So long after a meeting its code still shows what was promised.
CODE_STAYS = timedelta(days=2)


def meetings_of(actor: Actor) -> QuerySet[Meeting]:
    """Return the meetings the actor may see: those of collaborations they may see."""
    return Meeting.objects.filter(collaboration__in=collaborations_of(actor)).select_related(
        "collaboration", "state", "join_code"
    )


def access_meeting(actor: Actor, key: UUID, *, to: To) -> Meeting:
    meeting = (
        Meeting.objects.filter(
            pk=key,
            organisation=actor.organisation_id,
            collaboration__removed_at__isnull=True,
        )
        .select_related("collaboration", "state", "state__step", "join_code")
        .first()
    )
    if meeting is None:
        raise NotFoundError
    if not actor.has(*ROLES[to]):
        raise NotAllowedError
    return meeting


def access_step(actor: Actor, key: UUID, *, to: To) -> Step:
    """Fetch a step by way of its meeting: who may change that may change it."""
    step = Step.objects.filter(pk=key).first()
    if step is None:
        raise NotFoundError
    step.meeting = access_meeting(actor, step.meeting_id, to=to)
    return step


def find_meeting_by_code(code: str) -> Meeting:
    """Fetch the meeting whose code this is. Everybody may, until two days after it is closed."""
    if not (code.isascii() and code.isdigit()):
        raise NotFoundError  # PostgreSQL refuses some of what an address can hold
    meeting = (
        Meeting.objects.filter(join_code__code=code)
        .exclude(closed_at__lt=timezone.now() - CODE_STAYS)
        .exclude(collaboration__removed_at__isnull=False)
        .select_related("collaboration", "state", "state__step", "join_code")
        .first()
    )
    if meeting is None:
        raise NotFoundError
    return meeting

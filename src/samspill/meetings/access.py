"""The only way to a meeting, a step of it, or what a code of one opens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from samspill.collaborations.public import collaborations_of
from samspill.foundation.access.public import READERS, Actor, NotAllowedError, NotFoundError, Role
from samspill.meetings.models import (
    Arrival,
    Attendee,
    Commitment,
    Meeting,
    MeetingState,
    Note,
    Step,
    Table,
)
from samspill.people.public import Group, access_group, groups_of

__all__ = [
    "Arrival",
    "Attendee",
    "Commitment",
    "Group",
    "Meeting",
    "Note",
    "Room",
    "Step",
    "Table",
    "access_attendee",
    "access_group",
    "access_meeting",
    "access_step",
    "find_meeting_by_address",
    "find_room",
    "may_lead",
    "meetings_of",
]

# `see` is the programme and the minutes; `change` is to plan and to lead.
To = Literal["see", "change"]

ROLES: dict[To, frozenset[Role]] = {
    "see": frozenset(READERS),
    "change": frozenset({Role.FACILITATOR}),
}
LIKE_AN_ADDRESS = re.compile(r"[A-Za-z0-9_-]{1,32}")


def meetings_of(actor: Actor) -> QuerySet[Meeting]:
    """Return the meetings the actor may see: of collaborations they may see, and their groups."""
    own = Q(collaboration__in=collaborations_of(actor)) | Q(group__in=groups_of(actor))
    return Meeting.objects.filter(own).select_related(
        "collaboration", "group", "state", "join_code"
    )


def may_lead(actor: Actor, meeting: Meeting) -> bool:
    """Return whether somebody who may see a meeting may plan and lead it: in a group, all may."""
    return meeting.group_id is not None or actor.has(*ROLES["change"])


def access_meeting(actor: Actor, key: UUID, *, to: To) -> Meeting:
    meeting = (
        Meeting.objects.filter(
            pk=key,
            organisation=actor.organisation_id,
            collaboration__removed_at__isnull=True,
        )
        .select_related("collaboration", "group", "state__step", "join_code")
        .first()
    )
    if meeting is None:
        raise NotFoundError
    if meeting.group_id is not None:
        access_group(actor, meeting.group_id, to="take part in")
    elif not actor.has(*ROLES[to]):
        raise NotAllowedError
    return meeting


def access_step(actor: Actor, key: UUID, *, to: To) -> Step:
    """Fetch a step by way of its meeting: who may change that may change it."""
    step = Step.objects.filter(pk=key).first()
    if step is None:
        raise NotFoundError
    step.meeting = access_meeting(actor, step.meeting_id, to=to)
    return step


def access_attendee(actor: Actor, key: UUID, *, to: To) -> Attendee:
    """Fetch somebody on a roster by way of the meeting."""
    attendee = Attendee.objects.filter(pk=key).first()
    if attendee is None:
        raise NotFoundError
    attendee.meeting = access_meeting(actor, attendee.meeting_id, to=to)
    return attendee


@dataclass(frozen=True)
class Room:
    """What a phone asks for again and again: a meeting by its address, and what changed there."""

    address: str
    revision: str


def find_room(address: str) -> Room:
    """Fetch as little as tells whether a phone's page is still right. Everybody may."""
    states = MeetingState.objects.filter(meeting__in=_at(address))
    state = states.values_list("revision", "room_revision").first()
    if state is None:
        raise NotFoundError
    return Room(address, f"{state[0]}.{state[1]}")


def find_meeting_by_address(address: str) -> Meeting:
    """Fetch the meeting under the long address that its code leads to. Everybody may.

    The address cannot be guessed, as the six figures can; it ends with the day of the follow-up.
    """
    with_all = _at(address).select_related("collaboration", "group", "state__step", "join_code")
    meeting = with_all.first()
    if meeting is None:
        raise NotFoundError
    return meeting


def _at(address: str) -> QuerySet[Meeting]:
    if not LIKE_AN_ADDRESS.fullmatch(address):
        raise NotFoundError  # PostgreSQL refuses some of what an address can hold
    return (
        Meeting.objects.filter(join_code__long_address=address)
        .exclude(join_code__address_ends_on__lt=timezone.localdate())
        .exclude(collaboration__removed_at__isnull=False)
    )

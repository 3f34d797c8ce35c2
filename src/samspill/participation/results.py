"""Every read that a page about coming in needs."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from samspill.foundation.declarations.public import TaskKind
from samspill.participation.access import hash_of
from samspill.participation.models import Invitation, JoinCode, TaskLink, Ticket


@dataclass(frozen=True)
class InvitationSummary:
    """Who is asked, and whether they have come to the meeting. Not whether the link is used."""

    key: UUID
    name: str
    is_checked_in: bool


def invitation_list(join_code: JoinCode) -> tuple[InvitationSummary, ...]:
    invitations = Invitation.objects.filter(join_code=join_code)
    return tuple(
        InvitationSummary(invitation.pk, invitation.name, invitation.is_checked_in)
        for invitation in invitations
    )


@dataclass(frozen=True)
class Presence:
    """How many of those who are asked have come to the meeting, as noted by the facilitator."""

    here: int
    asked: int


def presence(invitations: tuple[InvitationSummary, ...]) -> Presence:
    """Count who has come. Nothing in it comes from phones: who has answered does not show."""
    return Presence(sum(invitation.is_checked_in for invitation in invitations), len(invitations))


def ticket_state(join_code: JoinCode, token: str) -> Ticket.State | None:
    """Return whether a link is unused, used or void, for whoever holds it; None for no link."""
    tickets = Ticket.objects.filter(join_code=join_code, token_hash=hash_of(token))
    state = tickets.values_list("state", flat=True).first()
    return None if state is None else Ticket.State(state)


def find_invitation(key: UUID) -> Invitation | None:
    return Invitation.objects.filter(pk=key).select_related("join_code").first()


def open_task_links(kind: TaskKind, subject: UUID) -> tuple[TaskLink, ...]:
    """Return the links by which a task about this can still be done, newest first."""
    links = TaskLink.objects.filter(kind=kind.value, subject=subject)
    return tuple(link for link in links if link.is_open(timezone.localdate()))

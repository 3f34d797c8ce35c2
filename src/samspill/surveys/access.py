"""The only way to fetch a round or a keyed wording: who may do what, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import Max

from samspill.collaborations.public import Collaboration, collaborations_of
from samspill.foundation.access.public import READERS, Actor, NotAllowedError, NotFoundError, Role
from samspill.foundation.declarations.public import TaskKind
from samspill.participation.public import Invitation, find_invitation, find_join_code
from samspill.surveys.models import SurveyRound

__all__ = [
    "InvitedTo",
    "RoundTask",
    "SurveyRound",
    "access_invitation",
    "access_round",
    "find_open_table_by_code",
    "find_round_by_code",
    "find_round_of_task",
    "latest_shown",
    "lowest_minimum",
    "may_follow",
    "rounds_of",
]

To = Literal["follow", "see", "change"]

# `follow` is to see that a round goes on; `see` is to read what it has shown.
ROLES: dict[To, frozenset[Role]] = {
    "follow": frozenset({Role.FACILITATOR}),
    "see": frozenset(READERS),
    "change": frozenset({Role.FACILITATOR}),
}


def access_round(actor: Actor, key: UUID, *, to: To) -> SurveyRound:
    survey_round = (
        SurveyRound.objects.filter(
            pk=key,
            collaboration__organisation=actor.organisation_id,
            collaboration__removed_at__isnull=True,
        )
        .select_related("collaboration", "join_code", "release")
        .first()
    )
    if survey_round is None:
        raise NotFoundError
    if not actor.has(*ROLES[to]):
        raise NotAllowedError
    return survey_round


class RoundTask(TaskKind):
    """What somebody can be let to do for a round by a link, without an account."""

    HAND_OUT_LINKS = "hand_out_links"


def find_round_of_task(key: UUID) -> SurveyRound:
    """Fetch the round that a task link is about. Everybody who holds the link may."""
    survey_round = (
        SurveyRound.objects.filter(pk=key, collaboration__removed_at__isnull=True)
        .select_related("collaboration", "join_code")
        .first()
    )
    if survey_round is None:
        raise NotFoundError
    return survey_round


@dataclass(frozen=True)
class InvitedTo:
    """An invitation, and the round it leads to."""

    invitation: Invitation
    survey_round: SurveyRound


def access_invitation(actor: Actor, key: UUID, *, to: To) -> InvitedTo:
    """Fetch an invitation by way of its round: who may change the round may change it."""
    invitation = find_invitation(key)
    survey_round = (
        invitation and SurveyRound.objects.filter(join_code=invitation.join_code_id).first()
    )
    if not invitation or not survey_round:
        raise NotFoundError
    return InvitedTo(invitation, access_round(actor, survey_round.pk, to=to))


def rounds_of(actor: Actor, collaboration: Collaboration | None = None) -> list[SurveyRound]:
    """Return the rounds the actor may know of, in one collaboration or all, newest first.

    Those who may follow a round know of all; a reader knows of those that have been shown.
    """
    rounds = SurveyRound.objects.filter(collaboration__in=collaborations_of(actor))
    if collaboration is not None:
        rounds = rounds.filter(collaboration=collaboration)
    if not may_follow(actor):
        rounds = rounds.filter(release__isnull=False)
    return list(rounds.select_related("collaboration", "join_code"))


def may_follow(actor: Actor) -> bool:
    """Return whether the actor may see that a round goes on, before it has been shown."""
    return actor.has(*ROLES["follow"])


def latest_shown(collaboration_key: UUID, *, before: datetime | None = None) -> SurveyRound | None:
    """Return the newest round of a collaboration that has been shown, or had before a time.

    Newest by when people answered: answers from long ago can be taken in and shown today.
    """
    shown = SurveyRound.objects.filter(collaboration=collaboration_key, release__isnull=False)
    if before is not None:
        shown = shown.filter(shown_at__lt=before)
    return shown.order_by("-closed_at", "pk").first()


def lowest_minimum(collaboration_key: UUID, instrument_key: str) -> int:
    """Return the lowest minimum with which something can be asked in a collaboration.

    What has been shown with a higher one must not be found out by asking the same people again.
    """
    asked = SurveyRound.objects.filter(
        collaboration=collaboration_key, instrument_key=instrument_key
    ).exclude(state=SurveyRound.State.DRAFT)
    highest: int | None = asked.aggregate(highest=Max("minimum_group_size"))["highest"]
    return highest or SurveyRound.LOWEST_MINIMUM


def find_round_by_code(key: str) -> SurveyRound:
    """Fetch the round under this address. Everybody may, whatever its state, until it ends."""
    join_code = find_join_code(key)
    survey_round = (
        SurveyRound.objects.filter(join_code=join_code, collaboration__removed_at__isnull=True)
        .select_related("collaboration", "join_code", "release")
        .first()
    )
    if survey_round is None or key != join_code.address:
        raise NotFoundError
    return survey_round


def find_open_table_by_code(code: str) -> SurveyRound:
    """Fetch the open-table round that a code leads to; an anonymous round has no tables."""
    survey_round = find_round_by_code(code)
    if not survey_round.is_open_table:
        raise NotFoundError
    return survey_round

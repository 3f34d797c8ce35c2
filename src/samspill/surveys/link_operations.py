"""Every write to the personal links of a round, and to who hands them out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import unaudited
from samspill.participation.public import (
    IssuedLink,
    IssuedTask,
    NewTask,
    invite,
    make_task_link,
    open_task_links,
    take_back_task_link,
)
from samspill.surveys.access import RoundTask
from samspill.surveys.join_sign import joined
from samspill.surveys.models import SurveyRound
from samspill.surveys.operations import WrongStateError, locked
from samspill.toolbox.round_records import LinksMade, encode_all

# So long somebody has to hand out the links; the round closes before, or a new task is made.
HAND_OUT_WITHIN = timedelta(days=30)


@unaudited("inviting is, which this counts openly for a partner")
@transaction.atomic
def make_links(
    survey_round: SurveyRound, names: Sequence[str], *, partner: str = "", by: Actor | None
) -> list[IssuedLink]:
    """Make a personal link for each who has none, and count them openly for their partner.

    `by` is None where somebody does it by a task link. Raises `WrongStateError` when the round is
    not open, has no links, or somebody else hands them out.
    """
    survey_round = locked(survey_round, SurveyRound.State.OPEN)
    if survey_round.way_in == SurveyRound.WayIn.CODE:
        message = "everybody comes in by the code"
        raise WrongStateError(message)
    if by is not None and survey_round.links_given_to:
        message = "somebody else hands out the links"
        raise WrongStateError(message)
    issued = invite(joined(survey_round), names, by=by)
    survey_round.links_made = encode_all(_counted(survey_round.links, partner, len(issued)))
    survey_round.save(update_fields=["links_made"])
    return issued


@unaudited("making the task link is, with which they are given away")
@transaction.atomic
def give_links_away(survey_round: SurveyRound, addressee: str, *, by: Actor) -> IssuedTask:
    """Let somebody else make and hand out the links, from now on alone.

    They get a task link and need no account; one that was made before is taken back. Whoever leads
    cannot make or renew links after that, and the promise says who can.
    """
    survey_round = locked(survey_round, SurveyRound.State.OPEN)
    for earlier in open_task_links(RoundTask.HAND_OUT_LINKS, survey_round.pk):
        take_back_task_link(earlier, by=by)
    ends_on = timezone.localdate() + HAND_OUT_WITHIN
    task = NewTask(RoundTask.HAND_OUT_LINKS, survey_round.pk, addressee, ends_on)
    issued = make_task_link(task, by=by)
    survey_round.links_given_to = addressee
    survey_round.save(update_fields=["links_given_to"])
    return issued


def _counted(made: Sequence[LinksMade], partner: str, more: int) -> list[LinksMade]:
    """Return how many links there are for each partner, with so many more for this one."""
    counts = {links.partner: links.count for links in made}
    counts[partner] = counts.get(partner, 0) + more
    return [LinksMade(partner=name, count=count) for name, count in counts.items() if count]

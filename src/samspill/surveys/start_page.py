"""What the start page tells of rounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samspill.collaborations.public import collaborations_of
from samspill.foundation.access.public import Actor
from samspill.foundation.declarations.public import (
    CollaborationStage,
    Deadline,
    NextStep,
    Priority,
    Stage,
    StartPageShare,
)
from samspill.surveys.models import SurveyRound
from samspill.surveys.results import RoundSummary, round_list

# A follow-up is something to do from this long before its day.
SOON = timedelta(days=30)

State = SurveyRound.State


def tell_start_page(actor: Actor, language: str) -> StartPageShare:
    """Return what waits in rounds, when they are come back to, and where collaborations stand."""
    rounds = round_list(actor, language)
    newest = newest_rounds(rounds)
    return StartPageShare(
        next_steps=_next_steps(rounds) if rounds else _first_round(actor),
        deadlines=tuple(_follow_up(each) for each in newest if each.state == State.PUBLISHED),
        stages=tuple(stage for each in newest if (stage := _stage(each)) is not None),
    )


def newest_rounds(rounds: Iterable[RoundSummary]) -> list[RoundSummary]:
    """Return the newest round of each collaboration, of rounds given newest first."""
    newest: dict[UUID, RoundSummary] = {}
    for each in rounds:
        newest.setdefault(each.collaboration_key, each)
    return list(newest.values())


def _stage(newest: RoundSummary) -> CollaborationStage | None:
    """Say where a collaboration stands; None when it is for others to say what came of it."""
    title = {"title": newest.title}
    match newest.state:
        case State.DRAFT:
            priority, stage = Priority.IS_BEING_PREPARED, Stage.ASK
            sentence = _("%(title)s is being made ready.") % title
        case State.OPEN:
            priority, stage = Priority.GOES_ON_NOW, Stage.ASK
            sentence = _("%(title)s is open for answers.") % title
        case State.CLOSED:
            priority, stage = Priority.WAITS_TO_BE_SHOWN, Stage.READ
            sentence = _("The round is closed. Next: read the result together.")
        case _ if newest.follow_up_on <= timezone.localdate() + SOON:
            priority, stage = Priority.IS_TO_BE_TAKEN_UP_AGAIN, Stage.ASK_AGAIN
            sentence = _("It is time to come back to what you agreed, and to ask again.")
        case _:
            return None
    return CollaborationStage(
        collaboration_key=newest.collaboration_key,
        priority=priority,
        stage=stage,
        sentence=sentence,
    )


def _next_steps(rounds: Sequence[RoundSummary]) -> tuple[NextStep, ...]:
    steps = {State.OPEN: _open_step, State.CLOSED: _closed_step, State.DRAFT: _draft_step}
    asked = ((State(each.state), each) for each in rounds)
    return tuple(steps[state](each) for state, each in asked if state in steps)


def _open_step(open_round: RoundSummary) -> NextStep:
    return NextStep(
        priority=Priority.GOES_ON_NOW,
        before=_("Open now"),
        title=open_round.collaboration,
        sentence=_(
            "%(title)s takes answers. Show the code, and close the round when all have had time."
        )
        % {"title": open_round.title},
        button=_("Go to the round"),
        url=reverse("surveys:round", args=[open_round.key]),
        is_simulated=open_round.is_simulated,
    )


def _closed_step(closed: RoundSummary) -> NextStep:
    return NextStep(
        priority=Priority.WAITS_TO_BE_SHOWN,
        before=_("Closed, not shown yet"),
        title=closed.collaboration,
        sentence=_("%(title)s is closed. Show the result when you are together.")
        % {"title": closed.title},
        button=_("Go to the round"),
        url=reverse("surveys:round", args=[closed.key]),
        is_simulated=closed.is_simulated,
    )


def _draft_step(draft: RoundSummary) -> NextStep:
    return NextStep(
        priority=Priority.IS_BEING_PREPARED,
        before=_("The draft is ready"),
        title=draft.collaboration,
        sentence=_("%(title)s can be opened. Then you get a code for the room.")
        % {"title": draft.title},
        button=_("Go to the draft"),
        url=reverse("surveys:round", args=[draft.key]),
        is_simulated=draft.is_simulated,
    )


def _first_round(actor: Actor) -> tuple[NextStep, ...]:
    """Where nobody has been asked anything, lead to asking in the first collaboration."""
    collaboration = collaborations_of(actor).first()
    if collaboration is None:
        return ()
    return (
        NextStep(
            priority=Priority.COULD_BEGIN,
            before=_("Next"),
            title=collaboration.name,
            sentence=_("Ask how the collaboration is going. It takes five minutes to answer."),
            button=_("New check"),
            url=reverse("surveys:new_round") + f"?collaboration={collaboration.pk}",
        ),
    )


def _follow_up(shown: RoundSummary) -> Deadline:
    return Deadline(
        day=shown.follow_up_on,
        sentence=_("%(name)s comes back to what was agreed.") % {"name": shown.collaboration},
        link=_("See the collaboration"),
        url=reverse("collaborations:collaboration", args=[shown.collaboration_key]),
    )

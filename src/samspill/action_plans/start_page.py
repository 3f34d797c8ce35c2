"""What the start page tells of actions, and of rounds that have led to none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.action_plans.results import (
    ACTIONS_ANCHOR,
    ActionSummary,
    RoundAndAgreement,
    going_on,
    rounds_and_agreement,
)
from samspill.foundation.access.public import Actor
from samspill.foundation.declarations.public import (
    CollaborationStage,
    Deadline,
    NextStep,
    Priority,
    Stage,
    StartPageShare,
)
from samspill.surveys.public import SurveyRound, round_summary


def tell_start_page(actor: Actor, language: str) -> StartPageShare:
    """Return what is to be talked about, which actions are due, and where it has led."""
    actions = going_on(actor, language)
    rounds = rounds_and_agreement(actor)
    asked = [each for each in rounds if each.survey_round.state != SurveyRound.State.DRAFT]
    to_talk_about = [each.survey_round for each in _newest(asked) if each.lacks_agreement]
    return StartPageShare(
        next_steps=tuple(_talk_step(each, language) for each in to_talk_about),
        deadlines=tuple(_due(action) for action in actions),
        stages=tuple(_stages(_newest(rounds), actions)),
    )


def _newest(rounds: Iterable[RoundAndAgreement]) -> list[RoundAndAgreement]:
    """Return the newest round of each collaboration, of rounds given newest first."""
    newest: dict[UUID, RoundAndAgreement] = {}
    for each in rounds:
        newest.setdefault(each.survey_round.collaboration_id, each)
    return list(newest.values())


def _talk_step(shown: SurveyRound, language: str) -> NextStep:
    summary = round_summary(shown, language)
    return NextStep(
        priority=Priority.WAITS_TO_BE_TALKED_ABOUT,
        before=_("Shown, and nothing agreed yet"),
        title=summary.collaboration,
        sentence=_(
            "%(title)s has been shown. Agree on something somebody takes on, or say why not."
        )
        % {"title": summary.title},
        button=_("Agree what to do"),
        url=reverse("surveys:reading", args=[summary.key]) + f"#{ACTIONS_ANCHOR}",
        is_simulated=summary.is_simulated,
    )


def _due(action: ActionSummary) -> Deadline:
    return Deadline(
        day=action.due_on,
        sentence=_("%(owner)s: %(title)s") % {"owner": action.owner, "title": action.title},
        link=_("See the action"),
        url=reverse("action_plans:list") + f"#action-{action.key}",
    )


def _stages(
    newest: Iterable[RoundAndAgreement], actions: Iterable[ActionSummary]
) -> Iterator[CollaborationStage]:
    """Say of collaborations whose newest round has been shown what came of it."""
    under_way = Counter(action.collaboration_key for action in actions)
    for each in newest:
        if each.survey_round.state != SurveyRound.State.PUBLISHED:
            continue
        key = each.survey_round.collaboration_id
        if each.lacks_agreement:
            yield CollaborationStage(
                collaboration_key=key,
                priority=Priority.WAITS_TO_BE_TALKED_ABOUT,
                stage=Stage.TALK,
                sentence=_("The result has been shown. Next: talk about it, and agree what to do."),
            )
        else:
            yield CollaborationStage(
                collaboration_key=key,
                priority=Priority.IS_UNDER_WAY,
                stage=Stage.AGREE,
                sentence=_how_many(under_way[key]),
            )


def _how_many(under_way: int) -> str:
    if not under_way:
        return _("Nothing is under way until you ask again.")
    return ngettext(
        "%(count)s action is under way.", "%(count)s actions are under way.", under_way
    ) % {"count": under_way}

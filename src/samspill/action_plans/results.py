"""Every read that a page about actions needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, zip_longest
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.action_plans.access import actions_of
from samspill.action_plans.models import Action, NoAction
from samspill.collaborations.public import Collaboration, collaborations_of
from samspill.foundation.access.public import Actor
from samspill.surveys.public import SurveyRound, latest_shown, strong_items
from samspill.toolbox.languages import in_language

# What participants are told of each state, in this order.
TOLD_IN_ORDER = (
    Action.State.DONE,
    Action.State.UNDER_WAY,
    Action.State.NOT_DONE,
    Action.State.AGREED,
)
MOST_TOLD = 5
# Where the panel of a reading stands on its page.
ACTIONS_ANCHOR = "actions"


@dataclass(frozen=True)
class ActionSummary:
    key: UUID
    title: str
    owner: str
    owner_partner: str
    due_on: date
    is_late: bool
    is_early_win: bool
    state: str
    state_label: str
    outcome: str
    # What it should move, or keep, in a sentence; empty when nothing has been said of it.
    meant_for: str
    collaboration_key: UUID
    collaboration: str

    @property
    def is_finished(self) -> bool:
        return self.state in (Action.State.DONE, Action.State.NOT_DONE)


@dataclass(frozen=True)
class ActionList:
    """Actions of one collaboration: those that go on, and those that are finished."""

    collaboration_key: UUID
    collaboration: str
    going_on: tuple[ActionSummary, ...]
    finished: tuple[ActionSummary, ...]


@dataclass(frozen=True)
class Agreement:
    """What a meeting closed with: actions, or the reason why there are none, or nothing yet."""

    actions: tuple[ActionSummary, ...]
    reason: str

    @property
    def is_missing(self) -> bool:
        return not self.actions and not self.reason

    @property
    def way_to_reason(self) -> str:
        """Say what the way to the reason is called; it can be changed."""
        return _("Change the reason") if self.reason else _("We agreed on no action")


@dataclass(frozen=True)
class RoundAndAgreement:
    """A round, and whether it has been shown and led to neither an action nor a reason."""

    survey_round: SurveyRound
    lacks_agreement: bool


@dataclass(frozen=True)
class WhatCame:
    """What came of one action, as those who answer see it: no name of anybody, and no date."""

    title: str
    partner: str
    state: str
    state_label: str
    outcome: str


@dataclass(frozen=True)
class SinceLastTime:
    """What came of the round before this one."""

    round_key: UUID
    asked_on: date
    told: tuple[WhatCame, ...]
    # How many more there are, and how far these have come; empty when all are told.
    rest: str
    reason: str

    @property
    def is_missing(self) -> bool:
        return not self.told and not self.reason

    @property
    def in_a_line(self) -> str:
        """Say when something was agreed last, and how far it has come, by state."""
        states = Counter(came.state_label for came in self.told)
        told = ", ".join(f"{label.lower()}: {many}" for label, many in states.items())
        month = date_format(self.asked_on, "F Y")
        if not told or self.rest:
            return self.sentence
        return _("Agreed in %(month)s. %(told)s") % {
            "month": month,
            "told": f"{told[:1].upper()}{told[1:]}.",
        }

    @property
    def sentence(self) -> str:
        """Say what the round before led to: actions, a reason why there are none, or nothing."""
        month = {"month": date_format(self.asked_on, "F Y")}
        if self.told:
            return _("This was agreed after the round in %(month)s.") % month
        if self.reason:
            said = _("No action was agreed after the round in %(month)s. The reason:") % month
            return f"{said} {self.reason}"
        return (
            _(
                "Nothing has been written down after the round in %(month)s, so those who answer "
                "are told nothing."
            )
            % month
        )


def action_summary(action: Action, language: str) -> ActionSummary:
    finished = action.state in (Action.State.DONE, Action.State.NOT_DONE)
    return ActionSummary(
        key=action.pk,
        title=action.title,
        owner=action.owner,
        owner_partner=action.owner_partner,
        due_on=action.due_on,
        is_late=not finished and action.due_on < timezone.localdate(),
        is_early_win=action.is_early_win,
        state=action.state,
        state_label=_state_label(action),
        outcome=action.outcome,
        meant_for=_meant_for(action, language),
        collaboration_key=action.collaboration_id,
        collaboration=action.collaboration.name,
    )


def action_lists(actor: Actor, language: str) -> tuple[ActionList, ...]:
    """Return the actions the actor may see, by collaboration, in the order they are due."""
    by_collaboration: dict[UUID, list[ActionSummary]] = {}
    for action in actions_of(actor):
        summary = action_summary(action, language)
        by_collaboration.setdefault(summary.collaboration_key, []).append(summary)
    lists = [_split(summaries) for summaries in by_collaboration.values()]
    return tuple(sorted(lists, key=lambda action_list: action_list.collaboration))


def actions_of_collaboration(collaboration: Collaboration, language: str) -> ActionList:
    actions = Action.objects.filter(collaboration=collaboration).select_related("collaboration")
    summaries = _in_order(action_summary(action, language) for action in actions)
    return ActionList(
        collaboration_key=collaboration.pk,
        collaboration=collaboration.name,
        going_on=tuple(summary for summary in summaries if not summary.is_finished),
        finished=tuple(summary for summary in summaries if summary.is_finished),
    )


def agreement_of_round(round_key: UUID, language: str) -> Agreement:
    """Return what was agreed after a round; the reason why nothing was, where there is one."""
    actions = Action.objects.filter(survey_round=round_key).select_related("collaboration")
    summaries = _in_order(action_summary(action, language) for action in actions)
    said = None if summaries else NoAction.objects.filter(survey_round=round_key).first()
    return Agreement(actions=tuple(summaries), reason=said.reason if said else "")


def going_on(actor: Actor, language: str) -> tuple[ActionSummary, ...]:
    return tuple(
        action for action_list in action_lists(actor, language) for action in action_list.going_on
    )


def rounds_and_agreement(actor: Actor) -> tuple[RoundAndAgreement, ...]:
    """Return the rounds the actor may see, newest first, each with what it lacks."""
    agreed = Action.objects.filter(
        Q(survey_round=OuterRef("pk")) | Q(created_at__gte=OuterRef("closed_at")),
        collaboration=OuterRef("collaboration"),
    )
    has_reason = NoAction.objects.filter(survey_round=OuterRef("pk"))
    rounds = SurveyRound.objects.filter(collaboration__in=collaborations_of(actor))
    rounds = rounds.select_related("collaboration").annotate(
        is_agreed=Exists(agreed) | Exists(has_reason)
    )
    return tuple(
        RoundAndAgreement(
            each,
            lacks_agreement=each.state == SurveyRound.State.PUBLISHED and not each.is_agreed,
        )
        for each in rounds
    )


def statements_for(action: Action) -> SurveyRound | None:
    """Return the round whose statements an action can be said to move: its own, or the latest."""
    return action.survey_round or latest_shown(action.collaboration_id)


def likely_aim(survey_round: SurveyRound, item_key: str) -> Action.Aim:
    """Return what to do with a statement: keep what the release reads as strong, else change."""
    return Action.Aim.KEEP if item_key in strong_items(survey_round) else Action.Aim.CHANGE


def since_last_time(survey_round: SurveyRound) -> SinceLastTime | None:
    """Return what came of the round before; None when none had been shown when this one opened.

    Told are at most five actions, some in each state that there is, so that what was not done is
    told beside what was; of the rest the number in each state.
    """
    before = latest_shown(survey_round.collaboration_id, before=survey_round.opened_at)
    if before is None or before.closed_at is None:
        return None
    actions = _agreed_between(before.closed_at, survey_round)
    told = _some_in_each_state(actions)
    rest = [action for action in actions if action not in told]
    said = None if actions else NoAction.objects.filter(survey_round=before).first()
    return SinceLastTime(
        round_key=before.pk,
        asked_on=timezone.localdate(before.closed_at),
        told=tuple(_what_came(action) for action in told),
        rest=_rest(rest),
        reason=said.reason if said else "",
    )


def _agreed_between(start: datetime, survey_round: SurveyRound) -> list[Action]:
    """Return what the collaboration agreed from `start` until this round was closed."""
    actions = Action.objects.filter(
        collaboration=survey_round.collaboration_id, created_at__gte=start
    )
    if survey_round.closed_at is not None:
        actions = actions.filter(created_at__lt=survey_round.closed_at)
    return list(actions)


def _some_in_each_state(actions: list[Action]) -> list[Action]:
    """Pick the first of every state, then the second, and so on; what is seen soon comes first."""
    early_first = sorted(actions, key=lambda action: not action.is_early_win)
    by_state = [
        [summary for summary in early_first if summary.state == state] for state in TOLD_IN_ORDER
    ]
    turns = chain.from_iterable(zip_longest(*by_state))
    picked = [summary for summary in turns if summary is not None][:MOST_TOLD]
    return sorted(picked, key=lambda summary: TOLD_IN_ORDER.index(Action.State(summary.state)))


def _rest(actions: list[Action]) -> str:
    """Return how many more there are, and of these how many in each state; empty when none."""
    if not actions:
        return ""
    more = ngettext("And %(count)s more action.", "And %(count)s more actions.", len(actions)) % {
        "count": len(actions)
    }
    counted = [
        (state.label, sum(action.state == state for action in actions)) for state in TOLD_IN_ORDER
    ]
    return " ".join([more, *(f"{label}: {count}." for label, count in counted if count)])


def _what_came(action: Action) -> WhatCame:
    return WhatCame(
        title=action.title,
        partner=action.owner_partner,
        state=action.state,
        state_label=_state_label(action),
        outcome=action.outcome,
    )


def _state_label(action: Action) -> str:
    return str(Action.State(action.state).label)


def _meant_for(action: Action, language: str) -> str:
    text = in_language(action.item_text, language) if action.item_text else ""
    if action.aim == Action.Aim.KEEP:
        if not text:
            return _("Is meant to keep and spread what works.")
        return _("Is meant to keep and spread «%(text)s»") % {"text": text}
    return _("Is meant to lift «%(text)s»") % {"text": text} if text else ""


def _in_order(summaries: Iterable[ActionSummary]) -> list[ActionSummary]:
    """Sort by the day they are due; within a month, what can be seen soon comes first."""
    return sorted(
        summaries,
        key=lambda action: (
            action.due_on.year,
            action.due_on.month,
            not action.is_early_win,
            action.due_on,
        ),
    )


def _split(summaries: Iterable[ActionSummary]) -> ActionList:
    listed = _in_order(summaries)
    return ActionList(
        collaboration_key=listed[0].collaboration_key,
        collaboration=listed[0].collaboration,
        going_on=tuple(action for action in listed if not action.is_finished),
        finished=tuple(action for action in listed if action.is_finished),
    )

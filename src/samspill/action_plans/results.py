"""Every read that a page about actions needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from samspill.action_plans.access import actions_of
from samspill.action_plans.models import Action
from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor


@dataclass(frozen=True)
class ActionSummary:
    key: UUID
    title: str
    owner: str
    owner_partner: str
    due_on: date
    is_late: bool
    state: str
    state_label: str
    outcome: str
    item_text: str
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


def action_summary(action: Action, language: str) -> ActionSummary:
    finished = action.state in (Action.State.DONE, Action.State.NOT_DONE)
    return ActionSummary(
        key=action.pk,
        title=action.title,
        owner=action.owner,
        owner_partner=action.owner_partner,
        due_on=action.due_on,
        is_late=not finished and action.due_on < timezone.localdate(),
        state=action.state,
        state_label=str(Action.State(action.state).label),
        outcome=action.outcome,
        item_text=action.item_text.get(language, ""),
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
    return tuple(sorted(lists, key=lambda one: one.collaboration))


def actions_of_collaboration(collaboration: Collaboration, language: str) -> ActionList:
    found = Action.objects.filter(collaboration=collaboration).select_related("collaboration")
    summaries = [action_summary(action, language) for action in found]
    return ActionList(
        collaboration_key=collaboration.pk,
        collaboration=collaboration.name,
        going_on=tuple(one for one in summaries if not one.is_finished),
        finished=tuple(one for one in summaries if one.is_finished),
    )


def actions_of_round(round_key: UUID, language: str) -> tuple[ActionSummary, ...]:
    found = Action.objects.filter(survey_round=round_key).select_related("collaboration")
    return tuple(action_summary(action, language) for action in found)


def going_on(actor: Actor, language: str) -> tuple[ActionSummary, ...]:
    return tuple(one for each in action_lists(actor, language) for one in each.going_on)


def _split(summaries: Iterable[ActionSummary]) -> ActionList:
    listed = list(summaries)
    return ActionList(
        collaboration_key=listed[0].collaboration_key,
        collaboration=listed[0].collaboration,
        going_on=tuple(one for one in listed if not one.is_finished),
        finished=tuple(one for one in listed if one.is_finished),
    )

"""Every write to actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspill.action_plans.models import Action, NoAction
from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record, unaudited
from samspill.surveys.public import SurveyRound


class NotNeededError(Exception):
    """No reason is asked for: nothing has been shown yet, or an action has been agreed."""


@dataclass(frozen=True)
class NewAction:
    """What has been agreed: `owner` is somebody who has said yes; nobody is assigned anything."""

    title: str
    owner: str
    due_on: date
    owner_partner: str = ""
    aim: str = Action.Aim.CHANGE
    is_early_win: bool = False
    round_key: UUID | None = None
    item_key: str = ""
    item_text: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def agree_action(
    collaboration: Collaboration, new: NewAction, *, by: Actor, now: datetime | None = None
) -> Action:
    """Write down an action that somebody has taken on. Facilitators may; audited.

    Where a round has a reason why no action was agreed, the action takes its place.
    """
    NoAction.objects.filter(survey_round=new.round_key).delete()
    action = agree_in_meeting(collaboration, new, now=now)
    record("agree_action", action, by=by)
    return action


@unaudited("closing the meeting is, of which it is a step")
def agree_in_meeting(
    collaboration: Collaboration, new: NewAction, *, now: datetime | None = None
) -> Action:
    """Store an action that somebody has taken on, in the transaction of what led to it."""
    return Action.objects.create(
        collaboration=collaboration,
        survey_round_id=new.round_key,
        item_key=new.item_key,
        item_text=new.item_text,
        title=new.title,
        owner=new.owner,
        owner_partner=new.owner_partner,
        due_on=new.due_on,
        aim=new.aim,
        is_early_win=new.is_early_win,
        created_at=now or timezone.now(),
    )


@transaction.atomic
def report_action(action: Action, *, state: Action.State, outcome: str, by: Actor) -> Action:
    """Store how far an action has come, and what came of it. Can be done again."""
    action.state = state
    action.outcome = outcome
    action.save(update_fields=["state", "outcome"])
    record("report_action", action, by=by)
    return action


@transaction.atomic
def change_action(action: Action, new: NewAction, *, by: Actor) -> Action:
    """Change what was agreed: wording, who has taken it on, date, aim, or what it should move.

    The statement changes only together with the round it stands in: where there was none to
    choose from, the action keeps what it has.
    """
    changed = ["title", "owner", "owner_partner", "due_on", "aim", "is_early_win"]
    action.title = new.title
    action.owner = new.owner
    action.owner_partner = new.owner_partner
    action.due_on = new.due_on
    action.aim = new.aim
    action.is_early_win = new.is_early_win
    if new.round_key is not None:
        changed += ["survey_round", "item_key", "item_text"]
        action.survey_round_id = new.round_key
        action.item_key = new.item_key
        action.item_text = new.item_text
    action.save(update_fields=changed)
    record("change_action", action, by=by)
    return action


@transaction.atomic
def agree_no_action(
    survey_round: SurveyRound, *, reason: str, by: Actor, now: datetime | None = None
) -> NoAction:
    """Write down why a shown round led to no action. Facilitators may; audited. Can be said again.

    Raises `NotNeededError` when the round has not been shown, or has led to an action.
    """
    has_action = Action.objects.filter(survey_round=survey_round).exists()
    if survey_round.release_id is None or has_action:
        raise NotNeededError
    said, _is_new = NoAction.objects.update_or_create(
        survey_round=survey_round,
        defaults={"reason": reason, "created_at": now or timezone.now()},
    )
    record("agree_no_action", said, by=by)
    return said


@unaudited("closing the meeting is, of which it is a step")
def say_no_action_in_meeting(
    survey_round: SurveyRound, reason: str, *, now: datetime | None = None
) -> NoAction:
    """Store why a meeting with a round in it led to no action, in the closing's transaction."""
    said, _is_new = NoAction.objects.update_or_create(
        survey_round=survey_round,
        defaults={"reason": reason, "created_at": now or timezone.now()},
    )
    return said

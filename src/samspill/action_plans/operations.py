"""Every write to actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspill.action_plans.models import Action
from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record


@dataclass(frozen=True)
class NewAction:
    """What has been agreed: `owner` is somebody who has said yes; nobody is assigned anything."""

    title: str
    owner: str
    due_on: date
    owner_partner: str = ""
    round_key: UUID | None = None
    item_key: str = ""
    item_text: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def agree_action(
    collaboration: Collaboration, new: NewAction, *, by: Actor, now: datetime | None = None
) -> Action:
    """Write down an action that somebody has taken on. Facilitators may; audited."""
    action = Action.objects.create(
        collaboration=collaboration,
        survey_round_id=new.round_key,
        item_key=new.item_key,
        item_text=new.item_text,
        title=new.title,
        owner=new.owner,
        owner_partner=new.owner_partner,
        due_on=new.due_on,
        created_at=now or timezone.now(),
    )
    record("agree_action", action, by=by)
    return action


@transaction.atomic
def report_action(action: Action, *, state: Action.State, outcome: str, by: Actor) -> Action:
    """Say how far an action has come, and what came of it. Can be said again."""
    action.state = state
    action.outcome = outcome
    action.save(update_fields=["state", "outcome"])
    record("report_action", action, by=by)
    return action


@transaction.atomic
def change_action(action: Action, new: NewAction, *, by: Actor) -> Action:
    """Change what was agreed: the wording, who has taken it on, or the date."""
    action.title = new.title
    action.owner = new.owner
    action.owner_partner = new.owner_partner
    action.due_on = new.due_on
    action.save(update_fields=["title", "owner", "owner_partner", "due_on"])
    record("change_action", action, by=by)
    return action

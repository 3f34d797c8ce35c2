"""What is held about somebody who has taken an action on."""

from __future__ import annotations

from django.db.models import QuerySet

from samspill.action_plans.models import Action
from samspill.foundation.privacy.public import NAMELESS, Person, PersonalRecord, record_of


def export_actions(person: Person) -> tuple[PersonalRecord, ...]:
    """Return what somebody has taken on in the organisation."""
    return tuple(
        record_of(
            Action,
            action.pk,
            collaboration=action.collaboration.name,
            title=action.title,
            owner=action.owner,
            owner_partner=action.owner_partner,
            due_on=action.due_on,
            state=action.state,
            outcome=action.outcome,
        )
        for action in _actions(person).select_related("collaboration")
    )


def erase_owner(person: Person) -> int:
    """Take the name away; the action and what came of it are the collaboration's."""
    return _actions(person).update(owner=NAMELESS)


def _actions(person: Person) -> QuerySet[Action]:
    if not person.name:
        return Action.objects.none()
    return Action.objects.filter(
        collaboration__organisation=person.organisation_id, owner=person.name
    )

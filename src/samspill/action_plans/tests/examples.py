"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

from functools import partial

from django.utils import timezone
from tests import cast as people
from tests.contracts.house import Objects, Operations

from samspill.action_plans import operations
from samspill.action_plans.models import Action
from samspill.foundation.access.public import Actor


def a_new_action() -> operations.NewAction:
    return operations.NewAction(title="Møtes", owner="Anne Vik", due_on=timezone.localdate())


def an_action(by: Actor) -> Action:
    return operations.agree_action(people.a_collaboration(by), a_new_action(), by=by)


OPERATIONS: Operations = {
    "agree_action": lambda by: partial(
        operations.agree_action, people.a_collaboration(by), a_new_action(), by=by
    ),
    "report_action": lambda by: partial(
        operations.report_action, an_action(by), state=Action.State.DONE, outcome="", by=by
    ),
    "change_action": lambda by: partial(
        operations.change_action, an_action(by), a_new_action(), by=by
    ),
    "agree_no_action": lambda by: partial(
        operations.agree_no_action, people.a_published_round(by), reason="Vi venter.", by=by
    ),
}

OBJECTS: Objects = {"access_action": lambda by: str(an_action(by).pk)}

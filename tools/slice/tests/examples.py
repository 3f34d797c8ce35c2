"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

from functools import partial

from tests import cast as people
from tests.contracts.house import Objects, Operations

from samspill.foundation.access.public import Actor
from samspill.trials import operations
from samspill.trials.models import Trial


def a_trial(by: Actor) -> Trial:
    return operations.add_trial(people.a_collaboration(by), title="Møtes hver måned", by=by)


OPERATIONS: Operations = {
    "add_trial": lambda by: partial(
        operations.add_trial, people.a_collaboration(by), title="Møtes", by=by
    ),
    "change_trial": lambda by: partial(operations.change_trial, a_trial(by), title="Møtes", by=by),
}

OBJECTS: Objects = {"access_trial": lambda by: str(a_trial(by).pk)}

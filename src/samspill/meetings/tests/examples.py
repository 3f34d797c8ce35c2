"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

from functools import partial

from tests import cast as people
from tests.contracts.house import Objects, Operations

from samspill.foundation.access.public import Actor
from samspill.meetings import operations
from samspill.meetings.models import Meeting


def a_meeting(by: Actor) -> Meeting:
    return operations.add_meeting(people.a_collaboration(by), title="Møtes hver måned", by=by)


OPERATIONS: Operations = {
    "add_meeting": lambda by: partial(
        operations.add_meeting, people.a_collaboration(by), title="Møtes", by=by
    ),
    "change_meeting": lambda by: partial(
        operations.change_meeting, a_meeting(by), title="Møtes", by=by
    ),
}

OBJECTS: Objects = {"access_meeting": lambda by: str(a_meeting(by).pk)}

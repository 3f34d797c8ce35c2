"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

from functools import partial

from tests import cast as people
from tests.contracts.house import Objects, Operations

from samspill.foundation.access.public import Actor
from samspill.reforms import operations
from samspill.reforms.models import Reform


def a_reform(by: Actor) -> Reform:
    return operations.add_reform(people.a_collaboration(by), title="Møtes hver måned", by=by)


OPERATIONS: Operations = {
    "add_reform": lambda by: partial(
        operations.add_reform, people.a_collaboration(by), title="Møtes", by=by
    ),
    "change_reform": lambda by: partial(
        operations.change_reform, a_reform(by), title="Møtes", by=by
    ),
}

OBJECTS: Objects = {"access_reform": lambda by: str(a_reform(by).pk)}

"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

from functools import partial

from tests import cast as people
from tests.contracts.house import Objects, Operations

from samspill.exports import operations
from samspill.foundation.access.public import Actor

OPERATIONS: Operations = {
    "order_export": lambda by: partial(
        operations.order_export, people.a_published_round(by), language="nb", by=by
    ),
}


def _a_published_round(by: Actor) -> str:
    return str(people.a_published_round(by).pk)


OBJECTS: Objects = {
    "access_export": lambda by: str(people.an_export(by).pk),
    # Only what has been shown can be taken out.
    "exports:exports": _a_published_round,
    "exports:order": _a_published_round,
}

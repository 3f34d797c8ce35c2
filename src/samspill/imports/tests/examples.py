"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

from functools import partial

from tests import cast as people
from tests.contracts.house import Objects, Operations

from samspill.imports import operations

OPERATIONS: Operations = {
    "begin_file": lambda by: partial(
        operations.begin_file, people.a_collaboration(by), name="svar.csv", size=9, by=by
    ),
    "remove_file": lambda by: partial(operations.remove_file, people.an_answer_file(by), by=by),
}

OBJECTS: Objects = {
    "access_answer_file": lambda by: str(people.an_answer_file(by).pk),
    # Pages of what has been counted.
    "imports:answers": lambda by: str(people.a_counted_file(by).pk),
    "imports:take_in": lambda by: str(people.a_counted_file(by).pk),
}

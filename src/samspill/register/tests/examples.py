"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

from functools import partial

from tests.contracts.house import Objects, Operations

from samspill.foundation.access.public import Actor
from samspill.register import operations
from samspill.register.models import OwnRecord
from samspill.toolbox.reform.own_records import OwnContent, OwnFact

FACT = OwnFact(
    part="result",
    text="Teamene bestemmer mer selv",
    source="Sluttrapport 2026",
    page="4",
    source_kind="own_report",
    grade="egen rapport",
)
CONTENT = OwnContent(
    name="Tillit i hjemmetjenesten",
    lead="Små team som bestemmer selv.",
    period="2024–2026",
    units="Hjemmetjenesten",
    frame="pilot",
    purposes=("kvalitet",),
    facts=(FACT,),
)


def an_own_record(by: Actor) -> OwnRecord:
    return operations.write_record(CONTENT, by=by)


def a_shared_record(by: Actor) -> OwnRecord:
    return operations.publish_record(an_own_record(by), by=by)


OPERATIONS: Operations = {
    "write_record": lambda by: partial(operations.write_record, CONTENT, by=by),
    "change_record": lambda by: partial(
        operations.change_record, an_own_record(by), CONTENT, by=by
    ),
    "add_fact": lambda by: partial(operations.add_fact, an_own_record(by), FACT, by=by),
    "remove_fact": lambda by: partial(operations.remove_fact, an_own_record(by), 0, of=1, by=by),
    "publish_record": lambda by: partial(operations.publish_record, an_own_record(by), by=by),
    "withdraw_record": lambda by: partial(operations.withdraw_record, a_shared_record(by), by=by),
    "report_record": lambda by: partial(
        operations.report_record, a_shared_record(by), OwnRecord.Reason.SOURCE, by=None
    ),
    "look_at_report": lambda by: partial(operations.look_at_report, a_shared_record(by), by=by),
}

OBJECTS: Objects = {
    "find_initiative": lambda _by: "no_oslo",
    "find_lesson": lambda _by: "L1",
    "find_page": lambda _by: "why",
    "access_own_record": lambda by: str(an_own_record(by).pk),
    "find_public_record": lambda by: str(a_shared_record(by).pk),
}

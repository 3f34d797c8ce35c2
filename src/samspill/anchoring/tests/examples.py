"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

from datetime import date
from functools import partial

from tests import cast as people
from tests.contracts.house import Objects, Operations

from samspill.anchoring import operations
from samspill.anchoring.agreed_rules import AgreedPoint, AgreedRules
from samspill.anchoring.models import ContactRules
from samspill.foundation.access.public import Actor

AGREED = AgreedRules(
    made_by="Kommunestyret og ledergruppen",
    points=(AgreedPoint(key="AV3", text="Alltid når det gjelder en sak, innen to dager."),),
)


def contact_rules(by: Actor, *, valid_from: date = date(2026, 11, 1)) -> ContactRules:
    return operations.write_contact_rules(
        people.a_collaboration(by), AGREED, valid_from=valid_from, by=by
    )


OPERATIONS: Operations = {
    "write_contact_rules": lambda by: partial(
        operations.write_contact_rules,
        people.a_collaboration(by),
        AGREED,
        valid_from=date(2026, 11, 1),
        by=by,
    ),
    "keep_contact_rules": lambda by: partial(
        operations.keep_contact_rules, contact_rules(by), by=by
    ),
}

OBJECTS: Objects = {"access_contact_rules": lambda by: str(contact_rules(by).pk)}

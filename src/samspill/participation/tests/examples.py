"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

from functools import partial

from tests import cast as people
from tests.contracts.house import Objects, Operations

from samspill.foundation.access.public import Actor
from samspill.participation import operations
from samspill.participation.models import Invitation, JoinCode


def a_join_code(by: Actor, way_in: str = "link") -> JoinCode:
    code = people.an_open_round(by, way_in=way_in).join_code
    assert code is not None
    return code


def an_invitation(by: Actor) -> Invitation:
    code = a_join_code(by, way_in="both")
    operations.invite(code, ["Dag Ås"], by=by)
    return Invitation.objects.get(join_code=code)


OPERATIONS: Operations = {
    "invite": lambda by: partial(operations.invite, a_join_code(by), ["Dag Ås"], by=by),
    "renew_link": lambda by: partial(operations.renew_link, an_invitation(by), by=by),
    "check_in": lambda by: partial(operations.check_in, an_invitation(by), by=by),
}

OBJECTS: Objects = {"access_invitation": lambda by: str(an_invitation(by).pk)}

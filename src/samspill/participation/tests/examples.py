"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.utils import timezone
from tests import cast as people
from tests.contracts.house import Objects, Operations

from samspill.collaborations.access import PartnerTask
from samspill.collaborations.public import partners_of
from samspill.foundation.access.public import Actor
from samspill.participation import operations, task_operations
from samspill.participation.models import Invitation, JoinCode
from samspill.participation.task_operations import IssuedTask, NewTask, make_task_link


def a_join_code(by: Actor, way_in: str = "link") -> JoinCode:
    code = people.an_open_round(by, way_in=way_in).join_code
    assert code is not None
    return code


def an_invitation(by: Actor) -> Invitation:
    code = a_join_code(by, way_in="both")
    operations.invite(code, ["Dag Ås"], by=by)
    return Invitation.objects.get(join_code=code)


def a_task(by: Actor) -> NewTask:
    """Return a task of the slice that has one: a partner's decision."""
    partner = partners_of(people.a_collaboration(by))[0]
    ends_on = timezone.localdate() + timedelta(days=14)
    return NewTask(PartnerTask.WRITE_DOWN_DECISION, partner.pk, partner.name, ends_on)


def a_task_link(by: Actor) -> IssuedTask:
    return make_task_link(a_task(by), by=by)


OPERATIONS: Operations = {
    "make_task_link": lambda by: partial(make_task_link, a_task(by), by=by),
    "take_back_task_link": lambda by: partial(
        task_operations.take_back_task_link, a_task_link(by).link, by=by
    ),
    "spend_task_link": lambda by: partial(task_operations.spend_task_link, a_task_link(by).link),
    "invite": lambda by: partial(operations.invite, a_join_code(by), ["Dag Ås"], by=by),
    "renew_link": lambda by: partial(operations.renew_link, an_invitation(by), by=by),
    "check_in": lambda by: partial(operations.check_in, an_invitation(by), by=by),
}

OBJECTS: Objects = {
    "access_invitation": lambda by: str(an_invitation(by).pk),
    "access_partner_task": lambda by: str(a_task_link(by).link.pk),
    "find_task": lambda by: a_task_link(by).token,
}

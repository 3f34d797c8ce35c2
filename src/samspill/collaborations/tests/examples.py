"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

from functools import partial

from django.utils import timezone
from tests import cast as people
from tests.contracts.house import Objects, Operations

from samspill.collaborations import operations
from samspill.collaborations.models import Contact, Endorsement, Partner
from samspill.foundation.access.public import Actor


def two_partners(by: Actor) -> tuple[Partner, Partner]:
    first, second = Partner.objects.filter(collaboration=people.a_collaboration(by))
    return first, second


def a_partner(by: Actor) -> Partner:
    return two_partners(by)[0]


def a_merged_partner(by: Actor) -> Partner:
    return operations.merge_partners(*two_partners(by), name="Nye Fjord", by=by)


def a_decision() -> operations.NewEndorsement:
    today = timezone.localdate()
    return operations.NewEndorsement(body="Kommunestyret", is_elected=True, decided_on=today)


def an_endorsement(by: Actor) -> Endorsement:
    return operations.endorse(a_partner(by), a_decision(), by=by)


def a_contact(by: Actor) -> Contact:
    return operations.add_contact(a_partner(by), role="A", name="", by=by)


UNION = operations.NewPartner(Partner.Kind.UNION, "De tillitsvalgte")

OPERATIONS: Operations = {
    "create_collaboration": lambda by: partial(
        operations.create_collaboration, name="A", purpose="B", by=by
    ),
    "change_collaboration": lambda by: partial(
        operations.change_collaboration, people.a_collaboration(by), name="A", purpose="B", by=by
    ),
    "remove_collaboration": lambda by: partial(
        operations.remove_collaboration, people.a_collaboration(by), by=by
    ),
    "restore_collaboration": lambda by: partial(
        operations.restore_collaboration, people.a_collaboration(by), by=by
    ),
    "add_partners": lambda by: partial(
        operations.add_partners, people.a_collaboration(by), [UNION], by=by
    ),
    "remove_partner": lambda by: partial(operations.remove_partner, a_partner(by), by=by),
    "restore_partner": lambda by: partial(operations.restore_partner, a_partner(by), by=by),
    "rename_partner": lambda by: partial(operations.rename_partner, a_partner(by), name="A", by=by),
    "merge_partners": lambda by: partial(
        operations.merge_partners, *two_partners(by), name="A", by=by
    ),
    "undo_merger": lambda by: partial(operations.undo_merger, a_merged_partner(by), by=by),
    "endorse": lambda by: partial(operations.endorse, a_partner(by), a_decision(), by=by),
    "change_endorsement": lambda by: partial(
        operations.change_endorsement, an_endorsement(by), a_decision(), by=by
    ),
    "withdraw_endorsement": lambda by: partial(
        operations.withdraw_endorsement, an_endorsement(by), by=by
    ),
    "restore_endorsement": lambda by: partial(
        operations.restore_endorsement, an_endorsement(by), by=by
    ),
    "add_contact": lambda by: partial(
        operations.add_contact, a_partner(by), role="A", name="", by=by
    ),
    "remove_contact": lambda by: partial(operations.remove_contact, a_contact(by), by=by),
}

OBJECTS: Objects = {
    "access_collaboration": lambda by: str(people.a_collaboration(by).pk),
    "access_removed_collaboration": lambda by: str(
        operations.remove_collaboration(people.a_collaboration(by), by=by).pk
    ),
    "access_partner": lambda by: str(a_partner(by).pk),
    "access_removed_partner": lambda by: str(operations.remove_partner(a_partner(by), by=by).pk),
    "access_merged_partner": lambda by: str(a_merged_partner(by).pk),
    "access_endorsement": lambda by: str(an_endorsement(by).pk),
    "access_withdrawn_endorsement": lambda by: str(
        operations.withdraw_endorsement(an_endorsement(by), by=by).pk
    ),
    "access_contact": lambda by: str(a_contact(by).pk),
}

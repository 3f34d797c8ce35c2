"""Every write to groups: proposed, joined and left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record
from samspill.foundation.organisations.public import Membership
from samspill.people.models import Group, GroupMember


@dataclass(frozen=True)
class NewGroup:
    name: str
    kind: Group.Kind
    level: Group.Level
    members: tuple[UUID, ...]


@transaction.atomic
def propose_group(new: NewGroup, *, by: Actor) -> Group:
    """Propose a group. It starts when at least three have said yes; who proposes it may be one."""
    group = Group.objects.create(
        organisation_id=by.organisation_id, name=new.name, kind=new.kind, level=new.level
    )
    _set_members(group, new.members)
    group.members.filter(account=by.account_id).update(said_yes_at=timezone.now())
    record("propose_group", group, by=by)
    return group


@transaction.atomic
def join_group(group: Group, *, by: Actor) -> None:
    """Say yes to a group one has been proposed for."""
    group.members.filter(account=by.account_id).update(said_yes_at=timezone.now())
    record("join_group", group, by=by)


@transaction.atomic
def leave_group(group: Group, *, by: Actor) -> None:
    """Say no, or leave. A group that nobody is left in is removed."""
    group.members.filter(account=by.account_id).delete()
    record("leave_group", group, by=by)
    if not group.members.exists():
        group.delete()


def _set_members(group: Group, accounts: Iterable[UUID]) -> None:
    """Let the group have just those of the accounts that are in its organisation."""
    here = Membership.objects.current().filter(organisation=group.organisation_id)
    wanted = set(accounts) & set(here.values_list("account", flat=True))
    group.members.exclude(account__in=wanted).delete()
    for account in wanted:
        GroupMember.objects.get_or_create(group=group, account_id=account)

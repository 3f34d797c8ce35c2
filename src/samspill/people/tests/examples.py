"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

import secrets
from functools import partial

from django.utils import timezone
from tests.contracts.house import Objects, Operations

from samspill.foundation.access.public import Actor, Role
from samspill.foundation.accounts.models import Account
from samspill.foundation.organisations.models import Membership, Organisation
from samspill.people import group_operations, operations
from samspill.people.access import Person, access_person
from samspill.people.group_operations import NewGroup
from samspill.people.models import Group, Invitation, LoginLink
from samspill.people.operations import (
    NewInvitation,
    NewOrganisation,
    NewPerson,
)

NEW_ORGANISATION = NewOrganisation(Organisation.Kind.MUNICIPALITY, "Nye Fjord")


def a_colleague(by: Actor) -> Person:
    """Return Ada as somebody whose roles can be changed, seen by an administrator."""
    organisation = Organisation.objects.get(pk=by.organisation_id)
    operations.add_person(organisation, NewPerson("Ada Lie", "ada@example.no"), Role.READER)
    ada = Account.objects.get(email="ada@example.no")
    seen_by = Actor(by.account_id, by.name, by.organisation_id, frozenset({Role.ADMINISTRATOR}))
    return access_person(seen_by, ada.pk, to="see")


def an_invitation(by: Actor) -> Invitation:
    return operations.invite(NewInvitation(role=Role.READER), by=by).invitation


def an_invitation_link(by: Actor) -> str:
    return operations.invite(NewInvitation(role=Role.READER), by=by).token


def an_invitation_to_accept(by: Actor) -> Invitation:
    """Return an invitation whose sender may still invite."""
    Membership.objects.get_or_create(
        account_id=by.account_id, organisation_id=by.organisation_id, role=Role.ADMINISTRATOR
    )
    return an_invitation(by)


def a_new_group(by: Actor) -> NewGroup:
    return NewGroup("Ledergruppen", Group.Kind.LEADERS, Group.Level.NONE, (by.account_id,))


def a_group(by: Actor) -> Group:
    return group_operations.propose_group(a_new_group(by), by=by)


def account_of(by: Actor) -> Account:
    return Account.objects.get(pk=by.account_id)


def a_newcomer() -> NewPerson:
    return NewPerson("Hanne Dahl", f"{secrets.token_hex(4)}@example.no")


def a_login_link(by: Actor) -> LoginLink:
    operations.make_login_link(account_of(by))
    return LoginLink.objects.latest("created_at")


def change_organisation(by: Actor) -> object:
    return operations.change_organisation(
        Organisation.objects.get(pk=by.organisation_id),
        new=NEW_ORGANISATION,
        contact="Anne Vik",
        data_protection_officer="",
        by=by,
    )


OPERATIONS: Operations = {
    "start_organisation": lambda _by: partial(
        operations.start_organisation, NEW_ORGANISATION, a_newcomer()
    ),
    "change_organisation": lambda by: partial(change_organisation, by),
    "add_person": lambda by: partial(
        operations.add_person,
        Organisation.objects.get(pk=by.organisation_id),
        a_newcomer(),
        Role.READER,
    ),
    "change_roles": lambda by: partial(
        operations.change_roles, a_colleague(by), [Role.LEADER], ends_on=None, by=by
    ),
    "untie_from_provider": lambda by: partial(
        operations.untie_from_provider, a_colleague(by), by=by
    ),
    "change_name": lambda by: partial(operations.change_name, account_of(by), "Cecilie Ås"),
    "erase_account": lambda by: partial(operations.erase_account, a_colleague(by).account),
    "invite": lambda by: partial(operations.invite, NewInvitation(role=Role.READER), by=by),
    "withdraw_invitation": lambda by: partial(
        operations.withdraw_invitation, an_invitation(by), by=by
    ),
    "accept_invitation": lambda by: partial(
        operations.accept_invitation, an_invitation_to_accept(by), account_of(by)
    ),
    "accept_as_new": lambda by: partial(
        operations.accept_as_new, an_invitation_to_accept(by), a_newcomer(), now=timezone.now()
    ),
    "make_login_link": lambda by: partial(operations.make_login_link, account_of(by)),
    "print_login_link": lambda _by: operations.print_login_link,
    "use_login_link": lambda by: partial(operations.use_login_link, a_login_link(by)),
    "propose_group": lambda by: partial(group_operations.propose_group, a_new_group(by), by=by),
    "join_group": lambda by: partial(group_operations.join_group, a_group(by), by=by),
    "leave_group": lambda by: partial(group_operations.leave_group, a_group(by), by=by),
}

OBJECTS: Objects = {
    "access_person": lambda by: str(a_colleague(by).account.pk),
    "access_role_invitation": lambda by: str(an_invitation(by).pk),
    "access_organisation": lambda by: str(by.organisation_id),
    "access_group": lambda by: str(a_group(by).pk),
    "find_invitation": an_invitation_link,
    "find_login_link": lambda by: operations.make_login_link(account_of(by)),
}

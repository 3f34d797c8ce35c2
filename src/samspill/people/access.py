"""The only way to fetch a person, an invitation or a group of an organisation."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db.models import QuerySet

from samspill.foundation.access.public import Actor, NotAllowedError, NotFoundError, Role
from samspill.foundation.accounts.public import Account
from samspill.foundation.audit.public import organisations_acted_in
from samspill.foundation.organisations.public import Membership, Organisation
from samspill.people.models import Group, Invitation, LoginLink

__all__ = [
    "Group",
    "Invitation",
    "LoginLink",
    "Person",
    "access_group",
    "access_organisation",
    "access_person",
    "access_role_invitation",
    "find_invitation",
    "find_login_link",
    "groups_of",
    "hash_of",
    "organisations_called",
    "own_organisation",
]

To = Literal["see", "look after", "start"]
ToGroup = Literal["answer", "take part in"]

# `see` is who is here and in which role; `look after` is to invite, change and end; `start` is to
# propose a group. Who is in a group may take part in it, whatever their role.
ROLES: dict[To, frozenset[Role]] = {
    "see": frozenset({Role.FACILITATOR, Role.ADMINISTRATOR}),
    "look after": frozenset({Role.ADMINISTRATOR}),
    "start": frozenset({Role.FACILITATOR, Role.ADMINISTRATOR, Role.LEADER}),
}


@dataclass(frozen=True)
class Person:
    """Somebody in the actor's organisation, and the roles they hold there now."""

    account: Account
    organisation: Organisation
    memberships: tuple[Membership, ...]

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(each.role) for each in self.memberships)


def own_organisation(actor: Actor) -> Organisation:
    """Return the organisation the actor acts for."""
    return Organisation.objects.get(pk=actor.organisation_id)


def organisations_called(name: str) -> tuple[Organisation, ...]:
    """Return the organisations with this name: for whoever runs the server."""
    return tuple(Organisation.objects.filter(name=name))


def access_organisation(actor: Actor, key: UUID, *, to: To) -> Organisation:
    if key != actor.organisation_id:
        raise NotFoundError
    _check(actor, to)
    return own_organisation(actor)


def access_person(actor: Actor, key: UUID, *, to: To | None) -> Person:
    """Fetch somebody by the key of their account, as a member of the actor's organisation.

    With `to` None it must be oneself.
    """
    memberships = tuple(
        Membership.objects.current()
        .filter(account=key, organisation=actor.organisation_id)
        .select_related("account", "organisation")
        .order_by("pk")
    )
    if not memberships:
        raise NotFoundError
    if to is not None:
        _check(actor, to)
    elif key != actor.account_id:
        raise NotAllowedError
    return Person(memberships[0].account, memberships[0].organisation, memberships)


def access_role_invitation(actor: Actor, key: UUID, *, to: To) -> Invitation:
    invitation = (
        Invitation.objects.filter(pk=key, organisation=actor.organisation_id)
        .select_related("organisation")
        .first()
    )
    if invitation is None:
        raise NotFoundError
    _check(actor, to)
    return invitation


def groups_of(actor: Actor) -> QuerySet[Group]:
    """Return the groups that somebody has said yes to, in the organisation they act for."""
    return Group.objects.filter(
        organisation=actor.organisation_id,
        members__account=actor.account_id,
        members__said_yes_at__isnull=False,
    )


def access_group(actor: Actor, key: UUID, *, to: ToGroup) -> Group:
    """Fetch a group. Its members alone may: no role opens it for anybody else.

    To `answer` is for those who have been proposed; to `take part in` it for those who said yes.
    """
    group = Group.objects.filter(pk=key, organisation=actor.organisation_id).first()
    if group is None:
        raise NotFoundError
    own = group.members.filter(account=actor.account_id)
    if to == "take part in":
        own = own.filter(said_yes_at__isnull=False)
    if not own.exists():
        raise NotAllowedError
    return group


def find_invitation(token: str) -> Invitation:
    """Fetch the invitation a link leads to, in whatever state it is. Everybody may."""
    invitation = (
        Invitation.objects.filter(token_hash=hash_of(token)).select_related("organisation").first()
    )
    if invitation is None:
        raise NotFoundError
    return invitation


def find_login_link(token: str) -> LoginLink:
    """Fetch what a log-in link stands for, in whatever state it is. Everybody may."""
    link = LoginLink.objects.filter(token_hash=hash_of(token)).select_related("account").first()
    if link is None:
        raise NotFoundError
    return link


def hash_of(token: str) -> str:
    """Return what is stored of a link's token. The token is random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def organisations_with(account: Account) -> dict[UUID, str]:
    """Return every organisation somebody is or was in, by key: a former one may hold something.

    One that has been removed has no name; without any there is one that does not exist, so that
    what belongs to no organisation is reached as well.
    """
    now = Membership.objects.filter(account=account).values_list("organisation", flat=True)
    keys = {*now, *organisations_acted_in(account.pk)} or {UUID(int=0)}
    names = dict(Organisation.objects.filter(pk__in=keys).values_list("pk", "name"))
    return {key: names.get(key, "") for key in sorted(keys, key=lambda key: names.get(key, ""))}


def _check(actor: Actor, to: To) -> None:
    if not actor.has(*ROLES[to]):
        raise NotAllowedError

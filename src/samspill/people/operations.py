"""Every write to people, roles, invitations and groups."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from samspill.foundation.access.public import Actor, Role
from samspill.foundation.accounts.public import Account, account_to_keep, untie
from samspill.foundation.audit.public import record, step, unaudited
from samspill.foundation.organisations.public import Membership, Organisation
from samspill.people.access import ROLES, Person, hash_of
from samspill.people.holdings import erase_holdings
from samspill.people.models import GroupMember, Invitation, LoginLink

DAYS_TO_ACCEPT = timedelta(days=7)
# How long it is known who said yes, and who was let in by a link.
KEPT_WHEN_ENDED = timedelta(days=365)
# How long the address of somebody who never said yes is kept: they were never here.
KEPT_WHEN_UNANSWERED = timedelta(days=30)
# An organisation without these could neither let anybody in nor lead anything.
NEEDED_ROLES = (Role.ADMINISTRATOR, Role.FACILITATOR)


class LastOneError(ValueError):
    """The organisation would be left without anybody in a role it cannot do without."""

    def __init__(self, role: Role) -> None:
        super().__init__(f"the last {role} cannot be removed")
        self.role = role


class EndlessError(ValueError):
    """Somebody would follow from outside without a last day."""


class SpentInvitationError(ValueError):
    """The invitation has been accepted, taken back, or has run out."""


class OtherPersonError(ValueError):
    """The invitation was sent to another e-mail: somebody has passed it on."""


class AccountExistsError(ValueError):
    """Somebody has an account with this e-mail; only they may accept, when they are logged in."""


class StartedError(ValueError):
    """Somebody has begun with an organisation of their own: there is no first start any more."""


@dataclass(frozen=True)
class NewOrganisation:
    kind: Organisation.Kind
    name: str


@dataclass(frozen=True)
class NewPerson:
    name: str
    email: str


@dataclass(frozen=True)
class NewInvitation:
    """Who is invited: `email` is empty for a link; `ends_on` is the last day of the role."""

    role: Role
    email: str = ""
    ends_on: date | None = None


@dataclass(frozen=True)
class IssuedInvitation:
    """An invitation and its token, which is known now and never again."""

    invitation: Invitation
    token: str


# --- Organisations and people ------------------------------------------------------------------


@transaction.atomic
def start_organisation(organisation: NewOrganisation, person: NewPerson) -> Actor:
    """Make an organisation whose first person is facilitator and administrator.

    An account with that e-mail is used as it is. Returns the person as an actor there.
    """
    made = Organisation.objects.create(name=organisation.name, kind=organisation.kind)
    account = _account_of(person)
    for role in NEEDED_ROLES:
        Membership.objects.create(account=account, organisation=made, role=role)
    actor = Actor(account.pk, account.name, made.pk, frozenset(NEEDED_ROLES))
    record("start_organisation", made, by=actor)
    return actor


@unaudited("it leaves that to the operations it calls")
@transaction.atomic
def start_by_link(link: LoginLink, organisation: NewOrganisation, person: NewPerson) -> Actor:
    """Start with the link of a first start, which is spent: two presses make one organisation.

    Raises `StartedError` when there is one already, as when whoever runs the server has made it.
    """
    use_login_link(link)
    _check_not_started()
    return start_organisation(organisation, person)


@unaudited("it leaves that to the operations it calls")
@transaction.atomic
def start_from_demo(account: Account, organisation: NewOrganisation, person: NewPerson) -> Actor:
    """Start after having looked at the demo; the person may be somebody new, or oneself.

    Raises
    ------
    StartedError
        Somebody has begun already, also in the same moment.
    AccountExistsError
        Somebody else has this e-mail: to write it is no proof of being them.
    """
    _check_not_started()
    others = Account.objects.filter(email__iexact=person.email).exclude(pk=account.pk)
    if others.exists():
        raise AccountExistsError(person.email)
    return start_organisation(organisation, person)


@transaction.atomic
def change_organisation(
    organisation: Organisation,
    *,
    new: NewOrganisation,
    contact: str,
    data_protection_officer: str,
    by: Actor,
) -> Organisation:
    organisation.name = new.name
    organisation.kind = new.kind
    organisation.contact = contact
    organisation.data_protection_officer = data_protection_officer
    organisation.save()
    record("change_organisation", organisation, by=by)
    return organisation


@transaction.atomic
def add_person(
    organisation: Organisation, person: NewPerson, role: Role, *, ends_on: date | None = None
) -> Membership:
    """Give somebody a role without asking them: for whoever runs the server.

    Raises
    ------
    LastOneError
        The end would leave nobody in a role that is needed.
    EndlessError
        Whoever follows from outside does so until a day.
    """
    if role == Role.FOLLOWER and ends_on is None:
        raise EndlessError(person.name)
    account = _account_of(person)
    if role in NEEDED_ROLES and ends_on is not None:
        _check_others(_locked(organisation), role, account)
    membership, _is_new = Membership.objects.update_or_create(
        account=account,
        organisation=organisation,
        role=role,
        defaults={"ends_on": ends_on},
    )
    record("add_person", membership.account, by=None)
    return membership


@transaction.atomic
def change_roles(person: Person, roles: Iterable[Role], *, ends_on: date | None, by: Actor) -> None:
    """Let a person have just these roles, until the end of `ends_on` where it is given.

    With no role left, the person is no longer in the organisation, nor in its groups. Raises
    `LastOneError` when nobody would be left as administrator or facilitator.
    """
    wanted = frozenset(roles)
    organisation = _locked(person.organisation)
    for role in NEEDED_ROLES:
        if role not in wanted or ends_on is not None:
            _check_others(organisation, role, person.account)
    own = Membership.objects.filter(account=person.account, organisation=organisation)
    own.exclude(role__in=wanted).delete()
    for role in sorted(wanted):
        Membership.objects.update_or_create(
            account=person.account,
            organisation=organisation,
            role=role,
            defaults={"ends_on": ends_on},
        )
    if not wanted:
        GroupMember.objects.filter(
            group__organisation=organisation, account=person.account
        ).delete()
    record("change_roles", person.account, by=by)


@transaction.atomic
def untie_from_provider(person: Person, *, by: Actor) -> None:
    """Let the next one who logs in at the provider with this person's e-mail be them."""
    untie(person.account.pk)
    record("untie_from_provider", person.account, by=by)


@transaction.atomic
def change_name(account: Account, name: str) -> Account:
    """Let somebody be called something else."""
    account.name = name
    account.save(update_fields=["name"])
    record("change_name", account, by=None)
    return account


@transaction.atomic
def erase_account(account: Account) -> None:
    """Erase an account and everything that names its person, but for what must be kept.

    Raises `LastOneError` when an organisation would be left without anybody it needs. What each
    slice does with its own is declared there; the audit keeps what was done, and not by whom.
    """
    for membership in Membership.objects.filter(account=account).select_related("organisation"):
        organisation = _locked(membership.organisation)
        if membership.role in NEEDED_ROLES and not organisation.is_demo:
            _check_others(organisation, Role(membership.role), account)
    record("erase_account", account, by=None)
    erase_holdings(account)
    Membership.objects.filter(account=account).delete()


# --- Invitations -------------------------------------------------------------------------------


@transaction.atomic
def invite(new: NewInvitation, *, by: Actor, now: datetime | None = None) -> IssuedInvitation:
    """Make a link that works once, for seven days. An earlier one to the same e-mail is void.

    Raises `ValueError` when the role would have ended before it began.
    """
    at = now or timezone.now()
    if new.ends_on is not None and new.ends_on < timezone.localdate(at):
        message = f"a role cannot end on {new.ends_on}, before it has begun"
        raise ValueError(message)
    if new.email:
        Invitation.objects.filter(
            organisation=by.organisation_id, email__iexact=new.email, accepted_at__isnull=True
        ).update(withdrawn_at=at)
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        organisation_id=by.organisation_id,
        email=new.email,
        role=new.role,
        ends_on=new.ends_on,
        token_hash=hash_of(token),
        invited_by_name=by.name,
        invited_by=by.account_id,
        created_at=at,
        expires_at=at + DAYS_TO_ACCEPT,
    )
    record("invite", invitation, by=by)
    return IssuedInvitation(invitation, token)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor) -> None:
    """Take an invitation back: its link lets nobody in any more."""
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    record("withdraw_invitation", invitation, by=by)


@transaction.atomic
def accept_invitation(
    invitation: Invitation, account: Account, *, now: datetime | None = None
) -> Actor:
    """Give the role to somebody who is logged in.

    Raises
    ------
    SpentInvitationError
        It has been accepted, taken back, or has run out.
    OtherPersonError
        It was sent to another e-mail than theirs.
    """
    invitation = _locked_open(invitation, now or timezone.now())
    if not invitation.is_for(account.email):
        raise OtherPersonError(str(invitation.pk))
    return _give_role(invitation, account, now or timezone.now(), "accept_invitation")


@transaction.atomic
def accept_as_new(
    invitation: Invitation, person: NewPerson, *, now: datetime | None = None
) -> Actor:
    """Make an account for somebody who has none, and give it the role.

    Raises
    ------
    SpentInvitationError
        It has been accepted, taken back, or has run out.
    OtherPersonError
        It was sent to another e-mail than this.
    AccountExistsError
        Somebody has this e-mail. Holding a link is no proof of being them: they must log in.
    """
    at = now or timezone.now()
    invitation = _locked_open(invitation, at)
    if not invitation.is_for(person.email):
        raise OtherPersonError(str(invitation.pk))
    if Account.objects.filter(email__iexact=person.email).exists():
        raise AccountExistsError(person.email)
    return _give_role(invitation, _account_of(person), at, "accept_as_new")


@unaudited("making and using them was")
def forget_used(now: datetime | None = None) -> int:
    """Delete invitations and log-in links that ended long ago, sooner where nobody said yes.

    Returns how many. Done by the worker; safe to do twice.
    """
    at = now or timezone.now()
    before, unanswered_before = at - KEPT_WHEN_ENDED, at - KEPT_WHEN_UNANSWERED
    ended = Q(withdrawn_at__lt=unanswered_before) | Q(expires_at__lt=unanswered_before)
    ended = Q(accepted_at__lt=before) | Q(accepted_at__isnull=True) & ended
    invitations, _kinds = Invitation.objects.filter(ended).delete()
    used = Q(used_at__lt=before) | Q(expires_at__lt=before)
    links, _kinds = LoginLink.objects.filter(used).delete()
    return invitations + links


# --- Log-in links ------------------------------------------------------------------------------


@transaction.atomic
def make_login_link(account: Account, *, now: datetime | None = None) -> str:
    """Return the token of a link that logs this person in once, within the hour.

    For whoever runs the server, who could let themselves in anyway. The person is told at their
    next log-in. Raises `Account.DoesNotExist` when they have gone, as with their demo.
    """
    at = now or timezone.now()
    account = account_to_keep(account.pk)
    token = secrets.token_urlsafe(24)
    link = LoginLink.objects.create(
        account=account,
        token_hash=hash_of(token),
        created_at=at,
        expires_at=at + timedelta(hours=1),
    )
    record("make_login_link", link, by=None)
    return token


@transaction.atomic
def print_login_link(*, now: datetime | None = None) -> str:
    """Return the token of the link that a start of the server prints; what was before ends.

    It is for the first administrator, of a real organisation before the demo's; where nobody is
    here yet it leads to the first start.
    """
    at = now or timezone.now()
    LoginLink.objects.filter(is_printed=True).delete()
    Session.objects.all().delete()
    first = (
        Membership.objects.current()
        .filter(role=Role.ADMINISTRATOR, account__is_active=True)
        .order_by("organisation__is_demo", "pk")
        .first()
    )
    token = secrets.token_urlsafe(24)
    link = LoginLink.objects.create(
        account_id=first.account_id if first else None,
        token_hash=hash_of(token),
        created_at=at,
        expires_at=at + timedelta(days=365),
        is_printed=True,
    )
    record("print_login_link", link, by=None)
    return token


@transaction.atomic
def use_login_link(link: LoginLink, *, now: datetime | None = None) -> None:
    """Spend a link. Raises `SpentInvitationError` when it has been used or has run out."""
    at = now or timezone.now()
    locked = LoginLink.objects.select_for_update().filter(pk=link.pk).first()
    if locked is None or not locked.is_open(at):
        raise SpentInvitationError(str(link.pk))
    locked.used_at = at
    locked.save(update_fields=["used_at"])
    record("use_login_link", locked, by=None)


@unaudited("nothing but a notice goes")
@transaction.atomic
def tell_of_login_links(account: UUID, *, came_by: str, now: datetime | None = None) -> None:
    """Note that somebody has been told of the links that were made for them.

    Not of the one that opened the session: whoever made it could put the notice away themselves.
    """
    links = LoginLink.objects.filter(account=account, is_printed=False, told_at__isnull=True)
    if came_by:
        links = links.exclude(pk=came_by)
    links.update(told_at=now or timezone.now())


# --- Parts -------------------------------------------------------------------------------------


def _account_of(person: NewPerson) -> Account:
    account = Account.objects.filter(email__iexact=person.email).first()
    return account or Account.objects.create_account(email=person.email, name=person.name)


def _check_not_started() -> None:
    """Raise `StartedError` when anybody has begun; those who begin at once take turns."""
    list(Organisation.objects.select_for_update().order_by("pk"))
    if Organisation.objects.filter(is_demo=False).exists():
        raise StartedError


def _give_role(invitation: Invitation, account: Account, at: datetime, operation: str) -> Actor:
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    role = Role(invitation.role)
    held = Membership.objects.current().filter(
        account=account, organisation=invitation.organisation_id, role=role
    )
    # Accepting again never shortens what somebody has already.
    as_long = Q(ends_on__isnull=True)
    if invitation.ends_on is not None:
        as_long |= Q(ends_on__gte=invitation.ends_on)
    if not held.filter(as_long).exists():
        Membership.objects.update_or_create(
            account=account,
            organisation_id=invitation.organisation_id,
            role=role,
            defaults={"ends_on": invitation.ends_on},
        )
    actor = Actor(account.pk, account.name, invitation.organisation_id, frozenset({role}))
    record(operation, invitation, by=actor)
    return actor


def _locked_open(invitation: Invitation, at: datetime) -> Invitation:
    locked = Invitation.objects.select_for_update().filter(pk=invitation.pk).first()
    if locked is None or not locked.is_open(at) or not may_still_invite(locked, at):
        raise SpentInvitationError(str(invitation.pk))
    return locked


@step
def may_still_invite(invitation: Invitation, at: datetime) -> bool:
    """Return whether who invited may do so still: else they could let themselves in again."""
    if invitation.invited_by is None:
        return True
    held = Membership.objects.current(timezone.localdate(at)).filter(
        account=invitation.invited_by, organisation=invitation.organisation_id
    )
    return held.filter(role__in=ROLES["look after"], account__is_active=True).exists()


def _locked(organisation: Organisation) -> Organisation:
    """Lock the organisation, so that two administrators cannot remove each other at once."""
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


def _check_others(organisation: Organisation, role: Role, account: Account) -> None:
    """Raise `LastOneError` when the account holds the role, and nobody else holds it for good."""
    holders = Membership.objects.current().filter(organisation=organisation, role=role)
    others = holders.filter(ends_on__isnull=True, account__is_active=True).exclude(account=account)
    if holders.filter(account=account).exists() and not others.exists():
        raise LastOneError(role)

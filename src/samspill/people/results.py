"""Every read that a page about people needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samspill.foundation.access.public import Actor, Role
from samspill.foundation.declarations.public import declared
from samspill.foundation.organisations.public import Membership, Organisation
from samspill.people.models import Group, Invitation, LoginLink
from samspill.people.operations import may_still_invite

# Where the session keeps which log-in link opened it.
LOGIN_LINK = "login_link"

# The order in which roles are offered and listed, and what each may see and do, in one line.
ROLE_SUMMARIES: dict[Role, str | Promise] = {
    Role.FACILITATOR: gettext_lazy(
        "Leads rounds and meetings. Sees results, never single answers."
    ),
    Role.LEADER: gettext_lazy("Reads what has been shown. May be in a leader group."),
    Role.READER: gettext_lazy("Reads what has been shown. Changes nothing."),
    Role.REFORM_LEAD: gettext_lazy("Reads what has been shown, and leads a trust reform."),
    Role.MEMBER: gettext_lazy(
        "Staff, union representative or elected: reads what has been shown, and takes part by name."
    ),
    Role.FOLLOWER: gettext_lazy("Reads along until a date. For researchers and evaluators."),
    Role.ADMINISTRATOR: gettext_lazy("Looks after people and settings. Sees no results."),
}


@dataclass(frozen=True)
class PersonRow:
    """Somebody who has a role here: `until` is empty where no role has a last day."""

    key: UUID
    name: str
    email: str
    roles: str
    until: str
    is_oneself: bool


@dataclass(frozen=True)
class InvitationRow:
    key: UUID
    to: str
    role: str
    made: str
    works_until: str


@dataclass(frozen=True)
class GroupRow:
    """A group as others see it: its name and how many, never who."""

    key: UUID
    name: str
    kind: str
    count: str
    state: str
    is_member: bool
    is_proposed: bool


@dataclass(frozen=True)
class PeoplePage:
    people: tuple[PersonRow, ...]
    invitations: tuple[InvitationRow, ...]
    groups: tuple[GroupRow, ...]
    count: str


def people_page(actor: Actor) -> PeoplePage:
    people = person_rows(actor)
    return PeoplePage(
        people=people,
        invitations=invitation_rows(actor),
        groups=group_rows(actor),
        count=ngettext("%(count)s person has access.", "%(count)s people have access.", len(people))
        % {"count": len(people)},
    )


def person_rows(actor: Actor) -> tuple[PersonRow, ...]:
    """Return everybody with a role in the actor's organisation: oneself, then others by name."""
    memberships = (
        Membership.objects.current()
        .filter(organisation=actor.organisation_id)
        .select_related("account")
        .order_by("account__name", "account_id")
    )
    by_account: dict[UUID, list[Membership]] = defaultdict(list)
    for membership in memberships:
        by_account[membership.account_id].append(membership)
    rows = tuple(
        PersonRow(
            key=key,
            name=own[0].account.name,
            email=own[0].account.email,
            roles=role_names(each.role for each in own),
            until=_until(own),
            is_oneself=key == actor.account_id,
        )
        for key, own in by_account.items()
    )
    return tuple(sorted(rows, key=lambda row: not row.is_oneself))


def invitation_rows(actor: Actor) -> tuple[InvitationRow, ...]:
    """Return the invitations that still let somebody in."""
    now = timezone.now()
    waiting = Invitation.objects.filter(
        organisation=actor.organisation_id,
        accepted_at__isnull=True,
        withdrawn_at__isnull=True,
        expires_at__gt=now,
    )
    return tuple(
        InvitationRow(
            key=invitation.pk,
            to=invitation.email or _("A link that was handed over"),
            role=str(Role(invitation.role).label),
            made=_day(timezone.localdate(invitation.created_at)),
            works_until=_day(timezone.localdate(invitation.expires_at)),
        )
        for invitation in waiting
        if may_still_invite(invitation, now)
    )


def group_rows(actor: Actor) -> tuple[GroupRow, ...]:
    """Return the groups of the actor's organisation, without their members' names."""
    groups = Group.objects.filter(organisation=actor.organisation_id).prefetch_related("members")
    return tuple(_group_row(group, actor) for group in groups)


def own_groups(actor: Actor) -> tuple[GroupRow, ...]:
    """Return the groups the actor is in, or is proposed for."""
    return tuple(row for row in group_rows(actor) if row.is_member or row.is_proposed)


@dataclass(frozen=True)
class GroupMemberRow:
    name: str
    is_waited_for: bool


def has_started(group: Group) -> bool:
    joined = sum(member.said_yes_at is not None for member in group.members.all())
    return joined >= Group.FEWEST_TO_START


def group_members(group: Group) -> tuple[GroupMemberRow, ...]:
    """Return who is asked to be in a group, for those who have said yes.

    Nobody is told who else has said yes before there are enough: one who hesitates must be able to.
    """
    members = group.members.select_related("account").order_by("account__name")
    started = has_started(group)
    return tuple(
        GroupMemberRow(member.account.name, started and member.said_yes_at is None)
        for member in members
    )


def group_state(group: Group) -> str:
    """Say whether a group has started, and why not."""
    count = sum(member.said_yes_at is not None for member in group.members.all())
    if count >= Group.FEWEST_TO_START:
        return _("The members run it themselves. Nobody above them reads along.")
    if count == Group.FEWEST_TO_START - 1:
        return _("Starts when a third person says yes. Two cannot share without being recognised.")
    return _("Starts when three people have said yes.")


def role_names(roles: Iterable[str]) -> str:
    """Return the names of roles, in the order in which they are offered."""
    held = set(roles)
    return ", ".join(str(role.label) for role in ROLE_SUMMARIES if role in held)


def organisations_of(account: UUID) -> tuple[tuple[Organisation, str], ...]:
    """Return each organisation somebody is in now, with the names of their roles there."""
    memberships = (
        Membership.objects.current()
        .filter(account=account)
        .select_related("organisation")
        .order_by("organisation__name")
    )
    roles: dict[Organisation, list[str]] = defaultdict(list)
    for membership in memberships:
        roles[membership.organisation].append(membership.role)
    return tuple((organisation, role_names(held)) for organisation, held in roles.items())


def _group_row(group: Group, actor: Actor) -> GroupRow:
    members = list(group.members.all())
    own = next((each for each in members if each.account_id == actor.account_id), None)
    joined = sum(member.said_yes_at is not None for member in members)
    return GroupRow(
        key=group.pk,
        name=group.name,
        kind=group.get_kind_display(),
        count=ngettext("%(count)s person", "%(count)s people", joined) % {"count": joined},
        state=group_state(group),
        is_member=own is not None and own.said_yes_at is not None,
        is_proposed=own is not None and own.said_yes_at is None,
    )


def _until(memberships: Iterable[Membership]) -> str:
    days = {each.ends_on for each in memberships}
    if None in days or not days:
        return ""
    return _("Until %(day)s") % {"day": _day(max(day for day in days if day))}


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def is_open(invitation: Invitation) -> bool:
    """Return whether an invitation still lets somebody in."""
    now = timezone.now()
    return invitation.is_open(now) and may_still_invite(invitation, now)


def is_started() -> bool:
    """Return whether anybody has begun with an organisation of their own."""
    return Organisation.objects.filter(is_demo=False).exists()


@dataclass(frozen=True)
class LoginNotice:
    """Links that whoever runs the server has made for oneself, and not yet been told of."""

    made: str
    used: str


def login_notices(account: UUID, *, came_by: str) -> tuple[LoginNotice, ...]:
    """Return what somebody must be told of; not the link that opened this very session."""
    links = LoginLink.objects.filter(account=account, is_printed=False, told_at__isnull=True)
    if came_by:
        links = links.exclude(pk=came_by)
    return tuple(
        LoginNotice(_moment(link.created_at), _moment(link.used_at) if link.used_at else "")
        for link in links.order_by("created_at")
    )


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


@dataclass(frozen=True)
class RightRow:
    """One thing one may see or do, and for each role in `ROLE_SUMMARIES` whether it may."""

    sentence: str
    may: tuple[bool, ...]


@dataclass(frozen=True)
class RolesPage:
    roles: tuple[tuple[str, str], ...]
    rights: tuple[RightRow, ...]


def roles_page() -> RolesPage:
    """Return what each role may see and do, from what the guards of all slices ask."""
    return RolesPage(
        roles=tuple((str(role.label), str(told)) for role, told in ROLE_SUMMARIES.items()),
        rights=tuple(
            RightRow(str(right.sentence), tuple(role in right.roles for role in ROLE_SUMMARIES))
            for right in declared().rights
        ),
    )

"""What is held about people who are invited, proposed for groups, or let in by a link."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from samspill.foundation.accounts.public import Account
from samspill.foundation.privacy.public import NAMELESS, Person, PersonalRecord, record_of
from samspill.people.models import GroupMember, Invitation, LoginLink


def export_invitations(person: Person) -> tuple[PersonalRecord, ...]:
    """Return the invitations somebody was sent."""
    return tuple(
        record_of(
            Invitation,
            invitation.pk,
            email=invitation.email,
            role=invitation.role,
            invited_by_name=invitation.invited_by_name,
            created_at=invitation.created_at.isoformat(),
        )
        for invitation in _invitations(person)
    )


def erase_invitations(person: Person) -> int:
    """Delete the invitations somebody was sent, and take their name off those they made."""
    deleted, _kinds = _invitations(person).delete()
    invitations = Invitation.objects.filter(organisation=person.organisation_id)
    made = Q()
    if person.name:
        made |= Q(invited_by__isnull=True, invited_by_name=person.name)
    if person.account_id is not None:
        # Also those they made while they were called something else.
        made |= Q(invited_by=person.account_id)
    return deleted + (invitations.filter(made).update(invited_by_name=NAMELESS) if made else 0)


def export_groups(person: Person) -> tuple[PersonalRecord, ...]:
    """Return the groups somebody is in, or is proposed for."""
    return tuple(
        record_of(GroupMember, member.pk, group=member.group.name, said_yes_at=member.said_yes_at)
        for member in _groups(person).select_related("group")
    )


def erase_groups(person: Person) -> int:
    deleted, _kinds = _groups(person).delete()
    return deleted


def export_login_links(person: Person) -> tuple[PersonalRecord, ...]:
    """Return the links by which somebody was let in: when they were made, and used."""
    links = LoginLink.objects.filter(account=person.account_id)
    return tuple(
        record_of(LoginLink, link.pk, created_at=link.created_at, used_at=link.used_at or "")
        for link in (links if person.account_id else ())
    )


def erase_login_links(person: Person) -> int:
    if person.account_id is None:
        return 0
    deleted, _kinds = LoginLink.objects.filter(account=person.account_id).delete()
    return deleted


def _invitations(person: Person) -> QuerySet[Invitation]:
    account = Account.objects.filter(pk=person.account_id).first() if person.account_id else None
    invitations = Invitation.objects.filter(organisation=person.organisation_id)
    if account is None:
        return invitations.none()
    return invitations.filter(email__iexact=account.email).exclude(email="")


def _groups(person: Person) -> QuerySet[GroupMember]:
    members = GroupMember.objects.filter(group__organisation=person.organisation_id)
    return members.filter(account=person.account_id) if person.account_id else members.none()

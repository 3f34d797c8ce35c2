"""What is held about somebody who logs in."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Model

from samspill.foundation.accounts.models import Account
from samspill.foundation.organisations.public import Membership
from samspill.foundation.privacy.public import (
    NAMELESS,
    Person,
    PersonalData,
    PersonalRecord,
    record_of,
)


def export_account(person: Person) -> tuple[PersonalRecord, ...]:
    """Return the account of somebody."""
    if person.account_id is None:
        return ()
    return tuple(
        record_of(
            Account,
            account.pk,
            email=account.email,
            name=account.name,
            last_login=account.last_login or "",
        )
        for account in Account.objects.filter(pk=person.account_id)
    )


def erase_account(person: Person) -> int:
    """Take name and address off an account, and close it; not while it is in use elsewhere.

    The row stays without them: what the audit tells of it must not become somebody else's.
    """
    if person.account_id is None or not _may_go(person):
        return 0
    return Account.objects.filter(pk=person.account_id).update(
        email=f"{person.account_id}@erased.invalid",
        name=NAMELESS,
        last_login=None,
        is_active=False,
    )


def ways_to_log_in() -> tuple[PersonalData, ...]:
    """Return what the log-in package keeps of a person, with how it is given out and erased.

    Never a secret: the public part of a passkey is left out, and no session's key is told.
    """
    return (
        _kept_by_package(
            EmailAddress, ("email",), "the e-mail that a log-in code is sent to, with the account"
        ),
        _kept_by_package(
            Authenticator,
            ("created_at", "last_used_at"),
            "a passkey lets its owner in until they remove it, or the account goes",
        ),
        _kept_by_package(
            SocialAccount,
            ("provider", "uid", "last_login"),
            "whom the municipality's provider vouches for, with the account",
        ),
        PersonalData(
            model=UserSession,
            fields=("user_agent", "created_at"),
            why="where somebody is logged in, so that they can end it; no address is kept",
            export=_exported(UserSession, ("user_agent", "created_at")),
            erase=end_sessions,
        ),
    )


def end_sessions(person: Person) -> int:
    """Log somebody out everywhere; not while their account is in use elsewhere."""
    if not _may_go(person):
        return 0
    sessions = list(UserSession.objects.filter(user_id=person.account_id))
    for session in sessions:
        session.end()
    return len(sessions)


def _kept_by_package(model: type[Model], fields: tuple[str, ...], why: str) -> PersonalData:
    def erase(person: Person) -> int:
        if not _may_go(person):
            return 0
        deleted, _kinds = model._default_manager.filter(user_id=person.account_id).delete()
        return deleted

    return PersonalData(
        model=model, fields=fields, why=why, export=_exported(model, fields), erase=erase
    )


def _exported(
    model: type[Model], fields: tuple[str, ...]
) -> Callable[[Person], tuple[PersonalRecord, ...]]:
    def export(person: Person) -> tuple[PersonalRecord, ...]:
        if person.account_id is None:
            return ()
        rows = model._default_manager.filter(user_id=person.account_id).order_by("pk")
        return tuple(
            record_of(model, row.pk, **{field: getattr(row, field) or "" for field in fields})
            for row in rows
        )

    return export


def _may_go(person: Person) -> bool:
    """Return whether the account is of no other organisation: there it is still needed."""
    if person.account_id is None:
        return False
    own = Membership.objects.filter(account=person.account_id)
    return not own.exclude(organisation=person.organisation_id).exists()

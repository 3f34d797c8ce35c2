"""Fetching accounts: by the address people log in with, or by what a provider calls them."""

from __future__ import annotations

from uuid import UUID

from allauth.socialaccount.models import SocialAccount

from samspill.foundation.accounts.models import Account


def account_of(key: UUID) -> Account:
    return Account.objects.get(pk=key)


def account_to_keep(key: UUID) -> Account:
    """Return an account that nobody removes before the transaction is over."""
    return Account.objects.select_for_update().get(pk=key)


def find_account(email: str) -> Account | None:
    """Return who logs in with this address, however it is written; None for nobody."""
    return Account.objects.filter(email__iexact=email, is_active=True).first() if email else None


def find_tied_account(provider: str, account: UUID) -> SocialAccount | None:
    """Return what binds an account here to somebody at the provider; None where nothing does."""
    return SocialAccount.objects.filter(provider=provider, user_id=account).first()


def is_tied(account: UUID) -> bool:
    """Return whether an account is bound to somebody at a provider."""
    return bool(SocialAccount.objects.filter(user_id=account).exists())


def untie(account: UUID) -> None:
    """Let the provider's next person with this e-mail be bound, in the caller's transaction."""
    SocialAccount.objects.filter(user_id=account).delete()


def find_provider_account(provider_id: str, uid: str) -> SocialAccount | None:
    """Return what binds an account here to a person at the provider."""
    return SocialAccount.objects.filter(provider=provider_id, uid=uid).first()

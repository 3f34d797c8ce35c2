"""Fetching accounts: by the address people log in with, or by what a provider calls them."""

from __future__ import annotations

from uuid import UUID

from allauth.socialaccount.models import SocialAccount

from samspill.foundation.accounts.models import Account


def account_of(key: UUID) -> Account:
    return Account.objects.get(pk=key)


def find_account(email: str) -> Account | None:
    """Return who logs in with this address, however it is written; None for nobody."""
    return Account.objects.filter(email__iexact=email, is_active=True).first() if email else None


def find_provider_account(provider_id: str, uid: str) -> SocialAccount | None:
    """Return what binds an account here to a person at the provider."""
    return SocialAccount.objects.filter(provider=provider_id, uid=uid).first()

"""The door to accounts for other slices."""

from samspill.foundation.accounts.access import (
    account_of,
    account_to_keep,
    find_account,
    is_tied,
    untie,
)
from samspill.foundation.accounts.adapters import NOT_SENT
from samspill.foundation.accounts.models import Account
from samspill.foundation.accounts.sessions import begin_session

__all__ = [
    "NOT_SENT",
    "Account",
    "account_of",
    "account_to_keep",
    "begin_session",
    "find_account",
    "is_tied",
    "untie",
]

"""What is held about somebody with an account, slice by slice, and how it is erased."""

from __future__ import annotations

from samspill.foundation.accounts.public import Account


def holdings_of(account: Account) -> dict[str, object]:
    raise NotImplementedError


def erase_holdings(account: Account) -> None:
    raise NotImplementedError

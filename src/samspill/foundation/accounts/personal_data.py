"""What is held about somebody who logs in."""

from __future__ import annotations

from samspill.foundation.accounts.models import Account
from samspill.foundation.organisations.public import Membership
from samspill.foundation.privacy.public import NAMELESS, Person, PersonalRecord, record_of


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
    elsewhere = Membership.objects.filter(account=person.account_id).exclude(
        organisation=person.organisation_id
    )
    if person.account_id is None or elsewhere.exists():
        return 0
    return Account.objects.filter(pk=person.account_id).update(
        email=f"{person.account_id}@erased.invalid",
        name=NAMELESS,
        last_login=None,
        is_active=False,
    )

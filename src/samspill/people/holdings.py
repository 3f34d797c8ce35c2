"""What is held about somebody with an account, slice by slice, and how it is erased."""

from __future__ import annotations

from collections.abc import Iterator

from samspill.foundation.accounts.public import Account
from samspill.foundation.audit.public import organisations_acted_in
from samspill.foundation.declarations.public import declared
from samspill.foundation.organisations.public import Membership, Organisation
from samspill.foundation.privacy.public import Person, PersonalRecord


def holdings_of(account: Account) -> dict[str, object]:
    """Return everything that is held, with why, in plain data: for a file to its person."""
    return {
        "about": account.email,
        "organisations": [
            {
                "name": organisation.name,
                "held": [
                    {"why": why, "what": [_plain(record) for record in records]}
                    for why, records in _held(_person(account, organisation))
                ],
            }
            for organisation in _organisations(account)
        ],
    }


def erase_holdings(account: Account) -> None:
    """Take the person out of everything, in the caller's transaction; the account last."""
    for organisation in _organisations(account):
        person = _person(account, organisation)
        Membership.objects.filter(account=account, organisation=organisation).delete()
        for held in declared().personal_data:
            held.erase(person)


def _held(person: Person) -> Iterator[tuple[str, tuple[PersonalRecord, ...]]]:
    for held in declared().personal_data:
        records = held.export(person)
        if records:
            yield held.why, records


def _plain(record: PersonalRecord) -> dict[str, str]:
    return {"kind": record.model, **{field.name: field.value for field in record.fields}}


def _person(account: Account, organisation: Organisation) -> Person:
    return Person(organisation_id=organisation.pk, account_id=account.pk, name=account.name)


def _organisations(account: Account) -> tuple[Organisation, ...]:
    """Return every organisation the person is or was in: a former one may still hold something."""
    now = Membership.objects.filter(account=account).values_list("organisation", flat=True)
    keys = {*now, *organisations_acted_in(account.pk)}
    return tuple(Organisation.objects.filter(pk__in=keys).order_by("name", "pk"))

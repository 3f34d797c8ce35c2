"""What is held about somebody with an account, slice by slice, and how it is erased."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from samspill.foundation.accounts.public import Account
from samspill.foundation.declarations.public import declared
from samspill.foundation.privacy.public import Person, PersonalRecord
from samspill.people.access import organisations_with


def holdings_of(account: Account) -> dict[str, object]:
    """Return everything that is held of an account, with why, in plain data: for a file to it.

    Not what others have written under the same name: people choose their name themselves, so that
    anybody could call themselves something else and read who was asked.
    """
    return {
        "about": account.email,
        "organisations": [
            {
                "name": name,
                "held": [
                    {"why": why, "what": [_plain(record) for record in records]}
                    for why, records in _held(_person(account, key))
                ],
            }
            for key, name in organisations_with(account).items()
        ],
    }


def erase_holdings(account: Account) -> None:
    """Take the person out of everything, in the caller's transaction; the account last.

    What colleagues have written under the same name stays: it can be about another of that name.
    """
    for key in organisations_with(account):
        person = _person(account, key)
        for held in declared().personal_data:
            held.erase(person)


def _held(person: Person) -> Iterator[tuple[str, tuple[PersonalRecord, ...]]]:
    for held in declared().personal_data:
        records = held.export(person)
        if records:
            yield held.why, records


def _plain(record: PersonalRecord) -> dict[str, str]:
    return {"kind": record.model, **{field.name: field.value for field in record.fields}}


def _person(account: Account, organisation: UUID) -> Person:
    """Return somebody by their account alone, never by the name, which people choose themselves."""
    return Person(organisation_id=organisation, account_id=account.pk)

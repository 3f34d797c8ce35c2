"""What slices hold about people with a name: to be given to them, and to be erased."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import models

# Stands where a name stood that has been erased, and something must stand.
NAMELESS = "–"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody in one organisation: an account, a name as it was written there, or both.

    Names are compared as they are written; whoever asks says under which one.
    """

    organisation_id: UUID
    account_id: UUID | None = None
    name: str = ""


@dataclass(frozen=True)
class PersonalField:
    """One thing that is held, under the name it has in the database, as text."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class PersonalRecord:
    """One row that tells of a person: the label of its model, its key, and what it holds."""

    model: str
    key: str
    fields: tuple[PersonalField, ...]


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """Fields of a model that hold something about a named person.

    `why` says in English, to whoever must answer for it, what it is held for and how long.
    `export` returns what is held about somebody. `erase` deletes it or takes the name away, and
    returns how many rows it touched; it runs in the transaction of whoever calls it, who also
    audits it, and is safe to do twice.
    """

    model: type[models.Model]
    fields: tuple[str, ...]
    why: str
    export: Callable[[Person], tuple[PersonalRecord, ...]]
    erase: Callable[[Person], int]


@dataclass(frozen=True, kw_only=True)
class NotPersonal:
    """Fields of a model that look as if they told of a person, and do not: `why` says so."""

    model: type[models.Model]
    fields: tuple[str, ...]
    why: str


def record_of(model: type[models.Model], key: object, /, **fields: object) -> PersonalRecord:
    """Return a row as it is given to the one it tells of."""
    told = tuple(PersonalField(name, str(value)) for name, value in fields.items())
    return PersonalRecord(model=model._meta.label, key=str(key), fields=told)

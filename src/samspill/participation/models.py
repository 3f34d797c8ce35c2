from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import models
from django.utils import timezone


class JoinCode(models.Model):
    """Six figures that let everybody in a room come in to one round, while it is open.

    Six figures can be walked through by a machine, so they end soon. Behind them lies a long
    address that cannot be guessed: it is in the QR code, and stands after the meeting. What was
    opened before there were long addresses has none. Holds nothing about who came in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=6, unique=True)
    long_address = models.CharField(max_length=32, unique=True, null=True)  # noqa: DJ001
    # Neither has ended while it is empty.
    code_ends_at = models.DateTimeField(null=True)
    address_ends_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.code

    @property
    def address(self) -> str:
        """The part of an address under which everything of it is found."""
        return self.long_address or self.code

    def opens(self, key: str, now: datetime) -> bool:
        """Return whether `key`, its code or its address, still opens it."""
        if self.address_ends_on and timezone.localdate(now) > self.address_ends_on:
            return False
        return key == self.address or self.code_ends_at is None or now <= self.code_ends_at


class Ticket(models.Model):
    """A personal link to one round: what is left of it when it has been given out.

    Only a hash of the link is stored, so that nobody can read links out of the database. Holds
    no time; the answer it leads to is stored in another transaction, under another key.
    """

    class State(models.TextChoices):
        UNUSED = "unused"
        USED = "used"
        VOID = "void"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    join_code = models.ForeignKey(JoinCode, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.UNUSED)

    def __str__(self) -> str:
        return self.state


class Invitation(models.Model):
    """Somebody who is asked by a personal link. Deleted, with the ticket, when the round closes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    join_code = models.ForeignKey(JoinCode, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, related_name="+")
    # Has come to the meeting, and uses the code on the screen instead of the link.
    is_checked_in = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class TaskLink(models.Model):
    """A link that lets whoever holds it do one task, once, without an account.

    Made for a partner or a role, never for a named person. Only a hash of the link is stored.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    # The value of a `TaskKind` that a slice declares, and what of that slice the task is about.
    kind = models.CharField(max_length=40)
    subject = models.UUIDField()
    addressee = models.CharField(max_length=120)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    # The last day on which it can be used.
    ends_on = models.DateField()
    taken_back_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [models.Index(fields=["kind", "subject"])]

    def __str__(self) -> str:
        return self.addressee

    def is_open(self, today: date) -> bool:
        """Return whether the task can still be done by it; the last day counts."""
        return self.taken_back_at is None and self.used_at is None and today <= self.ends_on

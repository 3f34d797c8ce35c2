from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspill.foundation.organisations.public import Membership


class Invitation(models.Model):
    """A link that lets one person in, with one role, once.

    Only a hash of the link is stored: whoever reads the database cannot come in by it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    # Empty for a link that is handed over by hand.
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=20, choices=Membership.Role.choices)
    # The last day on which the role is held, once it is accepted.
    ends_on = models.DateField(null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by_name = models.CharField(max_length=120)
    # Whose right to invite it stands on; None for those from before this was kept.
    invited_by = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return self.email or str(self.pk)

    def is_open(self, now: datetime) -> bool:
        """Return whether the link still lets somebody in."""
        return self.accepted_at is None and self.withdrawn_at is None and now < self.expires_at

    def is_for(self, email: str) -> bool:
        """Return whether somebody with this e-mail may accept: what was sent is for one alone."""
        return not self.email or self.email.casefold() == email.casefold()


class LoginLink(models.Model):
    """A link that logs one person in, once: printed at start, or made by whoever runs the server.

    Without an account it leads to the first start: nobody is here yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(
        "accounts.Account", on_delete=models.CASCADE, related_name="+", null=True
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    # Printed where the server was started; the others are told to the person they are for.
    is_printed = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)

    def is_open(self, now: datetime) -> bool:
        return self.used_at is None and now < self.expires_at


class Group(models.Model):
    """Some people of one organisation who do something together, such as a leader group.

    Nobody above reads along: what a group shares, its members see, and nobody else.
    """

    # Two are too few to share something without being recognised.
    FEWEST_TO_START = 3

    class Kind(models.TextChoices):
        LEADERS = "leaders", _("Leader group")
        UNIT = "unit", _("Unit")

    class Level(models.TextChoices):
        NONE = "", _("No particular level")
        STAFF = "staff", _("Staff")
        NEAREST_LEADERS = "nearest_leaders", _("Line managers")
        TOP_LEADERS = "top_leaders", _("Top leaders")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.LEADERS)
    level = models.CharField(max_length=20, choices=Level.choices, default=Level.NONE, blank=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """One person in one group: proposed, and in it once they have said yes themselves."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    said_yes_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "account"], name="a_group_has_a_person_once")
        ]

    def __str__(self) -> str:
        return str(self.account_id)

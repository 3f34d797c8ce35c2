from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Organisation(models.Model):
    """Whose data it is: a municipality, a county, a regional council."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        COUNTY = "county", pgettext_lazy("kind of partner", "County")
        REGIONAL_COUNCIL = "regional_council", _("Regional council")
        OTHER = "other", _("Other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.OTHER)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """The role one person has in one organisation."""

    class Role(models.TextChoices):
        # Leads processes: makes collaborations, opens and closes rounds, agrees actions.
        FACILITATOR = "facilitator", _("Facilitator")
        # Reads what has been shown, and follows actions.
        READER = "reader", _("Reader")
        # Runs the installation. Sees neither answers nor readings.
        ADMINISTRATOR = "administrator", _("Administrator")

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account"], name="one_organisation_per_account")
        ]

    def __str__(self) -> str:
        return f"{self.account} ({self.role})"

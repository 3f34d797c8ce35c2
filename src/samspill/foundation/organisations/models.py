from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Organisation(models.Model):
    """Whose data it is: a municipality, a county, a regional council."""

    class Kind(models.TextChoices):
        REGIONAL_COUNCIL = "regional_council", _("Regional council or other cooperation")
        MUNICIPALITY = "municipality", _("Municipality")
        COUNTY = "county", pgettext_lazy("kind of partner", "County")
        OTHER = "other", _("Other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.OTHER)
    # Said wherever somebody is asked: whom to turn to, and who looks after personal data.
    contact = models.CharField(max_length=200, blank=True)
    data_protection_officer = models.CharField(max_length=200, blank=True)
    # An invented world to look around in, marked on every page; it can be removed whole.
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    @property
    def says_who_asks(self) -> bool:
        return bool(self.contact and self.data_protection_officer)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, today: date | None = None) -> MembershipQuerySet:
        """Return those that have not ended; the last day counts."""
        day = today or timezone.localdate()
        return self.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day))


class Membership(models.Model):
    """One role that one person has in one organisation. A person may have several."""

    class Role(models.TextChoices):
        # Leads processes: makes collaborations, opens and closes rounds, agrees actions.
        FACILITATOR = "facilitator", _("Facilitator")
        LEADER = "leader", _("Leader")
        # Reads what has been shown, and follows actions.
        READER = "reader", _("Reader")
        REFORM_LEAD = "reform_lead", _("Reform lead")
        # Staff, a union representative, an elected member: takes part with a name.
        MEMBER = "member", _("Member")
        # Somebody from outside who reads along until a date: a researcher, an evaluator.
        FOLLOWER = "follower", _("Follower")
        # Runs the installation and looks after people. Sees neither answers nor readings.
        ADMINISTRATOR = "administrator", _("Administrator")

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    # The last day on which the role is held; None for as long as nobody ends it.
    ends_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "organisation", "role"], name="a_role_is_given_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} ({self.role})"

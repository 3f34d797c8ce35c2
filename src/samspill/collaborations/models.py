from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CollaborationQuerySet(models.QuerySet["Collaboration"]):
    def present(self) -> CollaborationQuerySet:
        """Leave out what has been removed and can still be brought back."""
        return self.filter(removed_at__isnull=True)


class Collaboration(models.Model):
    """A cooperation between partners: its name, and what they want with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=120)
    purpose = models.TextField(max_length=1000)
    # Made by the demo: every page that shows it says so.
    is_simulated = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = CollaborationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class PartnerQuerySet(models.QuerySet["Partner"]):
    def present(self) -> PartnerQuerySet:
        return self.filter(removed_at__isnull=True)


class Partner(models.Model):
    """One partner in a collaboration: a group or a body, never a named person."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        COUNTY = "county", pgettext_lazy("kind of partner", "County")
        POLITICAL_LEADERSHIP = "political_leadership", _("Political leadership")
        ADMINISTRATION = "administration", _("Administration")
        UNION = "union", _("Union")
        USERS = "users", _("Users and relatives")
        BUSINESS = "business", _("Business")
        VOLUNTARY = "voluntary", _("Voluntary sector")
        STATE = "state", pgettext_lazy("kind of partner", "State")
        OTHER = "other", _("Other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(
        Collaboration, on_delete=models.CASCADE, related_name="partners"
    )
    kind = models.CharField(max_length=24, choices=Kind.choices)
    name = models.CharField(max_length=120)
    # The official number, when the partner was picked from the register; empty when typed.
    place_number = models.CharField(max_length=4, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collaboration", "kind", "name"],
                condition=models.Q(removed_at__isnull=True),
                name="a_partner_stands_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

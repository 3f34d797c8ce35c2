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
        # The levels of a reform.
        STAFF = "staff", _("Staff")
        NEAREST_LEADERS = "nearest_leaders", _("Line managers")
        TOP_LEADERS = "top_leaders", _("Top leaders")
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
    # Set on those that became one with others: removed, and kept for as long as the new one is.
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="merged_from"
    )

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collaboration", "kind", "name"],
                condition=models.Q(removed_at__isnull=True),
                name="a_partner_stands_once",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(removed_at__isnull=False),
                name="a_merged_partner_is_removed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_elected_bodies(self) -> bool:
        return self.kind in (
            self.Kind.MUNICIPALITY,
            self.Kind.COUNTY,
            self.Kind.POLITICAL_LEADERSHIP,
        )

    def heir(self) -> Partner:
        """Return the partner that this one is now: itself, or what it has become a part of."""
        return self if self.merged_into is None else self.merged_into.heir()


class Endorsement(models.Model):
    """A body or an office of one partner that has said it stands behind, and until when.

    Never a person and never a party; nothing here rates anybody. Which collaboration it is follows
    from the partner.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="endorsements")
    body = models.CharField(max_length=120)
    # Chosen anew by the municipal election: then somebody else must be asked afterwards.
    is_elected = models.BooleanField()
    # Where it can be found again, such as a case number.
    reference = models.CharField(max_length=120, blank=True)
    decided_on = models.DateField()
    # The last day; empty when no end is set.
    stands_until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    # Written by the partner itself, with a link and no account.
    came_through_link = models.BooleanField(default=False)
    # Kept when withdrawn, so that what the same body decided earlier does not come back.
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-decided_on", "-created_at", "id"]

    def __str__(self) -> str:
        return self.body


class Contact(models.Model):
    """A role that knows the collaboration from one partner, and who has it.

    For the collaboration's own use: no account, no rating, and nothing points here from what
    people answer. Deleted at once when it is removed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="contacts")
    role = models.CharField(max_length=120)
    name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["role", "name", "id"]

    def __str__(self) -> str:
        return self.role

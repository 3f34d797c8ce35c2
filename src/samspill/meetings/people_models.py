"""Who comes to a meeting, and where they sit. The names go 30 days after."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Attendee(models.Model):
    """Somebody on the roster of a meeting. Only the door list and the table cards tell the name."""

    class Role(models.TextChoices):
        PARTICIPANT = "participant", _("Takes part")
        INTERPRETER = "interpreter", _("Interpreter: sits at a table, and takes no seat there")

    class Came(models.TextChoices):
        UNKNOWN = "", _("Expected")
        CAME = "came", _("Has come")
        NOT = "not", _("Did not come")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(
        "meetings.Meeting", on_delete=models.CASCADE, related_name="attendees"
    )
    name = models.CharField(max_length=120)
    partner = models.CharField(max_length=120, blank=True)
    sector = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.PARTICIPANT)
    # What the room must have ready for them, such as an interpreter at the table.
    needs = models.CharField(max_length=160, blank=True)
    can_lead_table = models.BooleanField(default=False)
    has_phone = models.BooleanField(default=True)
    is_walk_in = models.BooleanField(default=False)
    came = models.CharField(max_length=4, choices=Came.choices, default=Came.UNKNOWN, blank=True)
    # Those with the same word sit together, or apart.
    together = models.CharField(max_length=30, blank=True)
    apart = models.CharField(max_length=30, blank=True)
    table = models.PositiveSmallIntegerField(null=True)
    is_locked = models.BooleanField(default=False)
    # Has the duty to follow up what the table agrees; told on the table's card, never on a phone.
    leads_table = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "name", "partner"], name="somebody_stands_once_on_a_roster"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def takes_seat(self) -> bool:
        """Tell whether they are seated and counted: an interpreter and a no-show are not."""
        return self.role == self.Role.PARTICIPANT and self.came != self.Came.NOT


class Attendance(models.Model):
    """How many came from a partner, of which sector: what stays when the names have gone."""

    meeting = models.ForeignKey(
        "meetings.Meeting", on_delete=models.CASCADE, related_name="attendance"
    )
    partner = models.CharField(max_length=120, blank=True)
    sector = models.CharField(max_length=60, blank=True)
    people = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["partner", "sector"]

    def __str__(self) -> str:
        return f"{self.partner} {self.people}"

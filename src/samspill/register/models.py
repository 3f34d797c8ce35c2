from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspill.toolbox.reform.own_records import OwnContent, read_own_content


class OwnRecord(models.Model):
    """What an organisation writes of its own reform: private until it chooses to share it."""

    class State(models.TextChoices):
        PRIVATE = "private", _("Only for your organisation")
        PUBLIC = "public", _("Open to everyone")
        # Reported, and not looked at yet.
        HIDDEN = "hidden", _("Hidden until somebody has looked at it")

    class Reason(models.TextChoices):
        PERSON = "person", _("It names a person, or somebody can be recognised")
        SOURCE = "source", _("The source does not say it")
        OTHER = "other", _("Something else is wrong")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    # Read through `told`, which knows every format that was ever stored; written with `encode`.
    content = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PRIVATE)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # When it was last reported, and why; and when somebody in the organisation last looked at it.
    reported_at = models.DateTimeField(null=True)
    report_reason = models.CharField(max_length=8, choices=Reason.choices, blank=True)
    looked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-changed_at", "id"]

    def __str__(self) -> str:
        return str(self.told.name)

    @property
    def told(self) -> OwnContent:
        return read_own_content(self.content)

from __future__ import annotations

import uuid

from django.db import models

from samspill.anchoring.agreed_rules import AgreedRules, read_agreed_rules


class ContactRules(models.Model):
    """Rules of contact as they were agreed: of a collaboration, or of the organisation itself.

    What is agreed anew is a new row, so that what held before can be read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.CASCADE, related_name="+"
    )
    collaboration = models.ForeignKey(
        "collaborations.Collaboration",
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
    )
    content = models.JSONField()
    valid_from = models.DateField()
    # The last day on which both sides looked at them and kept them as they are.
    kept_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-valid_from", "-created_at", "pk"]

    def __str__(self) -> str:
        return str(self.valid_from)

    @property
    def agreed(self) -> AgreedRules:
        return read_agreed_rules(self.content)

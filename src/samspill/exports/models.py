from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Export(models.Model):
    """What somebody has taken out of a round that was shown: its release, as files in one archive.

    The public page of the promise tells of it by day and role; the audit knows who it was.
    """

    class By(models.TextChoices):
        FACILITATOR = "facilitator", _("A facilitator")
        READER = "reader", _("A reader")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey_round = models.ForeignKey(
        "surveys.SurveyRound", on_delete=models.CASCADE, related_name="+"
    )
    ordered_on = models.DateField()
    by = models.CharField(max_length=11, choices=By.choices)
    language = models.CharField(max_length=2)
    # Made by the worker, since the program that writes files for SPSS takes a second to wake.
    content = models.BinaryField(null=True)
    # When making it failed, it is not tried again: another one can be ordered.
    has_failed = models.BooleanField(default=False)

    class Meta:
        ordering = ["-ordered_on", "pk"]

    def __str__(self) -> str:
        return f"{self.ordered_on:%Y-%m-%d}"

    @property
    def is_being_made(self) -> bool:
        return self.content is None and not self.has_failed

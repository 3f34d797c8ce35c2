from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.Model):
    """Something that somebody has taken on: what, who, until when, and what came of it."""

    class State(models.TextChoices):
        AGREED = "agreed", _("Agreed")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        NOT_DONE = "not_done", _("Not done")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(
        "collaborations.Collaboration", on_delete=models.CASCADE, related_name="+"
    )
    # The round that led to it, and the statement it should move; both empty for a free action.
    survey_round = models.ForeignKey(
        "surveys.SurveyRound", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    item_key = models.CharField(max_length=60, blank=True)
    # The statement as it stood in that round, in every language.
    item_text = models.JSONField(default=dict)
    title = models.CharField(max_length=160)
    owner = models.CharField(max_length=120)
    owner_partner = models.CharField(max_length=120, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.AGREED)
    outcome = models.TextField(max_length=600, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "title", "id"]

    def __str__(self) -> str:
        return self.title

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

    class Aim(models.TextChoices):
        KEEP = "keep", _("Keep and spread what works")
        CHANGE = "change", _("Change something")

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
    aim = models.CharField(max_length=6, choices=Aim.choices, default=Aim.CHANGE)
    # People outside the room can see it within some weeks.
    is_early_win = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.AGREED)
    outcome = models.TextField(max_length=600, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["due_on", "title", "id"]

    def __str__(self) -> str:
        return self.title


class NoAction(models.Model):
    """That no action was agreed after a round, and why. Gone when one is agreed after all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey_round = models.OneToOneField(
        "surveys.SurveyRound", on_delete=models.CASCADE, related_name="+"
    )
    reason = models.TextField(max_length=300)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reason

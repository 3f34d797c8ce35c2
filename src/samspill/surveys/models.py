from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class SurveyRound(models.Model):
    """One round of asking: what is asked, why, until when, and what came of it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        PUBLISHED = "published", _("Shown")

    class Kind(models.TextChoices):
        BASELINE = "baseline", _("First time")
        FOLLOW_UP = "follow_up", _("Follow-up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(
        "collaborations.Collaboration", on_delete=models.CASCADE, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.BASELINE)

    class WayIn(models.TextChoices):
        CODE = "code", _("Everybody uses the code on the screen")
        LINK = "link", _("Everybody gets a personal link")
        BOTH = "both", _("Both: the code in the room, and links for those who are not there")

    # What is asked: the round's own copy of every text in every language.
    instrument_key = models.CharField(max_length=60)
    instrument_version = models.PositiveIntegerField()
    content = models.JSONField()

    # No round without these three.
    purpose = models.TextField(max_length=600)
    intended_use = models.TextField(max_length=600)
    follow_up_on = models.DateField()

    way_in = models.CharField(max_length=4, choices=WayIn.choices, default=WayIn.CODE)
    expected_count = models.PositiveIntegerField(null=True, blank=True)
    minimum_group_size = models.PositiveIntegerField(default=5)
    # Made when the round opens, in every language, from the settings above.
    promise = models.JSONField(default=dict)
    delete_answers_on = models.DateField()

    join_code = models.OneToOneField(
        "participation.JoinCode", null=True, on_delete=models.PROTECT, related_name="+"
    )
    release = models.OneToOneField(
        "releases.Release", null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_simulated = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    answers_deleted_at = models.DateTimeField(null=True)
    # When nothing was left in the database of the order and the earlier keys of the answers
    # (after closing), or of the answers themselves (after they were deleted).
    traces_destroyed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minimum_group_size__gte=5), name="a_minimum_is_never_lowered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument_key} {self.created_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class Response(models.Model):
    """One submission to one round. Holds nothing about who, where or when.

    The key is random, so that the order of the rows tells nothing. `ratings` has one scale point
    or null for each item, in the round's order of items.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    survey_round = models.ForeignKey(SurveyRound, on_delete=models.CASCADE, related_name="+")
    ratings = models.JSONField()

    def __str__(self) -> str:
        return "one response"

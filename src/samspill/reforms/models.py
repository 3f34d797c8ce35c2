from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Reform(models.Model):
    """A trust reform of one organisation, one-to-one with the collaboration of its levels."""

    class Frame(models.TextChoices):
        UNDECIDED = "undecided", _("Not settled yet")
        PILOT = "pilot", _("Pilot, inside today’s rules")
        TRIAL = "trial", _("Trial, with an exemption")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.OneToOneField(
        "collaborations.Collaboration", on_delete=models.CASCADE, related_name="+"
    )
    frame = models.CharField(max_length=10, choices=Frame.choices, default=Frame.UNDECIDED)
    # A role and never a person.
    owner_role = models.CharField(max_length=120)
    # The initiative in the register that it was taken over from; empty where it is one's own.
    taken_from = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["collaboration__name", "id"]

    def __str__(self) -> str:
        return self.collaboration.name


class AgreedSentence(models.Model):
    """What trust and the purpose are here, as a meeting agreed. Never changed, only followed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reform = models.ForeignKey(Reform, on_delete=models.CASCADE, related_name="sentences")
    text = models.CharField(max_length=400)
    agreed_on = models.DateField()
    meeting = models.CharField(max_length=160)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-agreed_on", "-created_at", "id"]

    def __str__(self) -> str:
        return self.text


class LevelAnswer(models.Model):
    """What a level agreed to answer about a condition in a talk, or the lead on their own list.

    One answer of the level and never of a person; the newest stands. `level` is empty on the lead's
    list.
    """

    class State(models.TextChoices):
        IN_PLACE = "in_place", _("In place")
        NOT_YET = "not_yet", _("Not yet")
        NO = "no", pgettext_lazy("a condition is in place", "No")
        DONT_KNOW = "dont_know", _("Don’t know")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reform = models.ForeignKey(Reform, on_delete=models.CASCADE, related_name="answers")
    level = models.CharField(max_length=10, blank=True)
    condition = models.CharField(max_length=4)
    state = models.CharField(max_length=10, choices=State.choices)
    how_we_know = models.CharField(max_length=300, blank=True)
    said_on = models.DateField()

    class Meta:
        ordering = ["condition", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["reform", "level", "condition"], name="a_level_has_one_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.condition} {self.state}"


class PlannedPart(models.Model):
    """What the lead has written of one part of the plan: people freed, roles, unions, training."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reform = models.ForeignKey(Reform, on_delete=models.CASCADE, related_name="planned_parts")
    key = models.CharField(max_length=20)
    text = models.CharField(max_length=600)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["reform", "key"], name="a_part_is_planned_once"),
        ]

    def __str__(self) -> str:
        return self.key


class ReformDate(models.Model):
    """When the gain is booked, and when what it is to come from is ready."""

    class Kind(models.TextChoices):
        GAIN = "gain", _("The gain is in the budget from")
        TRAINING = "training", _("Training is finished")
        STAFF = "staff", _("Posts are filled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reform = models.ForeignKey(Reform, on_delete=models.CASCADE, related_name="dates")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    day = models.DateField()
    # What is gained or made ready, in a few words ("2,4 millioner").
    amount = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["day", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["reform", "kind"], name="a_date_stands_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"

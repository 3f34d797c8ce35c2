from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from samspill.toolbox.round_content import RoundContent, read_round_content


class AnswerFile(models.Model):
    """A file of answers on its way to become a round. Deleted when it has, and after a day.

    `found` is what the reader has seen: the columns, and the different texts in each. `choices` is
    what the facilitator has said of them, and `counts` what came of it.
    """

    class State(models.TextChoices):
        RECEIVING = "receiving", _("Being sent")
        TO_DESCRIBE = "to_describe", _("Being read")
        DESCRIBED = "described", _("Has been read")
        TO_COUNT = "to_count", _("Being counted")
        COUNTED = "counted", _("Counted")
        REFUSED = "refused", _("Something must be mended")
        REMOVED = "removed", _("Being deleted")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(
        "collaborations.Collaboration", on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.RECEIVING)
    received_at = models.DateTimeField()
    # How many rows the reader has come to.
    rows_read = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    # What was wrong: a code and its place, put into words in the reader's own language.
    fault = models.JSONField(default=dict)

    class Meta:
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def asked(self) -> RoundContent:
        return read_round_content(self.choices["content"])

    @property
    def points_on_scales(self) -> Mapping[str, Mapping[str, int | None]]:
        """For each scale, by its key, the place of each text; see `results.as_places`.

        A file that was on its way before statements had scales of their own has places on one.
        """
        if "points_on" in self.choices:
            stored: Mapping[str, Mapping[str, int | None]] = self.choices["points_on"]
            return stored
        return {self.asked.scales[0].key: self.choices["points"]}

    def spec(self) -> dict[str, Any]:
        """Return what the reader is asked to do with the file; see `reader`."""
        if self.state == self.State.TO_DESCRIBE:
            return {
                "do": "describe",
                "sheet": self.choices.get("sheet", ""),
                "header_row": self.choices.get("header_row"),
            }
        asked, points = self.asked, self.points_on_scales
        return {
            "do": "count",
            "sheet": self.found["sheet"],
            "header_row": self.found["header_row"],
            "items": [
                {**chosen, "scale": item.scale}
                for chosen, item in zip(self.choices["items"], asked.items, strict=True)
            ],
            "scales": {
                scale.key: {"points": points[scale.key], "n_points": len(scale.values)}
                for scale in asked.scales
                if scale.key in points
            },
            "group": self.choices.get("group"),
        }

    @property
    def is_being_read(self) -> bool:
        return self.state in (self.State.TO_DESCRIBE, self.State.TO_COUNT)


class FilePart(models.Model):
    """A piece of the file, as it was sent. Kept in the database, where every worker can read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    answer_file = models.ForeignKey(AnswerFile, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["answer_file", "number"], name="a_part_stands_once")
        ]

    def __str__(self) -> str:
        return str(self.number)

from __future__ import annotations

import uuid

from django.db import models


class Meeting(models.Model):
    """Something that is to be tried in a collaboration."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(
        "collaborations.Collaboration", on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(max_length=160)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.title

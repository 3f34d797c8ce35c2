from __future__ import annotations

import uuid
from typing import Any

from django.db import models


class Release(models.Model):
    """What has been shown of one round, as it was shown, in every language. Never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    collaboration = models.ForeignKey(
        "collaborations.Collaboration", on_delete=models.CASCADE, related_name="+"
    )
    released_at = models.DateTimeField()
    # The keys of all releases of the same collaboration that came before: what can be
    # subtracted from this one.
    knows = models.JSONField(default=list)
    content = models.JSONField()

    def __str__(self) -> str:
        return f"{self.released_at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            message = "a release is what has been shown; it never changes"
            raise TypeError(message)
        super().save(*args, **kwargs)

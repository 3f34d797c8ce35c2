from __future__ import annotations

import uuid
from typing import Any

from django.db import models


class Release(models.Model):
    """What has been shown of one round, as it was shown, in every language. Never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    released_at = models.DateTimeField()
    content = models.JSONField()

    def __str__(self) -> str:
        return f"{self.released_at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            message = "a release is what has been shown; it never changes"
            raise TypeError(message)
        super().save(*args, **kwargs)

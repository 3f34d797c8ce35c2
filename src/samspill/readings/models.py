from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models.base import ModelBase

from samspill.readings.formats import read_stored
from samspill.readings.reading import Reading


class Release(models.Model):
    """What has been shown of one round, as it was shown, in every language. Never changes.

    `content` is stored in the format of its day; `reading` lifts it to that of today.
    """

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

    @property
    def reading(self) -> Reading:
        return read_stored(self.content)

    def save(
        self,
        *,
        force_insert: bool | tuple[ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        if not self._state.adding:
            message = "a release is what has been shown; it never changes"
            raise TypeError(message)
        super().save(
            force_insert=force_insert,
            force_update=force_update,
            using=using,
            update_fields=update_fields,
        )

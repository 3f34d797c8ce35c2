from __future__ import annotations

import uuid

from django.db import models


class JoinCode(models.Model):
    """Six figures that let everybody in a room come in to one round, while it is open.

    Holds nothing about who came in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=6, unique=True)

    def __str__(self) -> str:
        return self.code

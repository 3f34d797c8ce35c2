from __future__ import annotations

import uuid

from django.db import models


class Screen(models.Model):
    """What the big screen of one subject shows: one thing at a time, chosen by a facilitator.

    The subject is anything a slice has declared, by the name of its kind and its key. Without a
    row, or with an empty `what`, nothing has been chosen, and the screen follows the state of the
    subject. Blank covers what was chosen, so that it can come back. `changes` counts what
    facilitators have done, and nothing else: a screen in another window looks for a change.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=20)
    subject_key = models.UUIDField()
    what = models.CharField(max_length=20, blank=True)
    part_key = models.CharField(max_length=60, blank=True)
    is_blank = models.BooleanField(default=False)
    changes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_key"], name="a_subject_has_one_screen"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.part_key or self.what}".rstrip()

from __future__ import annotations

import uuid

from django.db import models


class OutgoingMail(models.Model):
    """One e-mail on its way. Deleted when it has been sent; what could not be sent loses its text.

    The lease lets another worker take over when one was killed in the middle of sending, and the
    message id lets the receiver's server see that a second copy is the same.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        # Given up after the last try, or left behind by a restored backup.
        GIVEN_UP = "given_up"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message_id = models.CharField(max_length=120, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    # Of no use after this, such as a log-in code: then it is not sent any more.
    expires_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    # The kind of the last error alone: what a server answers can quote the address.
    last_error = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return str(self.pk)

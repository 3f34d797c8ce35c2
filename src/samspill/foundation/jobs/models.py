from django.db import models


class Job(models.Model):
    """One duty that the worker does again and again: when it is due, and who is at it now.

    The lease lets another worker take over when one was killed in the middle of the work.
    """

    name = models.CharField(primary_key=True, max_length=80)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return self.name

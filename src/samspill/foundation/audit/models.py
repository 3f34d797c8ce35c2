from django.db import models

# How long the log tells by whom something was done; what was done stays. Said on the page where one
# is erased, and in THREAT_MODEL.md.
MONTHS_WITH_NAME = 24


class AuditEntry(models.Model):
    """One write by one person with an account: who, what, on what, when.

    Answers are never audited: a row with a time and an order would tell who answered what.
    """

    at = models.DateTimeField()
    # Kept as text and plain ids, so that an entry outlives what it tells about.
    account_id = models.UUIDField(null=True)
    account_name = models.CharField(max_length=120)
    organisation_id = models.UUIDField(null=True)
    operation = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "at"])]

    def __str__(self) -> str:
        return f"{self.operation} {self.subject_kind} {self.subject_id}"

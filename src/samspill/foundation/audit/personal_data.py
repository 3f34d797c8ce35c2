"""What the audit holds about somebody who has acted."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from samspill.foundation.audit.models import MONTHS_WITH_NAME, AuditEntry
from samspill.foundation.privacy.public import NAMELESS, Person, PersonalRecord, record_of


def export_entries(person: Person) -> tuple[PersonalRecord, ...]:
    """Return what somebody has done in the organisation, oldest first."""
    if person.account_id is None:
        return ()
    entries = AuditEntry.objects.filter(
        account_id=person.account_id, organisation_id=person.organisation_id
    )
    return tuple(
        record_of(
            AuditEntry,
            entry.pk,
            at=entry.at.isoformat(),
            account_name=entry.account_name,
            operation=entry.operation,
            subject_kind=entry.subject_kind,
            subject_id=entry.subject_id,
        )
        for entry in entries.order_by("pk")
    )


def erase_name(person: Person) -> int:
    """Take the name out of what somebody has done; what was done, by which account, stays."""
    if person.account_id is None:
        return 0
    entries = AuditEntry.objects.filter(
        account_id=person.account_id, organisation_id=person.organisation_id
    )
    return entries.update(account_name=NAMELESS)


def forget_names(now: datetime | None = None) -> int:
    """Take name and account off entries older than `MONTHS_WITH_NAME`; return how many.

    What was done, on what and when, stays. Done by the worker; safe to do twice.
    """
    before = _months_earlier(timezone.localtime(now), MONTHS_WITH_NAME)
    old = AuditEntry.objects.filter(at__lt=before, account_id__isnull=False)
    return old.update(account_id=None, account_name=NAMELESS)


def _months_earlier(at: datetime, months: int) -> datetime:
    years, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    # The first of the month where the month is shorter: never longer than promised by more than it.
    try:
        return at.replace(year=years, month=month + 1)
    except ValueError:
        return at.replace(year=years, month=month + 2, day=1)

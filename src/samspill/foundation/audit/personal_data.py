"""What the audit holds about somebody who has acted."""

from __future__ import annotations

from samspill.foundation.audit.models import AuditEntry
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

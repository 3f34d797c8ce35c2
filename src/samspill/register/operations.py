"""Every write to an organisation's own records."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from samspill.foundation.access.public import Actor, NotFoundError, lock
from samspill.foundation.audit.public import record
from samspill.register.models import OwnRecord
from samspill.toolbox.reform.own_records import OwnContent, OwnFact


class NothingToShareError(Exception):
    """The record has no fact yet, and so no source."""


@transaction.atomic
def write_record(content: OwnContent, *, by: Actor) -> OwnRecord:
    """Write down one's own reform; nobody else sees it. Facilitators and reform leads may."""
    now = timezone.now()
    written = OwnRecord.objects.create(
        organisation_id=by.organisation_id,
        content=content.encode(),
        created_at=now,
        changed_at=now,
    )
    record("write_record", written, by=by)
    return written


@transaction.atomic
def change_record(own: OwnRecord, content: OwnContent, *, by: Actor) -> OwnRecord:
    """Write it in other words. Audited; its facts stay, also those a colleague has just added."""
    own = _locked(own)
    own = _changed(own, replace(content, facts=own.told.facts))
    record("change_record", own, by=by)
    return own


@transaction.atomic
def add_fact(own: OwnRecord, fact: OwnFact, *, by: Actor) -> OwnRecord:
    """Add one thing that is said, with its source."""
    own = _locked(own)
    own = _changed(own, replace(own.told, facts=(*own.told.facts, fact)))
    record("add_fact", own, by=by)
    return own


@transaction.atomic
def remove_fact(own: OwnRecord, place: int, *, of: int, by: Actor) -> OwnRecord:
    """Take away the fact at a place, of so many. A record that then has none is no longer public.

    Where it has another number by now, as after a first click, nothing is taken away: at the same
    place would be another fact.
    """
    own = _locked(own)
    facts = own.told.facts
    if len(facts) != of or not 0 <= place < of:
        return own
    own = _changed(own, replace(own.told, facts=(*facts[:place], *facts[place + 1 :])))
    if not own.told.facts and own.state == OwnRecord.State.PUBLIC:
        own.state = OwnRecord.State.PRIVATE
        own.save(update_fields=["state"])
    record("remove_fact", own, by=by)
    return own


@transaction.atomic
def publish_record(own: OwnRecord, *, by: Actor) -> OwnRecord:
    """Let everybody read it. Raises `NothingToShareError` for one without a single fact."""
    own = _locked(own)
    if not own.told.facts:
        raise NothingToShareError
    own.state = OwnRecord.State.PUBLIC
    own.looked_at = timezone.now()
    own.save(update_fields=["state", "looked_at"])
    record("publish_record", own, by=by)
    return own


@transaction.atomic
def withdraw_record(own: OwnRecord, *, by: Actor) -> OwnRecord:
    """Let it be the organisation's own again."""
    own.state = OwnRecord.State.PRIVATE
    own.save(update_fields=["state"])
    record("withdraw_record", own, by=by)
    return own


@transaction.atomic
def report_record(own: OwnRecord, reason: str, *, by: Actor | None) -> OwnRecord:
    """Hide a public record until its organisation has looked at it. Anybody may; audited.

    Once it has been looked at, the same report does not hide it again before it changes.
    """
    own = _locked(own)
    is_same = own.report_reason == reason and _is_looked_at(own)
    if own.state == OwnRecord.State.PUBLIC and not is_same:
        own.state = OwnRecord.State.HIDDEN
        own.reported_at = timezone.now()
        own.report_reason = reason
        own.save(update_fields=["state", "reported_at", "report_reason"])
    record("report_record", own, by=by)
    return own


@transaction.atomic
def look_at_report(own: OwnRecord, *, by: Actor) -> OwnRecord:
    """Say that somebody has looked, and that the record can stand as it is."""
    own = _locked(own)
    own.looked_at = timezone.now()
    own.state = OwnRecord.State.PUBLIC
    own.save(update_fields=["looked_at", "state"])
    record("look_at_report", own, by=by)
    return own


def _is_looked_at(own: OwnRecord) -> bool:
    """Return whether somebody has looked since the last report, and nothing has changed since."""
    if own.reported_at is None or own.looked_at is None:
        return False
    return own.changed_at <= own.reported_at <= own.looked_at


def _locked(own: OwnRecord) -> OwnRecord:
    """Read the record again, so that two who change it take turns."""
    locked = lock(own)
    if locked is None:
        raise NotFoundError
    return locked


def _changed(own: OwnRecord, content: OwnContent) -> OwnRecord:
    own.content = content.encode()
    own.changed_at = timezone.now()
    own.save(update_fields=["content", "changed_at"])
    return own

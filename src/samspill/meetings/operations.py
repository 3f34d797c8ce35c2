"""Every write to meetings."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record
from samspill.meetings.models import Meeting


@transaction.atomic
def add_meeting(collaboration: Collaboration, *, title: str, by: Actor) -> Meeting:
    """Write down something to try. Facilitators may; audited."""
    meeting = Meeting.objects.create(
        collaboration=collaboration, title=title, created_at=timezone.now()
    )
    record("add_meeting", meeting, by=by)
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, *, title: str, by: Actor) -> Meeting:
    """Write it down in other words. Facilitators may; audited."""
    meeting.title = title
    meeting.save(update_fields=["title"])
    record("change_meeting", meeting, by=by)
    return meeting

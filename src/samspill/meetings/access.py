"""The only way to fetch a meeting: as its collaboration may be seen and changed."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from samspill.collaborations.public import access_collaboration
from samspill.foundation.access.public import Actor, NotFoundError
from samspill.meetings.models import Meeting

__all__ = ["Meeting", "access_meeting"]

To = Literal["see", "change"]


def access_meeting(actor: Actor, key: UUID, *, to: To) -> Meeting:
    meeting = Meeting.objects.filter(pk=key).select_related("collaboration").first()
    if meeting is None:
        raise NotFoundError
    access_collaboration(actor, meeting.collaboration_id, to=to)
    return meeting

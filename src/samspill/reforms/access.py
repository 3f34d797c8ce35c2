"""The only way to fetch a reform: as its collaboration may be seen and changed."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from samspill.collaborations.public import access_collaboration
from samspill.foundation.access.public import Actor, NotFoundError
from samspill.reforms.models import Reform

__all__ = ["Reform", "access_reform"]

To = Literal["see", "change"]


def access_reform(actor: Actor, key: UUID, *, to: To) -> Reform:
    reform = Reform.objects.filter(pk=key).select_related("collaboration").first()
    if reform is None:
        raise NotFoundError
    access_collaboration(actor, reform.collaboration_id, to=to)
    return reform

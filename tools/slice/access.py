"""The only way to fetch a trial: as its collaboration may be seen and changed."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from samspill.collaborations.public import access_collaboration
from samspill.foundation.access.public import Actor, NotFoundError
from samspill.trials.models import Trial

__all__ = ["Trial", "access_trial"]

To = Literal["see", "change"]


def access_trial(actor: Actor, key: UUID, *, to: To) -> Trial:
    trial = Trial.objects.filter(pk=key).select_related("collaboration").first()
    if trial is None:
        raise NotFoundError
    access_collaboration(actor, trial.collaboration_id, to=to)
    return trial

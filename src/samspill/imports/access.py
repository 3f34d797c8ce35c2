"""The only way to fetch a file of answers: the facilitators of its organisation may."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from samspill.foundation.access.public import Actor, NotAllowedError, NotFoundError, Role
from samspill.imports.models import AnswerFile

__all__ = ["AnswerFile", "access_answer_file"]

To = Literal["change"]

ROLES: dict[To, frozenset[Role]] = {"change": frozenset({Role.FACILITATOR})}


def access_answer_file(actor: Actor, key: UUID, *, to: To) -> AnswerFile:
    answer_file = (
        AnswerFile.objects.filter(
            pk=key,
            collaboration__organisation=actor.organisation_id,
            collaboration__removed_at__isnull=True,
        )
        .exclude(state=AnswerFile.State.REMOVED)
        .select_related("collaboration")
        .first()
    )
    if answer_file is None:
        raise NotFoundError
    if not actor.has(*ROLES[to]):
        raise NotAllowedError
    return answer_file

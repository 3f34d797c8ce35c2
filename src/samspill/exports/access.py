"""The only way to fetch an export: who may read what a round has shown may take it out."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from samspill.exports.models import Export
from samspill.foundation.access.public import Actor, NotFoundError
from samspill.surveys.public import access_round

__all__ = ["Export", "access_export"]

To = Literal["see"]


def access_export(actor: Actor, key: UUID, *, to: To) -> Export:
    export = Export.objects.filter(pk=key).select_related("survey_round").first()
    if export is None:
        raise NotFoundError
    access_round(actor, export.survey_round_id, to=to)
    return export

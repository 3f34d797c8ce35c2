"""Every read that a page about exports needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q

from samspill.exports.models import Export
from samspill.surveys.public import SurveyRound


@dataclass(frozen=True)
class ExportSummary:
    """An export as the page shows it."""

    key: UUID
    day: date
    by: str
    language: str
    is_being_made: bool
    has_failed: bool


def exports_of(survey_round: SurveyRound) -> tuple[ExportSummary, ...]:
    """Return what has been taken out of a round, newest first, without the files themselves."""
    is_empty = ExpressionWrapper(Q(content__isnull=True), output_field=BooleanField())
    exports = Export.objects.filter(survey_round=survey_round).annotate(is_empty=is_empty)
    rows = exports.values_list("pk", "ordered_on", "by", "language", "has_failed", "is_empty")
    return tuple(
        ExportSummary(key, day, str(Export.By(by).label), language, empty and not failed, failed)
        for key, day, by, language, failed, empty in rows
    )

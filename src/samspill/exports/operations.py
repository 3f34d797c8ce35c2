"""Every write of exports."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone, translation

from samspill.exports.files import AboutRound, make_archive
from samspill.exports.models import Export
from samspill.exports.tables import table_of
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record, step, unaudited
from samspill.foundation.declarations.public import DutyName
from samspill.foundation.jobs.public import wake
from samspill.foundation.ui.languages import page_language
from samspill.surveys.public import SurveyRound
from samspill.toolbox.languages import in_language


class ExportDuty(DutyName):
    """What the worker does for exports."""

    MAKE_EXPORTS = "make exports"


class NotShownError(Exception):
    """A round that has shown nothing has nothing to take out."""


@transaction.atomic
def order_export(survey_round: SurveyRound, *, language: str, by: Actor) -> Export:
    """Let the worker make files of what the round has shown. Audited, and told on its promise.

    One that is being made already is not ordered twice.

    Raises
    ------
    NotShownError
        Nothing has been shown of the round.
    """
    if survey_round.release_id is None:
        raise NotShownError
    waiting = Export.objects.select_for_update().filter(
        survey_round=survey_round, language=language, content=None, has_failed=False
    )
    export = waiting.first()
    if export is not None:
        return export
    made = Export.objects.create(
        survey_round=survey_round,
        ordered_on=timezone.localdate(),
        by=Export.By.FACILITATOR if by.is_facilitator else Export.By.READER,
        language=language,
    )
    record("order_export", made, by=by)
    wake(ExportDuty.MAKE_EXPORTS)
    return made


@unaudited("the order was")
def make_exports_due() -> int:
    """Make the files that were ordered; return how many. Done by the worker; safe to do twice.

    One that fails is told on its page, and keeps no other waiting.
    """
    count = 0
    waiting = Export.objects.filter(content=None, has_failed=False)
    while (export := waiting.select_related("survey_round__collaboration").first()) is not None:
        try:
            content = _made(export)
        except Exception:
            Export.objects.filter(pk=export.pk).update(has_failed=True)
            raise
        Export.objects.filter(pk=export.pk, content=None).update(content=content)
        count += 1
    return count


def _made(export: Export) -> bytes:
    survey_round = export.survey_round
    release = survey_round.release
    assert release is not None  # noqa: S101  (an order is refused where nothing was shown)
    with translation.override(export.language):
        return make_archive(table_of(release.reading, export.language), about(survey_round))


@step
def about(survey_round: SurveyRound) -> AboutRound:
    """Return what the files tell of a round, in the language that is active."""
    language = page_language()
    asked = survey_round.asked
    closed_at = survey_round.closed_at
    assert closed_at is not None  # noqa: S101  (what is shown has been closed)
    return AboutRound(
        collaboration=survey_round.collaboration.name,
        title=in_language(asked.title, language),
        closed_on=timezone.localdate(closed_at),
        minimum=survey_round.minimum_group_size,
        status_note=in_language(asked.status_note, language),
        source=in_language(asked.source, language),
        is_simulated=survey_round.is_simulated,
    )

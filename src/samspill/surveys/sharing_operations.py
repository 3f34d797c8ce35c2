"""How long those who answered can see what has been shown."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record
from samspill.surveys.models import SurveyRound
from samspill.surveys.operations import locked


@transaction.atomic
def share_until(survey_round: SurveyRound, day: date, *, by: Actor) -> SurveyRound:
    """Let everybody who has the code see the result to the end of a day. Audited.

    Raises `WrongStateError` before anything has been shown.
    """
    survey_round = locked(survey_round, SurveyRound.State.PUBLISHED)
    survey_round.shared_until = day
    survey_round.save(update_fields=["shared_until"])
    record("share_until", survey_round, by=by)
    return survey_round


@transaction.atomic
def stop_sharing(survey_round: SurveyRound, *, by: Actor) -> SurveyRound:
    """Close the result for everybody who has only the code, at once. Audited."""
    survey_round = locked(survey_round, SurveyRound.State.PUBLISHED)
    survey_round.shared_until = timezone.localdate() - timedelta(days=1)
    survey_round.save(update_fields=["shared_until"])
    record("stop_sharing", survey_round, by=by)
    return survey_round

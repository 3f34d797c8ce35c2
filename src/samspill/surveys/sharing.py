"""Whether those who answered can see what has been shown, on the same code, and until when."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from samspill.surveys.models import SurveyRound


def shared_until(survey_round: SurveyRound) -> date:
    """Return the last day on which the code shows the result; the follow-up if not said."""
    return survey_round.shared_until or survey_round.follow_up_on


def is_shared(survey_round: SurveyRound) -> bool:
    """Return whether everybody who has the code can see the result today."""
    if survey_round.state != SurveyRound.State.PUBLISHED or survey_round.release is None:
        return False
    if survey_round.join_code is None:  # answers from a file: nobody came in by a code
        return False
    return timezone.localdate() <= shared_until(survey_round)

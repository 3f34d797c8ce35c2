"""Adding questions of one's own to a draft."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record
from samspill.surveys.models import SurveyRound
from samspill.surveys.operations import locked
from samspill.surveys.own_questions import MOST_OWN, made_own, with_own


@transaction.atomic
def ask_own_questions(
    survey_round: SurveyRound, texts: Sequence[str], *, language: str, by: Actor
) -> SurveyRound:
    """Let a draft ask these besides, in the one language they are written in. Audited.

    With none it asks only what its instrument has. Raises `ValueError` above three.
    """
    if len(texts) > MOST_OWN:
        message = f"at most {MOST_OWN} questions of one's own; got {len(texts)}"
        raise ValueError(message)
    survey_round = locked(survey_round, SurveyRound.State.DRAFT)
    asked = survey_round.asked
    survey_round.content = with_own(asked, made_own(texts, asked, language)).encode()
    survey_round.save(update_fields=["content"])
    record("ask_own_questions", survey_round, by=by)
    return survey_round

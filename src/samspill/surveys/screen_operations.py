"""Every write to the big screen: what a facilitator lets the room look at."""

from __future__ import annotations

from django.db import transaction

from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record
from samspill.surveys.models import Projection, SurveyRound
from samspill.surveys.operations import WrongStateError


@transaction.atomic
def show_on_screen(
    survey_round: SurveyRound, what: str, *, item_key: str = "", by: Actor
) -> Projection:
    """Let the big screen show one thing, and nothing else. Facilitators may; audited.

    The code is shown while the round is open, the whole and single statements when the result
    has been shown. Raises `WrongStateError` at other times, and `ValueError` for a statement that
    the round does not have.
    """
    survey_round = _locked(survey_round)
    state = SurveyRound.State.OPEN if what == Projection.What.CODE else SurveyRound.State.PUBLISHED
    if survey_round.state != state:
        message = f"to show {what!r} needs a round that is {state}; it is {survey_round.state}"
        raise WrongStateError(message)
    keys = {item.key for item in survey_round.asked.items}
    possible = {"code": {""}, "whole": {""}, "item": keys, "guess": keys}
    if item_key not in possible.get(what, ()):
        message = f"the round has no {what!r} {item_key!r} to show"
        raise ValueError(message)
    projection = _projection_of(survey_round)
    projection.what, projection.item_key, projection.is_blank = what, item_key, False
    projection.save()
    record("show_on_screen", survey_round, by=by)
    return projection


@transaction.atomic
def blank_screen(survey_round: SurveyRound, *, is_blank: bool = True, by: Actor) -> Projection:
    """Show nothing but the mark, or with `is_blank` False what was there before. Audited."""
    projection = _projection_of(_locked(survey_round))
    projection.is_blank = is_blank
    projection.save()
    record("blank_screen", survey_round, by=by)
    return projection


def _locked(survey_round: SurveyRound) -> SurveyRound:
    """Read the round again under a lock, so that two who press at once are counted as two."""
    found = SurveyRound.objects.select_for_update(of=("self",)).filter(pk=survey_round.pk).first()
    if found is None:
        message = "the round is gone"
        raise WrongStateError(message)
    return found


def _projection_of(survey_round: SurveyRound) -> Projection:
    found = Projection.objects.filter(survey_round=survey_round).first()
    projection = found or Projection(survey_round=survey_round)
    projection.changes += 1
    return projection

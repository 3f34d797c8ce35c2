"""Every write to rounds and answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record
from samspill.participation.public import create_join_code, forget_invitations
from samspill.releases.public import release
from samspill.surveys.closing import destroy_traces, rewrite_answers
from samspill.surveys.models import Response, SurveyRound
from samspill.surveys.promises import make_promise
from samspill.surveys.readings import make_reading

# Single answers are kept this long after the follow-up date, and then deleted by the worker.
KEEP_ANSWERS = timedelta(days=90)


class WrongStateError(Exception):
    """The round is in another state than this needs: somebody closed it first, for instance."""


@dataclass(frozen=True)
class RoundSettings:
    """What a facilitator decides about a round before it opens."""

    content: dict[str, Any]
    purpose: str
    intended_use: str
    follow_up_on: date
    expected_count: int | None = None
    way_in: str = SurveyRound.WayIn.CODE
    minimum_group_size: int = 5


@transaction.atomic
def create_round(
    collaboration: Collaboration,
    settings: RoundSettings,
    *,
    by: Actor,
    now: datetime | None = None,
    is_simulated: bool = False,
) -> SurveyRound:
    """Create a draft. Facilitators may; audited. The instrument's texts are copied at once."""
    has_been_asked = SurveyRound.objects.filter(
        collaboration=collaboration,
        instrument_key=settings.content["key"],
        state=SurveyRound.State.PUBLISHED,
    ).exists()
    kind = SurveyRound.Kind.FOLLOW_UP if has_been_asked else SurveyRound.Kind.BASELINE
    survey_round = SurveyRound(
        collaboration=collaboration,
        kind=kind,
        is_simulated=is_simulated,
        created_at=now or timezone.now(),
    )
    _take_settings(survey_round, settings)
    survey_round.save()
    record("create_round", survey_round, by=by)
    return survey_round


@transaction.atomic
def change_round(survey_round: SurveyRound, settings: RoundSettings, *, by: Actor) -> SurveyRound:
    """Change a draft. An open round is never changed: people have answered to what it said."""
    survey_round = _locked(survey_round, SurveyRound.State.DRAFT)
    _take_settings(survey_round, settings)
    survey_round.save()
    record("change_round", survey_round, by=by)
    return survey_round


@transaction.atomic
def discard_round(survey_round: SurveyRound, *, by: Actor) -> None:
    """Delete a draft. Nobody has answered a draft, so nothing else is lost."""
    survey_round = _locked(survey_round, SurveyRound.State.DRAFT)
    record("discard_round", survey_round, by=by)
    survey_round.delete()


@transaction.atomic
def open_round(survey_round: SurveyRound, *, by: Actor, now: datetime | None = None) -> SurveyRound:
    """Open a draft: settings and promise are frozen, and the code works from now on.

    Raises `WrongStateError` when the round is no draft any more.
    """
    survey_round = _locked(survey_round, SurveyRound.State.DRAFT)
    survey_round.state = SurveyRound.State.OPEN
    survey_round.opened_at = now or timezone.now()
    survey_round.promise = make_promise(survey_round)
    survey_round.join_code = create_join_code()
    survey_round.save()
    record("open_round", survey_round, by=by)
    return survey_round


@transaction.atomic
def submit_response(survey_round: SurveyRound, *, key: UUID, ratings: Sequence[int | None]) -> bool:
    """Store one person's answer under `key`; False when that answer was stored before.

    The one operation that is not audited: an entry with a time and an order would tell who
    answered what. Raises `WrongStateError` when the round is not open, and `ValueError` when
    the ratings do not fit the round's items and scale.
    """
    _check_ratings(survey_round, ratings)
    survey_round = _locked(survey_round, SurveyRound.State.OPEN)
    _response, is_new = Response.objects.get_or_create(
        pk=key, defaults={"survey_round": survey_round, "ratings": list(ratings)}
    )
    return is_new


@transaction.atomic
def close_round(
    survey_round: SurveyRound, *, by: Actor, now: datetime | None = None
) -> SurveyRound:
    """Close an open round: no answer is taken after this, and the result can be shown.

    The answers are rewritten under fresh keys; the worker then destroys the traces.
    """
    survey_round = _locked(survey_round, SurveyRound.State.OPEN)
    survey_round.state = SurveyRound.State.CLOSED
    survey_round.closed_at = now or timezone.now()
    survey_round.save(update_fields=["state", "closed_at"])
    rewrite_answers(survey_round)
    if survey_round.join_code is not None:
        forget_invitations(survey_round.join_code)
    record("close_round", survey_round, by=by)
    return survey_round


@transaction.atomic
def publish_reading(
    survey_round: SurveyRound, *, by: Actor, now: datetime | None = None
) -> SurveyRound:
    """Read the answers once, through the gate, and store what is shown from now on."""
    survey_round = _locked(survey_round, SurveyRound.State.CLOSED)
    if survey_round.answers_deleted_at is not None:
        message = "the answers have been deleted, as promised, before anything was shown"
        raise WrongStateError(message)
    ratings = Response.objects.filter(survey_round=survey_round).values_list("ratings", flat=True)
    reading = make_reading(
        survey_round.content, list(ratings), minimum=survey_round.minimum_group_size
    )
    survey_round.release = release(
        reading, collaboration=survey_round.collaboration, at=now or timezone.now()
    )
    survey_round.state = SurveyRound.State.PUBLISHED
    survey_round.save(update_fields=["release", "state"])
    record("publish_reading", survey_round, by=by)
    return survey_round


def delete_answers_due(today: date | None = None) -> int:
    """Delete the single answers whose promised day has come, and return for how many rounds.

    Done by the worker; safe to do twice. A round that is still open on that day is closed
    first: the promise holds also when the facilitator forgot. What has been shown stays.
    """
    day = today or timezone.localdate()
    due = SurveyRound.objects.filter(
        delete_answers_on__lte=day, answers_deleted_at__isnull=True
    ).exclude(state=SurveyRound.State.DRAFT)
    keys = list(due.values_list("pk", flat=True))
    for key in keys:
        _delete_answers(key)
    return len(keys)


def destroy_traces_due() -> int:
    """Destroy what closing and deleting left in the database; return for how many rounds.

    Done by the worker, outside any transaction; safe to do twice. Not audited: the closing and
    the deletion were. Raises, and is tried again, when somebody is reading just then.
    """
    left = SurveyRound.objects.filter(
        state__in=(SurveyRound.State.CLOSED, SurveyRound.State.PUBLISHED),
        traces_destroyed_at__isnull=True,
    )
    keys = list(left.values_list("pk", flat=True))
    if not keys:
        return 0
    destroy_traces()
    return SurveyRound.objects.filter(pk__in=keys).update(traces_destroyed_at=timezone.now())


@transaction.atomic
def _delete_answers(key: UUID) -> None:
    survey_round = SurveyRound.objects.select_for_update().get(pk=key)
    now = timezone.now()
    if survey_round.is_open:
        survey_round.state = SurveyRound.State.CLOSED
        survey_round.closed_at = now
    Response.objects.filter(survey_round=survey_round).delete()
    survey_round.answers_deleted_at = now
    survey_round.traces_destroyed_at = None
    survey_round.save(
        update_fields=["state", "closed_at", "answers_deleted_at", "traces_destroyed_at"]
    )
    record("delete_answers_due", survey_round, by=None)


def _take_settings(survey_round: SurveyRound, settings: RoundSettings) -> None:
    survey_round.instrument_key = settings.content["key"]
    survey_round.instrument_version = settings.content["version"]
    survey_round.content = settings.content
    survey_round.purpose = settings.purpose
    survey_round.intended_use = settings.intended_use
    survey_round.follow_up_on = settings.follow_up_on
    survey_round.expected_count = settings.expected_count
    survey_round.way_in = settings.way_in
    survey_round.minimum_group_size = settings.minimum_group_size
    survey_round.delete_answers_on = settings.follow_up_on + KEEP_ANSWERS


def _locked(survey_round: SurveyRound, state: SurveyRound.State) -> SurveyRound:
    """Read the round again under a lock, so that two clicks at once cannot both be first."""
    locked = (
        SurveyRound.objects.select_for_update(of=("self",))
        .select_related("collaboration", "join_code")
        .filter(pk=survey_round.pk)
        .first()
    )
    if locked is None or locked.state != state:
        message = (
            f"this needs a round that is {state}, and it is {locked.state if locked else 'gone'}"
        )
        raise WrongStateError(message)
    return locked


def _check_ratings(survey_round: SurveyRound, ratings: Sequence[int | None]) -> None:
    items = survey_round.content["items"]
    scale = survey_round.content["scale"]
    if len(ratings) != len(items):
        message = f"{len(ratings)} ratings were given for {len(items)} items"
        raise ValueError(message)
    for item, rating in zip(items, ratings, strict=True):
        if rating is not None and not scale["low"] <= rating <= scale["high"]:
            message = f"the rating {rating} of {item['key']} is outside the scale"
            raise ValueError(message)

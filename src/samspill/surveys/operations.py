"""Every write to rounds and answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import numpy as np
from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from samspill.collaborations.public import Collaboration, take_turns
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record, step, unaudited
from samspill.foundation.privacy.public import destroy_traces
from samspill.participation.public import create_join_code, forget_invitations
from samspill.readings.public import make_reading, release
from samspill.surveys.closing import WITH_TRACES, count_tables, rewrite_answers
from samspill.surveys.groupings import GroupPlan
from samspill.surveys.models import Response, SurveyRound, TableSheet
from samspill.surveys.promises import make_promise
from samspill.surveys.reading_inputs import (
    gather_answers,
    gather_grouping,
    gather_last_time,
    gather_remembered,
)
from samspill.surveys.round_settings import (
    RoundSettings,
    keep_up_the_minimum,
    partners_now,
    plan_groups_again,
    take_groups,
    take_settings,
)

# Any number; with this one most statements of the demo have their groups.
DEMO_LOTS = 6


class WrongStateError(Exception):
    """The round is in another state than this needs: somebody closed it first, for instance."""


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
    survey_round = draft_of(collaboration, settings, now=now, is_simulated=is_simulated)
    survey_round.save()
    record("create_round", survey_round, by=by)
    return survey_round


@step
def draft_of(
    collaboration: Collaboration,
    settings: RoundSettings,
    *,
    now: datetime | None = None,
    is_simulated: bool = False,
) -> SurveyRound:
    """Return a draft that is not stored yet."""
    has_been_asked = SurveyRound.objects.filter(
        collaboration=collaboration,
        instrument_key=settings.content.key,
        state=SurveyRound.State.PUBLISHED,
    ).exists()
    kind = SurveyRound.Kind.FOLLOW_UP if has_been_asked else SurveyRound.Kind.BASELINE
    survey_round = SurveyRound(
        collaboration=collaboration,
        kind=kind,
        is_simulated=is_simulated,
        created_at=now or timezone.now(),
    )
    take_settings(survey_round, settings)
    return survey_round


@transaction.atomic
def change_round(survey_round: SurveyRound, settings: RoundSettings, *, by: Actor) -> SurveyRound:
    """Change a draft. An open round is never changed: people have answered to what it said.

    Its groups are planned anew for the minimum; where they have become too small, none is asked.
    """
    survey_round = locked(survey_round, SurveyRound.State.DRAFT)
    take_settings(survey_round, settings)
    if survey_round.is_open_table:
        take_groups(survey_round, None)
    plan_groups_again(survey_round)
    survey_round.save()
    record("change_round", survey_round, by=by)
    return survey_round


@transaction.atomic
def ask_for_background(survey_round: SurveyRound, plan: GroupPlan | None, *, by: Actor) -> None:
    """Let a draft ask which group people come from, or with None no longer ask. Audited.

    Raises `ValueError` where the groups would be too small to show or were planned with another
    minimum than the round's, or it is an open table: there, everybody hears who says what.
    """
    survey_round = locked(survey_round, SurveyRound.State.DRAFT)
    if plan is not None and (survey_round.is_open_table or not plan.is_possible):
        message = "a background question needs an anonymous round, and two groups to compare"
        raise ValueError(message)
    take_groups(survey_round, plan)
    survey_round.save()
    record("ask_for_background", survey_round, by=by)


@transaction.atomic
def discard_round(survey_round: SurveyRound, *, by: Actor) -> None:
    """Delete a draft. Nobody has answered a draft, so nothing else is lost."""
    survey_round = locked(survey_round, SurveyRound.State.DRAFT)
    record("discard_round", survey_round, by=by)
    survey_round.delete()


@transaction.atomic
def open_round(survey_round: SurveyRound, *, by: Actor, now: datetime | None = None) -> SurveyRound:
    """Open a draft: settings and promise are frozen, and the code works from now on.

    The minimum is raised where the same has been opened with a higher one since the draft was made.
    Raises `WrongStateError` when the round is no draft any more.
    """
    survey_round = locked(survey_round, SurveyRound.State.DRAFT)
    keep_up_the_minimum(survey_round)
    survey_round.state = SurveyRound.State.OPEN
    survey_round.opened_at = now or timezone.now()
    survey_round.promise = make_promise(survey_round).encode()
    survey_round.partners = partners_now(survey_round.collaboration)
    survey_round.join_code = create_join_code()
    survey_round.save()
    record("open_round", survey_round, by=by)
    return survey_round


@unaudited("an entry with a time and an order would tell who answered what")
@transaction.atomic
def submit_response(
    survey_round: SurveyRound,
    *,
    key: UUID,
    ratings: Sequence[int | None],
    group: int | None = None,
) -> bool:
    """Store one person's answer under `key`; False when that answer was stored before.

    `group` is the place in the round's groups of the one that was chosen; None for not said.
    Raises `WrongStateError` when the round is not open, or is an open table, and `ValueError`
    when the ratings do not fit the round's items and their scales, or there is no such group.
    """
    check_ratings(survey_round, ratings)
    if group is not None and not 0 <= group < len(survey_round.groups):
        message = f"the group {group} is not among the {len(survey_round.groups)} of the round"
        raise ValueError(message)
    _check_takes_answers(survey_round)
    _response, is_new = Response.objects.get_or_create(
        pk=key, defaults={"survey_round": survey_round, "ratings": list(ratings), "group": group}
    )
    return is_new


@transaction.atomic
def close_round(
    survey_round: SurveyRound, *, by: Actor, now: datetime | None = None
) -> SurveyRound:
    """Close an open round: no answer is taken after this, and the result can be shown.

    The answers are rewritten under fresh keys, and the sheets of open tables become counts; the
    worker then destroys the traces.
    """
    survey_round = locked(survey_round, SurveyRound.State.OPEN)
    survey_round.state = SurveyRound.State.CLOSED
    survey_round.closed_at = now or timezone.now()
    if survey_round.is_open_table:
        survey_round.counts = count_tables(survey_round).encode()
    else:
        rewrite_answers(survey_round)
    survey_round.save(update_fields=["state", "closed_at", "counts"])
    _forget_who_was_asked(survey_round)
    record("close_round", survey_round, by=by)
    return survey_round


@transaction.atomic
def publish_reading(
    survey_round: SurveyRound, *, by: Actor, now: datetime | None = None
) -> SurveyRound:
    """Read the answers once, through the gate, and store what is shown from now on.

    Which group an answer came from has then been used, and is forgotten. Raises `NotSafeError`
    where an answer could be found in what would be shown; then nothing is stored or shown.
    """
    survey_round = locked(survey_round, SurveyRound.State.CLOSED)
    if survey_round.answers_deleted_at is not None:
        message = "the answers have been deleted, as promised, before anything was shown"
        raise WrongStateError(message)
    # Two rounds shown at once would not know each other, and could be laid side by side.
    take_turns(survey_round.collaboration)
    reading = make_reading(
        survey_round.asked,
        gather_answers(survey_round),
        minimum=survey_round.minimum_group_size,
        grouping=gather_grouping(survey_round),
        last_time=gather_last_time(survey_round, now or timezone.now()),
        remembered=gather_remembered(survey_round),
        # A demo is the same each time; there is nobody in it to protect.
        lots=np.random.default_rng(DEMO_LOTS) if survey_round.is_simulated else None,
    )
    survey_round.release = release(
        reading, collaboration=survey_round.collaboration, at=now or timezone.now()
    )
    survey_round.state = SurveyRound.State.PUBLISHED
    if survey_round.background:
        rewrite_answers(survey_round, with_groups=False)
        if survey_round.counts:
            survey_round.counts = replace(survey_round.counted, groups={}).encode()
        survey_round.traces_destroyed_at = None
    survey_round.save(update_fields=["release", "state", "counts", "traces_destroyed_at"])
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


@unaudited("the closing and the deletion were")
def destroy_traces_due() -> int:
    """Destroy what closing and deleting left in the database; return for how many rounds.

    Done by the worker, outside any transaction; safe to do twice. Raises, and is tried again,
    when somebody is reading just then.
    """
    left = list(
        SurveyRound.objects.filter(
            state__in=(SurveyRound.State.CLOSED, SurveyRound.State.PUBLISHED),
            traces_destroyed_at__isnull=True,
        ).select_related("join_code")
    )
    if not left:
        return 0
    for survey_round in left:
        _forget_who_was_asked(survey_round)  # somebody may have been invited as it closed
    destroy_traces(WITH_TRACES)
    keys = [survey_round.pk for survey_round in left]
    return SurveyRound.objects.filter(pk__in=keys).update(traces_destroyed_at=timezone.now())


@transaction.atomic
def _delete_answers(key: UUID) -> None:
    survey_round = SurveyRound.objects.select_for_update().get(pk=key)
    now = timezone.now()
    if survey_round.is_open:
        survey_round.state = SurveyRound.State.CLOSED
        survey_round.closed_at = now
        _forget_who_was_asked(survey_round)
    Response.objects.filter(survey_round=survey_round).delete()
    TableSheet.objects.filter(survey_round=survey_round).delete()
    survey_round.counts = {}
    survey_round.answers_deleted_at = now
    survey_round.traces_destroyed_at = None
    survey_round.save()
    record("delete_answers_due", survey_round, by=None)


def _forget_who_was_asked(survey_round: SurveyRound) -> None:
    if survey_round.join_code is not None:
        forget_invitations(survey_round.join_code)


@step
def locked(survey_round: SurveyRound, state: SurveyRound.State) -> SurveyRound:
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


def _check_takes_answers(survey_round: SurveyRound) -> None:
    """Read under a lock whether the round is open for answers; raise `WrongStateError` if not.

    Two columns, and not the whole round as `locked` does: two hundred phones ask within a minute.
    """
    found = (
        SurveyRound.objects.select_for_update()
        .filter(pk=survey_round.pk)
        .values_list("state", "mode")
        .first()
    )
    if found is None or found[0] != SurveyRound.State.OPEN:
        message = f"this needs a round that is open, and it is {found[0] if found else 'gone'}"
        raise WrongStateError(message)
    if found[1] == SurveyRound.Mode.OPEN_TABLE:
        message = "at an open table nobody answers alone"
        raise WrongStateError(message)


@step
def check_ratings(survey_round: SurveyRound, ratings: Sequence[int | None]) -> None:
    """Raise `ValueError` when the ratings do not fit the round's items and their scales."""
    asked = survey_round.asked
    if len(ratings) != len(asked.items):
        message = f"{len(ratings)} ratings were given for {len(asked.items)} items"
        raise ValueError(message)
    for item, rating in zip(asked.items, ratings, strict=True):
        if not asked.scale_of(item).takes(rating):
            message = f"the rating {rating} of {item.key} is outside its scale"
            raise ValueError(message)

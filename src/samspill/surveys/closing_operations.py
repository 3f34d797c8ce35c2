"""Every write from the moment that closing is announced until nothing is left but the picture.

Announced, a minute, closed (answers become counts), drawn (the counts are gone), shown. Each step
is one transaction and safe to do again: whoever is killed between two of them leaves what the
worker goes on from.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from uuid import UUID

import numpy as np
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from msgspec.structs import replace

from samspill.collaborations.public import take_turns
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record, step, unaudited
from samspill.foundation.privacy.public import destroy_traces
from samspill.participation.public import end_join_code, forget_invitations
from samspill.readings.public import NotSafeError, Shown, make_reading, release
from samspill.surveys.closing import (
    WITH_TRACES,
    count_rows,
    count_tables,
    people_in,
    rewrite_answers,
    turnout_of,
)
from samspill.surveys.models import Response, SurveyRound, TableSheet
from samspill.surveys.operations import WrongStateError, locked
from samspill.surveys.reading_inputs import (
    gather_answers,
    gather_grouping,
    gather_last_time,
    gather_remembered,
)
from samspill.toolbox.round_records import ClosingCancelled, encode_all

logger = logging.getLogger(__name__)

# From the announcement until the round closes: time to hand in what one has begun.
NOTICE = timedelta(seconds=60)
# The clock may have been set back since: then the minute is over, and not an hour away.
SKEW = timedelta(seconds=30)
# What was sent in the last second is still on its way.
ON_ITS_WAY = timedelta(seconds=5)
CODE_LIVES_AFTER = timedelta(days=2)
# Any number; with this one most statements of the demo have their groups.
DEMO_LOTS = 6
# Lots are drawn anew each time, and a round shown meanwhile is remembered the next.
TRIES = 3


@transaction.atomic
def announce_closing(
    survey_round: SurveyRound, *, by: Actor, now: datetime | None = None
) -> SurveyRound:
    """Announce that an open round closes in sixty seconds; every phone and screen tells so.

    Until then answers are taken as before, and `cancel_closing` takes it back. Then the worker
    closes it; nobody has to press anything. Raises `WrongStateError` when the round is not open, or
    its closing has been announced already: whoever presses again does not move the moment.
    """
    survey_round = locked(survey_round, SurveyRound.State.OPEN)
    if survey_round.closing_at is not None:
        message = "the closing has been announced already"
        raise WrongStateError(message)
    survey_round.closing_at = (now or timezone.now()) + NOTICE
    survey_round.save(update_fields=["closing_at"])
    record("announce_closing", survey_round, by=by)
    return survey_round


@transaction.atomic
def cancel_closing(
    survey_round: SurveyRound, *, by: Actor, now: datetime | None = None
) -> SurveyRound:
    """Let a round stay open whose closing was announced; its public history tells so.

    Raises `WrongStateError` when it has closed, or nothing is announced (any more).
    """
    survey_round = locked(survey_round, SurveyRound.State.OPEN)
    if survey_round.closing_at is None:
        message = "no closing is announced"
        raise WrongStateError(message)
    cancelled = ClosingCancelled(at=now or timezone.now())
    survey_round.closing_at = None
    survey_round.closings_cancelled = encode_all([*survey_round.cancellations, cancelled])
    survey_round.save(update_fields=["closing_at", "closings_cancelled"])
    record("cancel_closing", survey_round, by=by)
    return survey_round


@unaudited("closing is, for each round in a transaction of its own")
def close_due(now: datetime | None = None) -> int:
    """Close the rounds whose announced minute is over; return how many. Done by the worker."""
    moment = now or timezone.now()
    is_over = Q(closing_at__lte=moment - ON_ITS_WAY) | Q(closing_at__gt=moment + NOTICE + SKEW)
    due = list(SurveyRound.objects.filter(is_over, state=SurveyRound.State.OPEN))
    for survey_round in due:
        _close_if_still_due(survey_round, moment)
    return len(due)


@transaction.atomic
def close_round(
    survey_round: SurveyRound, *, by: Actor | None, now: datetime | None = None
) -> SurveyRound:
    """Close an open round at once: no answer is taken after this, and answers become counts.

    What the worker does when the announced minute is over (`by` None). The list of who was asked
    and the code go with it; the worker then makes the picture, and destroys the traces.
    """
    survey_round = locked(survey_round, SurveyRound.State.OPEN)
    _close(survey_round, now or timezone.now())
    record("close_round", survey_round, by=by)
    return survey_round


@unaudited("what may be said of an open round is no more than a word, and says nothing of anybody")
def look_at_open_rounds() -> int:
    """Note for every open round what may be said of how many have answered; return how many.

    Done by the worker every half minute: what anybody can see changes with the clock, and never
    with an answer.
    """
    rounds = SurveyRound.objects.filter(state=SurveyRound.State.OPEN)
    columns = ("minimum_group_size", "way_in", "expected_count", "links_made", "mode", "counts")
    for survey_round in rounds.only(*columns):
        answers = people_in(survey_round)
        most = survey_round.most_answers
        seen = {
            "has_enough": answers >= survey_round.minimum_group_size,
            "is_full": most is not None and answers >= most > 0,
        }
        still_open = SurveyRound.objects.filter(pk=survey_round.pk, state=SurveyRound.State.OPEN)
        still_open.exclude(**seen).update(**seen)
    return len(rounds)


@unaudited("making the picture and showing it are, each in a step of its own")
def draw_due() -> int:
    """Make the picture of every closed round that has none; return of how many. For the worker."""
    due = SurveyRound.objects.filter(
        state=SurveyRound.State.CLOSED,
        picture__isnull=True,
        refused_at__isnull=True,
        answers_deleted_at__isnull=True,
    )
    drawn = 0
    for survey_round in due.select_related("collaboration").order_by("closed_at"):
        drawn += draw_picture(survey_round) is not None
    return drawn


@unaudited("keeping the picture is, of which this is the way there")
def draw_picture(survey_round: SurveyRound, now: datetime | None = None) -> SurveyRound | None:
    """Make the picture of a closed round, and keep it; None when it was refused.

    Computed outside any transaction, so that nobody's answer waits for it. Where something else
    was drawn of the collaboration meanwhile, or an answer could be found, it is tried again with
    other lots; and then left, with its counts, until a facilitator asks for another try.
    """
    for _try in range(TRIES):
        shown = read_once(survey_round, now or timezone.now())
        try:
            return keep_picture(survey_round, shown, now=now)
        except NotSafeError:
            logger.info("A picture was refused by the gate, and is tried again.")
        except WrongStateError:
            return None  # another worker was first, or the round is gone
    _refuse(survey_round)
    return None


@transaction.atomic
def keep_picture(
    survey_round: SurveyRound, shown: Shown, *, now: datetime | None = None
) -> SurveyRound:
    """Store what may be shown of a closed round, and destroy the exact counts with it.

    Raises `NotSafeError` where an answer could be found in it, and `WrongStateError` when the round
    has a picture already: there is never a second one.
    """
    survey_round = locked(survey_round, SurveyRound.State.CLOSED)
    if survey_round.picture_id is not None:
        message = "the round has its picture"
        raise WrongStateError(message)
    # Two rounds drawn at once would not know each other, and could be laid side by side.
    take_turns(survey_round.collaboration)
    moment = now or timezone.now()
    survey_round.picture = release(shown, collaboration=survey_round.collaboration, at=moment)
    _forget_counts(survey_round, moment)
    if survey_round.wanted_at is not None:
        _reveal(survey_round, moment)
    survey_round.save()
    record("keep_picture", survey_round, by=None)
    return survey_round


@step
def read_once(survey_round: SurveyRound, now: datetime) -> Shown:
    """Return what may be shown of a closed round, from its counts and all that was shown before."""
    return make_reading(
        survey_round.asked,
        gather_answers(survey_round),
        minimum=survey_round.minimum_group_size,
        grouping=gather_grouping(survey_round),
        last_time=gather_last_time(survey_round, now),
        remembered=gather_remembered(survey_round),
        # A demo is the same each time; there is nobody in it to protect.
        lots=np.random.default_rng(DEMO_LOTS) if survey_round.is_simulated else None,
    )


@transaction.atomic
def want_reading(survey_round: SurveyRound, *, by: Actor) -> SurveyRound:
    """Show the picture of a closed round; where there is none yet, as soon as it has been made.

    Where it was refused before, it is tried once more.
    """
    survey_round = locked(survey_round, SurveyRound.State.CLOSED)
    now = timezone.now()
    if survey_round.picture is not None:
        _reveal(survey_round, now)
    else:
        _check_has_answers(survey_round)
        survey_round.wanted_at = now
        survey_round.refused_at = None
    survey_round.save(update_fields=["release", "state", "shown_at", "wanted_at", "refused_at"])
    record("want_reading", survey_round, by=by)
    return survey_round


@transaction.atomic
def publish_reading(
    survey_round: SurveyRound, *, by: Actor, now: datetime | None = None
) -> SurveyRound:
    """Draw the picture of a closed round here and now, where there is none yet, and show it.

    For who has no worker to wait for, such as the demo. Raises `NotSafeError` where an answer could
    be found in what would be shown; then nothing is stored or shown.
    """
    survey_round = locked(survey_round, SurveyRound.State.CLOSED)
    moment = now or timezone.now()
    if survey_round.picture is None:
        _check_has_answers(survey_round)
        take_turns(survey_round.collaboration)
        shown = read_once(survey_round, moment)
        survey_round.picture = release(shown, collaboration=survey_round.collaboration, at=moment)
        _forget_counts(survey_round, moment)
    _reveal(survey_round, moment)
    survey_round.save()
    record("publish_reading", survey_round, by=by)
    return survey_round


def delete_answers_due(today: date | None = None) -> int:
    """Delete what is left of answers whose promised day has come; return for how many rounds.

    Done by the worker; safe to do twice. A round that is still open on that day is closed
    first: the promise holds also when the facilitator forgot. What has been drawn stays.
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


# --- Steps ------------------------------------------------------------------------------------


@transaction.atomic
def _close_if_still_due(survey_round: SurveyRound, now: datetime) -> None:
    """Close it, unless the closing was cancelled, or somebody else closed it, just before."""
    try:
        due = locked(survey_round, SurveyRound.State.OPEN)
    except WrongStateError:
        return
    if due.closing_at == survey_round.closing_at:
        _close(due, now)
        record("close_round", due, by=None)


def _close(survey_round: SurveyRound, now: datetime) -> None:
    survey_round.state = SurveyRound.State.CLOSED
    survey_round.closed_at = now
    survey_round.turnout = turnout_of(survey_round, people_in(survey_round)).encode()
    if survey_round.is_open_table:
        survey_round.counts = count_tables(survey_round).encode()
    elif survey_round.keeps_answers:
        rewrite_answers(survey_round)
    else:
        survey_round.counts = count_rows(survey_round).encode()
    survey_round.save(update_fields=["state", "closed_at", "counts", "turnout"])
    _end_ways_in(survey_round, now)


def _end_ways_in(survey_round: SurveyRound, now: datetime) -> None:
    """Delete who was asked, and let the code end; one without an address behind it goes on."""
    _forget_who_was_asked(survey_round)
    join_code = survey_round.join_code
    if join_code is not None:
        end_join_code(
            join_code,
            code_ends_at=now + CODE_LIVES_AFTER if join_code.long_address else None,
            address_ends_on=max(survey_round.follow_up_on, timezone.localdate(now)),
        )


def _forget_counts(survey_round: SurveyRound, now: datetime) -> None:
    """Destroy what the picture was made from; of what is promised to be kept, the groups alone."""
    if survey_round.is_imported or survey_round.keeps_answers:
        if not survey_round.background:
            return
        rewrite_answers(survey_round, with_groups=False)
        if survey_round.counts:
            survey_round.counts = replace(survey_round.counted, groups={}).encode()
    else:
        survey_round.counts = {}
        survey_round.answers_deleted_at = now
    survey_round.traces_destroyed_at = None


def _reveal(survey_round: SurveyRound, now: datetime) -> None:
    survey_round.release = survey_round.picture
    survey_round.state = SurveyRound.State.PUBLISHED
    survey_round.shown_at = now


def _check_has_answers(survey_round: SurveyRound) -> None:
    if survey_round.answers_deleted_at is not None:
        message = "the answers have been deleted, as promised, before anything was shown"
        raise WrongStateError(message)


@transaction.atomic
def _refuse(survey_round: SurveyRound) -> None:
    survey_round = locked(survey_round, SurveyRound.State.CLOSED)
    survey_round.refused_at = timezone.now()
    survey_round.wanted_at = None
    survey_round.save(update_fields=["refused_at", "wanted_at"])
    record("refuse_picture", survey_round, by=None)


@transaction.atomic
def _delete_answers(key: UUID) -> None:
    survey_round = SurveyRound.objects.select_for_update().get(pk=key)
    now = timezone.now()
    if not survey_round.turnout:
        survey_round.turnout = turnout_of(survey_round, people_in(survey_round)).encode()
    if survey_round.is_open:
        survey_round.state = SurveyRound.State.CLOSED
        survey_round.closed_at = now
        _end_ways_in(survey_round, now)
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

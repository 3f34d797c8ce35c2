"""What a reading is made from: the answers, their groups, and what has been shown before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from samspill.readings.public import (
    Answers,
    Grouping,
    LastTime,
    Remembered,
    count_answers,
    earlier_releases,
    identities,
    take_counts,
)
from samspill.surveys.models import Response, SurveyRound


def gather_answers(survey_round: SurveyRound) -> Answers:
    if survey_round.has_counts_alone:
        return take_counts(survey_round.asked, survey_round.counted)
    found = Response.objects.filter(survey_round=survey_round)
    rows = list(found.values_list("ratings", "group"))
    return count_answers(survey_round.asked, rows, group_count=len(survey_round.groups))


def gather_grouping(survey_round: SurveyRound) -> Grouping | None:
    if not survey_round.background:
        return None
    return Grouping(
        background=survey_round.background,
        names=tuple(group.name for group in survey_round.asked_groups),
        minimum=max(survey_round.group_minimum, survey_round.minimum_group_size),
        asked=tuple(group.asked for group in survey_round.asked_groups),
    )


def gather_remembered(survey_round: SurveyRound) -> Remembered:
    """Return everything that has been shown of the collaboration, with any wording."""
    releases = earlier_releases(survey_round.collaboration)
    return Remembered(
        releases=tuple(str(release.pk) for release in releases),
        readings=tuple(release.reading for release in releases),
    )


def gather_last_time(survey_round: SurveyRound, now: datetime) -> LastTime | None:
    """Return what the last round that asked some of the same, in the same mode, has shown."""
    # Two may be closed before either is shown: what came later is not "before".
    closed_at = survey_round.closed_at
    found = next(
        (
            earlier
            for earlier in shown_rounds_like(survey_round)
            if closed_at and earlier.closed_at and earlier.closed_at < closed_at
        ),
        None,
    )
    if found is None or found.release is None or found.closed_at is None:
        return None
    return LastTime(
        release=found.release.pk,
        closed_on=timezone.localdate(found.closed_at),
        reading=found.release.reading,
        compared_on=timezone.localdate(now),
    )


def shown_rounds_like(
    survey_round: SurveyRound, *, with_release: bool = True
) -> Iterator[SurveyRound]:
    """Give the rounds that have been shown and asked some of the same, the newest first.

    The same instrument, in whatever version, and in the same mode.
    """
    wanted = set(identities(survey_round.asked))
    shown = SurveyRound.objects.filter(
        collaboration=survey_round.collaboration_id,
        instrument_key=survey_round.instrument_key,
        mode=survey_round.mode,
        state=SurveyRound.State.PUBLISHED,
    )
    if with_release:
        shown = shown.select_related("release")
    for earlier in shown.order_by("-closed_at"):
        if wanted.intersection(identities(earlier.asked)):
            yield earlier

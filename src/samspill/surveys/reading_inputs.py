"""What a reading is made from: the answers, their groups, and what has been shown before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from msgspec import to_builtins

from samspill.readings.comparisons import Earlier
from samspill.readings.making import Answers, Grouping, count_answers, read_counts
from samspill.readings.memory import Remembered
from samspill.readings.releases import earlier_releases
from samspill.surveys.models import Response, SurveyRound


def content_of(survey_round: SurveyRound) -> dict[str, Any]:
    """Return what is asked as readings take it, who know one scale for all and no "don't know"."""
    asked = survey_round.asked
    (scale,) = asked.scales
    return {**asked.encode(), "scale": to_builtins(scale)}


def gather_answers(survey_round: SurveyRound) -> Answers:
    content = content_of(survey_round)
    if survey_round.has_counts_alone:
        return read_counts(content, to_builtins(survey_round.counted))
    found = Response.objects.filter(survey_round=survey_round)
    rows = list(found.values_list("ratings", "group"))
    return count_answers(content, rows, group_count=len(survey_round.groups))


def gather_grouping(survey_round: SurveyRound) -> Grouping | None:
    if not survey_round.background:
        return None
    return Grouping(
        background=survey_round.background,
        names=tuple(dict(group.name) for group in survey_round.asked_groups),
        minimum=max(survey_round.group_minimum, survey_round.minimum_group_size),
        asked=tuple(dict(group.asked) for group in survey_round.asked_groups),
    )


def gather_remembered(survey_round: SurveyRound) -> Remembered:
    """Return everything that has been shown of the collaboration, with any wording."""
    found = earlier_releases(survey_round.collaboration)
    return Remembered(tuple(str(one.pk) for one in found), tuple(one.content for one in found))


def gather_earlier(survey_round: SurveyRound, now: datetime) -> Earlier | None:
    """Return what the last round with the same wording and in the same mode has shown."""
    found = (
        SurveyRound.objects.filter(
            collaboration=survey_round.collaboration_id,
            instrument_key=survey_round.instrument_key,
            instrument_version=survey_round.instrument_version,
            mode=survey_round.mode,
            state=SurveyRound.State.PUBLISHED,
            # Two may be closed before either is shown: what came later is not "before".
            closed_at__lt=survey_round.closed_at,
        )
        .select_related("release")
        .order_by("-closed_at")
        .first()
    )
    if found is None or found.release is None or found.closed_at is None:
        return None
    return Earlier(
        release=found.release.pk,
        closed_on=timezone.localdate(found.closed_at),
        content=found.release.content,
        compared_on=timezone.localdate(now),
    )

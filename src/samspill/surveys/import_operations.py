"""Taking in answers that were given elsewhere: the result is a round like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from samspill.collaborations.public import Collaboration, partners_of
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record
from samspill.surveys.groupings import GroupPlan
from samspill.surveys.models import SurveyRound
from samspill.surveys.operations import draft_of
from samspill.surveys.promises import make_promise_of_a_file
from samspill.surveys.round_settings import RoundSettings, check_plan


@dataclass(frozen=True)
class GivenElsewhere:
    """Answers from a file, counted.

    counts : `people`, and under `items` for each item how many chose each point of the scale, from
        the lowest; an answer that is missing is in `people` alone. With a plan also `groups`: the
        same for each group by its place (as text), and under "" for those who did not say.
    begun_on, ended_on : the first and the last day on which people answered.
    plan : the groups that answers came from, where the file tells.
    """

    counts: Mapping[str, Any]
    begun_on: date
    ended_on: date
    plan: GroupPlan | None = None


@transaction.atomic
def take_in_round(
    collaboration: Collaboration,
    settings: RoundSettings,
    given: GivenElsewhere,
    *,
    by: Actor,
    is_simulated: bool = False,
) -> SurveyRound:
    """Store answers from a file as a closed round, of which nothing has been shown yet. Audited.

    Only counts are stored, never who answered what, so that closing has left no traces. Raises
    `ValueError` when the counts do not fit the items and the scale, the groups were planned with
    another minimum than the round's, or the days are turned round or have not come.
    """
    if not given.begun_on <= given.ended_on <= timezone.localdate():
        message = f"{given.begun_on} to {given.ended_on} is no time in which people have answered"
        raise ValueError(message)
    _check_counts(settings.content, given)
    made = draft_of(collaboration, settings, is_simulated=is_simulated)
    made.is_imported = True
    made.state = SurveyRound.State.CLOSED
    # What has been answered today was answered before now.
    made.closed_at = min(_noon_of(given.ended_on), timezone.now())
    made.opened_at = min(_noon_of(given.begun_on), made.closed_at)
    # Rounds stand in the order in which people were asked.
    made.created_at = made.opened_at
    made.kind = _kind(made)
    made.traces_destroyed_at = timezone.now()
    made.counts = dict(given.counts)
    if given.plan is not None:
        check_plan(made, given.plan)
        made.background = given.plan.background
        made.group_minimum = given.plan.minimum
        made.groups = [{"name": one.name, "asked": {}} for one in given.plan.groups]
    made.promise = make_promise_of_a_file(made)
    made.partners = [{"key": str(one.pk), "name": one.name} for one in partners_of(collaboration)]
    made.save()
    record("take_in_round", made, by=by)
    return made


def _kind(made: SurveyRound) -> str:
    """Return which by the days: old answers can be the first time, although one has asked since."""
    earlier = SurveyRound.objects.filter(
        collaboration=made.collaboration_id,
        instrument_key=made.instrument_key,
        state=SurveyRound.State.PUBLISHED,
        closed_at__lt=made.closed_at,
    )
    return SurveyRound.Kind.FOLLOW_UP if earlier.exists() else SurveyRound.Kind.BASELINE


def _noon_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def _check_counts(content: Mapping[str, Any], given: GivenElsewhere) -> None:
    points = content["scale"]["high"] - content["scale"]["low"] + 1
    groups: Mapping[str, Any] = given.counts.get("groups", {})
    for name, counts in (("all", given.counts), *groups.items()):
        items: Sequence[Sequence[int]] = counts["items"]
        if len(items) != len(content["items"]) or any(len(one) != points for one in items):
            message = f"the counts of {name!r} are not of {len(content['items'])} items on {points}"
            raise ValueError(message)
        if any(min(one) < 0 or sum(one) > counts["people"] for one in items):
            message = f"the counts of {name!r} do not fit {counts['people']} people"
            raise ValueError(message)
    if groups and sum(one["people"] for one in groups.values()) != given.counts["people"]:
        message = "the groups together are not everybody"
        raise ValueError(message)

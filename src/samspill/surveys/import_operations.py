"""Taking in answers that were given elsewhere: the result is a round like any other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record
from samspill.surveys.groupings import GroupPlan
from samspill.surveys.models import SurveyRound
from samspill.surveys.operations import draft_of
from samspill.surveys.promises import make_promise_of_a_file
from samspill.surveys.round_settings import RoundSettings, check_plan, partners_now
from samspill.toolbox.round_content import RoundContent
from samspill.toolbox.round_records import AskedGroup, Counts, encode_all


@dataclass(frozen=True)
class GivenElsewhere:
    """Answers from a file, counted.

    counts : with a plan also of each group; of those who gave no answer, in `people` alone.
    begun_on, ended_on : the first and the last day on which people answered.
    plan : the groups that answers came from, where the file tells.
    """

    counts: Counts
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
    made.counts = given.counts.encode()
    if given.plan is not None:
        check_plan(made, given.plan)
        made.background = given.plan.background
        made.group_minimum = given.plan.minimum
        made.groups = encode_all([AskedGroup(name=one.name) for one in given.plan.groups])
    made.promise = make_promise_of_a_file(made).encode()
    made.partners = partners_now(collaboration)
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


def _check_counts(asked: RoundContent, given: GivenElsewhere) -> None:
    """Raise `ValueError` when the counts are of other items or scales, or groups are left out.

    That no count is larger than the people there were is seen to by `Counts` itself.
    """
    scales = [asked.scale_of(item) for item in asked.items]
    groups = given.counts.groups
    for name, counts in (("all", given.counts), *groups.items()):
        expected = [len(scale.values) for scale in scales]
        if [len(points) for points in counts.items] != expected:
            message = f"the counts of {name!r} are not of {len(scales)} items on their scales"
            raise ValueError(message)
        if any(n and scale.dont_know is None
               for n, scale in zip(counts.dont_know, scales, strict=True)):  # fmt: skip
            message = f"the counts of {name!r} have don't know on a scale without it"
            raise ValueError(message)
    if groups and sum(counts.people for counts in groups.values()) != given.counts.people:
        message = "the groups together are not everybody"
        raise ValueError(message)

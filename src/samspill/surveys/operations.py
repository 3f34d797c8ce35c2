"""Every write to rounds and answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record, step, unaudited
from samspill.participation.public import create_join_code
from samspill.surveys.groupings import GroupPlan
from samspill.surveys.models import Response, SurveyRound, most_answers
from samspill.surveys.promises import make_promise
from samspill.surveys.round_settings import (
    RoundSettings,
    check_can_open,
    keep_up_the_minimum,
    partners_now,
    plan_groups_again,
    take_groups,
    take_settings,
    with_more,
)
from samspill.toolbox.round_records import NumberRaised, encode_all, read_groups


class WrongStateError(Exception):
    """The round is in another state than this needs: somebody closed it first, for instance."""


class FullError(Exception):
    """As many have answered as were asked, in all or in the group that was chosen."""

    def __init__(self, most: int, *, in_group: bool = False) -> None:
        super().__init__(f"{most} were asked, and as many have answered")
        self.most = most
        self.in_group = in_group


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
    Raises `WrongStateError` when the round is no draft any more, and `UnsaidError` when it has not
    been said how many are asked, or a sign is left out for more than may.
    """
    survey_round = locked(survey_round, SurveyRound.State.DRAFT)
    keep_up_the_minimum(survey_round)
    check_can_open(survey_round)
    survey_round.state = SurveyRound.State.OPEN
    survey_round.opened_at = now or timezone.now()
    survey_round.promise = make_promise(survey_round).encode()
    survey_round.partners = partners_now(survey_round.collaboration)
    survey_round.has_enough = survey_round.is_full = False
    survey_round.join_code = create_join_code(with_address=True)
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
    Raises `WrongStateError` when the round is not open, or is an open table, `FullError` when as
    many have answered as were asked, in all or in the group, and `ValueError` when the ratings do
    not fit the round's items and their scales, or there is no such group.
    """
    check_ratings(survey_round, ratings)
    if group is not None and not 0 <= group < len(survey_round.groups):
        message = f"the group {group} is not among the {len(survey_round.groups)} of the round"
        raise ValueError(message)
    limits = _limits_of_open(survey_round)
    if Response.objects.filter(pk=key).exists():
        return False
    _check_has_room(survey_round, limits, group)
    Response.objects.create(pk=key, survey_round=survey_round, ratings=list(ratings), group=group)
    return True


@transaction.atomic
def raise_number(
    survey_round: SurveyRound, more: int, *, partner: str = "", by: Actor
) -> SurveyRound:
    """Let so many more answer than was said, for everybody to see: on the wall, phones and promise.

    `partner` is the key of the partner they come from, where the round asks for background. Raises
    `WrongStateError` when the round is not open, and `ValueError` when there is no such partner in
    a group, or nobody has said how many are asked.
    """
    survey_round = locked(survey_round, SurveyRound.State.OPEN)
    before = survey_round.expected_count
    if before is None or more < 1:
        message = f"{more} more than {before} cannot be asked"
        raise ValueError(message)
    name = ""
    if survey_round.groups:
        survey_round.groups = encode_all(with_more(survey_round.asked_groups, partner, more))
        name = next(asked.name for asked in survey_round.asked_partners if asked.key == partner)
    survey_round.expected_count = before + more
    raised = NumberRaised(at=timezone.now(), before=before, after=before + more, partner=name)
    survey_round.raised = encode_all([*survey_round.raisings, raised])
    survey_round.is_full = False
    survey_round.save(update_fields=["expected_count", "groups", "raised", "is_full"])
    record("raise_number", survey_round, by=by)
    return survey_round


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


@dataclass(frozen=True)
class _Limits:
    """How many answers are taken, in all and in each group; None for no limit."""

    whole: int | None
    groups: tuple[int | None, ...]


def _limits_of_open(survey_round: SurveyRound) -> _Limits:
    """Read under a lock how many may answer; raise `WrongStateError` if the round is not open.

    A few columns, and not the whole round as `locked` does: two hundred phones ask within a minute.
    """
    columns = ("state", "mode", "way_in", "expected_count", "links_made", "groups")
    row = (
        SurveyRound.objects.select_for_update()
        .filter(pk=survey_round.pk)
        .values_list(*columns)
        .first()
    )
    state, mode, way_in, expected, links, groups = row or ("gone", "", "", None, [], [])
    if state != SurveyRound.State.OPEN:
        message = f"this needs a round that is open, and it is {state}"
        raise WrongStateError(message)
    if mode == SurveyRound.Mode.OPEN_TABLE:
        message = "at an open table nobody answers alone"
        raise WrongStateError(message)
    return _Limits(
        whole=most_answers(way_in, expected, links),
        groups=tuple(sum(group.asked.values()) or None for group in read_groups(groups)),
    )


def _check_has_room(survey_round: SurveyRound, limits: _Limits, group: int | None) -> None:
    """Raise `FullError` when as many have answered as were asked, in all or in the group."""
    answers = Response.objects.filter(survey_round=survey_round)
    if limits.whole is not None and answers.count() >= limits.whole:
        raise FullError(limits.whole)
    most = None if group is None else limits.groups[group]
    if most is not None and answers.filter(group=group).count() >= most:
        raise FullError(most, in_group=True)


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

"""What a facilitator decides about a round before it opens, and how a draft takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from msgspec.structs import replace

from samspill.collaborations.public import Collaboration, partners_of
from samspill.surveys.access import lowest_minimum
from samspill.surveys.groupings import GroupPlan, plan_again
from samspill.surveys.models import SurveyRound
from samspill.surveys.own_questions import own_items, with_own
from samspill.toolbox.round_content import RoundContent
from samspill.toolbox.round_records import AskedGroup, AskedPartner, encode_all

# What is left of answers is deleted this long after the follow-up date, whatever became of it.
KEEP_ANSWERS = timedelta(days=90)
# One comes back to a round within two years, or not at all.
LATEST_FOLLOW_UP = timedelta(days=731)
# From so many on, a room needs a sign: not all know each other.
SIGN_FROM = 20


class UnsaidError(ValueError):
    """Something has not been decided that a round needs before it opens: a field of the form."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class RoundSettings:
    """What a facilitator decides about a round before it opens.

    `minimum_group_size` can be raised, never lowered: not under five, and not under what the same
    questions were asked with before in the collaboration.
    """

    content: RoundContent
    purpose: str
    intended_use: str
    follow_up_on: date
    expected_count: int | None = None
    way_in: str = SurveyRound.WayIn.CODE
    minimum_group_size: int = SurveyRound.LOWEST_MINIMUM
    mode: str = SurveyRound.Mode.ANONYMOUS
    written_in: str = "nb"
    # `Sign.ELSEWHERE` for a slice that lets people in by a sign of its own, as a meeting does.
    sign: str = SurveyRound.Sign.SCREEN


def take_settings(survey_round: SurveyRound, settings: RoundSettings) -> None:
    """Write the settings into a draft.

    Raises `ValueError` when the minimum is under five, or one comes back to it in over two years.
    """
    if settings.follow_up_on > timezone.localdate() + LATEST_FOLLOW_UP:
        message = f"a follow-up on {settings.follow_up_on} is more than 24 months ahead"
        raise ValueError(message)
    if settings.minimum_group_size < SurveyRound.LOWEST_MINIMUM:
        message = (
            f"the minimum may be raised, never lowered under {SurveyRound.LOWEST_MINIMUM}; "
            f"got {settings.minimum_group_size}"
        )
        raise ValueError(message)
    survey_round.instrument_key = settings.content.key
    survey_round.instrument_version = settings.content.version
    # What was added by hand stays when the draft is changed.
    own = own_items(survey_round.asked) if survey_round.content else ()
    survey_round.content = with_own(settings.content, own or own_items(settings.content)).encode()
    survey_round.written_in = settings.written_in
    survey_round.purpose = settings.purpose
    survey_round.intended_use = settings.intended_use
    survey_round.follow_up_on = settings.follow_up_on
    survey_round.expected_count = settings.expected_count
    survey_round.mode = settings.mode
    # At an open table nobody comes in alone: the code is enough for the phone that writes.
    is_open_table = settings.mode == SurveyRound.Mode.OPEN_TABLE
    survey_round.way_in = SurveyRound.WayIn.CODE if is_open_table else settings.way_in
    survey_round.sign = settings.sign
    survey_round.minimum_group_size = settings.minimum_group_size
    survey_round.group_minimum = settings.minimum_group_size
    keep_up_the_minimum(survey_round)
    survey_round.delete_answers_on = settings.follow_up_on + KEEP_ANSWERS


def settings_of(survey_round: SurveyRound) -> RoundSettings:
    """Return what has been decided about a draft so far."""
    return RoundSettings(
        content=survey_round.asked,
        purpose=survey_round.purpose,
        intended_use=survey_round.intended_use,
        follow_up_on=survey_round.follow_up_on,
        expected_count=survey_round.expected_count,
        way_in=survey_round.way_in,
        minimum_group_size=survey_round.minimum_group_size,
        mode=survey_round.mode,
        written_in=survey_round.written_in,
        sign=survey_round.sign,
    )


def check_can_open(survey_round: SurveyRound) -> None:
    """Raise `UnsaidError` where a draft lacks what keeps a round from being stuffed."""
    if survey_round.is_open_table or survey_round.way_in == SurveyRound.WayIn.LINK:
        return
    if not survey_round.expected_count:
        message = "how many are asked must be said, so that no more can answer"
        raise UnsaidError("expected_count", message)
    if survey_round.sign == SurveyRound.Sign.NONE and survey_round.expected_count >= SIGN_FROM:
        message = f"the sign can be left out for fewer than {SIGN_FROM}"
        raise UnsaidError("sign", message)


def with_more(groups: Sequence[AskedGroup], partner: str, more: int) -> list[AskedGroup]:
    """Return the groups with so many more asked from a partner; `ValueError` where none has it."""
    if not any(partner in group.asked for group in groups):
        message = f"no group has the partner {partner!r}"
        raise ValueError(message)
    return [
        replace(group, asked={**group.asked, partner: group.asked[partner] + more})
        if partner in group.asked
        else group
        for group in groups
    ]


def partners_now(collaboration: Collaboration) -> list[dict[str, Any]]:
    """Return what a round stores of the partners there are when it opens."""
    return encode_all(
        [AskedPartner(key=str(one.pk), name=one.name) for one in partners_of(collaboration)]
    )


def keep_up_the_minimum(survey_round: SurveyRound) -> None:
    """Raise the minimum to what the same was asked with before, where it is lower."""
    lowest = lowest_minimum(survey_round.collaboration_id, survey_round.instrument_key)
    survey_round.minimum_group_size = max(survey_round.minimum_group_size, lowest)
    survey_round.group_minimum = max(survey_round.group_minimum, survey_round.minimum_group_size)


def take_groups(survey_round: SurveyRound, plan: GroupPlan | None) -> None:
    """Write into a draft which groups it asks about; with None, that it asks about none.

    Raises `ValueError` when the plan is not what the round's own minimum gives.
    """
    if plan is not None:
        check_plan(survey_round, plan)
    survey_round.background = plan.background if plan else SurveyRound.Background.NONE
    survey_round.group_minimum = plan.minimum if plan else survey_round.minimum_group_size
    survey_round.groups = encode_all([one.as_asked() for one in plan.groups]) if plan else []
    if plan:
        survey_round.expected_count = plan.expected_count


def check_plan(survey_round: SurveyRound, plan: GroupPlan) -> None:
    """Raise `ValueError` when groups were planned with another minimum than the round has."""
    partners = {one.pk: one for one in partners_of(survey_round.collaboration)}
    again = plan_again(
        plan.background, [one.asked for one in plan.groups], partners,
        minimum=survey_round.minimum_group_size,
    )  # fmt: skip
    if _with_left_out_of(again, plan) != plan:
        message = (
            f"groups planned for at least {plan.minimum} do not fit a round whose minimum is "
            f"{survey_round.minimum_group_size}, and {again.minimum} between these partners"
        )
        raise ValueError(message)


def _with_left_out_of(again: GroupPlan, plan: GroupPlan) -> GroupPlan:
    """Return a plan made anew with the same number of people who choose no group."""
    return GroupPlan(again.background, again.minimum, again.groups, plan.left_out)


def plan_groups_again(survey_round: SurveyRound) -> None:
    """Plan the groups of a draft anew after its minimum changed; none where they are too small."""
    if not survey_round.background:
        return
    partners = {one.pk: one for one in partners_of(survey_round.collaboration)}
    again = plan_again(
        survey_round.background, [one.asked for one in survey_round.asked_groups], partners,
        minimum=survey_round.minimum_group_size,
    )  # fmt: skip
    in_groups = sum(sum(one.asked.values()) for one in survey_round.asked_groups)
    left_out = max(0, (survey_round.expected_count or 0) - in_groups)
    again = GroupPlan(again.background, again.minimum, again.groups, left_out)
    take_groups(survey_round, again if again.is_possible else None)

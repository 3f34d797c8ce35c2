"""Told before anybody is asked: what could be shown of groups, and what can be done instead.

Nothing here is about answers: there are none yet. The rule is the one that decides afterwards, run
forwards on rounds as they may turn out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from samspill.collaborations.public import Partner
from samspill.readings.public import Remembered, has_other_groups
from samspill.science.groups import UNSAID, divide
from samspill.surveys.groupings import GroupPlan, PlannedGroup, plan_groups
from samspill.surveys.models import SurveyRound
from samspill.toolbox.languages import in_language


@dataclass(frozen=True)
class GroupOutlook:
    """One group: who is in it, and whether it would be shown if all answer, or two of three.

    `answering` is how many two of three are.
    """

    name: str
    answering: int
    is_joined: bool
    is_shown_then: bool
    asked: str
    forecast: str


@dataclass(frozen=True)
class Alternative:
    """Something that can be done instead with one press: what the button sends and does."""

    value: str
    title: str
    text: str


@dataclass(frozen=True)
class Outlook:
    """What can be told of a choice of groups before anybody is asked.

    Where they clash with groups that have been shown before, none of these will be.
    """

    minimum: int
    groups: tuple[GroupOutlook, ...]
    alternatives: tuple[Alternative, ...]
    clashes: bool

    @property
    def is_sure(self) -> bool:
        """Whether every group is shown, also when a third does not answer."""
        return (
            bool(self.groups) and not self.clashes and all(one.is_shown_then for one in self.groups)
        )


def look_ahead(
    plan: GroupPlan,
    partners: Mapping[UUID, Partner],
    asked: Mapping[UUID, int],
    language: str,
    *,
    remembered: Remembered | None = None,
) -> Outlook:
    """Forecast for each group whether it would be shown; where one may not be, what to do instead.

    Parameters
    ----------
    plan : the groups, small ones joined; none where they would be too small.
    partners : the partners of the collaboration.
    asked : how many are asked from each partner.
    remembered : what has been shown of the collaboration before. Other groups of the same people
        clash with these: laid side by side, they could tell what the few between them answered.
    """
    clashes = has_other_groups(
        remembered or Remembered(),
        [group.name for group in plan.groups],
        [group.asked for group in plan.groups],
        minimum=plan.minimum,
    )
    sizes = [group.expected for group in plan.groups]
    then = [2 * size // 3 for size in sizes]
    shown, shown_then = _are_shown(sizes, plan.minimum), _are_shown(then, plan.minimum)
    # Those who choose no group are at least those who have none, and one who skips the question.
    if_skipped = _are_shown(sizes, plan.minimum, unsaid=max(1, plan.left_out))
    groups = tuple(
        GroupOutlook(
            name=in_language(group.name, language),
            answering=then[place],
            is_joined=group.is_joined,
            is_shown_then=shown_then[place],
            asked=_who_is_asked(group, partners, plan.minimum),
            forecast=_forecast(
                then[place],
                if_all=shown[place],
                if_two_of_three=shown_then[place],
                if_skipped=if_skipped[place],
            ),
        )
        for place, group in enumerate(plan.groups)
    )
    outlook = Outlook(plan.minimum, groups, (), clashes)
    if outlook.is_sure:
        return outlook
    return replace(outlook, alternatives=_alternatives(plan, partners, asked, language))


def _who_is_asked(group: PlannedGroup, partners: Mapping[UUID, Partner], minimum: int) -> str:
    asked = _("%(asked)s are asked. The group is shown if at least %(minimum)s answer.") % {
        "asked": group.expected,
        "minimum": minimum,
    }
    if not group.is_joined:
        return asked
    why_joined = _("Each of them would be too small alone.")
    members = ", ".join(f"{partners[UUID(key)].name} {size}" for key, size in group.asked.items())
    return f"{asked} {why_joined} {members}."


def _forecast(answering: int, *, if_all: bool, if_two_of_three: bool, if_skipped: bool) -> str:
    """Tell whether a group would be shown if all answer, and if so many do."""
    all_of_them = (
        _("If all answer: shown.") if if_all else _("If all answer: shown together with another.")
    )
    fewer = (
        _("If two of three answer, %(answering)s people: shown.")
        if if_two_of_three
        else _(
            "If two of three answer, %(answering)s people: shown together with another, if at all."
        )
    )
    said = f"{all_of_them} {fewer % {'answering': answering}}"
    if if_all and not if_skipped:
        skipped = _("If one person skips the question: shown together with those who did not say.")
        return f"{said} {skipped}"
    return said


def _are_shown(sizes: list[int], minimum: int, *, unsaid: int = 0) -> list[bool]:
    """Return which groups would stand by themselves if so many answered."""
    counted = {str(place): size for place, size in enumerate(sizes)}
    if unsaid:
        counted[UNSAID] = unsaid
    division = divide(counted, minimum=minimum)
    units = division.units if division else ()
    alone = {unit[0] for unit in units if len(unit) == 1}
    return [str(place) in alone for place in range(len(sizes))]


def _alternatives(
    plan: GroupPlan, partners: Mapping[UUID, Partner], asked: Mapping[UUID, int], language: str
) -> tuple[Alternative, ...]:
    backgrounds = SurveyRound.Background
    by_partner = plan.background == backgrounds.PARTNER
    other = backgrounds.KIND if by_partner else backgrounds.PARTNER
    instead = plan_groups(other, partners, asked, minimum=plan.minimum)
    found = []
    if instead.is_possible:
        title = _("Compare kinds of partners") if by_partner else _("Compare partners")
        names = ", ".join(
            f"{in_language(one.name, language)} ({one.expected})" for one in instead.groups
        )
        text = _("These groups can be chosen: %(names)s.") % {"names": names}
        found.append(Alternative(other.value, title, text))
    return (
        *found,
        Alternative(
            "nothing",
            _("Ask nothing about background"),
            _(
                "Everybody answers as one room. On the big screen you can let the tables guess "
                "what the room answered before you show it."
            ),
        ),
        Alternative(
            "open_table",
            _("Meet at an open table"),
            _("People read their scores aloud, so you hear who sees it how. It is not anonymous."),
        ),
    )

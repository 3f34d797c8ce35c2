"""The background question: the groups to choose among, decided before anybody is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from samspill.collaborations.public import Partner
from samspill.readings.public import in_every_language
from samspill.science.groups import MINIMUM_ACROSS_THE_LINE, merge_small_groups, minimum_for
from samspill.surveys.models import SurveyRound
from samspill.toolbox import languages
from samspill.toolbox.languages import LocalizedText, in_language
from samspill.toolbox.round_records import AskedGroup

# More names than this in one group are hard to read on a phone.
MOST_NAMES = 3
THE_LINE = (Partner.Kind.POLITICAL_LEADERSHIP.value, Partner.Kind.ADMINISTRATION.value)
# The two sides of the line, as groups of their own.
SIDES = ("politics", "administration")
# There are few of these in a municipality: shown from as many as across the line.
LEADERS = {Partner.Kind.NEAREST_LEADERS.value, Partner.Kind.TOP_LEADERS.value}


@dataclass(frozen=True)
class PlannedGroup:
    """One group to choose: its name in every language, and how many are asked from whom."""

    name: LocalizedText
    asked: dict[str, int]
    is_joined: bool

    @property
    def expected(self) -> int:
        return sum(self.asked.values())

    def as_asked(self) -> AskedGroup:
        return AskedGroup(name=self.name, asked=self.asked)


@dataclass(frozen=True)
class GroupPlan:
    """The groups that a round can ask about; none where they would be too small."""

    background: str
    minimum: int
    groups: tuple[PlannedGroup, ...]
    # How many are asked who choose no group, since theirs would be too small to show.
    left_out: int = 0

    @property
    def is_possible(self) -> bool:
        return bool(self.groups)

    @property
    def expected_count(self) -> int:
        return sum(group.expected for group in self.groups) + self.left_out


def plan_line(asked: Mapping[str, int], *, minimum: int) -> GroupPlan:
    """Return politics and administration as the two groups, whichever partner people come from."""
    smallest = max(minimum, MINIMUM_ACROSS_THE_LINE)
    names = {key: in_every_language(partial(_side_name, key)) for key in SIDES}
    groups = merge_small_groups({key: asked.get(key, 0) for key in SIDES}, minimum=smallest)
    return GroupPlan(
        SurveyRound.Background.LINE,
        smallest,
        tuple(
            PlannedGroup(name=names[key], asked={key: asked[key]}, is_joined=False)
            for (key,) in groups
        ),
    )


def plan_groups(
    background: str,
    partners: Mapping[UUID, Partner],
    expected: Mapping[UUID, int],
    *,
    minimum: int,
    leave_out_small: bool = False,
) -> GroupPlan:
    """Return the groups that people can choose among, small ones joined or left out.

    Parameters
    ----------
    background : by partner, or by kind of partner.
    partners : the partners of the collaboration.
    expected : how many are asked from each partner.
    minimum : the round's smallest group that is shown; higher across the political line.
    leave_out_small : whether those from a group that is too small answer without one, instead of
        being joined with others.
    """
    by_kind = background == SurveyRound.Background.KIND
    asked: dict[str, dict[str, int]] = {}
    names: dict[str, LocalizedText] = {}
    for key, partner in partners.items():
        if expected.get(key):
            group = partner.kind if by_kind else str(key)
            asked.setdefault(group, {})[str(key)] = expected[key]
            names[group] = (
                _kind_name(partner) if by_kind else dict.fromkeys(languages.LANGUAGES, partner.name)
            )
    kinds = sorted({partners[UUID(key)].kind for one in asked.values() for key in one})
    smallest = minimum_for(kinds, minimum=minimum, across=THE_LINE)
    if LEADERS.intersection(kinds):
        smallest = max(smallest, MINIMUM_ACROSS_THE_LINE)
    sizes = {group: sum(one.values()) for group, one in asked.items()}
    left_out = [size for size in sizes.values() if size < smallest] if leave_out_small else []
    if leave_out_small:
        sizes = {group: size for group, size in sizes.items() if size >= smallest}
    groups = tuple(
        PlannedGroup(
            name=_joined_name([names[one] for one in group]),
            asked={key: size for one in group for key, size in asked[one].items()},
            is_joined=len(group) > 1,
        )
        for group in merge_small_groups(sizes, minimum=smallest)
    )
    return GroupPlan(background, smallest, groups, left_out=sum(left_out) if groups else 0)


def plan_again(
    background: str,
    asked: Sequence[Mapping[str, int]],
    partners: Mapping[UUID, Partner],
    *,
    minimum: int,
) -> GroupPlan:
    """Plan from how many each group says are asked, for this minimum."""
    if background == SurveyRound.Background.LINE:
        return plan_line({key: size for one in asked for key, size in one.items()}, minimum=minimum)
    expected = {UUID(key): size for one in asked for key, size in one.items()}
    return plan_groups(background, partners, expected, minimum=minimum)


def _side_name(key: str, _language: str) -> str:
    return _("Politics") if key == "politics" else _("The administration")


def _kind_name(partner: Partner) -> LocalizedText:
    label = Partner.Kind(partner.kind).label
    return in_every_language(lambda _language: str(label))


def _joined_name(names: Sequence[LocalizedText]) -> LocalizedText:
    """Name a joined group by those in it, or as the others when they are many."""
    if len(names) == 1:
        return names[0]
    if len(names) > MOST_NAMES:
        return in_every_language(lambda _language: _("The other partners"))
    return in_every_language(
        lambda language: (
            _("%(first)s and %(last)s")
            % {
                "first": ", ".join(in_language(one, language) for one in names[:-1]),
                "last": in_language(names[-1], language),
            }
        )
    )

"""What may be shown of a file of answers: everybody, and each group."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from samspill.lab.answer_files import AnswerCounts, GroupCount
from samspill.lab.command_options import Question
from samspill.readings.wording import ItemWords, ScaleWords, describe_item
from samspill.science.disclosure import (
    ShownDistribution,
    hidden_groups,
    show_distribution,
    withhold,
)
from samspill.science.distributions import Distribution
from samspill.science.reading_order import ReadingOrder, read_items
from samspill.science.scales import ResponseScale

LONGEST_NUMBER = 18


@dataclass(frozen=True)
class ItemResult:
    item: str
    is_reversed: bool
    shown: ShownDistribution
    words: ItemWords
    missing: int | None


@dataclass(frozen=True)
class GroupResult:
    """What is shown of one group, or of everybody. No name: the group column was empty."""

    name: str | None
    room: ShownDistribution
    items: tuple[ItemResult, ...]
    reading: ReadingOrder

    @property
    def is_hidden(self) -> bool:
        return self.room.form == "hidden"


def read_total(counted: AnswerCounts, question: Question) -> GroupResult:
    return _read_group("", counted.total(), question=question)


def read_groups(counted: AnswerCounts, question: Question) -> tuple[GroupResult, ...]:
    """Read every group; what could be found by subtraction from the total is withheld."""
    if question.wanted.by is None:
        return ()
    groups = counted.groups
    whole = hidden_groups(
        {name: group.respondents for name, group in groups.items()}, minimum=question.minimum
    )
    withheld: dict[str, set[int]] = {name: set() for name in groups}
    # Where some skipped an item, that item can have other groups too small than the rest.
    for item in range(len(question.wanted.items)):
        sizes = {
            name: group.distribution(item, question.wanted.scale).n
            for name, group in groups.items()
        }
        for name in whole | hidden_groups(sizes, minimum=question.minimum):
            withheld[name].add(item)
    return tuple(
        _read_group(
            name,
            groups[name],
            question=question,
            withheld=frozenset(withheld[name]),
            is_withheld=name in whole,
        )
        for name in sorted(groups, key=group_order)
    )


def group_order(name: str) -> tuple[bool, int, str]:
    """Numbers as numbers, then names, and those who have not stated any last."""
    return not name, int(name) if name.isdecimal() and len(name) < LONGEST_NUMBER else -1, name


def _read_group(
    name: str,
    group: GroupCount,
    *,
    question: Question,
    withheld: frozenset[int] = frozenset(),
    is_withheld: bool = False,
) -> GroupResult:
    scale = question.wanted.scale
    everybody = Distribution(scale, (group.respondents, *[0] * (scale.points - 1)), missing=0)
    room = _shown(everybody, question, is_withheld=is_withheld)
    distributions = [group.distribution(i, scale) for i in range(len(question.wanted.items))]
    for index, item in enumerate(question.wanted.items):
        if item in question.wanted.reversed_items:
            d = distributions[index]
            distributions[index] = Distribution(scale, d.counts[::-1], d.missing)
    shown = [
        _shown(d, question, is_withheld=index in withheld) for index, d in enumerate(distributions)
    ]
    items = tuple(
        ItemResult(
            item=item,
            is_reversed=item in question.wanted.reversed_items,
            shown=drawing,
            words=describe_item(drawing, _scale_words(scale)),
            missing=None if drawing.n is None or room.n is None else room.n - drawing.n,
        )
        for item, drawing in zip(question.wanted.items, shown, strict=True)
    )
    return GroupResult(name or None, room, items, read_items(shown))


def _shown(d: Distribution, question: Question, *, is_withheld: bool) -> ShownDistribution:
    if is_withheld:
        return withhold(d.scale, minimum=question.minimum)
    return show_distribution(d, minimum=question.minimum)


def _scale_words(scale: ResponseScale) -> ScaleWords:
    return ScaleWords(
        points=tuple(str(point) for point in range(scale.low, scale.high + 1)),
        low=_("{share} answer low on the scale."),
        middle=_("{share} answer in the middle of the scale."),
        high=_("{share} answer high on the scale."),
        low_short=_("{share} low"),
        high_short=_("{share} high"),
    )

"""Every read that a page about a file of answers needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec.structs import asdict

from samspill.collaborations.public import Collaboration
from samspill.imports.access import AnswerFile
from samspill.imports.recognition import NO_ANSWER, columns_by_wording
from samspill.surveys.public import Askable, GivenElsewhere, GroupPlan, SurveyRound, plan_groups
from samspill.toolbox.languages import in_language
from samspill.toolbox.round_content import DONT_KNOW, ScaleContent
from samspill.toolbox.round_records import Counts, GroupCounts, read_group_counts


@dataclass(frozen=True)
class Heading:
    """A column as it is named on a page: "F – We listen to each other"."""

    place: int
    letter: str
    name: str

    def __str__(self) -> str:
        return f"{self.letter} – {self.name}" if self.name else self.letter


def headings(answer_file: AnswerFile) -> list[Heading]:
    """Return the columns of a file, with the letters that a spreadsheet gives them."""
    columns = answer_file.found["columns"]
    return [Heading(place, _letter(place), column["name"]) for place, column in enumerate(columns)]


def has_no_headings(answer_file: AnswerFile) -> bool:
    """Tell whether the row of headings looks like one more person: most of it stands below, too.

    That person would be lost without a word.
    """
    columns = [column for column in answer_file.found["columns"] if column["values"]]
    said_below = [column for column in columns if column["name"] in column["values"]]
    return 2 * len(said_below) > len(columns) > 0


def likeliest(answer_file: AnswerFile, contents: Mapping[str, Askable]) -> str:
    """Return the key of what was most likely asked: what has most of its wordings as headings.

    By the wordings alone, and never by how many columns there are or in which order. Where no
    heading is any of them, what is chosen first.
    """
    columns = answer_file.found["columns"]

    def fit(key: str) -> tuple[int, float]:
        matches = columns_by_wording(columns, contents[key].content)
        there = sum(match is not None for match in matches)
        return there, there / len(matches)

    return max(contents, key=fit)


def texts_in(answer_file: AnswerFile, columns: Sequence[int]) -> list[str]:
    """Return the different texts that stand in these columns, numbers first and in order."""
    described = answer_file.found["columns"]
    texts = {text for place in columns for text in described[place]["values"] or ()}
    return sorted(texts, key=_in_order)


@dataclass(frozen=True)
class TextsOnAScale:
    """The different texts in the columns of the statements that are on one scale."""

    scale: ScaleContent
    heading: str
    texts: Sequence[str]


def texts_on_scales(answer_file: AnswerFile) -> list[TextsOnAScale]:
    """Return for each scale that is used the texts to place on it."""
    asked, choices = answer_file.asked, answer_file.choices
    used = []
    for scale in asked.scales:
        places = [place for place, item in enumerate(asked.items) if item.scale == scale.key]
        if places:
            columns = [
                column
                for place in places
                if (column := choices["items"][place]["column"]) is not None
            ]
            is_one_of_several = len(places) < len(asked.items)
            heading = _answers_to(places) if is_one_of_several else _("The answers")
            used.append(TextsOnAScale(scale, heading, texts_in(answer_file, columns)))
    return used


def _answers_to(places: Sequence[int]) -> str:
    numbers = ", ".join(str(place + 1) for place in places)
    return _("The answers to number %(numbers)s") % {"numbers": numbers}


@dataclass(frozen=True)
class ReadAs:
    """What each text is read as on one scale; empty for no answer."""

    heading: str
    meanings: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Preview:
    """What a file comes to: how many rows count, and which groups can be compared."""

    people: int
    left_out: int
    matches: Sequence[Match]
    readings: Sequence[ReadAs]
    # None where no column tells of groups; a plan that is not possible where they are too small.
    plan: GroupPlan | None

    @property
    def sentence(self) -> str:
        """Say how many rows count, and how many do not."""
        counted = ngettext(
            "%(people)s row with answers.", "%(people)s rows with answers.", self.people
        ) % {"people": self.people}
        if not self.left_out:
            return counted
        left_out = ngettext(
            "%(rows)s row without any answer is left out.",
            "%(rows)s rows without any answer are left out.",
            self.left_out,
        ) % {"rows": self.left_out}
        return f"{counted} {left_out}"

    @property
    def is_too_small(self) -> bool:
        """Tell whether so few have answered that nothing will be shown."""
        return self.people < SurveyRound.LOWEST_MINIMUM


@dataclass(frozen=True)
class Match:
    """One item, and the heading of the column it is read from."""

    item: str
    heading: str
    is_reversed: bool


def preview(answer_file: AnswerFile, plan: GroupPlan | None, language: str) -> Preview:
    """Return what will be taken in, in the words of the page."""
    asked, choices = answer_file.asked, answer_file.choices
    named = headings(answer_file)
    points = answer_file.points_on_scales
    return Preview(
        people=sum(group["people"] for group in answer_file.counts["groups"].values()),
        left_out=answer_file.counts["left_out"],
        matches=[
            Match(
                in_language(item.text, language),
                _("no column: nobody was asked")
                if choice["column"] is None
                else str(named[choice["column"]]),
                choice["reversed"],
            )
            for item, choice in zip(asked.items, choices["items"], strict=True)
        ],
        readings=[
            ReadAs(
                part.heading,
                [
                    (text, _meaning(part.scale, place, language))
                    for text, place in points[part.scale.key].items()
                ],
            )
            for part in texts_on_scales(answer_file)
        ],
        plan=plan,
    )


def _meaning(scale: ScaleContent, place: int | None, language: str) -> str:
    if place is None:
        return _("No answer")
    if place == DONT_KNOW:
        return in_language(scale.dont_know or {}, language)
    return in_language(scale.points, language)[place]


def group_plan(
    answer_file: AnswerFile, partners: Mapping[Any, Any], *, minimum: int
) -> GroupPlan | None:
    """Return the groups of the file, small ones joined; None where no column tells of groups."""
    group = answer_file.choices.get("group")
    if not group:
        return None
    counted = answer_file.counts["groups"]
    sizes = {key: counted.get(str(key), {}).get("people", 0) for key in partners}
    return plan_groups(group["background"], partners, sizes, minimum=minimum)


def counts_for(answer_file: AnswerFile, plan: GroupPlan | None) -> Counts:
    """Return the counts as a round keeps them: in all, and in each group of a possible plan."""
    counted = {key: read_group_counts(heap) for key, heap in answer_file.counts["groups"].items()}
    counts = _added(list(counted.values()))
    if plan is None or not plan.is_possible:
        return Counts(**asdict(counts))
    of = {key: str(place) for place, group in enumerate(plan.groups) for key in group.asked}
    heaps: dict[str, list[GroupCounts]] = {}
    for key, heap in counted.items():
        heaps.setdefault(of.get(key, ""), []).append(heap)
    groups = {place: _added(those) for place, those in heaps.items()}
    return Counts(**asdict(counts), groups=groups)


def _added(heaps: Sequence[GroupCounts]) -> GroupCounts:
    return GroupCounts(
        people=sum(heap.people for heap in heaps),
        items=tuple(
            tuple(sum(counts) for counts in zip(*rows, strict=True))
            for rows in zip(*(heap.items for heap in heaps), strict=True)
        ),
        dont_know=tuple(
            sum(counts) for counts in zip(*(heap.dont_know for heap in heaps), strict=True)
        ),
    )


def given(
    answer_file: AnswerFile, plan: GroupPlan | None, days: Mapping[str, Any]
) -> GivenElsewhere:
    """Return what the round is made of."""
    return GivenElsewhere(
        counts=counts_for(answer_file, plan),
        begun_on=days["begun_on"],
        ended_on=days["ended_on"],
        plan=plan if plan is not None and plan.is_possible else None,
    )


def as_places(points: Mapping[str, str], low: int) -> dict[str, int | None]:
    """Return for each text its place on the scale from 0, `DONT_KNOW`, or None for no answer."""
    beside: dict[str, int | None] = {NO_ANSWER: None, str(DONT_KNOW): DONT_KNOW}
    return {
        text: beside[point] if point in beside else int(point) - low
        for text, point in points.items()
    }


def _in_order(text: str) -> tuple[int, int, str]:
    """Numbers first, by their size; then words."""
    return (0, len(text), text) if text.isdecimal() else (1, 0, text)


def _letter(place: int) -> str:
    """Return what a spreadsheet calls a column: A, B, …, Z, AA, AB."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def files_on_their_way(collaboration: Collaboration) -> list[AnswerFile]:
    """Return the files of a collaboration that have not become rounds yet."""
    files = AnswerFile.objects.filter(collaboration=collaboration)
    return list(files.exclude(state=AnswerFile.State.REMOVED))

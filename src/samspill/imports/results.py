"""Every read that a page about a file of answers needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.collaborations.public import Collaboration
from samspill.imports.access import AnswerFile
from samspill.imports.recognition import NO_ANSWER, guess_columns
from samspill.surveys.public import (
    Askable,
    GivenElsewhere,
    GroupPlan,
    SurveyRound,
    plan_groups,
)


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
    columns = [one for one in answer_file.found["columns"] if one["values"]]
    said_below = [one for one in columns if one["name"] in one["values"]]
    return 2 * len(said_below) > len(columns) > 0


def likeliest(answer_file: AnswerFile, contents: Mapping[str, Askable]) -> str:
    """Return the key of what was most likely asked: most of its items have a column."""
    columns = answer_file.found["columns"]

    def fit(key: str) -> float:
        guesses = guess_columns(columns, contents[key].content)
        return sum(one is not None for one in guesses) / len(guesses)

    return max(contents, key=fit)


def texts_in(answer_file: AnswerFile, columns: Sequence[int]) -> list[str]:
    """Return the different texts that stand in these columns, numbers first and in order."""
    found = answer_file.found["columns"]
    texts = {text for place in columns for text in found[place]["values"] or ()}
    return sorted(texts, key=_in_order)


@dataclass(frozen=True)
class Preview:
    """What a file comes to: how many rows count, and which groups can be compared."""

    people: int
    left_out: int
    matches: Sequence[Match]
    readings: Sequence[tuple[str, str]]
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
    choices = answer_file.choices
    content = choices["content"]
    named = headings(answer_file)
    points = content["scale"]["points"][language]
    return Preview(
        people=sum(one["people"] for one in answer_file.counts["groups"].values()),
        left_out=answer_file.counts["left_out"],
        matches=[
            Match(item["text"][language], str(named[one["column"]]), one["reversed"])
            for item, one in zip(content["items"], choices["items"], strict=True)
        ],
        readings=[
            (text, _("No answer") if place is None else points[place])
            for text, place in choices["points"].items()
        ],
        plan=plan,
    )


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


def counts_for(answer_file: AnswerFile, plan: GroupPlan | None) -> dict[str, Any]:
    """Return the counts as a round keeps them: in all, and in each group of a possible plan."""
    counted = answer_file.counts["groups"]
    counts = _added(list(counted.values()))
    if plan is None or not plan.is_possible:
        return counts
    of = {key: str(place) for place, one in enumerate(plan.groups) for key in one.asked}
    heaps: dict[str, list[dict[str, Any]]] = {}
    for key, heap in counted.items():
        heaps.setdefault(of.get(key, ""), []).append(heap)
    return {**counts, "groups": {place: _added(found) for place, found in heaps.items()}}


def _added(heaps: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "people": sum(one["people"] for one in heaps),
        "items": [
            [sum(counts) for counts in zip(*rows, strict=True)]
            for rows in zip(*(one["items"] for one in heaps), strict=True)
        ],
    }


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
    """Return for each text its place on the scale from 0, or None for no answer."""
    return {
        text: None if point == NO_ANSWER else int(point) - low for text, point in points.items()
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
    found = AnswerFile.objects.filter(collaboration=collaboration)
    return list(found.exclude(state=AnswerFile.State.REMOVED))

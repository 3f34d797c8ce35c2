"""What is said on the page of a reading, around the statements and in each closed row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samspill.foundation.ui.drawing import DistributionFigure
from samspill.foundation.ui.legends import Legend, legend_of
from samspill.readings.public import ItemReading, RoundReading
from samspill.surveys.models import SurveyRound
from samspill.surveys.own_questions import is_own
from samspill.surveys.reading_facts import Fact, facts
from samspill.surveys.reading_lead import lead
from samspill.surveys.results import RoundSummary


@dataclass(frozen=True)
class Row:
    """One statement, closed: everything a council needs of it, in a line."""

    item: ItemReading
    line: str
    # Beside the drawing on paper: the middle, where there is one.
    middle: str
    is_own: bool = False


@dataclass(frozen=True)
class RowSection:
    """Rows that are read together, under what they have in common."""

    key: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class ReadingPage:
    """The sentences of the page, in the language that it is shown in."""

    lead: tuple[SafeString, ...]
    facts: tuple[Fact, ...]
    sections: tuple[RowSection, ...]
    rows_title: str
    scale_note: str
    # What is talked about first, drawn once more: its key is its own on the page.
    first_figure: DistributionFigure | None
    # The statements that groups see differently, drawn group by group on paper.
    apart: tuple[ItemReading, ...]
    way_of_asking: str
    promise_title: str
    closing: str
    legend: Legend | None
    asks_questions: bool


def read_page(
    reading: RoundReading, survey_round: SurveyRound, summary: RoundSummary
) -> ReadingPage:
    """Return what the page of a reading says around its statements."""
    asks_questions = survey_round.asked.kind == "questions"
    return ReadingPage(
        lead=lead(reading),
        facts=facts(reading, survey_round, summary),
        sections=tuple(_sections(reading)),
        rows_title=_("All the questions") if asks_questions else _("All the statements"),
        scale_note=_scale_note(reading),
        first_figure=replace(reading.first.figure, key="first") if reading.first else None,
        apart=tuple(item for item in reading.items if item.groups_say == "groups_differ"),
        way_of_asking=_way_of_asking(survey_round),
        promise_title=_("About the answers")
        if survey_round.is_imported
        else _("The promise to those who answered"),
        closing=_closing(survey_round, summary),
        legend=_legend(reading),
        asks_questions=asks_questions,
    )


def _sections(reading: RoundReading) -> Iterator[RowSection]:
    others = (
        _("The rest")
        if reading.strong or reading.low or reading.wide
        else _("In the order they were asked")
    )
    in_words = not any(item.figure.has_drawing for item in reading.low)
    listed: Sequence[tuple[str, str, tuple[ItemReading, ...]]] = (
        ("strong", _("Strong"), reading.strong),
        ("low", _("Low") if in_words else _("Lowest"), reading.low),
        ("wide", _("Seen differently"), reading.wide),
        ("others", others, reading.others),
    )
    for key, title, items in listed:
        if items:
            yield RowSection(key, title, tuple(_row(item, reading) for item in items))


def _row(item: ItemReading, reading: RoundReading) -> Row:
    return Row(
        item=item,
        line=" ".join(filter(None, _line(item, reading))),
        middle=item.middle_short if item.has_middle else _("not shown"),
        is_own=is_own(item.key),
    )


def _line(item: ItemReading, reading: RoundReading) -> Iterator[str]:
    """Say what a statement comes to: its shape, its shares, its groups and what has moved."""
    if item.has_camps:
        yield _("You are split in two.")
    yield item.finding
    if item.figure.has_drawing and not item.has_camps:
        yield item.spread
    if item.groups_say == "groups_differ":
        yield item.group_words
    if item.change == "higher":
        yield _("Higher than in %(when)s.") % {"when": reading.since_when}
    if item.change == "lower":
        yield _("Lower than in %(when)s.") % {"when": reading.since_when}
    yield item.dont_know


def _scale_note(reading: RoundReading) -> str:
    """Say from which answer to which the small drawings run, where all are on one scale."""
    labels = {item.labels for item in reading.items}
    if len(labels) != 1 or not reading.has_figures:
        return ""
    (points,) = labels
    return _("From “%(lowest)s” on the left to “%(highest)s” on the right.") % {
        "lowest": points[0],
        "highest": points[-1],
    }


def _way_of_asking(survey_round: SurveyRound) -> str:
    if survey_round.is_open_table:
        return _("Open table")
    return _("Answers from a file") if survey_round.is_imported else _("Anonymous round")


def _closing(survey_round: SurveyRound, summary: RoundSummary) -> str:
    if summary.closed_on is None:
        return ""
    text = (
        _("The last answer was given on %(day)s or before. The result does not change.")
        if survey_round.is_imported
        else _("The round was closed on %(day)s. The result does not change.")
    )
    return text % {"day": date_format(summary.closed_on, "DATE_FORMAT")}


def _legend(reading: RoundReading) -> Legend | None:
    if not reading.has_figures:
        return None
    return legend_of(
        tenths=reading.in_tenths or not reading.in_fifths,
        fifths=reading.in_fifths,
        middle=reading.has_middle,
        interval=reading.has_interval,
        change=reading.has_ring,
    )

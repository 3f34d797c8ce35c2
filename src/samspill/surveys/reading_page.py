"""What is said on the page of a reading, around the statements themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samspill.foundation.ui.legends import Legend, legend_of
from samspill.foundation.ui.markup import filled
from samspill.readings.public import RoundReading
from samspill.surveys.models import SurveyRound
from samspill.surveys.results import RoundSummary


@dataclass(frozen=True)
class ReadingPage:
    """The sentences of the page, in the language that it is shown in.

    `finding` is what the whole comes to, and `since` what has moved since last time; between the
    two stands the way to what should be talked about first.
    """

    finding: tuple[SafeString, ...]
    since: tuple[SafeString, ...]
    way_of_asking: str
    promise_title: str
    closing: str
    table_note: str
    legend: Legend | None


def read_page(
    reading: RoundReading, survey_round: SurveyRound, summary: RoundSummary
) -> ReadingPage:
    """Return what the page of a reading says around its statements."""
    return ReadingPage(
        finding=tuple(_finding(reading)),
        since=tuple(_since(reading)),
        way_of_asking=_way_of_asking(survey_round),
        promise_title=_("About the answers")
        if survey_round.is_imported
        else _("The promise to those who answered"),
        closing=_closing(survey_round, summary),
        table_note=_table_note(reading),
        legend=_legend(reading),
    )


def _finding(reading: RoundReading) -> Iterator[SafeString]:
    if reading.strong:
        text = _("You agree that this is <strong>strong</strong>: %(themes)s.")
        yield filled(text, themes=reading.strong_themes)
    if reading.low:
        text = _("<strong>Lowest</strong> in this round: %(themes)s.")
        yield filled(text, themes=reading.low_themes)
    if reading.wide:
        text = _("You see it <strong>most differently</strong> here: %(themes)s.")
        yield filled(text, themes=reading.wide_themes)


def _since(reading: RoundReading) -> Iterator[SafeString]:
    when = reading.since_when
    if not when:
        return
    if not reading.since_comparable:
        yield filled(_("It cannot be compared with %(when)s."), when=when)
        return
    if not reading.higher and not reading.lower:
        text = _("Too little to say whether anything has changed since %(when)s.")
        yield filled(text, when=when)
    if reading.higher:
        text = _("<strong>Higher</strong> than in %(when)s: %(themes)s.")
        yield filled(text, when=when, themes=reading.higher_themes)
    if reading.lower:
        text = _("<strong>Lower</strong> than in %(when)s: %(themes)s.")
        yield filled(text, when=when, themes=reading.lower_themes)


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


def _table_note(reading: RoundReading) -> str:
    """Say what the numbers of the table are: shares that have been rounded."""
    if reading.in_fifths and reading.in_tenths:
        shares = _("Tenths of the answers, rounded; fifths where fewer have answered.")
    elif reading.in_fifths:
        shares = _("Fifths of the answers, rounded.")
    else:
        shares = _("Tenths of the answers, rounded.")
    few = _("«few» means few or none.")
    return f"{shares} {few}"


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

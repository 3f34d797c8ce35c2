"""What is said on the facilitator's page of a round: facts, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samspill.science.disclosure import FIFTHS_FROM, TENTHS_FROM
from samspill.surveys.models import SurveyRound
from samspill.surveys.results import RoundSummary


@dataclass(frozen=True)
class Fact:
    """One thing about a round: what it is called, and what it is."""

    heading: str
    text: str


@dataclass(frozen=True)
class RoundPage:
    """The sentences of the page, in the language that it is shown in."""

    facts: tuple[str, ...]
    about: tuple[Fact, ...]
    way_to_groups: str
    before_closing: str
    about_sign: str
    nothing_is_left: bool
    promise_title: str
    can_be_said: str


def round_page(
    survey_round: SurveyRound, summary: RoundSummary, group_names: Sequence[str]
) -> RoundPage:
    """Return what the page of a round says of it."""
    return RoundPage(
        facts=tuple(_facts(survey_round, summary)),
        about=(
            *_why_and_how(survey_round),
            *_who_is_asked(survey_round, group_names),
            Fact(_("Needed before anything is shown"), _needed(survey_round)),
            _deletion(survey_round),
        ),
        way_to_groups=_("Change which groups to compare")
        if survey_round.groups
        else _("Compare groups"),
        before_closing=_before_closing(survey_round),
        about_sign=_about_sign(survey_round),
        nothing_is_left=survey_round.answers_deleted_at is not None
        and survey_round.picture_id is None,
        promise_title=_("About the answers")
        if survey_round.is_imported
        else _("The promise to those who answer"),
        can_be_said=_can_be_said(survey_round),
    )


def _facts(survey_round: SurveyRound, summary: RoundSummary) -> Iterator[str]:
    first, last = summary.opened_on, summary.closed_on
    if survey_round.is_imported:
        yield _("Answers from a file")
        yield _("Given %(first)s to %(last)s") % {"first": _day(first), "last": _day(last)}
        return
    if first:
        yield _("Opened %(day)s") % {"day": _day(first)}
    if last:
        yield _("Closed %(day)s") % {"day": _day(last)}


def _why_and_how(survey_round: SurveyRound) -> Iterator[Fact]:
    yield Fact(_("Why you ask"), survey_round.purpose)
    yield Fact(_("What it is used for"), survey_round.intended_use)
    yield Fact(_("You come back to it"), _day(survey_round.follow_up_on))
    if not survey_round.is_imported:
        yield Fact(_("How people answer"), str(SurveyRound.Mode(survey_round.mode).label))


def _who_is_asked(survey_round: SurveyRound, group_names: Sequence[str]) -> Iterator[Fact]:
    if group_names:
        chosen = _("Groups to choose among")
        heading = _("Groups to compare") if survey_round.is_imported else chosen
        yield Fact(heading, " · ".join(group_names))
    if survey_round.expected_count:
        yield Fact(_("Asked"), str(survey_round.expected_count))


def _needed(survey_round: SurveyRound) -> str:
    whole = _("%(minimum)s answers") % {"minimum": survey_round.minimum_group_size}
    if survey_round.group_minimum <= survey_round.minimum_group_size:
        return whole
    each = _("%(minimum)s in each group") % {"minimum": survey_round.group_minimum}
    return f"{whole}, {each}"


def _deletion(survey_round: SurveyRound) -> Fact:
    if not survey_round.keeps_answers and not survey_round.is_imported:
        text = _("They become counts when the round closes, and the counts a picture.")
        return Fact(_("Single answers"), text)
    deleted_at = survey_round.answers_deleted_at
    if survey_round.has_counts_alone:
        heading = _("What is left of the scores is deleted")
    elif deleted_at:
        heading = _("Single answers were deleted")
    else:
        heading = _("Single answers are deleted")
    day = timezone.localdate(deleted_at) if deleted_at else survey_round.delete_answers_on
    return Fact(heading, _day(day))


def _can_be_said(survey_round: SurveyRound) -> str:
    """Say before anybody is asked what the number that is asked will allow to be said."""
    asked = survey_round.expected_count
    if survey_round.is_open_table or not asked:
        return ""
    if asked < FIFTHS_FROM:
        return _(
            "With %(asked)s asked, the result is in words only: what most answer, and where the "
            "answers vary. Nothing can be compared over time."
        ) % {"asked": asked}
    if asked < TENTHS_FROM:
        return _(
            "With %(asked)s asked, the result is in fifths. From %(tenths)s answers to a statement "
            "it would be in tenths, and could be compared with another time."
        ) % {"asked": asked, "tenths": TENTHS_FROM}
    return _(
        "With %(asked)s asked and at least %(tenths)s answers to a statement, you get tenths, and "
        "can compare with another time. %(spare)s can skip a statement before it becomes fifths."
    ) % {"asked": asked, "tenths": TENTHS_FROM, "spare": asked - TENTHS_FROM}


def _about_sign(survey_round: SurveyRound) -> str:
    if survey_round.sign == SurveyRound.Sign.PAPER:
        return _("Write it on the paper with the code. It is the same for the whole round.")
    return _("It changes every half minute, and stands beside the code on the big screen.")


def _before_closing(survey_round: SurveyRound) -> str:
    if survey_round.is_open_table:
        return _(
            "Close it when the meeting is over. It is announced a minute before. What the tables "
            "have written is then deleted, and the picture of the room is made."
        )
    return _(
        "Close it when everybody has had time. It is announced on every phone and the big screen, "
        "and closes after a minute; until then you can keep it open. A closed round cannot be "
        "opened again."
    )


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""

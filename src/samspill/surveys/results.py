"""Every read that a page about rounds needs, as frozen dataclasses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor
from samspill.surveys.access import rounds_of
from samspill.surveys.closing import people_in, turnout_of
from samspill.surveys.models import Response, SurveyRound, TableSheet
from samspill.surveys.promises import number_word
from samspill.surveys.table_sheets import DONT_KNOW_SIGN, Seats, Sheet, read_sheet
from samspill.toolbox.languages import in_language
from samspill.toolbox.round_content import RoundContent, ScaleContent
from samspill.toolbox.round_records import NumberRaised, Turnout


@dataclass(frozen=True)
class RoundSummary:
    key: UUID
    collaboration_key: UUID
    collaboration: str
    title: str
    state: str
    state_label: str
    kind_label: str
    opened_on: date | None
    closed_on: date | None
    follow_up_on: date
    is_simulated: bool

    @property
    def sentence(self) -> str:
        """Say what kind of round it is, and when it was closed or opened."""
        if self.closed_on:
            told = _("closed %(day)s") % {"day": date_format(self.closed_on, "DATE_FORMAT")}
        elif self.opened_on:
            told = _("opened %(day)s") % {"day": date_format(self.opened_on, "DATE_FORMAT")}
        else:
            return self.kind_label
        return f"{self.kind_label}, {told}"


def how_many(survey_round: SurveyRound) -> str:
    """Say of how many have answered what may be said.

    While the round is open, one word, as the worker saw it on the half minute: nothing that
    anybody can ask for changes with an answer. When it is closed, the band of the number.
    """
    if survey_round.is_open:
        few = number_word(survey_round.minimum_group_size)
        if survey_round.has_enough:
            return _("%(few)s or more have answered.") % {"few": few.capitalize()}
        return _("Fewer than %(few)s have answered.") % {"few": few}
    if survey_round.turned_out is None and survey_round.answers_deleted_at:
        return ""  # closed and deleted before the band was kept
    turnout = survey_round.turned_out or turnout_of(survey_round, people_in(survey_round))
    return describe_turnout(turnout)


def describe_turnout(turnout: Turnout) -> str:
    """Say in which band the number of answers lies, and plainly so when most did not answer."""
    limits = {"low": turnout.low, "high": turnout.high}
    if turnout.low == 0:
        few = number_word((turnout.high or 0) + 1)
        sentence = _("Fewer than %(few)s answered.") % {"few": few}
    elif turnout.high is None:
        sentence = _("%(low)s or more answered.") % limits
    else:
        sentence = _("Between %(low)s and %(high)s answered.") % limits
    if not turnout.is_under_half:
        return sentence
    under_half = _("That is fewer than half of those who were asked.")
    return f"{sentence} {under_half}"


def round_summary(survey_round: SurveyRound, language: str) -> RoundSummary:
    return RoundSummary(
        key=survey_round.pk,
        collaboration_key=survey_round.collaboration_id,
        collaboration=survey_round.collaboration.name,
        title=in_language(survey_round.asked.title, language),
        state=survey_round.state,
        state_label=str(SurveyRound.State(survey_round.state).label),
        kind_label=str(SurveyRound.Kind(survey_round.kind).label),
        opened_on=_day(survey_round.opened_at),
        closed_on=_day(survey_round.closed_at),
        follow_up_on=survey_round.follow_up_on,
        is_simulated=survey_round.is_simulated,
    )


@dataclass(frozen=True)
class RoundEvent:
    """Something that was done with a round, on the public page with its promise."""

    day: date
    text: str


def round_history(survey_round: SurveyRound) -> tuple[RoundEvent, ...]:
    """Return what has been done with a round so far, oldest first; none of it per answer."""
    happened = [
        (survey_round.opened_at, _("The round was opened.")),
        *((raised.at, describe_raising(raised)) for raised in survey_round.raisings),
        *((each.at, _describe_cancelling(each.at)) for each in survey_round.cancellations),
        (survey_round.closed_at, _what_closing_did(survey_round)),
        *_what_deletion_did(survey_round),
        (survey_round.shown_at, _("The result was shown.")),
    ]
    told = sorted(((at, text) for at, text in happened if at), key=itemgetter(0))
    return tuple(RoundEvent(timezone.localdate(at), text) for at, text in told)


def _describe_cancelling(at: datetime) -> str:
    """Say that a closing was announced and taken back, and when, to the minute."""
    told = {"time": time_format(timezone.localtime(at), "H.i")}
    return _("At %(time)s the announced closing was cancelled, and the round stayed open.") % told


def _what_closing_did(survey_round: SurveyRound) -> str:
    closed = _("The round was closed.")
    turnout = survey_round.turned_out
    return f"{closed} {describe_turnout(turnout)}" if turnout else closed


def _what_deletion_did(survey_round: SurveyRound) -> Iterator[tuple[datetime | None, str]]:
    at = survey_round.answers_deleted_at
    if survey_round.picture_id and not survey_round.keeps_answers and not survey_round.is_imported:
        yield at, _("The picture was made, and the counts it was made from were destroyed.")
    elif survey_round.has_counts_alone:
        yield at, _("What was left of the scores was deleted.")
    else:
        yield at, _("The individual answers were deleted.")


def describe_raising(raised: NumberRaised) -> str:
    """Say that more are asked than before, and when, to the minute."""
    told = {
        "before": raised.before,
        "after": raised.after,
        "time": time_format(timezone.localtime(raised.at), "H.i"),
        "partner": raised.partner,
    }
    if raised.partner:
        return (
            _("At %(time)s the number asked was raised from %(before)s to %(after)s (%(partner)s).")
            % told
        )
    return _("At %(time)s the number asked was raised from %(before)s to %(after)s.") % told


def raisings_of(survey_round: SurveyRound) -> tuple[str, ...]:
    """Return what everybody is told, each time that more were asked than was said at first."""
    return tuple(describe_raising(raised) for raised in survey_round.raisings)


def _day(moment: datetime | None) -> date | None:
    """Return the day where people are: shortly after midnight it is yesterday in the database."""
    return None if moment is None else timezone.localdate(moment)


def round_list(actor: Actor, language: str) -> tuple[RoundSummary, ...]:
    """Return the rounds that the actor may know of: a reader, those that have been shown."""
    return tuple(round_summary(survey_round, language) for survey_round in rounds_of(actor))


def rounds_of_collaboration(
    actor: Actor, collaboration: Collaboration, language: str
) -> tuple[RoundSummary, ...]:
    """Return the rounds of one collaboration that the actor may know of, newest first."""
    rounds = rounds_of(actor, collaboration)
    return tuple(round_summary(survey_round, language) for survey_round in rounds)


@dataclass(frozen=True)
class TableSummary:
    """An open table as the facilitator sees it: how many it has written down, not what."""

    number: int
    people: int
    is_held: bool


def table_list(survey_round: SurveyRound) -> tuple[TableSummary, ...]:
    found = TableSheet.objects.filter(survey_round=survey_round)
    return tuple(TableSummary(one.number, len(one.columns), bool(one.holder)) for one in found)


def sheet_of(survey_round: SurveyRound, holder: UUID, language: str) -> Sheet | None:
    """Return the sheet that a phone keeps, for that phone alone."""
    found = _held(survey_round, holder)
    if found is None:
        return None
    seats = Seats(found.sits, found.have_all_read, found.struck[0] + 1 if found.struck else 0)
    return read_sheet(
        survey_round.asked,
        found.number,
        found.columns,
        language,
        sealed=found.sealed,
        seats=seats,
    )


@dataclass(frozen=True)
class StatementsOnAScale:
    """Statements that follow each other on one scale: its answers, and the number of the first."""

    points: tuple[tuple[str, str], ...]
    first: int
    items: tuple[str, ...]


def statements_by_scale(asked: RoundContent, language: str) -> tuple[StatementsOnAScale, ...]:
    """Return what is asked in its order, with each scale said before the statements on it."""
    parts = []
    first = 1
    for key, run in groupby(asked.items, key=lambda item: item.scale):
        items = tuple(in_language(item.text, language) for item in run)
        scale = next(scale for scale in asked.scales if scale.key == key)
        parts.append(StatementsOnAScale(_points(scale, language), first, items))
        first += len(items)
    return tuple(parts)


def _points(scale: ScaleContent, language: str) -> tuple[tuple[str, str], ...]:
    labels = in_language(scale.points, language)
    points = tuple((str(value), label) for value, label in zip(scale.values, labels, strict=True))
    if scale.dont_know is None:
        return points
    return (*points, (DONT_KNOW_SIGN, in_language(scale.dont_know, language)))


def column_of(survey_round: SurveyRound, holder: UUID, place: int) -> list[int | None]:
    found = _held(survey_round, holder)
    columns = found.columns[found.sealed :] if found else []
    return columns[place] if place < len(columns) else []


def _held(survey_round: SurveyRound, holder: UUID) -> TableSheet | None:
    return TableSheet.objects.filter(survey_round=survey_round, holder=holder.hex).first()


def has_response(key: UUID) -> bool:
    """Return whether the answer under this key has been stored."""
    return Response.objects.filter(pk=key).exists()


def strong_items(survey_round: SurveyRound) -> frozenset[str]:
    """Return the keys of the statements that the round's release reads as strong."""
    if survey_round.release is None:
        return frozenset()
    reading = survey_round.release.reading
    return frozenset(reading.items[place].key for place in reading.order.strong)


@dataclass(frozen=True)
class Keeping:
    """What is kept of answers just now, for whoever looks after the installation.

    `overdue` is the number of rounds whose promised day of deletion has come, `traces` of those
    that are closed and whose traces wait. `newest` is the last moment that any round tells of.
    """

    open_rounds: int
    overdue: int
    traces: int
    newest: datetime | None


def keeping(today: date | None = None) -> Keeping:
    """Return what is kept of answers, over all organisations: numbers and days, no content."""
    day = today or timezone.localdate()
    states = SurveyRound.State
    rounds = SurveyRound.objects.order_by()
    kept = rounds.filter(answers_deleted_at__isnull=True).exclude(state=states.DRAFT)
    moments = rounds.aggregate(*(Max(name) for name in ("created_at", "opened_at", "closed_at")))
    return Keeping(
        open_rounds=rounds.filter(state=states.OPEN).count(),
        overdue=kept.filter(delete_answers_on__lte=day).count(),
        traces=rounds.filter(
            state__in=(states.CLOSED, states.PUBLISHED), traces_destroyed_at__isnull=True
        ).count(),
        newest=max((moment for moment in moments.values() if moment), default=None),
    )

"""Every read that a page about rounds needs, as frozen dataclasses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor
from samspill.surveys.access import rounds_of
from samspill.surveys.models import Response, SurveyRound, TableSheet
from samspill.surveys.table_sheets import DONT_KNOW_SIGN, Seats, Sheet, read_sheet
from samspill.toolbox.languages import in_language
from samspill.toolbox.round_content import RoundContent, ScaleContent

# Steps in the rough count when nobody has said how many are asked.
STEPS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)


@dataclass(frozen=True)
class RoughCount:
    """How far a round has come, in words and in whole quarters; never a number that counts."""

    sentence: str
    quarters: int | None


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


def rough_count(survey_round: SurveyRound) -> RoughCount:
    """Return how far the round has come: a band, or quarters of those who are asked.

    Coarse on purpose: an exact count that moves by one tells when the next person answered.
    """
    if survey_round.has_counts_alone:
        count = survey_round.counted.people
    else:
        count = Response.objects.filter(survey_round=survey_round).count()
    if count < survey_round.minimum_group_size:
        return RoughCount(_("Too few have answered to show anything yet."), 0)
    expected = survey_round.expected_count
    if expected:
        quarters = min(4, 4 * count // expected)
        sentence = (
            _("Some have answered."),
            _("At least a quarter have answered."),
            _("At least half have answered."),
            _("At least three quarters have answered."),
            _("At least as many as were asked have answered."),
        )[quarters]
        return RoughCount(sentence, quarters)
    step = max(step for step in STEPS if step <= count)
    sentence = _("At least %(step)s have answered.") % {"step": step}
    return RoughCount(sentence, None)


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
    release = survey_round.release
    deleted = (
        _("What was left of the scores was deleted.")
        if survey_round.has_counts_alone
        else _("The single answers were deleted.")
    )
    happened = (
        (survey_round.opened_at, _("The round was opened.")),
        (survey_round.closed_at, _("The round was closed.")),
        (release.released_at if release else None, _("The result was shown.")),
        (survey_round.answers_deleted_at, deleted),
    )
    return tuple(RoundEvent(timezone.localdate(at), text) for at, text in happened if at)


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
    return read_sheet(survey_round.asked, found.number, found.columns, language, seats=seats)


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
    return found.columns[place] if found and place < len(found.columns) else []


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

"""Rounds as steps: opened when the answering begins, closed when it is left, and never read here.

A round in a meeting is a round of its own, with an address that is never shown: what phones send
under it holds nothing of the meeting, and nothing of it is sent to the addresses of the meeting.
"""

from __future__ import annotations

import contextlib

from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import unaudited
from samspill.meetings.models import Meeting, MeetingRound, Step, Table
from samspill.surveys.public import (
    RoundSettings,
    SurveyRound,
    WrongStateError,
    announce_closing,
    close_round,
    create_round,
    open_round,
    open_talk_from,
)
from samspill.toolbox import catalogue
from samspill.toolbox.run_sheet_content import Round, RoundPhase


@unaudited("opening the round is, by the name of whoever pressed")
def enter_step(meeting: Meeting, step: Step, *, asked: int, by: Actor) -> None:
    """Open the round of a step in which people answer, once. A group's meeting has no rounds.

    `asked` is how many the leader has confirmed are here; so many can answer, and no more.
    """
    uses = step.texts.uses
    is_asked = isinstance(uses, Round) and uses.phase is RoundPhase.ANSWER
    if not is_asked or not meeting.mode or meeting.collaboration is None:
        return
    assert isinstance(uses, Round)  # noqa: S101  (for the type checker)
    if MeetingRound.objects.filter(meeting=meeting, instrument_key=uses.instrument).exists():
        return
    settings = RoundSettings(
        content=catalogue.instrument(uses.instrument).asked,
        purpose=meeting.purpose,
        intended_use=meeting.intended_use,
        follow_up_on=meeting.follow_up_on,
        expected_count=max(asked, meeting.minimum_group_size),
        minimum_group_size=meeting.minimum_group_size,
        mode=meeting.mode,
        sign=SurveyRound.Sign.ELSEWHERE,
    )
    draft = create_round(meeting.collaboration, settings, by=by, is_simulated=meeting.is_simulated)
    opened = open_round(draft, by=by)
    MeetingRound.objects.create(
        meeting=meeting, instrument_key=uses.instrument, survey_round=opened
    )
    if opened.is_open_table:
        for table in Table.objects.filter(meeting=meeting, seats__isnull=False):
            open_talk_from(opened, number=table.number, people=table.seats or 0)


@unaudited("closing the round is, by the name of whoever pressed")
def leave_step(meeting: Meeting, step: Step, *, by: Actor) -> None:
    """Announce that an anonymous round closes, or close the sheets that tables have read.

    The meeting goes on at once: what has been started can be handed in for a minute.
    """
    uses = step.texts.uses
    if not isinstance(uses, Round):
        return
    asked = MeetingRound.objects.filter(meeting=meeting, instrument_key=uses.instrument)
    for each in asked.select_related("survey_round"):
        with contextlib.suppress(WrongStateError):  # closed already, or announced
            if each.survey_round.is_open_table:
                if uses.phase is RoundPhase.SHEET:
                    close_round(each.survey_round, by=by)
            elif uses.phase is RoundPhase.ANSWER:
                announce_closing(each.survey_round, by=by)


@unaudited("what a table says of itself is not, and nothing else is done here")
def tell_sheet(meeting: Meeting, table: Table, people: int) -> None:
    """Tell the sheet of an open table how many must read before it opens for talk."""
    for each in MeetingRound.objects.filter(meeting=meeting).select_related("survey_round"):
        if each.survey_round.is_open_table and each.survey_round.is_open:
            open_talk_from(each.survey_round, number=table.number, people=people)


@unaudited("closing the meeting is, of which it is a step")
def close_rounds(meeting: Meeting, *, by: Actor) -> None:
    """Close what is still open when the meeting closes."""
    for each in MeetingRound.objects.filter(meeting=meeting).select_related("survey_round"):
        with contextlib.suppress(WrongStateError):
            if each.survey_round.is_open_table:
                close_round(each.survey_round, by=by)
            else:
                announce_closing(each.survey_round, by=by)

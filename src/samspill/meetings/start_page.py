"""What the start page tells of meetings: one that goes on, and those that come."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samspill.foundation.access.public import Actor
from samspill.foundation.declarations.public import Deadline, NextStep, Priority, StartPageShare
from samspill.meetings.results import MeetingSummary, meeting_list


def tell_start_page(actor: Actor, _language: str) -> StartPageShare:
    """Return the meeting that goes on, those being prepared, and the days on which people meet."""
    meetings = [meeting for meeting in meeting_list(actor) if not meeting.is_closed]
    return StartPageShare(
        next_steps=tuple(_next_step(meeting) for meeting in meetings),
        deadlines=tuple(_day(meeting) for meeting in meetings if not meeting.is_led),
    )


def _next_step(meeting: MeetingSummary) -> NextStep:
    if meeting.is_led:
        return NextStep(
            priority=Priority.GOES_ON_NOW,
            before=_("Goes on now"),
            title=meeting.title,
            sentence=_("The meeting is being led. It closes with what you do, or why you do not."),
            button=_("Lead it"),
            url=reverse("meetings:console", args=[meeting.key]),
            is_simulated=meeting.is_simulated,
        )
    is_past = meeting.planned_start < timezone.now()
    return NextStep(
        priority=Priority.IS_TO_BE_TAKEN_UP_AGAIN if is_past else Priority.IS_BEING_PREPARED,
        before=_("Its time has passed") if is_past else _("Being prepared"),
        title=meeting.title,
        sentence=_("The meeting was never begun. Give it another time, or discard it.")
        if is_past
        else _("See that everything is ready: the plan, the information and what is printed."),
        button=_("Go to the meeting"),
        url=reverse("meetings:meeting", args=[meeting.key]),
        is_simulated=meeting.is_simulated,
    )


def _day(meeting: MeetingSummary) -> Deadline:
    return Deadline(
        day=timezone.localdate(meeting.planned_start),
        sentence=_("%(title)s, %(place)s") % {"title": meeting.title, "place": meeting.place},
        link=_("See the meeting"),
        url=reverse("meetings:meeting", args=[meeting.key]),
    )

"""What other pages show of meetings; `declares` says where."""

from __future__ import annotations

from django.http import HttpRequest

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import ActorRequest
from samspill.foundation.declarations.public import PanelContent
from samspill.meetings.results import meeting_list, meeting_of_round
from samspill.people.public import Group
from samspill.surveys.public import SurveyRound
from samspill.toolbox.run_sheets import run_sheets


def collaboration_panel(request: ActorRequest, thing: object) -> PanelContent:
    """List the meetings of a collaboration, and lead to a new one."""
    assert isinstance(thing, Collaboration)  # noqa: S101  (a panel stands at one kind of page)
    return "meetings/panel.html", {
        "collaboration": thing,
        "meetings": meeting_list(request.actor, thing),
        "may_change": request.actor.is_facilitator,
    }


def group_panel(request: ActorRequest, thing: object) -> PanelContent:
    """List the meetings of a group, for those who are in it."""
    assert isinstance(thing, Group)  # noqa: S101
    meetings = meeting_list(request.actor, group=thing)
    return "meetings/group_panel.html", {"group": thing, "meetings": meetings}


def methods_panel(_request: HttpRequest, _thing: object) -> PanelContent:
    """Lead from what one can ask about to whole meetings."""
    return "meetings/methods_panel.html", {"count": len(run_sheets())}


def after_answering_panel(_request: HttpRequest, thing: object) -> PanelContent | None:
    """Lead back from a round to the meeting it is a step of."""
    assert isinstance(thing, SurveyRound)  # noqa: S101  (a panel stands at one kind of page)
    meeting = meeting_of_round(thing)
    if meeting is None or meeting.join_code is None:
        return None
    return "meetings/after_answering.html", {"room": meeting.join_code.address}


def situations_panel(_request: HttpRequest, _thing: object) -> PanelContent:
    """Lead from situations about political cases to the meeting a leader group plans for one."""
    return "meetings/situations_panel.html", {}

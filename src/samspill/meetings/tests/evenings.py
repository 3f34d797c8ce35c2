"""Meetings as tests need them: planned from a sheet, begun, and played by simulated people."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.test import Client
from django.utils import timezone
from tests import cast as people

from samspill.foundation.access.public import Actor
from samspill.meetings import planning_operations
from samspill.meetings.models import Commitment, Meeting
from samspill.meetings.planning_operations import NewMeeting
from samspill.toolbox.run_sheets import run_sheet

NEED = "Vi vedtar sammen, og så gjør vi det hver for oss."


def six_in_the_evening() -> datetime:
    """Return the same time all day: pages that show it are the same a minute later."""
    day = timezone.localdate() + timedelta(days=7)
    return timezone.make_aware(datetime.combine(day, time(18)))


def new_meeting(**changes: object) -> NewMeeting:
    values: dict[str, object] = {
        "title": "Tillitsøvelsen i Nesdal",
        "purpose": "Vi vil forstå hvorfor noe lyktes.",
        "intended_use": "Vi tar det med til rådet.",
        "follow_up_on": timezone.localdate() + timedelta(days=90),
        "planned_start": six_in_the_evening(),
        "place": "Nesdal kulturhus",
        "owner": "Anne Vik",
        "need": NEED,
        "table_count": 3,
        **changes,
    }
    return NewMeeting(**values)  # type: ignore[arg-type]


def a_meeting(by: Actor, sheet: str = "trust_exercise", **changes: object) -> Meeting:
    return planning_operations.plan_meeting(
        people.a_collaboration(by), run_sheet(sheet), new_meeting(**changes), by=by
    )


def a_led_meeting(
    by: Actor, sheet: str = "trust_exercise", now: datetime | None = None, **changes: object
) -> Meeting:
    return planning_operations.begin_meeting(a_meeting(by, sheet, **changes), by=by, now=now)


def an_announced_meeting(by: Actor, sheet: str = "trust_exercise") -> Meeting:
    return planning_operations.send_information(a_meeting(by, sheet), by=by)


def code_of(meeting: Meeting) -> str:
    """Return the six figures on the wall."""
    meeting.refresh_from_db()
    assert meeting.join_code is not None
    return meeting.join_code.code


def room_of(meeting: Meeting) -> str:
    """Return the part of an address under which phones are."""
    meeting.refresh_from_db()
    assert meeting.join_code is not None
    return meeting.join_code.address


def a_phone(meeting: Meeting, table: int) -> Client:
    """Return a phone at a table of the meeting."""
    phone = Client()
    assert phone.post(f"/m/{room_of(meeting)}/table/", {"number": str(table)}).status_code == 302
    return phone


def go_to(leader: Client, meeting: Meeting, key: str) -> None:
    """Press *Next* until the step with this key goes on."""
    for _press in range(20):
        meeting.state.refresh_from_db()
        assert meeting.state.step is not None
        if meeting.state.step.key == key:
            return
        press(leader, meeting, "next")
    raise AssertionError(f"the meeting never came to {key}")


def press(leader: Client, meeting: Meeting, act: str, **more: str) -> None:
    meeting.state.refresh_from_db()
    form = {"act": act, "step": str(meeting.state.step_id), **more}
    assert leader.post(f"/meetings/{meeting.pk}/press/", form).status_code == 302


def write_six_fields(leader: Client, meeting: Meeting) -> None:
    """Fill the six fields: four promises, and two reasons."""
    for side in Commitment.Side.values:
        for part in Commitment.Part.values:
            is_reason = part == Commitment.Part.CONTENT_OF_NEXT
            form = (
                {"reason": "Vi vil se hva som kommer ut av det først."}
                if is_reason
                else {"title": f"Si fra {side}", "taken_by": "Per Aasen", "due_on": "2090-03-04"}
            )
            address = f"/meetings/{meeting.pk}/closing/?part={part}&side={side}"
            assert leader.post(address, form).status_code == 302

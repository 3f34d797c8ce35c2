"""The door to meetings: what the demo makes of them."""

from samspill.meetings.closing_operations import NewCommitment, close_meeting, write_commitment
from samspill.meetings.leading_operations import Press, Pressed, press
from samspill.meetings.models import Meeting
from samspill.meetings.people_operations import add_people, propose_tables
from samspill.meetings.planning_operations import (
    NewMeeting,
    begin_meeting,
    plan_meeting,
    send_information,
)
from samspill.meetings.room_operations import hand_in_note, say_seats, sit_at_table
from samspill.meetings.roster_lines import read_lines

__all__ = [
    "Meeting",
    "NewCommitment",
    "NewMeeting",
    "Press",
    "Pressed",
    "add_people",
    "begin_meeting",
    "close_meeting",
    "hand_in_note",
    "plan_meeting",
    "press",
    "propose_tables",
    "read_lines",
    "say_seats",
    "send_information",
    "sit_at_table",
    "write_commitment",
]

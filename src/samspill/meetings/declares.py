from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from samspill.cases.public import SituationsPlace
from samspill.collaborations.public import CollaborationPlace
from samspill.foundation.declarations.public import (
    CodeOpener,
    Declarations,
    Duty,
    DutyKind,
    Menu,
    OpenPanel,
    Panel,
    Right,
)
from samspill.foundation.privacy.public import PersonalData
from samspill.instruments.public import MethodsPlace
from samspill.meetings import personal_data as held
from samspill.meetings.access import ROLES, find_meeting_by_address
from samspill.meetings.models import Attendee, Commitment, Leader, Meeting, MeetingState, TableMark
from samspill.meetings.panels import (
    after_answering_panel,
    collaboration_panel,
    group_panel,
    methods_panel,
    situations_panel,
)
from samspill.meetings.people_operations import PeopleDuty, forget_names_due
from samspill.meetings.phone_views import opened_by_code
from samspill.meetings.start_page import tell_start_page
from samspill.people.public import GroupPlace
from samspill.surveys.public import OpenRoundPlace

DECLARED = Declarations(
    guides={
        "meetings:run_sheets": "run-sheets",
        "meetings:run_sheet": "run-sheets#read-the-steps",
        "meetings": "meeting",
        "meetings:console": "meeting#leading",
        "meetings:wall": "meeting#leading",
        "meetings:people": "meeting#people-and-tables",
        "meetings:add_people": "meeting#people-and-tables",
        "meetings:change_attendee": "meeting#people-and-tables",
        "meetings:print_people": "meeting#people-and-tables",
        "meetings:closing": "meeting#closing",
        "meetings:minutes": "meeting#closing",
        "meetings:phone": "answering",
    },
    pages_under=Menu.COLLABORATIONS,
    rights=(
        Right(sentence=_("See the programme and the minutes of meetings"), roles=ROLES["see"]),
        Right(sentence=_("Plan, lead and close meetings"), roles=ROLES["change"]),
    ),
    panels=(
        Panel(place=CollaborationPlace.PAGE, show=collaboration_panel, order=5),
        Panel(place=GroupPlace.PAGE, show=group_panel, order=10),
    ),
    open_panels=(
        OpenPanel(place=MethodsPlace.TO_READ, show=methods_panel, order=5),
        OpenPanel(place=SituationsPlace.TOGETHER, show=situations_panel, order=10),
        OpenPanel(place=OpenRoundPlace.RECEIVED, show=after_answering_panel, order=10),
    ),
    start_page=tell_start_page,
    duties=(
        Duty(
            name=PeopleDuty.FORGET_NAMES,
            kind=DutyKind.KEEPS_A_PROMISE,
            work=forget_names_due,
            every=timedelta(hours=6),
        ),
    ),
    codes=(CodeOpener(find=find_meeting_by_address, view=opened_by_code),),
    personal_data=(
        PersonalData(
            model=Meeting,
            fields=("owner", "owner_role", "need"),
            why="who owns a meeting and what they have said it is for, as long as it is kept",
            export=held.export_owned,
            erase=held.erase_owner,
        ),
        PersonalData(
            model=Attendee,
            fields=held.HELD_OF_ATTENDEES,
            why="who comes to a meeting and where they sit, until 30 days after it was to be",
            export=held.export_attendee,
            erase=held.erase_attendee,
        ),
        PersonalData(
            model=Leader,
            fields=("account", "part", "seen_at"),
            why="who leads or helps in a meeting, so that two leaders know of each other",
            export=held.export_led,
            erase=held.erase_leader,
        ),
        PersonalData(
            model=Commitment,
            fields=("taken_by",),
            why="who has taken on what in a meeting, as long as its minutes are kept",
            export=held.export_promised,
            erase=held.erase_promiser,
        ),
        PersonalData(
            model=MeetingState,
            fields=("pressed_by",),
            why="which leader pressed last, for the other leader",
            export=held.export_pressed,
            erase=held.erase_presser,
        ),
        PersonalData(
            model=TableMark,
            fields=("taken_by",),
            why="which leader goes to a table that asks for help, so that help is sent once",
            export=held.export_helped,
            erase=held.erase_helper,
        ),
    ),
)

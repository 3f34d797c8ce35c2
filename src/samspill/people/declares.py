from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from samspill.foundation.declarations.public import (
    Declarations,
    Duty,
    DutyKind,
    DutyName,
    Menu,
    MenuEntry,
    OpenPanel,
    Right,
    Target,
)
from samspill.foundation.privacy.public import NotPersonal, PersonalData
from samspill.foundation.ui.places import FramePlace
from samspill.people import panels, personal_data
from samspill.people.access import ROLES
from samspill.people.models import Group, GroupMember, Invitation, LoginLink
from samspill.people.operations import forget_used
from samspill.people.start_page import tell_start_page


class PeopleDuty(DutyName):
    """What the worker does for people."""

    FORGET_USED = "forget used links"


DECLARED = Declarations(
    guides={
        "people": "people",
        "people:invite": "people#invite-a-colleague",
        "people:invitation": "people#invite-a-colleague",
        "people:roles": "people#roles-and-the-last-day",
        "people:person": "people#roles-and-the-last-day",
        "people:group": "people#groups",
        "people:propose_group": "people#groups",
        "people:organisation": "people#who-asks",
        "people:me": "people#what-is-yours",
        "people:erase_me": "people#what-is-yours",
    },
    menu=(
        MenuEntry(
            entry=Menu.PEOPLE,
            label=_("People"),
            url_name="people:people",
            order=90,
            seen_by=ROLES["see"],
        ),
    ),
    rights=(
        Right(sentence=_("See who is here, and in which role"), roles=ROLES["see"]),
        Right(
            sentence=_("Invite, change roles, and change the organisation"),
            roles=ROLES["look after"],
        ),
        Right(sentence=_("Propose a group"), roles=ROLES["start"]),
    ),
    pages_under=Menu.PEOPLE,
    start_page=tell_start_page,
    targets={Target.ABOUT_ONESELF: "people:me"},
    open_panels=(
        OpenPanel(place=FramePlace.PERSON, show=panels.person_panel, order=10),
        OpenPanel(place=FramePlace.WITH_MESSAGES, show=panels.notice_panel, order=10),
    ),
    duties=(
        Duty(
            name=PeopleDuty.FORGET_USED,
            kind=DutyKind.KEEPS_A_PROMISE,
            work=forget_used,
            every=timedelta(hours=6),
        ),
    ),
    personal_data=(
        PersonalData(
            model=Invitation,
            fields=("email", "invited_by_name", "invited_by"),
            why="who is asked to come in, and by whom: a month past its end, or a year after a yes",
            export=personal_data.export_invitations,
            erase=personal_data.erase_invitations,
        ),
        PersonalData(
            model=GroupMember,
            fields=("account",),
            why="who is in a group, for as long as they want to be",
            export=personal_data.export_groups,
            erase=personal_data.erase_groups,
        ),
        PersonalData(
            model=LoginLink,
            fields=("account",),
            why="that whoever runs the server has let somebody in, until a year after",
            export=personal_data.export_login_links,
            erase=personal_data.erase_login_links,
        ),
    ),
    not_personal=(
        NotPersonal(model=Group, fields=("name",), why="what a group is called, never a person"),
    ),
)

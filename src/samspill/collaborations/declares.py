from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from samspill.collaborations.access import ROLES, PartnerTask, find_partner_of_task
from samspill.collaborations.models import Collaboration, Contact, Partner
from samspill.collaborations.operations import forget_removed
from samspill.collaborations.personal_data import erase_contacts, export_contacts
from samspill.collaborations.start_page import tell_start_page
from samspill.collaborations.task_views import write_down_decision
from samspill.foundation.declarations.public import (
    Declarations,
    Duty,
    DutyKind,
    DutyName,
    Menu,
    MenuEntry,
    Right,
    TaskOpener,
)
from samspill.foundation.privacy.public import NotPersonal, PersonalData


class CollaborationDuty(DutyName):
    """What the worker does for collaborations."""

    FORGET_REMOVED = "forget removed"


DECLARED = Declarations(
    guides={
        "collaborations": "first-round#before",
        "collaborations:partner": "endorsement",
        "collaborations:endorse": "endorsement#write-it-down",
        "collaborations:change_endorsement": "endorsement#write-it-down",
        "collaborations:add_contact": "endorsement#who-knows-it",
        "collaborations:rename_partner": "endorsement#when-partners-change",
        "collaborations:merge_partners": "endorsement#when-partners-change",
    },
    menu=(
        MenuEntry(
            entry=Menu.COLLABORATIONS,
            label=_("Collaborations"),
            url_name="collaborations:list",
            order=20,
        ),
    ),
    rights=(
        Right(
            sentence=_("See collaborations, their partners and who stands behind"),
            roles=ROLES["see"],
        ),
        Right(sentence=_("Make and change collaborations and partners"), roles=ROLES["change"]),
    ),
    pages_under=Menu.COLLABORATIONS,
    start_page=tell_start_page,
    tasks=(
        TaskOpener(
            kind=PartnerTask.WRITE_DOWN_DECISION,
            find=find_partner_of_task,
            view=write_down_decision,
        ),
    ),
    duties=(
        Duty(
            name=CollaborationDuty.FORGET_REMOVED,
            kind=DutyKind.KEEPS_A_PROMISE,
            work=forget_removed,
            every=timedelta(hours=6),
        ),
    ),
    personal_data=(
        PersonalData(
            model=Contact,
            fields=("name",),
            why="whom to ask about a collaboration, until the contact is removed",
            export=export_contacts,
            erase=erase_contacts,
        ),
    ),
    not_personal=(
        NotPersonal(
            model=Collaboration,
            fields=("name",),
            why="what a cooperation is called",
        ),
        NotPersonal(
            model=Partner,
            fields=("name",),
            why="a body or a group in it, never a person",
        ),
    ),
)

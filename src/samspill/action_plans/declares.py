from django.utils.translation import gettext_lazy as _

from samspill.action_plans.access import ROLES
from samspill.action_plans.models import Action
from samspill.action_plans.panels import (
    before_answering_panel,
    collaboration_panel,
    paper_panel,
    reading_panel,
    round_panel,
    statement_panel,
)
from samspill.action_plans.personal_data import erase_owner, export_actions
from samspill.action_plans.results import ACTIONS_ANCHOR
from samspill.action_plans.start_page import tell_start_page
from samspill.collaborations.public import CollaborationPlace
from samspill.foundation.declarations.public import (
    Declarations,
    Menu,
    MenuEntry,
    OpenPanel,
    Panel,
    Right,
)
from samspill.foundation.privacy.public import NotPersonal, PersonalData
from samspill.surveys.public import OpenRoundPlace, RoundPlace

DECLARED = Declarations(
    guides={
        "action_plans": "actions",
        "action_plans:agree_from_round": "actions#what-to-write",
        "action_plans:agree_freely": "actions#what-to-write",
        "action_plans:agree_no_action": "actions#close-the-talk",
        "action_plans:report": "actions#say-what-came-of-it",
    },
    menu=(
        MenuEntry(entry=Menu.ACTIONS, label=_("Actions"), url_name="action_plans:list", order=30),
    ),
    rights=(
        Right(sentence=_("See what has been agreed, and what came of it"), roles=ROLES["see"]),
        Right(sentence=_("Write down actions and what came of them"), roles=ROLES["change"]),
    ),
    pages_under=Menu.ACTIONS,
    panels=(
        Panel(place=CollaborationPlace.PAGE, show=collaboration_panel, order=30),
        Panel(place=RoundPlace.ROUND, show=round_panel, order=10),
        Panel(
            place=RoundPlace.READING,
            show=reading_panel,
            order=10,
            anchor=ACTIONS_ANCHOR,
            contents=_("What you do now"),
        ),
        Panel(place=RoundPlace.BELOW_STATEMENT, show=statement_panel, order=10),
        Panel(place=RoundPlace.ON_PAPER, show=paper_panel, order=10),
    ),
    open_panels=(
        OpenPanel(place=OpenRoundPlace.BEFORE_ANSWERING, show=before_answering_panel, order=10),
    ),
    start_page=tell_start_page,
    personal_data=(
        PersonalData(
            model=Action,
            fields=("owner",),
            why="who has taken an action on, for as long as the action is kept",
            export=export_actions,
            erase=erase_owner,
        ),
    ),
    not_personal=(
        NotPersonal(
            model=Action,
            fields=("owner_partner",),
            why="which partner the owner comes from: a body, not a person",
        ),
    ),
)

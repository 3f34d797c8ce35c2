from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from samspill.collaborations.public import CollaborationPlace
from samspill.foundation.declarations.public import (
    CodeOpener,
    Declarations,
    Duty,
    DutyKind,
    DutyName,
    Menu,
    Panel,
    Right,
    TaskOpener,
)
from samspill.foundation.privacy.public import NotPersonal, PersonalData
from samspill.instruments.public import WordingPlace
from samspill.participation.public import Invitation
from samspill.surveys.access import ROLES, RoundTask, find_round_by_code, find_round_of_task
from samspill.surveys.closing_operations import (
    close_due,
    delete_answers_due,
    destroy_traces_due,
    draw_due,
    look_at_open_rounds,
)
from samspill.surveys.link_views import hand_out_links
from samspill.surveys.models import Response, TableSheet
from samspill.surveys.panels import rounds_panel, wording_panel
from samspill.surveys.participant_views import promise
from samspill.surveys.personal_data import erase_asked, export_asked
from samspill.surveys.start_page import tell_start_page

# A room waits for these: where a worker is killed in the middle of one, another goes on with it.
SOON_TAKEN_OVER = timedelta(seconds=30)


class SurveyDuty(DutyName):
    """What the worker does for rounds."""

    CLOSE_ROUNDS = "close rounds"
    DRAW_PICTURES = "draw pictures"
    LOOK_AT_OPEN_ROUNDS = "look at open rounds"
    DELETE_ANSWERS = "delete answers"
    DESTROY_TRACES = "destroy traces"


DECLARED = Declarations(
    guides={
        "surveys": "first-round",
        "surveys:screen": "first-round#on-the-big-screen",
        "surveys:reading": "first-round#reading-together",
        "surveys:item_numbers": "first-round#reading-together",
        "surveys:item_groups": "open-table#comparing-groups",
        "surveys:groups": "open-table#comparing-groups",
        "surveys:over_time": "asking-again#reading-what-has-changed",
        "surveys:preview": "first-round#before",
        "surveys:rehearsal": "first-round#before",
        "surveys:own_questions": "first-round#before",
        "surveys:reach": "first-round#before",
        "surveys:share": "first-round#afterwards",
        "surveys:shown": "answering#afterwards",
        "surveys:wall": "answering#afterwards",
        "surveys:assessment": "approval#the-draft",
        "surveys:free_table": "open-table",
        "surveys:table": "open-table",
        "surveys:column": "open-table",
        "surveys:begin": "answering",
        "surveys:answer": "answering#while-you-answer",
        "surveys:statements": "answering",
        "surveys:whole_promise": "answering#before-you-answer",
        "surveys:received": "answering#afterwards",
        "surveys:links": "first-round",
        "surveys:table_signs": "open-table",
        "surveys:being_drawn": "first-round#reading-together",
    },
    rights=(
        Right(sentence=_("Read results that have been shown"), roles=ROLES["see"]),
        Right(
            sentence=_("See that a round goes on, and how many links are used"),
            roles=ROLES["follow"],
        ),
        Right(sentence=_("Make, open, close and show rounds"), roles=ROLES["change"]),
    ),
    pages_under=Menu.COLLABORATIONS,
    panels=(
        Panel(place=CollaborationPlace.PAGE, show=rounds_panel, order=10),
        Panel(place=WordingPlace.BUTTONS, show=wording_panel, order=10),
    ),
    start_page=tell_start_page,
    tasks=(
        TaskOpener(kind=RoundTask.HAND_OUT_LINKS, find=find_round_of_task, view=hand_out_links),
    ),
    codes=(CodeOpener(find=find_round_by_code, view=promise),),
    # In this order: closing, drawing and deleting leave traces.
    duties=(
        Duty(
            name=SurveyDuty.CLOSE_ROUNDS,
            kind=DutyKind.KEEPS_A_PROMISE,
            work=close_due,
            every=timedelta(seconds=2),
            lease=SOON_TAKEN_OVER,
        ),
        Duty(
            name=SurveyDuty.DRAW_PICTURES,
            kind=DutyKind.KEEPS_A_PROMISE,
            work=draw_due,
            every=timedelta(seconds=2),
            lease=SOON_TAKEN_OVER,
        ),
        Duty(
            name=SurveyDuty.LOOK_AT_OPEN_ROUNDS,
            kind=DutyKind.KEEPS_A_PROMISE,
            work=look_at_open_rounds,
            every=timedelta(seconds=30),
        ),
        Duty(
            name=SurveyDuty.DELETE_ANSWERS,
            kind=DutyKind.KEEPS_A_PROMISE,
            work=delete_answers_due,
            every=timedelta(hours=1),
        ),
        Duty(
            name=SurveyDuty.DESTROY_TRACES,
            kind=DutyKind.KEEPS_A_PROMISE,
            work=destroy_traces_due,
            every=timedelta(seconds=5),
        ),
    ),
    personal_data=(
        PersonalData(
            model=Invitation,
            fields=("name", "is_checked_in"),
            why="who is asked by a personal link, until the round closes",
            export=export_asked,
            erase=erase_asked,
        ),
    ),
    not_personal=(
        NotPersonal(
            model=Response,
            fields=("id", "ratings", "group"),
            why="an answer has no person: neither account, address, device, order nor time",
        ),
        NotPersonal(
            model=TableSheet,
            fields=("holder", "columns", "struck"),
            why="what a table reads aloud, without names; the phone that keeps it is a hash",
        ),
    ),
)

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from samspill.collaborations.public import CollaborationPlace
from samspill.foundation.declarations.public import Declarations, Duty, DutyKind, Menu, Panel, Right
from samspill.foundation.privacy.public import NotPersonal
from samspill.imports.access import ROLES
from samspill.imports.models import AnswerFile
from samspill.imports.operations import ImportDuty, forget_files_due, read_files_due
from samspill.imports.panels import imports_panel

DECLARED = Declarations(
    guides={"imports": "own-answers", "imports:file": "own-answers#four-steps"},
    rights=(Right(sentence=_("Take in a file of answers"), roles=ROLES["change"]),),
    pages_under=Menu.COLLABORATIONS,
    panels=(Panel(place=CollaborationPlace.PAGE, show=imports_panel, order=20),),
    duties=(
        Duty(
            name=ImportDuty.READ_FILES,
            kind=DutyKind.DOES_WORK,
            work=read_files_due,
            every=timedelta(seconds=30),
            lease=timedelta(minutes=4),
        ),
        Duty(
            name=ImportDuty.FORGET_FILES,
            kind=DutyKind.KEEPS_A_PROMISE,
            work=forget_files_due,
            every=timedelta(seconds=30),
        ),
    ),
    not_personal=(
        NotPersonal(
            model=AnswerFile,
            fields=("name",),
            why="what a file is called; it has no owner, and is deleted with its rows within a day",
        ),
    ),
)

from datetime import timedelta

from samspill.exports.models import Export
from samspill.exports.operations import ExportDuty, make_exports_due
from samspill.exports.panels import export_panel, history_panel
from samspill.foundation.declarations.public import Declarations, Duty, DutyKind, OpenPanel, Panel
from samspill.foundation.privacy.public import NotPersonal
from samspill.surveys.public import OpenRoundPlace, RoundPlace

DECLARED = Declarations(
    guides={"exports": "export"},
    panels=(Panel(place=RoundPlace.BELOW_READING, show=export_panel, order=10),),
    open_panels=(OpenPanel(place=OpenRoundPlace.HISTORY, show=history_panel, order=10),),
    duties=(
        Duty(
            name=ExportDuty.MAKE_EXPORTS,
            kind=DutyKind.DOES_WORK,
            work=make_exports_due,
            every=timedelta(minutes=5),
        ),
    ),
    not_personal=(
        NotPersonal(
            model=Export,
            fields=("by",),
            why="a role, since the page of the promise is public; the audit knows who it was",
        ),
    ),
)

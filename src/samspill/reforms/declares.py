from django.utils.translation import gettext_lazy as _

from samspill.collaborations.public import CollaborationPlace
from samspill.foundation.declarations.public import Declarations, Menu, OpenPanel, Panel, Right
from samspill.foundation.privacy.public import NotPersonal
from samspill.reforms.access import ROLES
from samspill.reforms.models import Reform
from samspill.reforms.panels import collaboration_panel, front_panel, record_panel
from samspill.register.public import RegisterPlace

DECLARED = Declarations(
    pages_under=Menu.REFORM,
    guides={"reforms": "reform"},
    panels=(Panel(place=CollaborationPlace.PAGE, show=collaboration_panel, order=12),),
    open_panels=(
        OpenPanel(place=RegisterPlace.FRONT, show=front_panel, order=10),
        OpenPanel(place=RegisterPlace.RECORD, show=record_panel, order=10),
    ),
    rights=(
        Right(sentence=_("See a trust reform, and what is in place"), roles=ROLES["see"]),
        Right(
            sentence=_("Lead a trust reform: who owns it, what it is for, and what is in place"),
            roles=ROLES["change"],
        ),
    ),
    not_personal=(
        NotPersonal(
            model=Reform,
            fields=("owner_role",),
            why="a role, as the form says; the audit knows who wrote it",
        ),
    ),
)

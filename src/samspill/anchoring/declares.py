from django.utils.translation import gettext_lazy as _

from samspill.anchoring.access import ROLES
from samspill.anchoring.panels import arenas_panel, collaboration_panel
from samspill.anchoring.start_page import tell_start_page
from samspill.cases.public import ArenasPlace
from samspill.collaborations.public import CollaborationPlace
from samspill.foundation.declarations.public import (
    Declarations,
    Menu,
    OpenPanel,
    Panel,
    Right,
)

DECLARED = Declarations(
    pages_under=Menu.COLLABORATIONS,
    guides={"anchoring": "political-cases#agree-on-rules-of-contact"},
    rights=(Right(sentence=_("Write down rules of contact"), roles=ROLES["change"]),),
    panels=(Panel(place=CollaborationPlace.PAGE, show=collaboration_panel, order=130),),
    open_panels=(OpenPanel(place=ArenasPlace.CONTACT_RULES, show=arenas_panel, order=10),),
    start_page=tell_start_page,
)

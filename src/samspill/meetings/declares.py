from django.utils.translation import gettext_lazy as _

from samspill.collaborations.public import CollaborationPlace
from samspill.foundation.declarations.public import CodeOpener, Declarations, Menu, Panel, Right
from samspill.meetings.access import ROLES, find_meeting_by_code
from samspill.meetings.panels import collaboration_panel
from samspill.meetings.phone_views import opened_by_code

DECLARED = Declarations(
    pages_under=Menu.COLLABORATIONS,
    rights=(
        Right(sentence=_("See the programme and the minutes of meetings"), roles=ROLES["see"]),
        Right(sentence=_("Plan, lead and close meetings"), roles=ROLES["change"]),
    ),
    panels=(Panel(place=CollaborationPlace.PAGE, show=collaboration_panel, order=5),),
    codes=(CodeOpener(find=find_meeting_by_code, view=opened_by_code),),
)

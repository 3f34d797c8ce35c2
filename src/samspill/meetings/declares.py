from samspill.collaborations.public import CollaborationPlace
from samspill.foundation.declarations.public import Declarations, Menu, Panel
from samspill.meetings.panels import collaboration_panel

DECLARED = Declarations(
    pages_under=Menu.COLLABORATIONS,
    panels=(Panel(place=CollaborationPlace.PAGE, show=collaboration_panel, order=113),),
)

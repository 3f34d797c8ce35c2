from django.utils.translation import gettext_lazy as _

from samspill.foundation.declarations.public import Declarations, Menu, MenuEntry, OpenPanel, Target
from samspill.foundation.ui.places import FramePlace
from samspill.site.panels import demo_panel, demo_wall_panel

DECLARED = Declarations(
    guides={
        "site": "first-round",
        "site:log_in_by_link": "people#logging-in",
    },
    menu=(MenuEntry(entry=Menu.OVERVIEW, label=_("Overview"), url_name="site:start", order=10),),
    pages_under=Menu.OVERVIEW,
    open_panels=(
        OpenPanel(place=FramePlace.ABOVE_CONTENT, show=demo_panel, order=10),
        OpenPanel(place=FramePlace.ON_THE_WALL, show=demo_wall_panel, order=10),
    ),
    targets={Target.HOME: "site:start"},
)

from django.utils.translation import gettext_lazy as _

from samspill.foundation.declarations.public import Declarations, Menu, MenuEntry, OpenPanel
from samspill.instruments.public import MethodsPlace
from samspill.register.panels import methods_panel

DECLARED = Declarations(
    menu=(
        MenuEntry(
            entry=Menu.REFORM,
            label=_("Reform"),
            url_name="register:front",
            order=36,
            open_line=_("What others have tried, what worked, and what did not"),
        ),
    ),
    pages_under=Menu.REFORM,
    guides={"register": "reform"},
    open_panels=(OpenPanel(place=MethodsPlace.TO_READ, show=methods_panel, order=10),),
)

from django.utils.translation import gettext_lazy as _

from samspill.foundation.declarations.public import Declarations, Menu, MenuEntry

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
)

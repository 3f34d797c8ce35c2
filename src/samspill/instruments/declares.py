from django.utils.translation import gettext_lazy as _

from samspill.foundation.declarations.public import Declarations, Menu, MenuEntry, Right, Target
from samspill.instruments.access import ROLES

DECLARED = Declarations(
    menu=(
        MenuEntry(
            entry=Menu.METHODS,
            label=_("Methods"),
            url_name="instruments:methods",
            order=40,
            open_line=_("What can be asked about, and how the numbers are made"),
        ),
    ),
    rights=(Right(sentence=_("Key in a wording of one's own"), roles=ROLES["use"]),),
    pages_under=Menu.METHODS,
    targets={Target.HOW_NUMBERS_ARE_MADE: "instruments:figures"},
)

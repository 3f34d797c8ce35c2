from django.utils.translation import gettext_lazy as _

from samspill.foundation.declarations.public import Declarations, Menu, MenuEntry, Target

DECLARED = Declarations(
    menu=(
        MenuEntry(entry=Menu.METHODS, label=_("Methods"), url_name="instruments:methods", order=40),
    ),
    pages_under=Menu.METHODS,
    targets={Target.HOW_NUMBERS_ARE_MADE: "instruments:figures"},
)

from django.utils.translation import gettext_lazy as _

from samspill.foundation.declarations.public import Declarations, Menu, MenuEntry, Target

DECLARED = Declarations(
    menu=(MenuEntry(entry=Menu.OVERVIEW, label=_("Overview"), url_name="site:start", order=10),),
    pages_under=Menu.OVERVIEW,
    targets={Target.HOME: "site:start"},
)

from django.utils.translation import gettext_lazy as _

from samspill.foundation.declarations.public import Declarations, Menu, MenuEntry

DECLARED = Declarations(
    menu=(
        MenuEntry(
            entry=Menu.CASES,
            label=_("Cases"),
            url_name="cases:cases",
            order=33,
            open_line=_("Advice before a political case"),
        ),
    ),
    pages_under=Menu.CASES,
    guides={"cases": "political-cases"},
)

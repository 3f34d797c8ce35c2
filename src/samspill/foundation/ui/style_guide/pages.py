from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samspill.foundation.ui.qr import qr_code
from samspill.foundation.ui.style_guide.component import (
    Component,
    Context,
    Group,
    State,
    sample,
    styles,
    templates,
)
from samspill.foundation.ui.style_guide.example_figures import statement, tiles_figure

ADDRESS = "samspill.example"


def _on_screen(prefix: str) -> Context:
    figure = tiles_figure(prefix, (3, 2, 0, 2, 3), middle=3.0, small=True, camps=True)
    return {"statement": statement(5), "figure": figure}


def _way_in(**more: object) -> Context:
    return {"address": ADDRESS, "code": "482 917", "qr": qr_code(f"https://{ADDRESS}/r/482917/"),
            **more}  # fmt: skip


QUESTION = _("How do we work together in Felles barnevern?")

SITE_HEADER = Component(
    name="Site header",
    when=_("At the head of a facilitator's pages. On a phone the places are folded."),
    when_not=_("Not for participants: they have one thing to do, and no menu."),
    files=(*templates("site_nav", "site_person"), *styles("site-header")),
    note=_("It stands at the head of this page."),
)

OPEN_PLACES = Component(
    name="Open places",
    when=_("What can be read without an account: in the short menu, and below the code."),
    when_not=_("Not for what belongs to somebody."),
    files=templates("open_nav", "open_places"),
    states=(
        State(_("In the head of an open page"), sample("open_nav"), size="wide"),
        State(_("Below the code"), "ui/open_places.html"),
    ),
)

ORGANISATION_SWITCH = Component(
    name="Organisation switch",
    when=_("In the header of somebody who is in several organisations: for which one they act."),
    when_not=_("Not for those who are in one. They see nothing of it."),
    files=styles("organisation-switch"),
    states=(State(_("As it is"), sample("organisation_switch")),),
)

DEMO_MARK = Component(
    name="Demo mark",
    when=_("Above every page of the demo: that it is one, and the ways out."),
    when_not=_("Not for a round of one's own that is tried out."),
    files=styles("demo-mark"),
    states=(
        State(_("As it is"), sample("demo_mark"), size="wide"),
        State(_("On the wall"), sample("demo_mark_wall"), size="wide", always_light=True),
    ),
)

SHELLS = Component(
    name="Page",
    when=_("The frame of every page: one for facilitators, one for participants, one to read."),
    when_not=_("No fourth kind of page."),
    files=(*templates("base", "facilitator", "open", "participant"), "static/ui/css/base.css"),
    note=_("This page is in the facilitator's frame. The participant's stands below."),
)

PAGE_HEADER = Component(
    name="Page header",
    when=_("What the page is about, where it belongs, and what one can do with it."),
    when_not=_("Not more than one on a page."),
    files=styles("page-header"),
    states=(State(_("With everything in it"), sample("page_header"), size="wide"),),
)

COLUMNS = Component(
    name="Columns",
    when=_("Two columns on a wide screen: what one works with, and what has a date."),
    when_not=_("Not for a text that is read from top to bottom."),
    files=("static/ui/css/base.css",),
    states=(State(_("As it is"), sample("columns"), size="wide"),),
)

HERO = Component(
    name="Hero",
    when=_("What comes next for this person. Once, on the start page."),
    when_not=_("Nowhere else, and never to welcome people."),
    files=styles("hero"),
    states=(
        State(_("As it is"), sample("hero"), size="wide"),
        State(_("In focus"), sample("hero"), {"looks": "looks-focused"}, size="wide"),
        State(_("Pointed at"), sample("hero"), {"looks": "looks-hovered"}, size="wide"),
    ),
)

ROUND = Component(
    name="Open round",
    when=_("The code and the QR code on the facilitator's own page."),
    when_not=_("Not on the wall. The join sign is for that."),
    files=styles("round"),
    states=(State(_("As it is"), sample("round_open"), lambda _prefix: _way_in(), size="wide"),),
)

SLIPS = Component(
    name="Slips",
    when=_("Personal links, to be cut apart on paper."),
    when_not=_("Not shown twice: a link is shown when it is made, and never again."),
    files=styles("slips"),
    states=(
        State(_("As it is"), sample("slips"), lambda _prefix: _way_in(), size="wide"),
        State(_("Two small things to do with a row"), sample("slips"), {"part": "pair"}),
    ),
)

FOOTER = Component(
    name="Footer",
    when=_("At the foot of a page, with the choice of language."),
    when_not=_("Nothing that somebody must find."),
    files=(*templates("language_switch"), *styles("footer", "language-switch")),
    states=(State(_("As it is"), sample("footer")),),
)

PARTICIPANT_PAGE = Component(
    name="Participant page",
    when=_("For somebody without an account, on a phone: one column, a system font, no menu."),
    when_not=_("Not for facilitators, and nothing that is not needed to answer."),
    files=styles("participant-page"),
    states=(State(_("As it is"), sample("participant_page")),),
)

PRINT_SHEET = Component(
    name="Print sheet",
    when=_("On paper only: a sheet to write actions on, last in the print of a reading."),
    when_not=_("Not on a screen. Here it is shown all the same."),
    files=(*styles("print-sheet"), "static/ui/css/print.css"),
    states=(State(_("As it is"), sample("print_sheet"), size="wide", always_light=True),),
    note=_("Paper also has all statements in one table. Menus and buttons are left out there."),
)

JOIN_SIGN = Component(
    name="Join sign",
    when=_("The sign on the wall: where to go, the code, and a QR code to point at."),
    when_not=_("Nothing on it that is not to be read aloud."),
    files=(*templates("join_sign"), *styles("join-sign")),
    states=(
        State(_("As it is"), sample("wall"), lambda _prefix: _way_in(question=QUESTION),
              size="wide", always_light=True),
        State(_("With a line below"), sample("wall"), lambda _prefix: _way_in(
            question=QUESTION, note=_("Take the time you need.")), size="wide", always_light=True),
        State(_("With a sign that changes"), sample("wall"), lambda _prefix: _way_in(
            question=QUESTION, sign="47"), size="wide", always_light=True),
    ),
)  # fmt: skip

SCREEN_PANEL = Component(
    name="Screen panel",
    when=_("What the big screen shows now, small, with the buttons that change it."),
    when_not=_("Not on the wall itself: there is one thing at a time, and no buttons."),
    files=styles("screen-panel"),
    states=(
        State(_("A statement"), sample("screen_panel"), _on_screen),
        State(_("The code"), sample("screen_panel"), {"code": "482 917"}),
        State(_("Blank"), sample("screen_panel"), {"is_blank": True}),
    ),
)

GROUP = Group(
    "pages",
    _("Pages, the wall and paper"),
    (SHELLS, SITE_HEADER, OPEN_PLACES, ORGANISATION_SWITCH, DEMO_MARK, PAGE_HEADER, COLUMNS, HERO,
     ROUND, SLIPS, FOOTER, PRINT_SHEET, PARTICIPANT_PAGE, JOIN_SIGN, SCREEN_PANEL),
)  # fmt: skip

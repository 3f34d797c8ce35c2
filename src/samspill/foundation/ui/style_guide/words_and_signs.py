from django.utils.translation import gettext_lazy as _

from samspill.foundation.ui.style_guide.component import (
    Component,
    Group,
    State,
    narrow,
    sample,
    styles,
    templates,
)

TEXT = Component(
    name="Text",
    when=_("All text. One size for each role, and nothing under 15 pixels."),
    when_not=_("Do not make a text bold or large to have it noticed. Say it first instead."),
    files=("static/ui/css/base.css",),
    states=(
        State(_("Headings"), sample("text"), {"part": "headings"}),
        State(_("Running text"), sample("text"), {"part": "running"}),
        State(_("A longer text"), sample("text"), {"part": "prose"}),
    ),
)

GUIDE_TEXT = Component(
    name="Guide",
    when=_("A guide under Help: read from top to bottom, with commands and tables."),
    when_not=_("Not for a page where somebody does something."),
    files=styles("guide-text"),
    states=(State(_("As it is"), sample("guide")),),
)

COLOURS = Component(
    name="Colours",
    when=_("A colour is used by its role. A role says what the colour is for."),
    when_not=_("Cloudberry means that here is the conversation. It is no alarm and no decoration."),
    files=("static/ui/css/roles.css",),
    states=(State(_("All roles"), sample("colours")),),
)

LINK = Component(
    name="Link",
    when=_("To go somewhere. A button that looks like a link does something small."),
    when_not=_("The one thing to do on a page is a button, not a link."),
    files=("static/ui/css/base.css",),
    states=narrow(
        State(_("As it is"), sample("link")),
        State(_("Pointed at"), sample("link"), {"looks": "looks-hovered"}),
        State(_("In focus"), sample("link"), {"looks": "looks-focused"}),
    ),
)

MARK = Component(
    name="Mark",
    when=_("At the head of every page, and on the sign on the wall."),
    when_not=_("Never under 20 pixels high, and never as decoration."),
    files=(*templates("mark"), *styles("mark")),
    states=narrow(
        State(_("As it is"), "ui/mark.html"),
    ),
)

OUTCOME_SIGN = Component(
    name="Outcome sign",
    when=_("Before a word that says the same: done, under way, not done, or left to do."),
    when_not=_("Never alone. A sign without its word is a riddle."),
    files=(*templates("outcome_sign"), *styles("actions")),
    states=narrow(
        State(_("Done"), sample("outcome_sign"), {"outcome": "done", "word": _("Done")}),
        State(
            _("Under way"), sample("outcome_sign"), {"outcome": "under_way", "word": _("Under way")}
        ),
        State(
            _("Not done"), sample("outcome_sign"), {"outcome": "not_done", "word": _("Not done")}
        ),
        State(_("To do"), sample("outcome_sign"), {"outcome": "todo", "word": _("To do")}),
        State(
            _("In place"), sample("outcome_sign"), {"outcome": "in_place", "word": _("In place")}
        ),
        State(
            _("Don’t know"),
            sample("outcome_sign"),
            {"outcome": "dont_know", "word": _("Don’t know")},
        ),
    ),
)

HATCH_SIGN = Component(
    name="Hatch sign",
    when=_("Beside the words that tell that something is held back."),
    when_not=_("Hatching is never decoration. It always means that something is held back."),
    files=(*templates("hatch_sign"), *styles("notice")),
    states=narrow(
        State(_("As it is"), "ui/hatch_sign.html"),
    ),
)

TAG = Component(
    name="Tag",
    when=_("One or two words about a whole row, such as that the answers are simulated."),
    when_not=_("A tag is no button, and no sentence."),
    files=styles("actions"),
    states=narrow(
        State(_("As it is"), sample("tag")),
    ),
)

GROUP = Group(
    "words-and-signs",
    _("Words and signs"),
    (TEXT, GUIDE_TEXT, COLOURS, LINK, MARK, OUTCOME_SIGN, HATCH_SIGN, TAG),
)

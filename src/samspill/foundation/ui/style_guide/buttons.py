from django.utils.translation import gettext_lazy as _

from samspill.foundation.ui.style_guide.component import (
    Component,
    Group,
    State,
    changed,
    narrow,
    sample,
    styles,
)

BUTTON = Component(
    name="Button",
    when=_("To do something. One main button on a page, 56 pixels high."),
    when_not=_("No disabled button in a form. Let people press it, and say what is missing."),
    files=styles("buttons"),
    states=(
        State(_("Main, ordinary, secondary, tertiary"), sample("button")),
        State(_("Pointed at"), sample("button"), {"looks": "looks-hovered"}),
        State(_("In focus"), sample("button"), {"looks": "looks-focused"}),
        State(_("Pressed"), sample("button"), {"looks": "looks-pressed"}),
        State(_("While it is being sent"), sample("button"), {"sending": True}),
        State(_("Turned off"), sample("button"), {"disabled": True}),
        State(_("The whole width"), sample("button_wide")),
    ),
)

BUTTON_ROW = Component(
    name="Button row",
    when=_("Buttons side by side, the most important one first; below each other on a phone."),
    when_not=_("Not more than three in a row."),
    files=styles("buttons"),
    states=(State(_("With a link beside it"), sample("button_row")),),
)

SEGMENTED = Component(
    name="Segmented",
    when=_("Two or three ways to see the same page. Each has an address of its own."),
    when_not=_("Not as a menu, and not to choose an answer."),
    files=styles("segmented"),
    states=narrow(
        State(_("The first is chosen"), sample("segmented"), {"chosen": "first"}),
        State(_("The second is chosen"), sample("segmented"), {"chosen": "second"}),
        State(_("In focus"), sample("segmented"), {"chosen": "first", "looks": "looks-focused"}),
        State(_("Pointed at"), sample("segmented"), {"chosen": "first", "looks": "looks-hovered"}),
    ),
)

CONFIRM = Component(
    name="Confirm",
    when=_("What cannot be undone is asked twice, without JavaScript."),
    when_not=_("What can be undone is just done, with a way back."),
    files=styles("round"),
    states=(
        State(_("Folded"), sample("confirm")),
        State(
            _("Open"), sample("confirm"), after=changed(('class="confirm"', 'class="confirm" open'))
        ),
    ),
)

GROUP = Group("buttons", _("Buttons"), (BUTTON, BUTTON_ROW, SEGMENTED, CONFIRM))

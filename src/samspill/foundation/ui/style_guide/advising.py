"""What advice on a case is made of: questions that lead on, reasons, stop signs, paper."""

from __future__ import annotations

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

CHOICE_BUTTONS = Component(
    name="Choice buttons",
    when=_("Answers where a press both chooses and leads on."),
    when_not=_("Not in a form that is sent: there, rows to choose from."),
    files=styles("choice-buttons"),
    states=narrow(
        State(_("None chosen"), sample("choice_buttons")),
        State(_("One chosen"), sample("choice_buttons"), {"chosen": "much"}),
        State(_("“Don't know” chosen"), sample("choice_buttons"), {"chosen": "unknown"}),
        State(_("Pointed at"), sample("choice_buttons"), {"looks": "looks-hovered"}),
    ),
)

CASE_QUESTION = Component(
    name="Case question",
    when=_("Questions about one case: one at a time on a phone, rows on a wide page."),
    when_not=_("Not for what is stored or sent."),
    files=styles("case-questions"),
    states=(State(_("As it is"), sample("case_question"), size="wide"),),
)

ADVICE = Component(
    name="Advice",
    when=_("An approach with its reasons, one in reserve, and where the advice stops."),
    when_not=_("Never with a score, a bar or a percentage. A stop sign is never folded."),
    files=(*templates("stop_sign"), *styles("advice")),
    states=(
        State(_("First and in reserve"), sample("advice"), {"part": "approaches"}, size="wide"),
        State(_("Stop signs"), sample("advice"), {"part": "stops"}, size="wide"),
        State(_("What a phone folds, and the answers"), sample("advice"), {"part": "rest"}),
    ),
)

PAPER_FORM = Component(
    name="Paper form",
    when=_("The same questions and rules on two sheets, for those without scripts."),
    when_not=_("Not for what is to be handed in."),
    files=styles("paper-form"),
    states=(State(_("As it is"), sample("paper_form"), size="wide", always_light=True),),
)

CASE_READING = Component(
    name="Case reading",
    when=_("What is read about cases: calls and choices that open, words to say, a note."),
    when_not=_("Not for advice, whose stop signs are never folded."),
    files=styles("case-reading"),
    states=(State(_("As it is"), sample("case_reading"), size="wide"),),
)

GROUP = Group(
    "advice",
    _("Advice"),
    (CHOICE_BUTTONS, CASE_QUESTION, ADVICE, CASE_READING, PAPER_FORM),
)

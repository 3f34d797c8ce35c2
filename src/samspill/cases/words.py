"""The words that the script of *Before a case* puts around the advice."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, str | Promise] = {
    "answer": _("answer [number]: [value]"),
    "question_of": "[number]/[total]",
    "first": _("First"),
    "reserve": _("In reserve"),
    "no_reserve": _("No reserve"),
    "no_reserve_why": _(
        "The others are closed by a stop sign, or have no reasons that outweigh those against."
    ),
    "level": _("The two have equally many heavy reasons."),
    "tie": _("The two stand entirely level. The order is ours."),
    "because": _("Because"),
    "but": _("What speaks against"),
    "nothing_against": _("Nothing in your answers speaks against."),
    "begin": _("How you can begin"),
    "not_this": _("This is not meant"),
    "risk": _("What you risk"),
    "sources": _("Sources"),
    "stops": _("Here the advice stops"),
    "trust_here": _("Trust in this case"),
    "trust_forms": _("Read about the forms of trust"),
    "changes": _("What would change the advice"),
    "if_answered": _("If the answer were"),
    "then_advice": _("the advice would be"),
    "no_change": _("No other answer to one question alone would change the advice."),
    "others": _("The others, and why not now"),
    "closed_by": _("Closed by a stop sign"),
    "no_reason": _("No reason for it here."),
    "fewer_reasons": _("Something speaks for it, but less than for the first."),
    "outweighed": _("Something speaks for it, but more against."),
    "speaks_for": _("For"),
    "speaks_against": _("Against"),
    "find_out_first": _("Find this out first"),
    "provisional": _("The advice is provisional: you answered “don't know”."),
    "would_change": _("Knowing this could change the advice."),
    "too_little": _("Too little is known for advice"),
    "find_out": _("This is worth finding out:"),
    "duty": _("The decision is made"),
    "dont": _("Not this"),
    "do": _("Do this"),
    "plain": _("No advice on conflict is needed"),
    "open_talk": _("No approach stands out"),
    "changed": _("You changed an answer"),
    "was": _("from “[before]” to “[after]”"),
    "fell_away": _("What fell away"),
    "came": _("What was added"),
    "nothing_moved": _("No reason and no stop sign changed for what is advised."),
    "your_answers": _("Your answers"),
    "change": _("Change"),
    "change_answer": _("Change answer [number]"),
    "risks": _("Eight questions about risk, if you like"),
    "risks_hint": _("They do not change the approach. They say what can go wrong with it."),
    "comes_first": _("This comes first"),
    "self_check": _("See if this holds:"),
    "practise": _("Practise on a situation"),
    "again": _("Start again"),
    "print": _("Print"),
    "no_key": _(
        "There is no answer key. The five approaches are those of Thomas and Kilmann, as the"
        " thesis uses them. The model is for equals, and the parties here are not. The"
        " weighting is our own and has not been tested. This is not legal advice."
    ),
    "method": _("How the advice is made"),
    "stored": _("Nothing is stored. When you close or leave the page, the answers are gone."),
    "new_tab": _("Opens in a new tab"),
    "quoted": _("“[text]”"),
    "contradiction": _("Two answers do not fit together"),
}


def script_words() -> dict[str, str]:
    """Return the words in the language of the page."""
    return {key: str(word) for key, word in WORDS.items()}

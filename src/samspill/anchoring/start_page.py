"""What the start page tells of rules of contact: those from before an election."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.anchoring.access import ContactRules, rules_the_actor_sees
from samspill.anchoring.results import ask_again_from
from samspill.foundation.access.public import Actor
from samspill.foundation.declarations.public import Deadline, StartPageShare


def tell_start_page(actor: Actor, _language: str) -> StartPageShare:
    """Return, for each collaboration, that its rules should be looked at after the election."""
    newest: dict[object, ContactRules] = {}
    for rules in rules_the_actor_sees(actor):
        newest.setdefault(rules.collaboration_id, rules)
    deadlines = (_look_again(rules) for rules in newest.values())
    return StartPageShare(deadlines=tuple(each for each in deadlines if each is not None))


def _look_again(rules: ContactRules) -> Deadline | None:
    day = ask_again_from(rules)
    if day is None:
        return None
    collaboration = rules.collaboration
    if collaboration is None:
        sentence = _("The rules of contact are from before the election.")
        url = reverse("anchoring:own_rules")
    else:
        sentence = _("The rules of contact of %(name)s are from before the election.")
        sentence %= {"name": collaboration.name}
        url = reverse("anchoring:rules", args=[collaboration.pk])
    return Deadline(day=day, sentence=sentence, link=_("Look at them"), url=url, stands_beside=True)

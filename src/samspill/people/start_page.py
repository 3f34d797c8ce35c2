"""What the start page tells of the organisation itself."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.foundation.access.public import Actor
from samspill.foundation.declarations.public import NextStep, Priority, StartPageShare
from samspill.people.access import ROLES, own_organisation


def tell_start_page(actor: Actor, _language: str) -> StartPageShare:
    """Suggest to say who asks, as long as it has not been said, to those who may."""
    if not actor.has(*ROLES["look after"]):
        return StartPageShare()
    organisation = own_organisation(actor)
    if organisation.is_demo or organisation.says_who_asks:
        return StartPageShare()
    step = NextStep(
        priority=Priority.COULD_BE_ADDED,
        before=_("When you have a minute"),
        title=_("Say whom people can turn to"),
        sentence=_(
            "It appears wherever you ask somebody: a contact, and a data protection officer."
        ),
        button=_("Write it"),
        url=reverse("people:organisation", args=[organisation.pk]),
    )
    return StartPageShare(next_steps=(step,))

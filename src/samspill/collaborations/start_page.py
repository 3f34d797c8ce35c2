"""What the start page tells of collaborations themselves, and of who stands behind them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.collaborations.access import collaborations_of
from samspill.collaborations.results import EndorsementReminder, endorsement_reminders
from samspill.foundation.access.public import Actor
from samspill.foundation.declarations.public import Deadline, NextStep, Priority, StartPageShare


def tell_start_page(actor: Actor, _language: str) -> StartPageShare:
    """Return who must be asked again; what to begin with, where there is no collaboration yet."""
    collaborations = list(collaborations_of(actor))
    reminders = endorsement_reminders(actor, collaborations)
    return StartPageShare(
        next_steps=() if collaborations else (_first_step(),),
        deadlines=tuple(_ask_again(reminder) for reminder in reminders),
    )


def _first_step() -> NextStep:
    return NextStep(
        priority=Priority.COULD_BEGIN,
        before=_("Welcome"),
        title=_("Begin with who works together"),
        sentence=_("Write the name of the collaboration, and who the partners are."),
        button=_("New collaboration"),
        url=reverse("collaborations:create"),
    )


def _ask_again(reminder: EndorsementReminder) -> Deadline:
    """One for each collaboration; they may stand there for months, beside what is nearer."""
    return Deadline(
        day=reminder.day,
        when=reminder.when,
        sentence=reminder.sentence,
        link=_("See who stands behind"),
        url=reverse("collaborations:collaboration", args=[reminder.collaboration_key])
        + "#partners",
        stands_beside=True,
    )

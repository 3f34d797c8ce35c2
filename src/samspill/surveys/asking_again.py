"""Asking the same again: the purpose, the number and the groups of an earlier round, once more."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from samspill.collaborations.public import partners_of
from samspill.foundation.access.public import Actor, NotAllowedError, NotFoundError
from samspill.surveys.access import SurveyRound, access_round
from samspill.surveys.forms import RoundForm
from samspill.surveys.groupings import plan_again
from samspill.surveys.operations import ask_for_background
from samspill.toolbox.round_records import AskedGroup


def round_to_repeat(actor: Actor, sent: str) -> SurveyRound | None:
    """Return the round somebody wants to ask again; None for anything else that was sent."""
    try:
        return access_round(actor, UUID(sent), to="change")
    except (ValueError, NotFoundError, NotAllowedError):
        return None


def initial_again(earlier: SurveyRound, actor: Actor) -> Mapping[str, object]:
    """Return what the form of a new round begins with: all but the day, which has to be chosen."""
    said = dict(RoundForm.initial_of(earlier, actor))
    del said["follow_up_on"]
    return said


def carry_groups(made: SurveyRound, earlier: SurveyRound, *, by: Actor) -> bool:
    """Ask about the same groups as last time, as far as the partners are still there.

    Returns whether that could be done: where they would be too small now, nothing is asked.
    """
    if not earlier.background or made.is_open_table or earlier.is_imported:
        return False
    partners = {partner.pk: partner for partner in partners_of(made.collaboration)}
    asked = [_still_there(group, set(map(str, partners))) for group in earlier.asked_groups]
    plan = plan_again(earlier.background, asked, partners, minimum=made.minimum_group_size)
    if not plan.is_possible:
        return False
    ask_for_background(made, plan, by=by)
    return True


def _still_there(group: AskedGroup, known: set[str]) -> Mapping[str, int]:
    return {key: size for key, size in group.asked.items() if key in known or not _is_key(key)}


def _is_key(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True

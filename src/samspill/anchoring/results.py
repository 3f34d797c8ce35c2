"""Every read that a page about rules of contact needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from samspill.anchoring.access import ContactRules, rules_of
from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor
from samspill.toolbox.case_content import contact_content
from samspill.toolbox.elections import have_met, last_election


@dataclass(frozen=True, kw_only=True)
class ShownPoint:
    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ShownRules:
    """Rules as they are read and printed. `is_from_before_the_election`: ask both sides anew."""

    key: UUID
    made_by: str
    points: tuple[ShownPoint, ...]
    more: str
    valid_from: date
    kept_on: date | None
    is_from_before_the_election: bool


@dataclass(frozen=True, kw_only=True)
class RulesPage:
    current: ShownRules | None
    earlier: tuple[ShownRules, ...]


def rules_page(actor: Actor, collaboration: Collaboration | None, language: str) -> RulesPage:
    """Return the rules that hold, and those that held before."""
    shown = [_shown(rules, language) for rules in rules_of(actor, collaboration)]
    return RulesPage(current=shown[0] if shown else None, earlier=tuple(shown[1:]))


def ask_again_from(rules: ContactRules) -> date | None:
    """Return the day from which both sides should look at rules again; None while they hold.

    New councils have met some weeks after an election; then those who agreed may be others.
    """
    looked_at = rules.kept_on or rules.valid_from
    election = last_election(timezone.localdate())
    return have_met(election) if looked_at <= election else None


def _shown(rules: ContactRules, language: str) -> ShownRules:
    agreed = rules.agreed
    labels = {point.id: point.label for point in contact_content(language).point}
    return ShownRules(
        key=rules.pk,
        made_by=agreed.made_by,
        points=tuple(
            ShownPoint(label=labels.get(point.key, ""), text=point.text) for point in agreed.points
        ),
        more=agreed.more,
        valid_from=rules.valid_from,
        kept_on=rules.kept_on,
        is_from_before_the_election=ask_again_from(rules) is not None,
    )

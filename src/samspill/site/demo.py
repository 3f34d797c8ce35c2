"""The demo: an invented regional council, with simulated answers that are marked so everywhere.

Names of municipalities and people are invented, so that no real place gets a result it has not
given. What the facilitator would have typed is in bokmål, as it would be in such a council.
"""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from samspill.action_plans.public import Action, NewAction, agree_action, report_action
from samspill.collaborations.public import (
    Collaboration,
    NewPartner,
    Partner,
    add_partners,
    create_collaboration,
)
from samspill.foundation.access.public import Actor, Role
from samspill.foundation.accounts.public import Account
from samspill.foundation.organisations.public import Membership, Organisation
from samspill.surveys.public import (
    RoundSettings,
    SurveyRound,
    close_round,
    create_round,
    open_round,
    publish_reading,
    submit_response,
)
from samspill.toolbox import catalogue

MUNICIPALITIES = (
    "Nesdal", "Sundvoll", "Fjellnes", "Storøyna", "Lidal", "Tverrelv", "Holmfjord",
    "Granvika", "Øvre Lia", "Strandvoll", "Brattås", "Eidsnes", "Kvernes",
)  # fmt: skip

# For each statement, how likely each answer is, in the baseline and half a year later. Chosen so
# that the reading has something strong, something low, two camps, and little that has changed.
BASELINE = (
    (2, 8, 20, 50, 20), (22, 38, 22, 14, 4), (2, 4, 12, 50, 32), (10, 24, 30, 28, 8),
    (8, 18, 34, 30, 10), (30, 20, 4, 20, 26), (2, 5, 13, 52, 28), (6, 18, 34, 34, 8),
    (8, 16, 26, 38, 12), (22, 20, 16, 20, 22),
)  # fmt: skip
FOLLOW_UP = (
    (1, 6, 17, 52, 24), (8, 22, 26, 34, 10), (1, 3, 10, 52, 34), (8, 22, 30, 30, 10),
    (4, 12, 30, 40, 14), (28, 20, 6, 22, 24), (2, 5, 13, 52, 28), (6, 16, 32, 36, 10),
    (6, 14, 26, 40, 14), (20, 20, 18, 22, 20),
)  # fmt: skip
DIALOGUE = (
    (4, 14, 30, 38, 14), (8, 26, 34, 24, 8), (3, 10, 28, 42, 17), (12, 30, 30, 20, 8),
    (2, 8, 22, 46, 22), (6, 20, 32, 32, 10), (26, 22, 6, 22, 24), (4, 12, 34, 36, 14),
    (6, 16, 36, 32, 10),
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """When a simulated round was open, how many answered, and how."""

    opened: datetime
    respondents: int
    expected: int
    chances: tuple[tuple[int, ...], ...]
    seed: int


def load_if_empty() -> None:
    """Give an empty installation its first facilitator, and the demo unless SAMSPILL_DEMO=no."""
    with transaction.atomic():
        if Organisation.objects.exists():
            return
        actor = _facilitator()
        if os.environ.get("SAMSPILL_DEMO", "").lower() not in ("no", "0", "off"):
            load_for(actor)


def load_for(actor: Actor) -> None:
    """Make the demo's collaborations, rounds and actions in the actor's organisation."""
    _regional_council(actor)
    _planning_collaboration(actor)


def _facilitator() -> Actor:
    organisation = Organisation.objects.create(
        name="Regionrådet for Indre Fjord", kind=Organisation.Kind.REGIONAL_COUNCIL
    )
    account = Account.objects.create_account(
        email=settings.SAMSPILL_FACILITATOR_EMAIL, name="Marit Solheim"
    )
    Membership.objects.create(account=account, organisation=organisation, role=Role.FACILITATOR)
    return Actor(account.pk, account.name, organisation.pk, Role.FACILITATOR)


def _regional_council(actor: Actor) -> None:
    now = timezone.now()
    council = create_collaboration(
        name="Regionrådet for Indre Fjord",
        purpose="Tretten kommuner skal løse oppgaver sammen som ingen av dem klarer godt alene.",
        by=actor,
        is_simulated=True,
    )
    kind = Partner.Kind.MUNICIPALITY
    others = [
        NewPartner(Partner.Kind.COUNTY, "Fjordane fylkeskommune"),
        NewPartner(Partner.Kind.UNION, "De tillitsvalgte i regionen"),
        NewPartner(Partner.Kind.BUSINESS, "Indre Fjord næringsforening"),
    ]
    add_partners(council, [NewPartner(kind, name) for name in MUNICIPALITIES] + others, by=actor)
    baseline = _asked(
        council,
        Plan(now - timedelta(days=190), 28, 31, BASELINE, seed=1),
        purpose="Vi vil vite hvordan samarbeidet i regionrådet virker for dere som er med.",
        use="Vi leser svarene sammen på vårmøtet og avtaler tiltak.",
        by=actor,
    )
    _earlier_actions(council, baseline, actor)
    follow_up = _asked(
        council,
        Plan(now - timedelta(days=9), 26, 31, FOLLOW_UP, seed=2),
        purpose="Vi spør igjen for å se hva som er blitt annerledes siden i vår.",
        use="Vi leser svarene sammen på høstmøtet og avtaler hva vi gjør nå.",
        by=actor,
    )
    _new_actions(council, follow_up, actor)


def _planning_collaboration(actor: Actor) -> None:
    planning = create_collaboration(
        name="Plansamarbeidet Vestsida",
        purpose="Fire kommuner lager felles plan for areal og vern på vestsida av fjorden.",
        by=actor,
        is_simulated=True,
    )
    partners = [NewPartner(Partner.Kind.MUNICIPALITY, name) for name in MUNICIPALITIES[:4]]
    partners += [
        NewPartner(Partner.Kind.STATE, "Statsforvalteren"),
        NewPartner(Partner.Kind.VOLUNTARY, "Grunneierlaget på Vestsida"),
    ]
    add_partners(planning, partners, by=actor)
    _asked(
        planning,
        Plan(timezone.now() - timedelta(days=2), 14, 18, DIALOGUE, seed=3),
        purpose="Vi er uenige om vern og utbygging. Vi vil vite hvordan samtalen oppleves.",
        use="Vi bruker svarene til å bli enige om hvordan vi snakker sammen i planarbeidet.",
        by=actor,
        instrument="dialogue_and_trust_check",
        publish=False,
    )


def _asked(
    collaboration: Collaboration,
    plan: Plan,
    *,
    purpose: str,
    use: str,
    by: Actor,
    instrument: str = "collaboration_test",
    publish: bool = True,
) -> SurveyRound:
    content = catalogue.instrument(instrument).content()
    chosen = RoundSettings(
        content=content,
        purpose=purpose,
        intended_use=use,
        follow_up_on=(plan.opened + timedelta(days=185)).date(),
        expected_count=plan.expected,
    )
    made = create_round(collaboration, chosen, by=by, now=plan.opened, is_simulated=True)
    made = open_round(made, by=by, now=plan.opened)
    for ratings in _simulated(plan):
        submit_response(made, key=uuid.uuid4(), ratings=ratings)
    made = close_round(made, by=by, now=plan.opened + timedelta(days=1))
    if publish:
        made = publish_reading(made, by=by, now=plan.opened + timedelta(days=1, hours=1))
    return made


def _simulated(plan: Plan) -> list[list[int | None]]:
    """Draw answers at random, the same ones every time; a few skip a statement."""
    rng = np.random.default_rng(plan.seed)
    answers = []
    for _person in range(plan.respondents):
        person: list[int | None] = []
        for chances in plan.chances:
            weights = np.array(chances, dtype=float)
            point = int(rng.choice(len(weights), p=weights / weights.sum())) + 1
            person.append(None if rng.random() < 0.01 else point)
        answers.append(person)
    return answers


def _earlier_actions(council: Collaboration, baseline: SurveyRound, actor: Actor) -> None:
    reports = (
        ("Sakslista sendes ti dager før møtet", "Eli Brekke", "Nesdal", 3, 110, "done",
         "Gjort fra og med augustmøtet."),
        ("Rådet møter hvert kommunestyre én gang i året", "Jonas Eide", "Fjellnes", 1, 60, "done",
         "Ni av tretten kommunestyrer har hatt besøk. De siste fire står på planen i vinter."),
        ("Felles møteplan for hele året", "Svein Hovde", "Lidal", 4, -12, "under_way",
         "Utkastet er sendt til kommunene."),
        ("Hospitering mellom rådhusene", "Anne Vik", "Storøyna", 7, 40, "not_done",
         "To kommuner manglet vikarer. Vi tar det opp igjen når møteplanen er på plass."),
    )  # fmt: skip
    for title, owner, partner, item, days_ago, state, outcome in reports:
        action = _agreed(council, baseline, actor, title, owner, partner, item, -days_ago)
        report_action(action, state=Action.State(state), outcome=outcome, by=actor)


def _new_actions(council: Collaboration, follow_up: SurveyRound, actor: Actor) -> None:
    agreed = (
        ("Vis status på vedtakene våre først i hvert møte", "Torunn Bakke", "Sundvoll", 5, 75),
        ("Ta opp budsjettsaker to møter før vedtak", "Jonas Eide", "Fjellnes", 3, 55),
        ("Spis lunsj sammen før hvert møte, uten saksliste", "Anne Vik", "Storøyna", 4, 20),
        ("Fortell kommunestyrene hva som er oppnådd, på én side", "Per Aasen", "Lidal", 1, 120),
    )
    for title, owner, partner, item, days in agreed:
        _agreed(council, follow_up, actor, title, owner, partner, item, days)


def _agreed(
    council: Collaboration,
    survey_round: SurveyRound,
    actor: Actor,
    title: str,
    owner: str,
    partner: str,
    item: int,
    days: int,
) -> Action:
    chosen = survey_round.content["items"][item]
    new = NewAction(
        title=title,
        owner=owner,
        owner_partner=partner,
        due_on=timezone.localdate() + timedelta(days=days),
        round_key=survey_round.pk,
        item_key=chosen["key"],
        item_text=chosen["text"],
    )
    return agree_action(council, new, by=actor, now=survey_round.closed_at)

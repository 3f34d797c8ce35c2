"""The demo: an invented regional council, with simulated answers that are marked so everywhere.

Names of municipalities and people are invented, so that no real place gets a result it has not
given. What the facilitator would have typed is in bokmål, as it would be in such a council.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from samspill.action_plans.public import Action, NewAction, agree_action, report_action
from samspill.collaborations.public import (
    Collaboration,
    NewEndorsement,
    NewPartner,
    Partner,
    add_contact,
    add_partners,
    create_collaboration,
    endorse,
    partners_of,
)
from samspill.foundation.access.public import Actor, Role
from samspill.foundation.accounts.public import Account, account_to_keep
from samspill.foundation.organisations.public import Membership, Organisation
from samspill.site.demo_contact_rules import add_contact_rules
from samspill.site.demo_meetings import add_meetings
from samspill.site.demo_people import add_people, remove_people
from samspill.site.demo_reform import load_reform
from samspill.surveys.public import (
    GivenElsewhere,
    RoundSettings,
    SurveyRound,
    ask_for_background,
    close_round,
    create_round,
    open_round,
    plan_groups,
    publish_reading,
    submit_response,
    take_in_round,
    take_table,
    write_column,
)
from samspill.toolbox import catalogue, elections
from samspill.toolbox.round_records import Counts

DEMO_ROLES = (Role.FACILITATOR, Role.ADMINISTRATOR)

MUNICIPALITIES = (
    "Nesdal", "Sundvoll", "Fjellnes", "Storøyna", "Lidal", "Tverrelv", "Holmfjord",
    "Granvika", "Øvre Lia", "Strandvoll", "Brattås", "Eidsnes", "Kvernes",
)  # fmt: skip

# What stands beside the municipalities in the council.
BESIDE = (
    NewPartner(Partner.Kind.COUNTY, "Fjordane fylkeskommune"),
    NewPartner(Partner.Kind.UNION, "De tillitsvalgte i regionen"),
    NewPartner(Partner.Kind.BUSINESS, "Indre Fjord næringsforening"),
    NewPartner(Partner.Kind.POLITICAL_LEADERSHIP, "Ordførerne"),
    NewPartner(Partner.Kind.ADMINISTRATION, "Kommunedirektørene"),
)

# How many are asked in the second round: a mayor and a chief executive from each municipality.
ASKED = {"Ordførerne": 13, "Kommunedirektørene": 13}

# For each statement, how likely each answer is, in the baseline and half a year later. Chosen so
# that the reading has something strong, something low, two camps, and little that has changed.
BASELINE = (
    (2, 8, 20, 50, 20), (22, 38, 22, 14, 4), (2, 4, 12, 50, 32), (10, 24, 30, 28, 8),
    (8, 18, 34, 30, 10), (30, 20, 4, 20, 26), (2, 5, 13, 52, 28), (6, 18, 34, 34, 8),
    (8, 16, 26, 38, 12), (22, 20, 16, 20, 22),
)  # fmt: skip
FOLLOW_UP = (
    (1, 6, 17, 52, 24), (2, 8, 18, 52, 20), (1, 3, 10, 52, 34), (40, 45, 15, 0, 0),
    (4, 12, 30, 40, 14), (28, 20, 6, 22, 24), (0, 0, 8, 60, 32), (0, 6, 14, 60, 20),
    (0, 4, 16, 56, 24), (20, 20, 18, 22, 20),
)  # fmt: skip
# The chief executives see three of the ten quite otherwise than the mayors.
FOLLOW_UP_ADMINISTRATION = {
    3: (0, 5, 20, 55, 20), 7: (45, 40, 15, 0, 0), 8: (40, 45, 15, 0, 0),
}  # fmt: skip
DIALOGUE = (
    (6, 20, 34, 30, 10), (4, 14, 30, 38, 14), (8, 26, 34, 24, 8), (3, 10, 28, 42, 17),
    (12, 30, 30, 20, 8),
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
    # For some statements, how the second of two groups answers; each person is in every other.
    chances_of_second: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class TakenOn:
    """An action of the demo: due so many days from now, about one of the ten statements."""

    title: str
    owner: str
    partner: str
    item: int
    days: int
    state: Action.State = Action.State.AGREED
    outcome: str = ""
    aim: Action.Aim = Action.Aim.CHANGE
    is_early_win: bool = False


AFTER_BASELINE = (
    TakenOn("Sakslista sendes ti dager før møtet", "Eli Brekke", "Nesdal", 3, -110,
            Action.State.DONE, "Gjort fra og med augustmøtet."),
    TakenOn("Rådet møter hvert kommunestyre én gang i året", "Jonas Eide", "Fjellnes", 1, -60,
            Action.State.DONE,
            "Ni av tretten kommunestyrer har hatt besøk. De siste fire står på planen i vinter."),
    TakenOn("Møtene begynner med en runde der alle sier noe", "Kari Lunde", "Holmfjord", 2, -150,
            Action.State.DONE, "Slik begynner møtene nå. Det tar ti minutter.",
            aim=Action.Aim.KEEP, is_early_win=True),
    TakenOn("Felles møteplan for hele året", "Svein Hovde", "Lidal", 4, 12,
            Action.State.UNDER_WAY, "Utkastet er sendt til kommunene."),
    TakenOn("Hospitering mellom rådhusene", "Anne Vik", "Storøyna", 7, -40, Action.State.NOT_DONE,
            "To kommuner manglet vikarer. Vi tar det opp igjen når møteplanen er på plass."),
)  # fmt: skip
AFTER_FOLLOW_UP = (
    TakenOn("Vis status på vedtakene våre først i hvert møte", "Torunn Bakke", "Sundvoll", 5, 75),
    TakenOn("Ta opp budsjettsaker to møter før vedtak", "Jonas Eide", "Fjellnes", 3, 55),
    TakenOn("Spis lunsj sammen før hvert møte, uten saksliste", "Anne Vik", "Storøyna", 4, 20,
            is_early_win=True),
    TakenOn("La én kommune vise fram noe den får til, i hvert møte", "Kari Lunde", "Holmfjord", 6,
            90, aim=Action.Aim.KEEP),
    TakenOn("Fortell kommunestyrene hva som er oppnådd, på én side", "Per Aasen", "Lidal", 1, 120),
)  # fmt: skip


def load_if_asked() -> None:
    """Fill an empty installation with the demo when SAMSPILL_DEMO says yes, as for a trial."""
    if os.environ.get("SAMSPILL_DEMO", "").lower() in ("yes", "1", "on"):
        make_account()


@transaction.atomic
def make_account() -> Account:
    """Make the demo for the invented person who leads there, and return their account."""
    email = settings.SAMSPILL_FACILITATOR_EMAIL
    account = Account.objects.filter(email=email).first()
    if account is None:
        account = Account.objects.create_account(email=email, name="Marit Solheim")
    make_for(account)
    return account


@transaction.atomic
def make_for(account: Account) -> UUID:
    """Let somebody look around in a demo of their own, made when they have none; return its key.

    Of their own, so that people of different organisations do not meet there.
    """
    account = account_to_keep(account.pk)  # two presses at once make one demo
    own = Membership.objects.filter(account=account, organisation__is_demo=True).first()
    if own is not None:
        return own.organisation_id
    organisation = Organisation.objects.create(
        name="Regionrådet for Indre Fjord", kind=Organisation.Kind.REGIONAL_COUNCIL, is_demo=True
    )
    for role in DEMO_ROLES:
        Membership.objects.create(account=account, organisation=organisation, role=role)
    actor = Actor(account.pk, account.name, organisation.pk, frozenset(DEMO_ROLES))
    add_people(actor)
    load_for(actor)
    return organisation.pk


@transaction.atomic
def remove(organisation_id: UUID) -> None:
    """Remove a demo whole, with the invented people in it. Nothing else is touched."""
    demos = Organisation.objects.select_for_update().filter(is_demo=True)
    organisation = demos.filter(pk=organisation_id).first()
    if organisation is None:
        return
    organisation.delete()
    remove_people(organisation_id)
    left = Membership.objects.values("account")
    Account.objects.filter(email=settings.SAMSPILL_FACILITATOR_EMAIL).exclude(pk__in=left).delete()


def load_for(actor: Actor) -> None:
    """Make the demo's collaborations, rounds and actions in the actor's organisation."""
    _regional_council(actor)
    _planning_collaboration(actor)
    load_reform(actor)


def _regional_council(actor: Actor) -> None:
    now = timezone.now()
    council = create_collaboration(
        name="Regionrådet for Indre Fjord",
        purpose="Tretten kommuner skal løse oppgaver sammen som ingen av dem klarer godt alene.",
        by=actor,
        is_simulated=True,
    )
    kind = Partner.Kind.MUNICIPALITY
    partners = add_partners(
        council, [*(NewPartner(kind, name) for name in MUNICIPALITIES), *BESIDE], by=actor
    )
    elected = [*partners[:5], *partners[6:9], partners[13]]
    _endorsed(elected, asked_again=[partners[5], partners[9]], by=actor)
    _known_by(partners, actor)
    baseline = _asked(
        council,
        Plan(now - timedelta(days=190), 28, 31, BASELINE, seed=1),
        purpose="Vi vil vite hvordan samarbeidet i regionrådet virker for dere som er med.",
        use="Vi leser svarene sammen på vårmøtet og avtaler tiltak.",
        by=actor,
    )
    _agree_all(council, baseline, AFTER_BASELINE, actor)
    follow_up = _asked(
        council,
        _follow_up_plan(now),
        purpose="Vi spør igjen for å se hva som er blitt annerledes siden i vår.",
        use="Vi leser svarene sammen på høstmøtet og avtaler hva vi gjør nå.",
        by=actor,
        asked=ASKED,
    )
    _agree_all(council, follow_up, AFTER_FOLLOW_UP, actor)
    add_meetings(council, by=actor)
    add_contact_rules(council, by=actor)


def _follow_up_plan(now: datetime) -> Plan:
    opened = now - timedelta(days=9)
    other = FOLLOW_UP_ADMINISTRATION
    return Plan(opened, 24, 26, FOLLOW_UP, seed=12, chances_of_second=other)


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
    added = add_partners(planning, partners, by=actor)
    _at_open_tables(
        planning,
        Plan(timezone.now() - timedelta(days=40), 14, 14, BASELINE, seed=4),
        purpose="Vi vil høre hverandre før vi begynner på planen.",
        use="Vi snakker om det ved bordene, og skriver ned det vi er enige om.",
        by=actor,
    )
    _endorsed(added[:3], asked_again=added[3:4], by=actor)
    _on_paper(
        planning,
        Plan(timezone.now() - timedelta(days=400), 31, 31, DIALOGUE[::-1], seed=5),
        purpose="Vi spurte på papir på oppstartsmøtet.",
        use="Vi sammenligner med svarene vi får nå.",
        by=actor,
    )
    _asked(
        planning,
        Plan(timezone.now() - timedelta(days=2), 14, 18, DIALOGUE, seed=3),
        purpose="Vi er uenige om vern og utbygging. Vi vil vite hvordan samtalen oppleves.",
        use="Vi bruker svarene til å bli enige om hvordan vi snakker sammen i planarbeidet.",
        by=actor,
        instrument="dialogue_and_trust_check",
        publish=False,
    )


def _endorsed(partners: list[Partner], *, asked_again: list[Partner], by: Actor) -> None:
    """Let the partners stand behind, and the others as those who were asked before the election."""
    today = timezone.localdate()
    election = elections.last_election(today)
    for number, partner in enumerate(partners):
        county = partner.kind == Partner.Kind.COUNTY
        # After the election, and never in days to come.
        day = min(today, elections.have_met(election) + timedelta(days=40 + 7 * number))
        body = "Fylkestinget" if county else "Kommunestyret"
        endorse(
            partner,
            NewEndorsement(
                body=body, is_elected=True, decided_on=day, reference=f"sak {number + 41}/{day:%y}"
            ),
            by=by,
        )
        if partner.name == "Nesdal":
            own = NewEndorsement(body="Kommunedirektøren", is_elected=False, decided_on=day)
            endorse(partner, own, by=by)
    for partner in asked_again:
        day = election - timedelta(days=400)
        endorse(
            partner, NewEndorsement(body="Kommunestyret", is_elected=True, decided_on=day), by=by
        )


def _known_by(partners: list[Partner], actor: Actor) -> None:
    people = (
        ("Nesdal", "Eli Brekke", "ordfører"), ("Nesdal", "", "kommunedirektør"),
        ("Sundvoll", "Torunn Bakke", "ordfører"), ("Sundvoll", "", "plansjef"),
        ("Storøyna", "Anne Vik", "kommunedirektør"), ("Storøyna", "", "ordfører"),
        ("Lidal", "Svein Hovde", "ordfører"), ("Lidal", "Per Aasen", "medlem av formannskapet"),
        ("Fjellnes", "Jonas Eide", "ordfører"),
    )  # fmt: skip
    by_name = {partner.name: partner for partner in partners}
    for partner, name, role in people:
        add_contact(by_name[partner], role=role, name=name, by=actor)


def _asked(
    collaboration: Collaboration,
    plan: Plan,
    *,
    purpose: str,
    use: str,
    by: Actor,
    instrument: str = "collaboration_test",
    publish: bool = True,
    asked: Mapping[str, int] | None = None,
) -> SurveyRound:
    """Ask, answer and close; `asked` is how many from which partner where groups are compared."""
    content = catalogue.instrument(instrument).asked
    chosen = RoundSettings(
        content=content,
        purpose=purpose,
        intended_use=use,
        follow_up_on=(plan.opened + timedelta(days=185)).date(),
        expected_count=plan.expected,
    )
    made = create_round(collaboration, chosen, by=by, now=plan.opened, is_simulated=True)
    if asked:
        partners = {partner.pk: partner for partner in partners_of(collaboration)}
        numbers = {key: asked.get(partner.name, 0) for key, partner in partners.items()}
        groups = plan_groups("kind", partners, numbers, minimum=made.minimum_group_size)
        ask_for_background(made, groups, by=by)
    made = open_round(made, by=by, now=plan.opened)
    for person, ratings in enumerate(_simulated(plan)):
        group = person % 2 if asked else None
        submit_response(made, key=uuid.uuid4(), ratings=ratings, group=group)
    made = close_round(made, by=by, now=plan.opened + timedelta(days=1))
    if publish:
        made = publish_reading(made, by=by, now=plan.opened + timedelta(days=1, hours=1))
    return made


def _at_open_tables(
    collaboration: Collaboration, plan: Plan, *, purpose: str, use: str, by: Actor
) -> None:
    """Let tables of four or five read aloud and write down, then close and show."""
    chosen = RoundSettings(
        content=catalogue.instrument("collaboration_test").asked,
        purpose=purpose,
        intended_use=use,
        follow_up_on=(plan.opened + timedelta(days=185)).date(),
        mode=SurveyRound.Mode.OPEN_TABLE,
    )
    made = create_round(collaboration, chosen, by=by, now=plan.opened, is_simulated=True)
    made = open_round(made, by=by, now=plan.opened)
    people = _simulated(plan)
    for number, start in enumerate(range(0, len(people), 5), start=1):
        holder = uuid.uuid4()
        take_table(made, number=number, holder=holder)
        for place, ratings in enumerate(people[start : start + 5]):
            write_column(made, holder=holder, place=place, ratings=ratings)
    made = close_round(made, by=by, now=plan.opened + timedelta(hours=2))
    publish_reading(made, by=by, now=plan.opened + timedelta(hours=2))


def _on_paper(
    collaboration: Collaboration, plan: Plan, *, purpose: str, use: str, by: Actor
) -> None:
    """Take in what people answered on paper, long before the first round here."""
    content = catalogue.instrument("dialogue_and_trust_check").asked
    columns = list(zip(*_simulated(plan), strict=True))
    given = GivenElsewhere(
        counts=Counts(
            people=plan.respondents,
            items=tuple(
                tuple(column.count(value) for value in content.scale_of(item).values)
                for item, column in zip(content.items, columns, strict=True)
            ),
            dont_know=(0,) * len(columns),
        ),
        begun_on=plan.opened.date(),
        ended_on=plan.opened.date(),
    )
    chosen = RoundSettings(
        content=content,
        purpose=purpose,
        intended_use=use,
        follow_up_on=(timezone.now() + timedelta(days=30)).date(),
    )
    made = take_in_round(collaboration, chosen, given, by=by, is_simulated=True)
    publish_reading(made, by=by, now=plan.opened + timedelta(days=1))


def _simulated(plan: Plan) -> list[list[int | None]]:
    """Draw answers at random, the same ones every time; a few skip a statement."""
    rng = np.random.default_rng(plan.seed)
    answers = []
    for person in range(plan.respondents):
        own = plan.chances_of_second if person % 2 else {}
        ratings: list[int | None] = []
        for place, chances in enumerate(plan.chances):
            weights = np.array(own.get(place, chances), dtype=float)
            point = int(rng.choice(len(weights), p=weights / weights.sum())) + 1
            ratings.append(None if rng.random() < 0.01 else point)
        answers.append(ratings)
    return answers


def _agree_all(
    council: Collaboration, survey_round: SurveyRound, planned: Iterable[TakenOn], actor: Actor
) -> None:
    for plan in planned:
        chosen = survey_round.asked.items[plan.item]
        new = NewAction(
            title=plan.title,
            owner=plan.owner,
            owner_partner=plan.partner,
            due_on=timezone.localdate() + timedelta(days=plan.days),
            aim=plan.aim,
            is_early_win=plan.is_early_win,
            round_key=survey_round.pk,
            item_key=chosen.key,
            item_text=dict(chosen.text),
        )
        agreed = agree_action(council, new, by=actor, now=survey_round.closed_at)
        if plan.state != Action.State.AGREED:
            report_action(agreed, state=plan.state, outcome=plan.outcome, by=actor)

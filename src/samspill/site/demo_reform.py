"""The reform of the demo: taken over from Oslo, owned here, and with gaps between its levels.

What is typed is in bokmål, as it would be in such a municipality; the answers are simulated.
"""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import numpy as np
from django.utils import timezone

from samspill.collaborations.public import Collaboration, Partner, partners_of
from samspill.foundation.access.public import Actor
from samspill.reforms.public import (
    Answer,
    DatedPlan,
    LevelAnswer,
    NewReform,
    Reform,
    ReformDate,
    agree_sentence,
    record_level_answers,
    set_dates,
    start_reform,
    write_plan,
)
from samspill.surveys.public import (
    RoundSettings,
    ask_for_background,
    close_round,
    create_round,
    open_round,
    plan_groups,
    publish_reading,
    submit_response,
)
from samspill.toolbox import catalogue

LEVELS = {
    "staff": "Ansatte i hjemmetjenesten",
    "nearest": "Teamledere",
    "top": "Kommunedirektørens ledergruppe",
    "union": "De tillitsvalgte",
    "users": "Brukerrådet",
}
# How many answer in the round, and for each of the nine conditions how likely "no", "not yet" and
# "in place" are. The other levels are too small, and answer in a talk.
STAFF = (
    26,
    ((2, 7, 1), (2, 5, 3), (1, 3, 6), (8, 2, 0), (1, 2, 7), (1, 3, 6), (7, 3, 0), (3, 6, 1),
     (1, 2, 7)),
)  # fmt: skip
NEAREST = (
    11,
    ((1, 3, 6), (1, 6, 3), (0, 2, 8), (2, 7, 1), (0, 2, 8), (1, 3, 6), (0, 3, 7), (1, 6, 3),
     (0, 1, 9)),
)  # fmt: skip
SENTENCES = (
    (70, "Ledermøtet i september",
     "Tillit hos oss er at den som møter brukeren, kan bestemme sammen med brukeren."),
    (25, "Samlingen med teamene",
     "Tillit hos oss er at den som møter brukeren, kan bestemme sammen med brukeren, og sier fra i "
     "tide når noe går galt."),
)  # fmt: skip
PLAN = {
    "people_freed": "Prosjektlederen har halv stilling fra januar. Ingen er kjøpt fri ellers.",
    "unions": "De tillitsvalgte var med på målene, og er med i styringsgruppen.",
    "training_leaders": "Tre samlinger for teamledere i vår.",
}


def load_reform(actor: Actor) -> None:
    """Make the reform, in the organisation that the demo is for."""
    reform = start_reform(
        NewReform(
            name="Tillit i hjemmetjenesten i Nesdal",
            purpose="Brukerne skal møte færre mennesker, og de ansatte skal få bruke faget sitt.",
            owner_role="Kommunalsjef for helse",
            levels=LEVELS,
            frame=Reform.Frame.PILOT,
            taken_from="no_oslo",
        ),
        by=actor,
        is_simulated=True,
    )
    today = timezone.localdate()
    for days, meeting, text in SENTENCES:
        day = today - timedelta(days=days)
        agree_sentence(reform, text=text, agreed_on=day, meeting=meeting, by=actor)
    write_plan(reform, PLAN, by=actor)
    year = today.year + 1
    dates = {
        ReformDate.Kind.GAIN: DatedPlan(date(year, 1, 1), "2,4 millioner spart"),
        ReformDate.Kind.TRAINING: DatedPlan(date(year, 5, 31), "Tre samlinger"),
        ReformDate.Kind.STAFF: DatedPlan(date(year, 8, 15), "Seks stillinger"),
    }
    set_dates(reform, {kind.value: plan for kind, plan in dates.items()}, by=actor)
    _asked(reform.collaboration, actor)
    _talked(reform, today - timedelta(days=12), actor)


def _asked(collaboration: Collaboration, actor: Actor) -> None:
    """Ask staff and team leaders in one protected round."""
    opened = timezone.now() - timedelta(days=20)
    chosen = RoundSettings(
        content=catalogue.instrument("readiness").asked,
        purpose="Vi vil vite om vi er klare til å begynne.",
        intended_use="Vi leser svarene sammen, og begynner med det nivåene ser ulikt på.",
        follow_up_on=(opened + timedelta(days=120)).date(),
        expected_count=STAFF[0] + NEAREST[0],
    )
    made = create_round(collaboration, chosen, by=actor, now=opened, is_simulated=True)
    partners = {partner.pk: partner for partner in partners_of(collaboration)}
    kinds = {Partner.Kind.STAFF: STAFF, Partner.Kind.NEAREST_LEADERS: NEAREST}
    numbers = {
        key: kinds[Partner.Kind(partner.kind)][0] if partner.kind in kinds else 0
        for key, partner in partners.items()
    }
    plan = plan_groups("partner", partners, numbers, minimum=made.minimum_group_size)
    ask_for_background(made, plan, by=actor)
    made = open_round(made, by=actor, now=opened)
    rng = np.random.default_rng(19)
    for place, group in enumerate(plan.groups):
        (key,) = group.asked
        count, chances = kinds[Partner.Kind(partners[uuid.UUID(key)].kind)]
        for _person in range(count):
            ratings = [int(rng.choice(3, p=np.array(each) / 10)) + 1 for each in chances]
            submit_response(made, key=uuid.uuid4(), ratings=ratings, group=place)
    made = close_round(made, by=actor, now=opened + timedelta(days=3))
    publish_reading(made, by=actor, now=opened + timedelta(days=3, hours=1))


def _talked(reform: Reform, day: date, actor: Actor) -> None:
    """Let the levels that are too small agree on one answer each."""
    state = LevelAnswer.State
    top = {
        "C1": Answer(state.IN_PLACE, "Ledelsen har fire mål."),
        "C2": Answer(state.IN_PLACE),
        "C4": Answer(state.NOT_YET, "Prosjektlederen har halv stilling."),
        "C7": Answer(state.IN_PLACE, "Opplæringen er planlagt."),
        "C8": Answer(state.NOT_YET, "Ingen møter er satt opp etter februar."),
        "C9": Answer(state.IN_PLACE, "Vedtak i kommunestyret."),
    }
    union = {
        "C4": Answer(state.NO, "Ingen er kjøpt fri til opplæring."),
        "C5": Answer(state.IN_PLACE),
        "C7": Answer(state.NOT_YET),
    }
    users = {"C1": Answer(state.NO, "Brukerrådet er bare spurt om målene.")}
    for level, answers in (("top", top), ("union", union), ("users", users)):
        record_level_answers(reform, level, answers, said_on=day, by=actor)
    lead = {
        "C10": Answer(state.IN_PLACE, "Setningen er lest i alle team."),
        "C12": Answer(state.NOT_YET),
        "C30": Answer(state.NO, "Gevinsten står fra januar."),
    }
    record_level_answers(reform, "", lead, said_on=day, by=actor)

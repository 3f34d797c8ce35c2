"""What the contracts try of this slice: every operation, and every kind of object."""

from __future__ import annotations

from functools import partial

from django.utils import timezone
from tests import cast as people
from tests.contracts.house import Objects, Operations

from samspill.foundation.access.public import Actor
from samspill.reforms import operations
from samspill.reforms.models import LevelAnswer, Reform, ReformDate
from samspill.reforms.operations import Answer, DatedPlan, NewReform

NEW = NewReform(
    name="Tillit i hjemmetjenesten",
    purpose="Mer tid til brukerne.",
    owner_role="Leder for hjemmetjenesten",
    levels={"staff": "Ansatte", "nearest": "Nærmeste ledere", "union": "Tillitsvalgte"},
    taken_from="no_oslo",
)


def a_reform(by: Actor) -> Reform:
    return operations.start_reform(NEW, by=by)


OPERATIONS: Operations = {
    "start_reform": lambda by: partial(operations.start_reform, NEW, by=by),
    "add_reform": lambda by: partial(operations.add_reform, people.a_collaboration(by), NEW, by=by),
    "change_reform": lambda by: partial(
        operations.change_reform,
        a_reform(by),
        frame=Reform.Frame.PILOT,
        owner_role="Direktøren",
        by=by,
    ),
    "agree_sentence": lambda by: partial(
        operations.agree_sentence,
        a_reform(by),
        text="Tillit er at vi sier fra i tide.",
        agreed_on=timezone.localdate(),
        meeting="Ledermøtet",
        by=by,
    ),
    "record_level_answers": lambda by: partial(
        operations.record_level_answers,
        a_reform(by),
        "staff",
        {"C4": Answer(LevelAnswer.State.NO)},
        said_on=timezone.localdate(),
        by=by,
    ),
    "write_plan": lambda by: partial(
        operations.write_plan, a_reform(by), {"roles": "Teamleder i hvert team"}, by=by
    ),
    "set_dates": lambda by: partial(
        operations.set_dates,
        a_reform(by),
        {ReformDate.Kind.GAIN: DatedPlan(timezone.localdate(), "2,4 millioner")},
        by=by,
    ),
}

OBJECTS: Objects = {"access_reform": lambda by: str(a_reform(by).pk)}

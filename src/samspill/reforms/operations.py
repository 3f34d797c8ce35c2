"""Every write to reforms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from samspill.collaborations.public import (
    Collaboration,
    NewPartner,
    add_partners,
    create_collaboration,
)
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record, unaudited
from samspill.reforms.levels import KINDS
from samspill.reforms.models import AgreedSentence, LevelAnswer, PlannedPart, Reform, ReformDate


@dataclass(frozen=True)
class NewReform:
    """What is decided when a reform begins. `levels` has the name of each that takes part."""

    name: str
    purpose: str
    owner_role: str
    levels: Mapping[str, str]
    frame: str = Reform.Frame.UNDECIDED
    taken_from: str = ""


@dataclass(frozen=True)
class Answer:
    """What is said of one condition, and how it is known."""

    state: str
    how_we_know: str = ""


@dataclass(frozen=True)
class DatedPlan:
    """A day, and what is gained or ready then."""

    day: date
    amount: str = ""


@unaudited("the three operations that it is made of write an entry each")
@transaction.atomic
def start_reform(new: NewReform, *, by: Actor, is_simulated: bool = False) -> Reform:
    """Begin a reform, with a collaboration of its levels. Facilitators and reform leads may."""
    collaboration = create_collaboration(
        name=new.name, purpose=new.purpose, by=by, is_simulated=is_simulated
    )
    partners = [NewPartner(KINDS[level], name) for level, name in new.levels.items()]
    add_partners(collaboration, partners, by=by)
    return add_reform(collaboration, new, by=by)


@transaction.atomic
def add_reform(collaboration: Collaboration, new: NewReform, *, by: Actor) -> Reform:
    """Let a collaboration be a reform's. Audited."""
    reform = Reform.objects.create(
        collaboration=collaboration,
        frame=new.frame,
        owner_role=new.owner_role,
        taken_from=new.taken_from,
        created_at=timezone.now(),
    )
    record("add_reform", reform, by=by)
    return reform


@transaction.atomic
def change_reform(reform: Reform, *, frame: str, owner_role: str, by: Actor) -> Reform:
    """Give the reform another frame or owner. Audited."""
    reform.frame = frame
    reform.owner_role = owner_role
    reform.save(update_fields=["frame", "owner_role"])
    record("change_reform", reform, by=by)
    return reform


@transaction.atomic
def agree_sentence(
    reform: Reform, *, text: str, agreed_on: date, meeting: str, by: Actor
) -> AgreedSentence:
    """Write down what a meeting agreed that trust and purpose are here; the earlier ones stay."""
    sentence = AgreedSentence.objects.create(
        reform=reform, text=text, agreed_on=agreed_on, meeting=meeting, created_at=timezone.now()
    )
    record("agree_sentence", sentence, by=by)
    return sentence


@transaction.atomic
def record_level_answers(
    reform: Reform, level: str, answers: Mapping[str, Answer], *, said_on: date, by: Actor
) -> None:
    """Write down what a level agreed on in a talk, or with "" what stands on the lead's list."""
    for condition, answer in answers.items():
        LevelAnswer.objects.update_or_create(
            reform=reform,
            level=level,
            condition=condition,
            defaults={
                "state": answer.state,
                "how_we_know": answer.how_we_know,
                "said_on": said_on,
            },
        )
    record("record_level_answers", reform, by=by)


@transaction.atomic
def write_plan(reform: Reform, texts: Mapping[str, str], *, by: Actor) -> None:
    """Write what is planned, part by part; one that is empty is taken away."""
    for key, text in texts.items():
        if text:
            PlannedPart.objects.update_or_create(reform=reform, key=key, defaults={"text": text})
    _without(PlannedPart.objects.filter(reform=reform), "key", texts)
    record("write_plan", reform, by=by)


@transaction.atomic
def set_dates(reform: Reform, dates: Mapping[str, DatedPlan | None], *, by: Actor) -> None:
    """Say when the gain is booked and when training and staff are ready; None takes one away."""
    for kind, plan in dates.items():
        if plan:
            ReformDate.objects.update_or_create(
                reform=reform, kind=kind, defaults={"day": plan.day, "amount": plan.amount}
            )
    _without(ReformDate.objects.filter(reform=reform), "kind", dates)
    record("set_dates", reform, by=by)


def _without(rows: object, field: str, kept: Mapping[str, object]) -> None:
    empty: Iterable[str] = [name for name, value in kept.items() if not value]
    rows.filter(**{f"{field}__in": empty}).delete()  # type: ignore[attr-defined]

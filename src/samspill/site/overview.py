"""What the start page of a facilitator or reader shows: what is next, what goes on, what is due.

Slices tell of what is theirs; here it is only put in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.collaborations.public import CollaborationSummary, collaboration_list
from samspill.foundation.access.public import Actor
from samspill.foundation.declarations.public import (
    CollaborationStage,
    Deadline,
    NextStep,
    Priority,
    Stage,
    declared,
)
from samspill.surveys.public import may_follow

MOST_DEADLINES = 6


@dataclass(frozen=True)
class Work:
    """One collaboration that goes on: where it stands, in a sentence and on the track."""

    key: UUID
    name: str
    sentence: str
    stage: int
    is_simulated: bool


@dataclass(frozen=True)
class ShownDeadline:
    """A line about something that has a date; `when` says how far away it is."""

    day: date
    when: str
    sentence: str
    link: str
    url: str


@dataclass(frozen=True)
class Overview:
    next_step: NextStep | None
    work: tuple[Work, ...]
    deadlines: tuple[ShownDeadline, ...]


def overview(actor: Actor, language: str) -> Overview:
    shares = [tell(actor, language) for tell in declared().start_page]
    steps = [step for share in shares for step in share.next_steps]
    stages = [stage for share in shares for stage in share.stages]
    deadlines = [deadline for share in shares for deadline in share.deadlines]
    return Overview(
        next_step=first_step(steps) if actor.is_facilitator else None,
        work=tuple(_work(actor, each, stages) for each in collaboration_list(actor)),
        deadlines=tuple(_shown(deadline) for deadline in nearest(deadlines)),
    )


def first_step(steps: Sequence[NextStep]) -> NextStep | None:
    """Pick what comes first: the demo's last of what waits, and what to begin with after that."""
    return min(steps, default=None, key=_turn)


def _turn(step: NextStep) -> tuple[bool, bool, Priority]:
    return step.priority >= Priority.COULD_BEGIN, step.is_simulated, step.priority


def nearest(deadlines: Iterable[Deadline]) -> list[Deadline]:
    """Return those that are shown, by day: the first few, and all that stand beside them."""
    by_day = sorted(deadlines, key=lambda deadline: deadline.day)
    few = [deadline for deadline in by_day if not deadline.stands_beside][:MOST_DEADLINES]
    beside = [deadline for deadline in by_day if deadline.stands_beside]
    return sorted((*few, *beside), key=lambda deadline: deadline.day)


def _work(
    actor: Actor, collaboration: CollaborationSummary, stages: Iterable[CollaborationStage]
) -> Work:
    own = [stage for stage in stages if stage.collaboration_key == collaboration.key]
    told = min(own, default=None, key=lambda stage: stage.priority)
    return Work(
        key=collaboration.key,
        name=collaboration.name,
        sentence=told.sentence if told else _nothing_yet(actor),
        stage=told.stage if told else Stage.ASK,
        is_simulated=collaboration.is_simulated,
    )


def _shown(deadline: Deadline) -> ShownDeadline:
    return ShownDeadline(
        day=deadline.day,
        when=deadline.when or _distance(deadline.day),
        sentence=deadline.sentence,
        link=deadline.link,
        url=deadline.url,
    )


def _distance(day: date) -> str:
    days = (day - timezone.localdate()).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def _nothing_yet(actor: Actor) -> str:
    """Say what a collaboration has when nobody tells where it stands.

    Who may not follow a round is not told that one goes on: only that nothing has been shown.
    """
    if may_follow(actor):
        return _("Nothing has been asked yet.")
    return _("No result has been shown yet.")

"""What the start page of a facilitator or reader shows: what is next, what goes on, what is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.action_plans.public import ActionSummary, going_on, rounds_without_agreement
from samspill.collaborations.public import (
    EndorsementReminder,
    collaboration_list,
    endorsement_reminders,
)
from samspill.foundation.access.public import Actor, Role
from samspill.surveys.public import RoundSummary, may_follow, round_list

# The five stages of the room, as ui/stages.html numbers them.
ASK, READ, TALK, AGREE, ASK_AGAIN = range(1, 6)
# A follow-up is something to do from this long before its day.
SOON = timedelta(days=30)
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
class NextStep:
    """The one thing that comes next for this person."""

    before: str
    title: str
    sentence: str
    button: str
    url: str


@dataclass(frozen=True)
class Deadline:
    day: date
    when: str
    sentence: str
    link: str
    url: str


@dataclass(frozen=True)
class Overview:
    next_step: NextStep | None
    work: tuple[Work, ...]
    deadlines: tuple[Deadline, ...]


def overview(actor: Actor, language: str) -> Overview:
    rounds = round_list(actor, language)
    actions = going_on(actor, language)
    unclosed = rounds_without_agreement(actor)
    work = []
    for one in collaboration_list(actor):
        own_rounds = [each for each in rounds if each.collaboration_key == one.key]
        own_actions = [each for each in actions if each.collaboration_key == one.key]
        stage, sentence = _where_it_stands(own_rounds, own_actions, unclosed)
        if not own_rounds and not may_follow(actor):
            sentence = _("No result has been shown yet.")
        work.append(
            Work(
                key=one.key,
                name=one.name,
                sentence=sentence,
                stage=stage,
                is_simulated=one.is_simulated,
            )
        )
    next_step = _next_step(rounds, work, unclosed) if actor.role == Role.FACILITATOR else None
    deadlines = _with_endorsements(_deadlines(rounds, actions), endorsement_reminders(actor))
    return Overview(next_step, tuple(work), deadlines)


def _where_it_stands(
    rounds: list[RoundSummary], actions: list[ActionSummary], unclosed: frozenset[UUID]
) -> tuple[int, str]:
    if not rounds:
        return ASK, _("Nothing has been asked yet.")
    newest = rounds[0]
    if newest.state != "published":
        return _before_it_is_shown(newest)
    if newest.follow_up_on <= timezone.localdate() + SOON:
        return ASK_AGAIN, _("It is time to come back to what you agreed, and to ask again.")
    if newest.key in unclosed:
        return TALK, _("The result has been shown. Next: talk about it, and agree what to do.")
    if not actions:
        return AGREE, _("Nothing is under way until you ask again.")
    return AGREE, ngettext(
        "%(count)s action is under way.", "%(count)s actions are under way.", len(actions)
    ) % {"count": len(actions)}


def _before_it_is_shown(newest: RoundSummary) -> tuple[int, str]:
    if newest.state == "draft":
        return ASK, _("%(title)s is being made ready.") % {"title": newest.title}
    if newest.state == "open":
        return ASK, _("%(title)s is open for answers.") % {"title": newest.title}
    return READ, _("The round is closed. Next: read the result together.")


def _next_step(
    rounds: tuple[RoundSummary, ...], work: list[Work], unclosed: frozenset[UUID]
) -> NextStep | None:
    """Pick what comes first, the demo's rounds last; without any round, what to begin with."""
    own = [one for one in rounds if not one.is_simulated]
    demo = [one for one in rounds if one.is_simulated]
    waiting = _waiting(own, unclosed) or _waiting(demo, unclosed)
    if waiting is not None:
        return waiting
    if not work:
        return NextStep(
            before=_("Welcome"),
            title=_("Begin with who works together"),
            sentence=_("Write the name of the collaboration, and who the partners are."),
            button=_("New collaboration"),
            url=reverse("collaborations:create"),
        )
    if not rounds:
        return _first_round_step(work[0])
    return None


def _waiting(rounds: list[RoundSummary], unclosed: frozenset[UUID]) -> NextStep | None:
    """Pick a round that waits for something: open, to be read, to be talked about, a draft."""
    asked = [one for one in rounds if one.state != "draft"]
    steps = (
        (_open_step, [one for one in rounds if one.state == "open"]),
        (_closed_step, [one for one in rounds if one.state == "closed"]),
        (_talk_step, [one for one in _newest_rounds(asked) if one.key in unclosed]),
        (_draft_step, [one for one in rounds if one.state == "draft"]),
    )
    return next((make(found[0]) for make, found in steps if found), None)


def _open_step(one: RoundSummary) -> NextStep:
    return NextStep(
        before=_("Open now"),
        title=one.collaboration,
        sentence=_(
            "%(title)s takes answers. Show the code, and close the round when all have had time."
        )
        % {"title": one.title},
        button=_("Go to the round"),
        url=reverse("surveys:round", args=[one.key]),
    )


def _closed_step(one: RoundSummary) -> NextStep:
    return NextStep(
        before=_("Closed, not shown yet"),
        title=one.collaboration,
        sentence=_("%(title)s is closed. Show the result when you are together.")
        % {"title": one.title},
        button=_("Go to the round"),
        url=reverse("surveys:round", args=[one.key]),
    )


def _talk_step(one: RoundSummary) -> NextStep:
    return NextStep(
        before=_("Shown, and nothing agreed yet"),
        title=one.collaboration,
        sentence=_(
            "%(title)s has been shown. Agree on something somebody takes on, or say why not."
        )
        % {"title": one.title},
        button=_("Agree what to do"),
        url=reverse("surveys:reading", args=[one.key]) + "#actions",
    )


def _draft_step(one: RoundSummary) -> NextStep:
    return NextStep(
        before=_("The draft is ready"),
        title=one.collaboration,
        sentence=_("%(title)s can be opened. Then you get a code for the room.")
        % {"title": one.title},
        button=_("Go to the draft"),
        url=reverse("surveys:round", args=[one.key]),
    )


def _first_round_step(work: Work) -> NextStep:
    return NextStep(
        before=_("Next"),
        title=work.name,
        sentence=_("Ask how the collaboration is going. It takes five minutes to answer."),
        button=_("New check"),
        url=reverse("surveys:new_round") + f"?collaboration={work.key}",
    )


def _deadlines(
    rounds: tuple[RoundSummary, ...], actions: tuple[ActionSummary, ...]
) -> tuple[Deadline, ...]:
    found = [
        Deadline(
            day=one.due_on,
            when=_distance(one.due_on),
            sentence=_("%(owner)s: %(title)s") % {"owner": one.owner, "title": one.title},
            link=_("See the action"),
            url=reverse("action_plans:list") + f"#action-{one.key}",
        )
        for one in actions
    ]
    for follow in _newest_rounds(rounds):
        if follow.state == "published":
            found.append(
                Deadline(
                    day=follow.follow_up_on,
                    when=_distance(follow.follow_up_on),
                    sentence=_("%(name)s comes back to what was agreed.")
                    % {"name": follow.collaboration},
                    link=_("See the collaboration"),
                    url=reverse("collaborations:collaboration", args=[follow.collaboration_key]),
                )
            )
    return tuple(sorted(found, key=lambda one: one.day)[:MOST_DEADLINES])


def _newest_rounds(rounds: Iterable[RoundSummary]) -> list[RoundSummary]:
    """Return the newest round of each collaboration."""
    newest: dict[UUID, RoundSummary] = {}
    for each in rounds:
        newest.setdefault(each.collaboration_key, each)
    return list(newest.values())


def _with_endorsements(
    deadlines: tuple[Deadline, ...], reminders: tuple[EndorsementReminder, ...]
) -> tuple[Deadline, ...]:
    """Add one line for each collaboration where somebody must be asked again.

    These come beside the others and never push one out: they may stand there for months.
    """
    found = [
        Deadline(
            day=one.day,
            when=one.when or _distance(one.day),
            sentence=one.sentence,
            link=_("See who stands behind"),
            url=reverse("collaborations:collaboration", args=[one.collaboration_key]) + "#partners",
        )
        for one in reminders
    ]
    return tuple(sorted((*deadlines, *found), key=lambda one: one.day))


def _distance(day: date) -> str:
    days = (day - timezone.localdate()).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}

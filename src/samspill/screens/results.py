"""The big screen, as it is read: what it shows now, and what comes before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.screens.access import screen_of
from samspill.screens.models import Screen
from samspill.screens.subjects import (
    Choice,
    Opener,
    Part,
    Picture,
    Step,
    Subject,
    SubjectKind,
    Thing,
)


@dataclass(frozen=True)
class ShownScreen:
    """What a big screen shows now, and where it can go from there.

    `picture` is what was chosen, also while blank covers it. `choices` leave out what is on the
    wall already.
    """

    picture: Picture
    is_blank: bool
    stamp: str
    has_steps: bool
    previous: Choice | None
    next: Choice | None
    choices: tuple[Choice, ...]
    page_url: str
    stamp_url: str
    drive_url: str

    @property
    def shows(self) -> str:
        """What kind of picture is on the wall."""
        return "blank" if self.is_blank else self.picture.part.what

    @property
    def current(self) -> str:
        """The part on the wall, as a button would send it; empty while it is blank."""
        return "" if self.is_blank else self.picture.part.value


def stamp_of(kind: SubjectKind[Thing], thing: Thing) -> str:
    """Return what changes when, and only when, a facilitator has done something.

    Never with an answer: whoever polls it would be told when each one comes.
    """
    return _stamp(kind, thing, screen_of(kind, thing))


def read_screen(kind: SubjectKind[Thing], thing: Thing, subject: Subject) -> ShownScreen:
    """Return what the screen of a thing shows now; `subject` is what can be shown of it."""
    screen = screen_of(kind, thing)
    picture = subject.draw(Part(screen.what, screen.part_key))
    index = _index_of(picture.part, subject.steps)
    opener = _opener_of(picture.part, subject.steps)
    # From what is shown before a step, the way goes on to the step itself.
    following = subject.steps[index if opener else index + 1 :]
    offered = () if opener else _offered_openers(following[:1])
    onward = opener.onward if opener and not screen.is_blank else _("Next")
    return ShownScreen(
        picture=picture,
        is_blank=screen.is_blank,
        stamp=_stamp(kind, thing, screen),
        has_steps=bool(subject.steps),
        previous=_button("previous", _("Previous"), subject.steps[: max(index, 0)][-1:]),
        next=_button("next", onward, following),
        choices=tuple(
            choice
            for choice in (*offered, *subject.choices)
            if screen.is_blank or choice.part != picture.part
        ),
        page_url=reverse(f"{kind.namespace}:screen", args=[thing.pk]),
        stamp_url=reverse(f"{kind.namespace}:screen_stamp", args=[thing.pk]),
        drive_url=reverse(f"{kind.namespace}:drive_screen", args=[thing.pk]),
    )


def _stamp(kind: SubjectKind[Thing], thing: Thing, screen: Screen) -> str:
    return f"{kind.state_of(thing)} {screen.changes}"


def _index_of(part: Part, steps: Sequence[Step]) -> int:
    """Return which of the steps the screen is at, or before it; -1 where it is at none."""
    for index, step in enumerate(steps):
        if part == step.part or (step.opener and part == step.opener.part):
            return index
    return -1


def _opener_of(part: Part, steps: Sequence[Step]) -> Opener | None:
    openers = (step.opener for step in steps if step.opener)
    return next((opener for opener in openers if opener.part == part), None)


def _offered_openers(steps: Sequence[Step]) -> tuple[Choice, ...]:
    return tuple(
        Choice("opener", step.opener.part, step.opener.label, step.title)
        for step in steps
        if step.opener and step.opener.is_offered
    )


def _button(name: str, label: str, steps: Sequence[Step]) -> Choice | None:
    """Return the button for the first of the steps, where there is one."""
    return Choice(name, steps[0].part, label, steps[0].title) if steps else None

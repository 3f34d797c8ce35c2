"""Every write to a big screen: what a facilitator lets the room look at."""

from __future__ import annotations

from django.db import models, transaction

from samspill.foundation.access.public import Actor, lock
from samspill.foundation.audit.public import record, unaudited
from samspill.screens.access import screen_of
from samspill.screens.models import Screen
from samspill.screens.subjects import Part, SubjectKind, Thing, key_of


class CannotShowError(Exception):
    """The subject does not have the part, or not in the state it is in."""


@transaction.atomic
def show_on_screen(kind: SubjectKind[Thing], thing: Thing, part: Part, *, by: Actor) -> Screen:
    """Let the big screen show one part, and nothing else. Audited, as done to the subject.

    Raises `CannotShowError` where the subject has no such part to show just now.
    """
    locked = _locked(thing)
    if not kind.can_show(locked, part):
        message = f"the {kind.name} is {kind.state_of(locked)} and has no {part.value!r} to show"
        raise CannotShowError(message)
    screen = _changed_screen(kind, locked)
    screen.what, screen.part_key, screen.is_blank = part.what, part.key, False
    screen.save()
    record("show_on_screen", locked, by=by)
    return screen


@transaction.atomic
def blank_screen(
    kind: SubjectKind[Thing], thing: Thing, *, is_blank: bool = True, by: Actor
) -> Screen:
    """Show nothing but the mark, or with `is_blank` False what was there before. Audited."""
    locked = _locked(thing)
    screen = _changed_screen(kind, locked)
    screen.is_blank = is_blank
    screen.save()
    record("blank_screen", locked, by=by)
    return screen


@unaudited("the deletion is, of which it is a step")
def forget_screen(kind: SubjectKind[Thing], thing: models.Model) -> None:
    """Delete the screen of a subject that is deleted."""
    Screen.objects.filter(subject_kind=kind.name, subject_key=key_of(thing)).delete()


def _locked(thing: Thing) -> Thing:
    """Read a subject again under a lock, so that two who press at once are counted as two."""
    locked = lock(thing)
    if locked is None:
        message = "the subject of the screen is gone"
        raise CannotShowError(message)
    return locked


def _changed_screen(kind: SubjectKind[Thing], thing: Thing) -> Screen:
    """Return the screen of a subject, new where it has none, with one more change counted."""
    screen = screen_of(kind, thing)
    screen.changes += 1
    return screen

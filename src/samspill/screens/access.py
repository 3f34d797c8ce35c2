"""The only way to a stored screen: by its subject, which has passed the guard of its slice."""

from __future__ import annotations

from samspill.screens.models import Screen
from samspill.screens.subjects import SubjectKind, Thing, key_of


def screen_of(kind: SubjectKind[Thing], thing: Thing) -> Screen:
    """Return the screen of a thing, unsaved where nothing has been shown yet."""
    subject = {"subject_kind": kind.name, "subject_key": key_of(thing)}
    return Screen.objects.filter(**subject).first() or Screen(**subject)

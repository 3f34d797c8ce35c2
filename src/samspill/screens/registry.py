"""The kinds of subjects that have a big screen, declared when the site starts."""

from __future__ import annotations

from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver

from samspill.screens.operations import forget_screen
from samspill.screens.subjects import SubjectKind, Thing

_kinds: dict[str, object] = {}


def declare(kind: SubjectKind[Thing]) -> None:
    """Let things of this kind have a screen, which goes when the thing goes.

    A screen refers to its subject by name and key, since it may be anything: no foreign key
    removes it. Raises `ValueError` for a name that another kind has.
    """
    if _kinds.setdefault(kind.name, kind) is not kind:
        message = f"two kinds of subjects of the big screen are called {kind.name!r}"
        raise ValueError(message)

    @receiver(post_delete, sender=kind.model, weak=False, dispatch_uid=f"screen of {kind.name}")
    def forget(instance: models.Model, **_details: object) -> None:
        forget_screen(kind, instance)

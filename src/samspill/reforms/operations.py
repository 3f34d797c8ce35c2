"""Every write to reforms."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record
from samspill.reforms.models import Reform


@transaction.atomic
def add_reform(collaboration: Collaboration, *, title: str, by: Actor) -> Reform:
    """Write down something to try. Facilitators may; audited."""
    reform = Reform.objects.create(
        collaboration=collaboration, title=title, created_at=timezone.now()
    )
    record("add_reform", reform, by=by)
    return reform


@transaction.atomic
def change_reform(reform: Reform, *, title: str, by: Actor) -> Reform:
    """Write it down in other words. Facilitators may; audited."""
    reform.title = title
    reform.save(update_fields=["title"])
    record("change_reform", reform, by=by)
    return reform

"""Every write to trials."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from samspill.collaborations.public import Collaboration
from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record
from samspill.trials.models import Trial


@transaction.atomic
def add_trial(collaboration: Collaboration, *, title: str, by: Actor) -> Trial:
    """Write down something to try. Facilitators may; audited."""
    trial = Trial.objects.create(
        collaboration=collaboration, title=title, created_at=timezone.now()
    )
    record("add_trial", trial, by=by)
    return trial


@transaction.atomic
def change_trial(trial: Trial, *, title: str, by: Actor) -> Trial:
    """Write it down in other words. Facilitators may; audited."""
    trial.title = title
    trial.save(update_fields=["title"])
    record("change_trial", trial, by=by)
    return trial

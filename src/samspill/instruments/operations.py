"""Every write to keyed wordings."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record
from samspill.instruments.models import KeyedInstrument


@transaction.atomic
def save_keyed_instrument(
    content: dict[str, Any],
    *,
    source: str,
    language: str,
    by: Actor,
    previous: KeyedInstrument | None = None,
) -> KeyedInstrument:
    """Store a keyed wording as a new version, or as the first. Earlier versions never change."""
    made = KeyedInstrument(
        organisation_id=by.organisation_id,
        template_key=content["template"],
        title=content["title"][language],
        source=source,
        language=language,
        made_at=timezone.now(),
    )
    if previous is not None:
        newest = KeyedInstrument.objects.filter(series=previous.series).order_by("-version").first()
        made.series = previous.series
        made.version = (newest or previous).version + 1
    made.content = {**content, "key": f"keyed-{made.series}", "version": made.version}
    made.save()
    record("save_keyed_instrument", made, by=by)
    return made

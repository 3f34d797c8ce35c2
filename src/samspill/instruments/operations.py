"""Every write to keyed wordings."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from samspill.foundation.access.public import Actor
from samspill.foundation.audit.public import record, unaudited
from samspill.instruments.keyed_content import keyed_content, says_the_same
from samspill.instruments.models import KeyedInstrument
from samspill.toolbox import catalogue
from samspill.toolbox.languages import in_language
from samspill.toolbox.round_content import RoundContent

# What a wording that was found in a file is run and read as.
TEMPLATE = "ten_statements"


@transaction.atomic
def save_keyed_instrument(
    content: RoundContent,
    *,
    source: str,
    language: str,
    by: Actor,
    previous: KeyedInstrument | None = None,
) -> KeyedInstrument:
    """Store a keyed wording as a new version, or as the first. Earlier versions never change."""
    made = KeyedInstrument(
        organisation_id=by.organisation_id,
        template_key=content.template,
        title=in_language(content.title, language),
        source=source,
        language=language,
        made_at=timezone.now(),
    )
    if previous is not None:
        newest = KeyedInstrument.objects.filter(series=previous.series).order_by("-version").first()
        made.series = previous.series
        made.version = (newest or previous).version + 1
    made.content = replace(content, key=f"keyed-{made.series}", version=made.version).encode()
    made.save()
    record("save_keyed_instrument", made, by=by)
    return made


@unaudited("saving the wording is")
def key_in_statements(fields: dict[str, Any], texts: list[str], *, by: Actor) -> KeyedInstrument:
    """Store statements that were found in a file of answers as a wording of one's own.

    `fields` has title, source, language, the number of points, and the words of the lowest and
    the highest answer. What is stored already, word for word, is used as it is: two clicks, or the
    same file again, make no second wording.
    """
    content = keyed_content(catalogue.instrument(TEMPLATE), fields, texts)
    for stored in KeyedInstrument.objects.filter(organisation=by.organisation_id):
        if says_the_same(stored.asked, content):
            return stored
    return save_keyed_instrument(
        content, source=fields["source"], language=fields["language"], by=by
    )

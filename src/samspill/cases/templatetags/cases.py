"""Where something comes from, as every page here says it."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.cases.method_results import Use
from samspill.cases.sources import SourceNote, source_notes
from samspill.foundation.ui.languages import page_language
from samspill.toolbox.case_records import Movement, TrustForm

register = template.Library()


@register.inclusion_tag("cases/sources.html")
def sources(codes: Iterable[str]) -> dict[str, tuple[SourceNote, ...]]:
    return {"notes": source_notes(codes, page_language())}


@register.filter
def source_list(code: str) -> tuple[str, ...]:
    """Return one code as the tag above wants it."""
    return (code,)


@register.filter
def ended(title: str) -> str:
    """Return a title as a sentence before another one; a question has its sign already."""
    return title if title.endswith("?") else f"{title}."


@register.simple_tag
def movement_name(movement: Movement, forms: Iterable[TrustForm]) -> str:
    """Return from which form to which."""
    labels = {form.key: form.label for form in forms}
    start = labels.get(movement.start, _("Any form"))
    return f"{start} → {labels[movement.end]}"


@register.simple_tag
def use_url(use: Use) -> str:
    """Return where a finding is used."""
    return reverse(use.url_name, args=[use.key] if use.key else [])

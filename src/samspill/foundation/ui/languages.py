"""The language of the page that is being made."""

from __future__ import annotations

from django.utils.translation import get_language

from samspill.toolbox.languages import FALLBACK


def page_language() -> str:
    """Return the language that this request is answered in."""
    return get_language() or FALLBACK[0]

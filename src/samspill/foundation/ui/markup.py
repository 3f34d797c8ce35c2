"""Sentences that have elements in them."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe


def filled(text: str, **values: object) -> SafeString:
    """Fill values into a text of the catalogue that has elements in it; the values are escaped."""
    return mark_safe(text % {name: escape(value) for name, value in values.items()})  # noqa: S308

"""The languages that a page can be read in, each with its own name."""

from __future__ import annotations

from django import template

from samspill.toolbox.languages import NAMES

register = template.Library()


@register.simple_tag
def language_names() -> list[tuple[str, str]]:
    return list(NAMES.items())

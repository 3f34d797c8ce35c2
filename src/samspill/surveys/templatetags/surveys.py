"""What the templates of this slice need."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from samspill.foundation.ui.panels import panels_for
from samspill.readings.public import ItemReading
from samspill.surveys.places import RoundPlace, StatementOfRound

register = template.Library()


@register.simple_tag
def in_its_language(text: str, written: str, language: str) -> str:
    """Return a sentence with what somebody typed marked as being in another language than the page.

    `language` is empty where it is in the same.
    """
    before, typed, after = text.partition(written.strip())
    if not language or not written.strip() or not typed:
        return text
    return format_html('{}<span lang="{}">{}</span>{}', before, language, typed, after)


@register.simple_tag(takes_context=True)
def panels_below_statement(context: Context, item: ItemReading) -> SafeString:
    """Draw what higher slices show below a statement of the round in `settings`."""
    statement = StatementOfRound(context["settings"], item.key, item.text)
    panels = panels_for(RoundPlace.BELOW_STATEMENT, context["request"], statement)
    return format_html_join("", "{}", ((panel.html,) for panel in panels))

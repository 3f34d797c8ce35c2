"""What a template needs to draw a form field with Designsystemet's classes."""

from __future__ import annotations

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def field_input(field: BoundField, css_class: str = "ds-input") -> SafeString:
    """Render the control of a field; Django itself ties it to its hint and its error."""
    own: str = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{css_class} {own}".strip()})


@register.filter
def control_kind(field: BoundField) -> str:
    """Return how a field is laid out: "choices", "checkbox" or "line"."""
    widget = field.field.widget
    if widget.use_fieldset:
        return "choices"
    return "checkbox" if getattr(widget, "input_type", "") == "checkbox" else "line"

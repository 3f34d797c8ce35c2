"""What templates of every slice need: form fields with Designsystemet's classes, and the menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django import template
from django.forms import BoundField
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samspill.foundation.declarations.public import Target
from samspill.foundation.ui import menu, panels
from samspill.foundation.ui.places import FramePlace
from samspill.toolbox.languages import NAMES

register = template.Library()


@dataclass(frozen=True)
class Stage:
    """One stage of the way that a collaboration goes."""

    name: str
    state: Literal["done", "current", "todo"]


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


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> tuple[menu.ShownEntry, ...]:
    return menu.main_menu(context["request"])


@register.simple_tag(takes_context=True)
def open_menu(context: Context) -> tuple[menu.ShownEntry, ...]:
    """Return the places of somebody without an account; none where no page is asked for."""
    return menu.open_menu(context["request"]) if "request" in context else ()


@register.simple_tag(takes_context=True)
def current_entry(context: Context) -> menu.ShownEntry | None:
    """Return the entry of the menu that the page stands under."""
    return next((entry for entry in menu.main_menu(context["request"]) if entry.is_current), None)


@register.simple_tag
def home_address() -> str:
    return menu.address_of(Target.HOME)


@register.simple_tag(takes_context=True)
def help_address(context: Context) -> str:
    """Return where the guide lies that helps this page."""
    return menu.help_address(context.get("request"))


@register.simple_tag
def code_field_address() -> str:
    """Return where a participant writes the code of a room."""
    return menu.address_of(Target.CODE_FIELD)


@register.simple_tag
def own_page_address() -> str:
    """Return the page about oneself."""
    return menu.address_of(Target.ABOUT_ONESELF)


@register.simple_tag(takes_context=True)
def person_panels(context: Context) -> list[panels.DrawnPanel]:
    return panels.open_panels_for(FramePlace.PERSON, context["request"], None)


@register.simple_tag(takes_context=True)
def panels_with_messages(context: Context) -> list[panels.DrawnPanel]:
    return panels.open_panels_for(FramePlace.WITH_MESSAGES, context["request"], None)


@register.simple_tag(takes_context=True)
def panels_above_content(context: Context) -> list[panels.DrawnPanel]:
    return panels.open_panels_for(FramePlace.ABOVE_CONTENT, context["request"], None)


@register.simple_tag(takes_context=True)
def panels_on_the_wall(context: Context) -> list[panels.DrawnPanel]:
    return panels.open_panels_for(FramePlace.ON_THE_WALL, context["request"], None)


@register.simple_tag
def language_names() -> tuple[tuple[str, str], ...]:
    """Return the languages to choose among, each with its name in itself."""
    return tuple(NAMES.items())


@register.simple_tag
def stages_at(stage: int) -> tuple[Stage, ...]:
    """Return the stages, where a collaboration has come to one of them: 1 to 5, 6 past them all."""
    names = (_("Ask"), _("Read"), _("Talk"), _("Agree"), _("Ask again"))
    return tuple(
        Stage(name, "done" if number < stage else "current" if number == stage else "todo")
        for number, name in enumerate(names, start=1)
    )

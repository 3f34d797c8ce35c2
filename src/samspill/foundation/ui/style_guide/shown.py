"""The components drawn: each state once in every colour scheme that is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from samspill.foundation.ui.style_guide.catalogue import GROUPS
from samspill.foundation.ui.style_guide.component import Component, Group, Size, State, Text

SCHEMES = ("light", "dark")


@dataclass(frozen=True)
class Specimen:
    """One state in one scheme. A copy is a picture: nobody can touch it, and it is not read."""

    scheme: str
    html: SafeString
    is_copy: bool


@dataclass(frozen=True)
class ShownState:
    name: Text
    size: Size
    specimens: tuple[Specimen, ...]


@dataclass(frozen=True)
class ShownComponent:
    component: Component
    states: tuple[ShownState, ...]


@dataclass(frozen=True)
class ShownGroup:
    group: Group
    components: tuple[ShownComponent, ...]


def shown_groups(request: HttpRequest, schemes: tuple[str, ...]) -> tuple[ShownGroup, ...]:
    """Draw the whole catalogue in these schemes."""
    return tuple(
        ShownGroup(
            group, tuple(_component(request, component, schemes) for component in group.components)
        )
        for group in GROUPS
    )


def _component(
    request: HttpRequest, component: Component, schemes: tuple[str, ...]
) -> ShownComponent:
    states = []
    for number, state in enumerate(component.states, start=1):
        key = f"{component.key}-{number}"
        shown_in = SCHEMES[:1] if state.always_light else schemes
        specimens = tuple(
            Specimen(scheme, _drawn(request, state, f"{key}-{scheme}", component), index > 0)
            for index, scheme in enumerate(shown_in)
        )
        states.append(ShownState(state.name, state.size, specimens))
    return ShownComponent(component, tuple(states))


def _drawn(request: HttpRequest, state: State, prefix: str, component: Component) -> SafeString:
    context = {"here": f"#{component.key}", **state.context_for(prefix)}
    html = render_to_string(state.template, context, request=request)
    # Only what a click or a script would change, in HTML that a template has escaped.
    return html if state.after is None else mark_safe(state.after(html))  # noqa: S308

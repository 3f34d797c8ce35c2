"""What a page of components is made of: groups, components, and the states they have."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from django.utils.functional import Promise

# A text in the language of the page, looked up when it is shown.
Text: TypeAlias = str | Promise
Context: TypeAlias = Mapping[str, object]
Size: TypeAlias = Literal["narrow", "usual", "wide"]


@dataclass(frozen=True)
class State:
    """One state of a component: the template that draws it, and with what.

    A context that has ids in it is a function of their beginning, because the same state stands
    on the page once in each colour scheme. `after` is what a click, a finger or a script makes of
    the drawn component. A narrow state has half of the width; a wide one has all of it, with light
    above dark. What is on a wall or on paper is always light.
    """

    name: Text
    template: str
    context: Context | Callable[[str], Context] = field(default_factory=dict)
    after: Callable[[str], str] | None = None
    size: Size = "usual"
    always_light: bool = False

    def context_for(self, prefix: str) -> dict[str, object]:
        given = self.context(prefix) if callable(self.context) else self.context
        return {**given, "prefix": prefix}


@dataclass(frozen=True)
class Component:
    """One component. `files` are below `foundation/ui/`; `note` says where else to see it."""

    name: str
    when: Text
    when_not: Text
    files: tuple[str, ...]
    states: tuple[State, ...] = ()
    note: Text = ""

    @property
    def key(self) -> str:
        return self.name.lower().replace(" ", "-")


@dataclass(frozen=True)
class Group:
    key: str
    name: Text
    components: tuple[Component, ...]


def templates(*names: str) -> tuple[str, ...]:
    return tuple(f"templates/ui/{name}.html" for name in names)


def styles(*names: str) -> tuple[str, ...]:
    return tuple(f"static/ui/css/components/{name}.css" for name in names)


def sample(name: str) -> str:
    """Return the template of an example that is not one component alone."""
    return f"style_guide/samples/{name}.html"


def narrow(*states: State) -> tuple[State, ...]:
    return tuple(replace(state, size="narrow") for state in states)


def changed(*changes: tuple[str, str]) -> Callable[[str], str]:
    """Return what a click or a script does to drawn HTML, as (from, to) pairs.

    A text that is not there is an error: the component has changed, and so must the guide. A tag
    may stand on one line or on several.
    """

    def change(html: str) -> str:
        for old, new in changes:
            tags = re.escape(old).replace(r"\ ", r"\s+").replace(">", r"\s*>")
            parts = re.split(tags.replace("><", r">\s*<"), html, maxsplit=1)
            if len(parts) == 1:
                msg = f"The component has no longer {old!r}."
                raise ValueError(msg)
            html = new.join(parts)
        return html

    return change

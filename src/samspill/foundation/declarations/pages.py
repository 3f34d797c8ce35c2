"""What pages have of slices they do not know: the menu, links, panels, and what a code opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from samspill.foundation.access.public import ActorRequest, Role

# A text in the language of the page, looked up when it is shown.
Text: TypeAlias = str | Promise
# The template that draws a panel, and its context.
PanelContent: TypeAlias = tuple[str, dict[str, object]]


class Menu(Enum):
    """The entries of the main menu. A page stands under one of them, or under none."""

    OVERVIEW = "overview"
    COLLABORATIONS = "collaborations"
    ACTIONS = "actions"
    CASES = "cases"
    REFORM = "reform"
    METHODS = "methods"
    PEOPLE = "people"


@dataclass(frozen=True, kw_only=True)
class MenuEntry:
    """One entry of the main menu. Lower numbers stand first; `seen_by` is every role.

    With an `open_line` the page is open to everyone: those without an account have the entry in
    their short menu, and below the code on the start page with this line of what is there.
    """

    entry: Menu
    label: Text
    url_name: str
    order: int
    seen_by: frozenset[Role] = frozenset(Role)
    open_line: Text = ""


@dataclass(frozen=True, kw_only=True)
class Right:
    """What some roles may see or do, in a sentence for those who have them.

    `roles` is what the slice's own guard asks, so that the page about roles cannot say otherwise.
    """

    sentence: Text
    roles: frozenset[Role]


class Target(Enum):
    """Pages that others lead to without knowing whose they are. Each is declared by one slice."""

    HOME = "home"
    CODE_FIELD = "where a code is written"
    HELP = "every guide"
    HOW_NUMBERS_ARE_MADE = "how numbers are made"
    ABOUT_ONESELF = "about oneself"


class Place(Enum):
    """A place on a page where panels can stand. The slice that owns the page names its places."""


class OpenPlace(Enum):
    """A place on a page that is open to everyone: a panel there cannot ask who is acting."""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What a page of a lower slice shows of this one.

    `show` takes the request and the page's object; None when there is nothing to show. Panels of
    one place stand by `order`. With an `anchor`, the page can lead to the panel: the panel's
    template gets it as the variable `anchor`, and a page with a table of contents calls it
    `contents`.
    """

    place: Place
    show: Callable[[ActorRequest, Any], PanelContent | None]
    order: int
    anchor: str = ""
    contents: Text = ""


@dataclass(frozen=True, kw_only=True)
class OpenPanel:
    """As `Panel`, on a page that is open to everyone: the request may have no actor."""

    place: OpenPlace
    show: Callable[[HttpRequest, Any], PanelContent | None]
    order: int
    anchor: str = ""
    contents: Text = ""


@dataclass(frozen=True, kw_only=True)
class CodeOpener:
    """What the codes of this slice open: `view` is shown what `find` has found.

    `find` takes a code as somebody has written it, and raises `NotFoundError` when it is none of
    this slice's. It is asked of every code that comes, so it makes one query at most.
    """

    find: Callable[[str], Any]
    view: Callable[[HttpRequest, Any], HttpResponse]


class TaskKind(Enum):
    """The tasks of a slice that a link can open, which names its own. The value is stored."""


@dataclass(frozen=True, kw_only=True)
class TaskOpener:
    """What a task link of this kind opens, for somebody without an account.

    `find` takes the key of what the task is about and raises `NotFoundError` when it is gone.
    `view` takes the request, that thing, and the link: it shows with GET, and spends the link with
    POST.
    """

    kind: TaskKind
    find: Callable[[UUID], Any]
    view: Callable[[HttpRequest, Any, Any], HttpResponse]

"""All declarations laid together, and refused in one sentence when they do not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import ModuleType
from typing import TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from samspill.foundation.declarations.duties import LONGEST_LEASE, Duty, DutyName
from samspill.foundation.declarations.pages import (
    CodeOpener,
    Menu,
    MenuEntry,
    OpenPanel,
    OpenPlace,
    Panel,
    Place,
    Right,
    Target,
    TaskKind,
    TaskOpener,
)
from samspill.foundation.declarations.start_page import TellStartPage
from samspill.foundation.privacy.public import NotPersonal, PersonalData

LONGEST_NAME = 80  # of a duty, in the table of jobs
LONGEST_TASK = 40  # of a kind of task, in the table of links

Thing = TypeVar("Thing")


class DeclarationError(Exception):
    """Something is declared that cannot be so; the message is one sentence and says where."""


@dataclass(frozen=True, kw_only=True)
class Declarations:
    """What one slice offers. `pages_under` is the entry of the menu that its pages stand under.

    `guides` has the guide that helps a page, by the page's name or, for all others of the slice, by
    the namespace of its addresses: its key, with an anchor where a part of it helps ("key#anchor").
    """

    menu: tuple[MenuEntry, ...] = ()
    pages_under: Menu | None = None
    targets: Mapping[Target, str] = field(default_factory=dict)
    guides: Mapping[str, str] = field(default_factory=dict)
    panels: tuple[Panel, ...] = ()
    open_panels: tuple[OpenPanel, ...] = ()
    start_page: TellStartPage | None = None
    codes: tuple[CodeOpener, ...] = ()
    tasks: tuple[TaskOpener, ...] = ()
    rights: tuple[Right, ...] = ()
    duties: tuple[Duty, ...] = ()
    personal_data: tuple[PersonalData, ...] = ()
    not_personal: tuple[NotPersonal, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Collected:
    """What all slices offer together: in their own order, else the highest slice first.

    `menu_of` has the entry that pages stand under, by the name of their slice, which is also the
    namespace of their addresses; `duties` and `tasks` stand by
    their names.
    """

    menu: tuple[MenuEntry, ...] = ()
    menu_of: Mapping[str, Menu] = field(default_factory=dict)
    targets: Mapping[Target, str] = field(default_factory=dict)
    guides: Mapping[str, str] = field(default_factory=dict)
    panels: tuple[Panel, ...] = ()
    open_panels: tuple[OpenPanel, ...] = ()
    start_page: tuple[TellStartPage, ...] = ()
    codes: tuple[CodeOpener, ...] = ()
    tasks: Mapping[str, TaskOpener] = field(default_factory=dict)
    rights: tuple[Right, ...] = ()
    duties: Mapping[str, Duty] = field(default_factory=dict)
    personal_data: tuple[PersonalData, ...] = ()
    not_personal: tuple[NotPersonal, ...] = ()


_collected: Collected | None = None


def use(collected: Collected) -> None:
    """Let everybody ask this from now on. Called once, when Django is ready."""
    global _collected  # noqa: PLW0603  (what is declared is one thing for the whole process)
    _collected = collected


def declared() -> Collected:
    """Return what was collected.

    Raises
    ------
    DeclarationError
        Asked before Django was ready, as while a module is imported.
    """
    if _collected is None:
        message = "declarations are collected when Django is ready, and not before"
        raise DeclarationError(message)
    return _collected


def declarations_of(module: ModuleType) -> Declarations:
    """Return what the module `declares` of a slice says."""
    declared = getattr(module, "DECLARED", None)
    if not isinstance(declared, Declarations):
        message = f"{module.__name__} must say DECLARED = Declarations(...)"
        raise DeclarationError(message)
    return declared


def collect(slices: Mapping[str, Declarations]) -> Collected:
    """Lay the declarations of all slices together, given by name, the highest slice first.

    Raises
    ------
    DeclarationError
        Two slices say the same, something is named that nobody declares, or a place, a model or a
        field does not exist.
    """
    for name, declared_here in slices.items():
        _check_names(name, declared_here)
    every = tuple(slices.values())
    collected = Collected(
        menu=tuple(sorted(_all(each.menu for each in every), key=lambda entry: entry.order)),
        menu_of={name: each.pages_under for name, each in slices.items() if each.pages_under},
        targets={target: url for each in every for target, url in each.targets.items()},
        guides={page: guide for each in every for page, guide in each.guides.items()},
        panels=tuple(sorted(_all(each.panels for each in every), key=lambda panel: panel.order)),
        open_panels=tuple(
            sorted(_all(each.open_panels for each in every), key=lambda panel: panel.order)
        ),
        start_page=tuple(each.start_page for each in every if each.start_page),
        codes=_all(each.codes for each in every),
        tasks={task.kind.value: task for each in every for task in each.tasks},
        rights=_all(each.rights for each in every),
        duties={duty.name.value: duty for each in every for duty in each.duties},
        personal_data=_all(each.personal_data for each in every),
        not_personal=_all(each.not_personal for each in every),
    )
    _check_together(every, collected)
    return collected


def _all(declared_things: Iterable[Iterable[Thing]]) -> tuple[Thing, ...]:
    return tuple(thing for things in declared_things for thing in things)


def _check_names(name: str, declared_here: Declarations) -> None:
    """Refuse what one slice says that is no name of anything."""
    at: list[tuple[object, type[Enum]]] = [(panel.place, Place) for panel in declared_here.panels]
    at += [(panel.place, OpenPlace) for panel in declared_here.open_panels]
    for place, kind in at:
        if not isinstance(place, kind):
            message = f"{name} declares a panel at {place!r}, which is no {kind.__name__}"
            raise DeclarationError(message)
    for duty in declared_here.duties:
        duty_name: object = duty.name
        if not isinstance(duty_name, DutyName) or len(duty_name.value) > LONGEST_NAME:
            message = f"{name} declares a duty {duty_name!r}, which is no short DutyName"
            raise DeclarationError(message)
        if duty.lease > LONGEST_LEASE:
            message = f"{name} declares {duty.name}, whose lease is longer than {LONGEST_LEASE}"
            raise DeclarationError(message)
    for task in declared_here.tasks:
        kind_of_task: object = task.kind
        if not isinstance(kind_of_task, TaskKind) or len(kind_of_task.value) > LONGEST_TASK:
            message = f"{name} declares a task {kind_of_task!r}, which is no short TaskKind"
            raise DeclarationError(message)
    for held in declared_here.personal_data:
        _check_fields(name, held.model, held.fields)
    for exempt in declared_here.not_personal:
        _check_fields(name, exempt.model, exempt.fields)


def _check_fields(name: str, model: type[Model], fields: tuple[str, ...]) -> None:
    try:
        for field_name in fields:
            model._meta.get_field(field_name)
    except FieldDoesNotExist as error:
        message = f"{name} declares what is personal, and {error}"
        raise DeclarationError(message) from error


def _check_together(every: tuple[Declarations, ...], collected: Collected) -> None:
    """Refuse what is said twice, and what somebody counts on and nobody says."""
    _refuse_twice("the menu entry", (entry.entry for entry in collected.menu))
    _refuse_twice("the target", (target for each in every for target in each.targets))
    _refuse_twice("the guide of", (page for each in every for page in each.guides))
    _refuse_twice("the duty", (duty.name.value for each in every for duty in each.duties))
    _refuse_twice("the task", (task.kind.value for each in every for task in each.tasks))
    stands: list[tuple[object, int]] = [(panel.place, panel.order) for panel in collected.panels]
    stands += [(panel.place, panel.order) for panel in collected.open_panels]
    _refuse_twice("the panel", stands)
    fields = [
        (held.model._meta.label, name) for held in collected.personal_data for name in held.fields
    ]
    fields += [
        (held.model._meta.label, name) for held in collected.not_personal for name in held.fields
    ]
    _refuse_twice("the field", fields)
    missing = set(collected.menu_of.values()) - {entry.entry for entry in collected.menu}
    missing_targets = set(Target) - collected.targets.keys()
    for name in (*missing, *missing_targets):
        message = f"{name} is counted on, and no slice declares it"
        raise DeclarationError(message)


def _refuse_twice(kind: str, names: Iterable[object]) -> None:
    seen: set[object] = set()
    for name in names:
        if name in seen:
            message = f"{kind} {_told(name)} is declared twice"
            raise DeclarationError(message)
        seen.add(name)


def _told(name: object) -> str:
    if isinstance(name, tuple):
        return ", ".join(_told(part) for part in name)
    return str(name) if isinstance(name, Enum) else repr(name)

"""Declarations: laid together in their order, and refused in one sentence when they do not fit."""

from __future__ import annotations

from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from django.test import RequestFactory

from samspill.foundation.access.public import Actor, Role
from samspill.foundation.accounts.models import Account
from samspill.foundation.declarations import collected
from samspill.foundation.declarations.public import (
    LONGEST_LEASE,
    Collected,
    DeclarationError,
    Declarations,
    Menu,
    MenuEntry,
    OpenPanel,
    OpenPlace,
    Panel,
    Place,
    Target,
    collect,
    declarations_of,
    declared,
)
from samspill.foundation.privacy.public import NotPersonal
from samspill.foundation.tests.duties import HouseDuty, a_duty
from samspill.foundation.ui.menu import main_menu


class Wall(Place):
    """Where pictures hang."""

    LEFT = "left"


class Fence(OpenPlace):
    """Where everybody can see them."""

    OUTSIDE = "outside"


TARGETS = Declarations(targets=dict.fromkeys(Target, "site:start"))


def show(_request: object, _thing: object) -> None:
    return None


def a_panel(order: int, **changes: Any) -> Panel:
    return Panel(**{"place": Wall.LEFT, "show": show, "order": order, **changes})


def an_entry(entry: Menu, order: int, **changes: Any) -> MenuEntry:
    given = {"entry": entry, "label": entry.value, "url_name": "site:start", "order": order}
    return MenuEntry(**{**given, **changes})


def test_what_has_an_order_stands_in_it_and_else_the_highest_slice_first() -> None:
    lower = Declarations(
        menu=(an_entry(Menu.OVERVIEW, 10),), panels=(a_panel(10), a_panel(30)),
        duties=(a_duty(HouseDuty.WASH, list),),
    )  # fmt: skip
    higher = Declarations(
        menu=(an_entry(Menu.ACTIONS, 20),), panels=(a_panel(20),),
        duties=(a_duty(HouseDuty.BREAK, list), a_duty(HouseDuty.POST, list)),
    )  # fmt: skip
    laid = collect({"higher": higher, "lower": lower, "site": TARGETS})
    assert [entry.entry for entry in laid.menu] == [Menu.OVERVIEW, Menu.ACTIONS]
    assert [panel.order for panel in laid.panels] == [10, 20, 30]
    assert list(laid.duties) == ["break", "post letters", "wash"]


REFUSED: dict[str, tuple[Declarations, str]] = {
    "a place that is no place": (
        Declarations(panels=(a_panel(1, place="wall"),)),
        "pictures declares a panel at 'wall', which is no Place",
    ),
    "a place of another kind": (
        Declarations(open_panels=(OpenPanel(place=Wall.LEFT, show=show, order=1),)),  # type: ignore[arg-type]
        "pictures declares a panel at .*LEFT.*, which is no OpenPlace",
    ),
    "two panels that both come first": (
        Declarations(panels=(a_panel(1), a_panel(1))),
        "the panel Wall.LEFT, 1 is declared twice",
    ),
    "a duty without a name of its own": (
        Declarations(duties=(a_duty("wash", list),)),  # type: ignore[arg-type]
        "pictures declares a duty 'wash', which is no short DutyName",
    ),
    "a duty twice": (
        Declarations(duties=(a_duty(HouseDuty.WASH, list), a_duty(HouseDuty.WASH, list))),
        "the duty 'wash' is declared twice",
    ),
    "a lease that outlives every other": (
        Declarations(
            duties=(a_duty(HouseDuty.WASH, list, lease=LONGEST_LEASE + timedelta(seconds=1)),)
        ),
        "pictures declares HouseDuty.WASH, whose lease is longer than 0:10:00",
    ),
    "an entry of the menu twice": (
        Declarations(menu=(an_entry(Menu.ACTIONS, 1), an_entry(Menu.ACTIONS, 2))),
        "the menu entry Menu.ACTIONS is declared twice",
    ),
    "pages under an entry that nobody has": (
        Declarations(pages_under=Menu.METHODS),
        "Menu.METHODS is counted on, and no slice declares it",
    ),
    "a target that another slice has": (
        Declarations(targets={Target.HOME: "ui:style_guide"}),
        "the target Target.HOME is declared twice",
    ),
    "a field that does not exist": (
        Declarations(not_personal=(NotPersonal(model=Account, fields=("nmae",), why=""),)),
        "pictures declares what is personal, and Account has no field named 'nmae'",
    ),
    "a field twice": (
        Declarations(not_personal=(NotPersonal(model=Account, fields=("name",) * 2, why=""),)),
        "the field 'accounts.Account', 'name' is declared twice",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_does_not_fit_is_refused_in_one_sentence(what: str) -> None:
    declarations, sentence = REFUSED[what]
    with pytest.raises(DeclarationError, match=sentence) as refused:
        collect({"pictures": declarations, "site": TARGETS})
    assert "\n" not in str(refused.value)


def test_a_page_that_everybody_leads_to_must_be_somewhere() -> None:
    with pytest.raises(DeclarationError, match=r"Target\.HOME is counted on"):
        collect({"pictures": Declarations(targets={
            target: "site:start" for target in Target if target is not Target.HOME
        })})  # fmt: skip


def test_a_module_that_declares_nothing() -> None:
    with pytest.raises(DeclarationError, match=r"empty\.declares must say DECLARED = Declarations"):
        declarations_of(ModuleType("empty.declares"))


def test_nothing_is_asked_before_it_is_collected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collected, "_collected", None)
    with pytest.raises(DeclarationError, match="when Django is ready"):
        declared()


@pytest.mark.parametrize("role", [*Role, None])
def test_an_entry_of_the_menu_is_seen_by_its_roles(
    role: Role | None, monkeypatch: pytest.MonkeyPatch, rf: RequestFactory
) -> None:
    """On a page that nobody in particular sees, as one that tells of a fault, all of it stands."""
    few = an_entry(Menu.METHODS, 2, seen_by=frozenset({Role.READER}))
    monkeypatch.setattr(collected, "_collected", Collected(menu=(an_entry(Menu.OVERVIEW, 1), few)))
    request = rf.get("/")
    if role is not None:
        actor = Actor(Account().pk, "Ada Lie", Account().pk, frozenset({role}))
        request.actor = actor  # type: ignore[attr-defined]
    seen = [entry.label for entry in main_menu(request)]
    assert seen == (["overview", "methods"] if role in (Role.READER, None) else ["overview"])

"""The main menu, as a page shows it, and the pages that others lead to without knowing them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from samspill.foundation.declarations.public import Target, declared


@dataclass(frozen=True)
class ShownEntry:
    """One entry of the menu; the page that is shown stands under the one that `is_current`."""

    url: str
    label: str
    is_current: bool


def main_menu(request: HttpRequest) -> tuple[ShownEntry, ...]:
    """Return the entries that the one who is acting sees; all of them where nobody is."""
    actor = getattr(request, "actor", None)
    match = request.resolver_match
    current = declared().menu_of.get(match.namespace) if match else None
    return tuple(
        ShownEntry(reverse(entry.url_name), str(entry.label), is_current=entry.entry is current)
        for entry in declared().menu
        if actor is None or actor.has(*entry.seen_by)
    )


def address_of(target: Target) -> str:
    """Return where a page lies whose slice is not known here."""
    return reverse(declared().targets[target])


def help_address(request: HttpRequest | None) -> str:
    """Return where the guide lies that helps this page, or the list of all where none does."""
    match = request.resolver_match if request else None
    guides = declared().guides
    guide = (guides.get(match.view_name) or guides.get(match.namespace)) if match else None
    key, sign, anchor = (guide or "").partition("#")
    return address_of(Target.HELP) + (f"{key}/{sign}{anchor}" if key else "")

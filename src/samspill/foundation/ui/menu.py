"""The main menu, as a page shows it, and the pages that others lead to without knowing them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from samspill.foundation.declarations.public import MenuEntry, Target, declared


@dataclass(frozen=True)
class ShownEntry:
    """One entry of the menu; the page that is shown stands under the one that `is_current`."""

    url: str
    label: str
    is_current: bool
    open_line: str = ""


def main_menu(request: HttpRequest) -> tuple[ShownEntry, ...]:
    """Return the entries that the one who is acting sees; all of them where nobody is."""
    actor = getattr(request, "actor", None)
    return tuple(
        _shown(request, entry)
        for entry in declared().menu
        if actor is None or actor.has(*entry.seen_by)
    )


def open_menu(request: HttpRequest) -> tuple[ShownEntry, ...]:
    """Return the entries whose pages are open to everyone, for those without an account."""
    return tuple(_shown(request, entry) for entry in declared().menu if entry.open_line)


def _shown(request: HttpRequest, entry: MenuEntry) -> ShownEntry:
    match = request.resolver_match
    current = declared().menu_of.get(match.namespace) if match else None
    return ShownEntry(
        url=reverse(entry.url_name),
        label=str(entry.label),
        is_current=entry.entry is current,
        open_line=str(entry.open_line),
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

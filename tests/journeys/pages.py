"""Every page of the product with the demo in it, so that each is looked at in the same way."""

from __future__ import annotations

import re

from playwright.sync_api import Page

COLLABORATION = re.compile(r"^/collaborations/[0-9a-f-]{36}/$")
ROUND = re.compile(r"^/rounds/[0-9a-f-]{36}/$")
READING = re.compile(r"^/rounds/[0-9a-f-]{36}/reading/$")
PARTNER = re.compile(r"^/collaborations/partners/[0-9a-f-]{36}/$")
ENDORSEMENT = re.compile(r"^/collaborations/endorsements/[0-9a-f-]{36}/change/$")
OVER_TIME = re.compile(r"^/rounds/[0-9a-f-]{36}/over-time/$")
EXPORTS = re.compile(r"^/exports/round/[0-9a-f-]{36}/$")
GROUPS_OF = re.compile(r"^/rounds/[0-9a-f-]{36}/groups-of/\?item=")
ACTION = re.compile(r"^/actions/[0-9a-f-]{36}/$")
MEETING = re.compile(r"^/meetings/[0-9a-f-]{36}/$")
KEYED = re.compile(r"^/methods/keyed/[0-9a-f-]{36}/$")

FIXED = {
    "start": "/",
    "collaborations": "/collaborations/",
    "new collaboration": "/collaborations/new/",
    "new check": "/rounds/new/",
    "actions": "/actions/",
    "methods": "/methods/",
    "figures": "/methods/figures/",
    "meetings": "/meetings/",
    "new meeting": "/meetings/new/?sheet=trust_exercise",
    "run sheets": "/methods/run-sheets/",
    "run sheet": "/methods/run-sheets/leader_quarter/",
    "collaboration test": "/methods/instruments/collaboration_test/",
    "dialogue check": "/methods/instruments/dialogue_and_trust_check/",
    "key in statements": "/methods/keyed/new/ten_statements/",
    "cases": "/cases/",
    "before a case": "/cases/before/",
    "before a case, on paper": "/cases/before/paper/",
    "how the advice is made": "/cases/how-the-advice-is-made/",
    "forms of trust": "/cases/trust/",
    "situations": "/cases/situations/",
    "situations, together": "/cases/situations/together/",
    "a situation": "/cases/situations/P06/",
    "arenas": "/cases/arenas/",
    "a call about a case": "/cases/phone-call/",
    "for elected members": "/cases/elected-members/",
    "rules of contact": "/contact-rules/",
    "rules of contact, to write": "/contact-rules/write/",
    "within reach": "/reach/",
    "reform": "/reform/",
    "register": "/reform/register/",
    "an initiative": "/reform/register/no_oslo/",
    "why trust": "/why-trust/",
    "own reforms": "/reforms/",
    "new reform": "/reforms/new/",
    "join": "/join/",
    "log in": "/log-in/",
    "not found": "/there-is-no-such-page/",
}


COUNCIL = "Regionrådet for Indre Fjord"


def links(page: Page, pattern: re.Pattern[str]) -> dict[str, str]:
    """Return the links that match, each with its text."""
    found = page.eval_on_selector_all(
        "main a", "all => all.map(a => [a.getAttribute('href') || '', a.innerText.trim()])"
    )
    return {link: text for link, text in found if pattern.match(link)}


def every_page(page: Page, address: str) -> dict[str, str]:
    """Return name and path of every page that the facilitator can reach, found by the links.

    Of the collaborations those of the demo, so that the list is the same whatever other tests
    have made; the newest reading of the council is "reading 1". Looked for once in each product.
    """
    if address not in _FOUND_AT:
        _FOUND_AT[address] = _look_for_every_page(page, address)
    return dict(_FOUND_AT[address])


_FOUND_AT: dict[str, dict[str, str]] = {}


def _look_for_every_page(page: Page, address: str) -> dict[str, str]:
    pages = dict(FIXED)
    page.goto(address + "/collaborations/")
    for link, name in links(page, COLLABORATION).items():
        if name not in (COUNCIL, "Plansamarbeidet Vestsida"):
            continue
        page.goto(address + link)
        pages[f"{name}"] = link
        pages[f"{name}, partners"] = link + "partners/"
        pages[f"{name}, a county"] = link + "partners/?county=15"
        pages[f"{name}, change"] = link + "change/"
        pages[f"{name}, agree"] = (
            link.replace("/collaborations/", "/actions/collaboration/") + "new/"
        )
        partners = {text: each for each, text in links(page, PARTNER).items()}
        for place, each in enumerate(links(page, ROUND), start=1):
            pages[f"{name}, round {place}"] = each
        pages[f"{name}, privacy assessment"] = each + "assessment/"
        readings = links(page, READING)
        for each in list(links(page, ACTION))[:1]:
            pages["action"] = each
            pages["change action"] = each + "change/"
        # One that stands with two bodies, and one that should be asked again.
        for partner in ("Nesdal", "Tverrelv") if name == COUNCIL else ("Storøyna",):
            pages |= _pages_of_partner(page, address, f"{name}, {partner}", partners[partner])
        which = "" if name == COUNCIL else f"{name}, "
        for place, each in enumerate(readings, start=1):
            pages |= _pages_of_reading(page, address, f"{which}{{}} {place}", each)
    return pages | _pages_of_meetings(page, address)


def _pages_of_meetings(page: Page, address: str) -> dict[str, str]:
    """Return the pages of the demo's meetings: one that is planned, and one that has been."""
    page.goto(address + "/meetings/")
    (planned, been) = links(page, MEETING)
    return {
        "meeting, planned": planned,
        "meeting, change": planned + "change/",
        "meeting, information": planned + "information/",
        "meeting, the leader's cards": planned + "print/?what=leader",
        "meeting, table cards": planned + "print/?what=cards",
        "meeting, been": been,
        "meeting, minutes": been + "minutes/",
    }


def _pages_of_reading(page: Page, address: str, name: str, link: str) -> dict[str, str]:
    page.goto(address + link)
    found = {
        name.format("reading"): link,
        name.format("reading as a table"): link + "?tables",
        name.format("screen"): link.replace("/reading/", "/screen/"),
        name.format("agree"): link.replace("/reading/", "/new/").replace(
            "/rounds/", "/actions/round/"
        ),
    }
    for each in list(links(page, OVER_TIME))[:1]:
        found[name.format("over time")] = each
    for each in links(page, EXPORTS):
        found[name.format("take out the numbers,")] = each
    for each in list(links(page, GROUPS_OF))[:1]:
        found[name.format("groups of a statement")] = each
        # A reading of many statements leads there instead of explaining them itself.
        numbers = each.replace("/groups-of/", "/numbers-of/")
        found[name.format("numbers of a statement")] = numbers
    return found


def _pages_of_partner(page: Page, address: str, name: str, link: str) -> dict[str, str]:
    page.goto(address + link)
    return {
        name: link,
        f"{name}, who stands behind": link + "endorse/",
        f"{name}, change it": next(iter(links(page, ENDORSEMENT))),
        f"{name}, rename": link + "rename/",
        f"{name}, merge": link + "merge/",
    }

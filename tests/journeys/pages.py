"""Every page of the product with the demo in it, so that each is looked at in the same way."""

from __future__ import annotations

import re

from playwright.sync_api import Page

COLLABORATION = re.compile(r"^/collaborations/[0-9a-f-]{36}/$")
ROUND = re.compile(r"^/rounds/[0-9a-f-]{36}/$")
READING = re.compile(r"^/rounds/[0-9a-f-]{36}/reading/$")
ACTION = re.compile(r"^/actions/[0-9a-f-]{36}/$")
KEYED = re.compile(r"^/methods/keyed/[0-9a-f-]{36}/$")

FIXED = {
    "start": "/",
    "collaborations": "/collaborations/",
    "new collaboration": "/collaborations/new/",
    "new check": "/rounds/new/",
    "actions": "/actions/",
    "methods": "/methods/",
    "figures": "/methods/figures/",
    "collaboration test": "/methods/instruments/collaboration_test/",
    "dialogue check": "/methods/instruments/dialogue_and_trust_check/",
    "key in statements": "/methods/keyed/new/ten_statements/",
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
    have made; the newest reading of the council is "reading 1".
    """
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
        for place, each in enumerate(links(page, ROUND), start=1):
            pages[f"{name}, round {place}"] = each
        for place, each in enumerate(links(page, READING), start=1):
            pages[f"reading {place}"] = each
            pages[f"agree {place}"] = each.replace("/reading/", "/new/").replace(
                "/rounds/", "/actions/round/"
            )
        for each in list(links(page, ACTION))[:1]:
            pages["action"] = each
            pages["change action"] = each + "change/"
    return pages

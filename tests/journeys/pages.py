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


def links(page: Page, pattern: re.Pattern[str]) -> list[str]:
    found = page.eval_on_selector_all("a", "all => all.map(a => a.getAttribute('href') || '')")
    return [link for link in dict.fromkeys(found) if pattern.match(link)]


def every_page(page: Page, address: str) -> dict[str, str]:
    """Return name and path of every page that the facilitator can reach, found by the links."""
    pages = dict(FIXED)
    page.goto(address + "/collaborations/")
    for number, link in enumerate(links(page, COLLABORATION), start=1):
        page.goto(address + link)
        pages[f"collaboration {number}"] = link
        pages[f"partners {number}"] = link + "partners/"
        pages[f"partners in a county {number}"] = link + "partners/?county=15"
        pages[f"change collaboration {number}"] = link + "change/"
        for place, each in enumerate(links(page, ROUND), start=1):
            pages[f"round {number}.{place}"] = each
        for place, each in enumerate(links(page, READING), start=1):
            pages[f"reading {number}.{place}"] = each
            pages[f"agree {number}.{place}"] = each.replace("/reading/", "/new/").replace(
                "/rounds/", "/actions/round/"
            )
        for each in links(page, ACTION)[:1]:
            pages[f"action {number}"] = each
            pages[f"change action {number}"] = each + "change/"
    return pages

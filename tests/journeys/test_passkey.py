"""A passkey: added after coming in by the link, used to come in again, and removed."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open, Product

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_a_phone(page: Page) -> None:
    """Let the browser hold a phone that says yes to everything."""
    chromium = page.context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    chromium.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})


def log_out(page: Page, product: Product) -> None:
    """End this browser's own session: the one that is shared must go on for the others."""
    page.context.clear_cookies(name="samspill_session")
    page.goto(product.address + "/log-in/")


def test_a_passkey_is_added_used_and_removed(open_browser: Open, product: Product) -> None:
    page = open_browser(language="nn", width=360)
    give_a_phone(page)
    product.come_in(page)
    page.goto(product.address + "/me/passkeys/add/")
    page.locator("[name=name]").fill("Telefonen min")
    page.locator("#mfa_webauthn_add").click()
    expect(page).to_have_url(product.address + "/me/passkeys/")
    expect(page.locator("main")).to_contain_text("Telefonen min")

    log_out(page, product)
    page.locator("#passkey_login").click()
    expect(page).to_have_url(product.address + "/")
    page.goto(product.address + "/me/log-ins/")
    expect(page.locator("main h1")).to_be_visible()

    page.goto(product.address + "/me/passkeys/")
    page.get_by_role("link", name=re.compile("^Fjern")).click()
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(product.address + "/me/passkeys/")
    expect(page.locator("main")).not_to_contain_text("Telefonen min")

    log_out(page, product)
    page.locator("#passkey_login").click()
    expect(page.locator("[role=alert]")).to_contain_text("ikkje kjend her")


def test_a_link_whose_address_is_a_secret_works_in_a_browser(
    open_browser: Open, product: Product
) -> None:
    """Its form is sent with the right origin, and no page after it learns the address."""
    page = open_browser()
    product.come_in(page)
    referrers = []
    page.on("request", lambda request: referrers.append(request.headers.get("referer", "")))
    page.goto(product.address + "/people/")
    assert not [one for one in referrers if "/log-in/link/" in one]

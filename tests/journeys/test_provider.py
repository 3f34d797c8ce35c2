"""Logging in with the municipality's provider in a browser, and out on both sides."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Product, free_port, link_of, start, stop, wait_for

EMAIL = "marit@ytrefjord.example.no"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def product(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("provider")
    named = {
        "SAMSPILL_DEMO": "no",
        "SAMSPILL_OIDC_URL": provider,
        "SAMSPILL_OIDC_CLIENT_ID": "samspill",
        "SAMSPILL_OIDC_SECRET": "only for tests",
        "SAMSPILL_OIDC_NAME": "Ansattinnlogging",
        "SAMSPILL_OIDC_ACR": "high",
    }
    process = start(folder, free_port(), **named)
    try:
        link = link_of(process)
        address = link.split("/log-in/")[0]
        wait_for(address.replace("localhost", "127.0.0.1"))
        yield Product(address, link, folder)
    finally:
        stop(process)


def a_page(browser: Browser) -> Page:
    page = browser.new_context(locale="nn").new_page()
    page.set_default_timeout(10_000)
    # The provider's own pages ask for a style sheet from elsewhere.
    page.route(re.compile("^https://"), lambda route: route.abort())
    return page


def log_in_there(page: Page, product: Product, sub: str) -> None:
    page.goto(product.address + "/log-in/")
    page.get_by_role("button", name="Ansattinnlogging").click()
    page.locator("input[name=sub]").fill(sub)
    page.get_by_role("button", name="Authorize").click()


def test_in_by_the_provider_and_out_again(
    browser: Browser, product: Product, provider: str
) -> None:
    product.come_in(a_page(browser))
    claims = {"email": EMAIL, "email_verified": True, "acr": "high"}
    requests.put(f"{provider}/users/marit", json=claims, timeout=5).raise_for_status()
    page = a_page(browser)
    log_in_there(page, product, "marit")
    expect(page).to_have_url(product.address + "/")
    page.goto(product.address + "/me/")
    expect(page.locator("main")).to_contain_text(EMAIL)
    page.get_by_role("button", name="Logg ut").locator("visible=true").click()
    # Out there too: the provider asks, and leads back.
    page.get_by_role("button", name="End session").click()
    expect(page).to_have_url(product.address + "/")
    page.goto(product.address + "/me/")
    expect(page).to_have_url(re.compile("/log-in/"))


def test_too_weak_a_log_in_is_refused_in_words(
    browser: Browser, product: Product, provider: str
) -> None:
    claims = {"email": EMAIL, "email_verified": True, "acr": "low"}
    requests.put(f"{provider}/users/weak", json=claims, timeout=5).raise_for_status()
    page = a_page(browser)
    log_in_there(page, product, "weak")
    expect(page.locator("main")).to_contain_text("ikkje sikker nok")
    page.goto(product.address + "/me/")
    expect(page).to_have_url(re.compile("/log-in/"))

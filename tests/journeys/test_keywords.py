"""Keywords for oneself never leave the phone: every request is read, byte by byte."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import faults
from tests.journeys.conftest import Open, Product
from tests.journeys.steps import make_a_collaboration, open_a_round

CANARY = "kanarifugl-i-gruva"


def answering(open_browser: Open, product: Product, name: str, **options: object) -> Page:
    facilitator = open_browser()
    product.come_in(facilitator)
    make_a_collaboration(facilitator, product, name)
    code = open_a_round(facilitator, name).replace(" ", "")
    phone = open_browser(width=360, **options)
    phone.goto(product.address + f"/r/{code}/")
    phone.locator("main form button").click()
    phone.wait_for_url(re.compile(r"/answer/$"))
    return phone


def test_keywords_stay_on_the_phone(open_browser: Open, product: Product) -> None:
    phone = answering(open_browser, product, "Stikkordene")
    sent: list[str] = []
    phone.on("request", lambda one: sent.append(f"{one.url} {one.headers} {one.post_data}"))
    phone.locator("form[data-steps-on]").wait_for()
    phone.locator("[data-step]:visible .keywords summary").click()
    phone.locator("[data-step]:visible textarea").fill(CANARY)
    assert not faults(phone)
    phone.reload()
    expect(phone.locator("[data-step]:visible textarea")).to_have_value(CANARY)
    for _ in range(10):
        phone.locator("[data-step]:visible .choice label").first.click()
        phone.locator("[data-next]:visible").click()
    phone.locator("[data-submit]:visible").click()
    phone.wait_for_url(re.compile(r"/received/$"))
    expect(phone.locator(".keywords-shown dd")).to_have_text(CANARY)
    assert not faults(phone)
    assert any("item-1" in one for one in sent), "the answer itself was sent"
    assert not [one for one in sent if CANARY in one]
    phone.get_by_role("button", name="Fjern dem fra telefonen").click()
    assert CANARY not in phone.evaluate("JSON.stringify(localStorage)")
    phone.reload()
    expect(phone.locator(".keywords-shown")).to_be_hidden()


def test_skipping_a_statement_keeps_its_keywords(open_browser: Open, product: Product) -> None:
    phone = answering(open_browser, product, "Stikkord og hopp")
    phone.locator("[data-step]:visible .keywords summary").click()
    phone.locator("[data-step]:visible textarea").fill(CANARY)
    phone.locator("[data-skip]").click()
    phone.locator("[data-back]").click()
    expect(phone.locator("[data-step]:visible textarea")).to_have_value(CANARY)


@pytest.mark.parametrize("hours", [13, -2], ids=["half a day later", "a clock set back"])
def test_old_keywords_go_by_themselves(hours: int, open_browser: Open, product: Product) -> None:
    phone = answering(open_browser, product, f"Gamle stikkord {hours}")
    phone.locator("[data-step]:visible .keywords summary").click()
    phone.locator("[data-step]:visible textarea").fill(CANARY)
    phone.evaluate(
        """hours => { for (const key of Object.keys(localStorage)) {
             const kept = JSON.parse(localStorage.getItem(key));
             kept.since -= hours * 3600 * 1000;
             localStorage.setItem(key, JSON.stringify(kept)); } }""",
        hours,
    )
    phone.reload()
    assert CANARY not in phone.evaluate("JSON.stringify(localStorage)")


def test_without_the_script_the_field_has_no_name(open_browser: Open, product: Product) -> None:
    phone = answering(open_browser, product, "Uten skript", java_script_enabled=False)
    sent: list[str] = []
    phone.on("request", lambda one: sent.append(f"{one.url} {one.post_data}"))
    phone.locator(".keywords summary").first.click()
    phone.locator("textarea").first.fill(CANARY)
    phone.locator(".choice label").first.click()
    phone.locator("[data-submit]").click()
    phone.wait_for_url(re.compile(r"/received/$"))
    assert not [one for one in sent if CANARY in one]

"""The main job, from the printed link to an action, as a newcomer does it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open, Product
from tests.journeys.steps import (
    answer_with_script,
    answer_without_script,
    close_and_show,
    make_a_collaboration,
    open_a_round,
    wait_until_closed,
)


def test_the_whole_way(facilitator: Page, open_browser: Open, product: Product) -> None:
    name = "Samarbeid om barnevern"
    make_a_collaboration(facilitator, product, name)

    # Partners: several from a county, one typed, one taken out and back again.
    facilitator.get_by_label("Fylke").select_option(label="Møre og Romsdal")
    facilitator.get_by_role("button", name=re.compile("Vis kommunene")).click()
    for place in ("Giske", "Sula"):
        facilitator.get_by_label(place, exact=True).check()
    facilitator.get_by_role("button", name=re.compile("krysset")).click()
    facilitator.locator("select[name=kind]").select_option("union")
    facilitator.locator("input[name=name]").fill("De tillitsvalgte")
    facilitator.get_by_role("button", name="Legg til", exact=True).click()
    facilitator.get_by_role("button", name=re.compile("Fjern Sula")).click()
    facilitator.get_by_role("button", name="Angre").click()
    for partner in ("Giske", "Sula", "De tillitsvalgte"):
        expect(facilitator.locator("main")).to_contain_text(partner)

    code = open_a_round(facilitator, name)

    # Nothing can be read while the round is open, and the count is rough.
    expect(facilitator.locator("main")).to_contain_text("Færre enn fem har svart")
    answer_without_script(open_browser(width=360, java_script_enabled=False), product, code)
    answer_with_script(open_browser(width=360, language="nn"), product, code, 1)
    answer_with_script(open_browser(width=360, language="en"), product, code, 2)
    for choice in (3, 3, 4):
        answer_with_script(open_browser(width=360), product, code, choice)
    facilitator.reload()

    close_and_show(facilitator, product)
    expect(facilitator.locator("main")).to_contain_text("5 til 11 svar")

    # One action, with owner and date, from a statement.
    facilitator.get_by_role("link", name=re.compile("Avtal et tiltak")).last.click()
    facilitator.get_by_label(re.compile("Hva skal gjøres")).fill("Send sakslista ti dager før")
    facilitator.get_by_label(re.compile("Hvem har tatt")).fill("Anne Vik")
    due = timezone.localdate() + timedelta(days=40)
    facilitator.locator("input[name=due_on]").fill(due.isoformat())
    facilitator.locator("main form button[type=submit]").click()
    expect(facilitator.locator("main")).to_contain_text("Send sakslista ti dager før")
    expect(facilitator.locator("main")).to_contain_text("Anne Vik")


def test_a_phone_answers_once(facilitator: Page, open_browser: Open, product: Product) -> None:
    make_a_collaboration(facilitator, product, "Plansamarbeidet")
    code = open_a_round(facilitator, "Plansamarbeidet")
    phone = open_browser(width=360)
    answer_with_script(phone, product, code, 0)
    phone.goto(product.address + f"/r/{code.replace(' ', '')}/")
    expect(phone).to_have_url(re.compile(r"/received/$"))
    received = phone.url
    phone.go_back()
    phone.goto(received.replace("/received/", "/answer/"))
    expect(phone).to_have_url(re.compile(r"/received/$"))


def test_with_the_keyboard_alone(open_browser: Open, product: Product) -> None:
    """Answer a round by Tab, arrow keys, Space and Enter; the focus can always be seen."""
    page = open_browser()
    product.come_in(page)
    make_a_collaboration(page, product, "Tastatursamarbeidet")
    code = open_a_round(page, "Tastatursamarbeidet")

    keyboard = open_browser(width=1440)
    keyboard.goto(product.address)
    _tab_to(keyboard, "input[name=code]")
    keyboard.keyboard.type(code)
    _enter(keyboard)
    _tab_to(keyboard, "main form button")
    _enter(keyboard)
    keyboard.locator("form[data-steps-on]").wait_for()
    for _statement in range(10):
        _tab_to(keyboard, "[data-step]:not([hidden]) input")
        keyboard.keyboard.press("Space")
        keyboard.keyboard.press("ArrowDown")
        _tab_to(keyboard, "[data-next]")
        keyboard.keyboard.press("Enter")
    _tab_to(keyboard, "[data-submit]")
    _enter(keyboard)
    expect(keyboard).to_have_url(re.compile(r"/received/$"))


def test_the_facilitator_with_the_keyboard_alone(open_browser: Open, product: Product) -> None:
    """From the start page to a code, closed and shown, without touching the mouse."""
    page = open_browser()
    product.come_in(page)
    _tab_to(page, "a[href^='/rounds/new/']")
    _enter(page)
    _tab_to(page, "textarea[name=purpose]")
    page.keyboard.type("Vi vil vite hvordan det går.")
    _tab_to(page, "textarea[name=intended_use]")
    page.keyboard.type("Vi leser svarene sammen.")
    _tab_to(page, "input[name=expected_count]")
    page.keyboard.type("26")
    _tab_to(page, "button[name=open]")
    _enter(page)
    expect(page.locator(".round-code")).to_be_visible()
    _tab_to(page, "details.confirm:has(form[action$='/close/']) summary")
    page.keyboard.press("Enter")
    _tab_to(page, "form[action$='/close/'] button")
    _enter(page)
    wait_until_closed(page, product)
    _tab_to(page, "form[action$='/publish/'] button")
    _enter(page)
    expect(page.locator("main")).to_contain_text("For få har svart")


def _enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there; every stop on the way must show where it is."""
    for _ in range(120):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "s => { const e = document.activeElement;"
            " const style = el => getComputedStyle(el);"
            " const near = [e, e.nextElementSibling, e.parentElement].filter(Boolean);"
            " return {there: e.matches(s),"
            # The parts of a date field are drawn by the browser, which shows its own focus there.
            "  visible: e === document.body || e.type === 'date'"
            "   || near.some(el => style(el).outlineStyle !== 'none'"
            "   || style(el).boxShadow !== 'none')}; }",
            selector,
        )
        assert seen["visible"], page.evaluate("document.activeElement.outerHTML")
        if seen["there"]:
            return
    pytest.fail(f"Tab never came to {selector}")

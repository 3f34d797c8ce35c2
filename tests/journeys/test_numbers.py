"""A number on a reading is opened, on a narrow phone, with the keyboard and without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.journeys.axe import faults
from tests.journeys.conftest import Open, Product
from tests.journeys.pages import every_page

ROW = "details.reading-row >> nth=0"


def reading_of(page: Page, product: Product) -> str:
    product.come_in(page)
    return product.address + every_page(page, product.address)["reading 1"]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_number_is_opened_with_the_keyboard(
    script: bool,
    open_browser: Open,
    product: Product,
) -> None:
    # The list of pages is found with a script; the page itself need not have one.
    address = reading_of(open_browser(), product)
    page = open_browser(width=360, java_script_enabled=script)
    product.come_in(page)
    page.goto(address)
    page.locator(f"{ROW} >> summary >> nth=0").focus()
    page.keyboard.press("Enter")
    page.locator(f"{ROW} >> a[href*='/numbers-of/']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/numbers-of/**")
    opening = page.locator("main")
    said = opening.locator(".numbers-list").first
    said.wait_for()
    assert "Midten er" in said.inner_text()
    assert "Usikkerhet:" in said.inner_text()
    made = opening.locator(".numbers-list + details")
    assert not made.locator("dl").is_visible()
    made.locator("summary").focus()
    page.keyboard.press("Space")
    made.locator("dl").wait_for()
    assert "gjennomsnittet av brikkene" in made.inner_text()
    if script:
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        assert not faults(page)
    said.get_by_role("link", name="Midten", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/methods/figures/#middle")
    assert page.locator("#middle").inner_text() == "Midten"

"""What people do in a browser in many of the stories: make, open, answer, close and show."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Product


def make_a_collaboration(page: Page, product: Product, name: str) -> None:
    page.goto(product.address + "/collaborations/")
    page.get_by_role("link", name="Nytt samarbeid").click()
    page.get_by_label("Hva heter samarbeidet?").fill(name)
    page.get_by_label(re.compile("oppnå sammen")).fill("Vi vil gi barna bedre hjelp.")
    page.get_by_role("button", name=re.compile("Neste")).click()


def open_a_round(page: Page, name: str) -> str:
    """From the start page to a code in three steps; return the code."""
    page.locator(".site-header-home").click()
    page.get_by_role("link", name="Ny sjekk").first.click()  # one
    page.get_by_label("Hvilket samarbeid").select_option(label=name)
    page.get_by_label(re.compile("Hvorfor spør")).fill("Vi vil vite hvordan det går.")
    page.get_by_label(re.compile("skal resultatet")).fill("Vi leser svarene sammen.")  # two
    page.get_by_role("button", name=re.compile("Åpne")).click()  # three
    code = page.locator(".round-code").inner_text()
    assert re.fullmatch(r"\d{3} \d{3}", code)
    return code


def answer_with_script(page: Page, product: Product, code: str, choice: int) -> None:
    page.goto(product.address)
    page.get_by_label(re.compile(r"Kode|Code")).fill(code)
    page.locator("form.code-form button").click()
    page.locator("main form button").click()
    page.locator("form[data-steps-on]").wait_for()
    for number in range(10):
        page.locator("[data-step]:visible label").nth((choice + number) % 5).click()
        page.locator("[data-next]:visible, [data-submit]:visible").click()
    expect(page).to_have_url(re.compile(r"/received/$"))


def answer_without_script(page: Page, product: Product, code: str) -> None:
    page.goto(product.address + f"/r/{code.replace(' ', '')}/")
    page.locator("main form button").click()
    steps = page.locator("[data-step]")
    assert steps.count() == 10
    for number in range(10):
        steps.nth(number).locator("label").nth(number % 5).click()
    page.locator("[data-submit]").click()
    expect(page).to_have_url(re.compile(r"/received/$"))


def close_and_show(page: Page) -> None:
    page.get_by_text("Lukk runden").click()
    page.get_by_role("button", name="Ja, lukk den").click()
    page.get_by_role("button", name="Vis resultatet").click()
    expect(page).to_have_url(re.compile(r"/reading/$"))

"""What people do in a browser in many of the stories: make, open, answer, close and show."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.chaos.databases import SQLite
from tests.chaos.people import let_the_minute_pass
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
    say_how_many(page)
    page.get_by_role("button", name=re.compile("Åpne")).click()  # three
    code = page.locator(".round-code").inner_text()
    assert re.fullmatch(r"\d{3} \d{3}", code)
    return code


def answer_with_script(page: Page, product: Product, code: str, choice: int) -> None:
    page.goto(product.address)
    page.locator("[name=code]").fill(code)
    page.locator("form.code-form button").click()
    page.locator("main form button").click()
    page.locator("form[data-steps-on]").wait_for()
    for number in range(10):
        page.locator("[data-step]:visible label").nth((choice + number) % 5).click()
        page.locator("[data-next]:visible").click()
    page.locator("[data-submit]:visible").click()
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


def say_how_many(page: Page, asked: int = 19) -> None:
    """Say how many are asked; so few that the two figures beside the code can be left out."""
    page.locator("[name=expected_count]").fill(str(asked))
    page.locator("input[name=sign][value=none] + label").click()


def address_on(page: Page) -> str:
    """Return the long address on the page of an open round, under which its pages lie."""
    promise = page.locator("main a[href$='/promise/']").first.get_attribute("href") or ""
    return promise.split("/")[2]


def table_sign_on(page: Page, number: int) -> str:
    """Return the sign of a table, from the page of the round, and come back to that."""
    page.locator("a[href$='/table-signs/']").click()
    sign = page.locator(".row-aside strong").nth(number - 1).inner_text()
    page.go_back()
    return sign


def close_it(page: Page, product: Product) -> None:
    """Announce that the round closes, and wait on its page until the worker has closed it."""
    page.locator("details.confirm:has(form[action$='/close/']) summary").click()
    page.locator("form[action$='/close/'] button").click()
    wait_until_closed(page, product)


def wait_until_closed(page: Page, product: Product) -> None:
    """Let the announced minute be over, and look again until the result can be shown."""
    expect(page.locator("form[action$='/cancel-closing/']")).to_be_visible()
    let_the_minute_pass(SQLite(product.folder / "samspill.sqlite3"))
    for _look in range(80):
        page.reload()
        if page.locator("form[action$='/publish/']").count():
            return
        page.wait_for_timeout(250)
    raise AssertionError("the worker never closed the round")


def close_and_show(page: Page, product: Product) -> None:
    close_it(page, product)
    page.get_by_role("button", name="Vis resultatet").click()
    # Where the worker has not drawn it yet, a page says so, and leads on by itself.
    expect(page).to_have_url(re.compile(r"/reading/$"), timeout=20_000)

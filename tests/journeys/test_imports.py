"""A file becomes a round: with the script and without, on a phone, by the keyboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import cast as people
from tests.journeys.axe import faults
from tests.journeys.conftest import Open, Product
from tests.journeys.steps import make_a_collaboration

READ = 30_000


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """Return a file of two parts, with names in it."""
    path = tmp_path / "svar fra Forms.csv"
    path.write_bytes(people.a_file_of_answers(1800))
    return path


def looked_at(page: Page) -> None:
    assert not faults(page), page.url
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), page.url


def choose(page: Page, file: Path) -> None:
    page.locator("#imports a.ds-button").click()
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form button[type=submit]").first.click()


def to_the_end(page: Page) -> None:
    page.locator("[name=begun_on]").fill("2026-02-01")
    page.locator("[name=ended_on]").fill("2026-02-10")
    page.locator("[name=purpose]").fill("Vi vil vite hvordan det går.")
    page.locator("[name=intended_use]").fill("Vi leser det sammen.")
    page.locator("[name=may_use]").check()
    page.locator("button.button-main").click()
    page.wait_for_url(re.compile("/rounds/"))


@pytest.fixture
def expected_complaints() -> tuple[str, ...]:
    """Return what the browser may say: a form that comes back, and parts that are lost here."""
    return ("status of 422", "net::ERR_FAILED")


@pytest.mark.parametrize(("language", "width"), [("nb", 320), ("nn", 768), ("en", 1440)])
def test_from_a_file_to_a_reading(
    language: str, width: int, answers: Path, open_browser: Open, product: Product
) -> None:
    before = open_browser()
    product.come_in(before)
    make_a_collaboration(before, product, f"Svar fra før {language}")
    page = open_browser(language=language, width=width)
    product.come_in(page)
    page.goto(product.address + "/collaborations/")
    page.get_by_role("link", name=f"Svar fra før {language}").click()
    page.locator("#imports a.ds-button").click()
    looked_at(page)
    page.go_back()
    choose(page, answers)
    page.wait_for_url(re.compile("/statements/$"), timeout=READ)
    looked_at(page)
    page.locator("button.button-main").click()
    page.wait_for_url(re.compile("/answers/$"))
    looked_at(page)
    page.locator("button.button-main").click()
    page.wait_for_url(re.compile("/take-in/$"), timeout=READ)
    expect(page.locator(".lede").first).to_contain_text("1800")
    looked_at(page)
    page.locator("button.button-main").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looked_at(page)
    to_the_end(page)
    looked_at(page)
    page.locator("form[action$='/publish/'] button").click()
    page.wait_for_url(re.compile("/reading/"))
    looked_at(page)


def test_without_a_script(answers: Path, open_browser: Open, product: Product) -> None:
    page = open_browser(java_script_enabled=False, width=390)
    product.come_in(page)
    page.goto(product.address + "/collaborations/")
    page.locator("main h2 a, main h3 a").first.click()
    choose(page, answers)
    # The page loads itself again until the file has been read.
    page.wait_for_url(re.compile("/statements/$"), timeout=READ)
    page.locator("button.button-main").click()
    page.locator("button.button-main").click()
    page.wait_for_url(re.compile("/take-in/$"), timeout=READ)
    to_the_end(page)


def test_by_the_keyboard(answers: Path, open_browser: Open, product: Product) -> None:
    page = open_browser()
    product.come_in(page)
    page.goto(product.address + "/collaborations/")
    page.locator("main h2 a, main h3 a").first.click()
    choose(page, answers)
    page.wait_for_url(re.compile("/statements/$"), timeout=READ)
    page.locator("[name=column-1]").focus()
    # A statement has its column, then whether it is turned round; then comes the next.
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("[name=reversed-1]").is_checked()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "column-2"
    page.locator("button.button-main").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/answers/$"))


def test_a_wrong_file_says_what_to_mend_and_can_be_removed(
    tmp_path: Path, open_browser: Open, product: Product
) -> None:
    wrong = tmp_path / "bilde.xlsx"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 2000)
    page = open_browser(width=360)
    product.come_in(page)
    page.goto(product.address + "/collaborations/")
    page.locator("main h2 a, main h3 a").first.click()
    collaboration = page.url
    choose(page, wrong)
    expect(page.get_by_role("alert")).to_contain_text("Dette er ikke en tabell.", timeout=READ)
    looked_at(page)
    page.get_by_role("button", name="Fjern filen").click()
    page.wait_for_url(collaboration)
    assert "bilde.xlsx" not in page.content()


def test_what_is_too_large_is_told_before_it_is_sent(
    open_browser: Open, product: Product, answers: Path
) -> None:
    page = open_browser()
    product.come_in(page)
    page.goto(product.address + "/collaborations/")
    page.locator("main h2 a, main h3 a").first.click()
    page.locator("#imports a.ds-button").click()
    page.evaluate("document.querySelector('form[data-upload]').dataset.mostBytes = '1000'")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.locator("input[type=file]").set_input_files(answers)
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("alert")).to_contain_text("større enn 64 MB")
    assert "POST" not in sent


def test_a_part_that_the_network_loses_is_sent_again(
    open_browser: Open, product: Product, answers: Path
) -> None:
    page = open_browser()
    product.come_in(page)
    page.goto(product.address + "/collaborations/")
    page.locator("main h2 a, main h3 a").first.click()
    lost: list[str] = []

    def lose_the_first(route: object) -> None:
        if len(lost) < 2:
            lost.append("one")
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    page.route(re.compile("/part/"), lose_the_first)
    choose(page, answers)
    page.wait_for_url(re.compile("/statements/$"), timeout=READ)
    assert len(lost) == 2

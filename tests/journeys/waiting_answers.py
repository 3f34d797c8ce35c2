"""A phone that has answered and is waiting for the network, and the round that it answers."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Product
from tests.journeys.steps import close_it, make_a_collaboration, open_a_round

KEPT = "Object.keys(localStorage).filter(key => key.startsWith('samspill-answer:'))"
SEVEN_HOURS = 7 * 3600 * 1000
# At once: that each step takes no press for a moment is for other tests, and would cost minutes.
TICK_ALL = """choice => {
  for (const step of document.querySelectorAll("[data-step]")) {
    step.querySelectorAll("input[type=radio]")[choice].click();
    document.querySelector("[data-next]").click();
  }
}"""
RECEIVED = re.compile(r"/received/$")


class Room:
    """A round that is open, as the facilitator has it in front of them."""

    def __init__(self, facilitator: Page, product: Product) -> None:
        self.facilitator = facilitator
        self.product = product
        make_a_collaboration(facilitator, product, "Samarbeid uten dekning")
        self.code = open_a_round(facilitator, "Samarbeid uten dekning").replace(" ", "")
        self.key = facilitator.url.rstrip("/").rsplit("/", 1)[1].replace("-", "")
        # Where a phone that was let in answers: under the long address, never under the code.
        self.form = ""

    def answers(self) -> list[str]:
        """Read the stored answers from the file itself."""
        path = self.product.folder / "samspill.sqlite3"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            rows = database.execute(
                "SELECT ratings FROM surveys_response WHERE survey_round_id = ?", [self.key]
            )
            return [ratings for (ratings,) in rows]

    def close(self) -> None:
        close_it(self.facilitator, self.product)
        expect(self.facilitator.locator(".round-code")).to_have_count(0)

    def fill_in(self, phone: Page, address: str = "", choice: int = 2) -> None:
        """Tick every statement, and stop before the answer is sent."""
        phone.goto(f"{address or self.product.address}/r/{self.code}/")
        phone.locator("main form button").click()
        phone.locator("form[data-steps-on]").wait_for()
        phone.evaluate(TICK_ALL, choice)
        phone.locator("[data-look-over]:visible").wait_for()
        self.form = phone.url


def send(phone: Page) -> None:
    phone.locator("[data-submit]").click()


def expect_to_wait(phone: Page, what: str = "kept") -> None:
    """Expect one of the texts in ui/waiting.html, and nothing else on the page."""
    panel = phone.locator("[data-waiting]")
    heading = panel.get_attribute(f"data-{what}-title") or "missing"
    expect(panel.locator("h2")).to_have_text(heading)
    expect(panel.get_by_role("status")).to_have_text(panel.get_attribute(f"data-{what}") or "")
    expect(phone.locator("form[data-send]")).to_be_hidden()


def refuse_to_send(route: Route) -> None:
    """Let pages come, and nothing be sent."""
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def open_anew(phone: Page) -> Page:
    """Close the page, and give a new one in the same browser.

    In this order: opening a page beside one that is offline can let its next try through.
    """
    context = phone.context
    phone.close()
    return context.new_page()


def lose_replies(phone: Page) -> list[str]:
    """Let what is sent reach the server, and lose what it replies. Return what was lost."""
    lost: list[str] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST":
            lost.append(str(route.fetch(max_redirects=0).status))
            route.abort()
        else:
            route.continue_()

    phone.route("**/answer/", lose)
    return lost


def answer_instead(phone: Page, status: int, text: str) -> None:
    """Let something on the way answer in the product's place."""
    phone.route(
        "**/answer/",
        lambda route: (
            route.fulfill(status=status, content_type="text/html", body=text)
            if route.request.method == "POST"
            else route.continue_()
        ),
    )

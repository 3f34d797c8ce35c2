"""The smallest phone on the slowest network: what is pressed is in view, and nothing jumps."""

from __future__ import annotations

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.journeys.conftest import Open, Product
from tests.journeys.steps import make_a_collaboration, open_a_round
from tests.journeys.test_weight import weigh

HEIGHT = 640
# From the code on the wall, straight to the promise.
FIRST_VISIT = 25_000
# What browsers call "slow 3G", in bytes a second and milliseconds.
SLOW = {
    "offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000,
}  # fmt: skip
SUM_OF_SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
            if (!entry.hadRecentInput) window.shifted += entry.value;
        }
    }).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def round_address(facilitator: Page, product: Product) -> str:
    make_a_collaboration(facilitator, product, "Småtelefonene")
    code = open_a_round(facilitator, "Småtelefonene").replace(" ", "")
    return product.address + f"/r/{code}/"


def slow_phone(open_browser: Open) -> tuple[Page, CDPSession]:
    phone = open_browser(width=360)
    phone.set_viewport_size({"width": 360, "height": HEIGHT})
    phone.add_init_script(SUM_OF_SHIFTS)
    session = phone.context.new_cdp_session(phone)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    return phone, session


def is_in_view(part: Locator) -> bool:
    box = part.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= HEIGHT


def shifted(phone: Page) -> float:
    phone.wait_for_timeout(300)
    return float(phone.evaluate("window.shifted"))


def test_from_promise_to_receipt(open_browser: Open, round_address: str) -> None:
    phone, _session = slow_phone(open_browser)
    phone.goto(round_address)
    begin = phone.locator("main form button").first
    assert is_in_view(begin), "'Begynn' is below the fold"
    assert shifted(phone) == 0
    begin.click()
    phone.locator("form[data-steps-on]").wait_for()
    for number in range(10):
        scale = phone.locator("[data-step]:visible label")
        assert is_in_view(scale.first), f"statement {number + 1}: the first answer is out of view"
        assert is_in_view(scale.last), f"statement {number + 1}: the last answer is out of view"
        phone.wait_for_timeout(450)
        scale.nth(number % 5).click()
        assert is_in_view(phone.locator("[data-next]:visible")), f"'Neste' at {number + 1}"
        phone.locator("[data-next]:visible").click()
    assert shifted(phone) == 0, "the page jumped while it was answered"
    phone.wait_for_timeout(450)
    phone.locator("[data-submit]:visible").click()
    expect(phone.locator("h1")).to_be_visible()
    phone.wait_for_url("**/received/")
    assert shifted(phone) == 0


def test_the_first_visit_from_the_wall_is_light(open_browser: Open, round_address: str) -> None:
    """What the promise needs to be read; the scripts of the next page come while it is."""
    spent = weigh(open_browser(width=360), round_address, prefetched=False)
    print(f"from the code on the wall to the promise: {spent} bytes")
    assert 5_000 < spent <= FIRST_VISIT

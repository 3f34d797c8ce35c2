"""A phone whose clock is wrong, or jumps: it comes in, answers, and loses nothing in silence.

Two ways to be wrong. The page's own clock is set by Playwright, also while an answer waits; and
for cookies, which the browser itself measures, the product is started in another year, so that
browser and server are years apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Open, Product, free_port, link_of, start, stop, wait_for
from tests.journeys.waiting_answers import (
    KEPT,
    RECEIVED,
    Room,
    expect_to_wait,
    open_anew,
    refuse_to_send,
    send,
)

YEARS = [-6, 11]
HOURS = 3600 * 1000


@pytest.fixture
def expected_complaints(expected_complaints: tuple[str, ...]) -> tuple[str, ...]:
    broken = ("net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED")
    return (*expected_complaints, *broken)


@pytest.fixture
def room(facilitator: Page, product: Product) -> Room:
    return Room(facilitator, product)


@pytest.fixture
def phone(open_browser: Open) -> Page:
    return open_browser(width=360)


def years_from_now(years: float) -> datetime:
    return datetime.now().astimezone() + timedelta(days=365 * years)


def kept_since(phone: Page) -> float:
    """Return how many milliseconds ago the phone says that the answer was kept."""
    return float(
        phone.evaluate("key => Date.now() - JSON.parse(localStorage[key]).since",
                       phone.evaluate(KEPT)[0])
    )  # fmt: skip


# --- Wrong from the beginning ---------------------------------------------------------------------


@pytest.mark.parametrize("years", YEARS)
def test_a_phone_that_is_years_wrong(room: Room, phone: Page, years: int) -> None:
    phone.clock.install(time=years_from_now(years))
    room.fill_in(phone)
    assert abs(phone.evaluate("new Date().getFullYear()") - years_from_now(years).year) <= 1
    phone.context.set_offline(True)
    send(phone)
    expect_to_wait(phone)
    phone.context.set_offline(False)
    expect(phone).to_have_url(RECEIVED)
    assert room.answers() == ["[3, 3, 3, 3, 3, 3, 3, 3, 3, 3]"]
    assert phone.evaluate(KEPT) == []


@pytest.fixture(params=YEARS)
def product_in_another_year(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Product]:
    """Start the product with a clock years from this machine's, and so from the browser's."""
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock" / "sitecustomize.py").write_text(
        "import datetime, time_machine\n"
        f"away = datetime.timedelta(days={365 * request.param})\n"
        "now = datetime.datetime.now(datetime.timezone.utc)\n"
        "time_machine.travel(now + away, tick=True).start()\n"
    )
    folder = tmp_path / "data"
    process = start(folder, free_port(), PYTHONPATH=str(tmp_path / "clock"))
    try:
        link = link_of(process)
        address = link.split("/log-in/")[0]
        wait_for(address.replace("localhost", "127.0.0.1"))
        yield Product(address, link, folder)
    finally:
        stop(process)


def test_cookies_of_a_server_that_is_years_away(
    product_in_another_year: Product, browser: Browser
) -> None:
    """How long a phone is let in is said in seconds: a moment would have passed, or never come."""
    facilitator = browser.new_context(locale="nb").new_page()
    product_in_another_year.come_in(facilitator)
    room = Room(facilitator, product_in_another_year)
    phone = browser.new_context(locale="nb", viewport={"width": 360, "height": 780}).new_page()
    room.fill_in(phone)
    (admission,) = [one for one in phone.context.cookies() if "admission" in one["name"]]
    left = admission["expires"] - datetime.now().astimezone().timestamp()
    assert 11 * 3600 < left <= 12 * 3600
    phone.context.set_offline(True)
    send(phone)
    expect_to_wait(phone)
    later = open_anew(phone)
    later.context.set_offline(False)
    later.goto(room.form)
    expect(later).to_have_url(RECEIVED)
    assert len(room.answers()) == 1
    room.close()
    year = str(years_from_now(0).year)
    expect(facilitator.locator(".facts-line")).not_to_contain_text(year)
    for context in (facilitator.context, later.context):
        context.close()


# --- Set right, or wrong, while an answer waits ---------------------------------------------------


@pytest.mark.parametrize("years", YEARS)
def test_the_clock_jumps_while_the_page_is_open(room: Room, phone: Page, years: int) -> None:
    """As when the network that comes back tells the phone what time it is."""
    phone.clock.install()
    room.fill_in(phone)
    phone.context.set_offline(True)
    send(phone)
    expect_to_wait(phone)
    phone.clock.set_system_time(years_from_now(years))
    assert abs(kept_since(phone)) > 365 * 24 * HOURS, "the clock has jumped"
    phone.context.set_offline(False)
    expect(phone).to_have_url(RECEIVED)
    assert len(room.answers()) == 1
    assert phone.evaluate(KEPT) == []


def test_an_open_page_gives_up_after_six_hours_by_its_own_stopwatch(
    room: Room, phone: Page
) -> None:
    phone.clock.install()
    room.fill_in(phone)
    phone.context.route("**/answer/", refuse_to_send)
    send(phone)
    expect_to_wait(phone)
    phone.clock.fast_forward(5 * HOURS)
    phone.locator("[data-try]").click()
    still = phone.locator("[data-waiting]").get_attribute("data-again") or ""
    expect(phone.locator("[data-waiting] [data-status]")).to_have_text(still)
    phone.clock.fast_forward(2 * HOURS)
    expect_to_wait(phone, "old")
    assert phone.evaluate(KEPT) == []
    assert room.answers() == []


def test_the_clock_is_set_back_while_the_page_is_closed(room: Room, phone: Page) -> None:
    """Kept in what is now the future: it is sent, and meanwhile waits no longer than any."""
    phone.clock.install(time=years_from_now(11))
    room.fill_in(phone)
    phone.context.route("**/answer/", refuse_to_send)
    send(phone)
    expect_to_wait(phone)
    later = open_anew(phone)
    later.clock.set_system_time(years_from_now(0))
    later.goto(room.form)
    expect_to_wait(later)
    assert later.evaluate("new Date().getFullYear()") == years_from_now(0).year
    assert 0 <= kept_since(later) < HOURS
    later.context.unroute("**/answer/")
    later.locator("[data-try]").click()
    expect(later).to_have_url(RECEIVED)
    assert len(room.answers()) == 1
    assert later.evaluate(KEPT) == []


def test_the_clock_is_set_on_while_the_page_is_closed(room: Room, phone: Page) -> None:
    """For the phone the hours have passed. It is said, and one can answer anew, counted once."""
    room.fill_in(phone)
    phone.context.route("**/answer/", refuse_to_send)
    send(phone)
    expect_to_wait(phone)
    later = open_anew(phone)
    later.context.unroute("**/answer/")
    later.clock.install(time=years_from_now(6))
    later.goto(room.form)
    expect_to_wait(later, "old")
    assert room.answers() == []
    later.locator("[data-onward] a").click()
    room.fill_in(later, choice=1)
    send(later)
    expect(later).to_have_url(RECEIVED)
    assert room.answers() == ["[2, 2, 2, 2, 2, 2, 2, 2, 2, 2]"]

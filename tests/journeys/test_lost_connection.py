"""An answer that the network loses: it waits on the phone, and is stored exactly once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.journeys.axe import faults
from tests.journeys.conftest import (
    CHROMIUM_ARGUMENTS,
    Open,
    Product,
    free_port,
    link_of,
    start,
    stop,
    wait_for,
)
from tests.journeys.waiting_answers import (
    KEPT,
    RECEIVED,
    SEVEN_HOURS,
    Room,
    answer_instead,
    expect_to_wait,
    lose_replies,
    open_anew,
    refuse_to_send,
    send,
)


@pytest.fixture
def expected_complaints(expected_complaints: tuple[str, ...]) -> tuple[str, ...]:
    """Return also what the browser says of the requests that these tests break on purpose."""
    broken = ("net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED", "status of 503")
    return (*expected_complaints, *broken)


@pytest.fixture
def room(facilitator: Page, product: Product) -> Room:
    return Room(facilitator, product)


@pytest.fixture
def phone(open_browser: Open) -> Page:
    return open_browser(width=360)


def test_offline_and_online_again(room: Room, phone: Page) -> None:
    room.fill_in(phone)
    assert phone.evaluate(KEPT) == [], "nothing is kept before a send has failed"
    phone.context.set_offline(True)
    send(phone)
    expect_to_wait(phone)
    expect(phone.locator("[data-waiting] h2")).to_be_focused()
    assert phone.evaluate(KEPT) == [f"samspill-answer:/r/{phone.url.split('/')[4]}"]
    kept = phone.evaluate("key => JSON.parse(localStorage[key])", phone.evaluate(KEPT)[0])
    assert set(kept) == {"since", "ticked"}
    assert {name for name, _point in kept["ticked"]} == {f"item-{n}" for n in range(1, 11)}
    assert room.answers() == []
    phone.context.set_offline(False)
    expect(phone).to_have_url(RECEIVED)
    assert room.answers() == ["[3, 3, 3, 3, 3, 3, 3, 3, 3, 3]"]
    assert phone.evaluate(KEPT) == []


def test_the_page_is_closed_and_opened_again(room: Room, phone: Page) -> None:
    room.fill_in(phone)
    phone.context.set_offline(True)
    send(phone)
    expect_to_wait(phone)
    later = open_anew(phone)
    later.context.set_offline(False)
    # When it goes is the browser's to decide: it may have gone while the page was closing. That it
    # goes once, and that the phone forgets, is ours.
    later.goto(room.form)
    expect(later).to_have_url(RECEIVED)
    assert len(room.answers()) == 1
    assert later.evaluate(KEPT) == []


def test_the_page_is_loaded_anew_without_a_network(room: Room, phone: Page) -> None:
    """The browser then shows its own page, and the answer goes when ours is opened again."""
    room.fill_in(phone)
    phone.context.set_offline(True)
    send(phone)
    expect_to_wait(phone)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        phone.reload()
    phone.context.set_offline(False)
    another = phone.context.new_page()
    another.goto(room.form)
    expect(another).to_have_url(RECEIVED)
    assert len(room.answers()) == 1


def test_leaving_while_it_is_being_sent(room: Room, phone: Page) -> None:
    room.fill_in(phone)
    phone.route("**/answer/", lambda route: None, times=1)  # never answered
    send(phone)
    phone.goto(room.product.address)
    assert len(phone.evaluate(KEPT)) == 1
    phone.goto(room.form)
    expect(phone).to_have_url(RECEIVED)
    assert len(room.answers()) == 1


def test_only_the_reply_was_lost(room: Room, phone: Page) -> None:
    room.fill_in(phone)
    lost = lose_replies(phone)
    send(phone)
    expect_to_wait(phone)
    assert len(room.answers()) == 1
    phone.locator("[data-try]").click()
    expect(phone.locator("[data-waiting] [data-status]")).to_have_text(
        phone.locator("[data-waiting]").get_attribute("data-again") or ""
    )
    assert lost == ["302", "302"]
    phone.unroute_all()
    phone.locator("[data-try]").click()
    expect(phone).to_have_url(RECEIVED)
    assert len(room.answers()) == 1
    assert phone.evaluate(KEPT) == []


def test_it_tries_again_by_itself(room: Room, phone: Page) -> None:
    room.fill_in(phone)
    answer_instead(phone, 503, "The server is starting")
    send(phone)
    expect_to_wait(phone)
    phone.unroute_all()
    expect(phone).to_have_url(RECEIVED)
    assert len(room.answers()) == 1


def test_a_network_that_never_answers(room: Room, phone: Page) -> None:
    phone.clock.install()
    room.fill_in(phone)
    phone.route("**/answer/", lambda route: None, times=1)
    send(phone)
    expect(phone.locator("[data-submit]")).to_have_attribute("aria-disabled", "true")
    phone.clock.fast_forward(9_500)
    expect_to_wait(phone)
    phone.clock.fast_forward(3_000)
    expect(phone).to_have_url(RECEIVED)
    assert len(room.answers()) == 1


@pytest.mark.parametrize("status", [200, 403, 404])
def test_a_portal_answers_instead(room: Room, phone: Page, status: int) -> None:
    room.fill_in(phone)
    answer_instead(phone, status, "<h1>Log in to this network</h1>")
    if status == 403:
        phone.route("**/answer/", lambda route: route.fulfill(status=403, body="No"))
    send(phone)
    expect_to_wait(phone)
    phone.unroute_all()
    phone.locator("[data-try]").click()
    expect(phone).to_have_url(RECEIVED)
    assert len(room.answers()) == 1


def test_two_tabs_send_at_once(room: Room, phone: Page) -> None:
    room.fill_in(phone, choice=1)
    other = phone.context.new_page()
    room.fill_in(other, choice=3)
    phone.context.set_offline(True)
    send(phone)
    send(other)
    expect_to_wait(phone)
    expect_to_wait(other)
    phone.context.set_offline(False)
    expect(phone).to_have_url(RECEIVED)
    expect(other).to_have_url(RECEIVED)
    assert len(room.answers()) == 1
    assert phone.evaluate(KEPT) == []


def test_pressing_twice(room: Room, phone: Page) -> None:
    room.fill_in(phone)
    phone.locator("[data-submit]").dblclick()
    expect(phone).to_have_url(RECEIVED)
    assert len(room.answers()) == 1


def test_the_round_closes_while_it_waits(room: Room, phone: Page) -> None:
    room.fill_in(phone)
    phone.context.set_offline(True)
    send(phone)
    expect_to_wait(phone)
    room.close()
    phone.context.set_offline(False)
    expect(phone.locator("h1")).to_have_text("Denne runden er lukket")
    assert room.answers() == []
    assert phone.evaluate(KEPT) == []


def test_the_round_is_closed_already(room: Room, phone: Page) -> None:
    room.fill_in(phone)
    room.close()
    send(phone)
    expect(phone.locator("h1")).to_have_text("Denne runden er lukket")
    assert room.answers() == []
    assert phone.evaluate(KEPT) == []


def test_a_page_of_the_round_clears_up(room: Room, phone: Page) -> None:
    """The answer had arrived, only the replies were lost, and the page was closed since."""
    room.fill_in(phone)
    lose_replies(phone)
    send(phone)
    expect_to_wait(phone)
    later = open_anew(phone)
    later.goto(room.form.removesuffix("answer/"))
    expect(later).to_have_url(RECEIVED)
    assert later.evaluate(KEPT) == []
    assert len(room.answers()) == 1


def test_a_closed_round_clears_up(room: Room, phone: Page) -> None:
    room.fill_in(phone)
    phone.context.set_offline(True)
    send(phone)
    expect_to_wait(phone)
    later = open_anew(phone)
    room.close()
    later.context.set_offline(False)
    later.goto(room.form)
    expect(later.locator("h1")).to_have_text("Denne runden er lukket")
    assert later.evaluate(KEPT) == []


def test_the_form_has_become_too_old(room: Room, phone: Page) -> None:
    room.fill_in(phone)
    phone.context.clear_cookies(name="samspill_csrf")
    send(phone)
    expect(phone).to_have_url(RECEIVED)
    assert len(room.answers()) == 1


def test_what_the_server_says_is_shown(room: Room, phone: Page) -> None:
    room.fill_in(phone)
    phone.locator("input[name=item-10]:checked").evaluate("one => { one.value = '99'; }")
    send(phone)
    expect(phone.locator(".error-summary")).to_be_visible()
    assert phone.evaluate(KEPT) == []
    assert room.answers() == []


def test_what_has_waited_too_long_is_removed(room: Room, phone: Page) -> None:
    """Before the phone can get a new admission, on which the answer would count once more."""
    room.fill_in(phone)
    # Not the browser's own offline mode: it can let a try through while a page is closing.
    phone.context.route("**/answer/", refuse_to_send)
    send(phone)
    expect_to_wait(phone)
    phone.evaluate(
        "([key, age]) => { const kept = JSON.parse(localStorage[key]); kept.since -= age;"
        " for (const one of [key, 'samspill-answer:/r/another'])"
        "  localStorage[one] = JSON.stringify(kept); }",
        [phone.evaluate(KEPT)[0], SEVEN_HOURS],
    )
    later = open_anew(phone)
    later.context.unroute("**/answer/")
    later.goto(room.form)
    expect_to_wait(later, "old")
    assert later.evaluate(KEPT) == []
    assert room.answers() == []
    later.locator("[data-onward] a").click()
    expect(later).to_have_url(room.form.removesuffix("answer/"))


def test_the_admission_is_gone(room: Room, phone: Page) -> None:
    room.fill_in(phone)
    phone.context.set_offline(True)
    send(phone)
    expect_to_wait(phone)
    phone.context.clear_cookies(name="samspill_admission")
    phone.context.set_offline(False)
    expect_to_wait(phone, "old")
    assert phone.evaluate(KEPT) == []
    assert room.answers() == []


def test_a_phone_that_keeps_nothing(room: Room, phone: Page) -> None:
    phone.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };"
    )
    room.fill_in(phone)
    phone.context.set_offline(True)
    send(phone)
    expect_to_wait(phone, "unkept")
    phone.context.set_offline(False)
    expect(phone).to_have_url(RECEIVED)
    assert len(room.answers()) == 1


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_for_everybody(room: Room, open_browser: Open, language: str) -> None:
    """No fault by axe, no overflow, and Enter on "Try now" is enough."""
    phone = open_browser(width=320, language=language)
    room.fill_in(phone)
    phone.context.set_offline(True)
    send(phone)
    expect_to_wait(phone)
    assert not faults(phone)
    assert not phone.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    phone.keyboard.press("Tab")
    expect(phone.locator("[data-try]")).to_be_focused()
    phone.evaluate("window.addEventListener('online', e => e.stopImmediatePropagation(), true)")
    phone.context.set_offline(False)
    phone.keyboard.press("Enter")
    expect(phone).to_have_url(RECEIVED)
    assert len(room.answers()) == 1


# --- Plain http in a meeting room ---------------------------------------------------------------


@pytest.fixture
def plain_product(tmp_path: Path) -> Iterator[Product]:
    """Start one that phones reach by a name, as in a room: not localhost, which browsers trust."""
    process = start(tmp_path, free_port(), SAMSPILL_HOSTS="samspill.test")
    try:
        link = link_of(process)
        address = link.split("/log-in/")[0]
        wait_for(address.replace("localhost", "127.0.0.1"))
        yield Product(address, link, tmp_path)
    finally:
        stop(process)


@pytest.fixture
def plain_browser(browser: Browser) -> Iterator[Browser]:
    """Open a browser for which `samspill.test` is this machine."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    rule = "--host-resolver-rules=MAP samspill.test 127.0.0.1"
    found = browser.browser_type.launch(executable_path=path, args=[*CHROMIUM_ARGUMENTS, rule])
    yield found
    found.close()


def test_over_plain_http(plain_product: Product, plain_browser: Browser) -> None:
    facilitator = plain_browser.new_page(locale="nb")
    plain_product.come_in(facilitator)
    room = Room(facilitator, plain_product)
    phone = plain_browser.new_page(locale="nb", viewport={"width": 360, "height": 780})
    room.fill_in(phone, plain_product.address.replace("localhost", "samspill.test"))
    assert phone.evaluate("[window.isSecureContext, 'serviceWorker' in navigator]") == [False] * 2
    phone.context.set_offline(True)
    send(phone)
    expect_to_wait(phone)
    assert len(phone.evaluate(KEPT)) == 1
    phone.context.set_offline(False)
    expect(phone).to_have_url(RECEIVED)
    assert len(room.answers()) == 1
    assert phone.evaluate(KEPT) == []

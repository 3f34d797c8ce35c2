"""An evening in three browsers, over plain http as in a hall: the leader, the wall, and a phone.

From the start page to the six fields, with the server killed and started again in the middle, a
phone without a network, and a leader whose browser dies.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.axe import faults
from tests.journeys.conftest import (
    CHROMIUM_ARGUMENTS,
    Product,
    free_port,
    link_of,
    start,
    stop,
    wait_for,
)

# What is promised is two seconds; the machine that tests may have more to do.
FOLLOWS = 4_000
MOST_PRESSES, MOST_FIELDS = 12, 6
HALL = "samspill.test"


class Hall:
    """A product in a hall: phones reach it by a name that browsers do not trust."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self._start()
        self.product = Product(self.address, self.link, folder)

    def _start(self) -> None:
        self.process = start(self.folder, self.port, SAMSPILL_HOSTS=HALL)
        self.link = link_of(self.process).replace("localhost", HALL)
        self.address = self.link.split("/log-in/")[0]
        wait_for(self.address.replace(HALL, "127.0.0.1"))

    def restart(self) -> None:
        """Let the power go and come again, with nothing told to anybody."""
        self.process.kill()
        self.process.communicate(timeout=20)
        self._start()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made
    stop(made.process)


@pytest.fixture
def people(browser: Browser) -> Iterator[Browser]:
    """Open a browser for which the hall is this machine."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    rule = f"--host-resolver-rules=MAP {HALL} 127.0.0.1"
    found = browser.browser_type.launch(executable_path=path, args=[*CHROMIUM_ARGUMENTS, rule])
    yield found
    found.close()


class Counted:
    """A leader's page, with every press and every field that is filled in counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses, self.fields = page, 0, 0

    def press(self, name: str | re.Pattern[str], role: str = "link") -> None:
        self.presses += 1
        self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]

    def fill(self, label: str, text: str) -> None:
        self.fields += 1
        self.page.get_by_label(label).fill(text)


def plan_and_begin(leader: Counted) -> None:
    """From the start page to the console, as somebody does it for the first time."""
    leader.press("Nytt møte")
    leader.press(re.compile("Planlegg dette.*Tillitsøvelsen"))
    leader.fill("Når begynner det?", "2090-01-28T18:00")
    leader.fill("Hvor?", "Nesdal kulturhus")
    leader.fill("Hvem i ledelsen eier møtet?", "Anne Vik")
    leader.fill("Hvilket behov har de selv sagt høyt?", "Vi må tørre å si hvorfor.")
    leader.fill("Hva skal det brukes til?", "Vi tar det med til rådet.")
    leader.press("Lag planen", "button")
    leader.press("Begynn nå", "button")


def test_an_evening_in_three_browsers(hall: Hall, people: Browser) -> None:
    leader = people.new_context(locale="nb").new_page()
    hall.product.come_in(leader)
    counted = Counted(leader)
    plan_and_begin(counted)
    with leader.expect_popup() as opened:
        counted.press("Åpne veggen")
    wall = opened.value
    wall.set_viewport_size({"width": 1920, "height": 1080})
    expect(wall.get_by_role("heading", level=1)).to_contain_text("Vi må tørre å si hvorfor.")
    assert (counted.presses, counted.fields) <= (MOST_PRESSES, MOST_FIELDS)
    assert counted.fields <= MOST_FIELDS

    phone = people.new_context(locale="nb", viewport={"width": 390, "height": 780}).new_page()
    code = wall.locator(".wall-foot strong").last.inner_text().replace(" ", "")
    phone.goto(f"{hall.address}/r/{code}/")
    assert phone.evaluate("window.isSecureContext") is False
    phone.get_by_label("Hvilket bord").fill("3")
    phone.get_by_role("button", name="Jeg sitter her").click()
    expect(phone.get_by_text("Bord 3")).to_be_visible()
    assert not faults(phone)
    assert not faults(leader)

    _go_to(leader, "Velg noe vi lyktes med")
    expect(phone.locator("[data-kept]").first).to_be_visible(timeout=FOLLOWS)
    _a_note_without_a_network(phone)
    expect(leader.get_by_text("1 av 4 bord er ferdige")).to_be_visible(timeout=FOLLOWS)

    # Somebody is writing when the step changes: what is written stays, on the page and after it.
    _go_to(leader, "Hva i samarbeidet gjorde")
    field = phone.locator("[data-kept]")
    expect(phone.get_by_text("Dere valgte Felles legevakt")).to_be_visible(timeout=FOLLOWS)
    field.fill("Vi sa tidlig hva")
    _go_to(leader, "Pause")
    expect(wall.get_by_role("heading", level=1)).to_contain_text("", timeout=FOLLOWS)
    phone.wait_for_timeout(2_500)
    assert field.input_value() == "Vi sa tidlig hva"
    leader.locator("#press-back").click()
    phone.reload()
    assert field.input_value() == "Vi sa tidlig hva"

    # Started again, the server asks whoever runs it to log in by the new link; the wall waits.
    hall.restart()
    address = leader.url
    leader.goto(hall.link)
    leader.locator("main form button").first.click()
    leader.wait_for_url(hall.address + "/")
    leader.goto(address)
    _go_to(leader, "Pause")
    heading = wall.get_by_role("heading", level=1)
    expect(heading).not_to_contain_text("Hva i samarbeidet", timeout=3 * FOLLOWS)

    # The leader's browser dies; another window takes over where it was.
    again = leader.context.new_page()
    leader.close()
    again.goto(address)
    expect(again.locator("[aria-current=step]")).to_contain_text("Pause")
    while again.locator("#press-next").count():
        before = again.locator("#step-title").inner_text()
        again.keyboard.press("PageDown")
        expect(again.locator("#step-title")).not_to_have_text(before, timeout=FOLLOWS)
    _close(again)
    phone.get_by_role("button", name="Gå videre").click()
    expect(phone.get_by_text("Dette ble lovet")).to_be_visible(timeout=FOLLOWS)
    expect(wall.get_by_text("Takk for at dere kom")).to_be_visible(timeout=FOLLOWS)


def _go_to(leader: Page, title: str) -> None:
    """Press *Next* until the console shows the step."""
    for _press in range(12):
        if leader.locator("#step-title").inner_text().startswith(title):
            return
        before = leader.locator("#step-title").inner_text()
        leader.locator("#press-next").click()
        expect(leader.locator("#step-title")).not_to_have_text(before, timeout=FOLLOWS)
    raise AssertionError(f"the console never showed {title}")


def _a_note_without_a_network(phone: Page) -> None:
    """Hand in a note when there is no network; it is kept, and comes in when there is one."""
    phone.locator("[data-kept]").first.fill("Felles legevakt")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Lever notatet").click()
    expect(phone.get_by_text("Notatet ligger på denne telefonen")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_text("Levert fra bordet ditt")).to_be_visible(timeout=3 * FOLLOWS)


def _close(leader: Page) -> None:
    """Fill the six fields with a reason each, and close."""
    leader.get_by_role("link", name="Skriv hva dere gjør nå").click()
    for _field in range(6):
        leader.get_by_label("Ikke noe her? Skriv grunnen").fill("Vi tar det neste gang.")
        leader.get_by_role("button", name="Noen har sagt ja, lagre").click()
    leader.get_by_role("button", name="Lukk møtet").click()
    expect(leader.get_by_role("heading", level=1)).to_have_text("Referat")

"""The product as a newcomer starts it, and browsers to try it in."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

# These take minutes: begun last, one of them would be waited for alone.
FIRST = ("test_every_page", "test_trees")

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Product:
    """A running Samspill: its address, and the link it printed, which works once."""

    address: str
    link: str
    folder: Path
    # What a browser holds in which the link has been used.
    session: list[Any] = field(default_factory=list)

    def come_in(self, page: Page) -> None:
        """Log in by the link and its button; later browsers go on in the session of the first."""
        if not self.session:
            page.goto(self.link)
            if page.locator("[name=organisation]").count():
                _say_who_one_is(page)
            page.locator("main form button").first.click()
            page.wait_for_url(self.address + "/")
            cookies = page.context.cookies()
            self.session.extend(one for one in cookies if one["name"] == "samspill_session")
        page.context.add_cookies(self.session)
        page.goto(self.address)


def _say_who_one_is(page: Page) -> None:
    page.locator("[name=organisation]").fill("Ytre Fjord kommune")
    page.locator("[name=name]").fill("Marit Solheim")
    page.locator("[name=email]").fill("marit@ytrefjord.example.no")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the journeys, and put the longest first, where two are run at a time."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
    items.sort(key=lambda item: item.path.stem not in FIRST)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(folder: Path, port: int, **more: str) -> subprocess.Popen[str]:
    """Start `samspill run` as a user would, with nothing of the tests in its environment.

    With the demo, whose invented leader the link logs in, unless `more` says something else.
    """
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("SAMSPILL_", "DJANGO_"))}
    own = {"SAMSPILL_DATA": str(folder), "SAMSPILL_PORT": str(port), "SAMSPILL_DEMO": "yes"}
    environ |= own | more
    command = [str(Path(sys.executable).with_name("samspill")), "run"]
    return subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def link_of(process: subprocess.Popen[str]) -> str:
    """Wait for the link that the start prints."""
    assert process.stdout is not None
    printed = []
    for line in process.stdout:
        printed.append(line)
        found = re.search(r"http://\S+/log-in/\S+/", line)
        if found:
            return found.group()
    raise AssertionError(
        f"no link was printed: {printed} {process.stderr and process.stderr.read()}"
    )


def stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.communicate(timeout=20)


def wait_for(address: str) -> None:
    host, port = address.removeprefix("http://").split(":")
    for _ in range(600):
        with closing(socket.socket()) as probe:
            if probe.connect_ex((host, int(port))) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"nothing answers on {address}")


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("samspill")
    process = start(folder, free_port())
    try:
        link = link_of(process)
        address = link.split("/log-in/")[0]
        wait_for(address.replace("localhost", "127.0.0.1"))
        yield Product(address, link, folder)
    finally:
        stop(process)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("needs Chromium: apt install chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield found
        found.close()


Open = Callable[..., Page]


@pytest.fixture
def expected_complaints() -> tuple[str, ...]:
    """Return what the console may say: the browser writes down refusals given on purpose too."""
    return ("status of 403", "status of 404", "status of 410", "status of 422")


@pytest.fixture
def open_browser(
    browser: Browser, product: Product, expected_complaints: tuple[str, ...]
) -> Iterator[Open]:
    """Return a function that gives a page in a browser of its own, and fails on any complaint.

    A complaint is an error in the console, a script that throws, or a request to another host.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def complain(what: str, text: str) -> None:
        complaints.append(f"{what}: {text}")

    def watch(page: Page) -> None:
        page.on("console", lambda m: complain("console", m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: complain("script", str(error)))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((product.address, "data:", "blob:"))
                else complain("another host", request.url)
            ),
        )

    def open_page(*, language: str = "nb", width: int = 1440, **options: Any) -> Page:
        height = 900 if width > 500 else 780
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=language, **options
        )
        context.add_cookies(
            [{"name": "samspill_language", "value": language, "url": product.address}]
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        watch(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    unexpected = [one for one in complaints if not any(e in one for e in expected_complaints)]
    assert not unexpected, complaints


@pytest.fixture
def facilitator(open_browser: Open, product: Product) -> Page:
    page = open_browser()
    product.come_in(page)
    return page

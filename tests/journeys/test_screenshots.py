"""Pictures of every page, to be looked at: `make screenshots` leaves them in build/screenshots."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.journeys.conftest import Open, Product
from tests.journeys.pages import every_page
from tests.journeys.steps import make_a_collaboration, open_a_round

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "screenshots"

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_every_page(width: int, scheme: str, open_browser: Open, product: Product) -> None:
    page = open_browser(width=width, color_scheme=scheme)
    product.come_in(page)
    for name, path in every_page(page, product.address).items():
        page.goto(product.address + path)
        file = re.sub(r"\W+", "-", name)
        page.screenshot(path=FOLDER / f"{file}-{width}-{scheme}.png", full_page=True)
    assert len(list(FOLDER.glob(f"*-{width}-{scheme}.png"))) > 20


@pytest.mark.parametrize("width", [360, 1440])
def test_the_style_guide(width: int, open_browser: Open, product: Product) -> None:
    """One picture for a component: the whole page is higher than a browser can draw."""
    page = open_browser(width=width)
    product.come_in(page)
    page.goto(product.address + "/style-guide/")
    for component in page.locator(".guide-component").all():
        name = component.get_attribute("id")
        component.screenshot(path=FOLDER / f"style-guide-{name}-{width}.png")
    assert len(list(FOLDER.glob(f"style-guide-*-{width}.png"))) > 40


def test_what_participants_meet(open_browser: Open, product: Product) -> None:
    facilitator = open_browser(width=1440)
    product.come_in(facilitator)
    make_a_collaboration(facilitator, product, "Bildesamarbeidet")
    code = open_a_round(facilitator, "Bildesamarbeidet").replace(" ", "")
    facilitator.screenshot(path=FOLDER / "open-round-1440.png", full_page=True)
    facilitator.set_viewport_size({"width": 1920, "height": 1080})
    facilitator.goto(facilitator.url + "screen/")
    facilitator.screenshot(path=FOLDER / "screen-1920.png")
    for language in ("nb", "nn", "en"):
        phone = open_browser(width=390, language=language)
        phone.goto(product.address + f"/r/{code}/")
        phone.screenshot(path=FOLDER / f"promise-390-{language}.png", full_page=True)
        phone.locator("main form button").click()
        phone.locator("form[data-steps-on]").wait_for()
        phone.locator("[data-step]:visible label").nth(1).click()
        phone.screenshot(path=FOLDER / f"statement-390-{language}.png", full_page=True)
        for _ in range(10):
            phone.locator("[data-next]:visible").click()
        phone.screenshot(path=FOLDER / f"look-over-390-{language}.png", full_page=True)
        phone.locator("[data-submit]:visible").click()
        phone.wait_for_url(re.compile("received"))
        phone.screenshot(path=FOLDER / f"received-390-{language}.png", full_page=True)
    bare = open_browser(width=390, java_script_enabled=False)
    bare.goto(product.address + f"/r/{code}/")
    bare.locator("main form button").click()
    bare.screenshot(path=FOLDER / "statements-without-script-390.png", full_page=True)


def test_the_picture_in_the_readme(open_browser: Open, product: Product) -> None:
    page = open_browser(width=1280)
    product.come_in(page)
    page.goto(product.address + every_page(page, product.address)["reading 1"])
    page.screenshot(
        path=FOLDER / "reading.png", clip={"x": 0, "y": 0, "width": 1280, "height": 900}
    )


def test_the_pictures_in_the_guide(open_browser: Open, product: Product) -> None:
    """Taken anew with `make screenshots`; copy them to guides/static/guides when they differ."""
    page = open_browser(width=1000)
    product.come_in(page)
    pages = every_page(page, product.address)
    page.goto(product.address + pages["reading 1"])
    page.locator("details#screen > summary").click()
    page.locator("#screen-first").click()
    page.locator(".screen-picture[data-sees=item]").wait_for()
    page.goto(product.address + pages["screen 1"])
    page.set_viewport_size({"width": 960, "height": 540})
    page.locator(".talk-tag, [data-first], main").first.wait_for()
    page.screenshot(path=FOLDER / "guide-screen.png")
    page.set_viewport_size({"width": 1000, "height": 900})
    page.goto(product.address + pages["over time 1"])
    page.locator("article.statement").nth(1).screenshot(path=FOLDER / "guide-over-time.png")
    assert len(list(FOLDER.glob("guide-*.png"))) >= 2

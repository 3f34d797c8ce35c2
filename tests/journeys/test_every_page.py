"""Every page, in every language: no fault by axe, no overflow, no complaint, texts translated."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.axe import faults
from tests.journeys.conftest import Open, Product
from tests.journeys.pages import COUNCIL, every_page
from tests.journeys.steps import close_it, make_a_collaboration, open_a_round

WIDTHS = (320, 360, 768, 1440)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_axe_finds_nothing_and_nothing_overflows(
    language: str, open_browser: Open, product: Product
) -> None:
    """Each page is fetched once, looked at by axe, and then made narrow and wide again."""
    page = open_browser(language=language)
    product.come_in(page)
    wrong: dict[str, list[str]] = {}
    for name, path in every_page(page, product.address).items():
        page.goto(product.address + path)
        assert page.locator("html").get_attribute("lang") == language
        found = faults(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                found.append(f"overflows at {width}")
        if found:
            wrong[name] = found
    assert not wrong, wrong


@pytest.mark.parametrize(
    "options",
    [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"reduced_motion": "reduce"}],
    ids=["dark", "forced colours", "reduced motion"],
)
def test_other_ways_to_see(options: dict[str, Any], open_browser: Open, product: Product) -> None:
    page = open_browser(**options)
    product.come_in(page)
    pages = every_page(page, product.address)
    wrong: dict[str, list[str]] = {}
    for name in ("start", COUNCIL, "reading 1", "new check", "join", "actions"):
        page.goto(product.address + pages[name])
        found = faults(page)
        if found:
            wrong[name] = found
    assert not wrong, wrong


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_what_participants_meet(language: str, open_browser: Open, product: Product) -> None:
    facilitator = open_browser()
    product.come_in(facilitator)
    make_a_collaboration(facilitator, product, f"Deltakersidene {language}")
    code = open_a_round(facilitator, f"Deltakersidene {language}")
    round_page = facilitator.url
    assert not faults(facilitator)
    facilitator.goto(round_page + "screen/")
    assert not faults(facilitator)

    phone = open_browser(language=language, width=320)
    phone.goto(product.address + f"/r/{code.replace(' ', '')}/")
    seen = [faults(phone)]
    phone.locator("main form button").click()
    phone.locator("form[data-steps-on]").wait_for()
    for _ in range(10):
        seen.append(faults(phone))
        assert not phone.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        phone.locator("[data-step]:visible label").first.click()
        phone.locator("[data-next]:visible").click()
    seen.append(faults(phone))
    phone.locator("[data-submit]:visible").click()
    phone.wait_for_url(re.compile(r"/received/$"))
    seen.append(faults(phone))
    assert not any(seen), seen

    facilitator.goto(round_page)
    close_it(facilitator, product)
    late = open_browser(language=language, width=320)
    late.goto(product.address + f"/r/{code.replace(' ', '')}/")
    assert not faults(late)


def test_the_reading_on_paper(facilitator: Page, product: Product, tmp_path: Any) -> None:
    """The print has every statement in one table, and a sheet to write actions on."""
    from pypdf import PdfReader

    pages = every_page(facilitator, product.address)
    facilitator.goto(product.address + pages["reading 1"])
    file = tmp_path / "reading.pdf"
    facilitator.pdf(path=file, format="A4")
    text = "\n".join(page.extract_text() for page in PdfReader(file).pages)
    assert "Dette gjør vi" in text
    assert "Tallene" in text
    assert "Logg ut" not in text

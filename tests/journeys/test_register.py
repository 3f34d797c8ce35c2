"""What is known, as somebody without an account reads it: light, by keyboard and ear, on paper."""

from __future__ import annotations

import pytest

from samspill.toolbox.reform.loading import what_is_known
from tests.journeys import axe
from tests.journeys.conftest import Open, Product
from tests.journeys.test_weight import BUDGET, weigh

PAGES = (
    "/reform/",
    "/reform/register/",
    "/reform/register/?q=heimeteneste",
    "/reform/register/no_oslo/",
    "/reform/compare/?compare=1&record=no_oslo&record=dk_fk1&record=no_bergen_heltom",
    "/reform/table-3-1/",
    "/reform/contradictions/",
    "/reform/how-sure/",
    "/reform/lessons/L1/",
    "/reform/read/conditions/",
    "/reform/read/misconceptions/",
    "/reform/read/languages/",
    "/reform/trial-or-pilot/",
    "/why-trust/",
    "/why-trust/ask-oneself/",
)


def longest(count: int) -> list[str]:
    """Return the initiatives of which most is known."""
    every = what_is_known("nb").initiative
    rows = ("purposes", "relations", "sectors", "means", "findings", "not_worked", "against")
    size = {each.key: sum(len(getattr(each, row)) for row in rows) for each in every}
    return sorted(size, key=lambda key: -size[key])[:count]


def test_every_page_is_light_and_can_be_read_by_everybody(
    open_browser: Open, product: Product
) -> None:
    for address in PAGES:
        phone = open_browser(width=390)
        weight = weigh(phone, product.address + address)
        print(f"{address}: {weight} bytes on a first visit")
        assert weight <= BUDGET, address
        assert not axe.faults(phone), address
        wide = phone.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, f"{address} is {wide} wide"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_paper(language: str, open_browser: Open, product: Product) -> None:
    """Any comparison is two sheets at most, and the answer to those who ask is one."""
    from pypdf import PdfReader

    chosen = "&".join(f"record={key}" for key in longest(3))
    for address, most in ((f"/reform/compare/?compare=1&{chosen}", 2), ("/why-trust/", 1)):
        desk = open_browser(language=language)
        desk.goto(product.address + address)
        sheets = product.folder / f"register-{language}.pdf"
        desk.pdf(path=sheets, prefer_css_page_size=True)
        assert len(PdfReader(sheets).pages) <= most, (address, language)

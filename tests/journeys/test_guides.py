"""Guides in a browser: read on a phone, on paper, and from the page that they help."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from samspill.toolbox.guide_texts import GUIDES
from tests.journeys.conftest import Open, Product
from tests.journeys.test_every_page import faults


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_guide_can_be_read_on_a_phone(
    language: str, open_browser: Open, product: Product
) -> None:
    phone = open_browser(language=language, width=320)
    phone.goto(product.address + "/")
    phone.locator("footer a[href^='/help/']").click()
    wrong: dict[str, list[str]] = {}
    for path in ("/help/", *(f"/help/{key}/" for key in GUIDES)):
        phone.goto(product.address + path)
        if found := faults(phone):
            wrong[path] = found
        if phone.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong[path] = ["wider than the phone"]
    assert not wrong, wrong


def test_a_guide_on_paper(open_browser: Open, product: Product, tmp_path: Any) -> None:
    from pypdf import PdfReader

    page = open_browser()
    page.goto(product.address + "/help/people/")
    file = Path(tmp_path) / "guide.pdf"
    page.pdf(path=file, format="A4")
    text = "\n".join(part.extract_text() for part in PdfReader(file).pages)
    assert "samspill login-link" in text
    assert "English" not in text

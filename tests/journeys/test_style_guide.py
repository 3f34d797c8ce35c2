"""The style guide, looked at as every page is: by axe, at every width, with the keyboard alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.axe import faults
from tests.journeys.conftest import Open, Product

GUIDE = "/style-guide/"

# Where a text ends, in the units of its drawing: nothing may lie outside, or on another text.
TEXTS_OF_DRAWINGS = """
all => all.flatMap(svg => {
  const texts = [...svg.querySelectorAll('text')]
    .map(one => ({said: one.textContent, box: one.getBBox()}));
  const bottom = svg.viewBox.baseVal.height;
  const cut = texts.filter(({box}) =>
    box.x < -1 || box.x + box.width > 301 || box.y + box.height > bottom + 2);
  const apart = (a, b) => a.x + a.width <= b.x || b.x + b.width <= a.x
    || a.y + a.height - 4 <= b.y || b.y + b.height - 4 <= a.y;
  const meeting = texts.filter((one, i) =>
    texts.some((other, j) => j > i && !apart(one.box, other.box)));
  return [...cut, ...meeting].map(one => `${svg.getAttribute('aria-label')}: ${one.said}`);
})
"""

# How the element in focus is marked: how clear the outline is against what it lies on.
MARK_OF_FOCUS = """
() => {
  const element = document.activeElement;
  const style = one => getComputedStyle(one);
  const channels = color => color.match(/[\\d.]+/g).map(Number);
  const linear = c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
  const light = color => {
    const [r, g, b] = channels(color).map(c => linear(c / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = node => {
    for (let each = node; each; each = each.parentElement) {
      const color = style(each).backgroundColor;
      if ((channels(color)[3] ?? 1) > 0) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const html = element.outerHTML.slice(0, 160);
  const marked = [element, element.nextElementSibling, element.parentElement].filter(Boolean)
    .find(one => style(one).outlineStyle !== 'none' && parseFloat(style(one).outlineWidth) >= 2);
  if (!marked) return {html, ratio: 0};
  // An outline inside the element lies on the element itself.
  const isInside = parseFloat(style(marked).outlineOffset) < 0;
  const under = ground(isInside ? marked : marked.parentElement);
  const [a, b] = [light(style(marked).outlineColor), light(under)].sort((x, y) => y - x);
  return {html, ratio: (a + .05) / (b + .05)};
}
"""


def open_guide(open_browser: Open, product: Product, query: str = "", **options: Any) -> Page:
    page = open_browser(**options)
    product.come_in(page)
    page.goto(product.address + GUIDE + query)
    return page


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_axe_finds_nothing(language: str, open_browser: Open, product: Product) -> None:
    """Each component stands there light and dark, so that one look sees both."""
    page = open_guide(open_browser, product, language=language)
    assert page.locator("html").get_attribute("lang") == language
    assert not faults(page)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_nothing_overflows_and_no_text_in_a_drawing_is_cut(
    language: str, open_browser: Open, product: Product
) -> None:
    page = open_guide(open_browser, product, language=language)
    for width in (320, 360, 768, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), width
        assert not page.eval_on_selector_all("svg.distribution-drawing", TEXTS_OF_DRAWINGS), width


@pytest.mark.parametrize(
    ("query", "options"),
    [("?scheme=light", {}), ("?scheme=dark", {}), ("", {"forced_colors": "active"})],
    ids=["light", "dark", "forced colours"],
)
def test_the_focus_is_seen_on_everything(
    query: str, options: dict[str, Any], open_browser: Open, product: Product
) -> None:
    page = open_guide(open_browser, product, query, **options)
    stops = 0
    unclear = []
    while True:
        page.keyboard.press("Tab")
        mark = page.evaluate(MARK_OF_FOCUS)
        if mark["html"].startswith("<body"):
            break
        stops += 1
        # The browser draws the parts of a date and a time itself.
        if mark["ratio"] < 3 and not re.search('type="(date|time)"', mark["html"]):
            unclear.append(mark)
    assert stops > 150
    assert not unclear


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_drawn_is_still_there_in_forced_colours(
    scheme: str, open_browser: Open, product: Product
) -> None:
    page = open_guide(open_browser, product, forced_colors="active", color_scheme=scheme)
    # In the browser's imitation of a dark one, axe reads the colours that are not used.
    assert scheme == "dark" or not faults(page)
    canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for selector, part in {
        ".tile": "fill",
        ".diamond": "fill",
        ".distribution-drawing .well": "stroke",
        ".distribution-drawing .side-line": "stroke",
        ".hatch-lines": "stroke",
        ".mark-word": "fill",
        ".received-sign path": "stroke",
        ".talk-bars rect": "fill",
        ".stages [data-state=done]": "color",
    }.items():
        drawn = page.eval_on_selector(selector, f"one => getComputedStyle(one).{part}")
        assert drawn not in (canvas, "none"), selector

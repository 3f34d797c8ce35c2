"""The big screen: driven from one computer, followed by another, read from the back of the room."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import faults
from tests.journeys.conftest import Open, Product
from tests.journeys.steps import close_it

PICTURES = Path(__file__).resolve().parents[2] / "build" / "screenshots"
PROJECTORS = ((1920, 1080), (1280, 720), (1024, 768))
# What is promised is two seconds; the machine that tests may have more to do.
FOLLOWS = 3_000
# Without the script the page comes again every five seconds.
FOLLOWS_WITHOUT_SCRIPT = 8_000

# Everything that can be read: its size and contrast, and whether it is all in view.
LOOK = """() => {
  const [width, height] = [window.innerWidth, window.innerHeight];
  const wrong = [];
  let texts = 0;
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const linear = color.slice(0, 3).map((v) => v / 255)
      .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = parts(getComputedStyle(one).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const isAway = (element) => {
    if (element.closest("title, desc, script, noscript, .skip-link")) return true;
    for (let one = element; one; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.display === "none" || style.clipPath !== "none") return true;
    }
    return false;
  };
  const extent = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (!node.data.trim() || isAway(element)) continue;
    texts += 1;
    const words = node.data.trim().slice(0, 40);
    const style = getComputedStyle(element);
    const drawn = element.getScreenCTM;
    const size = parseFloat(style.fontSize) * (drawn ? element.getScreenCTM().a : 1);
    if (size < height / 30) wrong.push(`${size.toFixed(1)} of ${height / 30} px: ${words}`);
    const pair = [light(parts(drawn ? style.fill : style.color)), light(behind(element))];
    const contrast = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (contrast < 7) wrong.push(`contrast ${contrast.toFixed(1)}: ${words}`);
    const box = extent(node);
    if (box.width === 0 || box.left < 0 || box.top < 0 || box.right > width + 0.5
      || box.bottom > height + 0.5) wrong.push(`not in view: ${words}`);
  }
  const root = document.documentElement;
  if (root.scrollWidth > width || root.scrollHeight > height) wrong.push("scrolls");
  const drawing = (svg) => {
    const [box, matrix] = [svg.getBBox(), svg.getScreenCTM()];
    return new DOMRect(matrix.e + box.x * matrix.a, matrix.f + box.y * matrix.d,
      box.width * matrix.a, box.height * matrix.d);
  };
  const blocks = [...document.querySelectorAll(
    ".sight-text, .sight-note, .sight-words, .sight-talk, .sight-sentences, .distribution-words, "
    + ".distribution-drawing, .join-sign-words > *, .join-sign-plate, .sight-words-only > *")]
    .map((block) => [block.className.baseVal || block.className || block.tagName,
      block.matches(".distribution-drawing") ? drawing(block)
        : block.matches(".sight-talk, .join-sign-plate") ? block.getBoundingClientRect()
          : extent(block)]);
  blocks.forEach(([one, a], i) => blocks.slice(i + 1).forEach(([other, b]) => {
    const [across, down] = [Math.min(a.right, b.right) - Math.max(a.left, b.left),
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
    if (across > 1 && down > 1) wrong.push(`${one} on ${other}`);
  }));
  return { wrong, texts };
}"""


@pytest.fixture(scope="session")
def rounds(product: Product) -> dict[str, str]:
    """Return the address of the screen of a round in every state."""
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("rounds_to_show.py"))],
        env={**os.environ, "SAMSPILL_DATA": str(product.folder)},
        cwd=Path(__file__).resolve().parents[2],
        check=True,
        capture_output=True,
        text=True,
    )
    keys: dict[str, str] = json.loads(done.stdout)
    return {name: f"{product.address}/rounds/{key}/screen/" for name, key in keys.items()}


def to_look_at(rounds: dict[str, str]) -> list[tuple[str, str]]:
    """Return the rounds that any test may leave showing anything, with their screens."""
    return [(name, address) for name, address in rounds.items() if not name.startswith("to ")]


def wall(open_browser: Open, product: Product, address: str, **options: Any) -> Page:
    """Return the window on the projector, where the facilitator is logged in."""
    page = open_browser(**options)
    product.come_in(page)
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(address)
    return page


def stamp(page: Page) -> str:
    return page.locator("[data-screen]").get_attribute("data-stamp") or ""


def press(page: Page, key: str) -> None:
    """Press a key, and wait until the screen shows what came of it."""
    before = stamp(page)
    page.keyboard.press(key)
    expect(page.locator("[data-screen]")).not_to_have_attribute("data-stamp", before)


def from_the_top(page: Page) -> None:
    """Show the whole, where there is a result to show."""
    button = page.locator("#screen-whole")
    if button.count():
        button.evaluate("button => button.click()")
        expect(button).to_have_count(0)


def unfold_panel(page: Page) -> None:
    """Open the panel of the big screen, where it lies folded below a reading."""
    panel = page.locator("details#screen")
    if panel.get_attribute("open") is None:
        panel.locator("> summary").click()


# --- Driven here, followed there -----------------------------------------------------------------


def test_another_window_follows_the_facilitator(
    open_browser: Open, product: Product, rounds: dict[str, str]
) -> None:
    screen = wall(open_browser, product, rounds["to drive"])
    expect(screen.locator("h1")).to_have_text("Runden er lukket.")
    facilitator = open_browser()
    product.come_in(facilitator)
    facilitator.goto(rounds["to drive"].replace("screen/", "reading/"))
    panel = facilitator.locator("#screen-panel")
    unfold_panel(facilitator)

    facilitator.locator("#screen-whole").click()
    expect(screen.locator("h1")).to_have_text("Slik opplever dere samarbeidet", timeout=FOLLOWS)
    facilitator.locator("#screen-first").click()
    expect(screen.locator(".talk-tag")).to_have_text("Snakk om dette først", timeout=FOLLOWS)
    statement = screen.locator("h1").inner_text()
    expect(panel).to_contain_text(statement)
    facilitator.locator("#screen-next").click()
    expect(screen.locator("h1")).not_to_have_text(statement, timeout=FOLLOWS)
    facilitator.locator("#screen-previous").click()
    expect(screen.locator("h1")).to_have_text(statement, timeout=FOLLOWS)

    # A statement of the reading, and the page stays where it was read.
    row = facilitator.locator("details.reading-row").nth(12)
    row.locator("> summary").click()
    button = row.locator(".show-on-screen button")
    button.scroll_into_view_if_needed()
    where = facilitator.evaluate("window.scrollY")
    button.click()
    shown = facilitator.locator(".show-on-screen strong")
    expect(shown).to_have_text("På storskjermen nå")
    assert abs(facilitator.evaluate("window.scrollY") - where) < 5
    expect(screen.locator("h1")).not_to_have_text(statement, timeout=FOLLOWS)
    expect(panel).to_contain_text(screen.locator("h1").inner_text())

    facilitator.get_by_role("button", name="Gjør skjermen blank").click()
    expect(screen.locator("[data-sees=blank]")).to_have_count(1, timeout=FOLLOWS)
    assert screen.locator(".mark").is_visible()
    # What is pressed on the wall is seen in the panel as well.
    press(screen, "b")
    expect(panel.locator(".distribution-drawing, .distribution-words")).to_have_count(
        1, timeout=FOLLOWS
    )


def test_the_screen_follows_the_round(
    open_browser: Open, product: Product, rounds: dict[str, str]
) -> None:
    """From the code to what is read together, without a hand on the machine with the projector."""
    screen = wall(open_browser, product, rounds["to close"])
    expect(screen.locator(".join-sign-code")).to_have_text(re.compile(r"^\d{3} \d{3}$"))
    facilitator = open_browser()
    product.come_in(facilitator)
    facilitator.goto(rounds["to close"].replace("screen/", ""))
    close_it(facilitator, product)
    expect(screen.locator("h1")).to_have_text("Runden er lukket.", timeout=FOLLOWS)
    facilitator.get_by_role("button", name="Vis resultatet").click()
    facilitator.wait_for_url(re.compile("/reading/"))
    # Nothing comes on the wall by itself.
    time.sleep(2)
    expect(screen.locator("h1")).to_have_text("Runden er lukket.")
    facilitator.locator("#screen-whole").click()
    expect(screen.locator("h1")).to_have_text("For få har svart til at noe kan vises.")


def test_without_a_script(open_browser: Open, product: Product, rounds: dict[str, str]) -> None:
    screen = wall(open_browser, product, rounds["a hundred"], java_script_enabled=False)
    facilitator = open_browser(java_script_enabled=False)
    product.come_in(facilitator)
    facilitator.goto(rounds["a hundred"].replace("screen/", "reading/"))
    from_the_top(facilitator)  # another test may have left it where there is no such button
    unfold_panel(facilitator)
    facilitator.locator("#screen-first").click()
    facilitator.wait_for_url(re.compile(r"/reading/#screen-panel$"))
    expect(screen.locator(".talk-tag")).to_have_text(
        "Snakk om dette først", timeout=FOLLOWS_WITHOUT_SCRIPT
    )
    row = facilitator.locator("details.reading-row").first
    row.locator("> summary").click()
    row.locator(".show-on-screen button").click()
    facilitator.wait_for_url(re.compile(r"/reading/#show-slot-\d+$"))
    unfold_panel(facilitator)
    statement = facilitator.locator(".screen-picture-title").inner_text()
    expect(screen.locator("h1")).to_have_text(statement, timeout=FOLLOWS_WITHOUT_SCRIPT)
    # The wall has its own buttons, in reach of Tab and of Enter.
    screen.locator("#screen-blank").focus()
    screen.keyboard.press("Enter")
    expect(screen.locator("[data-sees=blank]")).to_have_count(1)


def test_nothing_is_fetched_but_the_stamp(
    open_browser: Open, product: Product, rounds: dict[str, str]
) -> None:
    """While nobody presses anything, a question of a few letters goes each second, and no more."""
    screen = wall(open_browser, product, rounds["open table"])
    screen.wait_for_timeout(1_500)  # until the page has what it needs, its small sign included
    asked: list[str] = []
    screen.on("request", lambda request: asked.append(request.url))
    started = time.monotonic()
    screen.wait_for_timeout(5_000)
    seconds = time.monotonic() - started
    assert set(asked) == {rounds["open table"] + "stamp/"}
    assert 2 <= len(asked) <= seconds + 1
    assert len(screen.request.get(rounds["open table"] + "stamp/").text()) < 20


# --- The keyboard --------------------------------------------------------------------------------


def test_the_keyboard_alone(open_browser: Open, product: Product, rounds: dict[str, str]) -> None:
    screen = wall(open_browser, product, rounds["seven points"])
    sees = screen.locator("[data-screen]")
    from_the_top(screen)
    for key in ("PageDown", "ArrowRight", "ArrowDown"):
        press(screen, key)
    third = screen.locator("h1").inner_text()
    press(screen, "PageUp")
    assert screen.locator("h1").inner_text() != third
    press(screen, "ArrowRight")
    assert screen.locator("h1").inner_text() == third
    for key in ("b", "."):
        press(screen, key)
        expect(sees).to_have_attribute("data-sees", "blank")
        press(screen, key)
        assert screen.locator("h1").inner_text() == third
    # Three quick presses are three steps.
    before = int(stamp(screen).split()[-1])
    screen.keyboard.press("ArrowLeft")
    screen.keyboard.press("ArrowLeft")
    screen.keyboard.press("ArrowLeft")
    expect(sees).to_have_attribute("data-stamp", f"published {before + 3}")
    expect(sees).to_have_attribute("data-sees", "whole")
    # At the end, and with a key of the browser's own, nothing happens.
    screen.keyboard.press("ArrowLeft")
    screen.keyboard.press("Control+ArrowRight")
    screen.wait_for_timeout(1_500)
    assert stamp(screen) == f"published {before + 3}"
    screen.keyboard.press("Escape")
    screen.wait_for_url(re.compile(r"/rounds/[0-9a-f-]{36}/$"))


def test_tab_brings_the_buttons(
    open_browser: Open, product: Product, rounds: dict[str, str]
) -> None:
    screen = wall(open_browser, product, rounds["in words"])
    from_the_top(screen)
    screen.reload()
    tools = screen.locator(".wall-tools")
    assert tools.evaluate("t => getComputedStyle(t).clipPath") != "none"
    screen.keyboard.press("Tab")  # to the content
    screen.keyboard.press("Tab")
    assert tools.evaluate("t => getComputedStyle(t).clipPath") == "none"
    assert screen.evaluate("document.activeElement.id") == "screen-next"
    assert not faults(screen)
    assert not screen.evaluate(LOOK)["wrong"]
    press(screen, "Enter")
    assert screen.evaluate("document.activeElement.id") == "screen-next"
    screen.mouse.move(300, 300)
    expect(tools).to_be_visible()


# --- Read from the back of the room --------------------------------------------------------------


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_everything_can_be_read(
    language: str, open_browser: Open, product: Product, rounds: dict[str, str]
) -> None:
    """At least 1/30 of the height and 7:1, nothing out of view: every state on three projectors."""
    screen = wall(open_browser, product, rounds["draft"], language=language)
    wrong: dict[str, list[str]] = {}

    def look(name: str) -> None:
        for width, height in PROJECTORS:
            screen.set_viewport_size({"width": width, "height": height})
            found = screen.evaluate(LOOK)
            if found["wrong"]:
                wrong[f"{name} at {width}"] = found["wrong"][:3]

    seen = 0
    for name, address in to_look_at(rounds):
        screen.goto(address)
        from_the_top(screen)
        look(name)
        while screen.locator("#screen-next").count():
            press(screen, "PageDown")
            seen += 1
            look(f"{name} {screen.locator('h1').inner_text()[:12]}")
    assert not wrong, wrong
    assert seen > 100


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_axe_finds_nothing(
    language: str, open_browser: Open, product: Product, rounds: dict[str, str]
) -> None:
    """Every state, and every form of a drawing, with the picture to look at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    screen = wall(open_browser, product, rounds["draft"], language=language)
    wrong: dict[str, list[str]] = {}

    def look(name: str) -> None:
        screen.screenshot(path=PICTURES / f"screen-{name.replace(' ', '-')}-{language}.png")
        if found := faults(screen):
            wrong[name] = found

    for name, address in to_look_at(rounds):
        screen.goto(address)
        assert screen.locator("html").get_attribute("lang") == language
        from_the_top(screen)
        look(name)
    for name, steps in (("too few", 1), ("in words", 1), ("alike", 1), ("forty", 5)):
        screen.goto(rounds[name])
        from_the_top(screen)
        for step in range(steps):
            press(screen, "PageDown")
            look(f"{name} {step + 1}")
    press(screen, "b")
    look("blank")
    press(screen, "b")
    assert not wrong, wrong


@pytest.mark.parametrize(
    "options",
    [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"reduced_motion": "reduce"}],
    ids=["dark", "forced colours", "reduced motion"],
)
def test_other_ways_to_see(
    options: dict[str, Any], open_browser: Open, product: Product, rounds: dict[str, str]
) -> None:
    """Light on the wall whatever the machine prefers, and nothing that moves."""
    screen = wall(open_browser, product, rounds["forty"], **options)
    from_the_top(screen)
    press(screen, "PageDown")
    assert screen.evaluate("document.getAnimations().length") == 0
    assert not faults(screen)
    if "forced_colors" not in options:
        page = "getComputedStyle(document.body).backgroundColor"
        assert screen.evaluate(page) == "rgb(255, 255, 255)"
        assert not screen.evaluate(LOOK)["wrong"]


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_the_panel(
    width: int, open_browser: Open, product: Product, rounds: dict[str, str]
) -> None:
    """On a phone too: nothing overflows, axe finds nothing, and the screen can be driven."""
    page = open_browser(width=width)
    product.come_in(page)
    for name in ("open", "links", "closed", "deleted", "too few", "a hundred"):
        page.goto(rounds[name].replace("screen/", ""))
        assert not faults(page), name
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth"), name
    from_the_top(page)
    page.locator("#screen-first").click()
    expect(page.locator(".screen-picture .distribution-drawing")).to_be_visible()
    assert not faults(page)
    page.screenshot(path=PICTURES / f"screen-panel-{width}.png")
    page.goto(rounds["a hundred"].replace("screen/", "reading/"))
    assert not faults(page)
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    unfold_panel(page)
    page.locator(".screen-panel").scroll_into_view_if_needed()
    page.screenshot(path=PICTURES / f"screen-panel-reading-{width}.png")

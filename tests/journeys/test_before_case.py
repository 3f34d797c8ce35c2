"""Advice before a case, as a leader gets it on a phone: what it costs, and nothing leaves it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

import samspill
from samspill.cases.tests.case_vectors import ALL_OF_THEM
from samspill.toolbox.case_content import rules_as_data, situations
from tests.journeys.axe import faults
from tests.journeys.conftest import Open, Product

SCRIPT = Path(samspill.__file__).parent / "cases" / "static" / "cases" / "conflict.js"
MOST_PRESSES, MOST_WORDS = 12, 150

# Every line of all cases, written as cases/tests/case_vectors.py does.
ALL_LINES = """(rules) => {
  const { advise } = window.samspillConflict;
  const keys = rules.factors.map(({ key }) => key);
  const by = (ids) => rules.approaches.filter((each) => (ids[each] || []).length)
    .map((each) => `${each}:${ids[each].join(",")}`).join(" ");
  const line = (answers) => {
    const advice = advise(rules, answers);
    const parts = [keys.map((key) => answers[key]).join(" "), `${advice.kind} ${advice.outcome}`];
    if (advice.closed) {
      parts.push(advice.able.join(","), by(advice.reasonsFor), by(advice.reasonsAgainst),
        by(advice.closed), `${advice.isLevel} ${advice.isTie}`);
    }
    return parts.join(" | ") + "\\n";
  };
  let lines = "";
  const walk = (at, answers) => {
    if (at === keys.length) { lines += line(answers); return; }
    for (const value of rules.factors[at].values) walk(at + 1, { ...answers, [keys[at]]: value });
  };
  walk(0, {});
  return lines;
}"""

# What somebody sees without scrolling: words, each with a letter in it.
WORDS_IN_SIGHT = """() => {
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const words = [];
  while (walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const isSeen = [...range.getClientRects()]
      .some((box) => box.width > 1 && box.height > 1 && box.top < innerHeight && box.bottom > 0);
    const parent = walker.currentNode.parentElement;
    const hidden = "script, template, .visually-hidden, details:not([open]) > :not(summary)";
    if (!isSeen || parent.closest(hidden)) continue;
    const said = walker.currentNode.textContent.split(/\\s+/);
    words.push(...said.filter((word) => /\\p{L}/u.test(word)));
  }
  return words;
}"""


def answer(phone: Page, factors: dict[str, str]) -> int:
    """Press an answer to each question that is asked, and return how many presses it took."""
    presses = 0
    while (step := phone.locator("[data-question]:visible")).count():
        key = step.first.get_attribute("data-question") or ""
        phone.wait_for_timeout(400)
        step.first.locator(f'[data-value="{factors[key]}"]').click()
        presses += 1
    return presses


def test_the_browser_says_of_every_case_what_the_server_says(browser: Browser) -> None:
    page = browser.new_page()
    try:
        page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"), type="module")
        page.wait_for_function("window.samspillConflict")
        lines = page.evaluate(ALL_LINES, rules_as_data())
    finally:
        page.close()
    assert lines.count("\n") == 128_000
    assert hashlib.sha256(lines.encode()).hexdigest() == ALL_OF_THEM


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_first_advice_costs_few_presses_and_few_words(
    open_browser: Open, product: Product, language: str
) -> None:
    phone = open_browser(width=390, language=language)
    phone.goto(product.address + "/")
    phone.locator('main a[href="/cases/"]').click()
    phone.wait_for_url("**/cases/")
    words = phone.evaluate(WORDS_IN_SIGHT)
    phone.locator('main a[href="/cases/before/"]').click()
    phone.locator("[data-question]:visible").wait_for()
    presses = 2
    factors = situations("nb")["P05"].factors
    while (step := phone.locator("[data-question]:visible")).count():
        words += phone.evaluate(WORDS_IN_SIGHT)
        phone.wait_for_timeout(400)
        key = step.first.get_attribute("data-question") or ""
        step.first.locator(f'[data-value="{factors[key]}"]').click()
        presses += 1
    expect(phone.locator("[data-heading]")).to_be_focused()
    assert presses == 10 <= MOST_PRESSES
    assert len(words) <= MOST_WORDS, (len(words), words)


def test_nothing_of_a_case_leaves_the_page(open_browser: Open, product: Product) -> None:
    phone = open_browser(width=360, has_touch=True)
    phone.goto(product.address + "/cases/before/")
    stored = rows_in(product.folder)
    asked = asked_for(phone)
    address, length = phone.url, phone.evaluate("history.length")
    factors = dict(situations("nb")["P03"].factors)
    assert answer(phone, factors) == 8
    phone.locator(".case-risks summary").click()
    phone.locator('[data-risk="paper"][data-value="weak"]').click()
    # What must be mended first stands above all advice.
    expect(phone.locator(".case-advice-main > :first-child")).to_contain_text("Dette kommer først")
    phone.locator(".approach-first .trace").first.click()
    expect(phone.locator("[data-answer]:focus")).to_have_count(1)
    phone.get_by_role("button", name="Endre svar 5").click()
    phone.wait_for_timeout(400)
    phone.locator('[data-question="time"] [data-value="deadline"]').click()
    changed = phone.locator(".case-change")
    expect(changed).to_contain_text("fra «Knapp» til «Bindende frist»")
    expect(changed).to_contain_text("Det som falt bort")
    # Stop signs are never folded.
    assert phone.locator(".stop").count() >= 5
    assert phone.locator("details .stop").count() == 0
    assert not faults(phone)
    assert asked == []
    assert (phone.url, phone.evaluate("history.length")) == (address, length)
    kept = "[localStorage.length, sessionStorage.length, history.state]"
    assert phone.evaluate(kept) == [0, 0, None]
    assert rows_in(product.folder) == stored
    phone.reload()
    expect(phone.locator('[aria-pressed="true"]')).to_have_count(0)


def asked_for(page: Page) -> list[str]:
    """Return what the page asks for from now on; the browser's own wish for an icon is no part."""
    asked: list[str] = []
    page.on(
        "request",
        lambda request: None if request.url.endswith(".svg") else asked.append(request.url),
    )
    return asked


def rows_in(folder: Path) -> dict[str, int]:
    """Return how many rows each table holds; the worker's own list of jobs is none of ours."""
    database = sqlite3.connect(f"file:{next(folder.glob('*.sqlite3'))}?mode=ro", uri=True)
    with closing(database):
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        tables = [name for (name,) in names if not name.startswith("jobs_")]
        count = "SELECT COUNT(*) FROM "
        return {name: database.execute(f'{count}"{name}"').fetchone()[0] for name in tables}


def test_too_little_known_and_a_decision_made_need_few_answers(
    open_browser: Open, product: Product
) -> None:
    phone = open_browser(width=390)
    phone.goto(product.address + "/cases/before/")
    unknown = dict.fromkeys(situations("nb")["P01"].factors, "unknown")
    assert answer(phone, unknown) == 2
    expect(phone.locator("[data-heading]")).to_have_text("Vi vet for lite til å gi et råd")
    phone.get_by_role("button", name="Begynn på nytt").click()
    assert answer(phone, unknown | {"stage": "before"}) == 4
    expect(phone.locator("[data-heading]")).to_have_text("Vi vet for lite til å gi et råd")
    phone.get_by_role("button", name="Begynn på nytt").click()
    assert answer(phone, dict(situations("nb")["P07"].factors)) == 2
    expect(phone.locator("[data-heading]")).to_have_text("Vedtaket er gjort")
    phone.get_by_role("button", name="Begynn på nytt").click()
    # Two answers that do not fit are said, and advice is given all the same.
    strange = situations("nb")["P02"].factors | {"dispute": "goals"}
    answer(phone, strange)
    expect(phone.get_by_text("To svar passer ikke sammen")).to_be_visible()


def test_a_keyboard_alone_gets_there(open_browser: Open, product: Product) -> None:
    desk = open_browser()
    desk.goto(product.address + "/cases/before/")
    for key, value in situations("nb")["P14"].factors.items():
        button = desk.locator(f'[data-question="{key}"] [data-value="{value}"]')
        for _ in range(12):
            desk.keyboard.press("Tab")
            if button.evaluate("button => button === document.activeElement"):
                break
        expect(button).to_be_focused()
        desk.wait_for_timeout(400)
        desk.keyboard.press("Enter")
    expect(desk.locator("[data-heading]")).to_be_focused()
    assert json.dumps(desk.evaluate("history.state")) == "null"


def test_a_finger_that_taps_twice_answers_once(open_browser: Open, product: Product) -> None:
    phone = open_browser(width=390)
    phone.goto(product.address + "/cases/before/")
    phone.locator('[data-question="mandate"] [data-value="unknown"]').dblclick()
    expect(phone.locator('[data-question="stage"]')).to_be_visible()


def test_paper_has_two_sheets_and_is_where_scripts_are_missing(
    open_browser: Open, product: Product
) -> None:
    from pypdf import PdfReader

    without = open_browser(width=390, java_script_enabled=False)
    without.goto(product.address + "/cases/before/")
    without.locator("[data-without-script] a").click()
    expect(without.locator("h1")).to_have_text("Før en sak")
    for language in ("nb", "nn", "en"):
        desk = open_browser(language=language)
        desk.goto(product.address + "/cases/before/paper/")
        sheets = product.folder / f"{language}.pdf"
        desk.pdf(path=sheets, prefer_css_page_size=True)
        assert len(PdfReader(sheets).pages) == 2, language


def test_a_situation_is_read_chosen_and_told_of(open_browser: Open, product: Product) -> None:
    phone = open_browser(width=390)
    phone.goto(product.address + "/cases/situations/P06/")
    asked = asked_for(phone)
    phone.locator('[data-to="choose"]').click()
    phone.locator('[data-choices] [data-value="competing"]').click()
    phone.locator("textarea").fill("Noen må si det")
    phone.locator('[data-to="sources"]').click()
    expect(phone.locator("[data-chosen] strong")).to_have_text("Stå fast")
    own = phone.locator("[data-choice][open]")
    expect(own).to_have_count(1)
    expect(own).to_contain_text("Taler mot")
    assert not faults(phone)
    assert asked == []

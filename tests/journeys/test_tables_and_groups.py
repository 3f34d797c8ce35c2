"""Open tables and groups, as people meet them: phone, keyboard, three languages, no script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.axe import faults
from tests.journeys.conftest import Open, Product
from tests.journeys.steps import close_it, make_a_collaboration, say_how_many, table_sign_on
from tests.selection import languages

PICTURES = Path(__file__).resolve().parents[2] / "build" / "screenshots"


def fill_in_a_round(page: Page, product: Product, collaboration: str) -> None:
    page.goto(product.address + "/rounds/new/")
    page.locator("select[name=collaboration]").select_option(label=collaboration)
    page.locator("[name=purpose]").fill("Vi vil vite hvordan samarbeidet går.")
    page.locator("[name=intended_use]").fill("Vi leser svarene sammen og avtaler tiltak.")
    say_how_many(page)


def an_open_table(page: Page, product: Product, name: str) -> str:
    make_a_collaboration(page, product, name)
    fill_in_a_round(page, product, name)
    page.locator("label", has_text=re.compile("Åpent bord|Ope bord|Open table")).click()
    page.locator("button[name=open]").click()
    return page.locator(".round-code").inner_text().replace(" ", "")


def write_down(phone: Page, *points: int) -> None:
    phone.get_by_role("link", name=re.compile("Skriv ned|Write down")).click()
    for number, point in enumerate(points, start=1):
        phone.locator(f"input[name=item-{number}][value='{point}']").check()
    phone.locator("main form button").first.click()
    phone.wait_for_url(re.compile(r"/table/$"))


def fits(page: Page) -> bool:
    return not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_table_from_the_code_to_the_reading(
    language: str, script: bool, open_browser: Open, product: Product
) -> None:
    if language != languages()[0] and not script:
        return  # one language is enough to show that the page works without the script
    facilitator = open_browser()
    product.come_in(facilitator)
    name = f"Bordet {language} {script}"
    code = an_open_table(facilitator, product, name)
    round_page = facilitator.url
    sign = table_sign_on(facilitator, 4)

    phone = open_browser(language=language, width=320, java_script_enabled=script)
    phone.goto(product.address + f"/r/{code}/")
    PICTURES.mkdir(parents=True, exist_ok=True)

    def look(what: str, path: str) -> None:
        phone.wait_for_url(re.compile(path))
        phone.wait_for_load_state()
        if script:
            assert fits(phone), what
            assert not faults(phone), what
            phone.screenshot(path=PICTURES / f"table-{what}-320-{language}.png", full_page=True)

    look("promise", r"/r/[\w-]+/$")
    phone.locator("main a.ds-button").click()
    look("statements", r"/statements/$")
    phone.go_back()
    phone.wait_for_url(re.compile(r"/r/[\w-]+/$"))
    phone.locator("main form button").click()
    look("which", r"/table/$")
    phone.locator("[name=number]").fill("4")
    phone.locator("[name=sign]").fill(sign)
    phone.locator("main form button").click()
    phone.get_by_text(re.compile("Skriv ned|Write down")).wait_for()
    look("empty", r"/table/$")
    for points in ((1, 4, 4, 2, 4, 4, 4, 4, 4, 4), (5, 4, 4, 2, 4, 4, 4, 4, 4, 3)) * 3:
        write_down(phone, *points)
    look("sheet", r"/table/$")
    phone.locator("thead a").nth(1).click()
    look("column", r"/column/\?person=2$")
    assert phone.locator("input[name=item-1][value='5']").is_checked()
    phone.go_back()

    facilitator.goto(round_page)
    assert not faults(facilitator)
    facilitator.screenshot(path=PICTURES / "table-facilitator-1440.png", full_page=True)
    assert "6 personer er skrevet ned" in facilitator.locator("main").inner_text()
    close_it(facilitator, product)
    facilitator.locator("form[action$='/publish/'] button").click()
    facilitator.wait_for_url(re.compile(r"/reading/$"))
    assert "Åpent bord" in facilitator.locator("main").inner_text()
    assert not faults(facilitator)


def test_a_table_by_keyboard_alone(open_browser: Open, product: Product) -> None:
    facilitator = open_browser()
    product.come_in(facilitator)
    code = an_open_table(facilitator, product, "Bordet med tastatur")
    sign = table_sign_on(facilitator, 2)
    page = open_browser(width=768)
    page.goto(product.address + f"/r/{code}/")
    page.locator("main form button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/table/$"))
    page.locator("[name=number]").focus()
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    page.keyboard.type(sign)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Skriv ned første person").focus()
    page.keyboard.press("Enter")
    page.locator("input[name=item-1]").first.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # on "Save", which comes after the last statement
    page.wait_for_url(re.compile(r"/table/$"))
    assert "1 person er skrevet ned" in page.locator("main").inner_text()


def test_groups_from_the_draft_to_the_reading(open_browser: Open, product: Product) -> None:
    facilitator = open_browser()
    product.come_in(facilitator)
    make_a_collaboration(facilitator, product, "Gruppesamarbeidet")
    for partner in ("Nesdal", "Lidal"):
        facilitator.locator("select[name=kind]").select_option("municipality")
        facilitator.locator("input[name=name]").fill(partner)
        facilitator.get_by_role("button", name="Legg til", exact=True).click()
    fill_in_a_round(facilitator, product, "Gruppesamarbeidet")
    facilitator.locator("button[name=save]").click()
    facilitator.get_by_role("link", name="Sammenlign grupper").click()
    facilitator.locator("label", has_text="Hvilken part").click()
    asked = facilitator.locator(".asked-list input")
    for place in range(asked.count()):
        asked.nth(place).fill("4")
    facilitator.locator("button[name=save]").click()
    assert "Gruppene blir for små" in facilitator.locator("main").inner_text()
    assert not faults(facilitator)
    facilitator.screenshot(path=PICTURES / "groups-refused-1440.png", full_page=True)
    for place in range(asked.count()):
        asked.nth(place).fill("6")
    facilitator.locator("button[name=preview]").click()
    assert "Dette kan vises" in facilitator.locator("main").inner_text()
    assert not faults(facilitator)
    facilitator.screenshot(path=PICTURES / "groups-plan-1440.png", full_page=True)
    facilitator.set_viewport_size({"width": 320, "height": 780})
    assert fits(facilitator)
    facilitator.screenshot(path=PICTURES / "groups-plan-320.png", full_page=True)
    facilitator.set_viewport_size({"width": 1440, "height": 900})
    facilitator.locator("button[name=save]").click()
    facilitator.locator("form[action$='/open/'] button").click()
    code = facilitator.locator(".round-code").inner_text().replace(" ", "")
    round_page = facilitator.url
    for person in range(12):
        phone = open_browser(width=320, java_script_enabled=person == 0)
        phone.goto(product.address + f"/r/{code}/")
        phone.locator("main form button").click()
        if person:
            phone.locator("input[name=item-1] + label").nth(person % 4).click()
            phone.locator("input[name=group] + label").nth(person % 2).click()
            phone.locator("[data-submit]").click()
            continue
        phone.locator("form[data-steps-on]").wait_for()
        for _ in range(10):
            phone.locator("[data-step]:visible label").first.click()
            phone.locator("[data-next]:visible").click()
        assert "Hvor kommer du fra?" in phone.locator("main").inner_text()
        assert not faults(phone)
        phone.screenshot(path=PICTURES / "group-question-320.png", full_page=True)
        phone.locator("[data-step]:visible label").first.click()
        phone.locator("[data-next]:visible").click()
        phone.locator("[data-submit]:visible").click()
        phone.wait_for_url(re.compile(r"/received/$"))
    facilitator.goto(round_page)
    close_it(facilitator, product)
    facilitator.locator("form[action$='/publish/'] button").click()
    facilitator.wait_for_url(re.compile(r"/reading/$"))
    facilitator.locator("details.reading-row > summary").first.click()
    assert not faults(facilitator)
    facilitator.screenshot(path=PICTURES / "groups-reading-1440.png", full_page=True)
    facilitator.set_viewport_size({"width": 320, "height": 780})
    assert fits(facilitator)

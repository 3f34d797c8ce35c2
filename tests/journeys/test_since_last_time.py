"""From a talk that closes to those who are asked again, on small phones."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.axe import faults
from tests.journeys.conftest import Open, Product
from tests.journeys.steps import close_and_show, make_a_collaboration, open_a_round


def test_what_came_of_it_is_seen_before_the_next_answer(
    facilitator: Page, open_browser: Open, product: Product
) -> None:
    """A reason first, then an action instead, and what came of it: axe looks at each page."""
    name = "Samarbeid om skyss"
    make_a_collaboration(facilitator, product, name)
    open_a_round(facilitator, name)
    close_and_show(facilitator, product)
    facilitator.get_by_role("link", name="Vi avtalte ingen tiltak").click()
    assert not faults(facilitator)
    facilitator.get_by_role("button", name="Lagre").click()
    assert not faults(facilitator), "asked for the reason"
    facilitator.get_by_label(re.compile("fordi")).fill("Vi venter på rutene.")
    facilitator.get_by_role("button", name="Lagre").click()
    expect(facilitator.locator("main")).to_contain_text("Vi venter på rutene.")
    assert not faults(facilitator)

    facilitator.get_by_role("link", name="Avtal et tiltak").click()
    facilitator.get_by_label(re.compile("Hva skal gjøres")).fill("Felles ruteplan")
    facilitator.get_by_label(re.compile("Hvem har tatt")).fill("Anne Vik")
    facilitator.get_by_label("Dette merkes fort").check()
    facilitator.get_by_label("Ta vare på og spre det som virker").check()
    facilitator.locator("main form button[type=submit]").click()
    facilitator.get_by_role("link", name="Felles ruteplan").click()
    facilitator.get_by_label("Ikke gjort").check()
    facilitator.get_by_label(re.compile("Hva kom ut")).fill("Bussene er lagt om først i mars.")
    facilitator.get_by_role("button", name="Lagre").click()

    code = open_a_round(facilitator, name).replace(" ", "")
    expect(facilitator.locator("#since")).to_contain_text("Bussene er lagt om først i mars.")
    assert not faults(facilitator)
    for language, heading in (("nb", "Siden sist"), ("nn", "Sidan sist"), ("en", "Since last")):
        phone = open_browser(language=language, width=320, java_script_enabled=language != "nn")
        phone.goto(product.address + f"/r/{code}/")
        expect(phone.locator("main")).to_contain_text(heading)
        expect(phone.locator("main")).to_contain_text("Bussene er lagt om først i mars.")
        expect(phone.locator("main")).not_to_contain_text("Anne Vik")
        if language == "nn":
            continue  # axe is a script
        assert not phone.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        assert not faults(phone)

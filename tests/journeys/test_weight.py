"""What a participant's phone fetches on the first visit, compressed, measured on the wire."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.journeys.conftest import Open, Product
from tests.journeys.steps import make_a_collaboration, open_a_round

BUDGET = 60_000


def weigh(page: Page, *addresses: str) -> int:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
    return int(sum(sizes))


def test_the_first_visit_is_light(facilitator: Page, open_browser: Open, product: Product) -> None:
    make_a_collaboration(facilitator, product, "Vektsamarbeidet")
    code = open_a_round(facilitator, "Vektsamarbeidet").replace(" ", "")
    phone = open_browser(width=360)
    first = weigh(phone, product.address + "/", product.address + f"/r/{code}/")
    phone.locator("main form button").click()
    form = weigh(phone, phone.url)
    print(f"code and promise: {first} bytes; the form: {form} bytes")
    assert 5_000 < first + form <= BUDGET

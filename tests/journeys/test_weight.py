"""What a participant's phone fetches on the first visit, compressed, measured on the wire."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.journeys.conftest import Open, Product
from tests.journeys.steps import make_a_collaboration, open_a_round

BUDGET = 60_000


def purpose_of(request: dict[str, Any]) -> str:
    return str(request["request"]["headers"].get("Sec-Purpose", ""))


def weigh(page: Page, *addresses: str, prefetched: bool = True) -> int:
    """Return the bytes on the wire; where asked, without what is fetched for a later page."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    later: set[str] = set()

    def note_request(event: dict[str, Any]) -> None:
        if not prefetched and purpose_of(event) == "prefetch":
            later.add(event["requestId"])

    def note_size(event: dict[str, Any]) -> None:
        sizes.append(0 if event["requestId"] in later else event["encodedDataLength"])

    session.on("Network.requestWillBeSent", note_request)
    session.on("Network.loadingFinished", note_size)
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

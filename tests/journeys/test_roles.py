"""Each role from the invitation to logging out, on a phone and in nynorsk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Open, Product, free_port, link_of, start, stop, wait_for


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Start one of its own: those who are invited here would be met by the other stories."""
    folder = tmp_path_factory.mktemp("roles")
    process = start(folder, free_port())
    try:
        link = link_of(process)
        address = link.split("/log-in/")[0]
        wait_for(address.replace("localhost", "127.0.0.1"))
        yield Product(address, link, folder)
    finally:
        stop(process)


def reads_a_result(page: Page, address: str) -> None:
    page.goto(address + "/collaborations/")
    expect(page.locator("main a[href='/collaborations/new/']")).to_have_count(0)
    page.locator("main").get_by_role("link", name="Regionrådet for Indre Fjord").first.click()
    page.locator("main a[href$='/reading/']").first.click()
    expect(page.locator("main h1")).to_be_visible()
    expect(page).to_have_url(re.compile("/reading/$"))


def makes_a_collaboration(page: Page, address: str) -> None:
    page.goto(address + "/collaborations/new/")
    page.locator("[name=name]").fill("Ein ny veg")
    page.locator("[name=purpose]").fill("Vi vil byggje han saman.")
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile("/partners/"))


def proposes_a_group(page: Page, address: str) -> None:
    page.goto(address + "/people/groups/propose/")
    page.locator("[name=name]").fill("Leiargruppa")
    page.locator("input[name=kind]").first.check()
    for person in page.locator("main form input[name=members]").all():
        person.check()
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("Leiargruppa")


def invites_somebody(page: Page, address: str) -> None:
    page.goto(address + "/people/")
    page.locator("input[name=role][value=reader]").check()
    page.locator("#invite button[type=submit]").click()
    expect(page.locator("main textarea")).to_have_value(re.compile("/invitation/"))
    assert page.goto(address + "/collaborations/").status == 403  # type: ignore[union-attr]
    page.goto(address + "/people/")


WORK: dict[str, Callable[[Page, str], None]] = {
    "facilitator": makes_a_collaboration,
    "leader": proposes_a_group,
    "reader": reads_a_result,
    "reform_lead": reads_a_result,
    "member": reads_a_result,
    "follower": reads_a_result,
    "administrator": invites_somebody,
}


def invitation(page: Page, address: str, role: str) -> str:
    """Invite somebody, as one who looks after the users does; return the link to hand over."""
    page.goto(address + "/people/")
    page.locator(f"input[name=role][value={role}]").check()
    if role == "follower":
        page.locator("[name=ends_on]").fill("2099-12-31")
    page.locator("#invite button[type=submit]").click()
    link = re.search(r"http://\S+/invitation/\S+/", page.locator("main textarea").input_value())
    assert link is not None
    return link.group()


@pytest.mark.parametrize("role", WORK)
def test_from_the_invitation_to_logging_out(
    role: str, open_browser: Open, product: Product
) -> None:
    marit = open_browser(language="nn")
    product.come_in(marit)
    link = invitation(marit, product.address, role)

    phone = open_browser(language="nn", width=390)
    phone.goto(link)
    phone.locator("[name=name]").fill("Hanne Dahl")
    phone.locator("[name=email]").fill(f"{role}@example.no")
    phone.locator("main form button[type=submit]").first.click()
    expect(phone.locator("html")).to_have_attribute("lang", "nn")
    WORK[role](phone, product.address)

    phone.get_by_text("Meny", exact=True).click()
    phone.get_by_role("button", name="Logg ut").locator("visible=true").click()
    phone.goto(product.address + "/me/")
    expect(phone).to_have_url(re.compile("/log-in/"))
    # The link has been used.
    phone.goto(link)
    expect(phone.locator("main form [name=email]")).to_have_count(0)

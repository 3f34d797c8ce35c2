"""The printed link, the first start, the demo, and links that whoever runs the server makes."""

from __future__ import annotations

import argparse
import io
import logging
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.test import Client
from tests import cast as people
from tests.chaos.databases import Database
from tests.chaos.people import Browser, expect, log_in, until_answered
from tests.chaos.product import Product

from samspill.foundation.accounts.models import Account
from samspill.foundation.audit.models import AuditEntry
from samspill.foundation.organisations.models import Membership, Organisation
from samspill.operating.environment import EnvironmentProblem
from samspill.operating.people_commands import add_person_arguments, run_link, run_person
from samspill.people.models import LoginLink
from samspill.people.operations import (
    NewOrganisation,
    NewPerson,
    make_login_link,
    print_login_link,
    start_organisation,
)
from samspill.surveys.tests.a_whole_round import running_product

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

WHO = {
    "kind": "municipality",
    "organisation": "Ytre Fjord kommune",
    "name": "Hanne Dahl",
    "email": "hanne@ytrefjord.example.no",
}


def printed() -> str:
    return f"/log-in/link/{print_login_link()}/"


def is_in(browser: Client) -> bool:
    return browser.get("/collaborations/").status_code == 200


# --- The first start ------------------------------------------------------------------------


def test_whoever_finds_the_address_first_gets_nothing(db: None) -> None:
    printed()
    browser = Client()
    for address in ("/", "/log-in/", "/log-in/link/guessed/", "/log-in/link/%F0%9F%A6%9C/"):
        page = browser.get(address).content.decode()
        assert 'name="organisation"' not in page
    assert browser.get("/begin/").status_code == 302
    browser.post("/begin/", WHO)
    browser.post("/log-in/link/guessed/", WHO)
    assert not Organisation.objects.exists()


def test_four_answers_and_one_is_under_way(db: None) -> None:
    link = printed()
    browser = Client()
    page = browser.get(link).content.decode()
    assert all(f'name="{name}"' in page for name in WHO)
    assert browser.post(link, WHO)["Location"] == "/"
    assert is_in(browser)
    hanne = Membership.objects.filter(account__email=WHO["email"])
    assert set(hanne.values_list("role", flat=True)) == {"facilitator", "administrator"}


def test_two_tabs_at_once_make_one_organisation(db: None) -> None:
    link = printed()
    first, second = Client(), Client()
    first.get(link)
    second.get(link)
    first.post(link, WHO)
    response = second.post(link, {**WHO, "email": "en.annen@example.no"}, follow=True)
    assert response.status_code == 403
    assert "Denne lenken er brukt" in response.content.decode()
    assert Organisation.objects.count() == Account.objects.count() == 1
    assert not is_in(second)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "kingdom"),
        ("organisation", " "),
        ("name", ""),
        ("email", "hanne"),
        ("email", "hanne@example.no\r\nBcc: alle@example.no"),
        ("name", "x" * 5000),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(db: None, name: str, value: str) -> None:
    link = printed()
    browser = Client()
    response = browser.post(link, {**WHO, name: value})
    assert response.status_code == 422
    page = response.content.decode()
    assert 'aria-invalid="true"' in page
    kept = "Hanne Dahl" if name != "name" else "hanne@ytrefjord.example.no"
    assert kept in page
    assert not Organisation.objects.exists()
    browser.post(link, WHO)
    assert is_in(browser)


def test_looking_at_the_demo_first_then_beginning_then_removing_it(db: None) -> None:
    link = printed()
    browser = Client()
    assert browser.post(link, {"look": "1"})["Location"] == "/"
    page = browser.get("/").content.decode()
    assert "Regionrådet for Indre Fjord" in page
    assert "Alt her er oppdiktet" in page
    # While the demo is all there is, nobody could come in without it.
    browser.post("/demo/remove/")
    assert Organisation.objects.filter(is_demo=True).exists()
    assert browser.post("/begin/", WHO)["Location"] == "/"
    page = browser.get("/").content.decode()
    assert "demo-mark" not in page
    assert browser.get("/begin/")["Location"] == "/"
    browser.post("/demo/")
    own = Membership.objects.get(
        account__email=WHO["email"], organisation__is_demo=True, role="facilitator"
    )
    demo = own.organisation
    assert "demo-mark" in browser.get("/").content.decode()
    browser.post("/demo/remove/")
    assert not Organisation.objects.filter(pk=demo.pk).exists()
    assert Organisation.objects.get(is_demo=False).name == WHO["organisation"]
    assert is_in(browser)


@pytest.fixture
def demo_browser(db: None) -> Client:
    """Open a browser that looks at the demo, on a server where nobody has begun."""
    browser = Client()
    browser.post(printed(), {"look": "1"})
    return browser


def _guest_of_the_demo() -> Client:
    """Return the browser of somebody who only reads in the demo."""
    demo = Organisation.objects.get(is_demo=True)
    guest = Account.objects.create_account(email="per@example.no", name="Per Aas")
    Membership.objects.create(account=guest, organisation=demo, role=Membership.Role.READER)
    browser = Client()
    browser.force_login(guest, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_to_write_somebody_elses_e_mail_is_no_way_to_become_them(demo_browser: Client) -> None:
    per = _guest_of_the_demo()
    response = demo_browser.post("/begin/", {**WHO, "email": "PER@example.no"})
    assert response.status_code == 422
    assert not Organisation.objects.filter(is_demo=False).exists()
    assert "Per Aas" not in demo_browser.get("/me/").content.decode()
    assert "Per Aas" in per.get("/me/").content.decode()


def test_a_guest_of_the_demo_neither_begins_nor_removes_it(demo_browser: Client) -> None:
    per = _guest_of_the_demo()
    assert "/begin/" not in per.get("/").content.decode()
    assert per.post("/begin/", WHO).status_code == 403
    assert not Organisation.objects.filter(is_demo=False).exists()
    demo_browser.post("/begin/", WHO)
    assert per.post("/demo/remove/").status_code == 403
    assert Organisation.objects.filter(is_demo=True).exists()


def test_two_who_begin_at_once_make_one_organisation(
    demo_browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from samspill.site import first_start

    demo_browser.post("/begin/", WHO)
    other = Client()
    other.force_login(
        Account.objects.get(email="facilitator@samspill.invalid"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    # The other one was let in a moment before the first had begun.
    monkeypatch.setattr(first_start, "is_started", lambda: False)
    other.post("/begin/", {**WHO, "email": "en.annen@example.no"})
    assert Organisation.objects.filter(is_demo=False).count() == 1
    assert not Account.objects.filter(email="en.annen@example.no").exists()


def test_the_first_start_is_over_when_whoever_runs_the_server_has_begun(db: None) -> None:
    link = printed()
    start_organisation(
        NewOrganisation(Organisation.Kind.OTHER, "Rådet"), NewPerson("Ola", "ola@example.no")
    )
    browser = Client()
    assert browser.get(link).status_code == 403
    assert browser.post(link, {**WHO, "email": "ola@example.no"}).status_code == 403
    assert browser.post(link, {"look": "1"}).status_code == 403
    assert Organisation.objects.count() == 1
    assert not is_in(browser)


def test_eight_who_begin_in_the_same_instant_make_one_organisation(
    tmp_path: Path, suites_server: str
) -> None:
    """By the product's own server: the tests' own has one writer, and no patience."""
    with running_product(tmp_path, suites_server) as (product, database):
        link = product.start()
        browsers = [Browser(product.port) for _person in range(8)]
        until_answered(lambda: browsers[0].get(link))
        tokens = [expect(browser.get(link), 200).token for browser in browsers]
        ready, pages = Barrier(len(browsers)), []

        def begin(number: int) -> None:
            who = {**WHO, "organisation": f"{number}", "email": f"{number}@example.no"}
            ready.wait()
            page = browsers[number].post(link, {"csrfmiddlewaretoken": tokens[number], **who})
            pages.append((page.status, page.location))

        threads = [Thread(target=begin, args=[number]) for number in range(len(browsers))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(pages) == 8
        too_late = ((302, link), (403, ""))
        assert [page for page in pages if page not in too_late] == [(302, "/")]
        for table in ("organisations_organisation", "accounts_account"):
            assert database.run(f"SELECT count(*) FROM {table}") == [(1,)]
        assert "Traceback" not in product.said()


# --- Coming in while the demo goes --------------------------------------------------------------


def test_whoever_comes_in_as_their_account_goes_is_told_and_is_not_logged_in(
    cast: people.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the press that spends the link and the session, the demo was removed."""
    from samspill.people.operations import use_login_link
    from samspill.site import demo, first_start

    hers = demo.make_for(Account.objects.get(email="ada@example.no"))
    kari = Account.objects.get(name="Kari Lund")
    link = f"/log-in/link/{make_login_link(kari)}/"

    def spend_and_lose(spent: LoginLink) -> None:
        use_login_link(spent)
        demo.remove(hers)

    monkeypatch.setattr(first_start, "use_login_link", spend_and_lose)
    browser = Client()
    response = browser.post(link)
    assert (response.status_code, response["Location"]) == (302, link)
    assert browser.get(link).status_code == 404
    assert not is_in(browser)
    assert not LoginLink.objects.filter(account=kari.pk).exists()


def test_coming_in_asking_for_a_link_and_removing_the_demo_at_one_instant(
    tmp_path: Path, suites_server: str
) -> None:
    """Whoever is first: all of it is there or none, nobody is in what is gone, nothing breaks."""
    with running_product(tmp_path, suites_server) as (product, database):
        hanne = Browser(product.port)
        log_in(hanne, product.start())
        for _round in range(3):
            _race_for_the_demo(hanne, product, database)
        assert "Traceback" not in product.said()


def _race_for_the_demo(hanne: Browser, product: Product, database: Database) -> None:
    press = {"csrfmiddlewaretoken": expect(hanne.get("/people/"), 200).token}
    expect(hanne.post("/demo/", press), 302)
    ((email,),) = database.run("SELECT email FROM accounts_account WHERE name = 'Kari Lund'")
    links = [_link_in(product.command("login-link", email).stdout) for _link in range(4)]
    karis = [Browser(product.port) for _link in links]
    tokens = [expect(kari.get(link), 200).token for kari, link in zip(karis, links, strict=True)]
    ready, pages, asked = Barrier(6), [], []

    def come_in(number: int) -> None:
        ready.wait()
        pages.append(karis[number].post(links[number], {"csrfmiddlewaretoken": tokens[number]}))

    def remove() -> None:
        ready.wait()
        pages.append(hanne.post("/demo/remove/", press))

    def ask() -> None:
        ready.wait()
        asked.append(product.command("login-link", email))

    threads = [Thread(target=come_in, args=[number]) for number in range(4)]
    threads += [Thread(target=remove), Thread(target=ask)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {page.status for page in pages} <= {302, 404}
    assert len(pages) == 5
    assert "Traceback" not in asked[0].stdout + asked[0].stderr
    for kari in karis:
        assert kari.get("/collaborations/").status == 302, "nobody is in what is gone"
    assert hanne.get("/collaborations/").status == 200
    # One organisation, one person; and no link that leads to somebody who is not there.
    for table in ("organisations_organisation", "accounts_account"):
        assert database.run(f"SELECT count(*) FROM {table}") == [(1,)]
    left = "SELECT count(*) FROM people_loginlink WHERE NOT is_printed"
    assert database.run(left) == [(0,)]


def _link_in(told: str) -> str:
    return "/log-in/link/" + told.split("/log-in/link/")[1].split(maxsplit=1)[0]


# --- The printed link -------------------------------------------------------------------------


def test_the_link_logs_in_with_a_press_and_once(cast: people.Cast) -> None:
    """Programs that look at links press nothing."""
    link = printed()
    for _look in range(2):
        browser = Client()
        assert "Logg inn som Gry Vik" in browser.get(link).content.decode()
        browser.head(link)
        assert not is_in(browser)
    gry = Client()
    gry.post(link)
    assert "Gry Vik" in gry.get("/me/").content.decode()
    other = Client()
    response = other.post(link, follow=True)
    assert response.status_code == 403
    assert other.get("/me/").status_code == 302


def test_the_next_start_ends_the_link_and_every_session(cast: people.Cast) -> None:
    link = printed()
    cecilie = people.client_of(cast.cecilie)
    assert is_in(cecilie)
    printed()
    assert not is_in(cecilie)
    assert Client().get(link).status_code == 404


def test_the_address_is_kept_by_no_browser_and_passed_on_to_nobody(cast: people.Cast) -> None:
    response = Client().get(printed())
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "strict-origin"


def test_the_form_of_the_link_is_safe_from_other_sites(cast: people.Cast) -> None:
    link = printed()
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(link).status_code == 403
    page = browser.get(link).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    form = {"csrfmiddlewaretoken": token}
    own = {"origin": "http://testserver"}
    assert browser.post(link, form, headers={"origin": "null"}).status_code == 403
    assert browser.post(link, form, headers=own).status_code == 302


def test_a_link_is_told_in_no_log(cast: people.Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from samspill.site import first_start

    def broken(*_args: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(first_start, "use_login_link", broken)
    log = io.StringIO()
    monkeypatch.setattr(logging.getLogger("django").handlers[0], "stream", log)
    link = printed()
    assert Client(raise_request_exception=False).post(link).status_code == 500
    assert "RuntimeError" in log.getvalue()
    for trace in (link, link.split("/")[3], "secret detail"):
        assert trace not in log.getvalue()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "testserver@evil.example"])
def test_a_foreign_host_gets_no_page(cast: people.Cast, host: str) -> None:
    assert Client().get(printed(), headers={"host": host}).status_code == 400


# --- Links that whoever runs the server makes ------------------------------------------------


def test_a_log_in_link_is_audited_and_told_to_its_person(cast: people.Cast) -> None:
    out = io.StringIO()
    import argparse

    run_link(argparse.Namespace(email="ada@example.no"), out)
    link = "/log-in/link/" + out.getvalue().split("/log-in/link/")[1].split(maxsplit=1)[0]
    assert AuditEntry.objects.filter(operation="make_login_link").count() == 1
    whoever = Client()
    whoever.post(link)
    assert "Ada Lie" in whoever.get("/me/").content.decode()
    told = "laget en innloggingslenke"
    assert told not in whoever.get("/").content.decode()
    whoever.post("/me/notice/")  # the one who came by it cannot put it away for Ada
    ada = people.client_of(cast.ada)
    page = ada.get("/collaborations/").content.decode()
    assert told in page
    assert "brukt" in page
    ada.post("/me/notice/")
    assert told not in ada.get("/collaborations/").content.decode()


def test_a_log_in_link_runs_out_within_the_hour(cast: people.Cast) -> None:
    from datetime import timedelta

    import time_machine
    from django.utils import timezone

    with time_machine.travel(timezone.now(), tick=False) as clock:
        token = make_login_link(Account.objects.get(email="ada@example.no"))
        clock.shift(timedelta(minutes=61))
        response = Client().post(f"/log-in/link/{token}/")
    assert response.status_code == 403


def test_a_follower_added_from_the_command_line_has_a_last_day(cast: people.Cast) -> None:
    name = Organisation.objects.get(pk=cast.gry.organisation_id).name
    words = ["add", "--organisation", name, "--name", "Hanne", "--email", "hanne@example.no"]
    parser = argparse.ArgumentParser()
    add_person_arguments(parser)
    with pytest.raises(EnvironmentProblem, match="--until"):
        run_person(parser.parse_args([*words, "--role", "follower"]), io.StringIO())
    assert not Account.objects.filter(email="hanne@example.no").exists()
    until = [*words, "--role", "follower", "--until", "2127-12-31"]
    assert run_person(parser.parse_args(until), io.StringIO()) == 0

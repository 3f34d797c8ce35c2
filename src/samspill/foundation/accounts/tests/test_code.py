"""Logging in with a code by e-mail: whoever guesses, listens or hurries gets nothing."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from django.conf import LazySettings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests import cast as people

from samspill.foundation.accounts.models import Account
from samspill.foundation.mail.models import OutgoingMail
from samspill.foundation.mail.operations import send_due

ELSEWHERE = ("https://evil.example/", "//evil.example/", "\\\\evil.example")

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

CECILIE = "cecilie@example.no"


@pytest.fixture(autouse=True)
def _mail(cast: people.Cast, settings: LazySettings) -> Iterator[None]:
    settings.SAMSPILL_SMTP = "smtp://localhost:25"
    settings.EMAIL_BACKEND = "samspill.foundation.mail.backend.OutboxBackend"
    call_command("createcachetable", verbosity=0)
    cache.clear()
    yield
    cache.clear()


def ask(browser: Client, email: str = CECILIE, **more: str) -> str:
    """Ask for a code; return the page that then asks for it."""
    response = browser.post("/log-in/", {"email": email, **more}, follow=True)
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


def mailed(email: str = CECILIE) -> str:
    """Return the code of the latest mail to somebody that will be sent."""
    now = timezone.now()
    mail = OutgoingMail.objects.filter(to=email, expires_at__gt=now).latest("due_at")
    (code,) = re.findall(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]+)*)\s*$", mail.text, re.MULTILINE)
    return str(code)


def write(browser: Client, code: str, **more: str) -> int:
    return browser.post("/log-in/code/", {"code": code, **more}).status_code


def is_in(browser: Client) -> bool:
    return browser.get("/collaborations/").status_code == 200


def test_the_code_lets_cecilie_in() -> None:
    browser = Client()
    ask(browser)
    assert not is_in(browser)
    assert write(browser, mailed()) == 302
    assert is_in(browser)


def test_capitals_in_the_address_keep_nobody_out() -> None:
    """Neither those that somebody was invited with, nor those that a phone writes."""
    Account.objects.create_account(email="Hanne.Dahl@Example.no", name="Hanne Dahl")
    browser = Client()
    ask(browser, "hanne.Dahl@example.no")
    assert write(browser, mailed("hanne.Dahl@example.no")) == 302
    assert "Hanne Dahl" in browser.get("/me/").content.decode()


def test_the_code_stands_on_no_page() -> None:
    browser = Client()
    page = ask(browser)
    code = mailed()
    assert code not in page
    assert code not in browser.get("/log-in/code/").content.decode()
    assert code not in browser.post("/log-in/code/", {"code": "XXXX"}).content.decode()


def test_the_code_is_of_no_use_in_another_browser() -> None:
    """Whoever reads the mail over a shoulder has not the browser that asked."""
    ask(Client())
    other = Client()
    assert write(other, mailed()) == 302
    assert not is_in(other)


def test_a_wrong_code_can_be_corrected_and_three_are_enough() -> None:
    browser = Client()
    ask(browser)
    code = mailed()
    for _try in range(2):
        response = browser.post("/log-in/code/", {"code": "WRONG"})
        assert response.status_code == 422
        assert "ikke koden" in response.content.decode()
    response = browser.post("/log-in/code/", {"code": "WRONG"})
    assert response.status_code == 403
    assert "tre ganger" in response.content.decode()
    write(browser, code)
    assert not is_in(browser)


def test_an_old_code_is_of_no_use() -> None:
    browser = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ask(browser)
        code = mailed()
        clock.shift(timedelta(minutes=10, seconds=1))
        write(browser, code)
        assert not is_in(browser)


def test_a_code_is_used_once() -> None:
    browser = Client()
    ask(browser)
    code = mailed()
    write(browser, code)
    browser.post("/log-out/")
    write(browser, code)
    assert not is_in(browser)


def test_a_new_code_ends_the_earlier_one() -> None:
    browser = Client()
    page = ask(browser)
    assert f'name="email" value="{CECILIE}"' in page
    first = mailed()
    ask(browser)
    second = mailed()
    assert first != second
    assert write(browser, first) == 422
    write(browser, second)
    assert is_in(browser)


def test_a_hundred_in_a_hall_all_get_a_code() -> None:
    """They sit behind one address, and nobody is counted by it."""
    for number in range(100):
        Account.objects.create_account(email=f"deltaker{number}@example.no", name="Hanne")
    for number in range(100):
        ask(Client(), f"deltaker{number}@example.no")
    assert OutgoingMail.objects.filter(to__startswith="deltaker").count() == 100


@pytest.mark.parametrize("email", [CECILIE, "ingen@example.no"])
def test_one_who_guesses_for_one_e_mail_is_stopped(email: str) -> None:
    """From as many browsers as they like; also for an e-mail that nobody has."""
    for _try in range(3):
        ask(Client(), email)
    response = Client().post("/log-in/", {"email": email.upper()})
    assert "mange koder" in response.content.decode()
    assert OutgoingMail.objects.filter(to__iexact=email).count() == 3
    ask(Client(), "ada@example.no")  # the others are not affected


def own_link(email: str = CECILIE) -> str:
    """Return the path of the link in the latest mail to somebody."""
    text = OutgoingMail.objects.filter(to=email).latest("due_at").text
    (path,) = re.findall(r"http://testserver(/log-in/own/[^/\s]+/)", text)
    return str(path)


def use_up(email: str = CECILIE) -> None:
    """Ask as a stranger does, from new browsers, until no more codes are sent."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        while Client().post("/log-in/", {"email": email}).status_code == 302:
            clock.shift(timedelta(seconds=61))
    mails = OutgoingMail.objects.filter(to=email)
    assert mails.count() == 20
    mails.update(due_at=timezone.now() - timedelta(hours=1))
    assert "mange koder" in ask_in_vain(Client(), email)


def ask_in_vain(browser: Client, email: str = CECILIE) -> str:
    response = browser.post("/log-in/", {"email": email})
    assert response.status_code == 422
    return response.content.decode()


def test_strangers_cannot_keep_the_owner_out_by_asking_for_codes() -> None:
    """Neither from a browser she has logged in with, nor from a new one."""
    at_home = Client()
    ask(at_home)
    write(at_home, mailed())
    at_home.post("/log-out/")
    use_up()
    ask(at_home)
    write(at_home, mailed())
    assert is_in(at_home)
    new = Client()
    ask_in_vain(new)
    link = own_link()
    assert new.get(link).status_code == 200
    ask_in_vain(new)  # to look at the link presses nothing
    assert new.post(link)["Location"] == "/log-in/"
    ask(new)
    write(new, mailed())
    assert is_in(new)


def test_the_link_of_ones_own_address_counts_for_no_other() -> None:
    stranger = Client()
    ask(stranger, "ada@example.no")
    stranger.post(own_link("ada@example.no"))
    use_up()
    ask_in_vain(stranger)
    assert not is_in(stranger)


def test_the_link_works_for_a_day_and_is_not_guessed() -> None:
    ask(Client())
    link = own_link()
    for wrong in ("/log-in/own/guessed/", link[:-2] + "x/", link.replace("/own/", "/own/x")):
        assert Client().post(wrong).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert Client().get(link).status_code == 404


def test_the_owners_browser_is_counted_too() -> None:
    browser = Client()
    ask(browser)
    browser.post(own_link())
    for _code in range(3):
        ask(browser)
    ask_in_vain(browser)


def test_tries_are_counted_beside_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred answers in the same instant each see a session where nobody has tried yet."""
    browser = Client()
    ask(browser)
    code = mailed()
    monkeypatch.setattr(LoginCodeVerificationProcess, "record_invalid_attempt", lambda _self: True)
    assert [write(browser, "WRONG") for _try in range(5)] == [422, 422, 422, 403, 403]
    assert write(browser, code) == 403
    assert not is_in(browser)


def plain(statement: str) -> str:
    """Return a statement without what differs from one moment to the next."""
    return re.sub(r"'[^']*'|\b\d+(\.\d+)?\b|\bs\d+_x\d+\b", "…", statement)


def test_as_much_is_done_for_an_address_that_nobody_has() -> None:
    """The same statements in the same order, and not twice as long or half: measured in turns."""
    done: dict[str, list[list[str]]] = {"known": [], "unknown": []}
    took: dict[str, list[float]] = {"known": [], "unknown": []}
    for number in range(21):
        Account.objects.create_account(email=f"known{number:02}@example.no", name="Hanne")
        for kind in ("known", "unknown"):
            browser = Client()
            with CaptureQueriesContext(connection) as queries:
                begun = time.perf_counter()
                browser.post("/log-in/", {"email": f"{kind}{number:02}@example.no"})
                took[kind].append(time.perf_counter() - begun)
            done[kind].append([plain(query["sql"]) for query in queries])
    assert done["known"][1:] == done["unknown"][1:]
    ratio = statistics.median(took["known"]) / statistics.median(took["unknown"])
    assert 0.5 < ratio < 2, ratio


def test_nobody_learns_who_has_an_account() -> None:
    """Not by words, and not by time: as many queries, and a mail in the outbox either way."""
    told = {}
    for email in (CECILIE, "aaaaaaa@example.no"):
        browser = Client()
        browser.get("/log-in/")
        with CaptureQueriesContext(connection) as queries:
            response = browser.post("/log-in/", {"email": email})
        assert response["Location"] == "/log-in/code/"
        page = people.without_tokens(browser.get("/log-in/code/").content.decode())
        told[email] = (page.replace(email, "…"), len(queries), OutgoingMail.objects.count())
    known, unknown = told.values()
    assert known[0] == unknown[0]
    assert known[1] == unknown[1]
    assert (known[2], unknown[2]) == (1, 2)
    assert OutgoingMail.objects.filter(expires_at__gt=timezone.now()).count() == 1


def test_what_is_made_for_nobody_is_never_sent(monkeypatch: pytest.MonkeyPatch) -> None:

    sent: list[object] = []
    ask(Client(), "ingen@example.no")
    assert OutgoingMail.objects.count() == 1
    monkeypatch.setattr(EmailMessage, "send", sent.append)
    send_due()
    assert (sent, OutgoingMail.objects.count()) == ([], 0)


def test_a_wrong_code_tells_nothing_of_who_has_an_account() -> None:
    told = []
    for email in (CECILIE, "aaaaaaa@example.no"):
        browser = Client()
        ask(browser, email)
        statuses = [write(browser, "WRONG") for _try in range(3)]
        told.append(statuses)
    assert told[0] == told[1] == [422, 422, 403]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_nobody_is_led_off_the_site(elsewhere: str) -> None:
    browser = Client()
    ask(browser, next=elsewhere)
    response = browser.post("/log-in/code/", {"code": mailed(), "next": elsewhere})
    assert response.status_code == 302
    assert "evil" not in response["Location"]


def test_one_comes_back_to_where_one_was() -> None:
    browser = Client()
    ask(browser, next="/actions/")
    response = browser.post("/log-in/code/", {"code": mailed(), "next": "/actions/"})
    assert response["Location"] == "/actions/"


def test_the_session_is_another_after_the_log_in() -> None:
    """Whoever has put a session into somebody's browser does not come in with them."""
    browser = Client()
    ask(browser)
    before = browser.cookies["samspill_session"].value
    write(browser, mailed())
    assert browser.cookies["samspill_session"].value != before
    thief = Client()
    thief.cookies["samspill_session"] = before
    assert not is_in(thief)


def test_one_who_waits_for_a_code_can_write_another_address() -> None:
    browser = Client()
    ask(browser, "cecile@example.no")
    assert 'name="email"' in browser.get("/log-in/").content.decode()
    ask(browser)
    write(browser, mailed())
    assert is_in(browser)


@pytest.mark.parametrize("email", ["cecilie", "", "a@b.no\r\nBcc: c@d.no", "a@b.no, c@d.no"])
def test_what_is_no_address_is_told(email: str) -> None:
    response = Client().post("/log-in/", {"email": email})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()
    assert OutgoingMail.objects.count() == 0


def test_without_a_mail_server_no_code_is_made(settings: LazySettings) -> None:
    settings.SAMSPILL_SMTP = ""
    page = Client().get("/log-in/").content.decode()
    assert 'name="email"' not in page
    assert Client().post("/log-in/", {"email": CECILIE}).status_code == 302
    assert OutgoingMail.objects.count() == 0


def test_mail_and_pages_know_no_foreign_host() -> None:
    browser = Client()
    assert (
        browser.post("/log-in/", {"email": CECILIE}, headers={"host": "evil.example"}).status_code
        == 400
    )
    ask_response = browser.post(
        "/log-in/", {"email": CECILIE}, headers={"x-forwarded-host": "evil.example"}
    )
    assert ask_response.status_code == 302
    assert "evil" not in OutgoingMail.objects.get().text

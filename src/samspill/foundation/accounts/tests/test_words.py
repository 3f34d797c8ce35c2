"""Every page and mail of the log-in speaks the reader's language: the package has no nynorsk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import polib
import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from tests import cast as people

from samspill.foundation.accounts.models import Account
from samspill.foundation.mail.models import OutgoingMail
from samspill.people.operations import make_login_link

pytestmark = pytest.mark.django_db

PACKAGE = Path(allauth.__file__).parent / "locale" / "nb" / "LC_MESSAGES" / "django.po"


@pytest.fixture(autouse=True)
def _mail(cast: people.Cast, settings: LazySettings) -> Iterator[None]:
    settings.SAMSPILL_SMTP = "smtp://localhost:25"
    settings.EMAIL_BACKEND = "samspill.foundation.mail.backend.OutboxBackend"
    call_command("createcachetable", verbosity=0)
    cache.clear()
    yield
    cache.clear()


def a_browser(language: str) -> Client:
    browser = Client()
    browser.cookies["samspill_language"] = language
    return browser


def pages(language: str) -> Iterator[tuple[str, str]]:
    """Yield every page and mail that somebody who logs in can meet."""
    cecilie = {"email": "cecilie@example.no"}
    out = a_browser(language)
    asked = [("get", "/log-in/", {}), ("post", "/log-in/", {"email": "x"})]
    asked += [("post", "/log-in/", {}), ("post", "/log-in/", cecilie), ("get", "/log-in/code/", {})]
    asked += [("post", "/log-in/code/", {"code": code}) for code in ("", "WRONG", "WRONG")]
    asked += [("post", "/log-in/", cecilie)] * 3
    asked += [("get", "/log-in/closed/", {}), ("post", "/log-in/passkey/", {"credential": "{}"})]
    account = Account.objects.get(**cecilie)
    link = f"/log-in/link/{make_login_link(account)}/"
    asked += [("get", link, {}), ("post", link, {}), ("get", link, {})]
    asked += [("get", address, {}) for address in ("/me/passkeys/", "/me/passkeys/add/")]
    asked += [("post", "/me/passkeys/add/", form) for form in ({}, {"credential": "{"})]
    asked += [("get", "/me/again/", {}), ("get", "/me/log-ins/", {})]
    for method, address, form in asked:
        response = getattr(out, method)(address, form)
        if response.status_code != 302:
            yield f"{method} {address} {form}", response.content.decode()
    for mail in OutgoingMail.objects.all():
        yield "mail", f"{mail.subject}\n{mail.text}"


def texts_of_the_package(place: str) -> set[str]:
    """Return what the package would say, in sentences long enough not to be ours by chance."""
    texts = {getattr(entry, place) for entry in polib.pofile(str(PACKAGE)) if entry.msgid}
    return {text for text in texts if len(text.split()) > 2 and "%" not in text}


def words_on(page: str) -> str:
    page = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_there_is_something_to_look_for() -> None:
    assert len(texts_of_the_package("msgid")) > 50
    assert len(list(pages("nn"))) > 15


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_nothing_is_said_in_the_words_of_the_package(language: str) -> None:
    places = ("msgid", "msgstr") if language == "nn" else ("msgid",)
    foreign = set().union(*(texts_of_the_package(place) for place in places))
    for what, page in pages(language):
        said = words_on(page)
        assert not {text for text in foreign if text in said}, what


def test_nynorsk_is_nynorsk() -> None:
    """No sentence of ours falls back to bokmål."""
    for what, page in pages("nn"):
        found = re.search(
            r"\b(ikke|noen|hvis|hvordan|fra en|jeg|dere|tilgangsnøkkelen er)\b", words_on(page)
        )
        assert not found, (what, found)

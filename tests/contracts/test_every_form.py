"""What every address of the product must bear, made from the resolver so that it cannot lag.

No token against forged forms, somebody else's keys, and everything that one can write in a field:
the product refuses or tells, never breaks, and stores nothing that is too long.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from samspill.foundation.audit.models import AuditEntry
from tests import cast as people
from tests.contracts.test_access_table import MAKERS, URLS, Url, guard_of

pytestmark = pytest.mark.django_db

OWNED = [url for url in URLS if getattr(guard_of(url.view), "access", "").startswith("access_")]

# The name of every field that any form of the product has; a test below finds those that lack.
FIELDS = {
    "code",
    "link",
    "name",
    "names",
    "purpose",
    "intended_use",
    "collaboration",
    "instrument",
    "follow_up_on",
    "way_in",
    "expected_count",
    "open",
    "kind",
    "county",
    "municipality",
    "title",
    "owner",
    "owner_partner",
    "due_on",
    "item",
    "state",
    "outcome",
    "source",
    "language",
    "points",
    "lowest",
    "highest",
    "may_use",
    "next",
    "mode",
    "minimum",
    "at",
    "from",
    "show",
    "background",
    "group",
    "number",
    "person",
    "of",
    "save",
    "preview",
    "instead",
    "aim",
    "is_early_win",
    "reason",
    "body",
    "is_elected",
    "reference",
    "decided_on",
    "stands_until",
    "role",
    "other",
    "place_number",
    "file",
    "size",
    "sheet",
    "header_row",
    "columns",
    "begun_on",
    "ended_on",
    *(f"column-{number}" for number in range(1, 41)),
    *(f"reversed-{number}" for number in range(1, 41)),
    *(f"point-{number}" for number in range(1, 81)),
    *(f"partner-{number}" for number in range(1, 81)),
    *(f"item-{number}" for number in range(1, 41)),
    *(f"slot-{number}" for number in range(1, 41)),
}
# Pages whose fields are examples: nothing is done with them.
EXAMPLES = {"ui:style_guide"}

# What an address may ask for after the question mark.
ASKED = ("link", "collaboration", "instrument", "item", "county", "step", "removed", "next")

ODD = {
    "nothing": "",
    "spaces": "  \n ",
    "a null": "Dag\x00Ås",
    "letters": "🦜🏔️ \u202elmth ﷽",
    "a program": "<script>alert(1)</script>'; DROP TABLE surveys_response; --",
    "braces": "{0} %s %(name)s {{ form }} {% load i18n %}",
    "a number": "99999999999999999999999999",
    "another number": "-1.5e400",
    "a date": "2027-13-45",
    "the end of time": "9999-12-31",
    "a key": "00000000-0000-0000-0000-000000000000",
    "long": "x" * 20_000,
}


def address_of(url: Url, by: people.Actor) -> str:
    if not url.arguments:
        return reverse(url.name)
    guard = guard_of(url.view)
    assert guard is not None
    make = MAKERS.get(url.name) or MAKERS[guard.access]
    return reverse(url.name, args=[make(by)])


def filled_in(by: people.Actor) -> dict[str, str]:
    """Return what every form of the product takes, all in one."""
    return {
        **dict.fromkeys(FIELDS, "x"),
        **{f"item-{number}": "4" for number in range(1, 11)},
        "collaboration": str(people.a_collaboration(by).pk),
        "instrument": "collaboration_test",
        "state": "done",
        "kind": "union",
        "follow_up_on": "2090-01-01",
        "due_on": "2090-01-01",
        "way_in": "code",
        "language": "nb",
        "points": "5",
        "expected_count": "30",
        "item": "",
        "mode": "anonymous",
        "minimum": "5",
        "background": "",
        "aim": "change",
        "decided_on": "2026-01-01",
        "stands_until": "2090-01-01",
    }


def browser_for(url: Url, address: str, cast: people.Cast) -> Client:
    """Return Cecilie's browser; for participants' pages a phone that has been let in as well."""
    browser = people.client_of(cast.cecilie)
    if address.startswith("/r/"):
        browser.post("/".join(address.split("/")[:3]) + "/begin/")
    return browser


# --- Forged forms ---------------------------------------------------------------------------------


@pytest.mark.parametrize("url", URLS, ids=lambda url: url.name)
def test_a_form_without_its_token_is_refused_and_changes_nothing(
    url: Url, cast: people.Cast
) -> None:
    address = address_of(url, cast.cecilie)
    before = AuditEntry.objects.count()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = people.client_of(cast.cecilie).cookies
    response = strict.post(address, dict.fromkeys(FIELDS, "x"))
    assert response.status_code == 403
    assert "Skjemaet var for gammelt" in response.content.decode()
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", "Ingenting ble lagret."),
        ("nn", "Ingenting vart lagra."),
        ("en", "Nothing was stored."),
    ],
)
def test_a_refused_form_is_told_in_three_languages(
    language: str, told: str, cast: people.Cast
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["samspill_language"] = language
    assert told in strict.post("/join/", {"code": "123456"}).content.decode()


# --- Somebody else's ------------------------------------------------------------------------------


@pytest.mark.parametrize("url", OWNED, ids=lambda url: url.name)
def test_another_organisation_can_send_nothing_to_it(url: Url, cast: people.Cast) -> None:
    """The access table opens the pages; here their forms are sent, filled in."""
    address = address_of(url, cast.cecilie)
    form = filled_in(cast.frode)
    before = AuditEntry.objects.count()
    response = people.client_of(cast.frode).post(address, form)
    # A page that is only looked at refuses what is sent to it before it asks for whom.
    assert response.status_code in (404, 405)
    assert AuditEntry.objects.count() == before


# --- Everything one can write ---------------------------------------------------------------------


def told_or_done(response: Any) -> None:
    assert response.status_code in (200, 302, 403, 404, 405, 410, 413, 422), response


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("url", URLS, ids=lambda url: url.name)
def test_nothing_breaks_whatever_is_written(url: Url, odd: str, cast: people.Cast) -> None:
    """In every field at once, and after the question mark."""
    address = address_of(url, cast.cecilie)
    browser = browser_for(url, address, cast)
    told_or_done(browser.get(address, dict.fromkeys(ASKED, ODD[odd][:2000])))
    told_or_done(browser.post(address, dict.fromkeys(FIELDS, ODD[odd])))


# Fields of which there are many alike.
NUMBERED = ("item-", "slot-", "column-", "reversed-", "point-", "partner-")

# A field is tried where a form is right but for this one, and the form is sent.
TEXTS = [*sorted(one for one in FIELDS if not one.startswith(NUMBERED)), "slot-1"]


@pytest.mark.parametrize("url", URLS, ids=lambda url: url.name)
def test_a_text_that_is_too_long_is_stored_nowhere(url: Url, cast: people.Cast) -> None:
    address = address_of(url, cast.cecilie)
    form = filled_in(cast.cecilie)
    browser = browser_for(url, address, cast)
    for field in TEXTS:
        told_or_done(browser.post(address, {**form, field: "x" * 2000}))
        assert too_long() == [], field


@pytest.mark.parametrize(
    "name",
    ["surveys:new_round", "collaborations:create", "action_plans:agree_freely", "surveys:answer",
     "instruments:new_keyed", "collaborations:add_partner", "action_plans:report"],
)  # fmt: skip
def test_the_form_that_the_fields_are_tried_in_is_right(name: str, cast: people.Cast) -> None:
    """Else the test above would look at forms that are refused for another reason."""
    (url,) = [one for one in URLS if one.name == name]
    address = address_of(url, cast.cecilie)
    form = filled_in(cast.cecilie)
    before = AuditEntry.objects.count()
    response = browser_for(url, address, cast).post(address, form)
    assert response.status_code == 302
    assert AuditEntry.objects.count() > before or name == "surveys:answer"


def too_long() -> list[str]:
    """Return every stored text that is longer than its column says; SQLite itself does not mind."""
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            limit = getattr(field, "max_length", None)
            if not limit or not isinstance(field, models.CharField | models.TextField):
                continue
            texts = model._default_manager.values_list(field.attname, flat=True)
            found += [f"{model.__name__}.{field.name}" for one in texts if len(one or "") > limit]
    return found


@pytest.mark.parametrize("body", [b"%ff%fe=%zz&code=%C3%28&item-1", b"\xff\xfe\x00", b"&&==&" * 50])
@pytest.mark.parametrize("url", URLS, ids=lambda url: url.name)
def test_nothing_breaks_when_it_is_no_form_at_all(url: Url, body: bytes, cast: people.Cast) -> None:
    address = address_of(url, cast.cecilie)
    browser = browser_for(url, address, cast)
    for kind in ("application/x-www-form-urlencoded", "application/json", "text/plain"):
        told_or_done(browser.generic("POST", address, body, content_type=kind))


def test_no_field_is_missing_from_the_list(cast: people.Cast) -> None:
    """Read the pages, and compare what they ask for with what is tried above."""
    asked: set[str] = set()
    named = re.compile(r'<(?:input|select|textarea|button)[^>]* name="([^"]+)"')
    for url in URLS:
        if url.name in EXAMPLES:
            continue
        before = transaction.savepoint()
        address = address_of(url, cast.cecilie)
        page = browser_for(url, address, cast).get(address)
        is_page = page.status_code == 200 and page["Content-Type"].startswith("text/html")
        asked |= set(named.findall(page.content.decode())) if is_page else set()
        transaction.savepoint_rollback(before)
    assert len(asked) > 25
    missing = {one for one in asked if not one.startswith("asked-")} - FIELDS
    assert not sorted(missing - {"csrfmiddlewaretoken"})


# --- Addresses that are no page -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("nb", "Det er ingen side på denne adressen"),
        ("nn", "Det er inga side på denne adressa"),
        ("en", "There is no page at this address"),
    ],
)
def test_an_address_that_belongs_to_a_button_says_so(
    language: str, told: str, cast: people.Cast
) -> None:
    """As when the language is switched on the page that a button led to."""
    opened = people.an_open_round(cast.cecilie)
    assert opened.join_code is not None
    phone = Client()
    phone.cookies["samspill_language"] = language
    response = phone.get(f"/r/{opened.join_code.code}/begin/")
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert told in response.content.decode()


@pytest.mark.parametrize("where", ["https://elsewhere.example/", "//elsewhere.example", "\x00"])
def test_the_choice_of_language_leads_nowhere_else(where: str, db: None) -> None:
    response = Client().post("/language/", {"language": "nn", "next": where})
    assert "elsewhere" not in response["Location"]


def test_a_name_that_the_server_does_not_have_is_refused_kindly(db: None) -> None:
    response = Client().get("/", HTTP_HOST="elsewhere.example")
    assert response.status_code == 400
    assert "Samspill forsto ikke" in response.content.decode()

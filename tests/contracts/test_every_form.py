"""What every address of the product must bear, made from the resolver so that it cannot lag.

No token against forged forms, somebody else's keys, and everything that one can write in a field:
the product refuses or tells, never breaks, and stores nothing that is too long.
"""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client

from samspill.collaborations.forms import CollaborationForm
from samspill.foundation.accounts.public import account_of
from samspill.foundation.audit.models import AuditEntry
from samspill.site import demo
from tests import cast as people
from tests.contracts.forms_to_try import RIGHT, TriedForm, address_of
from tests.contracts.test_access_table import URLS, Url, guard_of

pytestmark = pytest.mark.django_db

OWNED = [url for url in URLS if getattr(guard_of(url.view), "access", "").startswith("access_")]
# Forms that are right when every field is, and have something in them that is stored.
RIGHT_FORMS = ("surveys:new_round", "collaborations:create", "action_plans:agree_freely",
    "surveys:answer", "instruments:new_keyed", "collaborations:add_partner", "action_plans:report",
)  # fmt: skip

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


# What PostgreSQL takes otherwise than SQLite: the rest cannot come out otherwise there.
ODD_FOR_A_SERVER = [(what, ODD[what]) for what in ("a null", "a number", "long")]
NO_FORM = (b"%ff%fe=%zz&code=%C3%28&item-1", b"\xff\xfe\x00", b"&&==&" * 50)

every_address = pytest.mark.parametrize("url", URLS, ids=lambda url: url.name)


# --- Forged forms ---------------------------------------------------------------------------------


# These do nothing in anybody's name: they lead on, or choose a language.
NEED_NO_TOKEN = {"participation:enter", "set_language"}


@pytest.mark.any_database
@pytest.mark.parametrize(
    "url", [url for url in URLS if url.name not in NEED_NO_TOKEN], ids=lambda url: url.name
)
def test_a_form_without_its_token_is_refused_and_changes_nothing(
    url: Url, cast: people.Cast
) -> None:
    address = address_of(url, cast.cecilie)
    before = AuditEntry.objects.count()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = people.client_of(cast.cecilie).cookies
    response = strict.post(address, RIGHT)
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
    assert told in strict.post("/log-in/", {"email": "a@b.no"}).content.decode()


# --- Somebody else's ------------------------------------------------------------------------------


@pytest.mark.any_database
@pytest.mark.parametrize("url", OWNED, ids=lambda url: url.name)
def test_another_organisation_can_send_nothing_to_it(url: Url, cast: people.Cast) -> None:
    """The access table opens the pages; here their forms are sent, filled in."""
    form = TriedForm(url, cast)
    before = AuditEntry.objects.count()
    response = people.client_of(cast.frode).post(form.address, form.filled_in())
    # A page that is only looked at refuses what is sent to it before it asks for whom.
    assert response.status_code in (404, 405)
    assert AuditEntry.objects.count() == before


# --- Everything one can write ---------------------------------------------------------------------


@every_address
def test_nothing_breaks_whatever_is_sent_and_nothing_too_long_is_stored(
    url: Url, cast: people.Cast
) -> None:
    if url.name == "site:look_at_demo":
        # It asks for nothing; making the demo anew for every text would be most of the whole test.
        demo.make_for(account_of(cast.cecilie.account_id))
    form = TriedForm(url, cast)
    is_sqlite = connection.vendor == "sqlite"
    for what, text in ODD.items() if is_sqlite else ODD_FOR_A_SERVER:
        everywhere = dict.fromkeys(form.fields, text)
        form.bears_after_the_question_mark(everywhere, f"{what} after the question mark")
        form.bears(everywhere, f"{what} in every field")
    # One at a time, where all others are right: else it would be refused for another reason.
    for field in form.kinds_of_fields():
        form.bears({field: "x" * 2000}, f"2000 letters in {field!r}")
    for body in NO_FORM if is_sqlite else ():
        for kind in ("application/x-www-form-urlencoded", "application/json", "text/plain"):
            form.bears_body(body, kind)


def test_a_fault_is_found_and_said(cast: people.Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    (url,) = [url for url in URLS if url.name == "collaborations:create"]
    monkeypatch.setattr(CollaborationForm.base_fields["name"], "validators", [])
    with pytest.raises(AssertionError, match=r"(too much of|breaks on) 2000 letters in 'name'"):
        TriedForm(url, cast).bears({"name": "x" * 2000}, "2000 letters in 'name'")
    monkeypatch.setattr(CollaborationForm, "is_valid", None)
    with pytest.raises(AssertionError, match="create breaks on what is right: TypeError"):
        TriedForm(url, cast)


@pytest.mark.parametrize("name", RIGHT_FORMS)
def test_what_is_tried_are_right_forms_and_all_of_their_fields(
    name: str, cast: people.Cast
) -> None:
    (url,) = [url for url in URLS if url.name == name]
    form = TriedForm(url, cast)
    page = form.browser.get(form.address)
    if page.status_code == 200:
        main = page.content.decode().partition("<main")[2].partition("</main>")[0]
        shown = set(re.findall(r'<(?:input|select|textarea)[^>]*\sname="([^"]+)"', main))
        assert len(shown) > 1
        assert shown - {"csrfmiddlewaretoken"} <= form.fields
    before = AuditEntry.objects.count()
    assert form.browser.post(form.address, form.filled_in()).status_code == 302
    assert AuditEntry.objects.count() > before or name == "surveys:answer"


# --- Addresses that are no page -------------------------------------------------------------------


@pytest.mark.any_database
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
    response = phone.get(f"/r/{opened.join_code.address}/begin/")
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert told in response.content.decode()


@pytest.mark.any_database
@pytest.mark.parametrize("where", ["https://elsewhere.example/", "//elsewhere.example", "\x00"])
def test_the_choice_of_language_leads_nowhere_else(where: str, db: None) -> None:
    response = Client().post("/language/", {"language": "nn", "next": where})
    assert "elsewhere" not in response["Location"]


@pytest.mark.any_database
def test_a_name_that_the_server_does_not_have_is_refused_kindly(db: None) -> None:
    response = Client().get("/", HTTP_HOST="elsewhere.example")
    assert response.status_code == 400
    assert "Samspill forsto ikke" in response.content.decode()

"""A code opens what the slice whose code it is shows; participation knows none of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from tests import cast as people

from samspill.foundation.access.public import NotFoundError
from samspill.foundation.declarations import collected
from samspill.foundation.declarations.public import CodeOpener, declared
from samspill.participation.operations import create_join_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def choir(monkeypatch: pytest.MonkeyPatch) -> str:
    """Another slice has codes too: one of them lets people in to a choir."""
    own = create_join_code().code

    def find(code: str) -> str:
        if code != own:
            raise NotFoundError
        return "the choir"

    def sing(_request: HttpRequest, found: object) -> HttpResponse:
        return HttpResponse(f"Come in to {found}")

    more = replace(declared(), codes=(*declared().codes, CodeOpener(find=find, view=sing)))
    monkeypatch.setattr(collected, "_collected", more)
    return own


def test_each_code_opens_its_own(choir: str, cast: people.Cast, phone: Client) -> None:
    opened = people.an_open_round(cast.cecilie)
    assert opened.join_code is not None
    assert phone.get(f"/r/{choir}/").content == b"Come in to the choir"
    assert opened.purpose in phone.get(f"/r/{opened.join_code.address}/").content.decode()


def test_written_on_the_phone_it_leads_there(choir: str, phone: Client) -> None:
    response = phone.post("/join/", {"code": f"{choir[:3]} {choir[3:]}"}, follow=True)
    assert response.redirect_chain == [(f"/r/{choir}/", 302)]
    assert response.content == b"Come in to the choir"


def test_a_code_that_nobody_has_opens_nothing(choir: str, phone: Client) -> None:
    unknown = f"{(int(choir) + 1) % 10**6:06}"
    assert phone.get(f"/r/{unknown}/").status_code == 404
    assert phone.get("/r/what/").status_code == 404


def test_what_a_code_opens_is_not_kept_by_any_browser(choir: str, phone: Client) -> None:
    assert "no-store" in phone.get(f"/r/{choir}/")["Cache-Control"]
    assert phone.post(f"/r/{choir}/").status_code == 405

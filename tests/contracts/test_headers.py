"""What every answer carries: a strict content policy, and nothing inline for it to forbid."""

from __future__ import annotations

import io
import logging
import re
from pathlib import Path

import pytest
from django.test import Client

from tests import cast as people

pytestmark = pytest.mark.any_database

SOURCE = Path(__file__).resolve().parents[2] / "src" / "samspill"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/", "/join/", "/log-in/", "/collaborations/", "/nowhere/"])
def test_the_content_policy_is_strict(url: str, cast: people.Cast) -> None:
    response = people.client_of(cast.cecilie).get(url)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_have_nothing_inline(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


def test_components_say_what_they_take() -> None:
    """A template that is included opens with a comment that lists its variables."""
    included = set()
    for path in TEMPLATES:
        included |= set(re.findall(r'{% include "([^"]+)"', path.read_text()))
    for name in included:
        path = next(one for one in TEMPLATES if str(one).endswith("templates/" + name))
        assert "{% comment %}" in path.read_text()[:200], name


@pytest.mark.django_db
def test_participants_get_no_session_and_the_rest_no_readable_cookie(cast: people.Cast) -> None:
    browser = Client()
    browser.get("/")
    browser.get("/join/")
    assert set(browser.cookies) <= {"samspill_csrf"}
    for cookie in browser.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


@pytest.mark.django_db
def test_an_error_is_told_kindly(cast: people.Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours gives the one shape of an error page, and no trace of the code."""
    from samspill.surveys import results

    def broken(*_args: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(results, "how_many", broken)
    browser = people.client_of(cast.cecilie)
    browser.raise_request_exception = False
    opened = people.an_open_round(cast.cecilie)
    response = browser.get(f"/rounds/{opened.pk}/")
    assert response.status_code == 500
    assert "secret detail" not in response.content.decode()
    assert "Noe gikk galt" in response.content.decode()


@pytest.mark.django_db
def test_a_participants_request_leaves_no_trace_in_the_log(
    cast: people.Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from samspill.surveys import results

    opened = people.an_open_round(cast.cecilie)
    assert opened.join_code is not None
    phone = Client(raise_request_exception=False)
    url = f"/r/{opened.join_code.address}/"
    phone.post(url + "begin/")

    def broken(*_args: object) -> bool:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(results, "has_response", broken)
    log = io.StringIO()
    monkeypatch.setattr(logging.getLogger("django").handlers[0], "stream", log)
    assert phone.get(url + "answer/").status_code == 500
    written = log.getvalue()
    assert "RuntimeError" in written
    for trace in (opened.join_code.address, "secret detail", "/r/", "answer"):
        assert trace not in written

"""What is sent wrongly is refused in the product's words, and told in one line of the log."""

from __future__ import annotations

import io
import logging
from typing import Any

import pytest
from django.test import Client

from samspill.site.middleware import only_utf8


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    written = io.StringIO()
    monkeypatch.setattr(logging.getLogger("django").handlers[0], "stream", written)
    return written


def asked(**environ: str) -> str:
    """Ask as the server does, and return the status."""
    from samspill.site.wsgi import application

    told: list[str] = []

    def start_response(status: str, _headers: Any) -> None:
        told.append(status)

    made = Client()._base_environ(QUERY_STRING="code=%41", PATH_INFO="/join/", **environ)  # type: ignore[attr-defined]
    list(application(made, start_response))
    return told[0]


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["hex", "undefined", "idna", "utf-16", "\x00", "å"])
@pytest.mark.parametrize(
    "kind", ["text/plain; charset={}", "multipart/form-data; CHARSET ={}; x=y"]
)
def test_no_page_breaks_when_a_request_is_said_to_be_written_otherwise(
    charset: str, kind: str
) -> None:
    """`hex` is an encoding, but not of text: Django would fail before any page is asked."""
    assert asked(CONTENT_TYPE=kind.format(charset)) == "200 OK"


@pytest.mark.parametrize("kind", ["", "application/json", "multipart/form-data; boundary=x"])
def test_what_else_a_request_says_of_itself_stays(kind: str) -> None:
    assert only_utf8({"CONTENT_TYPE": kind}) == {"CONTENT_TYPE": kind}


@pytest.mark.django_db
@pytest.mark.parametrize("length", ["x", "1.5", "0x10"])
def test_a_length_that_is_no_number_is_refused_in_the_words_of_the_product(length: str) -> None:
    response = Client().post("/join/", {"code": "123456"}, CONTENT_LENGTH=length)
    assert response.status_code == 400
    assert "Samspill forsto ikke" in response.content.decode()


@pytest.mark.django_db
def test_a_refused_name_is_one_line_that_says_what_to_set(log: io.StringIO) -> None:
    assert Client().get("/join/", HTTP_HOST="møte.example\x1b[2J").status_code == 400
    assert Client().get("/join/", HTTP_HOST="elsewhere.example").status_code == 400
    first, second = log.getvalue().splitlines()
    assert "Traceback" not in log.getvalue()
    assert "\x1b" not in first
    assert "add 'elsewhere.example' to SAMSPILL_HOSTS" in second


@pytest.mark.django_db
def test_whoever_sends_long_names_does_not_fill_the_log(log: io.StringIO) -> None:
    Client().get("/join/", HTTP_HOST="x" * 20_000)
    assert len(log.getvalue()) < 400


@pytest.mark.django_db
def test_too_many_fields_are_one_line(log: io.StringIO) -> None:
    fields = "&".join(["code=1"] * 600)
    response = Client().post("/join/", fields, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert len(log.getvalue().splitlines()) == 1


@pytest.mark.django_db
def test_the_choice_of_language_is_kept_where_no_script_reads_it() -> None:
    response = Client().post("/language/", {"language": "nn"})
    cookie = response.cookies["samspill_language"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.django_db
@pytest.mark.parametrize("hidden", [r"\000", r"\012", r"\033"])
def test_a_cookie_with_a_hidden_sign_is_as_if_it_were_not_there(hidden: str) -> None:
    """On PostgreSQL, looking for such a session broke the start page."""
    names = ("samspill_session", "samspill_csrf", "samspill_language", "samspill_admission")
    cookies = "; ".join(f'{name}="abcdefgh{hidden}ijklmnop"' for name in names)
    assert Client().get("/", HTTP_COOKIE=cookies).status_code == 200
    assert Client().get("/collaborations/", HTTP_COOKIE=cookies).status_code == 302

"""Who looks on must see: each thing that may never happen, made to happen."""

from __future__ import annotations

import logging

import pytest
from django.http import HttpResponse

from tests.fuzz import watch
from tests.fuzz.pages import Page


@pytest.mark.parametrize(
    "text",
    [
        "<i id=fz-c1>",
        "<a href='x' onfz=fz-c1 ''>",
        "<input value=\"x\" onfz=\"fz-c1\">",
        "<a href=' JavaScript:fz()'>",
        "<script>fz()</script>",
        "<img src=x onerror=fz()>",
    ],
)  # fmt: skip
def test_text_that_has_become_a_tag_or_a_program_is_seen(text: str) -> None:
    assert Page(f"<main>{text}</main>").intruders
    assert not Page(f"<main>{text.replace('<', '&lt;')}</main>").intruders


@pytest.mark.parametrize(
    "where",
    ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", " //x.example",
     "https://testserver@x.example/", "https://testserver.x.example/", "javascript:fz()"],
)  # fmt: skip
def test_a_way_off_the_site_is_seen(where: str) -> None:
    assert not watch.leads_home(where)


@pytest.mark.parametrize("where", ["/", "/join/?x=//y", "x", "http://testserver/join/"])
def test_a_way_that_stays_is_none(where: str) -> None:
    assert watch.leads_home(where)


def test_what_an_answer_lacks_is_seen() -> None:
    bare = HttpResponse("<h1>Server Error</h1>", status=500)
    bare.set_cookie("samspill_x", "1")
    found, _page = watch.look_at(bare, "GET")
    told = " ".join(found)
    for what in ("status 500", "no Content-Security-Policy", "without its flags", "other words"):
        assert what in told


def test_a_traceback_in_the_log_is_heard() -> None:
    with watch.listening() as listener:
        try:
            raise RuntimeError
        except RuntimeError:
            logging.getLogger("django.request").exception("x")
        logging.getLogger("django.request").error("one line")
    assert len(listener.heard) == 1


def test_a_form_gives_every_field_that_it_sends() -> None:
    page = Page(
        "<form method=post><input type=hidden name=a value=1><textarea name=b></textarea>"
        "<select name=c><option value=1><option value=2></select><button name=d value=y></form>"
    )
    ((a, b, c, d),) = [one.fields.values() for one in page.forms]
    assert [one.name for one in (a, b, c, d)] == ["a", "b", "c", "d"]
    assert c.values == ["1", "2"]

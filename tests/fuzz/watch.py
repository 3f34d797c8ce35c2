"""What must never happen, whatever is sent: looked for in every answer and in the database."""

from __future__ import annotations

import gzip
import hashlib
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin

from django.apps import apps
from django.db import connection
from django.test import Client

from samspill.site.middleware import only_utf8
from samspill.surveys.models import Response as Answer
from tests.fuzz.pages import Page

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE)", re.IGNORECASE)
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
LARGEST = 1_000_000
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Listener(logging.Handler):
    """Keeps every error that the product would write to its log, and what no log may hold."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = self.format(record)
        if "Traceback" in text:
            self.heard.append(f"a traceback is logged: {text.splitlines()[-1][:200]!r}")
        elif CONTROL.search(text) or len(text) > 400:
            self.heard.append(f"a line of the log is forged or long: {text[:200]!r}")


class Database:
    """Tells whether anything has changed, and looks only after something was written."""

    def __init__(self) -> None:
        self.wrote = False
        self.before = self.digest()
        self.answers = Answer.objects.count()

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.wrote = self.wrote or bool(WRITES.match(sql))
        return execute(sql, params, many, context)

    def has_changed(self) -> bool:
        """Tell whether any row of any table differs from when this was asked last."""
        if not self.wrote:
            return False
        self.wrote = False
        before, self.before = self.before, self.digest()
        return before != self.before

    def digest(self) -> str:
        seen = hashlib.sha256()
        with connection.cursor() as cursor:
            for model in apps.get_models(include_auto_created=True):
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
                seen.update(repr(sorted(map(repr, cursor.fetchall()))).encode("utf-8", "replace"))
        self.wrote = False
        return seen.hexdigest()


@contextmanager
def listening() -> Iterator[Listener]:
    """Hear what the product's own handler would write, through the same filters."""
    listener = Listener()
    loggers = [logging.getLogger(name) for name in ("django", "samspill")]
    listener.setFormatter(loggers[0].handlers[0].formatter)
    for one in loggers[0].handlers[0].filters:
        listener.addFilter(one)
    kept = [one.handlers[:] for one in loggers]
    for one in loggers:
        one.handlers[:] = [listener]
    try:
        yield listener
    finally:
        for one, handlers in zip(loggers, kept, strict=True):
            one.handlers[:] = handlers


def content_of(response: Any) -> bytes:
    content: bytes = getattr(response, "content", b"") or b"".join(
        response.streaming_content if response.streaming else []
    )
    if response.get("Content-Encoding") == "gzip":
        content = gzip.decompress(content)
    return content


def look_at(response: Any, method: str) -> tuple[list[str], Page | None]:
    """Return what is wrong with an answer in itself, and the page that it holds."""
    content = content_of(response)
    found = list(_wrong_in_the_head(response))
    if len(content) > LARGEST:
        found.append(f"an answer of {len(content)} bytes")
    if not response.get("Content-Type", "").startswith("text/html") or not content:
        # `Content-Type` is text/html for redirects, which have no content.
        return found, None
    text = content.decode()
    page = Page(text)
    found += [f"not escaped: {one}" for one in page.intruders]
    if response.status_code >= 400 and method != "HEAD" and "<main" not in text:
        found.append(f"told in other words than ours: {text[:100]!r}")
    return found, page


def _wrong_in_the_head(response: Any) -> Iterator[str]:
    if response.status_code >= 500:
        yield f"status {response.status_code}"
    for name, value in response.items():
        if CONTROL.search(value):
            yield f"control signs in {name}: {value!r}"
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options"):
        if name not in response:
            yield f"no {name}"
    where = response.get("Location")
    if where is not None and not leads_home(where):
        yield f"leads away: {where[:200]!r}"
    for cookie in response.cookies.values():
        if cookie.value and not (cookie["httponly"] and cookie["samesite"] == "Lax"):
            yield f"a cookie without its flags: {cookie.key}"


def leads_home(where: str) -> bool:
    """Tell whether a browser stays here: it skips white space, and takes a backslash for /."""
    shown = urljoin("http://testserver/language/", where.strip().replace("\\", "/"))
    return re.match(r"https?://(testserver|localhost)([:/?#]|$)", shown) is not None


def wrong_in_the_database(
    database: Database, response: Any, method: str, *, is_forged: bool
) -> Iterator[str]:
    """Say when something was stored that should not have been, or was not told as stored."""
    changed = database.has_changed()
    if changed and method in SAFE and response is not None and not _logs_in(response):
        yield f"{method} has changed the database"
    if changed and (response is None or response.status_code >= 400):
        yield "refused, and the database has changed"
    if changed and is_forged:
        yield "a forged form has changed the database"
    before, database.answers = database.answers, Answer.objects.count()
    told = response is not None and response.get("Location", "").endswith("/received/")
    if database.answers > before and not told:
        yield "an answer was stored and not acknowledged"


def _logs_in(response: Any) -> bool:
    return "samspill_session" in response.cookies


def strangers_in(content: bytes, mark: str, *, path: str) -> Iterator[str]:
    """Say when text that one organisation wrote is seen by the other."""
    other = {"fz-c": b"fz-f", "fz-f": b"fz-c"}.get(mark)
    if other and other in content and not path.startswith("/r/"):
        place = content.index(other)
        yield f"text of another organisation is shown: {content[max(place - 80, 0) : place + 9]!r}"


class Browser(Client):
    """The browser of Django's tests, by the same door as the server's requests."""

    def request(self, **request: Any) -> Any:
        return super().request(**only_utf8(request))


def browser_without_help(browser: Client) -> Browser:
    """Return the same person in a browser that gets no help with the token of forms."""
    strict = Browser(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    return strict

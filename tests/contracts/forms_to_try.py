"""Every address of the product as a form that is sent again and again, with odd things in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import cast as people
from tests.contracts.asked_fields import listening
from tests.contracts.test_access_table import MAKERS, Url, guard_of

# What is right in every form of the product, all in one; in every other field an "x" is.
RIGHT = {
    **{f"item-{number}": "4" for number in range(1, 11)},
    "instrument": "collaboration_test",
    "state": "done",
    "kind": "union",
    "follow_up_on": (timezone.localdate() + timedelta(days=180)).isoformat(),
    "due_on": "2090-01-01",
    "way_in": "code",
    "language": "nb",
    "points": "5",
    "expected_count": "30",
    "sign": "screen",
    "more": "2",
    "addressee": "Sekretæren",
    "item": "",
    "mode": "anonymous",
    "minimum": "5",
    "background": "",
    "aim": "change",
    "decided_on": "2026-01-01",
    "stands_until": "2090-01-01",
}

TOLD_OR_DONE = (200, 204, 302, 403, 404, 405, 410, 413, 422)


class TriedForm:
    """An address in Cecilie's browser, which meets each form that is sent as if it were the first.

    Its fields are those that it asks for, so that no list of them is kept by hand: a form in which
    one more is asked for is sent once more with that field in it.
    """

    def __init__(self, url: Url, cast: people.Cast) -> None:
        self.name, self.address = url.name, address_of(url, cast.cecilie)
        self.browser = browser_for(self.address, cast)
        self.right = RIGHT | {"collaboration": str(people.a_collaboration(cast.cecilie).pk)}
        # What is sent where nothing is asked for: a form is never quite empty.
        self.fields = {"a button"}
        self.bears_after_the_question_mark({}, "what is right")
        self.bears({}, "what is right")

    def filled_in(self) -> dict[str, str]:
        return {field: self.right.get(field, "x") for field in sorted(self.fields)}

    def kinds_of_fields(self) -> list[str]:
        """Return every field; of those that are numbered alike the first."""
        kinds = {re.sub(r"-\d+$", "", field): field for field in sorted(self.fields, reverse=True)}
        return sorted(kinds.values())

    def bears(self, odd: dict[str, str], what: str) -> None:
        """Send the form with odd texts in some fields and what is right in the others.

        Nothing may break, and no text may be stored that is too long. What is done is taken back.
        """
        self._bears_fields(self.browser.post, odd, what)

    def bears_after_the_question_mark(self, odd: dict[str, str], what: str) -> None:
        self._bears_fields(self.browser.get, {n: text[:2000] for n, text in odd.items()}, what)

    def _bears_fields(self, ask: Callable[..., Any], odd: dict[str, str], what: str) -> None:
        while True:
            with listening() as heard:
                self._bears(partial(ask, self.address, self.filled_in() | odd), what)
            if heard <= self.fields:
                return
            self.fields |= heard

    def bears_body(self, body: bytes, kind: str) -> None:
        what = f"{body[:30]!r} as {kind}"
        send = partial(self.browser.generic, "POST", self.address, body, content_type=kind)
        self._bears(send, what)

    def _bears(self, ask: Callable[[], Any], what: str) -> None:
        cookies = deepcopy(self.browser.cookies)
        try:
            with transaction.atomic(), writing() as written:
                status = ask().status_code
                stored = too_long() if written else []
                transaction.set_rollback(True)
        except Exception as error:
            raise AssertionError(f"{self.name} breaks on {what}: {error!r}") from error
        self.browser.cookies = cookies
        assert status in TOLD_OR_DONE, f"{self.name} answers {status} to {what}"
        assert not stored, f"{self.name} stores too much of {what}: {stored}"


@contextmanager
def writing() -> Iterator[list[str]]:
    """Yield a list to which what is written to the database meanwhile is added."""
    written: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        written.extend([sql] if sql.startswith(("INSERT", "UPDATE")) else [])
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield written


def address_of(url: Url, by: people.Actor) -> str:
    if not url.arguments:
        return reverse(url.name)
    guard = guard_of(url.view)
    assert guard is not None
    make = MAKERS.get(url.name) or MAKERS[guard.access]
    return reverse(url.name, args=[make(by)])


def browser_for(address: str, cast: people.Cast) -> Client:
    """Return Cecilie's browser; for participants' pages a phone that has been let in as well."""
    browser = people.client_of(cast.cecilie)
    if address.startswith("/r/"):
        browser.post("/".join(address.split("/")[:3]) + "/begin/")
    return browser


def too_long() -> list[str]:
    """Return every stored text that is longer than its column says; SQLite itself does not mind."""
    too_long = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            limit = getattr(field, "max_length", None)
            if limit and isinstance(field, models.CharField | models.TextField):
                texts = model._default_manager.values_list(field.attname, flat=True)
                too_long += [
                    f"{model.__name__}.{field.name}" for text in texts if len(text or "") > limit
                ]
    return too_long

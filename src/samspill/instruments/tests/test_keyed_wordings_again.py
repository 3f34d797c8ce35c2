"""A keyed wording that is met again: when it is changed, and when it is keyed in once more."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests import cast as people

from samspill.instruments.models import KeyedInstrument
from samspill.instruments.operations import key_in_statements

pytestmark = pytest.mark.django_db

FIELDS = {
    "title": "Vår egen test",
    "source": "Kommunen selv, 2026",
    "language": "nn",
    "points": "6",
    "lowest": "Heilt usamd",
    "highest": "Heilt samd",
    "may_use": "on",
}
SLOTS = {f"slot-{number}": f"Påstand <b>nummer</b> {number}" for number in range(1, 11)}


@pytest.fixture
def keyed(cecilie: Client) -> KeyedInstrument:
    cecilie.post("/methods/keyed/new/ten_statements/", FIELDS | SLOTS)
    return KeyedInstrument.objects.get()


def test_what_was_keyed_stands_in_the_form_that_changes_it(
    keyed: KeyedInstrument, cecilie: Client
) -> None:
    page = cecilie.get(f"/methods/keyed/{keyed.pk}/change/").content.decode()
    for text in ("Vår egen test", "Kommunen selv, 2026", "Heilt usamd", "Heilt samd"):
        assert f'value="{text}"' in page
    assert page.count("Påstand &lt;b&gt;nummer&lt;/b&gt; ") == 10
    assert re.search(r'<option value="nn" selected', page)
    assert re.search(r'<option value="6" selected', page)
    # The right to use it is asked for again: it is given for a wording, and this is another one.
    assert not re.search(r'name="may_use"[^>]*\schecked', page)


def test_versions_are_counted_on_from_the_newest_whichever_is_changed(
    keyed: KeyedInstrument, cecilie: Client
) -> None:
    for title in ("Den andre", "Den tredje"):
        cecilie.post(f"/methods/keyed/{keyed.pk}/change/", FIELDS | SLOTS | {"title": title})
    told = KeyedInstrument.objects.order_by("version").values_list("version", "title")
    assert list(told) == [(1, "Vår egen test"), (2, "Den andre"), (3, "Den tredje")]


def test_the_same_words_from_a_file_are_keyed_in_once(cast: people.Cast) -> None:
    fields = {**FIELDS, "points": 6}
    texts = ["Vi sier det vi mener.", "Vi møtes ofte nok."]
    first = key_in_statements(fields, texts, by=cast.cecilie)
    assert key_in_statements(fields, texts, by=cast.cecilie) == first
    assert key_in_statements(fields, texts[::-1], by=cast.cecilie) != first
    assert key_in_statements({**fields, "points": 5}, texts, by=cast.cecilie) != first
    # Another organisation's own is another one, word for word the same or not.
    assert key_in_statements(fields, texts, by=cast.frode) != first

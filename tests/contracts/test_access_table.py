"""Every URL times every person: who comes in, generated from the resolver so that it cannot lag."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from samspill.foundation.access.guard import Guard
from samspill.foundation.access.public import READERS, Role
from tests import cast as people
from tests.contracts import house

pytestmark = pytest.mark.any_database

PERSONS = ("ada", "bjorn", "cecilie", "eli", "frode", "gry", "dag", "nobody_at_all")

# Those who stand beside the cast, and who in it they are met as.
MET_AS = {"in_the_wrong_one": "frode", "with_a_task_link": "dag"}
# Logged in and without a role anywhere: what is about oneself, and what is open to everybody.
EVERYBODY = (*PERSONS, *MET_AS, "an_ended_member")
OPEN_TO_AN_ENDED_MEMBER = ("be logged in", "take part")

# What each person meets where an object is asked for. `in` is anything but being turned away.
FACILITATOR_ONLY = {"ada": "forbidden", "bjorn": "forbidden", "cecilie": "in", "eli": "forbidden"}
ADMINISTRATOR = dict.fromkeys(("ada", "bjorn", "cecilie", "eli"), "forbidden")
READERS_TOO = dict.fromkeys(("ada", "bjorn", "cecilie", "eli"), "in")
ELSEWHERE = {"frode": "not found", "gry": "forbidden", "dag": "log in", "nobody_at_all": "log in"}


def _of(*roles: Role) -> str:
    """Return how a page for these roles is marked."""
    return " ".join(role for role in Role if role in roles)


EXPECTED: dict[str, dict[str, str]] = {
    "change": FACILITATOR_ONLY | ELSEWHERE,
    "follow": FACILITATOR_ONLY | ELSEWHERE,
    "use": FACILITATOR_ONLY | ELSEWHERE,
    "see": READERS_TOO | ELSEWHERE,
    # Who is here, in which role, and changing that: what the administrator is for.
    "look after": ADMINISTRATOR | ELSEWHERE | {"gry": "in"},
    "administrator": ADMINISTRATOR | ELSEWHERE | {"gry": "in", "frode": "forbidden"},
    " ".join(Role): dict.fromkeys(PERSONS, "in") | {"dag": "log in", "nobody_at_all": "log in"},
    _of(Role.FACILITATOR, Role.ADMINISTRATOR): FACILITATOR_ONLY
    | ELSEWHERE
    | {"gry": "in", "frode": "in"},
    _of(Role.FACILITATOR, Role.LEADER, Role.ADMINISTRATOR): FACILITATOR_ONLY
    | ELSEWHERE
    | {"gry": "in", "frode": "in"},
    _of(Role.FACILITATOR, Role.REFORM_LEAD): FACILITATOR_ONLY | ELSEWHERE | {"frode": "in"},
    # Those who are in a group, and nobody else.
    "answer": FACILITATOR_ONLY | ELSEWHERE,
    "take part in": FACILITATOR_ONLY | ELSEWHERE,
    "be logged in": dict.fromkeys(PERSONS, "in") | {"dag": "log in", "nobody_at_all": "log in"},
    "take part": dict.fromkeys(PERSONS, "in"),
    "facilitator": FACILITATOR_ONLY | ELSEWHERE | {"frode": "in"},
    _of(*READERS): READERS_TOO | ELSEWHERE | {"frode": "in"},
}

# How to make what a page is about, by the name of the page or of the function that fetches it.
MAKERS: dict[str, Callable[[people.Actor], str]] = house.gathered("OBJECTS")

# Django's own view; it is marked as open in site/urls.py, and stores only a language cookie.
UNGUARDED = {"set_language"}
# There is no such page where no provider is named, as here; `test_openid` tries them with one.
WITH_A_PROVIDER = {"openid_connect_login", "openid_connect_callback", "log_out_by_provider"}


@dataclass(frozen=True)
class Url:
    name: str
    view: Callable[..., Any]
    arguments: tuple[str, ...]


def all_urls() -> list[Url]:
    def walk(patterns: list[Any], prefix: str) -> Iterator[Url]:
        for one in patterns:
            if isinstance(one, URLResolver):
                name = f"{prefix}{one.namespace}:" if one.namespace else prefix
                yield from walk(one.url_patterns, name)
            elif isinstance(one, URLPattern):
                arguments = tuple(one.pattern.converters)
                yield Url(f"{prefix}{one.name}", one.callback, arguments)

    return list(walk(get_resolver().url_patterns, ""))


def guard_of(view: Callable[..., Any]) -> Guard | None:
    return getattr(view, "guard", None)


def make_for(url: Url) -> Callable[[people.Actor], str] | None:
    """Return what makes the object that a page is about, or None where nobody has said."""
    guard = guard_of(url.view)
    return MAKERS.get(url.name) or MAKERS.get(guard.access if guard else "")


GUARDED = [url for url in all_urls() if url.name not in UNGUARDED | WITH_A_PROVIDER]
# The rows of the table. A page that has none is told of once, below.
URLS = [url for url in GUARDED if guard_of(url.view) and (make_for(url) or not url.arguments)]


def test_every_page_has_its_row() -> None:
    bare = [url.name for url in GUARDED if guard_of(url.view) is None]
    assert not bare, f"these views have no guard: {bare}"
    lacking = [url for url in GUARDED if url not in URLS]
    names = {getattr(guard_of(url.view), "access", url.name) for url in lacking}
    assert not lacking, (
        f"{', '.join(url.name for url in lacking)}: no row in the table of access. Say how to make"
        f" one: {', '.join(sorted(names))} in OBJECTS of the slice's tests/examples.py."
    )


def test_every_url_has_a_name_and_one_key_at_most() -> None:
    for url in URLS:
        assert not url.name.endswith("None"), url
        assert len(url.arguments) <= 1, f"{url.name}: a page stands for one object"


@pytest.mark.django_db
@pytest.mark.parametrize("url", URLS, ids=lambda url: url.name)
def test_access(url: Url, cast: people.Cast) -> None:
    guard = guard_of(url.view)
    assert guard is not None
    assert guard.to in EXPECTED, f"{url.name} is to {guard.to}: say in EXPECTED who may."
    expected = {person: _expected(guard.to, person) for person in EVERYBODY}
    assert {person: _met_by(person, url, cast) for person in EVERYBODY} == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [url for url in URLS if getattr(guard_of(url.view), "access", "").startswith("access_")],
    ids=lambda url: url.name,
)
def test_unknown_keys_are_not_found(url: Url, cecilie: Client) -> None:
    assert cecilie.get(reverse(url.name, args=[uuid.uuid4()])).status_code in (404, 405)


def _expected(to: str, person: str) -> str:
    if person == "an_ended_member":
        return "in" if to in OPEN_TO_AN_ENDED_MEMBER else "forbidden"
    return EXPECTED[to][MET_AS.get(person, person)]


def _met_by(person: str, url: Url, cast: people.Cast) -> str:
    """Return what a person meets; what coming in has written is taken back before the next."""
    with transaction.atomic():
        key = _key_for(url, cast.cecilie)
        address = reverse(url.name, args=[key] if key else [])
        outcome = _outcome(people.browser_of(person, cast), address, url)
        transaction.set_rollback(True)
    return outcome


def _outcome(client: Client, address: str, url: Url) -> str:
    response = client.get(address)
    if response.status_code == 405:
        response = client.post(address)
    if response.status_code == 403:
        return "forbidden"
    if response.status_code == 404:
        return "not found"
    if response.status_code == 302 and response["Location"].startswith("/log-in/?next="):
        return "log in"
    return "in"


def _key_for(url: Url, cecilie: people.Actor) -> str:
    if not url.arguments:
        return ""
    make = make_for(url)
    assert make is not None
    return make(cecilie)

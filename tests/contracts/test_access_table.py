"""Every URL times every person: who comes in, generated from the resolver so that it cannot lag."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from samspill.action_plans.operations import NewAction, agree_action
from samspill.collaborations.models import Endorsement, Partner
from samspill.collaborations.operations import (
    NewEndorsement,
    add_contact,
    endorse,
    merge_partners,
    remove_collaboration,
    remove_partner,
    withdraw_endorsement,
)
from samspill.foundation.access.guard import Guard
from samspill.instruments.operations import save_keyed_instrument
from samspill.participation.models import Invitation
from samspill.participation.operations import invite
from samspill.toolbox import catalogue
from tests import cast as people

pytestmark = pytest.mark.any_database

PERSONS = ("ada", "bjorn", "cecilie", "eli", "frode", "gry", "dag", "nobody_at_all")

# What each person meets where an object is asked for. `in` is anything but being turned away.
FACILITATOR_ONLY = {"ada": "forbidden", "bjorn": "forbidden", "cecilie": "in", "eli": "forbidden"}
READERS_TOO = dict.fromkeys(("ada", "bjorn", "cecilie", "eli"), "in")
ELSEWHERE = {"frode": "not found", "gry": "forbidden", "dag": "log in", "nobody_at_all": "log in"}
EXPECTED: dict[str, dict[str, str]] = {
    "change": FACILITATOR_ONLY | ELSEWHERE,
    "follow": FACILITATOR_ONLY | ELSEWHERE,
    "use": FACILITATOR_ONLY | ELSEWHERE,
    "see": READERS_TOO | ELSEWHERE,
    "take part": dict.fromkeys(PERSONS, "in"),
    "facilitator": FACILITATOR_ONLY | ELSEWHERE | {"frode": "in"},
    "facilitator reader": READERS_TOO | ELSEWHERE | {"frode": "in"},
}

# Django's own view; it is marked as open in site/urls.py, and stores only a language cookie.
UNGUARDED = {"set_language"}


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


URLS = [url for url in all_urls() if url.name not in UNGUARDED]


def test_every_view_is_guarded() -> None:
    bare = [url.name for url in URLS if guard_of(url.view) is None]
    assert not bare, f"these views have no guard: {bare}"


def test_every_url_has_a_name_and_one_key_at_most() -> None:
    for url in URLS:
        assert not url.name.endswith("None"), url
        assert len(url.arguments) <= 1, f"{url.name}: a page stands for one object"


@pytest.mark.django_db
@pytest.mark.parametrize("url", URLS, ids=lambda url: url.name)
@pytest.mark.parametrize("person", PERSONS)
def test_access(url: Url, person: str, cast: people.Cast) -> None:
    guard = guard_of(url.view)
    assert guard is not None
    key = _key_for(url, guard, cast.cecilie)
    address = reverse(url.name, args=[key] if key else [])
    client = people.client_of(cast.named().get(person))
    assert _outcome(client, address, url) == EXPECTED[guard.to][person]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [url for url in URLS if getattr(guard_of(url.view), "access", "").startswith("access_")],
    ids=lambda url: url.name,
)
def test_unknown_keys_are_not_found(url: Url, cecilie: Client) -> None:
    assert cecilie.get(reverse(url.name, args=[uuid.uuid4()])).status_code in (404, 405)


def _outcome(client: Client, address: str, url: Url) -> str:
    response = client.get(address)
    if response.status_code == 405:
        response = client.post(address)
    if response.status_code == 403 and url.name != "accounts:log_in_by_link":
        return "forbidden"
    if response.status_code == 404:
        return "not found"
    if response.status_code == 302 and response["Location"].startswith("/log-in/?next="):
        return "log in"
    return "in"


def _key_for(url: Url, guard: Guard, cecilie: people.Actor) -> str:
    if not url.arguments:
        return ""
    make = MAKERS.get(url.name) or MAKERS[guard.access]
    return make(cecilie)


def _partner(by: people.Actor) -> Partner:
    return Partner.objects.filter(collaboration=people.a_collaboration(by)).first()  # type: ignore[return-value]


def _merged_partner(by: people.Actor) -> str:
    first, second = Partner.objects.filter(collaboration=people.a_collaboration(by))
    return str(merge_partners(first, second, name="Nye Fjord", by=by).pk)


def _endorsement(by: people.Actor) -> Endorsement:
    from django.utils import timezone

    today = timezone.localdate()
    new = NewEndorsement(body="Kommunestyret", is_elected=True, decided_on=today)
    return endorse(_partner(by), new, by=by)


def _keyed(by: people.Actor) -> str:
    content = {**catalogue.instrument("collaboration_test").content(), "template": "ten_statements"}
    content["text_language"] = "nb"
    return str(save_keyed_instrument(content, source="Vi selv", language="nb", by=by).pk)


def _invitation(by: people.Actor) -> str:
    opened = people.an_open_round(by, way_in="both")
    assert opened.join_code is not None
    invite(opened.join_code, ["Dag Ås"], by=by)
    return str(Invitation.objects.get(join_code=opened.join_code).pk)


def _action(by: people.Actor) -> str:
    from django.utils import timezone

    new = NewAction(title="Møtes", owner="Anne Vik", due_on=timezone.localdate())
    return str(agree_action(people.a_collaboration(by), new, by=by).pk)


def _code(by: people.Actor) -> str:
    opened = people.an_open_round(by)
    assert opened.join_code is not None
    return opened.join_code.code


def _table_code(by: people.Actor) -> str:
    opened = people.an_open_round(by, mode="open_table")
    assert opened.join_code is not None
    return opened.join_code.code


MAKERS: dict[str, Callable[[people.Actor], str]] = {
    "access_collaboration": lambda by: str(people.a_collaboration(by).pk),
    "access_removed_collaboration": lambda by: str(
        remove_collaboration(people.a_collaboration(by), by=by).pk
    ),
    "access_partner": lambda by: str(_partner(by).pk),
    "access_removed_partner": lambda by: str(remove_partner(_partner(by), by=by).pk),
    "access_merged_partner": _merged_partner,
    "access_endorsement": lambda by: str(_endorsement(by).pk),
    "access_withdrawn_endorsement": lambda by: str(
        withdraw_endorsement(_endorsement(by), by=by).pk
    ),
    "access_contact": lambda by: str(add_contact(_partner(by), role="A", name="", by=by).pk),
    "access_round": lambda by: str(people.an_open_round(by).pk),
    "access_keyed_instrument": _keyed,
    "access_invitation": _invitation,
    "access_action": _action,
    "access_export": lambda by: str(people.an_export(by).pk),
    "access_answer_file": lambda by: str(people.an_answer_file(by).pk),
    "find_round_by_code": _code,
    "find_open_table_by_code": _table_code,
    # Pages that need their object in a certain state, or a key that is no object.
    "surveys:reading": lambda by: str(people.a_published_round(by).pk),
    "surveys:item_groups": lambda by: str(people.a_published_round(by).pk),
    "surveys:item_numbers": lambda by: str(people.a_published_round(by).pk),
    "exports:exports": lambda by: str(people.a_published_round(by).pk),
    "exports:order": lambda by: str(people.a_published_round(by).pk),
    "surveys:over_time": lambda by: str(people.a_published_round(by).pk),
    "imports:answers": lambda by: str(people.a_counted_file(by).pk),
    "imports:take_in": lambda by: str(people.a_counted_file(by).pk),
    "instruments:instrument": lambda by: "collaboration_test",
    "instruments:new_keyed": lambda by: "ten_statements",
    "accounts:log_in_by_link": lambda by: "not-the-token",
}

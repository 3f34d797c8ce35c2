"""The people who play, what they have, and every address that the product has."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

from django.apps import apps
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from samspill.foundation.accounts.models import Account
from tests import cast as people
from tests.contracts.test_access_table import MAKERS, WITH_A_PROVIDER, all_urls, guard_of
from tests.fuzz import odd
from tests.fuzz.pages import Form
from tests.fuzz.watch import Browser

# Whose text it is stands in the text: nothing of one organisation may be seen by the other.
COUNCIL, ELSEWHERE, NOBODY = "fz-c", "fz-f", "fz-p"
# The phones: one answers, one writes for an open table.
PHONES = ("find_round_by_code", "find_open_table_by_code")
MARKS = {"cecilie": COUNCIL, "ada": COUNCIL, "gry": COUNCIL, "frode": ELSEWHERE}


@dataclass
class Player:
    """Somebody with a browser; `home` is where forms and links that were seen are kept."""

    name: str
    browser: Client
    actor: people.Actor | None = None
    code: str = ""

    @property
    def mark(self) -> str:
        return MARKS.get(self.name, NOBODY)

    def come_back(self) -> bool:
        """Be who one was, if the dice have logged this person out, or in as somebody else."""
        account = self.actor and str(self.actor.account_id)
        kept = self.browser.cookies.get("samspill_session")
        is_in = self.browser.session.get("_auth_user_id") if kept and kept.value else None
        if is_in == account:
            return False
        self.browser.cookies.clear()
        if self.actor is not None:
            self.browser.force_login(Account.objects.get(pk=self.actor.account_id))
        return True

    def begin(self) -> None:
        """Take a fresh phone, and be let in with the code."""
        if self.code:
            self.browser.cookies.clear()
            self.browser.post(f"/r/{self.code}/begin/")


@dataclass
class World:
    """Everything there is to play with."""

    players: list[Player]
    routes: list[tuple[str, str]]
    keys: dict[str, list[str]]
    all_keys: list[str] = field(default_factory=list)
    links: dict[str, list[str]] = field(default_factory=dict)
    # By player, and by where a form leads and what it asks for: the page, and the form.
    forms: dict[str, dict[str, tuple[str, Form]]] = field(default_factory=dict)

    def learn(self, path: str) -> None:
        """Remember which keys stand in an address that a page leads to."""
        try:
            found = resolve(urlsplit(path).path)
        except Resolver404:
            return
        for key in found.captured_kwargs.values():
            kept = self.keys.setdefault(found.view_name, [])
            if str(key) not in kept:
                kept.append(str(key))
                self.all_keys.append(str(key))

    def address(self, dice: Random) -> str:
        """Return the path of any page, with a key that fits, or any other."""
        name, route = dice.choice(self.routes)
        while "<" in route:
            before, _, rest = route.partition("<")
            _, _, after = rest.partition(">")
            route = before + odd.quoted(self._key(name, dice)) + after
        if dice.random() < 0.03:
            route = dice.choice(
                (route.rstrip("/"), "/" + route, route + "/x", route.upper(), "%00")
            )
        return "/" + route

    def _key(self, name: str, dice: Random) -> str:
        way = dice.random()
        if way < 0.6 and self.keys.get(name):
            return dice.choice(self.keys[name])
        if way < 0.8:
            return dice.choice(self.all_keys)
        if way < 0.9:
            return str(uuid.UUID(int=dice.getrandbits(128)))
        return dice.choice(odd.KEYS)


def routes() -> list[tuple[str, str]]:
    """Return every address as the resolver writes it: (name, route with its converters)."""

    def walk(patterns: list[Any], name: str, route: str) -> Iterator[tuple[str, str]]:
        for one in patterns:
            here = route + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from walk(
                    one.url_patterns, f"{name}{one.namespace}:" if one.namespace else name, here
                )
            elif isinstance(one, URLPattern):
                yield f"{name}{one.name}", here

    return list(walk(get_resolver().url_patterns, "", ""))


def make_world() -> World:
    """Give two organisations one of everything, and let everybody in."""
    cast = people.gather()
    world = World(
        players=[
            *(
                Player(name, Browser(), actor)
                for name, actor in cast.named().items()
                if name in MARKS
            ),
            Player("phone", Browser()),
            Player("phone", Browser()),
            Player("dag", Browser()),
        ],
        routes=routes(),
        keys={},
    )
    for player in world.players:
        player.come_back()
    for by in (cast.frode, cast.cecilie):
        _give_everything(world, by)
    for player, name in zip(world.players[-3:-1], PHONES, strict=True):
        player.code = MAKERS[name](cast.cecilie)
    for model in apps.get_models():
        keys = model._default_manager.order_by("pk").values_list("pk", flat=True)
        world.all_keys += [str(key) for key in keys]
    return world


def _give_everything(world: World, by: people.Actor) -> None:
    made: dict[object, str] = {}
    for url in all_urls():
        guard = guard_of(url.view)
        if not url.arguments or guard is None or url.name in WITH_A_PROVIDER:
            continue
        make = MAKERS.get(url.name) or MAKERS[guard.access]
        if make not in made:
            made[make] = make(by)
        world.keys.setdefault(url.name, []).append(made[make])


@contextmanager
def known_chances(seed: str) -> Iterator[None]:
    """Let the product throw the same dice too: its keys, codes and admissions are then the same."""
    dice = random.Random(seed)
    with mock.patch("os.urandom", dice.randbytes), mock.patch("random._urandom", dice.randbytes):
        yield

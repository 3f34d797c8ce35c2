"""One game: dice choose who sends what to which address, and everything is looked at."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_to_bytes

from django.db import connection, transaction
from django.urls import Resolver404, resolve

from tests.fuzz import odd, watch
from tests.fuzz.pages import Field, Form, Page
from tests.fuzz.world import Player, World, known_chances, make_world

LANGUAGES = ("nb", "nn", "en")


@dataclass
class Sent:
    """One request, as it is told when something is wrong with its answer."""

    who: str
    method: str
    path: str
    query: str = ""
    body: bytes = b""
    kind: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    is_forged: bool = False

    def __str__(self) -> str:
        told = f"{self.who} {self.method} {_short(self.path)}"
        told += f"?{_short(self.query)}" if self.query else ""
        told += " without token" if self.is_forged else ""
        told += f" {self.kind!r} {_short(repr(self.body), 1500)}" if self.body or self.kind else ""
        told += "".join(f" {name}={_short(repr(to), 80)}" for name, to in self.headers.items())
        return told


@dataclass
class Score:
    """What came of a game, or of many."""

    statuses: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)
    failures: dict[str, list[str]] = field(default_factory=dict)

    def add(self, other: Score) -> None:
        self.statuses += other.statuses
        self.kinds += other.kinds
        self.pages += other.pages
        for what, lines in other.failures.items():
            self.failures.setdefault(what, []).extend(lines)


class Game:
    """A world, and dice. The same seed plays the same game."""

    def __init__(self, seed: str, world: World) -> None:
        self.seed = seed
        self.world = world
        self.dice = random.Random(seed)
        self.score = Score()
        self.step = 0
        self.marks = 0
        self.database = watch.Database()

    # --- What to send -------------------------------------------------------------------------

    def choose(self) -> tuple[Player, Sent]:
        player = self.dice.choice(self.world.players)
        way = self.dice.random()
        forms = list(self.world.forms.get(self._home(player), {}).values())
        if way < 0.45 and forms:
            return player, self._a_form(player, *self.dice.choice(forms))
        links = self.world.links.get(self._home(player), [])
        if way < 0.6 and links:
            path, _, query = self.dice.choice(links).partition("?")
            return player, self._dressed(Sent(player.name, "GET", path, query), player)
        path = self.world.address(self.dice)
        if way < 0.75:
            return player, self._dressed(self._a_blind_form(player, path), player)
        method = "GET" if way < 0.93 else self.dice.choice(odd.METHODS)
        return player, self._dressed(Sent(player.name, method, path, self._query()), player)

    def _home(self, player: Player) -> str:
        return f"{player.name}{self.world.players.index(player)}"

    def _a_form(self, player: Player, path: str, form: Form) -> Sent:
        """Fill in a form of a page that was seen: all right, all odd, or odd in one field."""
        oddness = self.dice.choice((0.0, 0.0, 0.0, 0.1, 0.3, 1.0))
        target = self.dice.choice(list(form.fields)) if form.fields and oddness == 0.1 else ""
        fields = []
        for one in form.fields.values():
            is_odd = one.name == target if target else self.dice.random() < oddness
            value = self._odd(player) if is_odd else self._right(one, player)
            if value is not None:
                fields.append((one.name, value))
        fields = self._bent(fields, player) if oddness else fields
        where, _, query = (form.action or path).partition("?")
        if form.method == "GET":
            query = odd.urlencoded(fields).decode()
            return self._dressed(Sent(player.name, "GET", where, query), player)
        made, kind = (
            odd.body(fields, self.dice) if oddness else (odd.urlencoded(fields), odd.KINDS[0])
        )
        sent = Sent(player.name, "POST", where, query, made, kind)
        return self._dressed(sent, player) if oddness else sent

    def _bent(self, fields: list[tuple[str, str]], player: Player) -> list[tuple[str, str]]:
        """Repeat, leave out, put in what was not asked for, or change the order."""
        way = self.dice.random()
        if way < 0.1 and fields:
            fields = [*fields, (self.dice.choice(fields)[0], self._odd(player))]
        elif way < 0.2 and fields:
            fields = [one for one in fields if self.dice.random() < 0.7]
        elif way < 0.3:
            fields = [*fields, (self.dice.choice(odd.EVERYTHING), self._odd(player))]
        elif way < 0.33:
            fields = [*fields, *[("item-1", "4")] * 600]
        return fields

    def _a_blind_form(self, player: Player, path: str) -> Sent:
        """Send names that any form has to any address, under any method that takes a body."""
        names = [*self._names(), "next", "link", "x"]
        count = self.dice.choice((0, 1, 3, 12))
        fields = [(self.dice.choice(names), self._odd(player)) for _ in range(count)]
        made, kind = odd.body(fields, self.dice)
        method = "POST" if self.dice.random() < 0.9 else self.dice.choice(odd.METHODS)
        return Sent(player.name, method, path, self._query(), made, kind)

    def _query(self) -> str:
        if self.dice.random() < 0.5:
            return ""
        names = ["link", "next", "item", "step", "removed", "collaboration", "x", "%zz", ""]
        names += self._names()
        values = [*odd.EVERYTHING, *self.world.all_keys]
        fields = [
            (self.dice.choice(names), self.dice.choice(values))
            for _ in range(self.dice.choice((1, 1, 2, 2, 5, 5, 600)))
        ]
        return odd.urlencoded(fields).decode()[:60_000]

    def _names(self) -> list[str]:
        """Return the names of all fields that were seen on any page."""
        seen = (form for forms in self.world.forms.values() for _, form in forms.values())
        return list(dict.fromkeys(name for form in seen for name in form.fields))

    # --- What to write ------------------------------------------------------------------------

    def _mark(self, player: Player) -> str:
        self.marks += 1
        name = f"{player.mark}{self.marks}"
        return self.dice.choice(
            (f"<i id={name}>", f'"><i id={name}>', f"' onfz={name} '", f'" onfz="{name}')
        )

    def _odd(self, player: Player) -> str:
        way = self.dice.random()
        if way < 0.1:
            return self.dice.choice(self.world.all_keys)
        if way < 0.15:
            return self.dice.choice(odd.ADDRESSES)
        value = self.dice.choice(odd.EVERYTHING)
        return value + self._mark(player) if way < 0.5 else value

    def _right(self, one: Field, player: Player) -> str | None:
        """Return what the page asks for; texts carry a mark that no page may show as a tag."""
        if one.kind == "checkbox" and self.dice.random() < 0.5:
            return None
        if one.kind in ("select", "radio", "checkbox", "hidden", "submit") and one.values:
            return self.dice.choice(one.values)
        if one.kind == "submit":
            return self.dice.choice((None, ""))
        if one.kind == "date":
            return self.dice.choice(("2026-01-01", "2090-01-01", *one.values))
        if one.kind == "number":
            return self.dice.choice(("1", "4", "30", *one.values))
        if one.values and self.dice.random() < 0.3:
            return self.dice.choice(one.values)
        return "Møte " + self._mark(player)

    def _dressed(self, sent: Sent, player: Player) -> Sent:
        """Give a request odd headers and cookies, now and then."""
        if self.dice.random() < 0.25:
            sent.headers |= odd.headers(self.dice)
        if self.dice.random() < 0.15:
            sent.headers["HTTP_COOKIE"] = self._cookies(player)
        if not sent.kind and self.dice.random() < 0.1:
            sent.kind = self.dice.choice(odd.KINDS)
        sent.is_forged = sent.method not in watch.SAFE and self.dice.random() < 0.1
        return sent

    def _cookies(self, player: Player) -> str:
        kept = {name: one.value for name, one in player.browser.cookies.items()}
        for name in self.dice.sample(odd.COOKIE_NAMES, k=self.dice.choice((1, 2, 4))):
            kept[name] = self.dice.choice((*odd.COOKIES, kept.get(name, "")[:-1]))
        return "; ".join(f"{name}={value}" for name, value in kept.items())

    # --- Sending and looking ------------------------------------------------------------------

    def play(self, requests: int) -> Score:
        with watch.listening() as listener, connection.execute_wrapper(self.database):
            while self.step < requests:
                for sent, player in self._opening():
                    self.send(player, sent, listener)
                for _ in range(40):
                    player, sent = self.choose()
                    self.send(player, sent, listener)
        return self.score

    def _opening(self) -> Iterator[tuple[Sent, Player]]:
        """Let everybody look at a page to begin with, and phones be let in, some with a form."""
        for player in self.world.players:
            player.begin()
            for path in (f"/r/{player.code}/answer/", f"/r/{player.code}/table/"):
                if player.code:
                    yield Sent(player.name, "GET", path), player
            yield Sent(player.name, "GET", "/"), player

    def look_around(self, most: int) -> Score:
        """Show the pages that anybody knows, in every language: what was written is text."""
        with watch.listening() as listener, connection.execute_wrapper(self.database):
            for player in self.world.players:
                for path in self.world.links.get(self._home(player), [])[-most:]:
                    where, _, query = path.partition("?")
                    for language in LANGUAGES:
                        told = {"HTTP_ACCEPT_LANGUAGE": language}
                        sent = Sent(player.name, "GET", where, query, headers=told)
                        self.send(player, sent, listener)
        return self.score

    def send(self, player: Player, sent: Sent, listener: watch.Listener) -> None:
        self.step += 1
        if self.dice.random() < 0.3:
            player.browser.cookies["samspill_language"] = self.dice.choice(LANGUAGES)
        found: list[str] = []
        response = None
        try:
            with transaction.atomic():
                response = self._ask(player, sent)
                found, page = watch.look_at(response, sent.method)
                content = watch.content_of(response)
                found += watch.strangers_in(content, player.mark, path=sent.path)
                self._remember(player, sent, page)
        except Exception as error:  # whatever it is, it is what is looked for
            found.append(f"{type(error).__name__}: {str(error)[:300]}")
        found += watch.wrong_in_the_database(
            self.database, response, sent.method, is_forged=sent.is_forged
        )
        found += listener.heard
        listener.heard = []
        if player.come_back():
            self.database.before = self.database.digest()
        self._count(sent, response, found)

    def _ask(self, player: Player, sent: Sent) -> Any:
        browser = watch.browser_without_help(player.browser) if sent.is_forged else player.browser
        extra: dict[str, Any] = {
            "PATH_INFO": unquote_to_bytes(sent.path).decode("latin-1"),
            "QUERY_STRING": sent.query,
            **sent.headers,
        }
        if sent.kind and not sent.body:
            extra["CONTENT_TYPE"] = sent.kind
        kind = sent.kind or "application/octet-stream"
        return browser.generic(sent.method, "/", sent.body, content_type=kind, **extra)

    def _remember(self, player: Player, sent: Sent, page: Page | None) -> None:
        if page is None or len(sent.path) > 200:
            return
        home = self._home(player)
        forms = self.world.forms.setdefault(home, {})
        links = self.world.links.setdefault(home, [])
        for form in page.forms:
            self.world.learn(form.action or sent.path)
            forms[f"{form.action or sent.path} {','.join(form.fields)}"] = (sent.path, form)
        for link in page.links:
            if link.startswith("/") and len(link) < 300 and link not in links:
                self.world.learn(link)
                links.append(link)
        for gone in [*forms][:-200]:
            del forms[gone]
        del links[:-300]

    def _count(self, sent: Sent, response: Any, found: list[str]) -> None:
        status = str(response.status_code) if response is not None else "exception"
        self.score.statuses[status] += 1
        self.score.kinds[f"{sent.who} {sent.method if len(sent.method) < 9 else 'other'}"] += 1
        if response is not None and response.status_code < 400:
            with suppress(Resolver404):
                match = resolve(unquote_to_bytes(sent.path).decode(errors="replace"))
                self.score.pages[match.view_name] += 1
        told = f"FUZZ_GAME={self.seed} request {self.step}: {sent}"
        for one in found:
            self.score.failures.setdefault(one[:80], []).append(f"{one} <- {told}")


def play(seed: str, requests: int, *, pages: int = 300) -> Score:
    """Play one game in a world of its own, and look at so many pages of each person's at the end.

    The caller takes back what was stored.
    """
    with known_chances(seed):
        game = Game(seed, make_world())
        game.play(requests)
        return game.look_around(pages)


def _short(text: str, most: int = 300) -> str:
    shown = text if len(text) <= most else f"{text[:most]}… ({len(text)})"
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in shown)

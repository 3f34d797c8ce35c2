"""The people: a facilitator who opens a round through the pages, and phones that answer it."""

from __future__ import annotations

import contextlib
import http.client
import http.cookiejar
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Thread
from typing import IO

from tests.chaos.databases import Database

ITEMS = 10
POINTS = 5

# What a browser sees of a server that is killed: refused, reset, cut off, silent.
NO_ANSWER = (OSError, http.client.HTTPException)


class UnexpectedPageError(AssertionError):
    """The product answered something that nobody should ever see."""


class WalkedAwayError(Exception):
    """The person gave up before the answer was received."""


@dataclass(frozen=True)
class Page:
    status: int
    location: str
    text: str

    @property
    def token(self) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.text)
        if found is None:
            raise UnexpectedPageError(f"no form on the page: {self.text[:300]}")
        return found[1]


class _StayHere(urllib.request.HTTPRedirectHandler):
    def http_error_302(
        self, req: object, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage
    ) -> IO[bytes]:
        return fp


class Browser:
    """A browser that keeps cookies, shows every answer as it came, and follows nothing."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}"
        self._jar = http.cookiejar.CookieJar()
        self._open = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(self._jar),
            _StayHere,
        ).open

    def go_to(self, port: int) -> None:
        """Find the same server on another port: cookies know no ports."""
        self._address = f"http://127.0.0.1:{port}"

    @property
    def cookies(self) -> dict[str, str]:
        return {one.name: one.value or "" for one in self._jar}

    def get(self, path: str) -> Page:
        return self._ask(path, None)

    def post(self, path: str, form: dict[str, str]) -> Page:
        return self._ask(path, urllib.parse.urlencode(form).encode())

    def _ask(self, path: str, body: bytes | None) -> Page:
        request = urllib.request.Request(self._address + path, data=body)
        try:
            with self._open(request, timeout=30) as reply:
                return _page(reply)
        except urllib.error.HTTPError as reply:
            with reply:
                return _page(reply)


def _page(reply: http.client.HTTPResponse | urllib.error.HTTPError) -> Page:
    text = reply.read().decode()
    return Page(reply.status or 0, reply.headers.get("Location", ""), text)


# --- The facilitator --------------------------------------------------------------------------


@dataclass(frozen=True)
class WayIn:
    """How phones come in: the six figures, the sign on paper, and, as text, the long address."""

    address: str
    figures: str = ""
    sign: str = ""

    def __str__(self) -> str:
        return self.address


def open_round(port: int, link: str) -> WayIn:
    """Log in by the link, make a collaboration and open a round; return the way in to it."""
    browser = Browser(port)
    log_in(browser, link)
    address = open_round_in(browser)
    return code_on(expect(browser.get(address), 200))


def log_in(browser: Browser, link: str) -> None:
    """Come in by the link and its button; the first one there says who they are, too."""
    page = until_answered(lambda: expect(browser.get(link), 200))
    who = {
        "kind": "municipality",
        "organisation": "Ytre Fjord kommune",
        "name": "Hanne Dahl",
        "email": "hanne@ytrefjord.example.no",
    }
    expect(browser.post(link, {"csrfmiddlewaretoken": page.token, **who}), 302)


def open_round_in(browser: Browser, **settings: str) -> str:
    """Make a collaboration and open a round in it; return the address of the round's page."""
    page = expect(browser.get("/collaborations/new/"), 200)
    form = {"name": "Uværsrådet", "purpose": "Vi vil tåle at maskinen stopper."}
    made = expect(
        browser.post("/collaborations/new/", {"csrfmiddlewaretoken": page.token, **form}), 302
    )
    collaboration = made.location.split("/")[2]
    page = expect(browser.get(f"/rounds/new/?collaboration={collaboration}"), 200)
    form = {
        "collaboration": collaboration,
        "instrument": "collaboration_test",
        "purpose": "Vi vil vite om hvert svar blir tatt vare på.",
        "intended_use": "Vi teller dem.",
        "follow_up_on": (datetime.now().astimezone().date() + timedelta(days=180)).isoformat(),
        "expected_count": "100000",
        "sign": "paper",
        "open": "",
        **settings,
    }
    made = expect(browser.post("/rounds/new/", {"csrfmiddlewaretoken": page.token, **form}), 302)
    return made.location


def code_on(page: Page) -> WayIn:
    """Return the way in that the page of an open round shows."""
    code = re.search(r'round-code">(\d{3}) (\d{3})<', page.text)
    sign = re.search(r'round-sign">[^<]*<strong>(\d\d)</strong>', page.text)
    address = re.search(r'"/r/([\w-]+)/promise/"', page.text)
    if code is None or address is None:
        raise UnexpectedPageError(f"no way in on the page of the round: {page.text[:300]}")
    return WayIn(address[1], code[1] + code[2], sign[1] if sign else "")


def let_the_minute_pass(database: Database) -> None:
    """Let the minute be over that was announced before a round closes: nobody waits for it here."""
    database.run(
        f"UPDATE surveys_surveyround SET closing_at = {database.moment(-10)} "
        "WHERE state = 'open' AND closing_at IS NOT NULL"
    )


# --- The phones -------------------------------------------------------------------------------


def ratings_of(number: int) -> list[int]:
    """Write a number as ten ratings, base five: every answer is recognisable."""
    ratings = []
    for _item in range(ITEMS):
        number, digit = divmod(number, POINTS)
        ratings.append(digit + 1)
    return ratings


def number_of(ratings: list[int]) -> int:
    return sum((rating - 1) * POINTS**place for place, rating in enumerate(ratings))


class Phone:
    """One person's phone: it asks again until it has its answer, or until the person has gone."""

    def __init__(self, port: int, code: WayIn, *, has_gone: Callable[[], bool]) -> None:
        self._browser = Browser(port)
        self._path = f"/r/{code}/"
        self._sign = code.sign
        self._has_gone = has_gone
        self._form: dict[str, str] = {}

    def begin(self) -> None:
        """Read the promise, and be let in."""
        page = self._keep_asking(lambda: expect(self._browser.get(self._path), 200))
        form = {"csrfmiddlewaretoken": page.token, "sign": self._sign}
        self._keep_asking(
            lambda: expect(
                self._browser.post(f"{self._path}begin/", form), 302, to=f"{self._path}answer/"
            )
        )
        page = self._keep_asking(lambda: expect(self._browser.get(f"{self._path}answer/"), 200))
        self._form = {"csrfmiddlewaretoken": page.token}

    def send(self, number: int, *, lost: Callable[[], None] = lambda: None) -> None:
        """Send the answer until it is acknowledged; `lost` hears each time when it is in doubt."""
        received = f"{self._path}received/"
        self._keep_asking(lambda: expect(self._post(number), 302, to=received), lost)

    def go_to(self, port: int) -> None:
        self._browser.go_to(port)

    def send_twice_at_once(self, number: int) -> None:
        """Send as a queue does that is emptied twice: two requests at the same moment."""

        def quietly() -> None:
            with contextlib.suppress(*NO_ANSWER):
                self._post(number)

        other = Thread(target=quietly)
        other.start()
        try:
            self.send(number)
        finally:
            other.join()

    def raw_answer(self, number: int) -> bytes:
        """Return the request that sends the answer, for whoever wants to send it piece by piece."""
        body = urllib.parse.urlencode(self._form_with(number))
        cookies = "; ".join(f"{name}={value}" for name, value in self._browser.cookies.items())
        return (
            f"POST {self._path}answer/ HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        ).encode()

    def _post(self, number: int) -> Page:
        return self._browser.post(f"{self._path}answer/", self._form_with(number))

    def _form_with(self, number: int) -> dict[str, str]:
        ratings = enumerate(ratings_of(number), start=1)
        return self._form | {f"item-{place}": str(rating) for place, rating in ratings}

    def _keep_asking(
        self, ask: Callable[[], Page], lost: Callable[[], None] = lambda: None
    ) -> Page:
        while True:
            try:
                return ask()
            except NO_ANSWER as problem:
                if not _was_refused(problem):
                    lost()
            if self._has_gone():
                raise WalkedAwayError
            time.sleep(0.05)


def _was_refused(problem: Exception) -> bool:
    """Tell whether nothing was sent, since nobody listened."""
    reason = problem.reason if isinstance(problem, urllib.error.URLError) else problem
    return isinstance(reason, ConnectionRefusedError)


def until_answered(ask: Callable[[], Page], *, seconds: float = 60) -> Page:
    """Ask until the server is there."""
    until = time.monotonic() + seconds
    while True:
        try:
            return ask()
        except NO_ANSWER:
            if time.monotonic() > until:
                raise
        time.sleep(0.05)


def expect(page: Page, status: int, *, to: str | None = None) -> Page:
    if page.status != status or (to is not None and page.location != to):
        raise UnexpectedPageError(
            f"{page.status} {page.location} came instead of {status} {to or ''}: {page.text[:600]}"
        )
    return page

"""A room that answers over HTTP, and all that comes of it, gathered by those who may see it."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from samspill.readings.public import Reading, read_stored
from tests.chaos.databases import SQLite
from tests.chaos.people import (
    ITEMS,
    Browser,
    WayIn,
    code_on,
    expect,
    let_the_minute_pass,
)
from tests.chaos.product import Product

NAMES = (
    *("Nesdal", "Lidal", "Sundvoll", "Tverrelv", "Storøyna", "Fjellnes", "Vikøy"),
    *("Nordli", "Haugbygd", "Åsgrend", "Elvestrand", "Bergsund", "Myrland"),
)
KEY = r"[0-9a-f]{8}-[0-9a-f-]{27}"


@dataclass
class Person:
    """The truth about one person: which municipality, and ten ratings."""

    partner: str
    ratings: list[int]
    admission: str = ""


@dataclass
class Room:
    """One round, what was really answered in it, and what came of it."""

    people: list[Person]
    code: WayIn = field(default_factory=lambda: WayIn(""))
    address: str = ""
    asked: dict[str, int] = field(default_factory=dict)
    table_signs: list[str] = field(default_factory=list)
    release: Reading = field(init=False)
    # What was shown of the same people before, the latest first: the rule remembers it.
    earlier: tuple[Room, ...] = ()
    # Every table that fits what is shown, by statement, once somebody has asked.
    behind: dict[int, tuple[tuple[int, ...], ...]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)

    def ratings(self, item: int) -> list[int]:
        return [one.ratings[item] for one in self.people]


def some_people(dice: Random, sizes: dict[str, int]) -> list[Person]:
    """Draw people who lean in one way, some statements more than others."""
    found = []
    leaning = [dice.choice([2.0, 3.0, 3.6, 4.2]) for _item in range(ITEMS)]
    for partner, size in sizes.items():
        for _number in range(size):
            ratings = [max(1, min(5, round(dice.gauss(mean, 1.1)))) for mean in leaning]
            found.append(Person(partner, ratings))
    return found


class Facilitator:
    """Who leads the rounds, by the pages alone."""

    def __init__(self, product: Product, browser: Browser) -> None:
        self.product = product
        self.browser = browser

    def collaboration(self, partners: tuple[str, ...]) -> str:
        made = self._send("/collaborations/new/", name="Uværsrådet", purpose="Vi vil vite.")
        address = f"/collaborations/{made.split('/')[2]}/"
        for name in partners:
            self._send(
                f"{address}partners/add/",
                form=f"{address}partners/",
                kind="municipality",
                name=name,
            )
        return address

    def open(self, collaboration: str, asked: dict[str, int], **settings: str) -> Room:
        """Open a round; with `asked`, it asks which partner people come from."""
        day = (datetime.now().astimezone().date() + timedelta(days=180)).isoformat()
        form = {
            "collaboration": collaboration.split("/")[2],
            "instrument": "collaboration_test",
            "purpose": "Vi vil vite hva som kan finnes ut.",
            "intended_use": "Vi prøver.",
            "follow_up_on": day,
            "save": "",
            "expected_count": "1000",
            "sign": "paper",
            **settings,
        }
        address = self._send("/rounds/new/", **form)
        if asked:
            page = self.browser.get(f"{address}groups/").text
            fields = {
                name.strip(): key
                for key, name in re.findall(
                    rf'for="id_asked-({KEY})"[^>]*>([^<]+)<', page.replace("\n", " ")
                )
            }
            sizes = {f"asked-{fields[name]}": str(size) for name, size in asked.items()}
            self._send(f"{address}groups/", background="partner", save="", **sizes)
        self._send(f"{address}open/", form=address)
        code = code_on(expect(self.browser.get(address), 200))
        room = Room([], code, address, asked)
        if settings.get("mode") == "open_table":
            signs = expect(self.browser.get(f"{address}table-signs/"), 200).text
            room.table_signs = re.findall(r"<strong>(\d\d)</strong>", signs)
        return room

    def show(self, room: Room) -> None:
        """Close, show, and gather every page that the facilitator and anybody else can open."""
        self._send(f"{room.address}close/", form=room.address)
        let_the_minute_pass(SQLite(self.product.folder / "samspill.sqlite3"))
        self.product.wait_for("the picture", lambda: self._is_drawn(room))
        self._send(f"{room.address}publish/", form=room.address)
        anybody = Browser(self.product.port)
        for path in ("", "reading/", "reading/?tables", "over-time/", "screen/", "assessment/"):
            room.pages[path] = self.browser.get(f"{room.address}{path}").text
        for path in ("", "promise/", "answer/", "received/"):
            room.pages[f"/r/{path}"] = anybody.get(f"/r/{room.code}/{path}").text
        room.release = self._release_of(room)
        for item in room.release.items:
            path = f"groups-of/?item={item.key}"
            room.pages[path] = self.browser.get(f"{room.address}{path}").text

    def _is_drawn(self, room: Room) -> bool:
        key = room.address.split("/")[2].replace("-", "")
        with closing(sqlite3.connect(self.product.folder / "samspill.sqlite3")) as file:
            question = "SELECT picture_id FROM surveys_surveyround WHERE id = ?"
            (picture,) = file.execute(question, [key]).fetchone()
        return picture is not None

    def _release_of(self, room: Room) -> Reading:
        """Read what was stored as shown, as whoever has the file can."""
        key = room.address.split("/")[2].replace("-", "")
        with closing(sqlite3.connect(self.product.folder / "samspill.sqlite3")) as file:
            (content,) = file.execute(
                "SELECT r.content FROM releases_release r JOIN surveys_surveyround s "
                "ON s.release_id = r.id WHERE s.id = ?",
                [key],
            ).fetchone()
        return read_stored(json.loads(content))

    def sheets(self) -> int:
        """Count what is left in the file of what tables have written."""
        with closing(sqlite3.connect(self.product.folder / "samspill.sqlite3")) as file:
            (count,) = file.execute("SELECT count(*) FROM surveys_tablesheet").fetchone()
        return int(count)

    def rows(self, room: Room) -> list[tuple[str, list[int]]]:
        """Return key and ratings of every stored answer in the order that they lie in the file."""
        key = room.address.split("/")[2].replace("-", "")
        with closing(sqlite3.connect(self.product.folder / "samspill.sqlite3")) as file:
            found = file.execute(
                "SELECT id, ratings FROM surveys_response WHERE survey_round_id = ? ORDER BY rowid",
                [key],
            ).fetchall()
        return [(row, json.loads(ratings)) for row, ratings in found]

    def _send(self, path: str, *, form: str = "", **values: str) -> str:
        token = expect(self.browser.get(form or path), 200).token
        return expect(
            self.browser.post(path, {"csrfmiddlewaretoken": token, **values}), 302
        ).location


def answer(product: Product, room: Room, people: list[Person]) -> None:
    """Let everybody answer on a phone of their own; the groups are those on the form."""
    choices: list[tuple[str, str]] = []
    for person in people:
        phone = Browser(product.port)
        path = f"/r/{room.code}/"
        form = {"csrfmiddlewaretoken": expect(phone.get(path), 200).token}
        expect(phone.post(f"{path}begin/", {**form, "sign": room.code.sign}), 302)
        person.admission = phone.cookies.get("samspill_admission", "")
        form |= {f"item-{number}": str(one) for number, one in enumerate(person.ratings, start=1)}
        if room.asked:
            choices = choices or _choices(expect(phone.get(f"{path}answer/"), 200).text)
            form["group"] = _choice(choices, person.partner)
        expect(phone.post(f"{path}answer/", form), 302)
    room.people += people


def read_aloud(product: Product, room: Room, people: list[Person]) -> None:
    """Let them sit five at a table and read aloud, and one phone at each write it down."""
    path = f"/r/{room.code}/"
    for start in range(0, len(people), 5):
        phone = Browser(product.port)
        form = {"csrfmiddlewaretoken": expect(phone.get(path), 200).token}
        expect(phone.post(f"{path}begin/", form), 302)
        number = 1 + start // 5
        sign = room.table_signs[number - 1]
        expect(phone.post(f"{path}table/", {**form, "number": str(number), "sign": sign}), 302)
        for one in people[start : start + 5]:
            said = {f"item-{number}": str(it) for number, it in enumerate(one.ratings, start=1)}
            expect(phone.post(f"{path}column/", form | said), 302)
    room.people += people


def _choices(page: str) -> list[tuple[str, str]]:
    return re.findall(r'name="group"\s+value="(\d+)"[^>]*>\s*<label[^>]*>([^<]+)<', page)


def _choice(choices: list[tuple[str, str]], partner: str) -> str:
    """Choose the group that one's municipality is in: by name, or the others."""
    return next((value for value, label in choices if partner in label), choices[-1][0])

"""Who is in the room: the phones, the facilitator with the page of the round, the projector."""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
from dataclasses import dataclass, field

from tests.chaos.people import WayIn, ratings_of

from benchmarks.client import CUT_OFF, Client, Reply
from benchmarks.timings import Timings

# How often the page of the round is looked at, and how often the wall asks: as js/screen does it.
FACILITATOR_SECONDS = 2.0
PROJECTOR_SECONDS = 1.0


@dataclass
class Room:
    """One open round: where it is, how long everything takes, and what the phones know."""

    port: int
    code: WayIn
    timings: Timings = field(default_factory=Timings)
    sent: set[int] = field(default_factory=set)
    acknowledged: set[int] = field(default_factory=set)

    @property
    def path(self) -> str:
        return f"/r/{self.code}/"


@dataclass(frozen=True)
class Crowd:
    """How many phones, how long it takes until all have come, and how long each fills in."""

    phones: int
    arriving_seconds: float
    filling_seconds: float
    seed: int

    async def answer(self, room: Room) -> None:
        """Let everybody arrive at a random moment, answer, and read the receipt."""
        chance = random.Random(self.seed)
        plans = [
            (chance.uniform(0, self.arriving_seconds), chance.uniform(0, self.filling_seconds))
            for _phone in range(self.phones)
        ]
        await asyncio.gather(
            *(_phone(room, number, *plan) for number, plan in enumerate(plans, start=1))
        )


async def _phone(room: Room, number: int, arrives_after: float, fills_in_for: float) -> None:
    """Be one person: the code, the promise, the form, the answer, the receipt."""
    await asyncio.sleep(arrives_after)
    client = Client(room.port, room.timings)
    try:
        page = await client.get("join page", "/join/")
        await client.fetch_files(page)
        form = {"csrfmiddlewaretoken": page.token, "code": room.code.figures}
        await client.post("join by code", "/join/", form)
        page = await client.get("promise", room.path)
        await client.post(
            "begin",
            f"{room.path}begin/",
            {"csrfmiddlewaretoken": page.token, "sign": room.code.sign},
        )
        page = await client.get("form", f"{room.path}answer/")
        await client.fetch_files(page)
        await asyncio.sleep(fills_in_for)
        if await send_answer(room, client, page.token, number):
            await client.get("receipt", f"{room.path}received/")
    except CUT_OFF:
        return  # the timings know
    finally:
        client.close()


async def send_answer(room: Room, client: Client, token: str, number: int) -> bool:
    """Send the answer with this number, and tell whether it was acknowledged."""
    form = {f"item-{place}": str(one) for place, one in enumerate(ratings_of(number), start=1)}
    room.sent.add(number)
    reply = await client.post(
        "answer", f"{room.path}answer/", form | {"csrfmiddlewaretoken": token}
    )
    if (reply.status, reply.location) != (302, f"{room.path}received/"):
        room.timings.fail("answer", f"not acknowledged: {reply.status} {reply.location}")
        return False
    room.acknowledged.add(number)
    return True


# --- Those who lead -----------------------------------------------------------------------------


async def lead(room: Room, round_path: str, cookies: dict[str, str]) -> None:
    """Look at the page of the round and change what the wall shows, until cancelled."""
    client = Client(room.port, room.timings)
    client.cookies = dict(cookies)
    blank = True
    with contextlib.closing(client), contextlib.suppress(*CUT_OFF):
        while True:
            page = await client.get("page of the round", round_path)
            form = {"show": "blank" if blank else "again", "from": "round"}
            await client.post(
                "driving the screen",
                f"{round_path}screen/show/",
                form | {"csrfmiddlewaretoken": page.token},
            )
            blank = not blank
            await asyncio.sleep(FACILITATOR_SECONDS)


async def project(room: Room, round_path: str, cookies: dict[str, str]) -> None:
    """Ask for the stamp as the wall does, and for the wall when it has changed."""
    client = Client(room.port, room.timings)
    client.cookies = dict(cookies)
    with contextlib.closing(client), contextlib.suppress(*CUT_OFF):
        wall = await client.get("the wall", f"{round_path}screen/")
        while True:
            await asyncio.sleep(PROJECTOR_SECONDS)
            stamp = await client.get("stamp of the wall", f"{round_path}screen/stamp/")
            if stamp.text != _stamp_on(wall):
                wall = await client.get("the wall", f"{round_path}screen/")


def _stamp_on(wall: Reply) -> str:
    found = re.search(r'data-stamp="([^"]*)"', wall.text)
    return found[1] if found else ""

"""How many answers a second are taken when everybody sends at once, each of them durable.

Each client comes from a network of its own: what comes from one is held to a pace.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator

from tests.chaos.databases import stored_answers

from benchmarks.client import CUT_OFF, Client
from benchmarks.room import Room, send_answer
from benchmarks.setting import Setting
from benchmarks.timings import OwnShare, Timings, load

ADMISSION = "samspill_admission"


def flat_out(setting: Setting, answers: int, clients: int) -> list[str]:
    """Let in so many participants, then send all their answers; count rows, print, complain."""
    room = setting.room
    phones = asyncio.run(_let_in(room, answers, clients))
    room.timings = Timings()
    before, own, spent = load(), OwnShare(), setting.server_seconds()
    began = time.perf_counter()
    asyncio.run(_send(room, iter(phones), clients))
    seconds = time.perf_counter() - began
    stored = len(stored_answers(setting.database))
    print(
        f"Flat out: {stored} durable answers in {seconds:.1f} s from {clients} clients at once: "
        f"{stored / seconds:.0f} a second"
    )
    print(room.timings.table())
    each = 1000 * (setting.server_seconds() - spent) / stored
    print(
        f"load before {before}, after {load()}; the server took {each:.1f} ms of processor for "
        f"each answer, the client {own}"
    )
    errors = room.timings.errors.items()
    return setting.count_answers() + [f"{what} ({count} times)" for what, count in errors]


async def _let_in(room: Room, answers: int, clients: int) -> list[tuple[int, dict[str, str]]]:
    """Give each participant an admission of its own, before the clock starts."""
    numbers = iter(range(1, answers + 1))
    let_in: list[tuple[int, dict[str, str]]] = []

    async def one_after_another(number_of_client: int) -> None:
        client = Client(room.port, room.timings, network=number_of_client)
        page = await client.get("promise", room.path)
        for number in numbers:
            client.cookies.pop(ADMISSION, None)
            form = {"csrfmiddlewaretoken": page.token, "sign": room.code.sign}
            await client.post("begin", f"{room.path}begin/", form)
            let_in.append((number, client.cookies | {"token": page.token}))
        client.close()

    await asyncio.gather(*(one_after_another(client) for client in range(clients)))
    return let_in


async def _send(room: Room, phones: Iterator[tuple[int, dict[str, str]]], clients: int) -> None:
    async def one_after_another(number_of_client: int) -> None:
        client = Client(room.port, room.timings, network=number_of_client)
        for number, held in phones:
            client.cookies = {name: value for name, value in held.items() if name != "token"}
            try:
                await send_answer(room, client, held["token"], number)
            except CUT_OFF:
                continue  # the timings know
        client.close()

    await asyncio.gather(*(one_after_another(client) for client in range(clients)))

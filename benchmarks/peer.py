"""The same people, the same machine, another tool: oTree beside Samspill (`make bench-peer`).

Each client is one participant after another, flat out: comes in, gets the form with ten statements
of five points, sends it, and reads the receipt. Runs alternate. What counts is what lies in the
database afterwards.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.databases import stored_answers
from tests.chaos.people import ratings_of

from benchmarks.client import CUT_OFF, Client
from benchmarks.otree import OTree, program_of
from benchmarks.room import Room, send_answer
from benchmarks.setting import describe, opened
from benchmarks.timings import OwnShare, Timings, load

Participant = Callable[[Client, int], Awaitable[None]]


@dataclass(frozen=True)
class Tool:
    name: str
    port: int
    timings: Timings
    participant: Participant
    count: Callable[[], int]


def main() -> int:
    wanted = _arguments()
    with tempfile.TemporaryDirectory(prefix="samspill-peer-") as folder:
        program = program_of(os.environ.get("SAMSPILL_PEER"), Path(folder))
        tools = (samspill, lambda: otree(program, wanted.participants))
        rates: dict[str, list[float]] = {}
        for _repeat in range(wanted.repeat):
            for tool in tools:
                with tool() as running:
                    rate = measure(running, wanted.clients, wanted.seconds)
                    rates.setdefault(running.name.split(" ", 1)[0], []).append(rate)
    for name, all_rates in rates.items():
        each = ", ".join(f"{rate:.0f}" for rate in all_rates)
        print(f"{name}: {each} whole participants a second")
    ours, theirs = (statistics.median(all_rates) for all_rates in rates.values())
    print(f"medians {ours:.0f} and {theirs:.0f}: {ours / theirs:.1f} to 1")
    return 0


def measure(tool: Tool, clients: int, seconds: float) -> float:
    """Let participants through for so long; print the waits, return stored answers a second."""
    before, own, began = load(), OwnShare(), time.perf_counter()
    asyncio.run(_flat_out(tool, clients, began + seconds))
    rate = tool.count() / (time.perf_counter() - began)
    print(f"\n{tool.name}\n{clients} clients: {rate:.0f} whole participants a second")
    print(tool.timings.table())
    print(f"load before {before}, after {load()}; the client took {own}")
    for what, count in tool.timings.errors.items():
        print(f"WRONG: {what} ({count} times)")
    return rate


async def _flat_out(tool: Tool, clients: int, until: float) -> None:
    numbers = iter(range(1, 1_000_000))

    async def one_after_another() -> None:
        while time.perf_counter() < until:
            client = Client(tool.port, tool.timings)
            try:
                await tool.participant(client, next(numbers))
            except CUT_OFF:
                return  # the timings know
            finally:
                client.close()

    await asyncio.gather(*(one_after_another() for _client in range(clients)))


@contextmanager
def samspill() -> Iterator[Tool]:
    with opened("sqlite") as setting:
        room: Room = setting.room

        async def participant(client: Client, number: int) -> None:
            page = await client.get("way in", room.path)
            form = {"csrfmiddlewaretoken": page.token}
            await client.post("way in", f"{room.path}begin/", form)
            page = await client.get("form", f"{room.path}answer/")
            if await send_answer(room, client, page.token, number):
                await client.get("receipt", f"{room.path}received/")

        yield Tool(
            name=describe(setting.database),
            port=room.port,
            timings=room.timings,
            participant=participant,
            count=lambda: len(stored_answers(setting.database)),
        )


@contextmanager
def otree(program: Path, participants: int) -> Iterator[Tool]:
    with OTree(program) as peer:
        join = peer.open_session(participants)

        async def participant(client: Client, number: int) -> None:
            page = await client.get("way in", join)
            page = await client.get("way in", page.location)
            path = page.location
            await client.get("form", path)
            ratings = enumerate(ratings_of(number), start=1)
            form = {f"item_{place}": str(rating) for place, rating in ratings}
            page = await client.post("answer", path, form)
            await client.get("receipt", page.location)

        yield Tool(
            name=peer.describe(),
            port=peer.port,
            timings=Timings(),
            participant=participant,
            count=peer.count,
        )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peer", description=__doc__)
    parser.add_argument("--clients", type=int, default=8, help="at once")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--participants", type=int, default=400, help="oTree makes them first")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
